-- Schema 1 of paperstack.
--
-- Part 1 holds what cannot be made again: the notes, what each says by itself (facts), settings, and the
-- ids that were once handed out. Part 2 is derived: resolve makes it from part 1, and store_clear_graph
-- empties it.
--
-- Columns named `class` and `*_class` are 0 for a paper, 1 for a concept. Columns named `idx` and `*_idx`
-- count the papers, concepts or edges of one extraction from 0. Scores and weights are thousandths.
-- Lists of strings that are only read and written whole are JSON arrays. Times are milliseconds since
-- 1970 unless the name says ns.
--
-- The facts of a note are one packed row: they are written, read and deleted a note at a time.

-- ---------------------------------------------------------------------------------------------------
-- Part 1: facts
-- ---------------------------------------------------------------------------------------------------

CREATE TABLE store_state (
    id            INTEGER PRIMARY KEY CHECK (id = 1), -- one row
    graph_version INTEGER NOT NULL                    -- raised by each commit that changes the graph
) STRICT;
INSERT INTO store_state (id, graph_version) VALUES (1, 0);

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY, -- "vocabulary_version"
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The few texts that millions of rows repeat: relations, statuses, origins, rules. Rows are never deleted.
CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE -- "about", "proposed", "first-bullet"
) STRICT;

