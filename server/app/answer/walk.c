#include "app/answer/answer_internal.h"
#include "base/arena.h"

#define WAYS_MAX 2
#define NO_PLACE UINT32_MAX

/* Most walks visit few nodes of many: what they note of each lies in pages that are made when needed. A page
 * for each of some hundred nodes, and the list of all pages, should cost little. */
#define PLACES_A_PAGE 128

/* A node can be reached from several targets. Two ways from different ones are enough to know how far it
 * is from a target that is not itself: no way may come back to where it began. */
struct way {
    uint32_t target; /* node */
    uint32_t next, next_way;
    unsigned hops;
    int64_t edge, product;
};

struct ways {
    struct way items[WAYS_MAX];
    unsigned n;
};

/* Kept small: a hub has hundreds of thousands of neighbours. */
struct visit {
    struct walk_step step; /* hops 0: nothing leads here but the node itself */
    uint32_t ways; /* 1 + place in ways; 0 = none, as at the last hop, where nothing goes on */
    bool is_target;
};

struct walk {
    struct answer *answer;
    struct walk_filter filter;
    uint32_t **places; /* by PLACES_A_PAGE nodes: node -> place in visits + 1; NULL: none visited */
    size_t n_pages;
    VEC(struct visit) visits;
    VEC(struct ways) ways;
    unsigned hops_max;
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

static struct ways *ways_of(struct walk *k, struct visit *v)
{
    if (!v->ways) {
        (void)vec_push(k->answer->arena, &k->ways);
        v->ways = (uint32_t)k->ways.n;
    }
    return &k->ways.items[v->ways - 1];
}

static void add_targets(struct walk *k, const struct node_list *targets, bool are_asked)
{
    for (size_t i = 0; i < targets->n; i++) {
        if (!graph_index_node(k->answer->graph, targets->items[i]))
            continue;
        struct visit *v = visit_of(k, (uint32_t)targets->items[i]);
        v->step.is_asked = v->step.is_asked || are_asked;
        v->is_target = true;
        struct way here = {.target = v->step.node, .next = NO_PLACE, .product = 1};
        if (!v->ways)
            *ways_of(k, v) = (struct ways){{here}, 1};
    }
}

/* The best way of `hops` edges from a node that does not end at `not_at`. */
static const struct way *best_way(const struct ways *ways, unsigned hops, uint32_t not_at)
{
    const struct way *best = NULL;
    for (unsigned i = 0; i < ways->n; i++) {
        const struct way *way = &ways->items[i];
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
    bool is_asked = s->is_asked;
    double doubt = s->hops ? s->doubt * step->doubt : step->doubt;
    if (s->hops && s->hops != step->hops)
        return;
    if (!s->hops || is_better(step->product, step->edge, s->product, s->edge))
        *s = *step;
    s->doubt = doubt;
    s->is_asked = is_asked;
}

static void add_way(struct ways *to, const struct way *way)
{
    for (unsigned i = 0; i < to->n; i++) {
        struct way *old = &to->items[i];
        if (old->target != way->target)
            continue;
        if (old->hops == way->hops && is_better(way->product, way->edge, old->product, old->edge))
            *old = *way;
        return;
    }
    if (to->n < WAYS_MAX)
        to->items[to->n++] = *way;
}

/* Ways over one edge further: `from` is the place of the node that is left. */
static void add_ways(struct walk *k, uint32_t from, struct visit *to, unsigned hops,
                     const struct graph_link *link, int64_t edge)
{
    (void)ways_of(k, to); /* may move those of `from` */
    const struct ways *ways = ways_of(k, &k->visits.items[from]);
    for (unsigned i = 0; i < ways->n; i++) {
        const struct way *way = &ways->items[i];
        if (way->hops == hops && way->target != link->other)
            add_way(ways_of(k, to), &(struct way){.target = way->target,
                                                  .next = from,
                                                  .next_way = i,
                                                  .hops = hops + 1,
                                                  .edge = edge,
                                                  .product = way->product * (int64_t)link->score});
    }
}

/* Over one edge from a node at `hops` edges to its neighbour. */
static void go_on(struct walk *k, uint32_t place, unsigned hops, const struct graph_link *link,
                  int64_t edge)
{
    struct visit *to = visit_of(k, link->other);
    const struct ways *ways = ways_of(k, &k->visits.items[place]);
    const struct way *best = best_way(ways, hops, link->other);
    if (!best)
        return;
    struct walk_step step = {.node = link->other,
                             .next = place,
                             .next_way = (uint32_t)(best - ways->items),
                             .hops = hops + 1,
                             .edge = edge,
                             .product = best->product * (int64_t)link->score,
                             .doubt = 1.0 - (double)link->score / 1000.0};
    add_edge(to, &step);
    if (hops + 1 < k->hops_max)
        add_ways(k, place, to, hops, link, edge);
}

static bool is_at(const struct walk *k, const struct visit *v, unsigned hops)
{
    const struct ways *ways = v->ways ? &k->ways.items[v->ways - 1] : NULL;
    for (unsigned i = 0; ways && i < ways->n; i++)
        if (ways->items[i].hops == hops)
            return true;
    return false;
}

static bool leave_node(struct walk *k, uint32_t place, unsigned hops, struct err *e)
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

/* ---- from what is wanted to the targets ---- */

static uint64_t count_links(const struct walk *k, const int64_t *nodes, size_t n, uint64_t most)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n && sum < most; i++)
        if (graph_index_node(k->answer->graph, nodes[i]))
            sum += 1 + graph_index_links(k->answer->graph, (uint32_t)nodes[i]).n;
    return sum;
}

