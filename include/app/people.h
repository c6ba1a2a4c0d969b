/* people.h: who asks, and what they may do.
 *
 * A person or a script holds a token "ps_ID_SECRET" with the rights read, curate or admin; a browser
 * trades one for a session. Only hashes of secrets are stored (256 random bits need no slow hash).
 * While no token is in force the library is open: whoever reaches the port may do everything, and the
 * program listens on loopback only.
 *
 * Tokens and sessions are kept in memory beside the store, so that a request costs no statement and
 * a revoked token is refused by the next one. All functions may be called from any thread. */
#ifndef PS_APP_PEOPLE_H
#define PS_APP_PEOPLE_H

#include "store/people.h"

struct people;

enum rights { RIGHTS_NONE, RIGHTS_READ, RIGHTS_CURATE, RIGHTS_ADMIN };

const char *rights_name(enum rights r); /* "curate" */
/* RIGHTS_NONE when there is no such name. */
enum rights rights_from_name(struct str name);

/* Who asks. `name` is "local" in an open library, empty for somebody unknown. */
struct identity {
    struct str name, token_id;
    enum rights rights;
};

#define SESSION_DAYS 30

/* Reads tokens and sessions; `store` must live as long. */
MUST_USE bool people_open(struct store *store, struct people **out, struct err *e);
void people_close(struct people *p); /* NULL is fine */

/* Whether no token is in force. */
bool people_is_open(struct people *p);

/* A new token; `*secret` is its only copy: "ps_…". `expires_ms` 0: never. Errors: ERR_VALIDATION for
 * a name that is empty, longer than 100 bytes or holds control characters, and for an end in the past. */
MUST_USE bool people_create_token(struct people *p, struct str name, enum rights rights,
                                  int64_t expires_ms, struct arena *a, struct token_row *row,
                                  struct str *secret, struct err *e);
/* Errors: ERR_NOT_FOUND. */
MUST_USE bool people_revoke_token(struct people *p, struct str id, struct err *e);

/* Who holds a token or a session. Errors: ERR_UNAUTHENTICATED, the same for each way to be wrong;
 * ERR_RATE_LIMITED once `remote` has been wrong too often in a minute. A right one is never refused,
 * so a guesser cannot lock out a member with the same address. */
MUST_USE bool people_identify_token(struct people *p, struct str token, struct str remote,
                                    struct arena *a, struct identity *out, struct err *e);
MUST_USE bool people_identify_session(struct people *p, struct str secret, struct str remote,
                                      struct arena *a, struct identity *out, struct err *e);

/* Signs in the holder of a token for SESSION_DAYS, at most as long as the token is in force. */
MUST_USE bool people_start_session(struct people *p, const struct identity *who, struct arena *a,
                                   struct str *secret, struct err *e);
/* Signing out twice is fine. */
MUST_USE bool people_end_session(struct people *p, struct str secret, struct err *e);

/* Writes down what somebody did. */
MUST_USE bool people_record(struct people *p, const struct audit_row *row, struct err *e);

#endif
