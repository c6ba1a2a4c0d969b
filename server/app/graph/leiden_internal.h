/* leiden_internal.h: communities of a weighted graph by the Leiden algorithm (Traag, Waltman and van Eck,
 * 2019), for modularity with a resolution.
 *
 * Without chance: nodes are taken in their order, ties go to the community met first, and the refinement
 * takes the best merge instead of drawing one. All sums run in a fixed order, so that the same graph gives
 * the same communities each time. */
#ifndef PS_APP_LEIDEN_INTERNAL_H
#define PS_APP_LEIDEN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

struct arena;

struct weighted_graph {
    uint32_t n;
    uint64_t *start; /* links of node i: start[i] up to start[i + 1] */
    uint32_t *to;
    double *weight;   /* NULL: 1 each */
    double *loop;     /* weight inside what a node stands for, both directions */
    double *strength; /* sum of the weights of a node, with its loop */
    double total;     /* of all strengths */
};

/* `to` and `weight` filled: sums the rest. */
void weighted_graph_finish(struct weighted_graph *g);

/* The graph whose nodes are the parts 0 … n_parts - 1 of `part`; a graph without weights counts its links. */
void weighted_graph_join(const struct weighted_graph *g, const uint32_t *part, uint32_t n_parts,
                         struct arena *a, struct weighted_graph *out);
/* The links between some nodes alone, numbered by their place in `members`. `inside` has a place for each
 * node of `g`, all UINT32_MAX before and behind. */
void weighted_graph_pick(const struct weighted_graph *g, const uint32_t *members, uint32_t n,
                         uint32_t *inside, struct arena *a, struct weighted_graph *out);

struct leiden {
    double resolution;
    /* True when the work is to end; asked often. */
    bool (*stops)(void *context);
    void *context;
};

/* `community` holds where to begin (any numbers below n; each its own: i) and then the result, numbered
 * from 0 in the order of the first member. False when it was stopped. */
MUST_USE bool leiden_run(const struct leiden *l, const struct weighted_graph *g,
                         uint32_t *community, uint32_t *n_communities);

/* Modularity of a partition with this resolution: what leiden_run makes large. */
double leiden_modularity(const struct weighted_graph *g, const uint32_t *community,
                         double resolution);

#endif
