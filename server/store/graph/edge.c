#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/graph.h"
#include "store/graph/count_internal.h"
#include "store/graph/graph_row_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/store_internal.h"

/* An edge with its words as numbers. */
struct coded_edge {
    int64_t id, from_id, relation, to_id, score, status, origin;
};

static bool encode(struct db *db, const struct edge_row *row, struct coded_edge *out, struct err *e)
{
    *out = (struct coded_edge){.from_id = row->from_id, .to_id = row->to_id, .score = row->score};
    return word_put(db, row->relation, &out->relation, e) &&
           word_put(db, row->status, &out->status, e) && word_put(db, row->origin, &out->origin, e);
}

static bool number_of(struct db *db, const struct edge_row *row, int64_t *out, struct err *e)
{
    struct arena_mark mark = arena_mark(db->scratch);
    struct str from;
    struct str to;
    if (!graph_get_key(db, row->from_id, db->scratch, &from, e) ||
        !graph_get_key(db, row->to_id, db->scratch, &to, e))
        return false;
    *out = graph_edge_id(from, row->relation, to);
    arena_reset(db->scratch, mark);
    return true;
}

/* Two edges can share a hash only when someone looked for such keys; the second then takes the next
 * free number. */
static bool find_place(struct db *db, struct coded_edge *edge, bool *exists, struct err *e)
{
    STMT_SCOPE(s, db, EDGE_BY_ID);
    for (;; edge->id++) {
        stmt_rewind(&s);
        bind_i64(&s, 1, edge->id);
        *exists = stmt_next(&s);
        if (!*exists)
            return stmt_finish(&s, e);
        if (column_i64(&s, 1) == edge->from_id && column_i64(&s, 2) == edge->relation &&
            column_i64(&s, 3) == edge->to_id)
            return true;
        (void)stmt_next(&s);
    }
}

static bool insert_all(struct db *db, const struct edge_row *rows, size_t n, struct arena *a,
                       struct err *e)
{
    struct row *packed = ARENA_ARRAY(a, struct row, n);
    bool done = true;
    for (size_t i = 0; done && i < n; i++) {
        struct coded_edge edge;
        done = encode(db, &rows[i], &edge, e);
        packed[i] = (struct row){.numbers = {rows[i].id, edge.from_id, edge.relation, edge.to_id,
                                             edge.score, edge.status, edge.origin}};
        change_edge(db, rows[i].id, rows[i].from_id, rows[i].to_id);
        journal_add(db, JOURNAL_EDGE, rows[i].id, JOURNAL_ADDED);
    }
    return done && rows_run(db, STMT_EDGE_INSERT, packed, n, e);
}

bool graph_insert_edges(struct db *db, const struct edge_row *rows, size_t n,
                        struct graph_counts *counts, struct err *e)
{
    struct arena *a = arena_new();
    bool done = count_new_edges(db, counts, rows, n, a, e) && insert_all(db, rows, n, a, e);
    arena_free(a);
    return done;
}

bool graph_update_edge(struct db *db, const struct edge_row *row, struct err *e)
{
    struct coded_edge edge;
    if (!encode(db, row, &edge, e))
        return false;
    change_edge(db, row->id, row->from_id, row->to_id);
    journal_add(db, JOURNAL_EDGE, row->id, JOURNAL_CHANGED);
    STMT_SCOPE(s, db, EDGE_UPDATE);
    bind_i64(&s, 1, row->id);
    bind_i64(&s, 2, edge.score);
    bind_i64(&s, 3, edge.status);
    bind_i64(&s, 4, edge.origin);
    return stmt_run(&s, e);
}

