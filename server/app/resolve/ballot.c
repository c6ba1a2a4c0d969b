#include "app/resolve/ballot_internal.h"

#include "base/map.h"
#include "base/vec.h"

void ballot_init(struct ballot *b, struct arena *a)
{
    *b = (struct ballot){.arena = a, .index = map_new(a)};
}

void ballot_vote(struct ballot *b, struct str text, int rank)
{
    if (!text.n)
        return;
    bool is_new;
    uint64_t *place = map_put(b->index, text, &is_new);
    if (is_new) {
        *place = b->n;
        *vec_push(b->arena, b) = (struct ballot_choice){.text = text, .rank = rank};
    }
    struct ballot_choice *choice = &b->items[*place];
    choice->votes++;
    if (rank > choice->rank)
        choice->rank = rank;
}

static bool beats(const struct ballot_choice *a, const struct ballot_choice *b)
{
    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (a->votes != b->votes)
        return a->votes > b->votes;
    if (a->text.n != b->text.n)
        return a->text.n > b->text.n;
    return str_cmp(a->text, b->text) < 0;
}

struct str ballot_winner(const struct ballot *b)
{
    const struct ballot_choice *best = NULL;
    for (size_t i = 0; i < b->n; i++)
        if (!best || beats(&b->items[i], best))
            best = &b->items[i];
    return best ? best->text : STR_EMPTY;
}
