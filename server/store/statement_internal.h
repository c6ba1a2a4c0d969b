/* statement_internal.h: prepared statements of one connection, bound and read with types.
 *
 * A statement is borrowed for a block and given back at its end whatever way the block is left; a
 * forgotten reset would hold a read transaction open and keep the WAL from being truncated. Errors
 * stick: after the first one the other calls do nothing, and stmt_run or stmt_finish reports it.
 *
 *     STMT_SCOPE(s, db, NOTE_ID_BY_PATH);
 *     bind_str(&s, 1, path);
 *     while (stmt_next(&s))
 *         use(column_i64(&s, 0));
 *     return stmt_finish(&s, e); */
#ifndef PS_STORE_STATEMENT_INTERNAL_H
#define PS_STORE_STATEMENT_INTERNAL_H

#include <sqlite3.h>

#include "base/err.h"
#include "base/str.h"
#include "store/statements.h"

struct arena;
struct db;

enum statement_id {

#define STATEMENT_MEMBER(name, sql) STMT_##name,
    STATEMENTS(STATEMENT_MEMBER)
#undef STATEMENT_MEMBER
        STMT_COUNT
};

struct stmt {
    sqlite3_stmt *handle; /* NULL when it could not be prepared */
    struct db *db;
    int rc; /* the first error, or the result of the last step */
};

#define STMT_SCOPE(name, db, id) STMT_SCOPE_OF(name, db, STMT_##id)
/* The same with an enum statement_id that is chosen at run time. */
#define STMT_SCOPE_OF(name, db, id)                                                                \
    __attribute__((cleanup(stmt_end))) struct stmt name = stmt_begin((db), (id))

const char *statement_name(enum statement_id id);
const char *statement_sql(enum statement_id id);

/* A statement may be borrowed once at a time. */
struct stmt stmt_begin(struct db *db, enum statement_id id);
void stmt_end(struct stmt *s);

/* Parameters count from 1. Text is not copied: it must live until the block ends. */
void bind_i64(struct stmt *s, int parameter, int64_t value);
void bind_str(struct stmt *s, int parameter, struct str value);
void bind_blob(struct stmt *s, int parameter, struct str value);
/* An empty value stands for the empty array "[]". */
void bind_json_array(struct stmt *s, int parameter, struct str value);

/* A pointer that SQL cannot see, for the interface of FTS5. */
void bind_pointer(struct stmt *s, int parameter, void *pointer, const char *type);

/* The next row; false at the end and after an error. */
bool stmt_next(struct stmt *s);
/* True when no error has happened. */
MUST_USE bool stmt_finish(struct stmt *s, struct err *e);
/* Runs a statement that gives no rows. */
MUST_USE bool stmt_run(struct stmt *s, struct err *e);
/* The same for an insertion; gives the number of the new row. Not by RETURNING, which makes SQLite open
 * a savepoint, and at each savepoint FTS5 writes out all postings that it gathers. */
MUST_USE bool stmt_insert(struct stmt *s, int64_t *id, struct err *e);
/* Runs it again with further values: bindings stay. */
void stmt_rewind(struct stmt *s);
/* The first column of the first row; `*found` (may be NULL) false and 0 when there is none. */
MUST_USE bool stmt_read_i64(struct stmt *s, int64_t *out, bool *found, struct err *e);

/* Columns count from 0. */
int64_t column_i64(struct stmt *s, int column);
double column_double(struct stmt *s, int column);
struct str column_str(struct stmt *s, int column, struct arena *a); /* text or blob, copied */
struct str column_view(struct stmt *s, int column);                 /* valid until the next step */

void statement_free_all(struct db *db);

#endif
