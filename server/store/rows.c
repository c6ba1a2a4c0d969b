#include "store/rows_internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/store_internal.h"

#define POINTER_TYPE "rows"

enum { COLUMN_BYTES = ROWS_WIDTH, COLUMN_SOURCE };

struct cursor {
    sqlite3_vtab_cursor base;
    const struct row_source *source;
    size_t at;
};

static int connect_table(sqlite3 *handle, void *context, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **problem)
{
    (void)context;
    (void)argc;
    (void)argv;
    (void)problem;
    int rc = sqlite3_declare_vtab(handle, SQL_ROWS_TABLE);
    if (rc != SQLITE_OK)
        return rc;
    *out = sqlite3_malloc(sizeof(**out));
    if (!*out)
        return SQLITE_NOMEM;
    memset(*out, 0, sizeof(**out));
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* The pointer is the only way in. */
static int choose_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    for (int i = 0; i < info->nConstraint; i++) {
        if (info->aConstraint[i].iColumn != COLUMN_SOURCE || !info->aConstraint[i].usable)
            continue;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 100;
        info->estimatedRows = 100;
        return SQLITE_OK;
    }
    return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct cursor *c = sqlite3_malloc(sizeof(*c));
    if (!c)
        return SQLITE_NOMEM;
    memset(c, 0, sizeof(*c));
    *out = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *cursor, int plan, const char *name, int argc,
                  sqlite3_value **argv)
{
    (void)plan;
    (void)name;
    struct cursor *c = (struct cursor *)cursor;
    c->source = argc == 1 ? sqlite3_value_pointer(argv[0], POINTER_TYPE) : NULL;
    c->at = 0;
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    ((struct cursor *)cursor)->at++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
    const struct cursor *c = (const struct cursor *)cursor;
    return !c->source || c->at >= c->source->n;
}

static int read_column(sqlite3_vtab_cursor *cursor, sqlite3_context *result, int column)
{
    const struct cursor *c = (const struct cursor *)cursor;
    const struct row *row = &c->source->rows[c->at];
    if (column < ROWS_WIDTH)
        sqlite3_result_int64(result, row->numbers[column]);
    else if (column == COLUMN_BYTES)
        sqlite3_result_blob64(result, row->bytes.p ? row->bytes.p : "", row->bytes.n,
                              SQLITE_STATIC);
    return SQLITE_OK;
}

static int read_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct cursor *)cursor)->at;
    return SQLITE_OK;
}

bool rows_register(struct db *db, struct err *e)
{
    /* Without xCreate it exists only as a function. */
    static const sqlite3_module module = {
        .xConnect = connect_table,
        .xBestIndex = choose_plan,
        .xDisconnect = disconnect_table,
        .xOpen = open_cursor,
        .xClose = close_cursor,
        .xFilter = filter,
        .xNext = next_row,
        .xEof = is_at_end,
        .xColumn = read_column,
        .xRowid = read_rowid,
    };
    int rc = sqlite3_create_module_v2(db->handle, "rows", &module, NULL, NULL);
    return rc == SQLITE_OK || err_db(e, db, rc, "register rows");
}

void bind_rows(struct stmt *s, int parameter, struct row_source *source)
{
    bind_pointer(s, parameter, source, POINTER_TYPE);
}

bool rows_run(struct db *db, enum statement_id id, const struct row *rows, size_t n, struct err *e)
{
    struct row_source source = {rows, n};
    if (n == 0)
        return true;
    STMT_SCOPE_OF(s, db, id);
    bind_rows(&s, 1, &source);
    return stmt_run(&s, e);
}
