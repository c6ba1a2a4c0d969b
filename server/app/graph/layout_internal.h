/* layout_internal.h: places for the nodes of a weighted graph by ForceAtlas2 (Jacomy, Venturini, Heymann
 * and Bastian, 2014): linear attraction along edges, repulsion by degree, gravity, and a speed that each
 * node is given by how much it swings. Repulsion from far away is summed by the tree of Barnes and Hut.
 *
 * Without chance: nodes begin on a spiral in their order, or where they were before, and all sums run in
 * a fixed order. */
#ifndef PS_APP_LAYOUT_INTERNAL_H
#define PS_APP_LAYOUT_INTERNAL_H

#include "app/graph/leiden_internal.h"

struct place {
    double x, y;
};

/* The i-th of n places on a spiral that fills a disc evenly. */
struct place layout_spiral(uint32_t i, uint32_t n);
/* Moves `places`, which say where to begin, `rounds` times. False when it was stopped. */
MUST_USE bool layout_run(const struct weighted_graph *g, struct place *places, unsigned rounds,
                         const struct leiden *stop);
/* Moves and scales them so that they fill the disc of this radius round (0, 0). */
void layout_fit(struct place *places, uint32_t n, double radius);
/* Pushes discs apart that overlap; for some hundred of them. */
void layout_part_discs(struct place *places, const double *radii, uint32_t n);

#endif
