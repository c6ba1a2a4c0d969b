#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "store/rows_internal.h"
#include "store/search/tokenizer_internal.h"
#include "store/store_internal.h"

#define BUSY_TIMEOUT_MS 5000
#define DEADLINE_CHECK_OPS                                                                         \
    1000 /* virtual machine steps between two looks at the clock: about 10 µs */

/* Settings of every connection, and those of one kind. test_store.c reads all of them back. */
static const char *const settings_both[] = {
    "PRAGMA foreign_keys = ON",    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0", /* an I/O error would be a signal, and stray writes reach the file */
    "PRAGMA temp_store = MEMORY", /* the container's file system is read-only */
    "PRAGMA trusted_schema = OFF",
};
static const char *const settings_writer[] = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL", /* NORMAL loses acknowledged writes when the power fails */
    "PRAGMA journal_size_limit = 67108864", /* bytes the WAL is cut back to */
    "PRAGMA wal_autocheckpoint = 4000",     /* pages: 16 MB */
    "PRAGMA cache_size = -65536",           /* KiB */
};
static const char *const settings_reader[] = {
    "PRAGMA query_only = ON", "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA cache_size = -8192", /* KiB; each thread of the server has one, and the system keeps the file */
};

struct limit {
    int id;
    int value;
};

/* Far above what our own statements need and far below what hostile ones would. */
static const struct limit limits[] = {
    {SQLITE_LIMIT_LENGTH, 32 << 20},
    {SQLITE_LIMIT_SQL_LENGTH, 64 << 10},
    {SQLITE_LIMIT_COLUMN, 64},
    {SQLITE_LIMIT_EXPR_DEPTH, 64},
    {SQLITE_LIMIT_COMPOUND_SELECT, 8},
    {SQLITE_LIMIT_VDBE_OP, 25000},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 8},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

struct switch_setting {
    int id;
    int value;
};

static const struct switch_setting switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* store_close checkpoints by itself and reports */
};

static bool is_past_deadline(const struct db *db)
{
    return db->deadline_ms && clock_monotonic_ms() > db->deadline_ms;
}

static int check_deadline(void *context)
{
    return is_past_deadline(context);
}

/* FTS5 asks for data_version by itself; the two checks are those of store_check. */
static bool is_allowed_pragma(const char *name)
{
    static const char *const names[] = {"data_version", "integrity_check", "foreign_key_check"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (name && strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static int authorize(void *context, int action, const char *first, const char *second,
                     const char *database, const char *trigger)
{
    (void)context;
    (void)second;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
        return SQLITE_OK;
    case SQLITE_PRAGMA:
        return is_allowed_pragma(first) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

bool connection_exec(struct db *db, const char *sql, struct err *e)
{
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || err_db(e, db, rc, sql);
}

static bool exec_all(struct db *db, const char *const *sql, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!connection_exec(db, sql[i], e))
            return false;
    return true;
}

static bool set_switches(struct db *db, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(switches); i++) {
        int rc = sqlite3_db_config(db->handle, switches[i].id, switches[i].value, NULL);
        if (rc != SQLITE_OK)
            return err_db(e, db, rc, "sqlite3_db_config");
    }
    for (size_t i = 0; i < ARRAY_LEN(limits); i++)
        (void)sqlite3_limit(db->handle, limits[i].id, limits[i].value);
    return true;
}

static bool set_page_limit(struct db *db, struct err *e)
{
    int64_t pages = db->store->options.max_pages;
    if (pages <= 0)
        return true;
    char sql[64];
    (void)snprintf(sql, sizeof(sql), "PRAGMA max_page_count = %lld", (long long)pages);
    return connection_exec(db, sql, e);
}

static bool configure(struct db *db, struct err *e)
{
    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    if (!exec_all(db, settings_both, ARRAY_LEN(settings_both), e))
        return false;
    bool done = db->is_writer ? exec_all(db, settings_writer, ARRAY_LEN(settings_writer), e)
                              : exec_all(db, settings_reader, ARRAY_LEN(settings_reader), e);
    if (!done || !rows_register(db, e) || !tokenizer_register(db, e) || !set_switches(db, e) ||
        !set_page_limit(db, e))
        return false;
    sqlite3_progress_handler(db->handle, DEADLINE_CHECK_OPS, check_deadline, db);
    return true;
}

bool connection_open(struct store *s, bool is_writer, struct db **out, struct err *e)
{
    struct arena *a = arena_new();
    struct db *db = ARENA_NEW(a, struct db);
    db->arena = a;
    db->scratch = arena_new();
    db->store = s;
    db->is_writer = is_writer;
    db->words_mark = arena_mark(a);
    change_list_init(&db->changes);
    journal_init(&db->journal);
    int flags = is_writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    int rc = sqlite3_open_v2(s->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK ? err_db(e, db, rc, "open") : configure(db, e)) {
        *out = db;
        return true;
    }
    connection_close(db);
    return false;
}

void connection_seal(struct db *db)
{
    (void)sqlite3_set_authorizer(db->handle, authorize, NULL);
}

void connection_close(struct db *db)
{
    if (!db)
        return;
    body_close(db);
    statement_free_all(db);
    (void)sqlite3_close(db->handle);
    change_list_free(&db->changes);
    journal_free(&db->journal);
    arena_free(db->scratch);
    arena_free(db->arena);
}

void connection_end_transaction(struct db *db, bool rolled_back)
{
    body_close(db);
    if (rolled_back && db->is_writer)
        word_forget(db);
    arena_clear(db->scratch);
    change_list_reset(&db->changes);
    journal_reset(&db->journal);
    db->search_queue = NULL;
    db->touches_graph = false;
    db->moves_papers = false;
    db->is_personal = false;
    db->person = STR_EMPTY;
    db->deadline_ms = 0;
}
