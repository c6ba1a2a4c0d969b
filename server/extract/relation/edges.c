/* Claims about one pair become one edge: score, relation, best evidence. */
#include "extract/relation/relation_internal.h"

#define MENTIONS_MAX    6   /* that add to a score */
#define SHARE           900 /* of a weight that one claim may take */
#define SCORE_MIN       150
#define ABOUT_SCORE_MIN 750 /* mentioned so often in several blocks: that is what it is about */
#define SPECIFIC_MIN    300 /* from here a named relation replaces a bare one */

static int compare_endpoints(struct endpoint a, struct endpoint b)
{
    if (a.type != b.type)
        return a.type < b.type ? -1 : 1;
    return (a.index > b.index) - (a.index < b.index);
}

static bool is_paper_concept(const struct claim *c)
{
    return c->from.type == TYPE_PAPER && c->to.type == TYPE_CONCEPT;
}

static int compare_pairs(const struct claim *a, const struct claim *b)
{
    int order = compare_endpoints(a->from, b->from);
    if (!order)
        order = compare_endpoints(a->to, b->to);
    if (!order && !is_paper_concept(a))
        order = (a->relation > b->relation) - (a->relation < b->relation);
    return order;
}

/* Within a pair: the heaviest first, then in the order of the note. */
static int compare_claims(const void *left, const void *right)
{
    const struct claim *a = left;
    const struct claim *b = right;
    int order = compare_pairs(a, b);
    if (!order)
        order =
            (b->evidence.weight > a->evidence.weight) - (b->evidence.weight < a->evidence.weight);
    if (!order)
        order = (a->evidence.begin > b->evidence.begin) - (a->evidence.begin < b->evidence.begin);
    if (!order)
        order = (a->evidence.end > b->evidence.end) - (a->evidence.end < b->evidence.end);
    if (!order)
        order = (a->relation > b->relation) - (a->relation < b->relation);
    return order ? order : strcmp(a->evidence.rule, b->evidence.rule);
}

/* 1 - Π(1 - 0.9 w) in millionths, so that no result depends on floating point. */
struct sum {
    uint64_t rest;
    size_t taken[MENTIONS_MAX]; /* indexes of claims */
    uint32_t n, n_blocks;
    bool has_inherited;
};

static void sum_add(struct sum *sum, const struct claim *claims, size_t i)
{
    uint64_t share = (uint64_t)claims[i].weight * SHARE;
    sum->rest = sum->rest * (1000000 - share) / 1000000;
    sum->taken[sum->n++] = i;
    sum->has_inherited |= claims[i].is_inherited;
}

static bool sum_has(const struct sum *sum, const struct claim *claims, size_t i, bool same_block)
{
    for (uint32_t k = 0; k < sum->n; k++)
        if (sum->taken[k] == i || (same_block && claims[sum->taken[k]].node == claims[i].node))
            return true;
    return false;
}

/* Claims of distinct blocks first, then more of the same ones; of inherited ones the best only. */
static struct sum sum_up(const struct claim *claims, size_t n)
{
    struct sum sum = {.rest = 1000000};
    for (size_t i = 0; i < n && sum.n < MENTIONS_MAX; i++)
        if (claims[i].weight && !sum_has(&sum, claims, i, true) &&
            !(claims[i].is_inherited && sum.has_inherited))
            sum_add(&sum, claims, i);
    sum.n_blocks = sum.n;
    for (size_t i = 0; i < n && sum.n < MENTIONS_MAX && is_paper_concept(claims); i++)
        if (claims[i].weight && !claims[i].is_inherited && !sum_has(&sum, claims, i, false))
            sum_add(&sum, claims, i);
    return sum;
}

static uint16_t score_of(const struct sum *sum)
{
    return (uint16_t)((1000000 - sum->rest + 500) / 1000);
}

static bool is_same_quote(const struct evidence *a, const struct evidence *b)
{
    return a->begin == b->begin && a->end == b->end;
}

static void take_evidence(struct relation_search *s, const struct claim *claims, size_t n,
                          struct edge *edge)
{
    edge->evidence = ARENA_ARRAY(s->a, struct evidence, n < EVIDENCE_MAX ? n : EVIDENCE_MAX);
    for (size_t i = 0; i < n && edge->n_evidence < EVIDENCE_MAX; i++) {
        bool is_new = true;
        for (size_t k = 0; k < edge->n_evidence; k++)
            is_new &= !is_same_quote(&claims[i].evidence, &edge->evidence[k]);
        if (is_new)
            edge->evidence[edge->n_evidence++] = claims[i].evidence;
    }
}

