#include "extract/extract_internal.h"

#include "base/arena.h"

#include <stdlib.h>

/* Where an old index went, and what is sorted by key to get there. */
struct place {
    struct str key;
    uint32_t line, old;
};

static int compare_places(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    int by_key = str_cmp(a->key, b->key);
    return by_key ? by_key : (a->old < b->old ? -1 : 1);
}

/* new index of each old one */
static uint32_t *sort_places(struct place *places, size_t n, size_t n_old, struct arena *a)
{
    if (n)
        qsort(places, n, sizeof *places, compare_places);
    uint32_t *moved = ARENA_ARRAY(a, uint32_t, n_old + 1);
    for (size_t i = 0; i < n; i++)
        moved[places[i].old] = (uint32_t)i;
    return moved;
}

static uint32_t *place_papers(const struct note_edges *edges, struct arena *a, struct extraction *x)
{
    struct place *places = ARENA_ARRAY(a, struct place, edges->n_papers + 1);
    for (uint32_t i = 0; i < edges->n_papers; i++)
        places[i] = (struct place){edges->papers[i].key, edges->papers[i].line, i};
    uint32_t *moved = sort_places(places, edges->n_papers, edges->n_papers, a);
    x->papers = ARENA_ARRAY(a, struct paper, edges->n_papers + 1);
    x->n_papers = edges->n_papers;
    for (size_t i = 0; i < x->n_papers; i++)
        x->papers[i] = edges->papers[places[i].old];
    return moved;
}

static void mark_used(const struct endpoint *end, bool *used)
{
    if (end->type == TYPE_CONCEPT)
        used[end->index] = true;
}

static uint32_t *place_concepts(const struct note_edges *edges,
                                const struct note_concepts *concepts, struct arena *a,
                                struct extraction *x)
{
    bool *used = ARENA_ARRAY(a, bool, concepts->n_concepts + 1);
    for (size_t i = 0; i < edges->n_edges; i++) {
        mark_used(&edges->edges[i].from, used);
        mark_used(&edges->edges[i].to, used);
    }
    struct place *places = ARENA_ARRAY(a, struct place, concepts->n_concepts + 1);
    for (uint32_t i = 0; i < concepts->n_concepts; i++)
        if (used[i])
            places[x->n_concepts++] = (struct place){concepts->concepts[i].concept.key, 0, i};
    uint32_t *moved = sort_places(places, x->n_concepts, concepts->n_concepts, a);
    x->concepts = ARENA_ARRAY(a, struct concept, x->n_concepts + 1);
    for (size_t i = 0; i < x->n_concepts; i++)
    x->concepts[i] = concepts->concepts[places[i].old].concept;
    return moved;
}

static int compare_endpoints(const struct endpoint *a, const struct endpoint *b)
{
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return a->index == b->index ? 0 : a->index < b->index ? -1 : 1;
}

static int compare_edges(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    int c = compare_endpoints(&a->from, &b->from);
    if (c == 0 && a->relation != b->relation)
        c = a->relation < b->relation ? -1 : 1;
    return c ? c : compare_endpoints(&a->to, &b->to);
}

static void place_edges(const struct note_edges *edges, const uint32_t *paper,
                        const uint32_t *concept, struct arena *a, struct extraction *x)
{
    x->edges = ARENA_ARRAY(a, struct edge, edges->n_edges + 1);
    x->n_edges = edges->n_edges;
    for (size_t i = 0; i < x->n_edges; i++) {
        struct edge *e = &x->edges[i];
        *e = edges->edges[i];
        e->from.index = e->from.type == TYPE_PAPER ? paper[e->from.index] : concept[e->from.index];
        e->to.index = e->to.type == TYPE_PAPER ? paper[e->to.index] : concept[e->to.index];
    }
    if (x->n_edges)
        qsort(x->edges, x->n_edges, sizeof *x->edges, compare_edges);
}

static int compare_warnings(const void *x, const void *y)
{
    const struct warning *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    int by_code = strcmp(a->code, b->code);
    return by_code ? by_code : str_cmp(a->detail, b->detail);
}

static void copy_explanations(struct extraction *x, const struct explanation *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x->explanations[x->n_explanations++] = from[i];
}

void assemble(const struct note_edges *edges, const struct note_concepts *concepts,
              const struct note_papers *papers, struct arena *a, struct extraction *x)
{
    uint32_t *paper = place_papers(edges, a, x);
    uint32_t *concept = place_concepts(edges, concepts, a, x);
    place_edges(edges, paper, concept, a, x);
    x->warnings = papers->warnings;
    x->n_warnings = papers->n_warnings;
    if (x->n_warnings)
        qsort(x->warnings, x->n_warnings, sizeof *x->warnings, compare_warnings);
    size_t n = papers->n_explanations + concepts->n_explanations + edges->n_explanations;
    x->explanations = ARENA_ARRAY(a, struct explanation, n + 1);
    copy_explanations(x, papers->explanations, papers->n_explanations);
    copy_explanations(x, concepts->explanations, concepts->n_explanations);
    copy_explanations(x, edges->explanations, edges->n_explanations);
}
