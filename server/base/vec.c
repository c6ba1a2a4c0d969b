#include "base/vec.h"

#include <string.h>

#include "base/arena.h"

void *vec_grow(struct arena *a, void *items, size_t *n, size_t *cap, size_t size)
{
    if (*n < *cap) {
        (*n)++;
        memset((char *)items + (*n - 1) * size, 0, size);
        return items;
    }
    size_t bigger = *cap ? *cap * 2 : 8;
    void *copy = arena_array_raw(a, bigger, size);
    if (*n)
        memcpy(copy, items, *n * size);
    memset((char *)copy + *n * size, 0, size);
    *cap = bigger;
    (*n)++;
    return copy;
}
