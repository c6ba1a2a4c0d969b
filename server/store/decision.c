#include "store/decision.h"

#include "base/arena.h"
#include "base/vec.h"
#include "store/store_internal.h"

bool decision_add(struct db *db, const struct decision_row *row, struct err *e)
{
    STMT_SCOPE(s, db, DECISION_ADD);
    bind_str(&s, 1, row->id);
    bind_i64(&s, 2, row->at_ms);
    bind_str(&s, 3, row->author);
    bind_str(&s, 4, row->kind);
    bind_str(&s, 5, row->reason);
    bind_str(&s, 6, row->body);
    bind_str(&s, 7, row->request_hash);
    return stmt_run(&s, e);
}

static void read_row(struct stmt *s, struct arena *a, struct decision_row *out)
{
    *out = (struct decision_row){
        .id = column_str(s, 0, a),
        .at_ms = column_i64(s, 1),
        .author = column_str(s, 2, a),
        .kind = column_str(s, 3, a),
        .reason = column_str(s, 4, a),
        .body = column_str(s, 5, a),
        .request_hash = column_str(s, 6, a),
    };
}

bool decision_get(struct db *db, struct str id, struct arena *a, struct decision_row *out,
                  bool *found, struct err *e)
{
    STMT_SCOPE(s, db, DECISION_BY_ID);
    bind_str(&s, 1, id);
    *found = stmt_next(&s);
    if (*found)
        read_row(&s, a, out);
    return stmt_finish(&s, e);
}

bool decision_list_all(struct db *db, struct arena *a, struct decision_row **out, size_t *n,
                       struct err *e)
{
    VEC(struct decision_row) list = VEC_INIT;

    STMT_SCOPE(s, db, SCAN_DECISIONS);
    while (stmt_next(&s))
        read_row(&s, a, vec_push(a, &list));
    *out = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

bool decision_last_ms(struct db *db, int64_t *out, struct err *e)
{
    STMT_SCOPE(s, db, DECISION_LAST);
    return stmt_read_i64(&s, out, NULL, e);
}

/* ---- mentions of hidden concepts ---- */

bool hidden_mention_add(struct db *db, struct str concept_key, int64_t note_id, struct err *e)
{
    STMT_SCOPE(s, db, HIDDEN_MENTION_ADD);
    bind_str(&s, 1, concept_key);
    bind_i64(&s, 2, note_id);
    return stmt_run(&s, e);
}

bool hidden_mention_forget(struct db *db, int64_t note_id, struct err *e)
{
    STMT_SCOPE(s, db, HIDDEN_MENTION_FORGET);
    bind_i64(&s, 1, note_id);
    return stmt_run(&s, e);
}

bool hidden_mention_list(struct db *db, struct str concept_key, struct arena *a, int64_t **note_ids,
                         size_t *n, struct err *e)
{
    VEC(int64_t) list = VEC_INIT;

    STMT_SCOPE(s, db, HIDDEN_MENTION_LIST);
    bind_str(&s, 1, concept_key);
    while (stmt_next(&s))
        *vec_push(a, &list) = column_i64(&s, 0);
    *note_ids = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

bool hidden_mention_exists(struct db *db, bool *out, struct err *e)
{
    int64_t one = 0;
    STMT_SCOPE(s, db, SCAN_HIDDEN_MENTION);
    if (!stmt_read_i64(&s, &one, NULL, e))
        return false;
    *out = one != 0;
    return true;
}

/* ---- things made by hand ---- */

bool made_node_list(struct db *db, struct arena *a, struct made_node_row **out, size_t *n,
                    struct err *e)
{
    VEC(struct made_node_row) list = VEC_INIT;

    STMT_SCOPE(s, db, SCAN_MADE_NODES);
    while (stmt_next(&s))
        *vec_push(a, &list) = (struct made_node_row){column_str(&s, 0, a), column_i64(&s, 1)};
    *out = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

bool made_node_put(struct db *db, struct str decision_id, int64_t node_id, struct err *e)
{
    STMT_SCOPE(s, db, MADE_NODE_PUT);
    bind_str(&s, 1, decision_id);
    bind_i64(&s, 2, node_id);
    return stmt_run(&s, e);
}

bool made_node_delete(struct db *db, struct str decision_id, struct err *e)
{
    STMT_SCOPE(s, db, MADE_NODE_DELETE);
    bind_str(&s, 1, decision_id);
    return stmt_run(&s, e);
}

/* ---- broader concepts ---- */

bool decided_broader_list(struct db *db, struct arena *a, struct str **slugs, size_t *n,
                          struct err *e)
{
    VEC(struct str) list = VEC_INIT;

    STMT_SCOPE(s, db, SCAN_DECIDED_BROADER);
    while (stmt_next(&s))
        *vec_push(a, &list) = column_str(&s, 0, a);
    *slugs = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

bool decided_broader_put(struct db *db, struct str slug, struct err *e)
{
    STMT_SCOPE(s, db, DECIDED_BROADER_PUT);
    bind_str(&s, 1, slug);
    return stmt_run(&s, e);
}

bool decided_broader_delete(struct db *db, struct str slug, struct err *e)
{
    STMT_SCOPE(s, db, DECIDED_BROADER_DELETE);
    bind_str(&s, 1, slug);
    return stmt_run(&s, e);
}

/* ---- edges that decisions changed ---- */

bool decided_edge_list(struct db *db, struct arena *a, struct decided_edge_row **out, size_t *n,
                       struct err *e)
{
    VEC(struct decided_edge_row) list = VEC_INIT;

    STMT_SCOPE(s, db, SCAN_DECIDED_EDGES);
    while (stmt_next(&s))
        *vec_push(a, &list) = (struct decided_edge_row){column_i64(&s, 0), column_str(&s, 1, a)};
    *out = list.items;
    *n = list.n;
    return stmt_finish(&s, e);
}

bool decided_edge_put(struct db *db, int64_t edge_id, struct str decision_id, struct err *e)
{
    STMT_SCOPE(s, db, DECIDED_EDGE_PUT);
    bind_i64(&s, 1, edge_id);
    bind_str(&s, 2, decision_id);
    return stmt_run(&s, e);
}

bool decided_edge_delete(struct db *db, int64_t edge_id, struct err *e)
{
    STMT_SCOPE(s, db, DECIDED_EDGE_DELETE);
    bind_i64(&s, 1, edge_id);
    return stmt_run(&s, e);
}

bool decided_edge_get(struct db *db, int64_t edge_id, struct arena *a, struct str *out,
                      struct err *e)
{
    STMT_SCOPE(s, db, DECIDED_EDGE_GET);
    bind_i64(&s, 1, edge_id);
    *out = stmt_next(&s) ? column_str(&s, 0, a) : STR_EMPTY;
    return stmt_finish(&s, e);
}
