/* Notes as rows, with their numbers and ids, and the facts that go with them. */
#include "store_fixture.h"

static void a_note_keeps_its_number_and_first_time(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    struct note_row row = {.path = STR("a/b.md"),
                           .source = STR("folder"),
                           .sha256 = STR("1"),
                           .title = STR("B"),
                           .added_ms = 5,
                           .changed_ms = 5};
    check_ok(note_put(db, &row, STR("first"), &e), e);
    int64_t id = row.id;
    row.sha256 = STR("2");
    row.added_ms = row.changed_ms = 9;
    check_ok(note_put(db, &row, STR("second"), &e), e);
    assert_int_equal(row.id, id);
    check_ok(note_put_failure(db, STR("a/b.md"), STR("folder"), 7, 8, STR("not UTF-8"), 11, &e), e);
    struct note_row got;
    struct str body;
    check_ok(note_get(db, STR("a/b"), f->arena, &got, &e), e);
    check_ok(note_get_body(db, id, f->arena, &body, &e), e);
    check_str(body, "second");
    check_str(got.error, "not UTF-8");
    check_str(got.languages, "[]");
    assert_int_equal(got.added_ms, 5);
    assert_int_equal(got.changed_ms, 11);
    assert_int_equal(got.size, 7);
    store_write_rollback(db);
}

static void an_old_note_id_leads_to_the_renamed_note(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t id = fixture_put_note(db, "old.md", "A", "text");
    struct note_row old, got;
    check_ok(note_get_by_id(db, id, f->arena, &old, &e), e);
    check_ok(note_rename(db, id, STR("new.md"), &e), e);
    check_ok(note_get(db, old.public_id, f->arena, &got, &e), e);
    check_str(got.path, "new.md");
    assert_int_equal(got.id, id);
    int64_t other = fixture_put_note(db, "old.md", "Other", "other");
    check_ok(note_get(db, old.public_id, f->arena, &got, &e), e);
    assert_int_equal(got.id, other); /* who has the path now has the id */
    store_write_rollback(db);
}

static void the_number_of_a_deleted_note_never_comes_back(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t id = fixture_put_note(db, "a.md", "A", "text");
    check_ok(note_delete(db, id, &e), e);
    assert_true(fixture_put_note(db, "b.md", "B", "text") > id);
    store_write_rollback(db);
}

static void facts_go_in_and_come_out(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = fixture_put_note(db, "a.md", "A", "some text of a note");
    struct fact_paper paper = {.key = STR("t:x"),
                               .status = STR("entry"),
                               .title = STR("X"),
                               .year = 2020,
                               .aliases = STR("[\"x\"]")};
    struct fact_concept concept = {.key = STR("concept:c"), .kind = STR("method")};
    struct fact_edge edge = {
        .from_type = STR("paper"), .to_type = STR("concept"), .relation = STR("about"), .score = 7};
    struct fact_evidence evidence = {.begin = 1, .end = 4, .line = 1, .rule = STR("heading")};
    struct fact_warning warning = {.line = 3, .code = STR("empty-link"), .detail = STR("d")};
    struct join_key keys[] = {{UINT64_C(1) << 56, 0, 'p'}, {2, 0, 'p'}, {3, 0, 'c'}};
    struct fact_set in = {&paper, 1, &concept, 1, &edge, 1, &evidence, 1, &warning, 1, keys, 3};
    check_ok(fact_replace(db, note, &in, &e), e);
    check_ok(fact_replace(db, note, &in, &e), e); /* replaces, does not add */
    struct fact_set out;
    check_ok(fact_load(db, note, f->arena, &out, &e), e);
    assert_int_equal(out.n_papers, 1);
    assert_int_equal(out.n_concepts, 1);
    assert_int_equal(out.n_edges, 1);
    assert_int_equal(out.n_evidence, 1);
    assert_int_equal(out.n_warnings, 1);
    assert_int_equal(out.n_keys, 3);
    check_str(out.papers[0].aliases, "[\"x\"]");
    check_str(out.papers[0].urls, "[]");
    check_str(out.concepts[0].labels, "{}");
    check_str(out.edges[0].relation, "about");
    check_str(out.edges[0].to_type, "concept");
    check_str(out.evidence[0].rule, "heading");
    check_str(out.warnings[0].code, "empty-link");
    struct fact_carrier *found;
    size_t n;
    static const uint64_t wanted[] = {4, 3, 2, 9};
    check_ok(fact_by_keys(db, wanted, ARRAY_LEN(wanted), f->arena, &found, &n, &e), e);
    assert_int_equal(n, 2);
    assert_true(found[0].key == 3 && found[0].ref.type == 'c');
    assert_true(found[1].key == 2 && found[1].ref.type == 'p');
    assert_int_equal(found[1].ref.note_id, note);
    struct fact_view view;
    struct join_key *of_paper;
    check_ok(fact_view_load(db, note, f->arena, &view, &e), e);
    fact_view_keys(&view, 'p', 0, f->arena, &of_paper, &n);
    assert_int_equal(n, 2);
    assert_true(of_paper[0].key == UINT64_C(1) << 56);
    check_ok(note_delete(db, note, &e), e);
    check_ok(fact_load(db, note, f->arena, &out, &e), e);
    assert_int_equal(out.n_papers + out.n_concepts + out.n_edges + out.n_evidence + out.n_keys +
                         out.n_warnings,
                     0);
    check_ok(fact_by_keys(db, wanted, ARRAY_LEN(wanted), f->arena, &found, &n, &e), e);
    assert_int_equal(n, 0);
    store_write_rollback(db);
}

#define NOTE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        NOTE_TEST(a_note_keeps_its_number_and_first_time),
        NOTE_TEST(an_old_note_id_leads_to_the_renamed_note),
        NOTE_TEST(the_number_of_a_deleted_note_never_comes_back),
        NOTE_TEST(facts_go_in_and_come_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
