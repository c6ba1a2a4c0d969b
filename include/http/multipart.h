/* multipart.h: the parts of a multipart/form-data body (RFC 7578), for uploads of files.
 *
 * Ours rather than libmicrohttpd's, whose post-processor has crashed programs that never used it
 * (RELIABILITY.md 1.1): the body is whole and bounded before this sees it, is read once, and nothing of it is
 * copied but names. */
#ifndef PS_HTTP_MULTIPART_H
#define PS_HTTP_MULTIPART_H

#include "base/err.h"
#include "base/str.h"

struct arena;

struct multipart_part {
    struct str name;     /* of the form's field */
    struct str filename; /* as sent, or empty for a plain field */
    struct str body;     /* a slice of the request's body */
};

/* `content_type` is the header with its boundary. Errors: ERR_BAD_REQUEST that says what is wrong where;
 * ERR_TOO_LARGE for more than `max` parts. */
MUST_USE bool multipart_read(struct str content_type, struct str body, size_t max, struct arena *a,
                             struct multipart_part **out, size_t *n, struct err *e);

#endif
