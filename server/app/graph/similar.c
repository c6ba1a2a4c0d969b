#include "app/similar.h"

#include <stdlib.h>

#include "app/graph/title_words_internal.h"
#include "app/graph/weigh_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "store/graph.h"

/* Papers of one concept that are looked at, best first: what nearly every paper has tells little. */
#define PAPERS_OF_NODE 2000
/* Candidates, by what they share, that are measured; and those of them whose titles are compared. */
#define MEASURED_MAX 1000
#define TITLES_MAX   100
/* Shares of the three parts in the score. */
#define SHARE_CONCEPTS 600
#define SHARE_LINKS    250
#define SHARE_WORDS    150

struct candidate {
    struct similar_paper is;
    int64_t dot;     /* over shared concepts */
    int64_t coupled; /* over shared papers */
};

struct likeness {
    const struct graph_index *g;
    struct db *db;
    struct arena *arena;
    uint32_t paper;
    uint64_t n_papers;
    struct node_map places; /* 1 + index into `found` */
    VEC(struct candidate) found;
    int64_t norm;
    size_t visits;
    bool is_complete;
};

static const struct graph_filter any;

static int64_t weight(const struct likeness *l, struct graph_link link)
{
    uint64_t degree = graph_index_links(l->g, link.other).n;
    return (int64_t)link.score * weigh_rarity(degree, l->n_papers + 1) / 1000;
}

static struct candidate *candidate(struct likeness *l, uint32_t node)
{
    bool is_new;
    uint32_t *place = node_map_put(&l->places, node, &is_new);
    if (is_new) {
        vec_push(l->arena, &l->found)->is.node = node;
        *place = (uint32_t)l->found.n;
    }
    return &l->found.items[*place - 1];
}

/* Keeps the heaviest reasons. */
static void add_reason(struct similar_paper *p, uint32_t node, int64_t weight)
{
    size_t i = p->n_shared < SIMILAR_REASONS_MAX ? p->n_shared++ : SIMILAR_REASONS_MAX;
    p->n_shared_all++;
    for (; i > 0 && p->shared[i - 1].weight < weight; i--)
        if (i < SIMILAR_REASONS_MAX)
            p->shared[i] = p->shared[i - 1];
    if (i < SIMILAR_REASONS_MAX)
        p->shared[i] = (struct shared_node){node, weight};
}

/* All papers that are joined with what the paper is joined with. */
static void add_sharers(struct likeness *l, struct graph_link by)
{
    static const struct graph_filter papers = {.only_papers = true};
    struct neighbour_list others;
    bool is_concept = graph_node_is_concept(by.other);
    int64_t rarity = weigh_rarity(graph_index_links(l->g, by.other).n, l->n_papers + 1);
    struct arena *scratch = arena_new();
    weigh_neighbours(l->g, by.other, &papers, PAPERS_OF_NODE, scratch, &others, &l->visits);
    for (size_t i = 0; i < others.n; i++) {
        if (others.items[i].link.other == l->paper)
            continue;
        struct candidate *c = candidate(l, others.items[i].link.other);
        int64_t here = (int64_t)by.score * rarity / 1000;
        int64_t there = (int64_t)others.items[i].link.score * rarity / 1000;
        if (is_concept)
            c->dot += here * there;
        else
            c->coupled += here * there / 1000;
        add_reason(&c->is, by.other, here * there / 1000);
    }
    arena_free(scratch);
}

static int64_t norm_of(struct likeness *l, uint32_t node)
{
    static const struct graph_filter concepts = {.only_concepts = true};
    struct neighbour_list list;
    int64_t sum = 0;
    struct arena_mark mark = arena_mark(l->arena);
    weigh_neighbours(l->g, node, &concepts, SIZE_MAX, l->arena, &list, &l->visits);
    for (size_t i = 0; i < list.n; i++)
        sum += weight(l, list.items[i].link) * weight(l, list.items[i].link);
    arena_reset(l->arena, mark);
    return weigh_root(sum);
}

