#include "app/graph/leiden_internal.h"

#include <string.h>

#include "base/arena.h"

#define NONE           UINT32_MAX
#define LEVELS_MAX     40
#define STOP_CHECK     0xffff /* nodes between two questions whether to stop */
#define GAIN_MIN       1e-9   /* below, rounding would move nodes to and fro */
#define MOVES_PER_NODE 50     /* a bound that no real graph comes near */

/* One level: a graph and where its nodes are. */
struct level {
    const struct leiden *l;
    const struct weighted_graph *g;
    struct arena *arena;
    uint32_t *community;
    double *strength; /* of communities */
    uint32_t *size;
    /* Weights from one node to the communities round it; `met` lists those that are not 0. */
    double *to_community;
    uint32_t *met;
    uint32_t n_met;
    uint32_t *empty; /* communities without nodes */
    uint32_t n_empty;
};

static bool stops(const struct leiden *l)
{
    return l->stops && l->stops(l->context);
}

/* ---- moving nodes ---- */

static void level_init(struct level *v, const struct leiden *l, const struct weighted_graph *g,
                       uint32_t *community, struct arena *a)
{
    *v = (struct level){.l = l, .g = g, .arena = a, .community = community};
    v->strength = ARENA_ARRAY(a, double, g->n);
    v->size = ARENA_ARRAY(a, uint32_t, g->n);
    v->to_community = ARENA_ARRAY(a, double, g->n);
    v->met = ARENA_ARRAY(a, uint32_t, g->n);
    v->empty = ARENA_ARRAY(a, uint32_t, g->n);
    for (uint32_t i = 0; i < g->n; i++) {
        v->strength[community[i]] += g->strength[i];
        v->size[community[i]]++;
    }
    for (uint32_t c = g->n; c-- > 0;)
        if (!v->size[c])
            v->empty[v->n_empty++] = c;
}

static void weigh_communities(struct level *v, uint32_t node)
{
    const struct weighted_graph *g = v->g;
    for (uint64_t k = g->start[node]; k < g->start[node + 1]; k++) {
        uint32_t c = v->community[g->to[k]];
        if (v->to_community[c] == 0)
            v->met[v->n_met++] = c;
        v->to_community[c] += g->weight[k];
    }
}

static void forget_weights(struct level *v)
{
    for (uint32_t i = 0; i < v->n_met; i++)
        v->to_community[v->met[i]] = 0;
    v->n_met = 0;
}

/* What it is worth to be in a community that the node is not counted in. */
static double gain(const struct level *v, uint32_t node, uint32_t c)
{
    return v->to_community[c] -
           v->l->resolution * v->g->strength[node] * v->strength[c] / v->g->total;
}

static void leave(struct level *v, uint32_t node)
{
    uint32_t c = v->community[node];
    v->strength[c] -= v->g->strength[node];
    if (--v->size[c] == 0) {
        v->strength[c] = 0;
        v->empty[v->n_empty++] = c;
    }
}

static void enter(struct level *v, uint32_t node, uint32_t c)
{
    if (v->size[c]++ == 0) {
        uint32_t i = v->n_empty;
        while (v->empty[i - 1] != c)
            i--;
        v->empty[i - 1] = v->empty[--v->n_empty];
    }
    v->strength[c] += v->g->strength[node];
    v->community[node] = c;
}

/* Moves a node to where it is worth most; true when that is elsewhere. */
static bool move(struct level *v, uint32_t node)
{
    uint32_t before = v->community[node];
    weigh_communities(v, node);
    leave(v, node);
    uint32_t best = before;
    double most = gain(v, node, before) + GAIN_MIN;
    for (uint32_t i = 0; i < v->n_met; i++) {
        double worth = gain(v, node, v->met[i]);
        if (worth > most) {
            most = worth;
            best = v->met[i];
        }
    }
    if (most < 0 && v->n_empty)
        best = v->empty[v->n_empty - 1];
    forget_weights(v);
    enter(v, node, best);
    return best != before;
}

