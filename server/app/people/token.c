#include "app/people/people_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/secret.h"
#include "base/utf8.h"

#define NAME_MAX_BYTES 100
#define ID_DIGITS      12
#define PREFIX         STR("ps_")
#define ID_PREFIX      STR("t_")

/* ---- "ps_ID_SECRET" ---- */

static struct str write_token(struct str id, struct str secret, struct arena *a)
{
    struct str digits = str_from_pos(id, ID_PREFIX.n);
    return str_from(arena_printf(a, "ps_%.*s_%.*s", STR_FMT(digits), STR_FMT(secret)));
}

static bool read_token(struct str token, struct arena *a, struct str *id, struct str *secret)
{
    struct str rest = str_from_pos(token, PREFIX.n), digits;
    if (!str_starts(token, PREFIX) || !str_split(&rest, '_', &digits))
        return false;
    *id = str_from(arena_printf(a, "t_%.*s", STR_FMT(digits)));
    *secret = rest;
    return digits.n == ID_DIGITS && secret->n == SECRET_HEX;
}

/* ---- making ---- */

static bool check_name(struct str name, struct err *e)
{
    bool is_plain = str_trim(name).n == name.n;
    for (size_t i = 0; i < name.n; i++)
        is_plain = is_plain && (unsigned char)name.p[i] >= ' ' && name.p[i] != 0x7F;
    if (name.n && name.n <= NAME_MAX_BYTES && is_plain && utf8_is_valid(name))
        return true;
    return err_set(e, ERR_VALIDATION,
                   "A token is called by the name of a person or a script: 1 to %d bytes without "
                   "control characters.",
                   NAME_MAX_BYTES);
}

static bool store_token(struct people *p, const struct token_row *row, struct err *e)
{
    struct db *db;
    if (!store_write_begin(p->store, &db, e))
        return false;
    if (token_add(db, row, e) && store_write_commit(db, e))
        return people_read_again(p, e);
    store_write_rollback(db);
    return false;
}

bool people_create_token(struct people *p, struct str name, enum rights rights, int64_t expires_ms,
                         struct arena *a, struct token_row *row, struct str *secret, struct err *e)
{
    char digits[SECRET_HEX + 1], hash[SHA256_HEX + 1];
    int64_t now = clock_unix_ms();
    if (!check_name(name, e))
        return false;
    if (expires_ms && expires_ms <= now)
        return err_set(e, ERR_VALIDATION, "The token would be over before it is made.");
    secret_make(digits, ID_DIGITS);
    *row = (struct token_row){
        .id = str_from(arena_printf(a, "t_%s", digits)),
        .name = name,
        .rights = str_from(rights_name(rights)),
        .created_ms = now,
        .expires_ms = expires_ms,
    };
    secret_make(digits, SECRET_HEX);
    *secret = write_token(row->id, str_of(digits, SECRET_HEX), a);
    hash_sha256_hex(str_of(digits, SECRET_HEX), hash);
    row->secret_hash = str_copy(a, str_of(hash, SHA256_HEX));
    return store_token(p, row, e);
}

bool people_revoke_token(struct people *p, struct str id, struct err *e)
{
    struct db *db;
    if (!store_write_begin(p->store, &db, e))
        return false;
    if (token_revoke(db, id, clock_unix_ms(), e) && store_write_commit(db, e))
        return people_read_again(p, e);
    store_write_rollback(db);
    return false;
}

/* ---- who holds one ---- */

/* A token that is not known is compared too, so that the time does not tell which part was wrong. */
static bool is_secret_of(const struct token_row *t, struct str secret)
{
    static const char nobody[] = "0000000000000000000000000000000000000000000000000000000000000000";
    char hash[SHA256_HEX + 1];
    hash_sha256_hex(secret, hash);
    bool same =
        secret_eq(t ? t->secret_hash : str_of(nobody, SHA256_HEX), str_of(hash, SHA256_HEX));
    return t && same;
}

bool people_identify_token(struct people *p, struct str token, struct str remote, struct arena *a,
                           struct identity *out, struct err *e)
{
    struct str id = STR_EMPTY, secret = STR_EMPTY;
    int64_t now = clock_unix_ms();
    bool is_token = read_token(token, a, &id, &secret);
    (void)pthread_mutex_lock(&p->lock);
    const struct token_row *t = people_find_token(p, id, now);
    bool ok = is_secret_of(t, secret) && is_token;
    if (ok)
        *out = identity_of(t, a);
    else
        ok = people_refuse(p, remote, now, e);
    (void)pthread_mutex_unlock(&p->lock);
    return ok;
}