/* Whether those that are wanted have fewer edges than the targets: a hub has many neighbours. */
static bool is_smaller(const struct walk *k, const struct row_set *within,
                       const struct node_list *targets)
{
    uint64_t n = count_links(k, targets->items, targets->n, UINT64_MAX);
    return count_links(k, within->ids, within->n, n) < n;
}

static bool meet_targets(struct walk *k, uint32_t node, struct err *e)
{
    struct graph_links links = graph_index_links(k->answer->graph, node);
    if (!answer_count_visits(k->answer, links.n, e))
        return false;
    for (uint32_t i = 0; i < links.n; i++) {
        struct graph_link back = links.items[i];
        if (back.other == node || !walk_is_target(k, back.other) ||
            !walk_takes(&k->filter, &back, false))
            continue;
        uint32_t target = *place_of(k, back.other) - 1;
        back.other = node;
        back.is_out = !back.is_out;
        go_on(k, target, 0, &back, links.edges[i]);
    }
    return true;
}

static bool walk_back(struct walk *k, const struct row_set *within, struct err *e)
{
    for (size_t i = 0; i < within->n; i++)
        if (graph_index_node(k->answer->graph, within->ids[i]) &&
            !meet_targets(k, (uint32_t)within->ids[i], e))
            return false;
    return true;
}

/* ---- the whole ---- */

static bool walk_out(struct walk *k, struct err *e)
{
    for (unsigned h = 0; h < k->hops_max; h++) {
        uint32_t n = (uint32_t)k->visits.n;
        for (uint32_t i = 0; i < n; i++)
            if (is_at(k, &k->visits.items[i], h) && !leave_node(k, i, h, e))
                return false;
    }
    return true;
}

bool walk_run(struct answer *w, const struct walk_filter *f, const struct node_list *asked,
              const struct node_list *targets, unsigned hops, const struct row_set *within,
              struct walk **out, struct err *e)
{
    if (!answer_need_graph(w, e))
        return false;
    struct walk *k = ARENA_NEW(w->arena, struct walk);
    *k = (struct walk){.answer = w, .filter = *f, .hops_max = hops};
    k->n_pages = graph_index_limit(w->graph) / PLACES_A_PAGE + 1;
    k->places = ARENA_ARRAY(w->arena, uint32_t *, k->n_pages);
    *out = k;
    bool goes_back = hops == 1 && within && !within->is_rest && is_smaller(k, within, targets);
    if (!goes_back)
        reserve_visits(k, targets);
    add_targets(k, targets, false);
    add_targets(k, asked, true);
    return goes_back ? walk_back(k, within, e) : walk_out(k, e);
}

/* ---- what was found ---- */

/* What was visited first, at `*node` or behind it; moves there. */
static const struct visit *next_visit(const struct walk *k, size_t *node)
{
    size_t i = *node % PLACES_A_PAGE;
    for (size_t number = *node / PLACES_A_PAGE; number < k->n_pages; number++, i = 0) {
        const uint32_t *page = k->places[number];
        while (page && i < PLACES_A_PAGE && !page[i])
            i++;
        if (!page || i == PLACES_A_PAGE)
            continue;
        *node = number * PLACES_A_PAGE + i;
        return &k->visits.items[page[i] - 1];
    }
    return NULL;
}

const struct walk_step *walk_next(const struct walk *k, size_t *node)
{
    const struct visit *v;
    while ((v = next_visit(k, node))) {
        ++*node;
        if (v->step.hops || v->is_target)
            return &v->step;
    }
    return NULL;
}

size_t walk_size(const struct walk *k)
{
    return k->visits.n;
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
    return v && v->step.is_asked;
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
        const struct way *on = &k->ways.items[k->visits.items[next].ways - 1].items[way];
        edge = on->edge;
        next = on->next;
        way = on->next_way;
    }
    return n;
}
