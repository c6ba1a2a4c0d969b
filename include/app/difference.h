/* difference.h: what a write transaction that is still open changes in the graph: the papers, concepts and edges
 * that come, go or say something else of themselves. For a dry run: read it, then roll back.
 *
 * Exact by construction: the journal of the transaction says what was touched, a snapshot of the last commit
 * and the transaction itself say how it was and how it is. Evidence and counts are left out (app/graph_json.h).
 * All of it is in memory at once: some 1 KB a paper that changes, 500 bytes an edge. */
#ifndef PS_APP_DIFFERENCE_H
#define PS_APP_DIFFERENCE_H

#include <jansson.h>

#include "base/err.h"
#include "store/journal.h"

struct difference_row {
    enum journal_class class_; /* a paper, concept or edge */
    enum journal_action action;
    struct str id;            /* the public one */
    struct str before, after; /* JSON objects (app/graph_json.h); empty where there is nothing */
};

struct difference {
    struct difference_row *rows; /* by class, action and key */
    size_t n;
};

/* `db` is the open write transaction of the store. */
MUST_USE bool difference_read(struct store *s, struct db *db, struct arena *a,
                              struct difference *out, struct err *e);
/* A new array of {"type", "action", "id", "before", "after"}; before or after is null where there is nothing. */
json_t *difference_to_json(const struct difference *d);

#endif
