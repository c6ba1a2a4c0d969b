#include "app/people/people_internal.h"

#include "base/arena.h"
#include "base/clock.h"

/* By the number of enum rights. */
static const char *const names[] = {"none", "read", "curate", "admin"};

const char *rights_name(enum rights r)
{
    return names[r];
}

enum rights rights_from_name(struct str name)
{
    for (enum rights r = RIGHTS_READ; r <= RIGHTS_ADMIN; r++)
        if (str_eq(name, str_from(names[r])))
            return r;
    return RIGHTS_NONE;
}

static bool read_rows(struct people *p, struct arena *a, struct people *out, struct err *e)
{
    struct db *db;
    if (!store_read_begin(p->store, 0, &db, e))
        return false;
    bool ok = token_list(db, a, &out->tokens, &out->n_tokens, e) &&
              session_list(db, a, &out->sessions, &out->n_sessions, e);
    store_read_end(db);
    return ok;
}

bool people_read_again(struct people *p, struct err *e)
{
    struct people fresh = {0};
    struct arena *a = arena_new();
    (void)pthread_mutex_lock(&p->lock);
    bool ok = read_rows(p, a, &fresh, e);
    struct arena *old = ok ? p->arena : a;
    if (ok) {
        p->arena = a;
        p->tokens = fresh.tokens;
        p->n_tokens = fresh.n_tokens;
        p->sessions = fresh.sessions;
        p->n_sessions = fresh.n_sessions;
    }
    (void)pthread_mutex_unlock(&p->lock);
    arena_free(old);
    return ok;
}

static bool forget_old_sessions(struct store *store, struct err *e)
{
    struct db *db;
    if (!store_write_begin(store, &db, e))
        return false;
    if (session_delete_expired(db, clock_unix_ms(), e) && store_write_commit(db, e))
        return true;
    store_write_rollback(db);
    return false;
}

bool people_open(struct store *store, struct people **out, struct err *e)
{
    if (!forget_old_sessions(store, e))
        return false;
    struct arena *a = arena_new();
    struct people *p = ARENA_NEW(a, struct people);
    p->store = store;
    p->arena = arena_new();
    p->home = a;
    (void)pthread_mutex_init(&p->lock, NULL);
    if (people_read_again(p, e)) {
        *out = p;
        return true;
    }
    people_close(p);
    return false;
}

void people_close(struct people *p)
{
    if (!p)
        return;
    (void)pthread_mutex_destroy(&p->lock);
    arena_free(p->arena);
    arena_free(p->home);
}

bool token_is_in_force(const struct token_row *t, int64_t now_ms)
{
    return !t->revoked_ms && (!t->expires_ms || t->expires_ms > now_ms);
}

bool people_is_open(struct people *p)
{
    bool is_open = true;
    (void)pthread_mutex_lock(&p->lock);
    /* A token that is over keeps the library closed: only revoking the last one opens it. */
    for (size_t i = 0; i < p->n_tokens; i++)
        is_open = is_open && p->tokens[i].revoked_ms;
    (void)pthread_mutex_unlock(&p->lock);
    return is_open;
}

const struct token_row *people_find_token(const struct people *p, struct str id, int64_t now_ms)
{
    for (size_t i = 0; i < p->n_tokens; i++)
        if (str_eq(p->tokens[i].id, id))
            return token_is_in_force(&p->tokens[i], now_ms) ? &p->tokens[i] : NULL;
    return NULL;
}

bool people_refuse(struct people *p, struct str remote, int64_t now_ms, struct err *e)
{
    if (!failure_budget_spend(&p->failures, remote, now_ms))
        return err_set(e, ERR_RATE_LIMITED,
                       "Too many wrong tokens from this address. Wait a minute.");
    return err_set(e, ERR_UNAUTHENTICATED,
                   "The token is not known here, is over or was revoked. Ask the person who runs "
                   "this server for a new one.");
}

struct identity identity_of(const struct token_row *t, struct arena *a)
{
    return (struct identity){
        .name = str_copy(a, t->name),
        .token_id = str_copy(a, t->id),
        .rights = rights_from_name(t->rights),
    };
}

bool people_record(struct people *p, const struct audit_row *row, struct err *e)
{
    struct db *db;
    if (!store_write_begin(p->store, &db, e))
        return false;
    if (audit_add(db, row, e) && store_write_commit(db, e))
        return true;
    store_write_rollback(db);
    return false;
}
