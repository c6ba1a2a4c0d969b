/* neighbourhood.h: what stands round a node, nearest and strongest first. */
#ifndef PS_APP_NEIGHBOURHOOD_H
#define PS_APP_NEIGHBOURHOOD_H

#include "app/graph_filter.h"

struct arena;

#define NEIGHBOURHOOD_DEPTH_MAX 4
#define NEIGHBOURHOOD_LIMIT_MAX 2000
/* Links that one question looks at: up to 4 microseconds each in a graph of 10 million edges. */
#define NEIGHBOURHOOD_VISITS_MAX 50000

struct neighbourhood_options {
    uint32_t node;
    unsigned depth; /* 1 … 4 */
    size_t limit;   /* nodes, with the first; 1 … 2000 */
    struct graph_filter filter;
};

struct neighbour {
    uint32_t node;
    unsigned depth; /* 0: the node itself */
    int64_t score;  /* best product of scores along a shortest way, in thousandths */
    uint32_t degree;
};

struct neighbour_edge {
    int64_t edge_id;
    uint32_t from, to; /* nodes */
    struct graph_link link;
    bool leads; /* the best way to one of its ends */
};

struct neighbourhood {
    struct neighbour
        *nodes; /* by depth, score, degree (highest first), then edge that leads there */
    size_t n_nodes;
    size_t total;                 /* nodes within the depth */
    struct neighbour_edge *edges; /* between these nodes: those that lead to one, then by score */
    size_t n_edges;
    size_t total_edges;
    bool is_complete; /* false: `total` is of what could be looked at */
};

void graph_find_neighbourhood(const struct graph_index *g, const struct neighbourhood_options *o,
                              struct arena *a, struct neighbourhood *out);

#endif
