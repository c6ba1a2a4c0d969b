#include "store/graph_scan.h"
#include "store_fixture.h"

#include <pthread.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/embed.h"

/* ---- settings ---- */

static int64_t read_pragma(sqlite3 *handle, const char *name)
{
    char *sql = sqlite3_mprintf("PRAGMA %s", name);
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(s, 0);
    if (strcmp(name, "journal_mode") == 0)
        value = strcmp((const char *)sqlite3_column_text(s, 0), "wal") == 0;
    sqlite3_finalize(s);
    sqlite3_free(sql);
    return value;
}

struct want {
    const char *name;
    int64_t value;
};

static const struct want want_both[] = {
    {"foreign_keys", 1},
    {"cell_size_check", 1},
    {"mmap_size", 0},
    {"temp_store", 2},
    {"trusted_schema", 0},
    {"busy_timeout", 5000},
    {"application_id", 0x5053544B},
};
static const struct want want_writer[] = {
    {"journal_mode", 1}, /* wal */
    {"synchronous", 2},  /* FULL */
    {"journal_size_limit", 67108864},
    {"wal_autocheckpoint", 4000},
    {"query_only", 0},
};
static const struct want want_reader[] = {
    {"journal_mode", 1},
    {"query_only", 1},
    {"wal_autocheckpoint", 0},
};

/* The number of migrations. */
static int64_t newest_schema(void)
{
    size_t n;
    (void)embed_folder(STR("migrations/"), &n);
    return (int64_t)n;
}

static void check_pragmas(sqlite3 *handle, const struct want *want, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (read_pragma(handle, want[i].name) != want[i].value)
            fail_msg("%s is %lld", want[i].name, (long long)read_pragma(handle, want[i].name));
}

static const struct {
    int id, value;
} want_switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
};

static void check_switches(sqlite3 *handle)
{
    for (size_t i = 0; i < ARRAY_LEN(want_switches); i++) {
        int value = -1;
        sqlite3_db_config(handle, want_switches[i].id, -1, &value);
        assert_int_equal(value, want_switches[i].value);
    }
    assert_int_equal(sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, -1), 0);
    assert_int_equal(sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, -1), 32 << 20);
    assert_int_equal(sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, -1), 64);
}

static void every_setting_reads_back(void **state)
{
    struct fixture *f = *state;
    struct db *reader = fixture_read(f);
    struct db *writer = f->store->writer;
    /* The seal would refuse the pragmas that read the settings. */
    sqlite3_set_authorizer(reader->handle, NULL, NULL);
    sqlite3_set_authorizer(writer->handle, NULL, NULL);
    check_pragmas(writer->handle, want_both, ARRAY_LEN(want_both));
    check_pragmas(reader->handle, want_both, ARRAY_LEN(want_both));
    assert_int_equal(read_pragma(reader->handle, "user_version"), newest_schema());
    check_pragmas(writer->handle, want_writer, ARRAY_LEN(want_writer));
    check_pragmas(reader->handle, want_reader, ARRAY_LEN(want_reader));
    check_switches(writer->handle);
    check_switches(reader->handle);
    assert_int_equal(sqlite3_db_readonly(reader->handle, "main"), 1);
    assert_true(sqlite3_hard_heap_limit64(-1) > 0);
    store_read_end(reader);
}

