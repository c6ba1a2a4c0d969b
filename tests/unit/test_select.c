#include "store/select.h"
#include "store_fixture.h"

static int64_t put_note(struct db *db, const char *path, const char *tags, int64_t added_ms)
{
    struct err e = {0};
    struct note_row row = {.path = str_from(path),
                           .source = STR("folder"),
                           .sha256 = STR("x"),
                           .title = STR("A title"),
                           .tags = str_from(tags),
                           .languages = STR("[\"en\"]"),
                           .added_ms = added_ms,
                           .changed_ms = added_ms};
    check_ok(note_put(db, &row, STR("body"), &e), e);
    return row.id;
}

static int64_t put_paper(struct db *db, const char *key, const char *authors, int64_t year)
{
    struct err e = {0};
    struct paper_row row = {.key = str_from(key),
                            .status = STR("entry"),
                            .title = str_from(key),
                            .authors = str_from(authors),
                            .venue = STR("Con F"),
                            .year = year};
    check_ok(graph_put_paper(db, &row, &e), e);
    return row.id;
}

static void mention(struct db *db, int64_t note, int64_t paper)
{
    struct err e = {0};
    struct note_nodes none = {0}, nodes = {.papers = &paper, .n_papers = 1};
    struct note_nodes_change change = {note, &none, &nodes};
    struct arena *a = arena_new();
    check_ok(graph_put_note_nodes(db, &change, 1, graph_counts_new(a), &e), e);
    arena_free(a);
    check_ok(graph_update_counts(db, NODE_PAPER, paper, &e), e);
}

static struct select_ids find(struct fixture *f, struct db *db, const char *field, const char *text)
{
    struct err e = {0};
    struct select_ids ids;
    const struct select_field *field_ = select_field_find(SELECT_PAPERS, str_from(field));
    assert_non_null(field_);
    check_ok(select_by_text(db, field_, select_fold(f->arena, str_from(text)), f->arena, &ids, &e),
             e);
    return ids;
}

static void a_value_finds_its_papers(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    int64_t note = put_note(db, "a.md", "[\"Vision\",\"x y\"]", 5);
    int64_t paper = put_paper(db, "arxiv:1", "[\"Ａnna  Lee\",\"Bo\"]", 2020);
    int64_t other = put_paper(db, "arxiv:2", "[\"Bo\"]", 0);
    mention(db, note, paper);
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "author", "anna lee").n, 1);
    assert_int_equal(find(f, db, "author", "BO").n, 2);
    assert_int_equal(find(f, db, "author", "anna").n, 0);
    assert_int_equal(find(f, db, "venue", "con  f").n, 2);
    assert_int_equal(find(f, db, "tag", "vision").items[0], paper);
    assert_int_equal(find(f, db, "note", "A.md").items[0], paper);
    assert_int_equal(find(f, db, "arxiv", "2").n, 0); /* a key is no identifier */
    assert_int_equal(find(f, db, "key", "arxiv:2").items[0], other);
    store_read_end(db);
}

/* Values that a row loses no longer find it. */
static void values_follow_an_update(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = put_note(db, "a.md", "[\"one\"]", 5);
    int64_t paper = put_paper(db, "k", "[\"Old\"]", 2020);
    mention(db, note, paper);
    put_note(db, "a.md", "[\"two\"]", 6);
    put_paper(db, "k", "[\"New\"]", 2020);
    check_ok(note_rename(db, note, STR("b.md"), &e), e);
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "tag", "one").n, 0);
    assert_int_equal(find(f, db, "tag", "two").n, 1);
    assert_int_equal(find(f, db, "author", "old").n, 0);
    assert_int_equal(find(f, db, "author", "new").n, 1);
    assert_int_equal(find(f, db, "note", "a.md").n, 0);
    assert_int_equal(find(f, db, "note", "b.md").n, 1);
    store_read_end(db);
    db = fixture_write(f);
    check_ok(graph_delete_paper(db, paper, &e), e);
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "author", "new").n, 0);
    store_read_end(db);
}

/* Greatest first, then by public id, and behind any place. */
static void an_order_is_walked_in_steps(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    for (int i = 0; i < 40; i++)
        put_paper(db, arena_printf(f->arena, "k%d", i), "[]", i % 4 ? 2000 + i % 3 : 0);
    fixture_commit(db);
    db = fixture_read(f);
    const struct select_field *year = select_field_find(SELECT_PAPERS, STR("year"));
    struct select_place at = {.value = INT64_MAX, .public_number = -1}, *places;
    size_t n = 1, total = 0;
    while (n) {
        check_ok(select_walk(db, year, at, 7, f->arena, &places, &n, &e), e);
        for (size_t i = 0; i < n; i++, total++) {
            assert_true(places[i].value < at.value || (places[i].value == at.value &&
                                                       places[i].public_number > at.public_number));
            at = places[i];
        }
    }
    assert_int_equal(total, 40);
    struct select_ids ids;
    check_ok(select_by_number(db, year, INT64_MIN, INT64_MAX, f->arena, &ids, &e), e);
    assert_int_equal(ids.n, 30); /* those with a year */
    store_read_end(db);
}

static void a_paper_is_as_old_as_its_first_note(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t late = put_note(db, "late.md", "[]", 900), early = put_note(db, "early.md", "[]", 300);
    int64_t paper = put_paper(db, "k", "[]", 0);
    mention(db, late, paper);
    mention(db, early, paper);
    fixture_commit(db);
    db = fixture_read(f);
    struct select_value *values;
    size_t n;
    const struct select_field *added = select_field_find(SELECT_PAPERS, STR("added_at"));
    check_ok(select_values(db, added, paper, f->arena, &values, &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(values[0].number, 300);
    store_read_end(db);
}

/* Two stores have two secrets, and each keeps its own. */
static void a_store_keeps_its_secret(void **state)
{
    struct fixture *f = *state;
    struct str before = str_copy(f->arena, store_secret(f->store));
    assert_int_equal(before.n, 32);
    fixture_reopen(f);
    assert_true(str_eq(before, store_secret(f->store)));
    void *other = NULL;
    assert_int_equal(fixture_setup(&other), 0);
    assert_false(str_eq(before, store_secret(((struct fixture *)other)->store)));
    fixture_teardown(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_value_finds_its_papers, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(values_follow_an_update, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(an_order_is_walked_in_steps, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(a_paper_is_as_old_as_its_first_note, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(a_store_keeps_its_secret, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
