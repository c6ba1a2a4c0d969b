#include <stdlib.h>

#include "app/graph/weigh_internal.h"
#include "app/similar.h"
#include "base/arena.h"
#include "base/vec.h"
#include "store/graph.h"

/* Candidates whose stored counts are read. */
#define MEASURED_MAX 300

struct candidate {
    struct related_concept is;
    int64_t products;                     /* of scores, over the papers that have both */
    int64_t examples[RELATED_PAPERS_MAX]; /* products of the papers shown */
};

struct relatedness {
    const struct graph_index *g;
    struct arena *arena;
    uint32_t concept;
    struct node_map places; /* 1 + index into `found` */
    VEC(struct candidate) found;
    size_t visits;
    bool is_complete;
};

static const struct graph_filter papers = {.only_papers = true};
static const struct graph_filter concepts = {.only_concepts = true};

static struct candidate *candidate(struct relatedness *r, uint32_t node)
{
    bool is_new;
    uint32_t *place = node_map_put(&r->places, node, &is_new);
    if (is_new) {
        vec_push(r->arena, &r->found)->is.node = node;
        *place = (uint32_t)r->found.n;
    }
    return &r->found.items[*place - 1];
}

static void add_example(struct candidate *c, uint32_t paper, int64_t product)
{
    struct related_concept *is = &c->is;
    size_t i = is->n_examples < RELATED_PAPERS_MAX ? is->n_examples++ : RELATED_PAPERS_MAX;
    for (; i > 0 && c->examples[i - 1] < product; i--) {
        if (i == RELATED_PAPERS_MAX)
            continue;
        c->examples[i] = c->examples[i - 1];
        is->papers[i] = is->papers[i - 1];
    }
    if (i == RELATED_PAPERS_MAX)
        return;
    c->examples[i] = product;
    is->papers[i] = paper;
}

static void add_concepts_of(struct relatedness *r, struct graph_link paper)
{
    struct neighbour_list others;
    struct arena *scratch = arena_new();
    weigh_neighbours(r->g, paper.other, &concepts, SIZE_MAX, scratch, &others, &r->visits);
    for (size_t i = 0; i < others.n; i++) {
        if (others.items[i].link.other == r->concept)
            continue;
        struct candidate *c = candidate(r, others.items[i].link.other);
        int64_t product = (int64_t)paper.score * others.items[i].link.score / 1000;
        c->is.n_papers++;
        c->products += product;
        add_example(c, paper.other, product);
    }
    arena_free(scratch);
}

static void collect(struct relatedness *r)
{
    struct neighbour_list list;
    weigh_neighbours(r->g, r->concept, &papers, SIZE_MAX, r->arena, &list, &r->visits);
    for (size_t i = 0; i < list.n && r->is_complete; i++) {
        add_concepts_of(r, list.items[i].link);
        r->is_complete = r->visits < SIMILAR_VISITS_MAX;
    }
    weigh_neighbours(r->g, r->concept, &concepts, SIZE_MAX, r->arena, &list, &r->visits);
    for (size_t i = 0; i < list.n; i++) {
        struct candidate *c = candidate(r, list.items[i].link.other);
        c->is.edge_id = list.items[i].edge;
        c->is.link = list.items[i].link;
    }
}

static int by_products(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;
    int64_t x = a->products + a->is.link.score, y = b->products + b->is.link.score;
    if (x != y)
        return x > y ? -1 : 1;
    return (a->is.node > b->is.node) - (a->is.node < b->is.node);
}

static int by_score(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;
    if (a->is.score != b->is.score)
        return a->is.score > b->is.score ? -1 : 1;
    return by_products(left, right);
}

/* One paper that has both says less than ten: the share n / (n + 1) of what was measured counts. */
static bool rate(struct relatedness *r, struct db *db, int64_t own_papers, struct candidate *c,
                 struct err *e)
{
    struct concept_row row;
    struct related_concept *is = &c->is;
    int64_t n = is->n_papers;
    if (!graph_get_concept(db, is->node, r->arena, &row, e))
        return false;
    is->npmi = weigh_npmi((uint64_t)n, (uint64_t)own_papers, (uint64_t)row.n_papers,
                          graph_index_totals(r->g).papers);
    is->closeness = n ? c->products / n : 0;
    int64_t together = is->npmi > 0 ? is->npmi * is->closeness / 1000 * n / (n + 1) : 0;
    is->score = 1000 - (1000 - together) * (1000 - (int64_t)is->link.score) / 1000;
    return true;
}

bool graph_find_related(const struct graph_index *g, struct db *db, uint32_t concept, size_t limit,
                        struct arena *a, struct related_concept **out, size_t *n, bool *complete,
                        struct err *e)
{
    struct relatedness r = {.g = g, .arena = a, .concept = concept, .is_complete = true};
    struct concept_row own;
    if (!graph_get_concept(db, concept, a, &own, e))
        return false;
    node_map_init(&r.places, a);
    collect(&r);
    size_t n_best = weigh_keep_best(r.found.items, r.found.n, sizeof(*r.found.items), MEASURED_MAX,
                                    by_products);
    for (size_t i = 0; i < n_best; i++)
        if (!rate(&r, db, own.n_papers, &r.found.items[i], e))
            return false;
    *n = weigh_keep_best(r.found.items, n_best, sizeof(*r.found.items), limit, by_score);
    *out = ARENA_ARRAY(a, struct related_concept, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = r.found.items[i].is;
    *complete = r.is_complete;
    return true;
}
