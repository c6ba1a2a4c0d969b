/* server.h: sockets, threads and the request filter; the only user of libmicrohttpd.
 *
 * Every request passes the filter of RELIABILITY.md 1.1 (one Host that is allowed, one length, no
 * Transfer-Encoding tricks, token header names, no control bytes, caps on URL, headers and body)
 * before a handler sees it. A handler is called once, with the whole body, on a thread that may wait: those
 * that answer questions and those that change something have threads of their own, apart from the threads
 * that move the bytes (server/http/workers_internal.h). */
#ifndef PS_HTTP_SERVER_H
#define PS_HTTP_SERVER_H

#include "http/route.h"

struct server;

struct server_options {
    const char *address;              /* "127.0.0.1", "::1", "0.0.0.0" */
    uint16_t port;                    /* 0: the system chooses */
    unsigned threads;                 /* that answer questions; 0 = 4 */
    const char *const *allowed_hosts; /* besides the loopback names; NULL-terminated or NULL */
    const char *const
        *cors_origins; /* whose pages may ask: "https://lab.example", or "*"; the same */
    const struct router *router;
    void *context; /* given to handlers */
    /* Last word on a request before its handler: tokens, origins. NULL: everything is allowed. */
    bool (*authorise)(void *context, struct request *q, const struct route *route, struct err *e);
    /* Of what the answers depend on; NULL: nothing is kept to be sent again. */
    uint64_t (*version)(void *context);
    /* Called when a handler of a method that changes something is done, before its answer is sent;
     * may be NULL. */
    void (*finished)(void *context, const struct request *q, const struct route *route, int status);
    /* What streams are sent; NULL: no handler makes one. */
    stream_reader *read_events;
    /* For paths that no route has: the page. False and ERR_NOT_FOUND: a problem. */
    bool (*fallback)(void *context, struct request *q, struct response *r, struct err *e);
};

/* Errors: ERR_IO when the address is taken or not ours. */
MUST_USE bool server_start(const struct server_options *o, struct server **out, struct err *e);
/* Whether `origin` is one of server_options.cors_origins (may be NULL). */
bool server_allows_origin(const char *const *origins, struct str origin);
uint16_t server_port(const struct server *s);
/* Stops accepting, finishes requests under way (at most `drain_ms`), closes. */
void server_stop(struct server *s, int64_t drain_ms);

struct server_stats {
    uint64_t requests, refused, errors_5xx, in_flight;
};

void server_read_stats(const struct server *s, struct server_stats *out);

/* "0.9.75": the libmicrohttpd that runs. */
const char *server_microhttpd_version(void);

#endif
