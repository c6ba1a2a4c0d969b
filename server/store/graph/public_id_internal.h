/* public_id_internal.h: public ids as the 60-bit numbers that are stored.
 *
 * "p_" and twelve digits take 14 bytes, the number 8. Numbers compare like the texts do. */
#ifndef PS_STORE_PUBLIC_ID_INTERNAL_H
#define PS_STORE_PUBLIC_ID_INTERNAL_H

#include "base/err.h"
#include "base/str.h"

struct arena;

/* The number that hash_public_id gives for `key`, whatever the prefix. */
int64_t public_id_of_key(struct str key);
/* False when `text` is no public id with this prefix. */
MUST_USE bool public_id_read(struct str text, char prefix, int64_t *out);
struct str public_id_write(char prefix, int64_t number, struct arena *a);

#endif
