#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/fact/pack_internal.h"
#include "store/graph.h"
#include "store/graph/note_nodes_internal.h"
#include "store/note.h"
#include "store/rows_internal.h"
#include "store/store_internal.h"

/* ---- evidence, packed: begin, length, line, weight and the word of the rule of each, as varints ---- */

bool graph_pack_evidence(struct db *db, const struct fact_evidence *rows, size_t n, struct arena *a,
                         struct str *out, struct err *e)
{
    PACKER_SCOPE(p);
    for (size_t i = 0; i < n; i++) {
        int64_t rule;
        if (!word_put(db, rows[i].rule, &rule, e))
            return false;
        pack_varint(&p, (uint64_t)rows[i].begin);
        pack_varint(&p, (uint64_t)(rows[i].end - rows[i].begin));
        pack_varint(&p, (uint64_t)rows[i].line);
        pack_varint(&p, (uint64_t)rows[i].weight);
        pack_varint(&p, (uint64_t)rule);
    }
    *out = str_copy(a, strbuf_view(&p.bytes));
    return true;
}

static void unpack_evidence(struct unpacker *u, struct evidence_row *out, int64_t *rule)
{
    out->begin = (int64_t)unpack_varint(u);
    out->end = out->begin + (int64_t)unpack_varint(u);
    out->line = (int64_t)unpack_varint(u);
    out->weight = (int64_t)unpack_varint(u);
    *rule = (int64_t)unpack_varint(u);
}

bool support_evidence_is_sound(struct str packed, int64_t body_size)
{
    struct unpacker u = {.bytes = packed};
    while (u.at < packed.n && !u.is_damaged) {
        struct evidence_row row = {0};
        int64_t rule;
        unpack_evidence(&u, &row, &rule);
        if (row.begin < 0 || row.begin >= row.end || row.end > body_size)
            return false;
    }
    return !u.is_damaged;
}

/* ---- support ---- */

bool graph_put_support(struct db *db, const struct support_row *rows, size_t n, struct err *e)
{
    struct arena *a = arena_new();
    struct row *packed = ARENA_ARRAY(a, struct row, n);
    for (size_t i = 0; i < n; i++)
        packed[i] = (struct row){.numbers = {rows[i].edge_id, rows[i].note_id, rows[i].score},
                                 .bytes = rows[i].evidence};
    bool done = rows_run(db, STMT_SUPPORT_PUT, packed, n, e);
    arena_free(a);
    return done;
}

bool graph_delete_support(struct db *db, int64_t edge_id, int64_t note_id, struct err *e)
{
    STMT_SCOPE(s, db, SUPPORT_DELETE);
    bind_i64(&s, 1, edge_id);
    bind_i64(&s, 2, note_id);
    return stmt_run(&s, e);
}

bool graph_get_support(struct db *db, int64_t edge_id, int64_t note_id, struct arena *a,
                       struct support_row *out, bool *found, struct err *e)
{
    STMT_SCOPE(s, db, SUPPORT_GET);
    bind_i64(&s, 1, edge_id);
    bind_i64(&s, 2, note_id);
    *found = stmt_next(&s);
    if (*found)
        *out = (struct support_row){
            .note_id = note_id, .score = column_i64(&s, 0), .evidence = column_str(&s, 1, a)};
    return stmt_finish(&s, e);
}

bool graph_list_support(struct db *db, int64_t edge_id, struct arena *a, struct support_row **out,
                        size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, SUPPORT_LIST);
    bind_i64(&s, 1, edge_id);
    VEC(struct support_row) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = (struct support_row){
            .edge_id = edge_id,
            .note_id = column_i64(&s, 0),
            .score = column_i64(&s, 1),
            .path = column_str(&s, 2, a),
            .evidence = column_str(&s, 3, a),
        };
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

