#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/graph.h"
#include "store/graph/graph_row_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/store_internal.h"

#define UNKNOWN_WORD (-1) /* a word that no row has */

/* The values of SQL_EDGE_FILTER and SQL_EDGE_AFTER. */
struct coded_filter {
    int64_t relation, status; /* word.id; 0 = any */
    int64_t other_class;      /* -1 = any */
    int64_t after_score, after_id;
};

static bool encode_word(struct db *db, struct str text, int64_t *out, struct err *e)
{
    *out = 0;
    if (!text.n)
        return true;
    if (!word_find(db, text, out, e))
        return false;
    if (!*out)
        *out = UNKNOWN_WORD;
    return true;
}

/* Where the last page ended. The score of an edge that has gone is unknown: the list then ends. */
static bool encode_after(struct db *db, struct str after, struct coded_filter *out, struct err *e)
{
    out->after_score = INT64_MAX;
    out->after_id = -1;
    if (!after.n)
        return true;
    if (!public_id_read(after, 'e', &out->after_id))
        return err_set(e, ERR_INVALID_PARAMETER, "\"%.*s\" is not the id of an edge.",
                       STR_FMT(after));
    STMT_SCOPE(s, db, EDGE_BY_ID);
    bind_i64(&s, 1, out->after_id);
    out->after_score = stmt_next(&s) ? column_i64(&s, 4) : -1;
    return stmt_finish(&s, e);
}

static bool encode(struct db *db, const struct edge_filter *f, struct coded_filter *out,
                   struct err *e)
{
    out->other_class = f->has_other ? (int64_t)f->other_class : -1;
    return encode_word(db, f->relation, &out->relation, e) &&
           encode_word(db, f->status, &out->status, e) && encode_after(db, f->after, out, e);
}

struct edge_statements {
    enum statement_id list, count;
};

static struct edge_statements choose(const struct edge_filter *f)
{
    if (!f->has_node)
        return (struct edge_statements){STMT_EDGE_LIST, STMT_EDGE_LIST_COUNT};
    if (f->only_out)
        return (struct edge_statements){STMT_EDGE_LIST_OUT, STMT_EDGE_LIST_OUT_COUNT};
    if (f->only_in)
        return (struct edge_statements){STMT_EDGE_LIST_IN, STMT_EDGE_LIST_IN_COUNT};
    return (struct edge_statements){STMT_EDGE_LIST_BOTH, STMT_EDGE_LIST_BOTH_COUNT};
}

static void bind_filter(struct stmt *s, const struct edge_filter *f, const struct coded_filter *c)
{
    if (f->has_node) {
        bind_i64(s, 1, f->node_id);
        bind_i64(s, 5, c->other_class);
    }
    bind_i64(s, 2, c->relation);
    bind_i64(s, 3, c->status);
    bind_i64(s, 4, f->min_score);
}

static bool count(struct db *db, enum statement_id id, const struct edge_filter *f,
                  const struct coded_filter *c, uint64_t *total, struct err *e)
{
    STMT_SCOPE_OF(s, db, id);
    bind_filter(&s, f, c);
    int64_t n;
    if (!stmt_read_i64(&s, &n, NULL, e))
        return false;
    *total = (uint64_t)n;
    return true;
}

bool graph_list_edges(struct db *db, const struct edge_filter *f, struct arena *a,
                      struct edge_row **out, size_t *n, uint64_t *total, struct err *e)
{
    struct coded_filter c;
    if (!encode(db, f, &c, e))
        return false;
    struct edge_statements statements = choose(f);
    STMT_SCOPE_OF(s, db, statements.list);
    bind_filter(&s, f, &c);
    if (f->has_node)
        bind_i64(&s, 6, c.after_score);
    bind_i64(&s, 7, c.after_id);
    bind_i64(&s, 8, (int64_t)f->limit);
    VEC(struct edge_row) rows = VEC_INIT;
    while (stmt_next(&s))
        if (!graph_row_read_edge(&s, a, vec_push(a, &rows), e))
            return false;
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e) && count(db, statements.count, f, &c, total, e);
}
