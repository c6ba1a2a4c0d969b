/* id_set_internal.h: a set of row numbers that keeps the order in which they came. */
#ifndef PS_APP_ID_SET_INTERNAL_H
#define PS_APP_ID_SET_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct map;

struct id_set {
    int64_t *items;
    size_t n, cap;
    struct arena *arena;
    struct map *index;
};

void id_set_init(struct id_set *set, struct arena *a);
/* True when it was not there before. */
bool id_set_add(struct id_set *set, int64_t id);
bool id_set_has(const struct id_set *set, int64_t id);

#endif
