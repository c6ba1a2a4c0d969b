#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
/* A gap after each object, so that reading past its end is found. */
#define GAP 16
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define GAP            0
#endif

#ifdef PS_HOSTILE
#define FIRST_BLOCK ((size_t)64) /* every border of a block is met early */
#else
#define FIRST_BLOCK ((size_t)64 << 10)
#endif
#define ALIGN            16
#define LARGEST_DOUBLING ((size_t)8 << 20)
#define LARGEST_KEPT     ((size_t)1 << 20) /* for the next document */

struct block {
    struct block *prev;
    size_t cap;
    size_t used;
    _Alignas(ALIGN) char bytes[];
};

struct arena {
    struct block *top;
    size_t total; /* bytes in the blocks below `top` */
};

_Noreturn static void out_of_memory(void)
{
    fputs("paperstack: out of memory\n", stderr);
    abort();
}

static struct block *block_new(struct block *prev, size_t cap)
{
    if (cap > SIZE_MAX - sizeof(struct block))
        out_of_memory();
    struct block *b = malloc(sizeof(*b) + cap);
    if (!b)
        out_of_memory();
    b->prev = prev;
    b->cap = cap;
    b->used = 0;
    POISON(b->bytes, cap);
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = malloc(sizeof(*a));
    if (!a)
        out_of_memory();
    a->top = block_new(NULL, FIRST_BLOCK);
    a->total = 0;
    return a;
}

static void block_free(struct block *b)
{
    UNPOISON(b->bytes, b->cap);
    free(b);
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    while (a->top) {
        struct block *prev = a->top->prev;
        block_free(a->top);
        a->top = prev;
    }
    free(a);
}

static void grow(struct arena *a, size_t n)
{
    size_t cap = a->top->cap < LARGEST_DOUBLING ? a->top->cap * 2 : a->top->cap;
    a->total += a->top->used;
    a->top = block_new(a->top, n > cap ? n : cap);
}

/* `n` bytes that hold anything. */
static void *take(struct arena *a, size_t n)
{
    if (n > SIZE_MAX - ALIGN - GAP)
        out_of_memory();
    size_t size = (n + GAP + ALIGN - 1) / ALIGN * ALIGN;
    if (size == 0)
        size = ALIGN;
    if (size > a->top->cap - a->top->used)
        grow(a, size);
    char *p = a->top->bytes + a->top->used;
    a->top->used += size;
    UNPOISON(p, n);
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    return memset(take(a, n), 0, n);
}

void *arena_calloc(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return arena_alloc(a, count * size);
}

void *arena_array_raw(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return take(a, count * size);
}

char *arena_strndup(struct arena *a, const char *p, size_t n)
{
    char *out = take(a, n + 1);
    memcpy(out, p, n);
    out[n] = '\0';
    return out;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    va_list again;
    va_start(args, fmt);
    va_copy(again, args);
    char *room = a->top->bytes + a->top->used;
    size_t n_room = a->top->cap - a->top->used;
    UNPOISON(room, n_room);
    int n = vsnprintf(room, n_room, fmt, args); /* mostly it fits and is printed once */
    POISON(room, n_room);
    va_end(args);
    char *out = take(a, n < 0 ? 1 : (size_t)n + 1);
    if (n < 0)
        out[0] = '\0';
    else if (out != room)
        (void)vsnprintf(out, (size_t)n + 1, fmt, again);
    va_end(again);
    return out;
}

struct arena_mark arena_mark(struct arena *a)
{
    return (struct arena_mark){a->top, a->top->used};
}

void arena_reset(struct arena *a, struct arena_mark mark)
{
    while (a->top != mark.block) {
        struct block *prev = a->top->prev;
        a->total -= prev->used;
        block_free(a->top);
        a->top = prev;
    }
    POISON(a->top->bytes + mark.used, a->top->cap - mark.used);
    a->top->used = mark.used;
}

void arena_clear(struct arena *a)
{
    while (a->top->prev && a->top->cap > LARGEST_KEPT) {
        struct block *prev = a->top->prev;
        block_free(a->top);
        a->top = prev;
    }
    while (a->top->prev) {
        struct block *below = a->top->prev;
        a->top->prev = below->prev;
        block_free(below);
    }
    POISON(a->top->bytes, a->top->cap);
    a->top->used = 0;
    a->total = 0;
}

size_t arena_used(const struct arena *a)
{
    return a->total + a->top->used;
}
