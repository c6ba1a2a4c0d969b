/* weigh_internal.h: logarithms and roots as whole numbers, and the best edge of each neighbour. */
#ifndef PS_APP_WEIGH_INTERNAL_H
#define PS_APP_WEIGH_INTERNAL_H

#include "app/graph/node_map_internal.h"
#include "app/graph_filter.h"

/* 1000 ln(total / part) / ln(total): 0 for what everything has, up to 1000. */
int64_t weigh_rarity(uint64_t part, uint64_t total);
/* Normalised pointwise mutual information in thousandths; 0 when a count is 0. */
int64_t weigh_npmi(uint64_t both, uint64_t a, uint64_t b, uint64_t total);
int64_t weigh_root(int64_t square);

/* Sorts the first `n` items of `size` bytes and gives how many of them are kept: at most `most`. */
size_t weigh_keep_best(void *items, size_t n, size_t size, size_t most,
                       int (*compare)(const void *, const void *));

struct neighbour_link {
    struct graph_link link;
    int64_t edge;
};

struct neighbour_list {
    struct neighbour_link *items; /* each other node once, by its best edge; best first */
    size_t n, cap;
};

/* At most `most` of them. `*visits` counts the links looked at. */
void weigh_neighbours(const struct graph_index *g, uint32_t node, const struct graph_filter *f,
                      size_t most, struct arena *a, struct neighbour_list *out, size_t *visits);

#endif
