#include "store/statement_internal.h"

#include "base/arena.h"
#include "store/store_internal.h"

struct statement_row {
    const char *name;
    const char *sql;
};

static const struct statement_row rows[] = {
#define STATEMENT_ROW(name, sql) {#name, sql},
    STATEMENTS(STATEMENT_ROW)
#undef STATEMENT_ROW
};

const char *statement_name(enum statement_id id)
{
    return rows[id].name;
}

const char *statement_sql(enum statement_id id)
{
    return rows[id].sql;
}

static int prepare(struct db *db, enum statement_id id)
{
    const char *rest = NULL;
    int rc = sqlite3_prepare_v3(db->handle, rows[id].sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &db->statements[id], &rest);
    if (rc == SQLITE_OK && rest && *rest)
        BUG("a statement has text after its end");
    return rc;
}

struct stmt stmt_begin(struct db *db, enum statement_id id)
{
    struct stmt s = {NULL, db, SQLITE_OK};
    if (!db->statements[id])
        s.rc = prepare(db, id);
    s.handle = db->statements[id];
    if (s.handle && sqlite3_stmt_busy(s.handle))
        BUG("a statement is borrowed twice");
    return s;
}

void stmt_end(struct stmt *s)
{
    if (!s->handle)
        return;
    (void)sqlite3_reset(s->handle); /* repeats the error of the last step */
    (void)sqlite3_clear_bindings(s->handle);
}

static void note_error(struct stmt *s, int rc)
{
    if (s->rc == SQLITE_OK)
        s->rc = rc;
}

static bool is_usable(const struct stmt *s)
{
    return s->handle && (s->rc == SQLITE_OK || s->rc == SQLITE_ROW);
}

void bind_i64(struct stmt *s, int parameter, int64_t value)
{
    if (is_usable(s))
        note_error(s, sqlite3_bind_int64(s->handle, parameter, value));
}

void bind_str(struct stmt *s, int parameter, struct str value)
{
    if (is_usable(s))
        note_error(s, sqlite3_bind_text64(s->handle, parameter, value.p ? value.p : "", value.n,
                                          SQLITE_STATIC, SQLITE_UTF8));
}

void bind_blob(struct stmt *s, int parameter, struct str value)
{
    if (is_usable(s))
        note_error(s, sqlite3_bind_blob64(s->handle, parameter, value.p ? value.p : "", value.n,
                                          SQLITE_STATIC));
}

void bind_json_array(struct stmt *s, int parameter, struct str value)
{
    bind_str(s, parameter, value.n ? value : STR("[]"));
}

void bind_pointer(struct stmt *s, int parameter, void *pointer, const char *type)
{
    if (is_usable(s))
        note_error(s, sqlite3_bind_pointer(s->handle, parameter, pointer, type, NULL));
}

bool stmt_next(struct stmt *s)
{
    if (!is_usable(s))
        return false;
    s->rc = sqlite3_step(s->handle);
    return s->rc == SQLITE_ROW;
}

static const char *statement_of(const struct stmt *s)
{
    for (size_t i = 0; i < STMT_COUNT; i++)
        if (s->handle && s->db->statements[i] == s->handle)
            return rows[i].name;
    return "prepare";
}

bool stmt_finish(struct stmt *s, struct err *e)
{
    if (s->rc == SQLITE_OK || s->rc == SQLITE_ROW || s->rc == SQLITE_DONE)
        return true;
    return err_db(e, s->db, s->rc, statement_of(s));
}

bool stmt_run(struct stmt *s, struct err *e)
{
    while (stmt_next(s))
        continue;
    return stmt_finish(s, e);
}

void stmt_rewind(struct stmt *s)
{
    if (s->handle && s->rc == SQLITE_DONE)
        s->rc = sqlite3_reset(s->handle);
}

bool stmt_read_i64(struct stmt *s, int64_t *out, bool *found, struct err *e)
{
    bool has_row = stmt_next(s);
    *out = has_row ? column_i64(s, 0) : 0;
    if (found)
        *found = has_row;
    return stmt_finish(s, e);
}

bool stmt_insert(struct stmt *s, int64_t *id, struct err *e)
{
    if (!stmt_run(s, e))
        return false;
    *id = sqlite3_last_insert_rowid(s->db->handle);
    return true;
}

int64_t column_i64(struct stmt *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

double column_double(struct stmt *s, int column)
{
    return sqlite3_column_double(s->handle, column);
}

struct str column_view(struct stmt *s, int column)
{
    const void *p = sqlite3_column_blob(s->handle, column); /* text comes as its bytes */
    int n = sqlite3_column_bytes(s->handle, column);
    return n > 0 && p ? str_of(p, (size_t)n) : STR_EMPTY;
}

struct str column_str(struct stmt *s, int column, struct arena *a)
{
    return str_copy(a, column_view(s, column));
}

void statement_free_all(struct db *db)
{
    for (size_t i = 0; i < STMT_COUNT; i++) {
        (void)sqlite3_finalize(db->statements[i]);
        db->statements[i] = NULL;
    }
}
