#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/graph/count_internal.h"
#include "store/store_internal.h"

/* ---- one node, from what is stored ---- */

/* What follows from the edges and mentions of a node. */
struct node_counts {
    int64_t n_notes, n_others, added_ms;
};

static bool count_links(struct db *db, enum node_class class_, int64_t id, struct node_counts *out,
                        struct err *e)
{
    int64_t rejected;
    if (!word_find(db, STR("rejected"), &rejected, e))
        return false;
    STMT_SCOPE_OF(s, db, class_ == NODE_PAPER ? STMT_PAPER_COUNT_LINKS : STMT_CONCEPT_COUNT_LINKS);
    bind_i64(&s, 1, id);
    bind_i64(&s, 2, rejected);
    if (stmt_next(&s)) {
        out->n_notes = column_i64(&s, 0);
        out->n_others = column_i64(&s, 1);
        out->added_ms = column_i64(&s, 2);
    }
    return stmt_finish(&s, e);
}

bool graph_update_counts(struct db *db, enum node_class class_, int64_t id, struct err *e)
{
    struct node_counts counts = {0};
    if (!count_links(db, class_, id, &counts, e))
        return false;
    STMT_SCOPE_OF(s, db, class_ == NODE_PAPER ? STMT_PAPER_SET_COUNTS : STMT_CONCEPT_SET_COUNTS);
    bind_i64(&s, 1, id);
    bind_i64(&s, 2, counts.n_notes);
    bind_i64(&s, 3, counts.n_others);
    bind_i64(&s, 4, counts.added_ms);
    return stmt_run(&s, e);
}

/* ---- many nodes, from what was added ---- */

struct counted_node {
    int64_t id, notes, others; /* how many more */
    int64_t added_ms;          /* of the oldest new note; 0 = none */
    bool again;
};

struct graph_counts {
    struct arena *arena;
    struct map *places; /* node id -> index into nodes */
    struct counted_node *nodes;
    size_t n_nodes, cap_nodes;
};

struct graph_counts *graph_counts_new(struct arena *a)
{
    struct graph_counts *c = ARENA_NEW(a, struct graph_counts);
    c->arena = a;
    c->places = map_new(a);
    return c;
}

static struct counted_node *node_of(struct graph_counts *c, int64_t id)
{
    struct str key = str_of((const char *)&id, sizeof(id));
    const uint64_t *known = map_get(c->places, key);
    if (known)
        return &c->nodes[*known];
    *map_put(c->places, str_copy(c->arena, key), NULL) = c->n_nodes;
    c->nodes = vec_grow(c->arena, c->nodes, &c->n_nodes, &c->cap_nodes, sizeof(*c->nodes));
    c->nodes[c->n_nodes - 1].id = id;
    return &c->nodes[c->n_nodes - 1];
}

void graph_count_again(struct graph_counts *c, int64_t node_id)
{
    node_of(c, node_id)->again = true;
}

void count_note(struct graph_counts *c, int64_t node_id, int64_t added_ms)
{
    struct counted_node *node = node_of(c, node_id);
    node->notes++;
    if (!node->added_ms || added_ms < node->added_ms)
        node->added_ms = added_ms;
}

/* ---- links of papers with concepts ---- */

static int by_pair(const void *a, const void *b)
{
    const int64_t *left = ((const struct row *)a)->numbers;
    const int64_t *right = ((const struct row *)b)->numbers;
    size_t i = left[0] == right[0];
    return (left[i] > right[i]) - (left[i] < right[i]);
}

