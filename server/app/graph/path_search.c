/* Dijkstra from both ends. A node may be reached at several costs with different numbers of hops: a label
 * counts as long as none has both fewer hops and a lower cost.
 *
 * The links of a node are sorted, so they are gone through one at a time: the next one waits in the heap
 * until its middle is the nearest thing. With every edge cut in two, the ordinary end of the search holds
 * (the two frontiers together have come further than the best path), though most links of a hub are never
 * looked at. */
#include <math.h>

#include "app/graph/node_map_internal.h"
#include "app/graph/path_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* Keys of the heap are twice the cost, since the middle of an edge is half of it. */
#define KEY_BITS 24
#define NO_LABEL UINT32_MAX

enum side { FROM_START, FROM_END, SIDES };

struct label {
    uint64_t cost;
    uint32_t node;
    uint32_t parent; /* label */
    uint32_t link;   /* of the parent's node: where it came over */
    uint8_t hops;
    uint8_t side;
};

/* A label to be settled, or a link of a settled one to be followed. */
struct waiting {
    uint64_t key; /* twice the cost, then the order of coming */
    uint32_t label;
    uint32_t link; /* 1 + number of the link; 0 = the label itself */
};

struct heap {
    VEC(struct waiting) items;
};

struct place {
    uint32_t label[SIDES][PATHS_HOPS_MAX + 1]; /* best by hops */
};

struct search {
    struct path_search *s;
    struct arena *arena;
    struct heap heaps[SIDES];
    uint64_t count; /* entries so far */
    VEC(struct label) labels;
    VEC(struct place) places;
    struct node_map index; /* into places */
    uint64_t best;
    uint32_t best_labels[SIDES];
};

/* ---- costs ---- */

/* An edge without cost would let loops be free. */
uint64_t path_link_cost(struct graph_link link)
{
    double score = link.score ? (double)link.score / 1000.0 : 0.0005;
    return 1 + (uint64_t)lround(-log(score) * 1000.0);
}

uint64_t path_pass_cost(const struct graph_index *g, const struct path_options *o, uint32_t node)
{
    uint32_t degree = graph_index_links(g, node).n;
    return (uint64_t)lround(log((double)degree + 1.0) * 10.0 * o->penalty);
}

/* ---- the heap ---- */

static void heap_push(struct search *x, enum side side, uint64_t key, uint32_t label, uint32_t link)
{
    struct heap *h = &x->heaps[side];
    struct waiting item = {key << KEY_BITS | (x->count++ & ((1u << KEY_BITS) - 1)), label, link};
    (void)vec_push(x->arena, &h->items);
    size_t i = h->items.n - 1;
    for (; i > 0 && h->items.items[(i - 1) / 2].key > item.key; i = (i - 1) / 2)
        h->items.items[i] = h->items.items[(i - 1) / 2];
    h->items.items[i] = item;
}

static struct waiting heap_pop(struct heap *h)
{
    struct waiting top = h->items.items[0];
    struct waiting last = h->items.items[--h->items.n];
    size_t n = h->items.n;
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        child += child + 1 < n && h->items.items[child + 1].key < h->items.items[child].key;
        if (h->items.items[child].key >= last.key)
            break;
        h->items.items[i] = h->items.items[child];
    }
    h->items.items[i] = last;
    return top;
}

static uint64_t top_key(const struct heap *h)
{
    return h->items.n ? h->items.items[0].key >> KEY_BITS : COST_NONE;
}

/* ---- labels ---- */

static struct place *place_of(struct search *x, uint32_t node)
{
    bool is_new;
    uint32_t *index = node_map_put(&x->index, node, &is_new);
    if (is_new) {
        *index = (uint32_t)x->places.n;
        memset(vec_push(x->arena, &x->places), 0xff, sizeof(struct place));
    }
    return &x->places.items[*index];
}

static uint64_t pass_cost(const struct search *x, uint32_t node)
{
    if (node == x->s->from || node == x->s->o->to)
        return 0;
    return path_pass_cost(x->s->g, x->s->o, node);
}

static bool is_dominated(const struct search *x, const struct place *p, const struct label *l)
{
    for (unsigned hops = 0; hops <= l->hops; hops++)
        if (p->label[l->side][hops] != NO_LABEL &&
            x->labels.items[p->label[l->side][hops]].cost <= l->cost)
            return true;
    return false;
}

static void meet(struct search *x, const struct place *p, uint32_t number)
{
    const struct label *l = &x->labels.items[number];
    enum side other = l->side == FROM_START ? FROM_END : FROM_START;
    for (unsigned hops = 0; hops + l->hops <= x->s->hops; hops++) {
        if (p->label[other][hops] == NO_LABEL)
            continue;
        uint64_t cost =
            l->cost + x->labels.items[p->label[other][hops]].cost + pass_cost(x, l->node);
        if (cost >= x->best)
            continue;
        x->best = cost;
        x->best_labels[l->side] = number;
        x->best_labels[other] = p->label[other][hops];
    }
}

static void add_label(struct search *x, struct label l)
{
    struct place *p = place_of(x, l.node);
    if (l.cost >= x->best || is_dominated(x, p, &l))
        return;
    uint32_t number = (uint32_t)x->labels.n;
    *vec_push(x->arena, &x->labels) = l;
    p->label[l.side][l.hops] = number;
    meet(x, p, number);
    if (l.hops < x->s->hops)
        heap_push(x, l.side, 2 * l.cost, number, 0);
}

/* ---- links ---- */

