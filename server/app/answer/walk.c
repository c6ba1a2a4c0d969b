#include "app/answer/answer_internal.h"
#include "base/arena.h"

#define WAYS_MAX 2
#define NO_PLACE UINT32_MAX

/* Most walks visit few nodes of many: what they note of each lies in pages that are made when needed. */
#define PLACES_A_PAGE 1024

/* A node can be reached from several targets. Two ways from different ones are enough to know how far it
 * is from a target that is not itself: no way may come back to where it began. */
struct way {
    uint32_t target; /* node */
    uint32_t next, next_way;
    unsigned hops;
    int64_t edge, product;
};

struct visit {
    struct walk_step step; /* hops 0: nothing leads here but the node itself */
    struct way ways[WAYS_MAX];
    unsigned n_ways;
    bool is_target, is_asked;
};

struct walk {
    struct answer *answer;
    struct walk_filter filter;
    uint32_t *
        *places; /* by PLACES_A_PAGE nodes: node -> place in visits + 1; NULL: none was visited */
    VEC(struct visit) visits;
    VEC(struct walk_step) steps; /* of all that was reached */
};

/* ---- which edges ---- */

static uint8_t orientation(const struct query_link *link, bool is_inverse, bool is_symmetric)
{
    if (is_symmetric)
        return WALK_OUT | WALK_IN;
    switch (link->direction) {
    case DIRECTION_OUT:
        return is_inverse ? WALK_IN : WALK_OUT;
    case DIRECTION_IN:
        return is_inverse ? WALK_OUT : WALK_IN;
    default:
        return is_inverse ? WALK_IN : WALK_OUT | WALK_IN;
    }
}

static void read_statuses(const struct query_link *link, struct walk_filter *out)
{
    static const char *const names[] = {
        [EDGE_PROPOSED] = "proposed", [EDGE_CONFIRMED] = "confirmed", [EDGE_REJECTED] = "rejected"};
    out->is_default = link->n_statuses == 0;
    if (out->is_default)
        out->statuses = 1u << EDGE_PROPOSED | 1u << EDGE_CONFIRMED;
    for (size_t i = 0; i < link->n_statuses; i++)
        for (unsigned k = 0; k < ARRAY_LEN(names); k++)
            if (str_eq(link->statuses[i], str_from(names[k])))
                out->statuses = (uint8_t)(out->statuses | 1u << k);
}

/* Without relations any fits, also those that only a person uses. */
static void take_any(const struct query_link *link, struct walk_filter *out)
{
    for (size_t r = 0; r < REL_COUNT; r++)
        out->relations[r] = orientation(link, false, relation_is_symmetric((enum relation)r));
    out->relations[REL_COUNT] = orientation(link, false, false);
}

void walk_read_filter(const struct query_link *link, struct walk_filter *out)
{
    *out = (struct walk_filter){.min_score = (uint32_t)link->min_score};
    read_statuses(link, out);
    if (!link->n_relations)
        take_any(link, out);
    for (size_t i = 0; i < link->n_relations; i++) {
        bool is_inverse;
        enum relation r;
        const struct query_relation *found = query_relation_find(link->relations[i], &is_inverse);
        if (found && relation_from_name(str_from(found->name), &r))
            out->relations[r] |= orientation(link, is_inverse, found->is_symmetric);
    }
}

bool walk_takes(const struct walk_filter *f, const struct graph_link *link, bool seen_from_target)
{
    size_t relation = link->relation < REL_COUNT ? link->relation : REL_COUNT;
    bool is_out = link->is_out != seen_from_target;
    if (!(f->relations[relation] & (is_out ? WALK_OUT : WALK_IN)) ||
        !(f->statuses >> link->status & 1u) || link->score < f->min_score)
        return false;
    return !f->is_default || link->status != EDGE_PROPOSED || link->score >= ANSWER_LEAST_SCORE;
}

/* ---- visits ---- */

static size_t n_place_pages(const struct walk *k)
{
    return (graph_index_limit(k->answer->graph) + PLACES_A_PAGE - 1) / PLACES_A_PAGE;
}

