-- Schema 2: vocabularies of users. They belong to what cannot be made again.

CREATE TABLE vocabulary (
    name        TEXT NOT NULL PRIMARY KEY, -- "user", "lab"
    format      TEXT NOT NULL,             -- of the file it came from: "turtle"
    n_concepts  INTEGER NOT NULL,
    n_labels    INTEGER NOT NULL,
    imported_ms INTEGER NOT NULL,
    body        BLOB NOT NULL              -- the list, packed (extract/vocabulary_file.h)
) STRICT;
