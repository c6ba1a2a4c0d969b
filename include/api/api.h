/* api.h: the HTTP face: the one route table and the page. */
#ifndef PS_API_API_H
#define PS_API_API_H

#include <stdatomic.h>

#include "app/library.h"
#include "http/server.h"

struct people;

struct api {
    struct library *library;
    struct people *people;
    const char *const
        *cors_origins;      /* as in server_options: their pages may also write, with a token */
    bool behind_tls;        /* a proxy in front speaks TLS: cookies are for TLS only */
    const char *base_path;  /* where a proxy shows the page, "/stack"; NULL: at the root */
    const char *static_dir; /* development: serve the page from this folder; NULL: embedded */
    atomic_bool *draining;  /* readyz answers 503 when set */
    atomic_bool *importing; /* the same, while the notes folder is taken in at start */
    atomic_uint_fast64_t notes_done, notes_total; /* of the folder; 0 before anything is known */
};

/* The table of all routes. */
const struct router *api_router(void);
/* For server_options: the page and its files. */
bool api_fallback(void *context, struct request *q, struct response *r, struct err *e);
/* For server_options: what answers depend on. */
uint64_t api_version(void *context);
/* For server_options: changes of the graph, and progress of imports and jobs. */
void api_read_events(void *context, struct stream_place *place, struct strbuf *out);
/* For server_options: host and origin rules, tokens. */
bool api_authorise(void *context, struct request *q, const struct route *route, struct err *e);

/* For server_options: writes down in the audit log who changed what. */
void api_record(void *context, const struct request *q, const struct route *route, int status);

#endif
