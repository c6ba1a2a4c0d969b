/* paths.h: the best ways from one node to another, over edges in either direction.
 *
 * A path costs what its edges cost, -ln(score) each, and ln(degree) times the penalty for every node in
 * between: a way over "deep learning", with which everything is linked, says little. Costs are whole
 * numbers (thousandths), so that equal paths are equal everywhere. Two nodes with several edges between
 * them count once, by their best edge.
 *
 * The best path is found by Dijkstra's method from both ends at once, in which the links of a hub are
 * looked at one by one, best first; the following ones by Yen (1971) with Lawler's (1972) shortcut. */
#ifndef PS_APP_PATHS_H
#define PS_APP_PATHS_H

#include "app/graph_filter.h"

struct arena;

#define PATHS_K_MAX           10
#define PATHS_HOPS_MAX        6
#define PATHS_PENALTY_DEFAULT 20 /* percent */

struct path_options {
    uint32_t from, to; /* two different nodes */
    unsigned k;        /* how many at most, 1 … 10 */
    unsigned hops;     /* edges of a path at most, 1 … 6 */
    unsigned penalty;  /* for hubs in percent of ln(degree) */
    struct graph_filter filter;
};

struct graph_path {
    uint64_t cost; /* thousandths */
    unsigned n_hops;
    uint32_t nodes[PATHS_HOPS_MAX + 1];
    int64_t edges[PATHS_HOPS_MAX]; /* row number of the best edge of each hop */
    struct graph_link links[PATHS_HOPS_MAX];
};

struct path_result {
    struct graph_path *paths; /* cheapest first, then fewer hops, then by edges */
    size_t n_paths;
    bool is_complete; /* false: it stopped at the limit of visits, and better ones may exist */
    uint64_t n_visits;
};

/* `from` and `to` themselves need not pass the filter. */
void graph_find_paths(const struct graph_index *g, const struct path_options *o, struct arena *a,
                      struct path_result *out);

/* The product of the scores of its edges, thousandths: how sure it is that all of it holds. */
int64_t graph_path_score(const struct graph_path *path);

#endif
