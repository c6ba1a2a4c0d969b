#include "app/graph/quad_tree_internal.h"

#include "base/arena.h"
#include "base/vec.h"

#define NONE       UINT32_MAX
#define DEPTH_MAX  40
#define STACK_MAX  (3 * DEPTH_MAX + 4)
#define OPENNESS   1.2  /* width over distance above which a cell is looked into */
#define NEAREST_SQ 1e-6 /* nodes on one place must not fly off */

struct cell {
    double x, y; /* corner */
    double width;
    double mass, mx, my; /* sum of masses, and of masses times places */
    uint32_t child[4];   /* NONE = nothing there */
    uint32_t node;       /* of a leaf; NONE = none or several */
    bool is_split;
};

struct quad_tree {
    const struct place *places;
    const double *masses;
    struct arena *arena;
    VEC(struct cell) cells;
};

static uint32_t add_cell(struct quad_tree *t, double x, double y, double width)
{
    *vec_push(t->arena, &t->cells) = (struct cell){
        .x = x, .y = y, .width = width, .child = {NONE, NONE, NONE, NONE}, .node = NONE};
    return (uint32_t)t->cells.n - 1;
}

static void weigh(struct quad_tree *t, uint32_t cell, uint32_t node)
{
    struct cell *c = &t->cells.items[cell];
    c->mass += t->masses[node];
    c->mx += t->masses[node] * t->places[node].x;
    c->my += t->masses[node] * t->places[node].y;
}

/* The quarter of a cell that a node is in, made when it is new. */
static uint32_t quarter(struct quad_tree *t, uint32_t cell, uint32_t node)
{
    const struct cell *c = &t->cells.items[cell];
    double half = c->width / 2;
    bool right = t->places[node].x >= c->x + half;
    bool below = t->places[node].y >= c->y + half;
    unsigned which = (right ? 1u : 0u) + (below ? 2u : 0u);
    if (c->child[which] == NONE) {
        uint32_t made = add_cell(t, c->x + (right ? half : 0), c->y + (below ? half : 0), half);
        t->cells.items[cell].child[which] = made;
    }
    return t->cells.items[cell].child[which];
}

static void insert(struct quad_tree *t, uint32_t node)
{
    uint32_t at = 0;
    for (unsigned depth = 0;; depth++) {
        bool is_new = t->cells.items[at].mass == 0;
        uint32_t old = t->cells.items[at].node;
        weigh(t, at, node);
        if (is_new) {
            t->cells.items[at].node = node;
            return;
        }
        if (depth == DEPTH_MAX) {
            t->cells.items[at].node = NONE;
            return;
        }
        if (!t->cells.items[at].is_split) {
            t->cells.items[at].is_split = true;
            t->cells.items[at].node = NONE;
            uint32_t below = quarter(t, at, old);
            weigh(t, below, old);
            t->cells.items[below].node = old;
        }
        at = quarter(t, at, node);
    }
}

struct quad_tree *quad_tree_new(const struct place *places, const double *masses, uint32_t n,
                                struct arena *a)
{
    struct quad_tree *t = ARENA_NEW(a, struct quad_tree);
    double low = 0, high = 0;
    *t = (struct quad_tree){.places = places, .masses = masses, .arena = a};
    for (uint32_t i = 0; i < n; i++) {
        low = places[i].x < low ? places[i].x : low;
        low = places[i].y < low ? places[i].y : low;
        high = places[i].x > high ? places[i].x : high;
        high = places[i].y > high ? places[i].y : high;
    }
    (void)add_cell(t, low, low, (high - low) * 1.001 + 1e-9);
    for (uint32_t i = 0; i < n; i++)
        insert(t, i);
    return t;
}

/* Nodes on the very same place are parted along a direction of their own. */
static void push(const struct quad_tree *t, uint32_t node, double x, double y, double mass,
                 struct place *sum)
{
    double dx = t->places[node].x - x;
    double dy = t->places[node].y - y;
    double square = dx * dx + dy * dy;
    if (square < NEAREST_SQ) {
        dx = 1e-3 * ((double)(node % 7) - 3.0);
        dy = 1e-3 * ((double)(node % 11) - 5.0);
        square = 1e-4;
    }
    double force = t->masses[node] * mass / square;
    sum->x += dx * force;
    sum->y += dy * force;
}

struct place quad_tree_push(const struct quad_tree *t, uint32_t node)
{
    uint32_t stack[STACK_MAX] = {0};
    struct place sum = {0, 0};
    for (size_t n = 1; n > 0;) {
        const struct cell *c = &t->cells.items[stack[--n]];
        if (c->mass == 0 || c->node == node)
            continue;
        double x = c->mx / c->mass, y = c->my / c->mass;
        double dx = t->places[node].x - x, dy = t->places[node].y - y;
        bool is_far = c->width * c->width < OPENNESS * OPENNESS * (dx * dx + dy * dy);
        if (!c->is_split || is_far) {
            push(t, node, x, y, c->mass, &sum);
            continue;
        }
        for (unsigned i = 0; i < 4; i++)
            if (c->child[i] != NONE)
                stack[n++] = c->child[i];
    }
    return sum;
}