static void collect(struct likeness *l)
{
    struct neighbour_list own;
    weigh_neighbours(l->g, l->paper, &any, SIZE_MAX, l->arena, &own, &l->visits);
    for (size_t i = 0; i < own.n; i++) {
        struct graph_link link = own.items[i].link;
        if (!graph_node_is_concept(link.other)) {
            struct candidate *c = candidate(l, link.other);
            c->is.edge_id = own.items[i].edge;
            c->is.links = link.score;
        }
        l->is_complete = l->visits < SIMILAR_VISITS_MAX;
        if (l->is_complete)
            add_sharers(l, link);
    }
}

static void rate(struct likeness *l, struct candidate *c)
{
    int64_t norms = l->norm * norm_of(l, c->is.node);
    c->is.concepts = norms ? c->dot * 1000 / norms : 0;
    if (c->is.concepts > 1000)
        c->is.concepts = 1000;
    /* An edge between the two, or papers that both are joined with: each makes the other less needed. */
    int64_t coupled = c->coupled * 1000 / (c->coupled + 1000);
    c->is.links = 1000 - (1000 - c->is.links) * (1000 - coupled) / 1000;
    c->is.score = (c->is.concepts * SHARE_CONCEPTS + c->is.links * SHARE_LINKS) / 1000;
}

/* How much is shared, whatever else the paper has. */
static int64_t raw(const struct candidate *c)
{
    return c->dot / 1000 + c->coupled + (c->is.edge_id ? c->is.links : 0);
}

static int by_raw(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;
    if (raw(a) != raw(b))
        return raw(a) > raw(b) ? -1 : 1;
    return (a->is.node > b->is.node) - (a->is.node < b->is.node);
}

/* Ties go to the paper with more in common, then to the older row. */
static int by_score(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;
    if (a->is.score != b->is.score)
        return a->is.score > b->is.score ? -1 : 1;
    if (a->is.n_shared_all != b->is.n_shared_all)
        return a->is.n_shared_all > b->is.n_shared_all ? -1 : 1;
    return (a->is.node > b->is.node) - (a->is.node < b->is.node);
}

static bool compare_titles(struct likeness *l, size_t n, struct err *e)
{
    struct title_words own;
    if (!title_words_read(l->db, l->paper, l->arena, &own, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct similar_paper *p = &l->found.items[i].is;
        struct title_words words;
        if (!title_words_read(l->db, p->node, l->arena, &words, e))
            return false;
        p->words =
            title_words_compare(&own, &words, l->arena, &p->shared_words, &p->n_shared_words);
        p->score += p->words * SHARE_WORDS / 1000;
    }
    return true;
}

bool graph_find_similar(const struct graph_index *g, struct db *db, uint32_t paper, size_t limit,
                        struct arena *a, struct similar_paper **out, size_t *n, bool *complete,
                        struct err *e)
{
    struct likeness l = {.g = g,
                         .db = db,
                         .arena = a,
                         .paper = paper,
                         .n_papers = graph_index_totals(g).papers,
                         .is_complete = true};
    node_map_init(&l.places, a);
    collect(&l);
    l.norm = norm_of(&l, paper);
    size_t n_best =
        weigh_keep_best(l.found.items, l.found.n, sizeof(*l.found.items), MEASURED_MAX, by_raw);
    for (size_t i = 0; i < n_best; i++)
        rate(&l, &l.found.items[i]);
    n_best = weigh_keep_best(l.found.items, n_best, sizeof(*l.found.items),
                             TITLES_MAX > limit ? TITLES_MAX : limit, by_score);
    if (!compare_titles(&l, n_best, e))
        return false;
    *n = weigh_keep_best(l.found.items, n_best, sizeof(*l.found.items), limit, by_score);
    *out = ARENA_ARRAY(a, struct similar_paper, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = l.found.items[i].is;
    *complete = l.is_complete;
    return true;
}
