#include "store_fixture.h"

#include "base/clock.h"
#include "store/journal/journal_internal.h"

static struct journal_span span_of(struct fixture *f)
{
    struct err e = {0};
    struct journal_span span;
    struct db *db = fixture_read(f);
    check_ok(journal_read_span(db, &span, &e), e);
    store_read_end(db);
    return span;
}

/* "added changed removed", of what came after `since`. */
static const char *actions_since(struct fixture *f, int64_t since)
{
    struct err e = {0};
    struct journal_row *rows;
    size_t n;
    STRBUF_SCOPE(text);
    struct db *db = fixture_read(f);
    check_ok(journal_list(db, since, JOURNAL_ALL, 100, f->arena, &rows, &n, &e), e);
    for (size_t i = 0; i < n; i++)
        strbuf_printf(&text, "%s%s", i ? " " : "", journal_action_name(rows[i].action));
    store_read_end(db);
    return str_cstr(f->arena, strbuf_view(&text));
}

/* Letters a, c and r in one transaction, all of one paper. */
static const char *net_effect(struct fixture *f, const char *letters)
{
    int64_t newest = span_of(f).newest;
    struct db *db = fixture_write(f);
    for (const char *p = letters; *p; p++)
        journal_add(db, JOURNAL_PAPER, 7,
                    *p == 'a'   ? JOURNAL_ADDED
                    : *p == 'c' ? JOURNAL_CHANGED
                                : JOURNAL_REMOVED);
    fixture_commit(db);
    return actions_since(f, newest);
}

static void a_commit_writes_its_net_effect(void **state)
{
    struct fixture *f = *state;
    static const char *const cases[][2] = {{"a", "added"},    {"ac", "added"},    {"ar", ""},
                                           {"c", "changed"},  {"cc", "changed"},  {"cr", "removed"},
                                           {"ra", "changed"}, {"rar", "removed"}, {"", ""}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(net_effect(f, cases[i][0]), cases[i][1]);
}

static void a_rollback_is_no_change(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    journal_add(db, JOURNAL_NOTE, 7, JOURNAL_ADDED);
    store_write_rollback(db);
    assert_string_equal(net_effect(f, ""), "");
    assert_int_equal(span_of(f).newest, 0);
}

static void a_change_raises_the_version_of_the_graph(void **state)
{
    struct fixture *f = *state;
    uint64_t before = store_graph_version(f->store);
    assert_string_equal(net_effect(f, "ar"), "");
    assert_int_equal(store_graph_version(f->store), before);
    assert_string_equal(net_effect(f, "a"), "added");
    assert_int_equal(store_graph_version(f->store), before + 1);
}

/* One added, one removed, one changed and one as it was. */
static void a_rebuild_is_compared(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    fixture_put_paper(db, "arxiv:1", "Same", "[]", "[]");
    fixture_put_paper(db, "arxiv:2", "Old title", "[]", "[]");
    fixture_put_paper(db, "arxiv:3", "Goes", "[]", "[]");
    fixture_commit(db);
    int64_t newest = span_of(f).newest;
    db = fixture_write(f);
    fixture_put_paper(db, "arxiv:5", "Before the clearing", "[]", "[]");
    check_ok(store_clear_graph(db, &e), e);
    fixture_put_paper(db, "arxiv:4", "Comes", "[]", "[]");
    fixture_put_paper(db, "arxiv:2", "New title", "[]", "[]");
    fixture_put_paper(db, "arxiv:1", "Same", "[]", "[]");
    fixture_commit(db);
    const char *actions = actions_since(f, newest);
    assert_int_equal(strlen(actions), strlen("added changed removed"));
    assert_non_null(strstr(actions, "added"));
    assert_non_null(strstr(actions, "changed"));
    assert_non_null(strstr(actions, "removed"));
}

static void add_many(struct fixture *f, int64_t first, int64_t n)
{
    struct db *db = fixture_write(f);
    for (int64_t i = 0; i < n; i++)
        journal_add(db, JOURNAL_EDGE, first + i, JOURNAL_ADDED);
    fixture_commit(db);
}

static void old_changes_go_and_are_said_to_be_gone(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct journal_row *rows;
    int64_t since;
    size_t n;
    int64_t start = clock_unix_ms();
    add_many(f, 0, JOURNAL_KEPT / 2);
    assert_int_equal(span_of(f).oldest, 0);
    add_many(f, JOURNAL_KEPT / 2, JOURNAL_KEPT);
    struct journal_span span = span_of(f);
    assert_int_equal(span.newest, JOURNAL_KEPT / 2 + JOURNAL_KEPT);
    assert_true(span.oldest > 0 && span.newest - span.oldest <= JOURNAL_KEPT + JOURNAL_ROW_MAX);
    struct db *db = fixture_read(f);
    assert_false(journal_list(db, span.oldest - 1, JOURNAL_ALL, 1, f->arena, &rows, &n, &e));
    assert_int_equal(e.code, ERR_GONE);
    check_ok(journal_list(db, span.oldest, JOURNAL_ALL, 2, f->arena, &rows, &n, &e), e);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].seq, span.oldest + 1);
    assert_false(journal_find_time(db, start - 1000, &since, &e));
    assert_int_equal(e.code, ERR_GONE);
    check_ok(journal_find_time(db, clock_unix_ms() + 1000, &since, &e), e);
    assert_int_equal(since, span.newest);
    store_read_end(db);
}

#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_commit_writes_its_net_effect),           STORE_TEST(a_rollback_is_no_change),
        STORE_TEST(a_change_raises_the_version_of_the_graph), STORE_TEST(a_rebuild_is_compared),
        STORE_TEST(old_changes_go_and_are_said_to_be_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
