/* vec.h: typed growable arrays on an arena.
 *
 *   VEC(struct span) spans = VEC_INIT;
 *   *vec_push(arena, &spans) = (struct span){…};
 *   for (size_t i = 0; i < spans.n; i++) use(&spans.items[i]);
 *
 * Pointers to items are valid until the next push (growth copies). Nothing is freed: the memory
 * goes with the arena. */
#ifndef PS_BASE_VEC_H
#define PS_BASE_VEC_H

#include <stddef.h>

struct arena;

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t n, cap;                                                                             \
    }
#define VEC_INIT                                                                                   \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* Makes room for one more item, zeroed, and gives its address. */
#define vec_push(arena, v)                                                                         \
    ((v)->items = vec_grow((arena), (v)->items, &(v)->n, &(v)->cap, sizeof(*(v)->items)),          \
     &(v)->items[(v)->n - 1])

/* Used by vec_push only. */
void *vec_grow(struct arena *a, void *items, size_t *n, size_t *cap, size_t size);

#endif
