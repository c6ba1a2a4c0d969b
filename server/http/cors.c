#include "cors_internal.h"

#define EXPOSED                                                                                    \
    "ETag, Link, Location, Content-Location, Retry-After, X-Request-Id, X-Paperstack-Version"
#define MAX_AGE_S "600"

bool server_allows_origin(const char *const *origins, struct str origin)
{
    for (size_t i = 0; origins && origins[i]; i++)
        if (str_eq(str_from(origins[i]), STR("*")) || str_eq_ci(str_from(origins[i]), origin))
            return origin.n > 0;
    return false;
}

/* Vary stands on answers to anybody, or a cache would give one origin the answer for another. */
size_t cors_list_headers(const char *const *origins, const struct request *q,
                         struct http_pair out[CORS_HEADERS_MAX])
{
    struct str origin = request_header(q, "origin");
    size_t n = 0;
    if (!origins || !origins[0])
        return 0;
    out[n++] = (struct http_pair){STR("Vary"), STR("Origin")};
    if (!server_allows_origin(origins, origin))
        return n;
    out[n++] = (struct http_pair){STR("Access-Control-Allow-Origin"), origin};
    out[n++] = (struct http_pair){STR("Access-Control-Expose-Headers"), STR(EXPOSED)};
    return n;
}

void cors_add_preflight(const char *const *origins, const struct request *q, struct str methods,
                        struct response *r)
{
    if (!request_header(q, "access-control-request-method").n ||
        !server_allows_origin(origins, request_header(q, "origin")))
        return;
    response_header(r, "Access-Control-Allow-Methods", methods);
    response_header(r, "Access-Control-Allow-Headers",
                    STR("Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID"));
    response_header(r, "Access-Control-Max-Age", STR(MAX_AGE_S));
}
