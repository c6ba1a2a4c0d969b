/* export.h: the whole graph as JSON Lines, sorted, nodes named by key, without ids of rows and without times: the
 * byte-for-byte comparison of the invariants. First papers, then concepts, then edges with their
 * evidence. */
#ifndef PS_APP_EXPORT_H
#define PS_APP_EXPORT_H

#include "base/err.h"
#include "store/store.h"

/* `write` gets each line with its newline; false stops (then ERR_IO). */
MUST_USE bool export_jsonl(struct db *db, bool (*write)(void *context, const char *p, size_t n),
                           void *context, struct err *e);

#endif