bool graph_list_edges_by_id(struct db *db, const int64_t *ids, size_t n_ids, struct arena *a,
                            struct edge_row **out, size_t *n, struct err *e)
{
    struct row *wanted = ARENA_ARRAY(a, struct row, n_ids);
    struct row_source source = {wanted, n_ids};
    for (size_t i = 0; i < n_ids; i++)
        wanted[i].numbers[0] = ids[i];
    STMT_SCOPE(s, db, EDGES_BY_ID);
    bind_rows(&s, 1, &source);
    VEC(struct edge_row) rows = VEC_INIT;
    while (stmt_next(&s))
        if (!graph_row_read_edge(&s, a, vec_push(a, &rows), e))
            return false;
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

bool graph_put_edge(struct db *db, struct edge_row *row, struct err *e)
{
    struct coded_edge place = {.from_id = row->from_id, .to_id = row->to_id};
    bool exists;
    if (!word_put(db, row->relation, &place.relation, e) || !number_of(db, row, &place.id, e) ||
        !find_place(db, &place, &exists, e))
        return false;
    row->id = place.id;
    row->public_id = public_id_write('e', place.id, db->scratch);
    row->from_class = class_of_node(row->from_id);
    row->to_class = class_of_node(row->to_id);
    return exists ? graph_update_edge(db, row, e) : insert_all(db, row, 1, db->scratch, e);
}

static bool find_row(struct db *db, int64_t id, struct arena *a, struct edge_row *out, bool *found,
                     struct err *e)
{
    STMT_SCOPE(s, db, EDGE_BY_ID);
    bind_i64(&s, 1, id);
    *found = stmt_next(&s);
    if (*found && !graph_row_read_edge(&s, a, out, e))
        return false;
    return stmt_finish(&s, e);
}

bool graph_get_edge_by_id(struct db *db, int64_t id, struct arena *a, struct edge_row *out,
                          struct err *e)
{
    bool found;
    return find_row(db, id, a, out, &found, e) &&
           (found || err_set(e, ERR_NOT_FOUND, "There is no such edge."));
}

/* ---- edges that have gone ---- */

static bool keep_alias(struct db *db, const struct edge_row *edge, struct err *e)
{
    struct node_name from;
    struct node_name to;
    int64_t relation;
    if (!graph_row_node_name(db, edge->from_id, db->scratch, &from, e) ||
        !graph_row_node_name(db, edge->to_id, db->scratch, &to, e) ||
        !word_find(db, edge->relation, &relation, e))
        return false;
    STMT_SCOPE(s, db, EDGE_ALIAS_ADD);
    bind_i64(&s, 1, edge->id);
    bind_i64(&s, 2, edge->from_class);
    bind_i64(&s, 3, from.public_id);
    bind_i64(&s, 4, relation);
    bind_i64(&s, 5, edge->to_class);
    bind_i64(&s, 6, to.public_id);
    return stmt_run(&s, e);
}

bool graph_delete_edge(struct db *db, int64_t id, struct err *e)
{
    struct edge_row edge;
    bool found;
    if (!find_row(db, id, db->scratch, &edge, &found, e) || (found && !keep_alias(db, &edge, e)))
        return false;
    if (found) {
        change_edge(db, id, edge.from_id, edge.to_id);
        journal_add(db, JOURNAL_EDGE, id, JOURNAL_REMOVED);
    }
    STMT_SCOPE(s, db, EDGE_DELETE);
    bind_i64(&s, 1, id);
    return stmt_run(&s, e);
}

struct edge_alias {
    enum node_class from_class, to_class;
    int64_t from_public_id, to_public_id, relation;
};

static bool read_alias(struct db *db, int64_t id, struct edge_alias *out, bool *found,
                       struct err *e)
{
    STMT_SCOPE(s, db, EDGE_ALIAS_GET);
    bind_i64(&s, 1, id);
    *found = stmt_next(&s);
    if (*found)
        *out = (struct edge_alias){
            .from_class = column_i64(&s, 0) ? NODE_CONCEPT : NODE_PAPER,
            .from_public_id = column_i64(&s, 1),
            .relation = column_i64(&s, 2),
            .to_class = column_i64(&s, 3) ? NODE_CONCEPT : NODE_PAPER,
            .to_public_id = column_i64(&s, 4),
        };
    return stmt_finish(&s, e);
}

/* The edge between what the two ends became. */
static bool follow_alias(struct db *db, const struct edge_alias *alias, struct arena *a,
                         struct edge_row *out, bool *found, struct err *e)
{
    struct edge_row wanted = {0};
    bool moved;
    int64_t number;
    *found = false;
    if (!graph_find_number(db, alias->from_class, alias->from_public_id, &wanted.from_id, &moved,
                           e) ||
        !graph_find_number(db, alias->to_class, alias->to_public_id, &wanted.to_id, &moved, e) ||
        !word_text(db, alias->relation, a, &wanted.relation, e))
        return false;
    if (!wanted.from_id || !wanted.to_id)
        return true;
    return number_of(db, &wanted, &number, e) && find_row(db, number, a, out, found, e);
}

bool graph_get_edge(struct db *db, struct str public_id, struct arena *a, struct edge_row *out,
                    struct err *e)
{
    int64_t id;
    bool found = false;
    bool has_alias = false;
    struct edge_alias alias;
    if (!public_id_read(public_id, 'e', &id))
        return err_set(e, ERR_NOT_FOUND, "\"%.*s\" is not the id of an edge.", STR_FMT(public_id));
    if (!find_row(db, id, a, out, &found, e) ||
        (!found && !read_alias(db, id, &alias, &has_alias, e)) ||
        (has_alias && !follow_alias(db, &alias, a, out, &found, e)))
        return false;
    return found || err_set(e, ERR_NOT_FOUND, "There is no edge \"%.*s\".", STR_FMT(public_id));
}
