-- The picture of the whole graph: clusters at two levels, what joins them, and where each node stands.
-- Made by a job from time to time, so it may be older than the graph. Lengths are hundredths of a unit.

CREATE TABLE cluster (
    id         INTEGER PRIMARY KEY, -- kept while the cluster keeps most of its members
    level      INTEGER NOT NULL,    -- 1, or 2 for those inside one of level 1
    parent     INTEGER NOT NULL,    -- cluster.id; 0 at level 1
    n_papers   INTEGER NOT NULL,
    n_concepts INTEGER NOT NULL,
    x          INTEGER NOT NULL,
    y          INTEGER NOT NULL,
    radius     INTEGER NOT NULL,
    labels     TEXT NOT NULL,       -- JSON object: language -> name
    concepts   TEXT NOT NULL        -- JSON array: keys of its most telling concepts
) STRICT;

-- Edges between clusters of one level.
CREATE TABLE cluster_link (
    from_cluster INTEGER NOT NULL, -- the smaller id
    to_cluster   INTEGER NOT NULL,
    n_edges      INTEGER NOT NULL,
    PRIMARY KEY (from_cluster, to_cluster)
) STRICT, WITHOUT ROWID;

-- Places of nodes, packed (server/store/graph/cluster.c), a megabyte a row: a row for each node would keep
-- the writer busy for as long as it takes to write the graph itself.
CREATE TABLE cluster_places (
    id     INTEGER PRIMARY KEY,
    places BLOB NOT NULL
) STRICT;