/* The strongest relation that is claimed; what is mentioned all over is what the paper is about. */
static enum relation relation_of(const struct relation_search *s, const struct claim *claims,
                                 size_t n, const struct sum *sum)
{
    enum relation relation = claims[0].relation;
    if (!is_paper_concept(&claims[0]))
        return relation;
    for (size_t i = 1; i < n; i++) {
        bool is_only_inherited = claims[i].is_inherited && claims[i].weight < claims[0].weight;
        if (!is_only_inherited && relation_is_stronger(claims[i].relation, relation))
            relation = claims[i].relation;
    }
    bool is_work = s->in->concepts->concepts[claims[0].to.index].is_work;
    if (relation == REL_MENTIONS && !is_work && sum->n_blocks > 1 &&
        score_of(sum) >= ABOUT_SCORE_MIN)
        return REL_ABOUT;
    return relation;
}

struct edge_list {
    VEC(struct edge) edges;
};

static void add_edge(struct relation_search *s, const struct claim *claims, size_t n,
                     struct edge_list *list)
{
    struct sum sum = sum_up(claims, n);
    if (score_of(&sum) < SCORE_MIN)
        return;
    struct edge *edge = vec_push(s->a, &list->edges);
    *edge = (struct edge){.from = claims[0].from,
                          .relation = relation_of(s, claims, n, &sum),
                          .to = claims[0].to,
                          .score = score_of(&sum)};
    take_evidence(s, claims, n, edge);
}

/* ---- bare relations beside named ones ---- */

static bool is_bare(enum relation r)
{
    return r == REL_CITES || r == REL_RELATED_TO;
}

/* One number for a pair of papers in either direction. */
static uint64_t pair_of(const struct edge *e)
{
    uint32_t low = e->from.index < e->to.index ? e->from.index : e->to.index;
    uint32_t high = e->from.index < e->to.index ? e->to.index : e->from.index;
    return (uint64_t)low << 32 | high;
}

static bool is_between_papers(const struct edge *e)
{
    return e->from.type == TYPE_PAPER && e->to.type == TYPE_PAPER;
}

static int compare_numbers(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Where two papers are said to be related in some way, that one also cites the other is no news. */
static void drop_bare(struct relation_search *s, struct edge_list *list)
{
    VEC(uint64_t) named = VEC_INIT;
    for (size_t i = 0; i < list->edges.n; i++) {
        const struct edge *e = &list->edges.items[i];
        if (is_between_papers(e) && !is_bare(e->relation) && e->score >= SPECIFIC_MIN)
            *vec_push(s->a, &named) = pair_of(e);
    }
    if (named.n)
        qsort(named.items, named.n, sizeof(*named.items), compare_numbers);
    size_t n = 0;
    for (size_t i = 0; i < list->edges.n; i++) {
        const struct edge *e = &list->edges.items[i];
        uint64_t pair = pair_of(e);
        bool is_superfluous =
            named.n && is_between_papers(e) && is_bare(e->relation) &&
            bsearch(&pair, named.items, named.n, sizeof(pair), compare_numbers) != NULL;
        if (!is_superfluous)
            list->edges.items[n++] = *e;
    }
    list->edges.n = n;
}

static int compare_edges(const void *left, const void *right)
{
    const struct edge *a = left;
    const struct edge *b = right;
    int order = compare_endpoints(a->from, b->from);
    if (!order)
        order = (a->relation > b->relation) - (a->relation < b->relation);
    return order ? order : compare_endpoints(a->to, b->to);
}

void edges_build(struct relation_search *s, struct note_edges *out)
{
    struct edge_list list = {VEC_INIT};
    if (s->claims.n)
        qsort(s->claims.items, s->claims.n, sizeof(*s->claims.items), compare_claims);
    for (size_t i = 0, end; i < s->claims.n; i = end) {
        for (end = i + 1; end < s->claims.n; end++)
            if (compare_pairs(&s->claims.items[i], &s->claims.items[end]))
                break;
        add_edge(s, &s->claims.items[i], end - i, &list);
    }
    drop_bare(s, &list);
    if (list.edges.n)
        qsort(list.edges.items, list.edges.n, sizeof(*list.edges.items), compare_edges);
    out->edges = list.edges.items;
    out->n_edges = list.edges.n;
}
