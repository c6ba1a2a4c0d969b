/* quad_tree_internal.h: the tree of Barnes and Hut (1986): what stands far away acts as one. */
#ifndef PS_APP_QUAD_TREE_INTERNAL_H
#define PS_APP_QUAD_TREE_INTERNAL_H

#include "app/graph/layout_internal.h"

struct quad_tree;

/* `masses` by node. Everything lives in `a`. */
struct quad_tree *quad_tree_new(const struct place *places, const double *masses, uint32_t n,
                                struct arena *a);
/* The push on `node` by all others: mass times mass over distance, away from each. */
struct place quad_tree_push(const struct quad_tree *t, uint32_t node);

#endif