static uint32_t *place_of(struct walk *k, uint32_t node)
{
    uint32_t **page = &k->places[node / PLACES_A_PAGE];
    if (!*page)
        *page = ARENA_ARRAY(k->answer->arena, uint32_t, PLACES_A_PAGE);
    return &(*page)[node % PLACES_A_PAGE];
}

static struct visit *visit_of(struct walk *k, uint32_t node)
{
    uint32_t *place = place_of(k, node);
    if (*place)
        return &k->visits.items[*place - 1];
    struct visit *v = vec_push(k->answer->arena, &k->visits);
    *place = (uint32_t)k->visits.n;
    v->step = (struct walk_step){.node = node, .next = NO_PLACE};
    return v;
}

static void add_targets(struct walk *k, const struct node_list *targets, bool are_asked)
{
    for (size_t i = 0; i < targets->n; i++) {
        if (!graph_index_node(k->answer->graph, targets->items[i]))
            continue;
        struct visit *v = visit_of(k, (uint32_t)targets->items[i]);
        v->is_asked = v->is_asked || are_asked;
        v->is_target = true;
        v->n_ways = 1;
        v->ways[0] = (struct way){.target = v->step.node, .next = NO_PLACE, .product = 1};
    }
}

/* The best way of `hops` edges from a node that does not end at `not_at`. */
static const struct way *best_way(const struct visit *v, unsigned hops, uint32_t not_at)
{
    const struct way *best = NULL;
    for (unsigned i = 0; i < v->n_ways; i++) {
        const struct way *way = &v->ways[i];
        if (way->hops == hops && way->target != not_at && (!best || way->product > best->product))
            best = way;
    }
    return best;
}

static bool is_better(int64_t product, int64_t edge, int64_t old_product, int64_t old_edge)
{
    return product > old_product || (product == old_product && edge < old_edge);
}

/* One more first edge to a node: it counts when it belongs to a shortest way. */
static void add_edge(struct visit *to, const struct walk_step *step)
{
    struct walk_step *s = &to->step;
    if (!s->hops) {
        *s = *step;
        return;
    }
    if (s->hops != step->hops)
        return;
    double doubt = s->doubt * step->doubt;
    if (is_better(step->product, step->edge, s->product, s->edge))
        *s = *step;
    s->doubt = doubt;
}

static void add_way(struct visit *to, const struct way *way)
{
    for (unsigned i = 0; i < to->n_ways; i++) {
        struct way *old = &to->ways[i];
        if (old->target != way->target)
            continue;
        if (old->hops == way->hops && is_better(way->product, way->edge, old->product, old->edge))
            *old = *way;
        return;
    }
    if (to->n_ways < WAYS_MAX)
        to->ways[to->n_ways++] = *way;
}

/* Over one edge from a node at `hops` edges to its neighbour. */
static void go_on(struct walk *k, size_t place, unsigned hops, const struct graph_link *link,
                  int64_t edge)
{
    (void)visit_of(k, link->other);
    const struct visit *from = &k->visits.items[place];
    struct visit *to = visit_of(k, link->other);
    const struct way *best = best_way(from, hops, link->other);
    if (!best)
        return;
    struct walk_step step = {.node = link->other,
                             .next = (uint32_t)place,
                             .next_way = (uint32_t)(best - from->ways),
                             .hops = hops + 1,
                             .edge = edge,
                             .product = best->product * (int64_t)link->score,
                             .doubt = 1.0 - (double)link->score / 1000.0};
    add_edge(to, &step);
    for (unsigned i = 0; i < from->n_ways; i++) {
        const struct way *way = &from->ways[i];
        if (way->hops == hops && way->target != link->other)
            add_way(to, &(struct way){.target = way->target,
                                      .next = (uint32_t)place,
                                      .next_way = i,
                                      .hops = hops + 1,
                                      .edge = edge,
                                      .product = way->product * (int64_t)link->score});
    }
}

static bool is_at(const struct visit *v, unsigned hops)
{
    for (unsigned i = 0; i < v->n_ways; i++)
        if (v->ways[i].hops == hops)
            return true;
    return false;
}

