#include "store/people.h"

#include "base/arena.h"
#include "base/vec.h"
#include "store/store_internal.h"

/* ---- tokens ---- */

static bool has_token(struct db *db, struct str id, bool *found, struct err *e)
{
    STMT_SCOPE(s, db, TOKEN_BY_ID);
    bind_str(&s, 1, id);
    *found = stmt_next(&s);
    return stmt_finish(&s, e);
}

bool token_add(struct db *db, const struct token_row *row, struct err *e)
{
    bool is_taken;
    if (!has_token(db, row->id, &is_taken, e))
        return false;
    if (is_taken)
        return err_set(e, ERR_CONFLICT, "There is a token \"%.*s\" already.", STR_FMT(row->id));
    STMT_SCOPE(s, db, TOKEN_ADD);
    bind_str(&s, 1, row->id);
    bind_str(&s, 2, row->name);
    bind_str(&s, 3, row->rights);
    bind_str(&s, 4, row->secret_hash);
    bind_i64(&s, 5, row->created_ms);
    bind_i64(&s, 6, row->expires_ms);
    return stmt_run(&s, e);
}

static bool end_sessions(struct db *db, struct str token_id, struct err *e)
{
    STMT_SCOPE(s, db, SESSION_DELETE_OF_TOKEN);
    bind_str(&s, 1, token_id);
    return stmt_run(&s, e);
}

bool token_revoke(struct db *db, struct str id, int64_t now_ms, struct err *e)
{
    STMT_SCOPE(s, db, TOKEN_REVOKE);
    bind_str(&s, 1, id);
    bind_i64(&s, 2, now_ms);
    bool done = stmt_next(&s);
    if (!stmt_run(&s, e))
        return false;
    if (!done)
        return err_set(e, ERR_NOT_FOUND,
                       "No token that is in force has the id \"%.*s\"; paperstack token list shows "
                       "them.",
                       STR_FMT(id));
    return end_sessions(db, id, e);
}

bool token_list(struct db *db, struct arena *a, struct token_row **out, size_t *n, struct err *e)
{
    VEC(struct token_row) list = VEC_INIT;

    STMT_SCOPE(s, db, SCAN_TOKENS);
    while (stmt_next(&s))
        *vec_push(a, &list) = (struct token_row){
            .id = column_str(&s, 0, a),
            .name = column_str(&s, 1, a),
            .rights = column_str(&s, 2, a),
            .secret_hash = column_str(&s, 3, a),
            .created_ms = column_i64(&s, 4),
            .expires_ms = column_i64(&s, 5),
            .revoked_ms = column_i64(&s, 6),
        };
    *out = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

/* ---- sessions ---- */

bool session_add(struct db *db, const struct session_row *row, struct err *e)
{
    STMT_SCOPE(s, db, SESSION_ADD);
    bind_str(&s, 1, row->secret_hash);
    bind_str(&s, 2, row->token_id);
    bind_i64(&s, 3, row->expires_ms);
    return stmt_run(&s, e);
}

bool session_delete(struct db *db, struct str secret_hash, struct err *e)
{
    STMT_SCOPE(s, db, SESSION_DELETE);
    bind_str(&s, 1, secret_hash);
    return stmt_run(&s, e);
}

bool session_delete_expired(struct db *db, int64_t now_ms, struct err *e)
{
    STMT_SCOPE(s, db, SCAN_EXPIRED_SESSIONS);
    bind_i64(&s, 1, now_ms);
    return stmt_run(&s, e);
}

bool session_list(struct db *db, struct arena *a, struct session_row **out, size_t *n,
                  struct err *e)
{
    VEC(struct session_row) list = VEC_INIT;

    STMT_SCOPE(s, db, SCAN_SESSIONS);
    while (stmt_next(&s))
        *vec_push(a, &list) = (struct session_row){
            .secret_hash = column_str(&s, 0, a),
            .token_id = column_str(&s, 1, a),
            .expires_ms = column_i64(&s, 2),
        };
    *out = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

/* ---- audit ---- */

bool audit_add(struct db *db, const struct audit_row *row, struct err *e)
{
    STMT_SCOPE(s, db, AUDIT_ADD);
    bind_i64(&s, 1, row->at_ms);
    bind_str(&s, 2, row->person);
    bind_str(&s, 3, row->token_id);
    bind_str(&s, 4, row->action);
    bind_str(&s, 5, row->target);
    bind_i64(&s, 6, row->status);
    bind_str(&s, 7, row->remote);
    return stmt_run(&s, e);
}

bool audit_list(struct db *db, int64_t before, size_t limit, struct arena *a,
                struct audit_row **out, size_t *n, struct err *e)
{
    VEC(struct audit_row) list = VEC_INIT;

    STMT_SCOPE(s, db, AUDIT_LIST);
    bind_i64(&s, 1, before ? before : INT64_MAX);
    bind_i64(&s, 2, (int64_t)limit);
    while (stmt_next(&s))
        *vec_push(a, &list) = (struct audit_row){
            .seq = column_i64(&s, 0),
            .at_ms = column_i64(&s, 1),
            .person = column_str(&s, 2, a),
            .token_id = column_str(&s, 3, a),
            .action = column_str(&s, 4, a),
            .target = column_str(&s, 5, a),
            .status = column_i64(&s, 6),
            .remote = column_str(&s, 7, a),
        };
    *out = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}
