/* path_internal.h: one search for the cheapest path (path_search.c), as paths.c needs it many times. */
#ifndef PS_APP_PATH_INTERNAL_H
#define PS_APP_PATH_INTERNAL_H

#include "app/paths.h"

#define COST_NONE UINT64_MAX

struct path_search {
    const struct graph_index *g;
    const struct path_options *o;
    uint32_t from;
    unsigned hops;
    uint64_t bound; /* only paths that cost less are of use */
    /* Nodes that may not be used, and nodes that may not follow `from` at once. */
    const uint32_t *banned, *banned_next;
    size_t n_banned, n_banned_next;
    uint64_t visits_max;
    /* results */
    uint64_t n_visits;
    bool is_cut; /* by visits_max */
};

/* The cheapest path from s->from to s->o->to. False when there is none. */
bool path_search_run(struct path_search *s, struct arena *a, struct graph_path *out);
/* What it costs to go on from a node that is neither the first nor the last. */
uint64_t path_pass_cost(const struct graph_index *g, const struct path_options *o, uint32_t node);
uint64_t path_link_cost(struct graph_link link);

#endif
