/* arena.h: bump allocation, one arena per document and one per request.
 *
 * Everything that lives as long as a document or a request is allocated here and goes with one
 * call; nothing in an arena is freed singly. Blocks double from 64 KiB. Unused bytes are poisoned
 * under AddressSanitizer, so that overruns are found although malloc is not called.
 *
 * Out of memory aborts the process. That is right only because every input is bounded before it is
 * allocated for (size of a note, size of a request body, length of a list): a too large input is
 * answered with ERR_TOO_LARGE, never with an abort.
 *
 * Threads: an arena belongs to one thread at a time. */
#ifndef PS_BASE_ARENA_H
#define PS_BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"

struct arena;

/* A place in an arena to fall back to. */
struct arena_mark {
    void *block;
    size_t used;
};

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */

/* `n` zeroed bytes, aligned for any type. Never NULL; n == 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t n) NONNULL;

/* `count` zeroed objects of `size` bytes; aborts on overflow. */
void *arena_calloc(struct arena *a, size_t count, size_t size) NONNULL;

/* The same, but not zeroed: for memory that is written at once. */
void *arena_array_raw(struct arena *a, size_t count, size_t size) NONNULL;

/* A zero-terminated copy of `n` bytes. */
char *arena_strndup(struct arena *a, const char *p, size_t n) NONNULL;

/* A zero-terminated formatted string. */
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

/* Loops that need scratch space take a mark and go back to it. */
struct arena_mark arena_mark(struct arena *a) NONNULL;
void arena_reset(struct arena *a, struct arena_mark mark) NONNULL;

/* Empties the arena but keeps a block, the last one unless it is huge, for the next document. */
void arena_clear(struct arena *a) NONNULL;

/* Bytes handed out so far. */
size_t arena_used(const struct arena *a) NONNULL;

#define ARENA_NEW(a, type)      ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_calloc((a), (n), sizeof(type)))

#endif
