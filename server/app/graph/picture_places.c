#include <math.h>

#include "app/graph/picture_internal.h"
#include "base/arena.h"

#define NONE UINT32_MAX
/* Rounds of the layout: from nothing, and from the places of before. */
#define ROUNDS_COLD  100
#define ROUNDS_LARGE 40 /* from nothing, for more than LARGE nodes */
#define ROUNDS_WARM  10
#define LARGE        20000
/* More discs than this are not parted, two by two. */
#define DISCS_MAX 400
/* What is inside a cluster fills this share of its radius. */
#define FILLING 0.8

static double radius_of(uint32_t members)
{
    return sqrt((double)members);
}

/* The mean of the places before of some nodes; false when none had one. */
static bool mean_before(const struct picture_work *w, const uint32_t *nodes, uint32_t n,
                        struct place *out)
{
    uint32_t found = 0;
    *out = (struct place){0, 0};
    for (uint32_t i = 0; i < n; i++) {
        if (!w->cluster_before[0][nodes[i]])
            continue;
        out->x += w->place_before[nodes[i]].x;
        out->y += w->place_before[nodes[i]].y;
        found++;
    }
    if (found)
        *out = (struct place){out->x / found, out->y / found};
    return found > 0;
}

static unsigned rounds(uint32_t n, bool is_warm)
{
    return is_warm ? ROUNDS_WARM : n > LARGE ? ROUNDS_LARGE : ROUNDS_COLD;
}

/* Lays out a graph whose nodes stand for sets of nodes: `members` of the i-th from first[i] on. */
struct task {
    const struct weighted_graph *graph;
    const uint32_t *members, *first;
    const uint32_t *which; /* of the sets, those that are laid out; NULL: all */
    uint32_t n;
    double radius; /* of the disc to fill */
    double *radii; /* of the sets, to part them; NULL: points */
    struct place *places;
};

/* The places of before, as far as there are any; `known` says for which. */
static uint32_t recall(const struct picture_work *w, struct task *t, bool *known)
{
    uint32_t n_known = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t set = t->which ? t->which[i] : i;
        const uint32_t *nodes = t->members + (t->first ? t->first[set] : set);
        uint32_t n = t->first ? t->first[set + 1] - t->first[set] : 1;
        known[i] = mean_before(w, nodes, n, &t->places[i]);
        n_known += known[i];
    }
    return n_known;
}

/* Where to begin: as before, round the middle; a newcomer on the spiral. True when most were known. */
static bool begin(const struct picture_work *w, struct task *t)
{
    struct arena *a = arena_new();
    bool *known = ARENA_ARRAY(a, bool, t->n);
    uint32_t n_known = recall(w, t, known);
    struct place middle = {0, 0};
    for (uint32_t i = 0; i < t->n; i++) {
        middle.x += known[i] ? t->places[i].x / n_known : 0;
        middle.y += known[i] ? t->places[i].y / n_known : 0;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        struct place spiral = layout_spiral(i, t->n);
        t->places[i] = known[i]
                           ? (struct place){t->places[i].x - middle.x, t->places[i].y - middle.y}
                           : (struct place){spiral.x * t->radius, spiral.y * t->radius};
    }
    arena_free(a);
    return 2 * (uint64_t)n_known > t->n;
}

static bool lay_out(struct picture_work *w, struct task *t)
{
    bool is_warm = begin(w, t);
    if (t->n > 1 && !layout_run(t->graph, t->places, rounds(t->n, is_warm), &w->leiden))
        return false;
    layout_fit(t->places, t->n, t->radius);
    if (t->radii && t->n <= DISCS_MAX)
        layout_part_discs(t->places, t->radii, t->n);
    return true;
}

/* ---- the three steps ---- */

static void set_radii(struct picture_work *w)
{
    for (size_t level = 0; level < LEVELS; level++) {
        struct part_level *l = &w->levels[level];
        double share = level ? FILLING : 1;
        l->places = ARENA_ARRAY(w->arena, struct place, l->n);
        l->radii = ARENA_ARRAY(w->arena, double, l->n);
        for (uint32_t c = 0; c < l->n; c++)
            l->radii[c] = share * radius_of(l->first[c + 1] - l->first[c]);
    }
}