/* Paper, concept and whether an edge joined them before; each pair once, in order. */
static struct row *list_pairs(const struct edge_row *edges, size_t n_edges, struct arena *a,
                              size_t *n)
{
    struct row *pairs = ARENA_ARRAY(a, struct row, n_edges);
    size_t all = 0;
    for (size_t i = 0; i < n_edges; i++) {
        int64_t from = edges[i].from_id, to = edges[i].to_id;
        if (class_of_node(from) == class_of_node(to))
            continue;
        bool is_paper = class_of_node(from) == NODE_PAPER;
        pairs[all++] = (struct row){.numbers = {is_paper ? from : to, is_paper ? to : from}};
    }
    if (all)
        qsort(pairs, all, sizeof(*pairs), by_pair);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (i == 0 || by_pair(&pairs[i], &pairs[*n - 1]) != 0)
            pairs[(*n)++] = pairs[i];
    return pairs;
}

/* Each paper of the pairs, and the status that does not count. */
static struct row *list_papers(const struct row *pairs, size_t n_pairs, int64_t rejected,
                               struct arena *a, size_t *n)
{
    struct row *papers = ARENA_ARRAY(a, struct row, n_pairs);
    *n = 0;
    for (size_t i = 0; i < n_pairs; i++)
        if (i == 0 || pairs[i].numbers[0] != pairs[i - 1].numbers[0])
            papers[(*n)++] = (struct row){.numbers = {pairs[i].numbers[0], rejected}};
    return papers;
}

/* The edges of a paper are read once for all of its pairs: a popular one has thousands. */
static bool mark_linked(struct db *db, struct row *pairs, size_t n_pairs, struct arena *a,
                        struct err *e)
{
    int64_t rejected;
    struct row_source papers;
    if (!word_find(db, STR("rejected"), &rejected, e))
        return false;
    papers.rows = list_papers(pairs, n_pairs, rejected, a, &papers.n);
    STMT_SCOPE(s, db, LINKED);
    bind_rows(&s, 1, &papers);
    while (n_pairs && stmt_next(&s)) {
        struct row stored = {.numbers = {column_i64(&s, 0), column_i64(&s, 1)}};
        struct row *pair = bsearch(&stored, pairs, n_pairs, sizeof(*pairs), by_pair);
        if (pair)
            pair->numbers[2] = true;
    }
    return stmt_finish(&s, e);
}

bool count_new_edges(struct db *db, struct graph_counts *c, const struct edge_row *edges,
                     size_t n_edges, struct arena *a, struct err *e)
{
    size_t n;
    struct row *pairs = list_pairs(edges, n_edges, a, &n);
    if (!mark_linked(db, pairs, n, a, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (pairs[i].numbers[2])
            continue;
        node_of(c, pairs[i].numbers[0])->others++;
        node_of(c, pairs[i].numbers[1])->others++;
    }
    return true;
}

/* ---- writing ---- */

static int by_node(const void *a, const void *b)
{
    int64_t left = ((const struct counted_node *)a)->id;
    int64_t right = ((const struct counted_node *)b)->id;
    return (left > right) - (left < right);
}

static bool write_class(struct db *db, const struct graph_counts *c, enum node_class class_,
                        struct row *rows, struct err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_nodes; i++) {
        const struct counted_node *node = &c->nodes[i];
        if (class_of_node(node->id) == class_ && !node->again)
            rows[n++] =
                (struct row){.numbers = {node->id, node->notes, node->others, node->added_ms}};
    }
    return rows_run(db, class_ == NODE_PAPER ? STMT_PAPER_ADD_COUNTS : STMT_CONCEPT_ADD_COUNTS,
                    rows, n, e);
}

bool graph_write_counts(struct db *db, struct graph_counts *c, struct err *e)
{
    struct row *rows = ARENA_ARRAY(c->arena, struct row, c->n_nodes);
    if (c->n_nodes)
        qsort(c->nodes, c->n_nodes, sizeof(*c->nodes), by_node);
    if (!write_class(db, c, NODE_PAPER, rows, e) || !write_class(db, c, NODE_CONCEPT, rows, e))
        return false;
    for (size_t i = 0; i < c->n_nodes; i++)
        if (c->nodes[i].again &&
            !graph_update_counts(db, class_of_node(c->nodes[i].id), c->nodes[i].id, e))
            return false;
    return true;
}