static bool leave_node(struct walk *k, size_t place, unsigned hops, struct err *e)
{
    uint32_t node = k->visits.items[place].step.node;
    struct graph_links links = graph_index_links(k->answer->graph, node);
    if (!answer_count_visits(k->answer, links.n, e))
        return false;
    for (uint32_t i = 0; i < links.n; i++)
        if (links.items[i].other != node && walk_takes(&k->filter, &links.items[i], true))
            go_on(k, place, hops, &links.items[i], links.edges[i]);
    return true;
}

/* Room for all that the first hop can reach: a hub has hundreds of thousands of neighbours. */
static void reserve_visits(struct walk *k, const struct node_list *targets)
{
    size_t n = targets->n;
    for (size_t i = 0; i < targets->n; i++)
        if (graph_index_node(k->answer->graph, targets->items[i]))
            n += graph_index_links(k->answer->graph, (uint32_t)targets->items[i]).n;
    n = n < ANSWER_VISITED_MAX ? n : ANSWER_VISITED_MAX;
    k->visits.items = ARENA_ARRAY(k->answer->arena, struct visit, n);
    k->visits.cap = n;
}

/* In the order of the nodes, which is that of the sets that are made of them. */
static void list_steps(struct walk *k)
{
    k->steps.items = ARENA_ARRAY(k->answer->arena, struct walk_step, k->visits.n);
    for (size_t i = 0; i < n_place_pages(k); i++)
        for (size_t j = 0; k->places[i] && j < PLACES_A_PAGE; j++) {
            const struct visit *v = k->places[i][j] ? &k->visits.items[k->places[i][j] - 1] : NULL;
            if (!v || (!v->step.hops && !v->is_target))
                continue;
            k->steps.items[k->steps.n] = v->step;
            k->steps.items[k->steps.n++].is_asked = v->is_asked;
        }
}

bool walk_run(struct answer *w, const struct walk_filter *f, const struct node_list *asked,
              const struct node_list *targets, unsigned hops, struct walk **out, struct err *e)
{
    if (!answer_need_graph(w, e))
        return false;
    struct walk *k = ARENA_NEW(w->arena, struct walk);
    *k = (struct walk){.answer = w, .filter = *f};
    k->places = ARENA_ARRAY(w->arena, uint32_t *, n_place_pages(k));
    reserve_visits(k, targets);
    add_targets(k, targets, false);
    add_targets(k, asked, true);
    for (unsigned h = 0; h < hops; h++) {
        size_t n = k->visits.n;
        for (size_t i = 0; i < n; i++)
            if (is_at(&k->visits.items[i], h) && !leave_node(k, i, h, e))
                return false;
    }
    list_steps(k);
    *out = k;
    return true;
}

/* ---- what was found ---- */

const struct walk_step *walk_steps(const struct walk *k, size_t *n)
{
    *n = k->steps.n;
    return k->steps.items;
}

static const struct visit *find_visit(const struct walk *k, int64_t node)
{
    if (node < 0 || node >= (int64_t)graph_index_limit(k->answer->graph))
        return NULL;
    const uint32_t *page = k->places[node / PLACES_A_PAGE];
    uint32_t place = page ? page[node % PLACES_A_PAGE] : 0;
    return place ? &k->visits.items[place - 1] : NULL;
}

const struct walk_step *walk_find(const struct walk *k, int64_t node)
{
    const struct visit *v = find_visit(k, node);
    return v && v->step.hops ? &v->step : NULL;
}

bool walk_is_target(const struct walk *k, int64_t node)
{
    const struct visit *v = find_visit(k, node);
    return v && v->is_target;
}

bool walk_is_asked(const struct walk *k, int64_t node)
{
    const struct visit *v = find_visit(k, node);
    return v && v->is_asked;
}

const struct walk_filter *walk_filter_of(const struct walk *k)
{
    return &k->filter;
}

size_t walk_path(const struct walk *k, const struct walk_step *step, int64_t *edges, size_t max)
{
    size_t n = 0;
    int64_t edge = step->edge;
    uint32_t next = step->next, way = step->next_way;
    while (next != NO_PLACE && n < max) {
        edges[n++] = edge;
        const struct way *on = &k->visits.items[next].ways[way];
        edge = on->edge;
        next = on->next;
        way = on->next_way;
    }
    return n;
}
