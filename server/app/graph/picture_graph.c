#include <stdlib.h>

#include "app/graph/picture_internal.h"
#include "app/graph/weigh_internal.h"
#include "base/arena.h"

#define NONE UINT32_MAX

static const struct graph_filter walked;

static bool counts(const struct picture_work *w, struct graph_link link)
{
    return graph_filter_link(&walked, link) && graph_filter_node(&walked, w->index, link.other);
}

static bool has_links(const struct picture_work *w, uint32_t row)
{
    struct graph_links links = graph_index_links(w->index, row);
    for (uint32_t i = 0; i < links.n; i++)
        if (counts(w, links.items[i]) && links.items[i].other != row)
            return true;
    return false;
}

static int by_number(const void *left, const void *right)
{
    const struct node_number *a = left;
    const struct node_number *b = right;
    if (a->public_id != b->public_id)
        return a->public_id < b->public_id ? -1 : 1;
    return (int)(a->id & 1) - (int)(b->id & 1);
}

static bool list_nodes(struct picture_work *w, struct db *db, struct err *e)
{
    struct arena *scratch = arena_new();
    struct node_number *all;
    size_t n;
    bool done = picture_list_nodes(db, scratch, &all, &n, e);
    if (done && n)
        qsort(all, n, sizeof(*all), by_number);
    w->rows = ARENA_ARRAY(w->arena, uint32_t, done ? n : 0);
    w->numbers = ARENA_ARRAY(w->arena, int64_t, done ? n : 0);
    w->node_of_row = ARENA_ARRAY(w->arena, uint32_t, graph_index_limit(w->index));
    for (uint32_t row = 0; row < graph_index_limit(w->index); row++)
        w->node_of_row[row] = NONE;
    for (size_t i = 0; done && i < n; i++) {
        if (!graph_index_node(w->index, all[i].id) || !has_links(w, (uint32_t)all[i].id))
            continue;
        w->node_of_row[all[i].id] = w->n;
        w->numbers[w->n] = all[i].public_id;
        w->rows[w->n++] = (uint32_t)all[i].id;
    }
    arena_free(scratch);
    return done;
}

static uint32_t find_number(const struct picture_work *w, int64_t number)
{
    uint32_t low = 0, high = w->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (w->numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n && w->numbers[low] == number ? low : NONE;
}

/* An edge with a concept that nearly every paper has binds little. */
static double weight(const struct picture_work *w, uint32_t row, struct graph_link link)
{
    if (graph_node_is_concept(row) == graph_node_is_concept(link.other))
        return (double)link.score;
    uint32_t concept = graph_node_is_concept(row) ? row : link.other;
    int64_t rarity = weigh_rarity(graph_index_links(w->index, concept).n,
                                  graph_index_totals(w->index).papers + 1);
    return (double)(1 + (int64_t)link.score * rarity / 1000);
}

/* The links of a node, by edge, which is the same in every store. */
static uint64_t add_links(struct picture_work *w, uint32_t node, uint64_t n)
{
    struct graph_links links = graph_index_links(w->index, w->rows[node]);
    for (uint32_t i = 0; i < links.n; i++) {
        uint32_t other = w->node_of_row[links.items[i].other];
        if (other == NONE || other == node || !counts(w, links.items[i]))
            continue;
        w->graph.to[n] = other;
        w->graph.weight[n++] = weight(w, w->rows[node], links.items[i]);
    }
    return n;
}

bool picture_make_graph(struct picture_work *w, struct db *db, struct err *e)
{
    if (!list_nodes(w, db, e))
        return false;
    uint64_t most = 2 * graph_index_totals(w->index).edges, n = 0;
    w->graph = (struct weighted_graph){.n = w->n,
                                       .start = ARENA_ARRAY(w->arena, uint64_t, w->n + 1),
                                       .to = ARENA_ARRAY(w->arena, uint32_t, most),
                                       .weight = ARENA_ARRAY(w->arena, double, most),
                                       .loop = ARENA_ARRAY(w->arena, double, w->n),
                                       .strength = ARENA_ARRAY(w->arena, double, w->n)};
    for (uint32_t i = 0; i < w->n; i++) {
        n = add_links(w, i, n);
        w->graph.start[i + 1] = n;
    }
    weighted_graph_finish(&w->graph);
    return true;
}

/* Places come by cluster, so each cluster is looked up once. */
void picture_read_before(struct picture_work *w)
{
    const struct picture *p = w->before ? overview_picture(w->before) : NULL;
    const struct cluster_row *cluster = NULL;
    for (size_t level = 0; level < LEVELS; level++)
        w->cluster_before[level] = ARENA_ARRAY(w->arena, int64_t, w->n);
    w->place_before = ARENA_ARRAY(w->arena, struct place, w->n);
    for (size_t i = 0; p && i < p->n_places; i++) {
        const struct place_row *row = &p->places[i];
        uint32_t node = find_number(w, row->public_id);
        if (!cluster || cluster->id != row->cluster)
            cluster = overview_cluster(w->before, row->cluster);
        if (node == NONE || !cluster)
            continue;
        w->cluster_before[0][node] = cluster->parent;
        w->cluster_before[1][node] = cluster->id;
        w->place_before[node] = (struct place){row->x / 100.0, row->y / 100.0};
    }
}
