-- Derived: which notes mention a concept of the vocabulary that a decision hides. Such a concept has no node
-- of its own, so without this nobody would know which notes are to be read again when it is shown again.
CREATE TABLE hidden_mention (
    concept_key TEXT NOT NULL,
    note_id     INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    PRIMARY KEY (concept_key, note_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hidden_mention_note ON hidden_mention (note_id);
