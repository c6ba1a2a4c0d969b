#include "app/people/people_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/secret.h"

#define DAY_MS ((int64_t)86400000)

static struct str hash_of(struct str secret, struct arena *a)
{
    char hash[SHA256_HEX + 1];
    hash_sha256_hex(secret, hash);
    return str_copy(a, str_of(hash, SHA256_HEX));
}

static bool store_session(struct people *p, const struct session_row *row, struct err *e)
{
    struct db *db;
    if (!store_write_begin(p->store, &db, e))
        return false;
    if (session_add(db, row, e) && store_write_commit(db, e))
        return people_read_again(p, e);
    store_write_rollback(db);
    return false;
}

bool people_start_session(struct people *p, const struct identity *who, struct arena *a,
                          struct str *secret, struct err *e)
{
    char digits[SECRET_HEX + 1];
    if (!who->token_id.n)
        return err_set(e, ERR_CONFLICT,
                       "This library is open: nobody needs to sign in. Make a token first with "
                       "paperstack token create.");
    secret_make(digits, SECRET_HEX);
    *secret = str_copy(a, str_of(digits, SECRET_HEX));
    struct session_row row = {
        .secret_hash = hash_of(*secret, a),
        .token_id = who->token_id,
        .expires_ms = clock_unix_ms() + SESSION_DAYS * DAY_MS,
    };
    return store_session(p, &row, e);
}

bool people_end_session(struct people *p, struct str secret, struct err *e)
{
    struct arena *a = arena_new();
    struct str hash = hash_of(secret, a);
    struct db *db;
    bool ok = store_write_begin(p->store, &db, e);
    if (ok && !(session_delete(db, hash, e) && store_write_commit(db, e))) {
        store_write_rollback(db);
        ok = false;
    }
    arena_free(a);
    return ok && people_read_again(p, e);
}

/* With the lock held. */
static const struct session_row *find(const struct people *p, struct str hash, int64_t now_ms)
{
    const struct session_row *found = NULL;
    for (size_t i = 0; i < p->n_sessions; i++)
        if (secret_eq(p->sessions[i].secret_hash, hash) && p->sessions[i].expires_ms > now_ms)
            found = &p->sessions[i];
    return found;
}

bool people_identify_session(struct people *p, struct str secret, struct str remote,
                             struct arena *a, struct identity *out, struct err *e)
{
    struct str hash = hash_of(secret, a);
    int64_t now = clock_unix_ms();
    (void)pthread_mutex_lock(&p->lock);
    const struct session_row *session = find(p, hash, now);
    const struct token_row *t = session ? people_find_token(p, session->token_id, now) : NULL;
    bool ok = t != NULL;
    if (ok)
        *out = identity_of(t, a);
    else
        ok = people_refuse(p, remote, now, e);
    (void)pthread_mutex_unlock(&p->lock);
    return ok;
}
