/* ballot_internal.h: what most notes say: the title, year or label of a thing that many name. */
#ifndef PS_APP_BALLOT_INTERNAL_H
#define PS_APP_BALLOT_INTERNAL_H

#include "base/str.h"

struct arena;
struct map;

struct ballot {
    struct arena *arena;
    struct map *index;

    struct ballot_choice {
        struct str text;
        uint32_t votes;
        int rank; /* the highest it was given */
    } * items;

    size_t n, cap;
};

void ballot_init(struct ballot *b, struct arena *a);
/* Empty texts are no votes. `text` must live as long as the ballot. */
void ballot_vote(struct ballot *b, struct str text, int rank);
/* The highest rank, then most votes, then longest, then first in byte order; empty without votes. */
struct str ballot_winner(const struct ballot *b);

#endif
