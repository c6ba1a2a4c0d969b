#include "app/graph/weigh_internal.h"

#include <stdlib.h>

#include <math.h>

#include "base/arena.h"
#include "base/vec.h"

int64_t weigh_rarity(uint64_t part, uint64_t total)
{
    if (!part || part >= total)
        return 0;
    return lround(1000.0 * log((double)total / (double)part) / log((double)total));
}

int64_t weigh_npmi(uint64_t both, uint64_t a, uint64_t b, uint64_t total)
{
    if (!both || !a || !b || !total)
        return 0;
    if (both >= total)
        return 1000;
    double n = (double)total;
    double pmi = log((double)both * n / ((double)a * (double)b));
    long npmi = lround(1000.0 * pmi / log(n / (double)both));
    return npmi > 1000 ? 1000 : npmi < -1000 ? -1000 : npmi;
}

int64_t weigh_root(int64_t square)
{
    return square > 0 ? lround(sqrt((double)square)) : 0;
}

void weigh_neighbours(const struct graph_index *g, uint32_t node, const struct graph_filter *f,
                      size_t most, struct arena *a, struct neighbour_list *out, size_t *visits)
{
    struct node_map seen;
    struct graph_links links = graph_index_links(g, node);
    node_map_init(&seen, a);
    *out = (struct neighbour_list){0};
    for (uint32_t i = 0; i < links.n && out->n < most; i++) {
        bool is_new;
        ++*visits;
        if (!graph_filter_link(f, links.items[i]) || !graph_filter_node(f, g, links.items[i].other))
            continue;
        (void)node_map_put(&seen, links.items[i].other, &is_new);
        if (is_new)
            *vec_push(a, out) = (struct neighbour_link){links.items[i], links.edges[i]};
    }
}

size_t weigh_keep_best(void *items, size_t n, size_t size, size_t most,
                       int (*compare)(const void *, const void *))
{
    if (n)
        qsort(items, n, size, compare);
    return n < most ? n : most;
}
