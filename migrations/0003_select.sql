-- Schema for asking by the value of a field (server/store/select).

-- Folded values of the fields that are looked up by value (enum value_field in value_internal.h). A value
-- is folded as fold_text does, with its white space collapsed; `shown` is how it was written.
CREATE TABLE note_value (
    field   INTEGER NOT NULL,
    folded  TEXT NOT NULL,
    note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    shown   TEXT NOT NULL,
    PRIMARY KEY (field, folded, note_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_value_note ON note_value (note_id);

CREATE TABLE paper_value (
    field    INTEGER NOT NULL,
    folded   TEXT NOT NULL,
    paper_id INTEGER NOT NULL,
    shown    TEXT NOT NULL,
    PRIMARY KEY (field, folded, paper_id)
) STRICT, WITHOUT ROWID;

-- When the first note that mentions it came in.
ALTER TABLE paper ADD COLUMN added_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE concept ADD COLUMN added_ms INTEGER NOT NULL DEFAULT 0;

-- Orders in which lists are read, greatest first and then by public id.
CREATE INDEX paper_year ON paper (year DESC, public_id);
CREATE INDEX paper_added ON paper (added_ms DESC, public_id);
CREATE INDEX paper_notes ON paper (n_notes DESC, public_id);
CREATE INDEX paper_concepts ON paper (n_concepts DESC, public_id);
CREATE INDEX concept_added ON concept (added_ms DESC, public_id);
CREATE INDEX concept_most_papers ON concept (n_papers DESC, public_id);
CREATE INDEX note_added ON note (added_ms DESC, public_id);
CREATE INDEX note_changed ON note (changed_ms DESC, public_id);

-- Names this store, for ETags and the checksum of cursors; never exported.
INSERT INTO setting (name, value) VALUES ('store_id', lower(hex(randomblob(16))));

-- The new columns are filled when the notes are read again.
DELETE FROM setting WHERE name = 'extractor_version';
