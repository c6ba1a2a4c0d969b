/* response.h: what a handler answers. Body bytes are either owned (malloc'ed by a strbuf and taken)
 * or borrowed for ever (embedded files). */
#ifndef PS_HTTP_RESPONSE_H
#define PS_HTTP_RESPONSE_H

#include "base/err.h"
#include "base/strbuf.h"
#include "http/request.h"
#include "http/stream.h"

#define RESPONSE_HEADERS_MAX 24

struct response {
    int status; /* 200 unless set */
    struct http_pair headers[RESPONSE_HEADERS_MAX];
    size_t n_headers;
    struct strbuf body; /* used unless `borrowed` is set */
    struct str borrowed;
    struct str borrowed_gzip; /* the same compressed, or empty */
    bool allow_gzip;          /* compress `body` when the client takes it and it is over 1 KiB */
    bool is_problem;
    /* Not 0: while server_options.version gives this number, the same address gives the same answer in the
     * same language, to everybody whom `authorise` lets. */
    uint64_t version;
    /* Not NULL: after the body the answer goes on without an end, from this place (http/stream.h). */
    const struct stream_place *stream;
};

/* Name and value are copied into the request's arena by the caller when they are not static.
 * Values with control bytes are refused as a bug. */
void response_header(struct response *r, const char *name, struct str value);
void response_content_type(struct response *r, const char *type);

/* Any err as application/problem+json (RFC 9457): type, title, status, code, detail, instance,
 * request_id; title in the language of the request. Replaces what was in the response. */
void response_problem(struct response *r, const struct request *q, const struct err *e);

/* The same with an errors[] array. What is empty is left out; of parameter, pointer and place the one that
 * the input has is set. */
struct problem_item {
    struct str parameter, detail, suggestion;
    const char *code;
    struct str pointer;          /* JSON Pointer into the body */
    size_t at_offset, at_length; /* code points of a phrase; both 0: no place */
};

void response_problem_items(struct response *r, const struct request *q, const struct err *e,
                            const struct problem_item *items, size_t n);

#endif
