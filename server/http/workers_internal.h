/* workers_internal.h: threads that run handlers, so that the threads of libmicrohttpd only move bytes.
 *
 * A handler may wait: for the disk, for its turn to write, for a query of two seconds. On a thread of
 * libmicrohttpd everybody else whose connection belongs to that thread would wait with it. What changes
 * something has threads of its own, so that writers who wait for a slow disk leave those who read alone.
 *
 * Threads: any may add; the work runs on a thread of the pool. */
#ifndef PS_HTTP_WORKERS_INTERNAL_H
#define PS_HTTP_WORKERS_INTERNAL_H

#include "base/err.h"

struct workers;

/* Part of what is to be worked on; it stays the caller's, and untouched by him until `work` has run. */
struct work_item {
    struct work_item *next;
    void (*work)(void *context);
    void *context;
};

/* `threads` at least 1. Errors: ERR_BUSY when the system gives no threads. */
MUST_USE bool workers_new(unsigned threads, struct workers **out, struct err *e);
/* At the end of the queue. False when the pool is stopping: the item was not taken. */
bool workers_add(struct workers *w, struct work_item *item);
/* Runs what is queued to its end, then takes nothing more. NULL is fine. */
void workers_stop(struct workers *w);
/* After workers_stop; NULL is fine. */
void workers_free(struct workers *w);

#endif
