#include <pthread.h>

#include "app/graph/index_internal.h"
#include "store_fixture.h"

#define NODES  150 /* of each class: some pages */
#define EDITS  300
#define CHECKS 60

struct library_fixture {
    struct fixture *store;
    struct library library;
    int64_t papers[NODES], concepts[NODES]; /* 0 = gone */
    uint64_t random;
};

/* splitmix64: the same numbers in each run. */
static uint64_t next_random(struct library_fixture *f, uint64_t below)
{
    uint64_t z = (f->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % below;
}

static int setup(void **state)
{
    struct library_fixture *f = calloc(1, sizeof(*f));
    void *store;
    if (fixture_setup(&store) != 0)
        return -1;
    f->store = store;
    f->library = (struct library){.store = f->store->store, .graph = graph_cache_new()};
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct library_fixture *f = *state;
    void *store = f->store;
    graph_cache_free(f->library.graph);
    free(f);
    return fixture_teardown(&store);
}

static int64_t put_node(struct library_fixture *f, struct db *db, bool is_paper, int64_t year)
{
    char key[64];
    struct err e = {0};
    (void)snprintf(key, sizeof(key), "%s%llu", is_paper ? "t:paper-" : "concept:c",
                   (unsigned long long)next_random(f, UINT64_MAX));
    if (!is_paper)
        return fixture_put_concept(db, key, "{\"en\":\"c\"}", "");
    struct paper_row row = {.key = str_from(key),
                            .title = str_from(key),
                            .status = year % 2 ? STR("stub") : STR("entry"),
                            .year = year};
    check_ok(graph_put_paper(db, &row, &e), e);
    return row.id;
}

static void delete_edges_of(struct library_fixture *f, struct db *db, int64_t node)
{
    struct err e = {0};
    struct edge_row *rows;
    size_t n;
    uint64_t total;
    struct edge_filter filter = {.has_node = true, .node_id = node, .limit = 10000};
    check_ok(graph_list_edges(db, &filter, f->store->arena, &rows, &n, &total, &e), e);
    for (size_t i = 0; i < n; i++)
        check_ok(graph_delete_edge(db, rows[i].id, &e), e);
}

static int64_t *any_node(struct library_fixture *f, bool is_paper)
{
    return &(is_paper ? f->papers : f->concepts)[next_random(f, NODES)];
}

static void make_or_remove_node(struct library_fixture *f, struct db *db, bool is_paper)
{
    struct err e = {0};
    int64_t *node = any_node(f, is_paper);
    if (!*node) {
        *node = put_node(f, db, is_paper, 1990 + (int64_t)next_random(f, 40));
        return;
    }
    delete_edges_of(f, db, *node);
    check_ok(is_paper ? graph_delete_paper(db, *node, &e) : graph_delete_concept(db, *node, &e), e);
    *node = 0;
}

static void put_or_remove_edge(struct library_fixture *f, struct db *db)
{
    static const char *const relations[] = {"about", "uses", "cites", "made-up"};
    struct err e = {0};
    int64_t from = *any_node(f, next_random(f, 4) > 0);
    int64_t to = *any_node(f, next_random(f, 2) > 0);
    if (!from || !to || from == to)
        return;
    struct edge_row edge =
        fixture_put_edge(db, from, relations[next_random(f, 4)], to, (int64_t)next_random(f, 1001));
    if (next_random(f, 3) == 0)
        check_ok(graph_delete_edge(db, edge.id, &e), e);
}

static void edit(struct library_fixture *f)
{
    struct err e = {0};
    struct db *db = fixture_write(f->store);
    for (uint64_t i = next_random(f, 30); i > 0; i--) {
        if (next_random(f, 4) == 0)
            make_or_remove_node(f, db, next_random(f, 2) == 0);
        else
            put_or_remove_edge(f, db);
    }
    check_ok(store_touch_graph(db, &e), e);
    fixture_commit(db);
}

static void check_same_links(struct graph_links got, struct graph_links want)
{
    assert_int_equal(got.n, want.n);
    for (uint32_t i = 0; i < got.n; i++) {
        assert_int_equal(got.edges[i], want.edges[i]);
        assert_int_equal(got.items[i].other, want.items[i].other);
        assert_int_equal(got.items[i].score, want.items[i].score);
        assert_int_equal(got.items[i].relation, want.items[i].relation);
        assert_int_equal(got.items[i].status, want.items[i].status);
        assert_int_equal(got.items[i].is_out, want.items[i].is_out);
    }
}

static void check_same(const struct graph_index *got, const struct graph_index *want)
{
    assert_int_equal(got->totals.papers, want->totals.papers);
    assert_int_equal(got->totals.concepts, want->totals.concepts);
    assert_int_equal(got->totals.edges, want->totals.edges);
    for (uint32_t node = 0; node < graph_index_limit(got); node++) {
        const struct graph_node *a = graph_index_node(got, node);
        const struct graph_node *b = graph_index_node(want, node);
        assert_int_equal(a != NULL, b != NULL);
        if (!a)
            continue;
        assert_int_equal(a->year, b->year);
        assert_int_equal(a->is_stub, b->is_stub);
        check_same_links(graph_index_links(got, node), graph_index_links(want, node));
    }
}

static void check_against_rebuild(struct library_fixture *f)
{
    struct err e = {0};
    struct db *db = fixture_read(f->store);
    struct graph_index *got, *want;
    check_ok(graph_index_get(&f->library, db, &got, &e), e);
    check_ok(index_build(db, 0, &want, &e), e);
    check_same(got, want);
    graph_index_release(got);
    graph_index_release(want);
    store_read_end(db);
}

/* An index that is kept up to date is the one that a new reading of the graph gives. */
static void a_patched_index_equals_a_new_one(void **state)
{
    struct library_fixture *f = *state;
    for (size_t i = 0; i < EDITS; i++) {
        edit(f);
        if (next_random(f, EDITS) < CHECKS * 2)
            check_against_rebuild(f);
    }
    check_against_rebuild(f);
}

/* An edit of a few edges shares the rest of the graph with the index before. */
static void an_edit_is_patched(void **state)
{
    struct library_fixture *f = *state;
    struct err e = {0};
    for (size_t i = 0; i < 50; i++)
        edit(f);
    check_against_rebuild(f);
    edit(f);
    struct db *db = fixture_read(f->store);
    struct graph_index *g;
    check_ok(graph_index_get(&f->library, db, &g, &e), e);
    assert_int_equal(g->n_batches, 2);
    graph_index_release(g);
    store_read_end(db);
}

/* A commit that empties the graph is too much to be followed change by change. */
static void an_emptied_graph_is_read_again(void **state)
{
    struct library_fixture *f = *state;
    struct err e = {0};
    edit(f);
    check_against_rebuild(f);
    struct db *db = fixture_write(f->store);
    check_ok(store_clear_graph(db, &e), e);
    fixture_commit(db);
    memset(f->papers, 0, sizeof(f->papers));
    memset(f->concepts, 0, sizeof(f->concepts));
    check_against_rebuild(f);
    edit(f);
    check_against_rebuild(f);
}

/* Who began before an edit still sees the graph without it. */
static void an_older_snapshot_keeps_its_index(void **state)
{
    struct library_fixture *f = *state;
    struct err e = {0};
    edit(f);
    struct db *before = fixture_read(f->store);
    for (size_t i = 0; i < 8; i++) {
        edit(f);
        check_against_rebuild(f);
    }
    struct graph_index *got, *want;
    check_ok(graph_index_get(&f->library, before, &got, &e), e);
    check_ok(index_build(before, 0, &want, &e), e);
    check_same(got, want);
    graph_index_release(got);
    graph_index_release(want);
    store_read_end(before);
}

/* A transaction that is taken back leaves nothing behind. */
static void a_rollback_changes_nothing(void **state)
{
    struct library_fixture *f = *state;
    for (size_t i = 0; i < 20; i++)
        edit(f);
    check_against_rebuild(f);
    struct db *db = fixture_write(f->store);
    for (size_t i = 0; i < 50; i++)
        put_or_remove_edge(f, db);
    store_write_rollback(db);
    check_against_rebuild(f);
    edit(f);
    check_against_rebuild(f);
}

static void *read_all(void *context)
{
    struct library_fixture *f = context;
    for (size_t i = 0; i < 50; i++) {
        struct err e = {0};
        struct db *db;
        struct graph_index *g;
        uint64_t version;
        uint64_t links = 0;
        if (!store_read_begin(f->library.store, 0, &db, &e) ||
            !graph_read_version(db, &version, &e) || !graph_index_get(&f->library, db, &g, &e))
            return "an index could not be had";
        for (uint32_t node = 0; node < graph_index_limit(g); node++)
            links += graph_index_links(g, node).n;
        bool is_right =
            graph_index_version(g) == version && links == 2 * graph_index_totals(g).edges;
        graph_index_release(g);
        store_read_end(db);
        if (!is_right)
            return "an index does not fit its snapshot";
    }
    return NULL;
}

static void readers_and_a_writer_do_not_meet(void **state)
{
    struct library_fixture *f = *state;
    pthread_t readers[3];
    for (size_t i = 0; i < ARRAY_LEN(readers); i++)
        assert_int_equal(pthread_create(&readers[i], NULL, read_all, f), 0);
    for (size_t i = 0; i < 50; i++)
        edit(f);
    for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
        void *problem;
        assert_int_equal(pthread_join(readers[i], &problem), 0);
        if (problem)
            fail_msg("%s", (const char *)problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_patched_index_equals_a_new_one, setup, teardown),
        cmocka_unit_test_setup_teardown(an_edit_is_patched, setup, teardown),
        cmocka_unit_test_setup_teardown(an_emptied_graph_is_read_again, setup, teardown),
        cmocka_unit_test_setup_teardown(an_older_snapshot_keeps_its_index, setup, teardown),
        cmocka_unit_test_setup_teardown(a_rollback_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(readers_and_a_writer_do_not_meet, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
