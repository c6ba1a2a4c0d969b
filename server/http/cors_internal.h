/* cors_internal.h: what pages of other origins may read (the Fetch standard, "CORS protocol").
 *
 * Off unless origins are configured; each is compared whole. Never with credentials: cookies of ours are
 * SameSite=Strict, and a page elsewhere sends its own token. */
#ifndef PS_HTTP_CORS_INTERNAL_H
#define PS_HTTP_CORS_INTERNAL_H

#include "http/response.h"
#include "http/server.h"

#define CORS_HEADERS_MAX 3

/* The headers that any answer to this request gets; how many. */
size_t cors_list_headers(const char *const *origins, const struct request *q,
                         struct http_pair out[CORS_HEADERS_MAX]);
/* Adds what a browser asks for before it sends a request with another method or further headers. */
void cors_add_preflight(const char *const *origins, const struct request *q, struct str methods,
                        struct response *r);

#endif
