-- Schema 10: what each person says of reading a paper. It cannot be made again, and a rebuild leaves it alone.

-- One row for a person and a paper as it was called then; the paper is found again by key, identifiers, names.
CREATE TABLE reading (
    person      TEXT NOT NULL, -- name of the token, or "local"
    paper_key   TEXT NOT NULL,
    identifiers TEXT NOT NULL, -- JSON array
    names       TEXT NOT NULL, -- JSON array
    state       TEXT NOT NULL CHECK (state IN ('queued', 'reading', 'read', 'skipped')),
    rating      INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 5), -- 0 = none
    note        TEXT NOT NULL,
    changed_ms  INTEGER NOT NULL,
    paper_id    INTEGER NOT NULL, -- derived: the paper that it is now; 0 = none
    is_current  INTEGER NOT NULL, -- derived: of several rows of a person for one paper the latest counts
    PRIMARY KEY (person, paper_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_paper ON reading (paper_id, person);
CREATE INDEX reading_changed ON reading (person, changed_ms DESC, paper_key);
