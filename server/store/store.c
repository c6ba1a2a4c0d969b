#include "store/store.h"

#include "base/arena.h"
#include "base/log.h"
#include "store/store_internal.h"

#define READERS_DEFAULT 8
/* Bytes that the library may take over all connections: page caches (65 + 8 * 16 MiB) and sorters. */
#define HEAP_LIMIT ((sqlite3_int64)1 << 30)

static struct store *store_new(const struct store_options *options)
{
    struct arena *a = arena_new();
    struct store *s = ARENA_NEW(a, struct store);
    s->arena = a;
    s->options = *options;
    s->lock_fd = -1;
    change_log_init(&s->change_log);
    s->max_readers = options->max_readers ? options->max_readers : READERS_DEFAULT;
    s->readers = ARENA_ARRAY(a, struct db *, s->max_readers);
    s->idle = ARENA_ARRAY(a, struct db *, s->max_readers);
    (void)pthread_mutex_init(&s->mutex, NULL);
    pthread_condattr_t attributes;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&s->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    return s;
}

static bool read_graph_version(struct store *s, struct db *db, struct err *e)
{
    STMT_SCOPE(q, db, GRAPH_VERSION_GET);
    int64_t version;
    if (!stmt_read_i64(&q, &version, NULL, e))
        return false;
    atomic_store(&s->graph_version, (uint64_t)version);
    return true;
}

/* Once: it never changes, and other threads may be reading it. */
static bool read_secret(struct store *s, struct db *db, struct err *e)
{
    return s->secret.n > 0 || store_get_setting(db, STR("store_id"), s->arena, &s->secret, e);
}

bool store_open_writer(struct store *s, struct err *e)
{
    if (!connection_open(s, true, &s->writer, e))
        return false;
    if (migrate_run(s->writer, e)) {
        connection_seal(s->writer);
        if (read_graph_version(s, s->writer, e) && read_secret(s, s->writer, e))
            return true;
    }
    connection_close(s->writer);
    s->writer = NULL;
    return false;
}

static bool open_for_writing(struct store *s, struct err *e)
{
    return data_dir_lock(s->path, s->arena, &s->lock_fd, e) && data_dir_make_file(s->path, e) &&
           data_dir_identify(s->path, &s->file, e) && store_open_writer(s, e);
}

/* The first reader tells whether the file can be used at all. */
static bool open_for_reading(struct store *s, struct err *e)
{
    struct db *db;
    if (!connection_open(s, false, &db, e))
        return false;
    s->readers[s->n_readers++] = db;
    s->idle[s->n_idle++] = db;
    if (!migrate_check(db, e))
        return false;
    connection_seal(db);
    return read_graph_version(s, db, e) && read_secret(s, db, e);
}

bool store_open(const struct store_options *options, struct store **out, struct err *e)
{
    (void)sqlite3_hard_heap_limit64(HEAP_LIMIT);
    struct store *s = store_new(options);
    if (data_dir_open(options, s->arena, &s->path, e) &&
        (options->read_only ? open_for_reading(s, e) : open_for_writing(s, e))) {
        *out = s;
        return true;
    }
    store_close(s);
    return false;
}

static void checkpoint(struct db *writer)
{
    int rc =
        sqlite3_wal_checkpoint_v2(writer->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (rc != SQLITE_OK)
        LOG_WARN("store", "checkpoint failed", "rc=%d", rc);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_readers; i++)
        connection_close(s->readers[i]);
    if (s->writer)
        checkpoint(s->writer);
    connection_close(s->writer);
    data_dir_unlock(s->lock_fd);
    change_log_free(&s->change_log);
    (void)pthread_cond_destroy(&s->changed);
    (void)pthread_mutex_destroy(&s->mutex);
    arena_free(s->arena);
}

uint64_t store_graph_version(const struct store *s)
{
    return atomic_load(&s->graph_version);
}

struct str store_secret(const struct store *s)
{
    return s->secret;
}

bool store_get_setting(struct db *db, struct str name, struct arena *a, struct str *out,
                       struct err *e)
{
    STMT_SCOPE(s, db, SETTING_GET);
    bind_str(&s, 1, name);
    *out = stmt_next(&s) ? column_str(&s, 0, a) : STR_EMPTY;
    return stmt_finish(&s, e);
}

bool store_set_setting(struct db *db, struct str name, struct str value, struct err *e)
{
    STMT_SCOPE(s, db, SETTING_PUT);
    bind_str(&s, 1, name);
    bind_str(&s, 2, value);
    return stmt_run(&s, e);
}

const char *store_sqlite_version(void)
{
    return sqlite3_libversion();
}
