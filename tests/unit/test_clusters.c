#include "app/graph/layout_internal.h"
#include "app/graph/leiden_internal.h"
#include "app/graph/quad_tree_internal.h"
#include "check.h"

#include <math.h>

struct random {
    uint64_t state;
};

static uint64_t next_random(struct random *r, uint64_t below)
{
    uint64_t z = (r->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % below;
}

/* A graph from a matrix of weights. */
static struct weighted_graph make_graph(const double *matrix, uint32_t n, struct arena *a)
{
    struct weighted_graph g = {.n = n,
                               .start = ARENA_ARRAY(a, uint64_t, n + 1),
                               .to = ARENA_ARRAY(a, uint32_t, (size_t)n * n),
                               .weight = ARENA_ARRAY(a, double, (size_t)n *n),
                               .loop = ARENA_ARRAY(a, double, n),
                               .strength = ARENA_ARRAY(a, double, n)};
    uint64_t links = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < n; k++) {
            if (matrix[i * n + k] <= 0 || i == k)
                continue;
            g.to[links] = k;
            g.weight[links++] = matrix[i * n + k];
        }
        g.start[i + 1] = links;
    }
    weighted_graph_finish(&g);
    return g;
}

static uint32_t find_communities(const struct weighted_graph *g, uint32_t *community,
                                 double resolution)
{
    struct leiden l = {.resolution = resolution};
    uint32_t n;
    for (uint32_t i = 0; i < g->n; i++)
        community[i] = i;
    assert_true(leiden_run(&l, g, community, &n));
    return n;
}

/* Groups with many edges inside and few between them are found as they were planted. */
static void planted_groups_are_found(void **state)
{
    (void)state;

    enum { GROUPS = 8, MEMBERS = 20, N = GROUPS * MEMBERS };

    for (uint64_t seed = 0; seed < 10; seed++) {
        struct arena *a = arena_new();
        struct random r = {seed};
        double *matrix = ARENA_ARRAY(a, double, N *N);
        for (uint32_t i = 0; i < N; i++)
            for (uint32_t k = i + 1; k < N; k++)
                if (next_random(&r, 100) < (i % GROUPS == k % GROUPS ? 60u : 2u))
                    matrix[i * N + k] = matrix[k * N + i] = 1 + (double)next_random(&r, 3);
        struct weighted_graph g = make_graph(matrix, N, a);
        uint32_t community[N], again[N];
        assert_int_equal(find_communities(&g, community, 1), GROUPS);
        for (uint32_t i = 0; i < N; i++)
            assert_int_equal(community[i], community[i % GROUPS]);
        assert_int_equal(find_communities(&g, again, 1), GROUPS);
        assert_memory_equal(community, again, sizeof(again));
        arena_free(a);
    }
}

/* Two cliques joined by one edge: the known best partition, and its modularity by hand. */
static void two_cliques_are_two_communities(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    double matrix[64] = {0};
    for (uint32_t i = 0; i < 8; i++)
        for (uint32_t k = 0; k < 8; k++)
            matrix[i * 8 + k] = i != k && i / 4 == k / 4;
    matrix[3 * 8 + 4] = matrix[4 * 8 + 3] = 1;
    struct weighted_graph g = make_graph(matrix, 8, a);
    uint32_t community[8];
    assert_int_equal(find_communities(&g, community, 1), 2);
    assert_true(fabs(leiden_modularity(&g, community, 1) - (24.0 / 26 - 0.5)) < 1e-12);
    arena_free(a);
}

static double best_modularity(const struct weighted_graph *g, uint32_t *community, uint32_t i,
                              uint32_t used)
{
    double best = -1;
    if (i == g->n)
        return leiden_modularity(g, community, 1);
    for (uint32_t c = 0; c <= used; c++) {
        community[i] = c;
        double found = best_modularity(g, community, i + 1, c == used ? used + 1 : used);
        best = found > best ? found : best;
    }
    return best;
}

/* Small graphs against every partition: never better than the best, and within 3 % of it on the whole. */
static void modularity_is_near_the_best_of_all(void **state)
{
    (void)state;
    double found = 0, best = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct arena *a = arena_new();
        struct random r = {seed};
        double matrix[64] = {0};
        uint32_t community[8], every[8];
        for (uint32_t i = 0; i < 8; i++)
            for (uint32_t k = i + 1; k < 8; k++)
                if (next_random(&r, 100) < 40)
                    matrix[i * 8 + k] = matrix[k * 8 + i] = 1 + (double)next_random(&r, 5);
        struct weighted_graph g = make_graph(matrix, 8, a);
        (void)find_communities(&g, community, 1);
        double own = leiden_modularity(&g, community, 1);
        double most = best_modularity(&g, every, 0, 0);
        assert_true(own <= most + 1e-9);
        found += own;
        best += most;
        arena_free(a);
    }
    assert_true(found >= 0.97 * best);
}

