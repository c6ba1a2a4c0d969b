#include <stdio.h>

#include "base/arena.h"
#include "base/embed.h"
#include "store/store_internal.h"

/* "PSTK": marks the file as ours, in the header of the database. */
#define APPLICATION_ID 0x5053544B

static bool read_pragma(struct db *db, const char *sql, int64_t *out, struct err *e)
{
    sqlite3_stmt *handle = NULL;
    int rc = sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(handle);
    *out = rc == SQLITE_ROW ? sqlite3_column_int64(handle, 0) : 0;
    (void)sqlite3_finalize(handle);
    return rc == SQLITE_ROW || err_db(e, db, rc, sql);
}

static bool set_pragma(struct db *db, const char *name, int64_t value, struct err *e)
{
    char sql[64];
    (void)snprintf(sql, sizeof(sql), "PRAGMA %s = %lld", name, (long long)value);
    return connection_exec(db, sql, e);
}

static bool check_owner(struct db *db, int64_t version, struct err *e)
{
    int64_t id;
    int64_t n_changes; /* of the schema; 0 in an empty file */
    if (!read_pragma(db, "PRAGMA application_id", &id, e) ||
        !read_pragma(db, "PRAGMA schema_version", &n_changes, e))
        return false;
    bool is_new = id == 0 && version == 0 && n_changes == 0;
    if (id == APPLICATION_ID || is_new)
        return true;
    return err_set(e, ERR_SCHEMA,
                   "The data file was not written by paperstack. Choose another data folder.");
}

static bool check_version(struct db *db, size_t newest, int64_t *version, struct err *e)
{
    if (!read_pragma(db, "PRAGMA user_version", version, e) || !check_owner(db, *version, e))
        return false;
    if (*version <= (int64_t)newest)
        return true;
    return err_set(e, ERR_SCHEMA,
                   "The data was written by a newer version of paperstack (schema %lld, this one "
                   "knows %zu). Update the program.",
                   (long long)*version, newest);
}

static bool check_foreign_keys(struct db *db, struct err *e)
{
    sqlite3_stmt *handle = NULL;
    int rc = sqlite3_prepare_v2(db->handle, "PRAGMA foreign_key_check", -1, &handle, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(handle);
    (void)sqlite3_finalize(handle);
    if (rc == SQLITE_ROW)
        return err_set(e, ERR_SCHEMA,
                       "The data is not consistent and cannot be brought up to "
                       "date. Restore a backup.");
    return rc == SQLITE_DONE || err_db(e, db, rc, "foreign_key_check");
}

/* One migration inside its transaction. Another process may have been faster. */
static bool apply(struct db *db, const struct embedded_file *file, int64_t number, struct err *e)
{
    int64_t version;
    if (!read_pragma(db, "PRAGMA user_version", &version, e))
        return false;
    if (version >= number)
        return true;
    const char *sql = str_cstr(db->scratch, file->bytes);
    return connection_exec(db, sql, e) && set_pragma(db, "user_version", number, e) &&
           set_pragma(db, "application_id", APPLICATION_ID, e) && check_foreign_keys(db, e);
}

static bool apply_atomically(struct db *db, const struct embedded_file *file, int64_t number,
                             struct err *e)
{
    if (!connection_exec(db, "BEGIN IMMEDIATE", e))
        return false;
    if (apply(db, file, number, e) && connection_exec(db, "COMMIT", e))
        return true;
    if (!sqlite3_get_autocommit(db->handle))
        (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* Foreign keys cannot be switched inside a transaction, and a migration may rebuild a table. */
bool migrate_run(struct db *db, struct err *e)
{
    size_t n;
    const struct embedded_file *files = embed_folder(STR("migrations/"), &n);
    int64_t version;
    if (!check_version(db, n, &version, e))
        return false;
    if ((size_t)version == n)
        return true;
    if (!set_pragma(db, "foreign_keys", 0, e))
        return false;
    for (size_t i = (size_t)version; i < n; i++)
        if (!apply_atomically(db, &files[i], (int64_t)i + 1, e))
            return false;
    arena_clear(db->scratch);
    return set_pragma(db, "foreign_keys", 1, e);
}

bool migrate_check(struct db *db, struct err *e)
{
    size_t n;
    (void)embed_folder(STR("migrations/"), &n);
    int64_t version;
    if (!check_version(db, n, &version, e))
        return false;
    if ((size_t)version == n)
        return true;
    return err_set(e, ERR_SCHEMA,
                   "The data was written by an older version of paperstack. Run \"paperstack "
                   "serve\" or \"import\" once to bring it up to date.");
}
