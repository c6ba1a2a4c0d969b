#include <stdlib.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"

#define REASONS_ONE  4  /* shown of the only link */
#define REASONS_EACH 2  /* of one of several */
#define REASONS_MAX  16 /* of a hit */
#define PLACES       3  /* where an edge is said */

/* ---- reasons ---- */

static bool label_of(struct answer *w, enum node_class class_, int64_t id, struct str *out,
                     struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (class_ == NODE_PAPER) {
        if (!graph_get_paper(w->db, id, w->arena, &paper, e))
            return false;
        *out = query_paper_label(&paper);
        return true;
    }
    if (!graph_get_concept(w->db, id, w->arena, &concept, e))
        return false;
    *out = query_concept_label(&concept, w->arena);
    return true;
}

bool explain_node(struct answer *w, uint32_t node, struct str *label, struct err *e)
{
    enum node_class class_ = graph_node_is_concept(node) ? NODE_CONCEPT : NODE_PAPER;
    return label_of(w, class_, node, label, e);
}

bool explain_edge(struct answer *w, int64_t edge_id, struct query_reason *out, struct err *e)
{
    return graph_get_edge_by_id(w->db, edge_id, w->arena, &out->edge, e) &&
           label_of(w, out->edge.from_class, out->edge.from_id, &out->from_label, e) &&
           label_of(w, out->edge.to_class, out->edge.to_id, &out->to_label, e) &&
           graph_list_evidence(w->db, edge_id, PLACES, w->arena, &out->evidence, &out->n_evidence,
                               e);
}

struct direct {
    int64_t edge;
    uint32_t score;
    bool is_asked;
};

static int asked_first(const void *a, const void *b)
{
    const struct direct *x = a, *y = b;
    if (x->is_asked != y->is_asked)
        return x->is_asked ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->edge > y->edge) - (x->edge < y->edge);
}

/* The edges from a node straight to a target: those to what was asked for itself first. */
static size_t list_direct(struct answer *w, const struct walk *k, int64_t node, size_t max,
                          int64_t *out)
{
    VEC(struct direct) found = VEC_INIT;
    struct graph_links links = graph_index_links(w->graph, (uint32_t)node);
    for (uint32_t i = 0; i < links.n; i++)
        if (links.items[i].other != node && walk_is_target(k, links.items[i].other) &&
            walk_takes(walk_filter_of(k), &links.items[i], false))
            *vec_push(w->arena, &found) = (struct direct){links.edges[i], links.items[i].score,
                                                          walk_is_asked(k, links.items[i].other)};
    if (found.n)
        qsort(found.items, found.n, sizeof(*found.items), asked_first);
    size_t n = found.n < max ? found.n : max;
    for (size_t i = 0; i < n; i++)
        out[i] = found.items[i].edge;
    return n;
}

static size_t list_node_reasons(struct answer *w, const struct walk *k, int64_t node, size_t max,
                                int64_t *out)
{
    const struct walk_step *step = walk_find(k, node);
    if (!step)
        return 0;
    if (step->hops == 1)
        return list_direct(w, k, node, max, out);
    return walk_path(k, step, out, QUERY_HOPS_MAX);
}

/* Of the edges that a note supports those at a target, else those at what was reached. */
static bool list_note_reasons(struct answer *w, const struct walk *k, int64_t note, size_t max,
                              int64_t *out, size_t *n, struct err *e)
{
    struct note_nodes nodes;
    *n = 0;
    if (!graph_get_note_nodes(w->db, note, w->arena, &nodes, e))
        return false;
    for (int pass = 0; pass < 2 && *n == 0; pass++)
        for (size_t i = 0; i < nodes.n_edges && *n < max; i++) {
            struct edge_row edge;
            if (!nodes.edges[i])
                continue;
            if (!graph_get_edge_by_id(w->db, nodes.edges[i], w->arena, &edge, e))
                return false;
            bool fits = pass ? walk_find(k, edge.from_id) || walk_find(k, edge.to_id)
                             : walk_is_target(k, edge.from_id) || walk_is_target(k, edge.to_id);
            if (fits)
                out[(*n)++] = edge.id;
        }
    return true;
}

static bool list_reasons(struct answer *w, const struct query_hit *hit, const struct walk *k,
                         size_t max, int64_t *out, size_t *n, struct err *e)
{
    *n = 0;
    if (w->kind == SELECT_NOTES)
        return list_note_reasons(w, k, hit->id, max, out, n, e);
    if (w->kind == SELECT_EDGES)
        out[(*n)++] = hit->id;
    else
        *n = list_node_reasons(w, k, hit->id, max, out);
    return true;
}

static size_t count_links(const struct answer *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->parts.n; i++)
        n += w->parts.items[i].walk != NULL;
    return n;
}

static bool explain(struct answer *w, struct query_hit *hit, struct err *e)
{
    int64_t edges[REASONS_MAX + QUERY_HOPS_MAX];
    size_t n = 0, each = count_links(w) > 1 ? REASONS_EACH : REASONS_ONE;
    for (size_t i = 0; i < w->parts.n && n + each <= REASONS_MAX; i++) {
        size_t some;
        if (!w->parts.items[i].walk)
            continue;
        if (!list_reasons(w, hit, w->parts.items[i].walk, each, edges + n, &some, e))
            return false;
        n += some;
    }
    hit->why = ARENA_ARRAY(w->arena, struct query_reason, n);
    for (size_t i = 0; i < n; i++)
        if (!explain_edge(w, edges[i], &hit->why[hit->n_why++], e))
            return false;
    return true;
}

/* ---- rows ---- */

static bool load(struct answer *w, struct query_hit *hit, struct err *e)
{
    switch (w->kind) {
    case SELECT_PAPERS:
        return graph_get_paper(w->db, hit->id, w->arena, &hit->paper, e);
    case SELECT_CONCEPTS:
        return graph_get_concept(w->db, hit->id, w->arena, &hit->concept, e);
    case SELECT_NOTES:
        return note_get_by_id(w->db, hit->id, w->arena, &hit->note, e);
    case SELECT_EDGES:
        return graph_get_edge_by_id(w->db, hit->id, w->arena, &hit->edge, e);
    }
    return true;
}

bool explain_hit(struct answer *w, struct query_hit *hit, struct err *e)
{
    return load(w, hit, e) && explain(w, hit, e);
}