/* What Leiden promises beyond Louvain: no community falls apart. */
static void communities_hang_together(void **state)
{
    (void)state;

    enum { N = 120 };

    for (uint64_t seed = 0; seed < 20; seed++) {
        struct arena *a = arena_new();
        struct random r = {seed};
        double *matrix = ARENA_ARRAY(a, double, N *N);
        for (uint32_t e = 0; e < 200; e++) {
            uint32_t i = (uint32_t)next_random(&r, N), k = (uint32_t)next_random(&r, N);
            matrix[i * N + k] = matrix[k * N + i] = 1;
        }
        struct weighted_graph g = make_graph(matrix, N, a);
        uint32_t community[N], reached[N];
        uint32_t n = find_communities(&g, community, 1);
        for (uint32_t i = 0; i < N; i++)
            reached[i] = i;
        for (bool changed = true; changed;) {
            changed = false;
            for (uint32_t i = 0; i < N; i++)
                for (uint64_t k = g.start[i]; k < g.start[i + 1]; k++)
                    if (community[g.to[k]] == community[i] && reached[g.to[k]] < reached[i]) {
                        reached[i] = reached[g.to[k]];
                        changed = true;
                    }
        }
        uint32_t n_parts = 0;
        for (uint32_t i = 0; i < N; i++)
            n_parts += reached[i] == i;
        assert_int_equal(n_parts, n);
        arena_free(a);
    }
}

static bool stop_at_once(void *context)
{
    (void)context;
    return true;
}

static void a_search_can_be_stopped(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    double matrix[4] = {0, 1, 1, 0};
    struct weighted_graph g = make_graph(matrix, 2, a);
    uint32_t community[2] = {0, 1}, n;
    struct leiden l = {.resolution = 1, .stops = stop_at_once};
    struct place places[2] = {{0, 0}, {1, 1}};
    assert_false(leiden_run(&l, &g, community, &n));
    assert_false(layout_run(&g, places, 5, &l));
    arena_free(a);
}

/* ---- layout ---- */

static double distance(struct place a, struct place b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

/* The pushes of the tree are near those of all pairs. */
static void far_nodes_push_as_one(void **state)
{
    (void)state;

    enum { N = 300 };
    struct arena *a = arena_new();
    struct place places[N];
    double masses[N], error = 0, all = 0;
    for (uint32_t i = 0; i < N; i++) {
        places[i] = layout_spiral(i, N);
        masses[i] = 1 + i % 5;
    }
    const struct quad_tree *t = quad_tree_new(places, masses, N, a);
    for (uint32_t i = 0; i < N; i++) {
        struct place want = {0, 0}, got = quad_tree_push(t, i);
        for (uint32_t k = 0; k < N; k++) {
            double d = distance(places[i], places[k]);
            if (k == i)
                continue;
            want.x += masses[i] * masses[k] * (places[i].x - places[k].x) / (d * d);
            want.y += masses[i] * masses[k] * (places[i].y - places[k].y) / (d * d);
        }
        error += distance(got, want);
        all += hypot(want.x, want.y);
    }
    assert_true(error < 0.1 * all);
    arena_free(a);
}

/* What is joined stands nearer than what is not; twice the same gives the same places. */
static void joined_nodes_stand_together(void **state)
{
    (void)state;

    enum { N = 40 };
    struct arena *a = arena_new();
    double *matrix = ARENA_ARRAY(a, double, N *N);
    for (uint32_t i = 0; i < N; i++)
        for (uint32_t k = 0; k < N; k++)
            matrix[i * N + k] = i != k && i % 2 == k % 2;
    matrix[1] = matrix[N] = 1;
    struct weighted_graph g = make_graph(matrix, N, a);
    struct leiden never = {.resolution = 1};
    struct place first[N], second[N];
    for (uint32_t i = 0; i < N; i++)
        first[i] = second[i] = layout_spiral(i, N);
    assert_true(layout_run(&g, first, 200, &never));
    assert_true(layout_run(&g, second, 200, &never));
    assert_memory_equal(first, second, sizeof(first));
    layout_fit(first, N, 1);
    double same = 0, other = 0;
    for (uint32_t i = 2; i < N; i++) {
        same += distance(first[i], first[i % 2]);
        other += distance(first[i], first[1 - i % 2]);
    }
    assert_true(same * 2 < other);
    arena_free(a);
}

static void discs_are_parted(void **state)
{
    (void)state;
    struct place places[10];
    double radii[10];
    for (uint32_t i = 0; i < 10; i++) {
        places[i] = (struct place){i / 2, 0};
        radii[i] = 1;
    }
    layout_part_discs(places, radii, 10);
    for (uint32_t i = 0; i < 10; i++)
        for (uint32_t k = i + 1; k < 10; k++)
            assert_true(distance(places[i], places[k]) > 1.8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_groups_are_found),
        cmocka_unit_test(two_cliques_are_two_communities),
        cmocka_unit_test(modularity_is_near_the_best_of_all),
        cmocka_unit_test(communities_hang_together),
        cmocka_unit_test(a_search_can_be_stopped),
        cmocka_unit_test(far_nodes_push_as_one),
        cmocka_unit_test(joined_nodes_stand_together),
        cmocka_unit_test(discs_are_parted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
