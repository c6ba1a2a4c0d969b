/* nearest.h: "did you mean": the known name that is closest to one that was mistyped. */
#ifndef PS_BASE_NEAREST_H
#define PS_BASE_NEAREST_H

#include "base/str.h"

/* Edits (insert, delete, replace, swap of neighbours; bytes, without ASCII case) that make `b` of
 * `a`; at most `limit` + 1 is given. Names longer than NEAREST_MAX count as far apart. */
#define NEAREST_MAX 64
size_t nearest_distance(struct str a, struct str b, size_t limit);

/* The closest of `names` within a third of its length (at least 1); empty when none is that close.
 * The first wins a tie. */
struct str nearest_of(struct str name, const struct str *names, size_t n);

#endif
