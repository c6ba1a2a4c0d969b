#include <errno.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/search/search_index_internal.h"
#include "store/store.h"
#include "store/store_internal.h"

#define WAIT_FOR_READER_S 5

static bool run(struct db *db, enum statement_id id, struct err *e)
{
    STMT_SCOPE_OF(s, db, id);
    return stmt_run(&s, e);
}

/* ---- readers ---- */

/* Called with the mutex held. False when none came free in time. */
static bool wait_for_reader(struct store *s)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_FOR_READER_S;
    while (s->n_idle == 0 && s->n_readers == s->max_readers)
        if (pthread_cond_timedwait(&s->changed, &s->mutex, &until) == ETIMEDOUT)
            return s->n_idle > 0;
    return true;
}

static bool open_reader(struct store *s, struct db **out, struct err *e)
{
    if (!connection_open(s, false, out, e))
        return false;
    connection_seal(*out);
    s->readers[s->n_readers++] = *out;
    return true;
}

static bool take_reader(struct store *s, struct db **out, struct err *e)
{
    (void)pthread_mutex_lock(&s->mutex);
    bool done = false;
    if (!wait_for_reader(s))
        (void)err_set(e, ERR_BUSY, "Too many questions at once. Try again shortly.");
    else if (s->n_idle == 0)
        done = open_reader(s, out, e);
    else {
        *out = s->idle[--s->n_idle];
        done = true;
    }
    (void)pthread_mutex_unlock(&s->mutex);
    return done;
}

static void give_back_reader(struct db *db)
{
    struct store *s = db->store;
    (void)pthread_mutex_lock(&s->mutex);
    s->idle[s->n_idle++] = db;
    (void)pthread_cond_broadcast(&s->changed);
    (void)pthread_mutex_unlock(&s->mutex);
}

/* BEGIN alone takes no snapshot: the first read does. */
static bool pin_snapshot(struct db *db, struct err *e)
{
    int64_t version;
    STMT_SCOPE(s, db, GRAPH_VERSION_GET);
    return stmt_read_i64(&s, &version, NULL, e);
}

bool store_read_begin(struct store *s, int64_t deadline_ms, struct db **out, struct err *e)
{
    struct db *db;
    if (!take_reader(s, &db, e))
        return false;
    db->deadline_ms = deadline_ms ? clock_monotonic_ms() + deadline_ms : 0;
    if (run(db, STMT_BEGIN_READ, e) && pin_snapshot(db, e)) {
        *out = db;
        return true;
    }
    store_read_end(db);
    return false;
}

/* A rollback that comes too late, because the library has already rolled back, is no error. */
static void roll_back(struct db *db)
{
    if (sqlite3_get_autocommit(db->handle))
        return;
    struct err ignored = {0};
    if (!run(db, STMT_ROLLBACK, &ignored))
        LOG_ERROR("store", "rollback failed", "detail=\"%s\"", ignored.detail);
}

void store_read_end(struct db *db)
{
    db->deadline_ms = 0;
    body_close(db);
    roll_back(db);
    connection_end_transaction(db, true);
    give_back_reader(db);
}

bool store_check_deadline(const struct db *db, struct err *e)
{
    if (!db->deadline_ms || clock_monotonic_ms() <= db->deadline_ms)
        return true;
    return err_set(e, ERR_QUERY_TIMEOUT, "Stopped after 2 s. Add a filter or ask for fewer hops.");
}

/* ---- the writer ---- */

static void take_turn(struct store *s)
{
    (void)pthread_mutex_lock(&s->mutex);
    while (s->writer_is_busy)
        (void)pthread_cond_wait(&s->changed, &s->mutex);
    s->writer_is_busy = true;
    (void)pthread_mutex_unlock(&s->mutex);
}

static void end_turn(struct store *s)
{
    (void)pthread_mutex_lock(&s->mutex);
    s->writer_is_busy = false;
    (void)pthread_cond_broadcast(&s->changed);
    (void)pthread_mutex_unlock(&s->mutex);
}

/* After a failed write or fsync the state of the connection cannot be trusted: what is on the disk
 * can, and a new connection recovers it. */
static bool renew_writer(struct store *s, struct err *e)
{
    if (s->writer && !s->writer->failed)
        return true;
    connection_close(s->writer);
    s->writer = NULL;
    return store_open_writer(s, e);
}

bool store_write_begin(struct store *s, struct db **out, struct err *e)
{
    if (s->options.read_only)
        return err_set(e, ERR_STORAGE, "The data was opened for reading only.");
    take_turn(s);
    if (data_dir_is_in_place(s->path, &s->file, e) && renew_writer(s, e) &&
        run(s->writer, STMT_BEGIN_WRITE, e)) {
        *out = s->writer;
        return true;
    }
    end_turn(s);
    return false;
}

static bool raise_graph_version(struct db *db, int64_t *version, struct err *e)
{
    STMT_SCOPE(s, db, GRAPH_VERSION_RAISE);
    if (stmt_next(&s))
        *version = column_i64(&s, 0);
    return stmt_run(&s, e);
}

bool store_write_commit(struct db *db, struct err *e)
{
    struct store *s = db->store;
    int64_t version = 0;
    body_close(db);
    if (!search_index_flush(db, e) || !journal_write(db, e))
        return false;
    if (db->touches_graph && !raise_graph_version(db, &version, e))
        return false;
    if (version)
        change_log_add(s, db, (uint64_t)version);
    if (!run(db, STMT_COMMIT, e))
        return false;
    if (version)
        atomic_store(&s->graph_version, (uint64_t)version);
    connection_end_transaction(db, false);
    end_turn(s);
    return true;
}

void store_write_rollback(struct db *db)
{
    struct store *s = db->store;
    body_close(db);
    roll_back(db);
    connection_end_transaction(db, true);
    end_turn(s);
}

bool store_touch_graph(struct db *db, struct err *e)
{
    if (!db->is_writer)
        return err_set(e, ERR_STORAGE, "The data was opened for reading only.");
    db->touches_graph = true;
    return true;
}
