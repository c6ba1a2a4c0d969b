#include "app/graph/layout_internal.h"

#include <math.h>

#include "app/graph/quad_tree_internal.h"
#include "base/arena.h"

/* The names and numbers of the paper, where it gives numbers. */
#define SCALING       10.0 /* k_r */
#define GRAVITY       1.0
#define TOLERANCE     1.0 /* tau */
#define SPEED         0.1 /* k_s */
#define SPEED_MAX     10.0
#define SPEED_RISE    1.5 /* a round may not be more than this faster than the one before */
#define PARTING_TRIES 60

struct layout {
    const struct weighted_graph *g;
    struct place *places;
    struct place *force, *before; /* of this round and of the one before */
    double *mass;                 /* degree + 1 */
    double scale;                 /* 1 over the mean weight of a link */
    double speed;
};

struct place layout_spiral(uint32_t i, uint32_t n)
{
    /* Vogel (1979): the golden angle between neighbours, the square root of the number as radius. */
    double angle = 2.399963229728653 * (double)i;
    double radius = sqrt(((double)i + 0.5) / (double)(n ? n : 1));
    return (struct place){radius * cos(angle), radius * sin(angle)};
}

static void repel(struct layout *l, struct arena *a)
{
    const struct quad_tree *t = quad_tree_new(l->places, l->mass, l->g->n, a);
    for (uint32_t i = 0; i < l->g->n; i++) {
        struct place push = quad_tree_push(t, i);
        l->force[i].x += SCALING * push.x;
        l->force[i].y += SCALING * push.y;
    }
}

static void attract(struct layout *l)
{
    const struct weighted_graph *g = l->g;
    for (uint32_t i = 0; i < g->n; i++) {
        for (uint64_t k = g->start[i]; k < g->start[i + 1]; k++) {
            const struct place *other = &l->places[g->to[k]];
            double pull = l->scale * g->weight[k];
            l->force[i].x += pull * (other->x - l->places[i].x);
            l->force[i].y += pull * (other->y - l->places[i].y);
        }
    }
}

static void pull_to_centre(struct layout *l)
{
    for (uint32_t i = 0; i < l->g->n; i++) {
        double distance = hypot(l->places[i].x, l->places[i].y);
        if (distance <= 0)
            continue;
        l->force[i].x -= GRAVITY * l->mass[i] * l->places[i].x / distance;
        l->force[i].y -= GRAVITY * l->mass[i] * l->places[i].y / distance;
    }
}

static double swing(const struct layout *l, uint32_t i)
{
    return hypot(l->force[i].x - l->before[i].x, l->force[i].y - l->before[i].y);
}

static void set_speed(struct layout *l)
{
    double swinging = 0, traction = 0;
    for (uint32_t i = 0; i < l->g->n; i++) {
        swinging += l->mass[i] * swing(l, i);
        traction +=
            l->mass[i] * hypot(l->force[i].x + l->before[i].x, l->force[i].y + l->before[i].y) / 2;
    }
    double wanted = swinging > 0 ? TOLERANCE * traction / swinging : l->speed;
    l->speed = wanted < l->speed * SPEED_RISE ? wanted : l->speed * SPEED_RISE;
}

static void move(struct layout *l)
{
    for (uint32_t i = 0; i < l->g->n; i++) {
        double strength = hypot(l->force[i].x, l->force[i].y);
        double speed = SPEED * l->speed / (1 + l->speed * sqrt(swing(l, i)));
        if (strength > 0 && speed > SPEED_MAX / strength)
            speed = SPEED_MAX / strength;
        l->places[i].x += speed * l->force[i].x;
        l->places[i].y += speed * l->force[i].y;
        l->before[i] = l->force[i];
        l->force[i] = (struct place){0, 0};
    }
}

bool layout_run(const struct weighted_graph *g, struct place *places, unsigned rounds,
                const struct leiden *stop)
{
    struct arena *a = arena_new();
    double sum = 0;
    struct layout l = {.g = g, .places = places, .speed = 1};
    bool goes_on = true;
    l.force = ARENA_ARRAY(a, struct place, g->n);
    l.before = ARENA_ARRAY(a, struct place, g->n);
    l.mass = ARENA_ARRAY(a, double, g->n);
    for (uint32_t i = 0; i < g->n; i++)
        l.mass[i] = 1 + (double)(g->start[i + 1] - g->start[i]);
    for (uint64_t k = 0; k < g->start[g->n]; k++)
        sum += g->weight[k];
    l.scale = sum > 0 ? (double)g->start[g->n] / sum : 0;
    for (unsigned round = 0; round < rounds && goes_on; round++) {
        struct arena_mark mark = arena_mark(a);
        repel(&l, a);
        attract(&l);
        pull_to_centre(&l);
        set_speed(&l);
        move(&l);
        arena_reset(a, mark);
        goes_on = !stop->stops || !stop->stops(stop->context);
    }
    arena_free(a);
    return goes_on;
}

void layout_fit(struct place *places, uint32_t n, double radius)
{
    double x = 0, y = 0, most = 0;
    for (uint32_t i = 0; i < n; i++) {
        x += places[i].x / (double)n;
        y += places[i].y / (double)n;
    }
    for (uint32_t i = 0; i < n; i++) {
        double distance = hypot(places[i].x - x, places[i].y - y);
        most = distance > most ? distance : most;
    }
    double scale = most > 0 ? radius / most : 0;
    for (uint32_t i = 0; i < n; i++)
        places[i] = (struct place){(places[i].x - x) * scale, (places[i].y - y) * scale};
}

static bool part_two(struct place *a, struct place *b, double least)
{
    double dx = b->x - a->x, dy = b->y - a->y;
    double distance = hypot(dx, dy);
    if (distance >= least)
        return false;
    double share = distance > 0 ? (least - distance) / distance / 2 : 0;
    if (distance <= 0) {
        dx = least / 2;
        share = 1;
    }
    *a = (struct place){a->x - dx * share, a->y - dy * share};
    *b = (struct place){b->x + dx * share, b->y + dy * share};
    return true;
}

void layout_part_discs(struct place *places, const double *radii, uint32_t n)
{
    bool moved = true;
    for (unsigned tries = 0; moved && tries < PARTING_TRIES; tries++) {
        moved = false;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = i + 1; k < n; k++)
                moved = part_two(&places[i], &places[k], radii[i] + radii[k]) || moved;
    }
}
