/* Broader edges form no circle: the best are kept, what would close one is dropped. The hierarchy of
 * the vocabulary stands before all that a note says. */
#include "extract/relation/relation_internal.h"

#define WALK_MAX 4096 /* steps of one search; an edge that needs more is dropped */

struct link {
    uint32_t broad, next;
};

struct hierarchy {
    const struct relation_search *s;
    uint32_t *first; /* per concept: its first link, or NONE */
    struct link *links;
    uint32_t n_links;
    uint32_t *seen; /* per concept: the search that met it last */
    uint32_t search;
    uint32_t *stack;
};

static bool is_below_in_vocabulary(const struct hierarchy *h, uint32_t narrow, uint32_t broad)
{
    uint32_t a = h->s->in->concepts->concepts[narrow].vocabulary;
    uint32_t b = h->s->in->concepts->concepts[broad].vocabulary;
    return a != NONE && b != NONE && vocabulary_is_below(h->s->in->vocabulary, a, b);
}

/* Whether `narrow` is below `broad` by the edges kept so far. */
static bool leads_to(struct hierarchy *h, uint32_t narrow, uint32_t broad)
{
    uint32_t n = 0;
    uint32_t steps = 0;
    h->search++;
    h->stack[n++] = narrow;
    h->seen[narrow] = h->search;
    while (n > 0 && steps++ < WALK_MAX) {
        uint32_t at = h->stack[--n];
        if (at == broad || is_below_in_vocabulary(h, at, broad))
            return true;
        for (uint32_t i = h->first[at]; i != NONE; i = h->links[i].next) {
            if (h->seen[h->links[i].broad] == h->search)
                continue;
            h->seen[h->links[i].broad] = h->search;
            h->stack[n++] = h->links[i].broad;
        }
    }
    return n > 0;
}

static void keep(struct hierarchy *h, const struct edge *e)
{
    h->links[h->n_links] = (struct link){e->to.index, h->first[e->from.index]};
    h->first[e->from.index] = h->n_links++;
}

static struct hierarchy new_hierarchy(const struct relation_search *s, size_t n_edges)
{
    size_t n = s->in->concepts->n_concepts;
    struct hierarchy h = {.s = s,
                          .first = ARENA_ARRAY(s->a, uint32_t, n),
                          .links = ARENA_ARRAY(s->a, struct link, n_edges),
                          .seen = ARENA_ARRAY(s->a, uint32_t, n),
                          .stack = ARENA_ARRAY(s->a, uint32_t, n + 1)};
    for (size_t i = 0; i < n; i++)
        h.first[i] = NONE;
    return h;
}

/* By score, then in their order: concepts are sorted by key. */
static int compare_scores(const void *left, const void *right)
{
    const struct edge *a = *(const struct edge *const *)left;
    const struct edge *b = *(const struct edge *const *)right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a > b) - (a < b);
}

void edges_drop_cycles(const struct relation_search *s, struct note_edges *out)
{
    struct edge **broader = ARENA_ARRAY(s->a, struct edge *, out->n_edges);
    size_t n_broader = 0;
    for (size_t i = 0; i < out->n_edges; i++)
        if (out->edges[i].relation == REL_BROADER)
            broader[n_broader++] = &out->edges[i];
    if (!n_broader)
        return;
    struct hierarchy h = new_hierarchy(s, n_broader);
    qsort(broader, n_broader, sizeof(struct edge *), compare_scores);
    for (size_t i = 0; i < n_broader; i++) {
        if (leads_to(&h, broader[i]->to.index, broader[i]->from.index))
            broader[i]->score = 0;
        else
            keep(&h, broader[i]);
    }
    size_t n = 0;
    for (size_t i = 0; i < out->n_edges; i++)
        if (out->edges[i].score > 0)
            out->edges[n++] = out->edges[i];
    out->n_edges = n;
}
