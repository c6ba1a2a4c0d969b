/* base64.h: bytes as text that is safe in a URL (RFC 4648, section 5, without padding). */
#ifndef PS_BASE_BASE64_H
#define PS_BASE_BASE64_H

#include "base/str.h"

struct arena;

struct str base64url_encode(struct arena *a, struct str bytes);
/* False when a character is none of the alphabet. */
MUST_USE bool base64url_decode(struct arena *a, struct str text, struct str *out);

#endif
