/* secret.h: random secrets and their comparison. The only randomness of the program: extraction and
 * resolution have none. */
#ifndef PS_BASE_SECRET_H
#define PS_BASE_SECRET_H

#include "base/str.h"

#define SECRET_HEX 64 /* 256 bits */

/* `digits` (even, at most SECRET_HEX) lower-case hexadecimal digits from the system's generator,
 * zero-terminated. */
void secret_make(char *out, size_t digits);
/* In a time that depends on the lengths only. */
bool secret_eq(struct str a, struct str b);

#endif
