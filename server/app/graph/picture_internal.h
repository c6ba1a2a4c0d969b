/* picture_internal.h: one making of the picture, in the order of its files:
 *
 *   picture_graph.c   the nodes in the order of their public numbers, and the weighted graph of them
 *   picture_parts.c   clusters at two levels, numbered as before where they keep their members
 *   picture_places.c  where everything stands
 *   picture_names.c   what clusters are called, and how many edges join them
 *   picture.c         the whole
 *
 * Nothing depends on numbers of rows, so that the same graph gives the same picture in every store. */
#ifndef PS_APP_PICTURE_INTERNAL_H
#define PS_APP_PICTURE_INTERNAL_H

#include "app/graph/layout_internal.h"
#include "app/graph/leiden_internal.h"
#include "app/graph_filter.h"
#include "app/overview.h"

#define LEVELS 2

/* The clusters of one level. */
struct part_level {
    uint32_t n;
    uint32_t *of_node; /* by node */
    uint32_t *first;   /* members: order[first[c]] up to order[first[c + 1]] */
    uint32_t *order;   /* nodes by cluster, in it by their own order */
    int64_t *ids;      /* by cluster */
    uint32_t *parent;  /* by cluster: of the level above; NULL at the first level */
    struct place *places;
    double *radii;
};

struct picture_work {
    struct job *job; /* NULL: nobody asks */
    struct arena *arena;
    const struct graph_index *index;
    const struct overview *before; /* NULL: the first one */
    uint32_t n;                    /* nodes that an edge joins with another */
    uint32_t *rows;                /* by node */
    int64_t *numbers;              /* by node, ascending */
    uint32_t *node_of_row;         /* UINT32_MAX: none */
    struct weighted_graph graph;
    struct part_level levels[LEVELS];
    struct place *places;            /* by node */
    int64_t *cluster_before[LEVELS]; /* by node; 0 = none */
    struct place *place_before;      /* by node, where cluster_before is not 0 */
    struct leiden leiden;            /* asks the job whether to stop */
    uint64_t done, total;            /* progress */
};

/* Says how far it is, in nodes. */
void picture_progress(struct picture_work *w, uint64_t more);
bool picture_is_stopped(void *work);
MUST_USE bool picture_make_graph(struct picture_work *w, struct db *db, struct err *e);
/* Where nodes were in the picture before. */
void picture_read_before(struct picture_work *w);
/* False when it was stopped. */
MUST_USE bool picture_find_parts(struct picture_work *w);
MUST_USE bool picture_find_places(struct picture_work *w);
void picture_describe(struct picture_work *w, struct db *db, struct picture *out);

#endif
