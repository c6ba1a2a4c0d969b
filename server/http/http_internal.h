/* http_internal.h: what the files of the http layer share and nobody else sees. */
#ifndef PS_HTTP_INTERNAL_H
#define PS_HTTP_INTERNAL_H

#include "http/request.h"
#include "http/response.h"

/* Caps of the request filter (RELIABILITY.md 1.1). */
#define TARGET_MAX_BYTES  ((size_t)8 << 10)
#define HEADERS_MAX_BYTES ((size_t)16 << 10)
#define HEADERS_MAX       ((size_t)100)

/* ---- percent.c ---- */

/* Decodes %XX (and '+' as a space when `plus` is set). Refused: half sequences, NUL and other control
 * bytes, and what is not UTF-8. */
MUST_USE bool percent_decode(struct str in, bool plus, struct arena *a, struct str *out,
                             struct err *e);

/* ---- filter.c ---- */

/* Headers: names are tokens, values without control bytes, one Host that is allowed, one length, no
 * Transfer-Encoding but "chunked" alone. `*length` is the declared body length, or -1 when the body is
 * chunked. Errors: ERR_BAD_REQUEST, ERR_HOST_NOT_ALLOWED, ERR_HEADERS_TOO_LARGE,
 * ERR_NOT_IMPLEMENTED. */
MUST_USE bool filter_check_headers(const struct request *q, uint16_t port,
                                   const char *const *allowed_hosts, int64_t *length,
                                   struct err *e);

/* ---- compress.c ---- */

/* Replaces `body` by its gzip form; false, and `body` unchanged, when that is not shorter. */
bool compress_gzip(struct strbuf *body);
/* Whether Accept-Encoding takes gzip. */
bool compress_is_accepted(struct str accept_encoding);

#endif
