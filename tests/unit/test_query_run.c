/* The engine against a reference that looks at everything one by one: thousands of random forms over small
 * random graphs give the same things, scores, orders and pages. */
#include "base/clock.h"
#include "query_reference.h"

#define GRAPHS 12
#define FORMS  300 /* a graph */

/* ---- the properties ---- */

/* All pages one after the other, of random sizes. */
static size_t read_pages(struct world *w, struct db *db, struct query *q, struct query_hit *out,
                         uint64_t *total)
{
    struct err e = {0};
    struct query_result r;
    size_t n = 0;
    q->cursor = STR_EMPTY;
    select_set_person(db, str_from(readers[0]));
    do {
        q->limit = 1 + roll(w, 7);
        check_ok(query_run(&w->library, db, q, LANGUAGE_EN, w->f->arena, &r, &e), e);
        assert_true(r.n_hits <= q->limit);
        for (size_t i = 0; i < r.n_hits; i++)
            out[n++] = r.hits[i];
        *total = r.total;
        q->cursor = r.next_cursor;
        assert_true(!r.next_cursor.n || r.n_hits == q->limit);
    } while (q->cursor.n && n < NODES);
    return n;
}

static void check_form(struct world *w, struct db *db, struct query *q, uint64_t seed)
{
    struct expected want[NODES];
    struct query_hit got[2 * NODES];
    uint64_t total;
    size_t n_want = expect(w, q, want), n = read_pages(w, db, q, got, &total);
    bool same = n == n_want && total == n_want;
    for (size_t i = 0; i < n && same; i++)
        same = got[i].id == w->things[want[i].x].id && got[i].score == want[i].score;
    if (same)
        return;
    for (size_t i = 0; i < n_want; i++)
        print_error("want %zu score %lld\n", want[i].x, (long long)want[i].score);
    for (size_t i = 0; i < n; i++)
        print_error("got row %lld score %lld\n", (long long)got[i].id, (long long)got[i].score);
    for (size_t i = 0; i < NODES; i++)
        print_error("%zu is row %lld\n", i, (long long)w->things[i].id);
    fail_msg("form %llu: total %llu", (unsigned long long)seed, (unsigned long long)total);
}

static void it_finds_what_the_reference_finds(void **state)
{
    struct fixture *f = *state;
    for (uint64_t g = 0; g < GRAPHS; g++) {
        struct world w;
        world_make(&w, f, g);
        struct db *db = fixture_read(f);
        struct arena_mark mark = arena_mark(f->arena);
        for (uint64_t i = 0; i < FORMS; i++) {
            struct query q = {.find = roll(&w, 3) ? FIND_PAPERS : FIND_CONCEPTS};
            w.random = g * 100003 + i;
            (void)roll(&w, 2);
            q.where = roll(&w, 20) ? make_predicate(&w, q.find, 3) : NULL;
            make_sort(&w, &q);
            check_form(&w, db, &q, w.random);
            arena_reset(f->arena, mark);
        }
        store_read_end(db);
        struct err e = {0};
        db = fixture_write(f);
        check_ok(store_clear_graph(db, &e), e);
        for (size_t i = 0; i < NOTES; i++) {
            struct note_row note;
            struct str path = str_from(arena_printf(f->arena, "n%zu.md", i));
            check_ok(note_get(db, path, f->arena, &note, &e), e);
            check_ok(note_delete(db, note.id, &e), e);
        }
        fixture_commit(db);
        graph_cache_free(w.library.graph);
    }
}

/* Edges by their own fields, and how many there are. */
static void edges_are_found_by_their_fields(void **state)
{
    struct fixture *f = *state;
    struct world w;
    world_make(&w, f, 77);
    struct db *db = fixture_read(f);
    for (size_t i = 0; i <= ARRAY_LEN(relations); i++) {
        struct query_value value = {0};
        struct query_predicate p = {
            .type = PREDICATE_CONDITION,
            .condition = {.field = query_field_find(FIND_EDGES, STR("relation")),
                          .values = &value,
                          .n_values = 1}};
        struct query q = {.find = FIND_EDGES};
        uint64_t want = 0;
        if (i < ARRAY_LEN(relations)) {
            value.text = str_from(relation_name(relations[i]));
            q.where = &p;
        }
        for (size_t k = 0; k < w.n_links; k++)
            want += !q.where || w.links[k].relation == relations[i];
        struct err e = {0};
        struct query_result r;
        q.limit = EDGES;
        check_ok(query_run(&w.library, db, &q, LANGUAGE_EN, f->arena, &r, &e), e);
        assert_int_equal(r.total, want);
        assert_int_equal(r.n_hits, want);
        for (size_t k = 1; k < r.n_hits; k++)
            assert_true(str_cmp(r.hits[k - 1].edge.public_id, r.hits[k].edge.public_id) < 0);
    }
    store_read_end(db);
    graph_cache_free(w.library.graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_finds_what_the_reference_finds, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(edges_are_found_by_their_fields, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