static void a_sealed_connection_refuses(void **state)
{
    struct fixture *f = *state;
    static const char *const refused[] = {
        "CREATE TABLE x (y)",
        "DROP TABLE note",
        "ALTER TABLE note RENAME TO x",
        "ATTACH ':memory:' AS x",
        "PRAGMA synchronous = OFF",
        "PRAGMA writable_schema = ON",
        "CREATE TEMP TRIGGER t AFTER DELETE ON note BEGIN SELECT 1; END",
        "SELECT \"no such column\"",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        if (sqlite3_exec(f->store->writer->handle, refused[i], NULL, NULL, NULL) == SQLITE_OK)
            fail_msg("%s was allowed", refused[i]);
    struct db *db = fixture_read(f);
    assert_int_not_equal(sqlite3_exec(db->handle, "DELETE FROM note", NULL, NULL, NULL), SQLITE_OK);
    store_read_end(db);
}

/* ---- opening ---- */

static void files_are_private(void **state)
{
    struct fixture *f = *state;
    struct stat st;
    assert_int_equal(stat(f->store->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_second_writer_is_refused(void **state)
{
    struct fixture *f = *state;
    struct store_options o = fixture_options(f);
    struct store *second = NULL;
    struct err e = {0};
    assert_false(store_open(&o, &second, &e));
    assert_int_equal(e.code, ERR_LOCKED);
    assert_null(second);
    store_close(f->store);
    f->store = NULL;
    fixture_open(f, &o); /* the lock went with the first */
}

static void a_read_only_store_reads_beside_the_writer(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    fixture_put_note(db, "a.md", "A", "text");
    fixture_commit(db);
    struct store_options o = fixture_options(f);
    o.read_only = true;
    struct fixture other = {.arena = f->arena};
    fixture_open(&other, &o);
    db = fixture_read(&other);
    struct note_row row;
    struct err e = {0};
    check_ok(note_get(db, STR("a.md"), f->arena, &row, &e), e);
    store_read_end(db);
    assert_false(store_write_begin(other.store, &db, &e));
    assert_int_equal(e.code, ERR_STORAGE);
    store_close(other.store);
}

static void folders_without_data_are_named(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *folder;
        bool create, read_only;
    } rows[] = {{"/nonexistent/folder", false, false},
                {"/nonexistent/folder", false, true},
                {"/", false, true}};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct store_options o = {
            .data_dir = rows[i].folder, .create = rows[i].create, .read_only = rows[i].read_only};
        struct store *s;
        struct err e = {0};
        assert_false(store_open(&o, &s, &e));
        assert_int_equal(e.code, ERR_NOT_FOUND);
        assert_false(str_has(str_from(e.msg), str_from("nonexistent"))); /* no path of ours */
        assert_true(str_has(str_from(e.msg), str_from("mport")));        /* the way out */
    }
    (void)f;
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void exec_outside(const char *path, const char *sql)
{
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

static void check_refused(struct fixture *f, enum err_code want)
{
    struct store_options o = fixture_options(f);
    struct err e = {0};
    assert_false(store_open(&o, &f->store, &e));
    f->store = NULL;
    assert_int_equal(e.code, want);
}

static void a_newer_schema_is_refused_untouched(void **state)
{
    struct fixture *f = *state;
    char *path = strdup(f->store->path);
    store_close(f->store);
    f->store = NULL;
    exec_outside(path, "PRAGMA user_version = 99");
    check_refused(f, ERR_SCHEMA);
    exec_outside(path, arena_printf(f->arena, "PRAGMA user_version = %d", (int)newest_schema()));
    struct store_options o = fixture_options(f);
    fixture_open(f, &o);
    free(path);
}

static void a_file_of_another_program_is_refused(void **state)
{
    struct fixture *f = *state;
    char *path = strdup(f->store->path);
    store_close(f->store);
    f->store = NULL;
    assert_int_equal(unlink(path), 0);
    exec_outside(path, "CREATE TABLE theirs (x)");
    check_refused(f, ERR_SCHEMA);
    write_file(path, "this is no database at all, but long enough to be looked at as one ........",
               72);
    check_refused(f, ERR_SCHEMA);
    assert_int_equal(unlink(path), 0);
    struct store_options o = fixture_options(f);
    fixture_open(f, &o);
    free(path);
}

/* What a schema consists of, in one text. */
static struct str dump_schema(sqlite3 *handle, struct arena *a)
{
    struct str text = STR("");
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(handle,
                                        "SELECT type || name || coalesce(sql, '') FROM "
                                        "sqlite_schema ORDER BY type, name",
                                        -1, &s, NULL),
                     SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW)
        text = str_from(arena_printf(a, "%.*s\n%s", STR_FMT(text), sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
    return text;
}

static void opening_again_leaves_the_schema(void **state)
{
    struct fixture *f = *state;
    struct str fresh = dump_schema(f->store->writer->handle, f->arena);
    fixture_reopen(f);
    struct str again = dump_schema(f->store->writer->handle, f->arena);
    assert_true(fresh.n > 5000);
    assert_true(str_eq(fresh, again));
}

/* ---- transactions ---- */

static void readers_keep_their_snapshot(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct note_row row;
    struct db *before = fixture_read(f);
    struct db *writer = fixture_write(f);
    fixture_put_note(writer, "a.md", "A", "text");
    struct db *during = fixture_read(f);
    fixture_commit(writer);
    struct db *after = fixture_read(f);
    assert_false(note_get(before, STR("a.md"), f->arena, &row, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    e = (struct err){0};
    assert_false(note_get(during, STR("a.md"), f->arena, &row, &e));
    e = (struct err){0};
    check_ok(note_get(after, STR("a.md"), f->arena, &row, &e), e);
    store_read_end(before);
    store_read_end(during);
    store_read_end(after);
}

static void a_rollback_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    fixture_put_note(db, "a.md", "A", "text");
    int64_t id;
    check_ok(word_put(db, STR("a new word"), &id, &e), e);
    store_write_rollback(db);
    struct store_counts counts;
    db = fixture_write(f);
    check_ok(store_count(db, &counts, &e), e);
    assert_int_equal(counts.notes, 0);
    /* The number went back as well: the connection must not remember it. */
    int64_t other;
    check_ok(word_put(db, STR("another word"), &other, &e), e);
    check_ok(word_find(db, STR("a new word"), &id, &e), e);
    assert_int_equal(id, 0);
    store_write_rollback(db);
}

static void the_graph_version_counts_changes(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    uint64_t first = store_graph_version(f->store);
    struct db *db = fixture_write(f);
    check_ok(store_set_setting(db, STR("a"), STR("b"), &e), e);
    fixture_commit(db);
    assert_int_equal(store_graph_version(f->store), first);
    db = fixture_write(f);
    check_ok(store_touch_graph(db, &e), e);
    assert_int_equal(store_graph_version(f->store), first);
    fixture_commit(db);
    assert_int_equal(store_graph_version(f->store), first + 1);
    db = fixture_write(f);
    check_ok(store_touch_graph(db, &e), e);
    store_write_rollback(db);
    assert_int_equal(store_graph_version(f->store), first + 1);
    fixture_reopen(f);
    assert_int_equal(store_graph_version(f->store), first + 1);
    db = fixture_read(f);
    struct str value;
    check_ok(store_get_setting(db, STR("a"), f->arena, &value, &e), e);
    check_str(value, "b");
    check_ok(store_get_setting(db, STR("unset"), f->arena, &value, &e), e);
    assert_int_equal(value.n, 0);
    store_read_end(db);
}

static void a_deadline_ends_a_statement(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    for (int i = 0; i < 200; i++) {
        struct str slug = str_from(arena_printf(f->arena, "c%d", i));
        struct str up[200];
        for (int k = 0; k < 200; k++)
            up[k] = str_from(arena_printf(f->arena, "c%d", k));
        check_ok(graph_set_broader(db, slug, up, 200, &e), e);
    }
    int64_t id = fixture_put_concept(db, "concept:c0", "{}", "");
    fixture_commit(db);
    check_ok(store_read_begin(f->store, 1, &db, &e), e);
    int64_t end = clock_monotonic_ms() + 3;
    while (clock_monotonic_ms() < end)
        continue;
    int64_t *ids;
    size_t n;
    assert_false(graph_narrower(db, id, 100000, f->arena, &ids, &n, &e));
    assert_int_equal(e.code, ERR_QUERY_TIMEOUT);
    store_read_end(db);
    db = fixture_read(f); /* the same connection, without a deadline */
    e = (struct err){0};
    check_ok(graph_narrower(db, id, 100000, f->arena, &ids, &n, &e), e);
    store_read_end(db);
}

static bool count_node(void *context, const struct node_scan *row)
{
    (void)row;
    ++*(size_t *)context;
    return true;
}

/* It takes long, and whoever asks first would be stopped every time. */
static void the_graph_is_read_past_a_deadline(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    size_t n = 0;
    struct db *db = fixture_write(f);
    for (int i = 0; i < 1000; i++)
        (void)fixture_put_concept(db, arena_printf(f->arena, "concept:c%d", i), "{}", "");
    fixture_commit(db);
    check_ok(store_read_begin(f->store, 1, &db, &e), e);
    int64_t end = clock_monotonic_ms() + 3;
    while (clock_monotonic_ms() < end)
        continue;
    check_ok(graph_scan_nodes(db, count_node, &n, &e), e);
    assert_int_equal(n, 1000);
    store_read_end(db);
}

static void readers_are_bounded(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    struct store_options o = fixture_options(f);
    o.max_readers = 2;
    fixture_open(f, &o);
    struct db *a = fixture_read(f);
    struct db *b = fixture_read(f);
    assert_ptr_not_equal(a, b);
    assert_int_equal(f->store->n_readers, 2);
    store_read_end(a);
    struct db *c = fixture_read(f);
    assert_ptr_equal(a, c); /* used again, not opened */
    store_read_end(b);
    store_read_end(c);
}

#define WRITES_PER_THREAD 40

static void *write_some(void *context)
{
    struct store *s = context;
    struct err e = {0};
    for (int i = 0; i < WRITES_PER_THREAD; i++) {
        struct db *db;
        struct store_counts counts;
        if (!store_write_begin(s, &db, &e))
            return "begin";
        if (!store_touch_graph(db, &e) || !store_write_commit(db, &e))
            return "commit";
        if (!store_read_begin(s, 0, &db, &e))
            return "read";
        bool counted = store_count(db, &counts, &e);
        store_read_end(db);
        if (!counted)
            return "count";
    }
    return NULL;
}

static void writers_take_turns(void **state)
{
    struct fixture *f = *state;
    pthread_t threads[4];
    uint64_t before = store_graph_version(f->store);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_some, f->store), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *problem;
        assert_int_equal(pthread_join(threads[i], &problem), 0);
        assert_null(problem);
    }
    assert_int_equal(store_graph_version(f->store), before + 4 * WRITES_PER_THREAD);
}

/* ---- faults ---- */

static void a_full_disk_refuses_and_keeps_reading(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    fixture_put_note(db, "kept.md", "Kept", "text that stays");
    fixture_commit(db);
    store_close(f->store);
    struct store_options o = fixture_options(f);
    o.max_pages = 200;
    fixture_open(f, &o);

    char *large = malloc(1 << 20);
    memset(large, 'x', (1 << 20) - 1);
    large[(1 << 20) - 1] = '\0';
    struct note_row row = {.path = STR("large.md"), .source = STR("folder"), .sha256 = STR("1")};
    db = fixture_write(f);
    bool stored = note_put(db, &row, str_from(large), &e) && store_write_commit(db, &e);
    assert_false(stored);
    assert_int_equal(e.code, ERR_STORAGE);
    assert_true(str_has(str_from(e.msg), STR("no room")));
    store_write_rollback(db);
    free(large);

    e = (struct err){0};
    db = fixture_read(f);
    check_ok(note_get(db, STR("kept.md"), f->arena, &row, &e), e);
    assert_false(note_get(db, STR("large.md"), f->arena, &row, &e));
    store_read_end(db);
    db = fixture_write(f); /* small changes still go in */
    fixture_put_note(db, "small.md", "Small", "x");
    fixture_commit(db);
}

static void checks_find_damage(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = fixture_put_note(db, "a.md", "A", "MoCo and more");
    int64_t paper = fixture_put_paper(db, "t:a", "A", "", "[\"arxiv:1\"]");
    struct fact_paper mention = {.key = STR("t:a"), .status = STR("entry")};
    struct join_key key = {.key = 7, .type = 'p'};
    struct fact_set facts = {.papers = &mention, .n_papers = 1, .keys = &key, .n_keys = 1};
    check_ok(fact_replace(db, note, &facts, &e), e);
    struct note_nodes none = {0};
    struct note_nodes nodes = {.papers = &paper, .n_papers = 1};
    struct note_nodes_change change = {note, &none, &nodes};
    check_ok(graph_put_note_nodes(db, &change, 1, graph_counts_new(f->arena), &e), e);
    check_ok(graph_update_counts(db, NODE_PAPER, paper, &e), e);
    fixture_commit(db);
    struct str *problems;
    size_t n;
    check_ok(store_check(f->store, f->arena, &problems, &n, &e), e);
    if (n)
        fail_msg("%.*s", STR_FMT(problems[0]));

    static const struct {
        const char *damage, *problem;
    } rows[] = {
        {"UPDATE note_body SET body = x'00'", "not what was stored"},
        {"UPDATE paper SET n_notes = 7", "counted wrongly"},
        {"DELETE FROM fact_key", "A join key of a note is missing"},
        {"INSERT INTO fact_key VALUES (8, 99, 0), (9, 99, 0)", "Rows belong to no note: join keys"},
        {"DELETE FROM mention", "The mention of a node is missing"},
        {"INSERT INTO mention VALUES (2, 98), (4, 98)", "Rows belong to no note: mentions"},
        {"INSERT INTO edge_support VALUES (5, 99, 1, x'00')", "support of edges"},
        {"UPDATE note_fact SET mentions = CAST(mentions || x'00' AS BLOB)",
         "What a note says is damaged: a.md"},
        {"UPDATE note_fact SET mentions = x'', edges = x''", "A mention names nothing"},
        {"UPDATE note_node SET nodes = x'00'", "What a note says is damaged: a.md"},
        {"DELETE FROM note_fact", "A mention names nothing"},
        {"UPDATE paper_identifier SET paper_id = 88", "A name leads to nothing"},
        {"INSERT INTO edge VALUES (1, 2, 1, 99, 1, 1, 1)", "has no end"},
        {"INSERT INTO name_text (rowid, title) VALUES (44, 'x')", "that has gone"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        db = fixture_write(f);
        assert_int_equal(sqlite3_exec(db->handle, rows[i].damage, NULL, NULL, NULL), SQLITE_OK);
        fixture_commit(db);
        check_ok(store_check(f->store, f->arena, &problems, &n, &e), e);
        bool found = false;
        for (size_t k = 0; k < n; k++)
            found = found || str_has(problems[k], str_from(rows[i].problem));
        if (!found)
            fail_msg("not found: %s", rows[i].damage);
    }
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_setting_reads_back),
        STORE_TEST(a_sealed_connection_refuses),
        STORE_TEST(files_are_private),
        STORE_TEST(a_second_writer_is_refused),
        STORE_TEST(a_read_only_store_reads_beside_the_writer),
        STORE_TEST(folders_without_data_are_named),
        STORE_TEST(a_newer_schema_is_refused_untouched),
        STORE_TEST(a_file_of_another_program_is_refused),
        STORE_TEST(opening_again_leaves_the_schema),
        STORE_TEST(readers_keep_their_snapshot),
        STORE_TEST(a_rollback_leaves_nothing),
        STORE_TEST(the_graph_version_counts_changes),
        STORE_TEST(a_deadline_ends_a_statement),
        STORE_TEST(the_graph_is_read_past_a_deadline),
        STORE_TEST(readers_are_bounded),
        STORE_TEST(writers_take_turns),
        STORE_TEST(a_full_disk_refuses_and_keeps_reading),
        STORE_TEST(checks_find_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
