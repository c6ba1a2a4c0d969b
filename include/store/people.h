/* people.h: tokens, the sessions of browsers that signed in with one, and the audit log, as rows.
 *
 * Knows no secret: callers hash first. None of these tables is derived; a rebuild leaves them alone. */
#ifndef PS_STORE_PEOPLE_H
#define PS_STORE_PEOPLE_H

#include "store/store.h"

struct token_row {
    struct str id; /* "t_…" */
    struct str name;
    struct str rights;      /* "read", "curate", "admin" */
    struct str secret_hash; /* SHA-256, hexadecimal */
    int64_t created_ms;
    int64_t expires_ms, revoked_ms; /* 0 = never, not */
};

/* Errors: ERR_CONFLICT when the id is taken. */
MUST_USE bool token_add(struct db *db, const struct token_row *row, struct err *e);
/* Ends its sessions as well. Errors: ERR_NOT_FOUND, also when it is revoked already. */
MUST_USE bool token_revoke(struct db *db, struct str id, int64_t now_ms, struct err *e);
/* All, revoked and expired ones too, by time of making. */
MUST_USE bool token_list(struct db *db, struct arena *a, struct token_row **out, size_t *n,
                         struct err *e);

struct session_row {
    struct str secret_hash, token_id;
    int64_t expires_ms;
};

MUST_USE bool session_add(struct db *db, const struct session_row *row, struct err *e);
MUST_USE bool session_delete(struct db *db, struct str secret_hash, struct err *e);
/* Forgets those that ended before `now_ms`. */
MUST_USE bool session_delete_expired(struct db *db, int64_t now_ms, struct err *e);
MUST_USE bool session_list(struct db *db, struct arena *a, struct session_row **out, size_t *n,
                           struct err *e);

struct audit_row {
    int64_t seq, at_ms, status;
    struct str person, token_id, action, target, remote;
};

/* `seq` is chosen here. */
MUST_USE bool audit_add(struct db *db, const struct audit_row *row, struct err *e);
/* Newest first, those before `before` (0 = from the newest). */
MUST_USE bool audit_list(struct db *db, int64_t before, size_t limit, struct arena *a,
                         struct audit_row **out, size_t *n, struct err *e);

#endif
