#include "app/neighbourhood.h"

#include <stdlib.h>

#include "app/graph/node_map_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* More edges than this between 2,000 nodes tell the eye nothing. */
#define EDGES_PER_NODE 4
#define EDGES_MIN      200

struct reached {
    struct neighbour is;
    int64_t edge; /* the one that leads there best */
};

struct walk {
    const struct graph_index *g;
    const struct neighbourhood_options *o;
    struct arena *arena;
    struct node_map places; /* 1 + index into `nodes` */
    VEC(struct reached) nodes;
    size_t visits;
    bool is_complete;
};

/* ---- nodes ---- */

static void reach(struct walk *w, size_t from, struct graph_link link, int64_t edge, unsigned depth)
{
    bool is_new;
    int64_t score = w->nodes.items[from].is.score * link.score / 1000;
    uint32_t *place = node_map_put(&w->places, link.other, &is_new);
    if (is_new) {
        struct reached *node = vec_push(w->arena, &w->nodes);
        *place = (uint32_t)w->nodes.n;
        node->is =
            (struct neighbour){link.other, depth, score, graph_index_links(w->g, link.other).n};
        node->edge = edge;
        return;
    }
    struct reached *node = &w->nodes.items[*place - 1];
    if (node->is.depth < depth)
        return;
    if (score > node->is.score || (score == node->is.score && edge < node->edge)) {
        node->is.score = score;
        node->edge = edge;
    }
}

static void expand(struct walk *w, size_t from, unsigned depth)
{
    struct graph_links links = graph_index_links(w->g, w->nodes.items[from].is.node);
    for (uint32_t i = 0; i < links.n; i++) {
        if (w->visits++ >= NEIGHBOURHOOD_VISITS_MAX) {
            w->is_complete = false;
            return;
        }
        if (graph_filter_edge(&w->o->filter, links.items[i], links.edges[i]) &&
            graph_filter_node(&w->o->filter, w->g, links.items[i].other))
            reach(w, from, links.items[i], links.edges[i], depth);
    }
}

static int by_rank(const void *left, const void *right)
{
    const struct reached *a = left;
    const struct reached *b = right;
    if (a->is.depth != b->is.depth)
        return a->is.depth < b->is.depth ? -1 : 1;
    if (a->is.score != b->is.score)
        return a->is.score > b->is.score ? -1 : 1;
    if (a->is.degree != b->is.degree)
        return a->is.degree > b->is.degree ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

/* Level by level; a level is ranked before the next begins, so that what the limit of visits cuts off
 * hangs on the weakest. */
static void walk_levels(struct walk *w)
{
    size_t begin = 0;
    for (unsigned depth = 1; depth <= w->o->depth && w->is_complete; depth++) {
        size_t end = w->nodes.n;
        for (size_t i = begin; i < end && w->is_complete; i++)
            expand(w, i, depth);
        size_t n = w->nodes.n - end;
        if (n)
            qsort(w->nodes.items + end, n, sizeof(*w->nodes.items), by_rank);
        for (size_t i = end; i < w->nodes.n; i++)
            *node_map_get(&w->places, w->nodes.items[i].is.node) = (uint32_t)i + 1;
        begin = end;
    }
}

/* ---- edges ---- */

struct edge_list {
    VEC(struct neighbour_edge) edges;
};

static void add_edges(struct walk *w, const struct reached *from, size_t n_shown,
                      struct edge_list *list)
{
    struct graph_links links = graph_index_links(w->g, from->is.node);
    for (uint32_t i = 0; i < links.n; i++) {
        struct graph_link link = links.items[i];
        if (!link.is_out || !graph_filter_edge(&w->o->filter, link, links.edges[i]))
            continue;
        const uint32_t *place = node_map_get(&w->places, link.other);
        if (!place || *place > n_shown)
            continue;
        bool leads =
            links.edges[i] == from->edge || links.edges[i] == w->nodes.items[*place - 1].edge;
        *vec_push(w->arena, &list->edges) =
            (struct neighbour_edge){links.edges[i], from->is.node, link.other, link, leads};
    }
}

/* Without the edges that lead to them, nodes would hang in the air. */
static int by_score(const void *left, const void *right)
{
    const struct neighbour_edge *a = left;
    const struct neighbour_edge *b = right;
    if (a->leads != b->leads)
        return a->leads ? -1 : 1;
    if (a->link.score != b->link.score)
        return a->link.score > b->link.score ? -1 : 1;
    return (a->edge_id > b->edge_id) - (a->edge_id < b->edge_id);
}

static void find_edges(struct walk *w, struct neighbourhood *out)
{
    struct edge_list list = {0};
    for (size_t i = 0; i < out->n_nodes; i++)
        add_edges(w, &w->nodes.items[i], out->n_nodes, &list);
    if (list.edges.n)
        qsort(list.edges.items, list.edges.n, sizeof(*list.edges.items), by_score);
    size_t most = out->n_nodes * EDGES_PER_NODE + EDGES_MIN;
    out->edges = list.edges.items;
    out->total_edges = list.edges.n;
    out->n_edges = list.edges.n < most ? list.edges.n : most;
}

/* ---- the whole ---- */

void graph_find_neighbourhood(const struct graph_index *g, const struct neighbourhood_options *o,
                              struct arena *a, struct neighbourhood *out)
{
    struct walk w = {.g = g, .o = o, .arena = a, .is_complete = true};
    bool is_new;
    node_map_init(&w.places, a);
    *node_map_put(&w.places, o->node, &is_new) = 1;
    vec_push(a, &w.nodes)->is =
        (struct neighbour){o->node, 0, 1000, graph_index_links(g, o->node).n};
    walk_levels(&w);
    *out = (struct neighbourhood){.total = w.nodes.n, .is_complete = w.is_complete};
    out->n_nodes = w.nodes.n < o->limit ? w.nodes.n : o->limit;
    out->nodes = ARENA_ARRAY(a, struct neighbour, out->n_nodes);
    for (size_t i = 0; i < out->n_nodes; i++)
        out->nodes[i] = w.nodes.items[i].is;
    find_edges(&w, out);
}
