#include "app/graph/index_internal.h"
#include "app/graph/path_internal.h"
#include "app/neighbourhood.h"
#include "check.h"

#define NODES 9 /* small enough to try every path */

struct random_graph {
    struct graph_index *index;
    size_t n;
    uint64_t random;
};

static uint64_t next_random(struct random_graph *r, uint64_t below)
{
    uint64_t z = (r->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % below;
}

struct row {
    uint32_t from, to, score;
};

static int by_score(const void *left, const void *right)
{
    const struct row *a = left;
    const struct row *b = right;
    return (b->score > a->score) - (b->score < a->score);
}

/* The index of a graph whose edges are numbered by their place among those sorted by score. */
static void make_index(struct random_graph *r, struct row *rows, size_t n, size_t n_nodes)
{
    struct arena *a = arena_new();
    struct page_draft draft = {.arena = a};
    qsort(rows, n, sizeof(*rows), by_score);
    r->n = n_nodes;
    r->index = index_new((n_nodes + PAGE_NODES - 1) / PAGE_NODES, NULL, 0);
    for (size_t node = 0; node < n_nodes; node++) {
        struct page *page = r->index->pages[node / PAGE_NODES];
        if (!page)
            page = index_add_page(r->index, node / PAGE_NODES);
        page->nodes[node % PAGE_NODES].exists = true;
        page->start[node % PAGE_NODES] = (uint32_t)draft.links.n;
        for (size_t i = 0; i < n; i++) {
            bool is_out = rows[i].from == node;
            if (!is_out && rows[i].to != node)
                continue;
            *vec_push(a, &draft.links) =
                (struct graph_link){.other = is_out ? rows[i].to : rows[i].from,
                                    .score = rows[i].score & 0x3ff,
                                    .is_out = is_out};
            *vec_push(a, &draft.edges) = (int64_t)i + 1;
        }
        for (size_t k = node % PAGE_NODES; k < PAGE_NODES; k++)
            page->start[k + 1] = (uint32_t)draft.links.n;
        if (node % PAGE_NODES == PAGE_NODES - 1 || node + 1 == n_nodes)
            index_fill_page(r->index, page, &draft);
    }
    arena_free(a);
}

static void make_random(struct random_graph *r, size_t n_edges, size_t n_nodes)
{
    struct row *rows = calloc(n_edges, sizeof(*rows));
    size_t n = 0;
    for (size_t i = 0; i < n_edges; i++) {
        uint32_t from = (uint32_t)next_random(r, n_nodes);
        uint32_t to = (uint32_t)next_random(r, n_nodes);
        if (from != to)
            rows[n++] = (struct row){from, to, 250 + (uint32_t)next_random(r, 16) * 50};
    }
    make_index(r, rows, n, n_nodes);
    free(rows);
}

/* ---- every path ---- */

#define COSTS_MAX 20000

struct all_paths {
    const struct random_graph *r;
    const struct path_options *o;
    uint64_t costs[COSTS_MAX];
    size_t n;
};

static uint64_t best_link(const struct all_paths *all, uint32_t from, uint32_t to)
{
    struct graph_links links = graph_index_links(all->r->index, from);
    for (uint32_t i = 0; i < links.n; i++)
        if (links.items[i].other == to && graph_filter_link(&all->o->filter, links.items[i]))
            return path_link_cost(links.items[i]);
    return 0;
}

static void try_all(struct all_paths *all, uint32_t *path, unsigned n, uint64_t cost)
{
    uint32_t last = path[n - 1];
    if (last == all->o->to) {
        assert_true(all->n < COSTS_MAX);
        all->costs[all->n++] = cost;
        return;
    }
    if (n > all->o->hops)
        return;
    if (n > 1)
        cost += path_pass_cost(all->r->index, all->o, last);
    for (uint32_t next = 0; next < all->r->n; next++) {
        bool used = false;
        for (unsigned i = 0; i < n; i++)
            used = used || path[i] == next;
        uint64_t link = used ? 0 : best_link(all, last, next);
        if (!link)
            continue;
        path[n] = next;
        try_all(all, path, n + 1, cost + link);
    }
}

static int by_cost(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void check_path(const struct random_graph *r, const struct path_options *o,
                       const struct graph_path *path)
{
    uint64_t cost = 0;
    assert_int_equal(path->nodes[0], o->from);
    assert_int_equal(path->nodes[path->n_hops], o->to);
    for (unsigned i = 0; i < path->n_hops; i++) {
        struct graph_links links = graph_index_links(r->index, path->nodes[i]);
        bool found = false;
        for (uint32_t k = 0; k < links.n; k++)
            found = found || (links.edges[k] == path->edges[i] &&
                              links.items[k].other == path->nodes[i + 1] &&
                              links.items[k].is_out == path->links[i].is_out);
        assert_true(found);
        for (unsigned k = 0; k < i; k++)
            assert_int_not_equal(path->nodes[k], path->nodes[i]);
        cost += path_link_cost(path->links[i]);
        if (i)
            cost += path_pass_cost(r->index, o, path->nodes[i]);
    }
    assert_int_equal(cost, path->cost);
}

static void check_all_paths(struct random_graph *r, const struct path_options *o)
{
    struct arena *a = arena_new();
    struct all_paths *all = calloc(1, sizeof(*all));
    uint32_t path[NODES + 1] = {o->from};
    struct path_result got;
    all->r = r;
    all->o = o;
    try_all(all, path, 1, 0);
    qsort(all->costs, all->n, sizeof(*all->costs), by_cost);
    graph_find_paths(r->index, o, a, &got);
    assert_true(got.is_complete);
    assert_int_equal(got.n_paths, all->n < o->k ? all->n : o->k);
    for (size_t i = 0; i < got.n_paths; i++) {
        assert_int_equal(got.paths[i].cost, all->costs[i]);
        check_path(r, o, &got.paths[i]);
    }
    free(all);
    arena_free(a);
}

/* The k best of all loopless paths of a small graph, by trying every one. */
static void paths_are_the_best_of_all(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        struct random_graph r = {.random = seed};
        make_random(&r, 4 + next_random(&r, 30), NODES);
        struct path_options o = {
            .from = 0,
            .to = 1 + (uint32_t)next_random(&r, NODES - 1),
            .k = 1 + (unsigned)next_random(&r, PATHS_K_MAX),
            .hops = 1 + (unsigned)next_random(&r, PATHS_HOPS_MAX),
            .penalty = (unsigned)next_random(&r, 3) * 20,
            .filter = {.min_score = (int64_t)next_random(&r, 2) * 400},
        };
        check_all_paths(&r, &o);
        graph_index_release(r.index);
    }
}

/* Between two hubs the common node is found without looking at all that hangs on them. */
static void a_hub_is_not_looked_through(void **state)
{
    (void)state;

    enum { LEAVES = 1500 };
    struct random_graph r = {0};
    struct row rows[2 * LEAVES + 2];
    size_t n = 0;
    for (uint32_t i = 0; i < LEAVES; i++) {
        rows[n++] = (struct row){0, 3 + 2 * i, 500};
        rows[n++] = (struct row){1, 4 + 2 * i, 500};
    }
    rows[n++] = (struct row){0, 2, 900};
    rows[n++] = (struct row){1, 2, 900};
    make_index(&r, rows, n, 4 + 2 * LEAVES);
    struct arena *a = arena_new();
    struct path_result got;
    struct path_options o = {.from = 0, .to = 1, .k = 1, .hops = 6, .penalty = 20};
    graph_find_paths(r.index, &o, a, &got);
    assert_int_equal(got.n_paths, 1);
    assert_int_equal(got.paths[0].nodes[1], 2);
    assert_true(got.n_visits < 20);
    arena_free(a);
    graph_index_release(r.index);
}

/* ---- neighbourhood ---- */

static void nodes_come_by_depth_and_score(void **state)
{
    (void)state;
    struct random_graph r = {0};
    struct row rows[] = {{0, 1, 900}, {0, 2, 400}, {0, 3, 700}, {1, 4, 900},
                         {2, 4, 900}, {4, 5, 800}, {1, 2, 350}, {0, 6, 200}};
    make_index(&r, rows, ARRAY_LEN(rows), 8);
    struct arena *a = arena_new();
    struct neighbourhood got;
    struct neighbourhood_options o = {.node = 0, .depth = 2, .limit = 4};
    graph_find_neighbourhood(r.index, &o, a, &got);
    assert_int_equal(got.total, 5); /* not 5, which is three away, nor 6, whose edge is a guess */
    assert_int_equal(got.n_nodes, 4);
    static const uint32_t order[] = {0, 1, 3, 2};
    for (size_t i = 0; i < got.n_nodes; i++)
        assert_int_equal(got.nodes[i].node, order[i]);
    assert_int_equal(got.n_edges, 4);
    o.limit = 10;
    graph_find_neighbourhood(r.index, &o, a, &got);
    assert_int_equal(got.nodes[4].node, 4);
    assert_int_equal(got.nodes[4].score, 810);
    assert_int_equal(got.n_edges, 6);
    o.filter.only_concepts = true; /* odd numbers */
    graph_find_neighbourhood(r.index, &o, a, &got);
    assert_int_equal(got.total, 3);
    arena_free(a);
    graph_index_release(r.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_the_best_of_all),
        cmocka_unit_test(a_hub_is_not_looked_through),
        cmocka_unit_test(nodes_come_by_depth_and_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
