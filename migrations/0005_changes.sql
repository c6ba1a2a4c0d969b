-- Schema 5: what commits changed, in order, so that others can follow the graph without reading it again.

-- One row for up to some thousand changes of one commit. Changes are numbered from 1 without gaps; those of
-- a row end with last_seq. Old rows are deleted (server/store/journal/journal_internal.h says when).
CREATE TABLE journal (
    last_seq INTEGER PRIMARY KEY,
    n        INTEGER NOT NULL, -- how many changes the row holds
    at_ms    INTEGER NOT NULL, -- of the commit
    changes  BLOB NOT NULL     -- packed, nine bytes each
) STRICT;
CREATE INDEX journal_at ON journal (at_ms, last_seq);
