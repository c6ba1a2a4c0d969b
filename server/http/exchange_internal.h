/* exchange_internal.h: one request and its answer while libmicrohttpd works on it.
 *
 * libmicrohttpd calls back several times for one request; only server.c knows that. The exchange
 * gathers the parts, and exchange_answer runs the handler once when the body is whole. */
#ifndef PS_HTTP_EXCHANGE_INTERNAL_H
#define PS_HTTP_EXCHANGE_INTERNAL_H

#include "base/arena.h"
#include "http/cache_internal.h"
#include "http/server.h"
#include "http_internal.h"
#include "stream_internal.h"
#include "workers_internal.h"

struct exchange {
    struct arena *arena;
    struct request request;
    const struct route *route; /* NULL: not found, or the fallback serves it */
    struct strbuf body;
    int64_t body_length; /* as declared; -1 = in chunks */
    size_t body_max;
    bool body_too_large;
    bool started;     /* headers were read */
    bool counted;     /* in the number of requests in flight */
    bool is_answered; /* `response` is made, and not sent yet */
    bool is_streamed; /* the thread of the streams has answered */
    struct response response;
    struct work_item item; /* in the queue of a worker */
    void *server, *owner;  /* for the worker: whom to count for, and whom to wake */
    struct stream stream;
    struct err refused;
    struct str allow;                 /* for 405 */
    struct cache *cache;              /* NULL: nothing is kept */
    const struct cache_entry *cached; /* the answer, or NULL */
};

/* Never fails; `target` may be NULL (port scanners). */
struct exchange *exchange_new(const char *target);
void exchange_free(struct exchange *x);

/* After the headers are in: filter, route, parameters, access, length. False: `x->refused` is set. */
MUST_USE bool exchange_begin(struct exchange *x, const struct server_options *o, uint16_t port);
bool exchange_changes_something(const struct exchange *x);
/* Runs the handler, or answers the refusal, into `x->response`: compressed where that is wanted, and kept to be sent
 * again where that may be. */
void exchange_answer(struct exchange *x, const struct server_options *o);

#endif