static bool place_first_level(struct picture_work *w)
{
    struct part_level *l = &w->levels[0];
    struct arena *a = arena_new();
    struct weighted_graph g;
    weighted_graph_join(&w->graph, l->of_node, l->n, a, &g);
    struct task t = {.graph = &g,
                     .members = l->order,
                     .first = l->first,
                     .n = l->n,
                     .radius = 1.5 * radius_of(w->n),
                     .radii = l->radii,
                     .places = l->places};
    bool done = lay_out(w, &t);
    arena_free(a);
    return done;
}

/* The parts of one cluster of the first level stand next to each other. */
static bool place_parts(struct picture_work *w, const struct weighted_graph *all, uint32_t begin_at,
                        uint32_t end, uint32_t *inside)
{
    struct part_level *l = &w->levels[1];
    uint32_t n = end - begin_at, parent = l->parent[begin_at];
    struct arena *a = arena_new();
    struct weighted_graph g;
    uint32_t *which = ARENA_ARRAY(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        which[i] = begin_at + i;
    weighted_graph_pick(all, which, n, inside, a, &g);
    struct task t = {.graph = &g,
                     .members = l->order,
                     .first = l->first,
                     .which = which,
                     .n = n,
                     .radius = n > 1 ? FILLING * w->levels[0].radii[parent] : 0,
                     .radii = l->radii + begin_at,
                     .places = l->places + begin_at};
    bool done = lay_out(w, &t);
    for (uint32_t c = begin_at; c < end; c++) {
        l->places[c].x += w->levels[0].places[parent].x;
        l->places[c].y += w->levels[0].places[parent].y;
    }
    arena_free(a);
    return done;
}

static bool place_second_level(struct picture_work *w)
{
    const struct part_level *l = &w->levels[1];
    struct arena *a = arena_new();
    struct weighted_graph g;
    uint32_t *inside = ARENA_ARRAY(a, uint32_t, l->n);
    bool done = true;
    for (uint32_t c = 0; c < l->n; c++)
        inside[c] = NONE;
    weighted_graph_join(&w->graph, l->of_node, l->n, a, &g);
    for (uint32_t begin_at = 0, end; done && begin_at < l->n; begin_at = end) {
        for (end = begin_at; end < l->n && l->parent[end] == l->parent[begin_at];)
            end++;
        done = place_parts(w, &g, begin_at, end, inside);
    }
    arena_free(a);
    return done;
}

static bool place_members(struct picture_work *w, uint32_t cluster, uint32_t *inside)
{
    const struct part_level *l = &w->levels[1];
    const uint32_t *members = l->order + l->first[cluster];
    uint32_t n = l->first[cluster + 1] - l->first[cluster];
    struct arena *a = arena_new();
    struct weighted_graph g;
    struct place *places = ARENA_ARRAY(a, struct place, n);
    weighted_graph_pick(&w->graph, members, n, inside, a, &g);
    struct task t = {.graph = &g,
                     .members = members,
                     .n = n,
                     .radius = n > 1 ? l->radii[cluster] : 0,
                     .places = places};
    bool done = lay_out(w, &t);
    for (uint32_t i = 0; i < n; i++)
        w->places[members[i]] =
            (struct place){places[i].x + l->places[cluster].x, places[i].y + l->places[cluster].y};
    picture_progress(w, n);
    arena_free(a);
    return done;
}

static bool place_nodes(struct picture_work *w)
{
    struct arena *a = arena_new();
    uint32_t *inside = ARENA_ARRAY(a, uint32_t, w->n);
    bool done = true;
    for (uint32_t i = 0; i < w->n; i++)
        inside[i] = NONE;
    for (uint32_t c = 0; done && c < w->levels[1].n; c++)
        done = place_members(w, c, inside);
    arena_free(a);
    return done;
}

bool picture_find_places(struct picture_work *w)
{
    w->places = ARENA_ARRAY(w->arena, struct place, w->n);
    set_radii(w);
    return place_first_level(w) && place_second_level(w) && place_nodes(w);
}
