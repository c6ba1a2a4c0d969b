/* pairs_internal.h: which things are one, when people say of pairs that they are one or that they are two.
 *
 * The later word stands. Pairs are judged from the last to the first: a merge counts unless it brings
 * together what was told apart later, and telling apart counts unless the two are one by what was said
 * later. So the result is the same for every order in which the words arrived. */
#ifndef PS_APP_PAIRS_INTERNAL_H
#define PS_APP_PAIRS_INTERNAL_H

#include "base/str.h"

struct pair {
    uint32_t a, b; /* indexes of things */
    bool is_distinct;
    bool counts; /* set by pairs_judge */
};

/* `pairs` in the order in which they were said. group[i] becomes the smallest thing that i is one with. */
void pairs_judge(struct pair *pairs, size_t n_pairs, uint32_t *group, size_t n);

#endif
