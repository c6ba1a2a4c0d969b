-- Schema 7: what people decided about the graph. It cannot be made again, and a rebuild leaves it alone.

-- Rows are added, never changed or deleted: a decision is taken back by another one.
CREATE TABLE decision (
    id           TEXT NOT NULL PRIMARY KEY, -- given by the client, or "d_…"
    at_ms        INTEGER NOT NULL,          -- decisions count in the order of time and id
    author       TEXT NOT NULL,             -- name of the token, or "local"
    kind         TEXT NOT NULL,             -- "merge", "rename" …
    reason       TEXT NOT NULL,
    body         TEXT NOT NULL,             -- JSON: what it is about (server/app/decide/decision_json.c)
    request_hash TEXT NOT NULL              -- SHA-256 of what the client sent: tells a retry from another decision
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_at ON decision (at_ms, id);

-- Derived: edges as they stand because of a decision.
CREATE TABLE decided_edge (
    edge_id     INTEGER PRIMARY KEY,
    decision_id TEXT NOT NULL
) STRICT;
