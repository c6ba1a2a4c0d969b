-- Schema 6: who may do what, and who did. None of it can be made again, and a rebuild leaves it alone.

-- Only the hash of a secret is kept. Revoked tokens stay: decisions and the audit log name them.
CREATE TABLE token (
    id          TEXT NOT NULL PRIMARY KEY, -- "t_…", chosen at random
    name        TEXT NOT NULL,             -- of the person or the script that it was given to
    rights      TEXT NOT NULL CHECK (rights IN ('read', 'curate', 'admin')),
    secret_hash TEXT NOT NULL,             -- SHA-256, hexadecimal
    created_ms  INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL,          -- 0 = never
    revoked_ms  INTEGER NOT NULL           -- 0 = not
) STRICT, WITHOUT ROWID;

-- A browser that signed in with a token. It ends with its token.
CREATE TABLE session (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    token_id    TEXT NOT NULL REFERENCES token (id),
    expires_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_token ON session (token_id);

CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms    INTEGER NOT NULL,
    person   TEXT NOT NULL, -- name of the token, or "local"
    token_id TEXT NOT NULL, -- empty when no token was needed
    action   TEXT NOT NULL, -- operation id of the route: "notes.put"
    target   TEXT NOT NULL, -- address of the request
    status   INTEGER NOT NULL, -- HTTP status of the answer
    remote   TEXT NOT NULL  -- address of the client
) STRICT;