static bool is_in(const uint32_t *nodes, size_t n, uint32_t node)
{
    for (size_t i = 0; i < n; i++)
        if (nodes[i] == node)
            return true;
    return false;
}

static bool is_allowed(const struct search *x, const struct label *at, struct graph_link link,
                       int64_t edge)
{
    const struct path_search *s = x->s;
    bool is_first = at->side == FROM_START ? at->node == s->from : link.other == s->from;
    uint32_t next = at->side == FROM_START ? link.other : at->node;
    if (!graph_filter_edge(&s->o->filter, link, edge) || is_in(s->banned, s->n_banned, link.other))
        return false;
    if (is_first && is_in(s->banned_next, s->n_banned_next, next))
        return false;
    return link.other == s->from || link.other == s->o->to ||
           graph_filter_node(&s->o->filter, s->g, link.other);
}

/* Puts the next usable link of a settled label, from `link` on, into the heap. */
static void wait_for_link(struct search *x, uint32_t number, uint32_t link)
{
    struct label at = x->labels.items[number];
    struct graph_links links = graph_index_links(x->s->g, at.node);
    for (; link < links.n; link++) {
        x->s->n_visits++;
        if (!is_allowed(x, &at, links.items[link], links.edges[link]))
            continue;
        uint64_t begin = at.cost + pass_cost(x, at.node);
        heap_push(x, at.side, 2 * begin + path_link_cost(links.items[link]), number, link + 1);
        return;
    }
}

static void follow_link(struct search *x, uint32_t number, uint32_t link)
{
    struct label at = x->labels.items[number];
    struct graph_link way = graph_index_links(x->s->g, at.node).items[link];
    add_label(x, (struct label){.cost = at.cost + pass_cost(x, at.node) + path_link_cost(way),
                                .node = way.other,
                                .parent = number,
                                .link = link,
                                .hops = (uint8_t)(at.hops + 1),
                                .side = at.side});
    wait_for_link(x, number, link + 1);
}

static bool is_outdated(struct search *x, uint32_t number)
{
    const struct label *l = &x->labels.items[number];
    const struct place *p = place_of(x, l->node);
    for (unsigned hops = 0; hops <= l->hops; hops++) {
        uint32_t other = p->label[l->side][hops];
        if (other != NO_LABEL && other != number && x->labels.items[other].cost <= l->cost)
            return true;
    }
    return false;
}

static void step(struct search *x, enum side side)
{
    struct waiting w = heap_pop(&x->heaps[side]);
    if (w.link)
        follow_link(x, w.label, w.link - 1);
    else if (!is_outdated(x, w.label))
        wait_for_link(x, w.label, 0);
}

/* ---- the path ---- */

static void add_hop(const struct search *x, const struct label *l, struct graph_path *out,
                    unsigned hop)
{
    const struct label *parent = &x->labels.items[l->parent];
    struct graph_links links = graph_index_links(x->s->g, parent->node);
    out->edges[hop] = links.edges[l->link];
    out->links[hop] = links.items[l->link];
}

/* From the meeting back to the start, then on to the end. Links are seen from the start. */
static void write_path(const struct search *x, struct graph_path *out)
{
    const struct label *start = &x->labels.items[x->best_labels[FROM_START]];
    const struct label *end = &x->labels.items[x->best_labels[FROM_END]];
    *out = (struct graph_path){.cost = x->best, .n_hops = start->hops + (unsigned)end->hops};
    for (const struct label *l = start;; l = &x->labels.items[l->parent]) {
        out->nodes[l->hops] = l->node;
        if (l->hops == 0)
            break;
        add_hop(x, l, out, l->hops - 1u);
    }
    for (const struct label *l = end; l->hops; l = &x->labels.items[l->parent]) {
        unsigned hop = out->n_hops - l->hops;
        uint32_t next = x->labels.items[l->parent].node;
        add_hop(x, l, out, hop);
        out->nodes[hop + 1] = next;
        out->links[hop].other = next;
        out->links[hop].is_out = !out->links[hop].is_out;
    }
}

/* A search that was cut short may hold a way that comes by the same node twice. */
static bool has_loop(const struct graph_path *path)
{
    for (unsigned i = 0; i <= path->n_hops; i++)
        if (is_in(path->nodes + i + 1, path->n_hops - i, path->nodes[i]))
            return true;
    return false;
}

bool path_search_run(struct path_search *s, struct arena *a, struct graph_path *out)
{
    struct search x = {.s = s, .arena = a, .best = s->bound, .best_labels = {NO_LABEL, NO_LABEL}};
    node_map_init(&x.index, a);
    s->n_visits = 0;
    s->is_cut = false;
    add_label(&x, (struct label){.node = s->from, .side = FROM_START, .parent = NO_LABEL});
    add_label(&x, (struct label){.node = s->o->to, .side = FROM_END, .parent = NO_LABEL});
    for (;;) {
        uint64_t forward = top_key(&x.heaps[FROM_START]);
        uint64_t backward = top_key(&x.heaps[FROM_END]);
        if (forward == COST_NONE || backward == COST_NONE ||
            (x.best != COST_NONE && forward + backward >= 2 * x.best))
            break;
        s->is_cut = s->n_visits >= s->visits_max;
        if (s->is_cut)
            break;
        step(&x, forward <= backward ? FROM_START : FROM_END);
    }
    if (x.best_labels[FROM_START] == NO_LABEL)
        return false;
    write_path(&x, out);
    return !has_loop(out);
}