-- AUTOINCREMENT: the number of a deleted note must not come back while derived rows still name it.
CREATE TABLE note (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    public_id  INTEGER NOT NULL,     -- 60 bits of the hash of the path; shown as "n_…"
    path       TEXT NOT NULL UNIQUE, -- below the notes folder: "reading/nas.md"
    source     TEXT NOT NULL CHECK (source IN ('folder', 'upload')),
    sha256     TEXT NOT NULL,        -- of the body, hexadecimal; empty when it was never read
    size       INTEGER NOT NULL,     -- bytes of the file
    mtime_ns   INTEGER NOT NULL,     -- time of the file
    title      TEXT NOT NULL,
    languages  TEXT NOT NULL,        -- JSON array
    date       TEXT NOT NULL,        -- ISO, or empty
    tags       TEXT NOT NULL,        -- JSON array
    error      TEXT NOT NULL,        -- why the last attempt to read it failed, or empty
    n_evidence INTEGER NOT NULL DEFAULT 0, -- in note_fact
    added_ms   INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX note_public_id ON note (public_id);
CREATE INDEX note_source ON note (source, path);

-- Apart from `note`, so that a new time stamp does not write the text again.
CREATE TABLE note_body (
    note_id INTEGER PRIMARY KEY REFERENCES note (id) ON DELETE CASCADE,
    body    BLOB NOT NULL -- the bytes of the file as they are
) STRICT;

-- Ids that a note had under earlier paths.
CREATE TABLE note_alias (
    public_id INTEGER NOT NULL,
    note_id   INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    PRIMARY KEY (public_id, note_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_alias_note ON note_alias (note_id);

-- What the note says, packed (server/store/fact/fact_pack_internal.h). No row: it says nothing.
CREATE TABLE note_fact (
    note_id  INTEGER PRIMARY KEY REFERENCES note (id) ON DELETE CASCADE,
    mentions BLOB NOT NULL, -- papers, concepts and their join keys
    edges    BLOB NOT NULL  -- edges, evidence and warnings
) STRICT;

-- Two mentions can only be the same thing when they share a join key.
CREATE TABLE fact_key (
    key     INTEGER NOT NULL, -- a letter and 56 bits of a hash
    note_id INTEGER NOT NULL,
    mention INTEGER NOT NULL, -- twice the index, and 1 for a concept
    PRIMARY KEY (key, note_id, mention)
) STRICT, WITHOUT ROWID;

-- Papers and concepts that are gone, so that their ids still lead to what they became part of.
CREATE TABLE node_alias (
    class     INTEGER NOT NULL,
    public_id INTEGER NOT NULL, -- 60 bits of the hash of the key
    key       TEXT NOT NULL,    -- the key that it had
    name_key  TEXT NOT NULL,    -- folded title or label that it had
    PRIMARY KEY (class, public_id, key)
) STRICT, WITHOUT ROWID;

-- Edges that are gone, by the ids of the two nodes that they joined.
CREATE TABLE edge_alias (
    id             INTEGER PRIMARY KEY, -- edge.id
    from_class     INTEGER NOT NULL,
    from_public_id INTEGER NOT NULL,
    relation       INTEGER NOT NULL, -- word.id
    to_class       INTEGER NOT NULL,
    to_public_id   INTEGER NOT NULL
) STRICT;

-- ---------------------------------------------------------------------------------------------------
-- Part 2: derived
--
-- Papers have even numbers and concepts odd ones, so that one number names a node of either class.
-- ---------------------------------------------------------------------------------------------------

CREATE TABLE paper (
    id          INTEGER PRIMARY KEY CHECK (id % 2 = 0),
    public_id   INTEGER NOT NULL,     -- 60 bits of the hash of the key; shown as "p_…"
    key         TEXT NOT NULL UNIQUE,
    status      TEXT NOT NULL CHECK (status IN ('entry', 'cited', 'stub')),
    title       TEXT NOT NULL,
    short_name  TEXT NOT NULL,
    venue       TEXT NOT NULL,
    year        INTEGER NOT NULL,     -- 0 = unknown
    aliases     TEXT NOT NULL,        -- JSON array
    identifiers TEXT NOT NULL,        -- JSON array
    urls        TEXT NOT NULL,        -- JSON array
    resources   TEXT NOT NULL,        -- JSON array
    authors     TEXT NOT NULL,        -- JSON array
    n_notes     INTEGER NOT NULL,     -- notes that mention it
    n_concepts  INTEGER NOT NULL      -- concepts that an edge joins it with
) STRICT;
CREATE INDEX paper_public_id ON paper (public_id);
CREATE INDEX paper_status ON paper (status, key);

CREATE TABLE paper_identifier (
    identifier TEXT NOT NULL, -- canonical: "doi:10.1000/182"
    paper_id   INTEGER NOT NULL,
    PRIMARY KEY (identifier, paper_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_name (
    name_key TEXT NOT NULL, -- folded title, short name or alias
    paper_id INTEGER NOT NULL,
    PRIMARY KEY (name_key, paper_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE concept (
    id           INTEGER PRIMARY KEY CHECK (id % 2 = 1),
    public_id    INTEGER NOT NULL,     -- 60 bits of the hash of the key; shown as "c_…"
    key          TEXT NOT NULL UNIQUE, -- "concept:" and the slug
    kind         TEXT NOT NULL,
    origin       TEXT NOT NULL,        -- vocabulary, discovered, user
    labels       TEXT NOT NULL,        -- JSON object: language -> preferred label
    alternatives TEXT NOT NULL,        -- JSON array
    n_papers     INTEGER NOT NULL,     -- papers that an edge joins it with
    n_notes      INTEGER NOT NULL      -- notes that mention it
) STRICT;
CREATE INDEX concept_public_id ON concept (public_id);
CREATE INDEX concept_papers ON concept (n_papers DESC, key);

CREATE TABLE concept_label (
    label_key  TEXT NOT NULL, -- folded label or alternative
    concept_id INTEGER NOT NULL,
    lang       TEXT NOT NULL, -- "en", "zh" … ; empty for alternatives
    PRIMARY KEY (label_key, concept_id, lang)
) STRICT, WITHOUT ROWID;

-- By slug, since the vocabulary knows more concepts than the notes mention.
CREATE TABLE concept_broader (
    slug    TEXT NOT NULL,
    broader TEXT NOT NULL, -- slug of the broader concept
    PRIMARY KEY (slug, broader)
) STRICT, WITHOUT ROWID;
CREATE INDEX concept_broader_narrower ON concept_broader (broader, slug);

-- What the facts of a note became, packed: the nodes of its mentions and the edges that its own support.
CREATE TABLE note_node (
    note_id INTEGER PRIMARY KEY,
    nodes   BLOB NOT NULL
) STRICT;

-- Which notes mention a node.
CREATE TABLE mention (
    node_id INTEGER NOT NULL, -- paper.id or concept.id
    note_id INTEGER NOT NULL,
    PRIMARY KEY (node_id, note_id)
) STRICT, WITHOUT ROWID;

-- The number of an edge is the hash that its public id shows, so it needs no index of its own.
CREATE TABLE edge (
    id       INTEGER PRIMARY KEY, -- 60 bits of the hash of both keys and the relation; shown as "e_…"
    from_id  INTEGER NOT NULL,    -- paper.id or concept.id
    relation INTEGER NOT NULL,    -- word.id
    to_id    INTEGER NOT NULL,    -- paper.id or concept.id
    score    INTEGER NOT NULL,
    status   INTEGER NOT NULL,    -- word.id: proposed, confirmed, rejected
    origin   INTEGER NOT NULL     -- word.id: extracted, vocabulary, person
) STRICT;
-- The edges of a node, best first, with all that filters and counts look at.
CREATE INDEX edge_from ON edge (from_id, score DESC, id, to_id, relation, status);
CREATE INDEX edge_to ON edge (to_id, score DESC, id, from_id, relation, status);

-- What a note says for an edge.
CREATE TABLE edge_support (
    edge_id  INTEGER NOT NULL,
    note_id  INTEGER NOT NULL,
    score    INTEGER NOT NULL, -- the best that the note gives it
    evidence BLOB NOT NULL,    -- packed (server/store/graph/evidence.c)
    PRIMARY KEY (edge_id, note_id)
) STRICT, WITHOUT ROWID;

-- Full text. Both indexes are contentless: the texts stand in note_body, paper and concept already, and
-- rows are taken out again by giving FTS5 the old text. A copy inside FTS5 would double the file.
-- The tokenizer is ours (server/store/search/search_token_internal.h).

CREATE VIRTUAL TABLE note_text USING fts5 (
    title,
    body,
    content = '', -- rowid = note.id
    tokenize = 'paperstack'
);

CREATE VIRTUAL TABLE name_text USING fts5 (
    title, -- of a paper; preferred labels of a concept
    names, -- short name and aliases; alternatives
    content = '', -- rowid = paper.id, or minus concept.id: one class is one range
    tokenize = 'paperstack'
);

-- Bytes of postings that are gathered in memory before they are written as a segment: a batch of notes.
INSERT INTO note_text (note_text, rank) VALUES ('hashsize', 16777216);
INSERT INTO name_text (name_text, rank) VALUES ('hashsize', 4194304);
