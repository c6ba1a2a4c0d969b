-- Derived: what decisions became, so that a later run finds it without reading everything.

-- The node of a paper or concept that was made by hand. 0: it is hidden.
CREATE TABLE made_node (
    decision_id TEXT NOT NULL PRIMARY KEY,
    node_id     INTEGER NOT NULL -- paper.id or concept.id
) STRICT, WITHOUT ROWID;

-- Concepts whose broader ones are those that people said, not those of the vocabulary.
CREATE TABLE decided_broader (
    slug TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
