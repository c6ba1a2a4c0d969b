#include "store_fixture.h"

/* Every statement is prepared against the migrated schema. */
static void every_statement_prepares(void **state)
{
    struct fixture *f = *state;
    for (enum statement_id id = 0; id < STMT_COUNT; id++) {
        sqlite3_stmt *handle = NULL;
        int rc = sqlite3_prepare_v2(f->store->writer->handle, statement_sql(id), -1, &handle, NULL);
        if (rc != SQLITE_OK)
            print_error("%s: %s\n", statement_name(id), sqlite3_errmsg(f->store->writer->handle));
        sqlite3_finalize(handle);
        assert_int_equal(rc, SQLITE_OK);
    }
}

/* Statements that are meant to look at every row of a table. */
static bool may_scan(const char *name)
{
    static const char *const prefixes[] = {
        "CLEAR_", "COUNT_", "CHECK_", "PAPER_VISIT", "CONCEPT_VISIT", "NEAREST_CONCEPTS", "SCAN_"};
    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
        if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

/* Rows that a common table expression or a subquery has found are no table, and a full-text index is
 * read by its terms when the plan has an M (FTS5: MATCH). */
static bool is_full_scan(const char *plan)
{
    return strncmp(plan, "SCAN ", 5) == 0 && !strstr(plan, "CONSTANT ROW") &&
           strcmp(plan, "SCAN below") != 0 && strcmp(plan, "SCAN found") != 0 &&
           strncmp(plan, "SCAN rows", 9) != 0 && strncmp(plan, "SCAN wanted", 11) != 0 &&
           !strstr(plan, "(subquery") &&
           !(strstr(plan, "VIRTUAL TABLE") && strstr(plan, ":") && strchr(strstr(plan, ":"), 'M'));
}

static void check_plan(sqlite3 *handle, enum statement_id id)
{
    char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", statement_sql(id));
    sqlite3_stmt *plan = NULL;
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(plan, 3);
        if (is_full_scan(step) && !may_scan(statement_name(id)))
            fail_msg("%s reads a whole table: %s", statement_name(id), step);
    }
    sqlite3_finalize(plan);
    sqlite3_free(sql);
}

static void no_statement_scans_a_table(void **state)
{
    struct fixture *f = *state;
    for (enum statement_id id = 0; id < STMT_COUNT; id++)
        check_plan(f->store->writer->handle, id);
}

/* The edges of a hub come in order from the index: no sorting of all of them. */
static void edge_lists_need_no_sorting(void **state)
{
    struct fixture *f = *state;

    static const enum statement_id lists[] = {
        STMT_EDGE_LIST,      STMT_EDGE_LIST_OUT,          STMT_EDGE_LIST_IN,
        STMT_EDGE_LIST_BOTH, STMT_CONCEPT_LIST_BY_PAPERS, STMT_NOTE_LIST};

    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", statement_sql(lists[i]));
        sqlite3_stmt *plan = NULL;
        assert_int_equal(sqlite3_prepare_v2(f->store->writer->handle, sql, -1, &plan, NULL),
                         SQLITE_OK);
        while (sqlite3_step(plan) == SQLITE_ROW)
            if (strstr((const char *)sqlite3_column_text(plan, 3), "TEMP B-TREE"))
                fail_msg("%s sorts", statement_name(lists[i]));
        sqlite3_finalize(plan);
        sqlite3_free(sql);
    }
}

/* RETURNING opens a savepoint, at which FTS5 writes out what it gathers: a segment for each row. */
static void no_insertion_opens_a_savepoint(void **state)
{
    (void)state;
    for (enum statement_id id = 0; id < STMT_COUNT; id++)
        if (strncmp(statement_sql(id), "INSERT", 6) == 0 && strstr(statement_sql(id), "RETURNING"))
            fail_msg("%s has RETURNING", statement_name(id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_statement_prepares, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(no_statement_scans_a_table, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test(no_insertion_opens_a_savepoint),
        cmocka_unit_test_setup_teardown(edge_lists_need_no_sorting, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
