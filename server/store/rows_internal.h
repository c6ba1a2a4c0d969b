/* rows_internal.h: many rows for one statement: SELECT a, b, bytes FROM rows(?1).
 *
 * A table-valued function over an array in memory. A statement that inserts or looks up a thousand rows
 * keeps its place in the tree; a thousand statements each begin at the root. Rows that come in the order
 * of the key touch each page once. */
#ifndef PS_STORE_ROWS_INTERNAL_H
#define PS_STORE_ROWS_INTERNAL_H

#include <stdint.h>

#include "base/str.h"
#include "store/statement_internal.h"

#define ROWS_WIDTH 7 /* columns a to g */

struct row {
    int64_t numbers[ROWS_WIDTH];
    struct str bytes;
};

/* Lives until the statement ends. */
struct row_source {
    const struct row *rows;
    size_t n;
};

MUST_USE bool rows_register(struct db *db, struct err *e);
void bind_rows(struct stmt *s, int parameter, struct row_source *source);
/* Runs a statement whose only parameter is the rows. */
MUST_USE bool rows_run(struct db *db, enum statement_id id, const struct row *rows, size_t n,
                       struct err *e);

#endif
