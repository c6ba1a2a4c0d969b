/* people_internal.h: tokens and sessions in memory, and the budget of failures.
 *
 *   people.c          the memory beside the store: opening, reading again, who holds what
 *   token.c           making, reading and revoking tokens
 *   session.c         signing in and out
 *   failure_budget.c  how often an address may be wrong */
#ifndef PS_APP_PEOPLE_INTERNAL_H
#define PS_APP_PEOPLE_INTERNAL_H

#include <pthread.h>

#include "app/people.h"

/* ---- failure_budget.c ---- */

#define FAILURES_PER_MINUTE 20
#define ADDRESSES_KEPT      256

struct failure {
    uint64_t address; /* hash */
    int64_t since_ms;
    unsigned count;
};

/* Holds the addresses that were wrong last; the oldest makes room. Guarded by the lock of people. */
struct failure_budget {
    struct failure items[ADDRESSES_KEPT];
};

/* One more failure of `remote`; false once it has had more than FAILURES_PER_MINUTE. */
bool failure_budget_spend(struct failure_budget *b, struct str remote, int64_t now_ms);

/* ---- people.c ---- */

struct people {
    struct store *store;
    struct arena *home;   /* of this struct itself */
    pthread_mutex_t lock; /* all below */
    struct arena *arena;  /* holds the rows; made anew when they are read again */
    struct token_row *tokens;
    size_t n_tokens;
    struct session_row *sessions;
    size_t n_sessions;
    struct failure_budget failures;
};

/* Tokens and sessions as they are in the store now. */
MUST_USE bool people_read_again(struct people *p, struct err *e);
/* A token that is neither revoked nor over. With the lock held. */
bool token_is_in_force(const struct token_row *t, int64_t now_ms);
/* Both under the lock; NULL when there is none in force. */
const struct token_row *people_find_token(const struct people *p, struct str id, int64_t now_ms);
/* Counts the failure and refuses. With the lock held; always false. */
bool people_refuse(struct people *p, struct str remote, int64_t now_ms, struct err *e);
struct identity identity_of(const struct token_row *t, struct arena *a);

#endif