struct queue {
    uint32_t *nodes; /* a ring */
    bool *waits;
    uint32_t head, n, cap;
};

static void queue_add(struct queue *q, uint32_t node)
{
    if (q->waits[node])
        return;
    q->waits[node] = true;
    q->nodes[(q->head + q->n++) % q->cap] = node;
}

static uint32_t queue_take(struct queue *q)
{
    uint32_t node = q->nodes[q->head];
    q->head = (q->head + 1) % q->cap;
    q->n--;
    q->waits[node] = false;
    return node;
}

/* The fast local move of Leiden: after a move only the neighbours that stay outside are looked at again. */
static bool move_all(struct level *v)
{
    const struct weighted_graph *g = v->g;
    struct queue q = {.nodes = ARENA_ARRAY(v->arena, uint32_t, g->n),
                      .waits = ARENA_ARRAY(v->arena, bool, g->n),
                      .cap = g->n};
    for (uint32_t i = 0; i < g->n; i++)
        queue_add(&q, i);
    for (uint64_t steps = 0; q.n && steps < (uint64_t)g->n * MOVES_PER_NODE; steps++) {
        if ((steps & STOP_CHECK) == 0 && stops(v->l))
            return false;
        uint32_t node = queue_take(&q);
        if (!move(v, node))
            continue;
        for (uint64_t k = g->start[node]; k < g->start[node + 1]; k++)
            if (v->community[g->to[k]] != v->community[node])
                queue_add(&q, g->to[k]);
    }
    return true;
}

/* ---- refining ---- */

/* Inside a community of the level, parts that hang together well; at first each node is one. */
struct refinement {
    struct level parts;     /* community = part */
    const struct level *of; /* communities that the parts must stay in */
    double *outward;        /* weight from a part to the rest of its community */
};

static double weight_inside(const struct refinement *r, uint32_t node)
{
    const struct weighted_graph *g = r->of->g;
    double sum = 0;
    for (uint64_t k = g->start[node]; k < g->start[node + 1]; k++)
        if (r->of->community[g->to[k]] == r->of->community[node])
            sum += g->weight[k];
    return sum;
}

/* Traag et al.: a part may be joined only when it is well connected with the rest of its community. */
static bool is_well_connected(const struct refinement *r, uint32_t part, uint32_t community)
{
    double own = r->parts.strength[part];
    double rest = r->of->strength[community] - own;
    return r->outward[part] + GAIN_MIN >= r->of->l->resolution * own * rest / r->of->g->total;
}

static void join_part(struct refinement *r, uint32_t node)
{
    struct level *v = &r->parts;
    uint32_t community = r->of->community[node];
    uint32_t own = v->community[node], best = NONE;
    double most = 0;
    if (v->size[own] != 1 || !is_well_connected(r, own, community))
        return;
    weigh_communities(v, node);
    for (uint32_t i = 0; i < v->n_met; i++) {
        uint32_t part = v->met[i];
        /* Every part has a member whose number it bears. */
        if (part == own || r->of->community[part] != community ||
            !is_well_connected(r, part, community))
            continue;
        double worth = gain(v, node, part);
        if (worth > most) {
            most = worth;
            best = part;
        }
    }
    if (best != NONE) {
        r->outward[best] += r->outward[own] - 2 * v->to_community[best];
        v->size[own] = 0;
        v->strength[own] = 0;
        v->size[best]++;
        v->strength[best] += v->g->strength[node];
        v->community[node] = best;
    }
    forget_weights(v);
}

static bool refine(const struct level *of, uint32_t *parts, struct arena *a)
{
    struct refinement r = {.of = of, .outward = ARENA_ARRAY(a, double, of->g->n)};
    for (uint32_t i = 0; i < of->g->n; i++)
        parts[i] = i;
    level_init(&r.parts, of->l, of->g, parts, a);
    for (uint32_t i = 0; i < of->g->n; i++)
        r.outward[i] = weight_inside(&r, i);
    for (uint32_t i = 0; i < of->g->n; i++) {
        if ((i & STOP_CHECK) == 0 && stops(of->l))
            return false;
        join_part(&r, i);
    }
    return true;
}

