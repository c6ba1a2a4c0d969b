/* journal.h: what changed, in order: papers, concepts, edges and notes that were added, changed or removed.
 *
 * Each commit writes down its net effect: what it adds and removes again, or writes as it was, is no change;
 * after a rebuild the graph before and after are compared. What counts of a paper or concept is what it says
 * of itself, of an edge score, status and origin; counts that follow from others do not.
 *
 * Changes are numbered from 1 without gaps. The last million is kept. */
#ifndef PS_STORE_JOURNAL_H
#define PS_STORE_JOURNAL_H

#include "store/store.h"

enum journal_class { JOURNAL_NOTE, JOURNAL_PAPER, JOURNAL_CONCEPT, JOURNAL_EDGE };

enum journal_action { JOURNAL_ADDED, JOURNAL_CHANGED, JOURNAL_REMOVED };

const char *journal_class_name(enum journal_class c);   /* "paper" */
const char *journal_action_name(enum journal_action a); /* "added" */

struct journal_row {
    int64_t seq;
    enum journal_class class_;
    enum journal_action action;
    struct str public_id;
    int64_t at_ms;
};

/* What is kept: the changes after `oldest` up to `newest`; both 0 when nothing ever changed. */
struct journal_span {
    int64_t oldest, newest;
    int64_t oldest_ms; /* of the first change that is kept; 0 when there is none */
};

MUST_USE bool journal_read_span(struct db *db, struct journal_span *out, struct err *e);
#define JOURNAL_ALL 15u /* all classes */

/* The changes after number `since`, at most `limit`; `classes` has a bit 1 << class for each that is wanted.
 * Errors: ERR_GONE when some of them are not kept. */
MUST_USE bool journal_list(struct db *db, int64_t since, unsigned classes, size_t limit,
                           struct arena *a, struct journal_row **out, size_t *n, struct err *e);
/* What the write transaction that is open has changed so far, by class and id; without `seq` and `at_ms`. */
MUST_USE bool journal_list_open(struct db *db, struct arena *a, struct journal_row **out, size_t *n,
                                struct err *e);
/* The number to ask with for all changes from a time on. Errors: ERR_GONE when what is kept begins later. */
MUST_USE bool journal_find_time(struct db *db, int64_t from_ms, int64_t *since, struct err *e);

#endif
