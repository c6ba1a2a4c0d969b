/* strbuf.h: struct strbuf, an owned, growing, capped string of bytes.
 *
 * `p` is always zero-terminated and never NULL. Growth beyond STRBUF_MAX aborts: callers bound
 * their inputs first (see base/arena.h). Use STRBUF_SCOPE to release at the end of the block. */
#ifndef PS_BASE_STRBUF_H
#define PS_BASE_STRBUF_H

#include "base/str.h"

#define STRBUF_MAX ((size_t)1 << 30)

struct strbuf {
    char *p;
    size_t n;   /* bytes used, without the closing zero */
    size_t cap; /* bytes allocated; 0 while `p` is the shared empty string */
};

extern char strbuf_empty[1]; /* never written to */
#define STRBUF_INIT                                                                                \
    {                                                                                              \
        strbuf_empty, 0, 0                                                                         \
    }
#define STRBUF_SCOPE(name) __attribute__((cleanup(strbuf_release))) struct strbuf name = STRBUF_INIT

void strbuf_release(struct strbuf *b) NONNULL; /* leaves an empty, usable buffer */
void strbuf_reset(struct strbuf *b) NONNULL;   /* empties, keeps the memory */
void strbuf_reserve(struct strbuf *b, size_t more) NONNULL;

void strbuf_add_str(struct strbuf *b, struct str s);
void strbuf_add_cstr(struct strbuf *b, const char *s) NONNULL;
void strbuf_add_codepoint(struct strbuf *b, uint32_t cp) NONNULL; /* as UTF-8 */
/* One byte of text as HTML, also fit for a quoted attribute; NUL becomes U+FFFD. */
void strbuf_add_html(struct strbuf *b, char c) NONNULL;
void strbuf_printf(struct strbuf *b, const char *fmt, ...) PRINTF(2, 3);
void strbuf_truncate(struct strbuf *b, size_t n) NONNULL;

static inline void strbuf_add(struct strbuf *b, const char *p, size_t n)
{
    if (!n)
        return;
    if (b->cap - b->n <= n)
        strbuf_reserve(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

static inline void strbuf_add_byte(struct strbuf *b, char c)
{
    if (b->n + 1 >= b->cap)
        strbuf_reserve(b, 1);
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}

/* A borrow, valid until the next change. */
static inline struct str strbuf_view(const struct strbuf *b)
{
    return (struct str){b->p, b->n};
}

/* Hands the malloc'ed, zero-terminated bytes over to the caller, who frees them. */
char *strbuf_take(struct strbuf *b, size_t *len) NONNULL;

#endif
