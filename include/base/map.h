/* map.h: a hash map from byte strings to 64-bit values, on an arena.
 *
 * Keys are not copied: they must live as long as the map. There is no removal and no iteration:
 * what has to be listed is kept in a vector beside the map, so that no result depends on the order
 * of a hash table (invariant 7: same bytes, same graph). */
#ifndef PS_BASE_MAP_H
#define PS_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct map;

struct map *map_new(struct arena *a);
size_t map_count(const struct map *m);

/* The value of `key`, or NULL. Valid until the next map_put of a new key. */
uint64_t *map_get(const struct map *m, struct str key);

/* The place of `key`'s value, made (0) when it is new; `*is_new` may be NULL. */
uint64_t *map_put(struct map *m, struct str key, bool *is_new);

#endif