bool graph_list_scores(struct db *db, int64_t edge_id, struct arena *a, int64_t **out, size_t *n,
                       struct err *e)
{
    STMT_SCOPE(s, db, SUPPORT_SCORES);
    bind_i64(&s, 1, edge_id);
    VEC(int64_t) scores = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &scores) = column_i64(&s, 0);
    *out = scores.items;
    *n = scores.n;
    return stmt_finish(&s, e);
}

/* ---- evidence of an edge ---- */

struct found {
    struct evidence_row row;
    int64_t rule;
    size_t order; /* in which the note gives them */
};

struct found_list {
    struct found *items;
    size_t n, cap;
};

static void add_support(const struct support_row *support, int64_t edge_id, struct arena *a,
                        struct found_list *out)
{
    struct unpacker u = {.bytes = support->evidence};
    while (u.at < u.bytes.n && !u.is_damaged) {
        struct found *f = vec_push(a, out);
        f->row.edge_id = edge_id;
        f->row.note_id = support->note_id;
        f->row.path = support->path;
        f->order = out->n;
        unpack_evidence(&u, &f->row, &f->rule);
    }
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* As within one note: by place, then in the order of the facts. */
static int by_place(const struct found *a, const struct found *b)
{
    int order = by_number(a->row.begin, b->row.begin);
    if (!order)
        order = by_number(a->row.end, b->row.end);
    if (!order)
        order = by_number(a->row.edge_id, b->row.edge_id);
    return order ? order : by_number((int64_t)a->order, (int64_t)b->order);
}

static int best_first(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    int order = by_number(y->row.weight, x->row.weight);
    if (!order)
        order = str_cmp(x->row.path, y->row.path);
    return order ? order : by_place(x, y);
}

static int in_note_order(const void *a, const void *b)
{
    return by_place(a, b);
}

static bool read_quotes(struct db *db, const struct found_list *found, size_t n, struct arena *a,
                        struct evidence_row *out, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        const struct found *f = &found->items[i];
        out[i] = f->row;
        if (!out[i].rule.n && !word_text(db, f->rule, a, &out[i].rule, e))
            return false;
        if (!body_read_slice(db, f->row.note_id, f->row.begin, f->row.end, a, &out[i].quote, e))
            return false;
    }
    return true;
}

bool graph_list_evidence(struct db *db, int64_t edge_id, size_t limit, struct arena *a,
                         struct evidence_row **out, size_t *n, struct err *e)
{
    struct support_row *support;
    size_t n_support;
    struct found_list found = {0};
    if (!graph_list_support(db, edge_id, a, &support, &n_support, e))
        return false;
    for (size_t i = 0; i < n_support; i++)
        add_support(&support[i], edge_id, a, &found);
    if (found.n)
        qsort(found.items, found.n, sizeof(*found.items), best_first);
    *n = found.n < limit ? found.n : limit;
    *out = ARENA_ARRAY(a, struct evidence_row, *n);
    return read_quotes(db, &found, *n, a, *out, e);
}

bool graph_list_evidence_in_note(struct db *db, int64_t note_id, struct arena *a,
                                 struct evidence_row **out, size_t *n, struct err *e)
{
    struct note_nodes nodes;
    struct fact_set facts;
    struct str path;
    struct found_list found = {0};
    if (!graph_get_note_nodes(db, note_id, a, &nodes, e) || !fact_load(db, note_id, a, &facts, e) ||
        !note_get_path(db, note_id, a, &path, e))
        return false;
    for (size_t i = 0; i < facts.n_evidence; i++) {
        const struct fact_evidence *v = &facts.evidence[i];
        int64_t edge = (size_t)v->edge_index < nodes.n_edges ? nodes.edges[v->edge_index] : 0;
        if (edge)
            *vec_push(a, &found) = (struct found){
                {edge, note_id, path, v->begin, v->end, v->line, v->weight, v->rule, STR_EMPTY},
                0,
                i};
    }
    if (found.n)
        qsort(found.items, found.n, sizeof(*found.items), in_note_order);
    *n = found.n;
    *out = ARENA_ARRAY(a, struct evidence_row, *n);
    return read_quotes(db, &found, *n, a, *out, e);
}
