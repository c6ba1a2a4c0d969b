/* Two concepts that share a block twice in one note are related, weakly. How much that means in the
 * whole library is computed from counts when it is read. */
#include "extract/relation/relation_internal.h"

#define CONCEPTS_OF_BLOCK_MAX 12
#define BLOCKS_MIN            2
#define PARTNERS_MAX          10 /* related edges that one concept gets */
#define WEIGHT_BLOCKS         300
#define WEIGHT_EACH           50 /* for every further block */
#define WEIGHT_MAX            500

struct meeting {
    uint32_t low, high; /* concepts, by index */
    uint32_t node;
    uint32_t first, second; /* mentions, in their order */
};

struct meeting_list {
    VEC(struct meeting) items;
};

/* The first mention of each concept of a block. */
static uint32_t distinct_mentions(const struct relation_search *s, uint32_t node,
                                  uint32_t out[CONCEPTS_OF_BLOCK_MAX])
{
    const struct mention *mentions = s->in->concepts->mentions;
    uint32_t n = 0;
    for (uint32_t i = s->mention_first[node]; i < s->mention_end[node]; i++) {
        uint32_t k = 0;
        while (k < n && mentions[out[k]].concept != mentions[s->mentions[i]].concept)
            k++;
        if (k < n)
            continue;
        if (n == CONCEPTS_OF_BLOCK_MAX)
            return 0; /* an enumeration of everything says nothing about any two */
        out[n++] = s->mentions[i];
    }
    return n;
}

static void meet(const struct relation_search *s, uint32_t node, struct meeting_list *list)
{
    const struct mention *mentions = s->in->concepts->mentions;
    uint32_t found[CONCEPTS_OF_BLOCK_MAX];
    uint32_t n = distinct_mentions(s, node, found);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = i + 1; k < n; k++) {
            uint32_t a = mentions[found[i]].concept;
            uint32_t b = mentions[found[k]].concept;
            *vec_push(s->a, &list->items) =
                (struct meeting){a < b ? a : b, a < b ? b : a, node, found[i], found[k]};
        }
    }
}

static int compare_meetings(const void *left, const void *right)
{
    const struct meeting *a = left;
    const struct meeting *b = right;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static bool is_hierarchy(const struct relation_search *s, uint32_t a, uint32_t b)
{
    const struct note_concept *concepts = s->in->concepts->concepts;
    uint32_t x = concepts[a].vocabulary;
    uint32_t y = concepts[b].vocabulary;
    return x != NONE && y != NONE &&
           (vocabulary_is_below(s->in->vocabulary, x, y) ||
            vocabulary_is_below(s->in->vocabulary, y, x));
}

static void relate(struct relation_search *s, const struct meeting *meetings, size_t n,
                   uint32_t *partners)
{
    const struct meeting *m = &meetings[0];
    if (n < BLOCKS_MIN || is_hierarchy(s, m->low, m->high) || partners[m->low] >= PARTNERS_MAX ||
        partners[m->high] >= PARTNERS_MAX)
        return;
    partners[m->low]++;
    partners[m->high]++;
    size_t weight = WEIGHT_BLOCKS + (n - BLOCKS_MIN) * WEIGHT_EACH;
    struct claim c = {.from = concept_endpoint(m->low),
                      .relation = REL_RELATED,
                      .to = concept_endpoint(m->high),
                      .weight = (uint16_t)(weight < WEIGHT_MAX ? weight : WEIGHT_MAX)};
    for (size_t i = 0; i < n && i < EVIDENCE_MAX; i++) {
        const struct mention *a = &s->in->concepts->mentions[meetings[i].first];
        const struct mention *b = &s->in->concepts->mentions[meetings[i].second];
        claim_add(s, c, (struct proof){b->begin, b->end, a->begin, a->end, "together"});
        c.weight = 0;
    }
}

void co_occurrences_find(struct relation_search *s)
{
    struct meeting_list list = {VEC_INIT};
    for (uint32_t i = 1; i < s->d->n_nodes; i++)
        meet(s, i, &list);
    struct meeting *items = list.items.items;
    if (!list.items.n)
        return;
    qsort(items, list.items.n, sizeof(*items), compare_meetings);
    uint32_t *partners = ARENA_ARRAY(s->a, uint32_t, s->in->concepts->n_concepts);
    for (size_t i = 0, end; i < list.items.n; i = end) {
        for (end = i + 1; end < list.items.n; end++)
            if (items[end].low != items[i].low || items[end].high != items[i].high)
                break;
        relate(s, &items[i], end - i, partners);
    }
}