/* ---- the next level ---- */

/* Numbers from 0 in the order of the first member; `numbers` has n places. */
static uint32_t renumber(uint32_t *community, uint32_t n, struct arena *a)
{
    uint32_t *numbers = ARENA_ARRAY(a, uint32_t, n);
    uint32_t next = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *number = &numbers[community[i]];
        if (!*number)
            *number = ++next;
        community[i] = *number - 1;
    }
    return next;
}

/* ---- the whole ---- */

/* One level: moves, refines and makes the next graph. `place` says which node of the level each node of
 * the first graph is in. `*ended` when no two nodes were joined. */
static bool run_level(const struct leiden *l, const struct weighted_graph *g, uint32_t *community,
                      uint32_t *place, uint32_t n_places, struct arena *a,
                      struct weighted_graph *next, uint32_t **next_community, bool *ended)
{
    struct arena *scratch = arena_new();
    struct level v;
    uint32_t *parts = ARENA_ARRAY(scratch, uint32_t, g->n);
    level_init(&v, l, g, community, scratch);
    bool done = move_all(&v) && refine(&v, parts, scratch);
    if (done) {
        uint32_t n_parts = renumber(parts, g->n, scratch);
        *ended = n_parts == g->n;
        *next_community = ARENA_ARRAY(a, uint32_t, n_parts);
        (void)renumber(community, g->n, scratch);
        for (uint32_t i = 0; i < g->n; i++)
            (*next_community)[parts[i]] = community[i];
        for (uint32_t i = 0; i < n_places && !*ended; i++)
            place[i] = parts[place[i]];
        if (!*ended)
            weighted_graph_join(g, parts, n_parts, a, next);
    }
    arena_free(scratch);
    return done;
}

bool leiden_run(const struct leiden *l, const struct weighted_graph *g, uint32_t *community,
                uint32_t *n_communities)
{
    struct arena *arenas[2] = {arena_new(), arena_new()};
    struct arena *own = arena_new();
    struct weighted_graph graphs[2] = {*g};
    uint32_t *place = ARENA_ARRAY(own, uint32_t, g->n);
    uint32_t *now = ARENA_ARRAY(own, uint32_t, g->n);
    bool done = true, ended = g->n == 0 || g->total <= 0;
    memcpy(now, community, g->n * sizeof(*now));
    for (uint32_t i = 0; i < g->n; i++)
        place[i] = i;
    for (size_t level = 0; level < LEVELS_MAX && done && !ended; level++) {
        uint32_t *next = NULL;
        struct arena *a = arenas[level % 2];
        arena_clear(a);
        done = run_level(l, &graphs[level % 2], now, place, g->n, a, &graphs[(level + 1) % 2],
                         &next, &ended);
        if (done && !ended)
            now = next;
    }
    for (uint32_t i = 0; i < g->n && done; i++)
        community[i] = now[place[i]];
    *n_communities = done && g->n ? renumber(community, g->n, own) : 0;
    arena_free(arenas[0]);
    arena_free(arenas[1]);
    arena_free(own);
    return done;
}

double leiden_modularity(const struct weighted_graph *g, const uint32_t *community,
                         double resolution)
{
    struct arena *a = arena_new();
    double *strength = ARENA_ARRAY(a, double, g->n);
    double inside = 0, expected = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        strength[community[i]] += g->strength[i];
        inside += g->loop[i];
        for (uint64_t k = g->start[i]; k < g->start[i + 1]; k++)
            if (community[g->to[k]] == community[i])
                inside += g->weight[k];
    }
    for (uint32_t i = 0; i < g->n; i++)
        expected += strength[i] * strength[i] / g->total;
    arena_free(a);
    return (inside - resolution * expected) / g->total;
}
