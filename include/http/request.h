/* request.h: one HTTP request, read, checked and bounded, free of libmicrohttpd.
 *
 * Path segments and parameters are percent-decoded one by one, so that a DOI with %2F stays one
 * segment. Everything lives in `arena`, which goes when the response is sent. */
#ifndef PS_HTTP_REQUEST_H
#define PS_HTTP_REQUEST_H

#include "base/err.h"
#include "base/str.h"

struct arena;

enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_METHOD_COUNT
};

const char *http_method_name(enum http_method m);

struct http_pair {
    struct str name, value; /* names of headers are lower case */
};

struct request {
    struct arena *arena;
    enum http_method method;
    struct str target;    /* as sent: path and query */
    struct str *segments; /* decoded path segments, without empty ones */
    size_t n_segments;
    struct http_pair *query;
    size_t n_query;
    struct http_pair *headers;
    size_t n_headers;
    struct str body;   /* whole, within the route's limit */
    struct str remote; /* address of the peer */
    bool is_loopback;
    char id[24];       /* X-Request-Id */
    struct str person; /* who asks, and with what: set by the authorise hook */
    struct str token_id;
    unsigned rights;
    struct str *path_params; /* filled by the router: values of the pattern's {names}, in order */
    const char *const *path_param_names;
    size_t n_path_params;
};

/* Splits `r->target` into segments and parameters. Errors: ERR_BAD_REQUEST, ERR_HEADERS_TOO_LARGE. */
MUST_USE bool request_read_target(struct request *r, struct err *e);
/* Empty when absent. */
struct str request_header(const struct request *r, const char *lower_name);
struct str request_path_param(const struct request *r, const char *name);
/* First value; `*found` may be NULL. */
struct str request_query(const struct request *r, const char *name, bool *found);
/* Decimal within [min, max]; `fallback` when absent. Errors: ERR_INVALID_PARAMETER naming it and the range. */
MUST_USE bool request_query_int(const struct request *r, const char *name, int64_t min, int64_t max,
                                int64_t fallback, int64_t *out, struct err *e);
/* The value of a cookie; empty when there is none. */
struct str request_cookie(const struct request *r, const char *name);
MUST_USE bool request_query_bool(const struct request *r, const char *name, bool fallback,
                                 bool *out, struct err *e);
/* "zh" or "en" by Accept-Language; "en" by default. */
const char *request_language(const struct request *r);

#endif
