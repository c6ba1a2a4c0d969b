/* journal_internal.h: gathering the changes of a transaction until its commit writes them down.
 *
 * Written as packed rows rather than a row a change: a library of ten thousand notes has some hundred
 * thousand edges, and each would cost two places in trees. */
#ifndef PS_STORE_JOURNAL_INTERNAL_H
#define PS_STORE_JOURNAL_INTERNAL_H

#include "base/strbuf.h"
#include "store/journal.h"

#define JOURNAL_KEPT         1000000 /* changes; some 10 MB */
#define JOURNAL_ROW_MAX      8192    /* changes in a row */
#define JOURNAL_CHANGE_BYTES 9       /* class and action, then the number of the public id */

/* Of one transaction. */
struct journal {
    struct strbuf changes; /* struct journal_change, one after the other */
    bool graph_is_new;     /* everything derived was emptied: compare instead */
};

struct journal_change {
    int64_t number; /* of the public id */
    uint32_t order;
    uint8_t class_, action;
};

void journal_init(struct journal *j);
void journal_reset(struct journal *j);
void journal_free(struct journal *j);

/* Every place that writes a note, a node or an edge says so; journal_add_all when the graph was emptied. */
void journal_add(struct db *db, enum journal_class class_, int64_t number,
                 enum journal_action action);
void journal_add_all(struct db *db);

/* What the transaction changes on the whole, JOURNAL_CHANGE_BYTES a change. */
MUST_USE bool journal_pack(struct db *db, struct strbuf *out, struct err *e);
/* Before the commit: writes down what the transaction changes on the whole, and marks the graph as touched
 * when that is something. */
MUST_USE bool journal_write(struct db *db, struct err *e);

/* compare.c: adds what is different from the last commit, class by class. */
MUST_USE bool journal_compare(struct db *db, struct err *e);

#endif
