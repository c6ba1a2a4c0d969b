#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/utf8.h"

char strbuf_empty[1];

#ifdef PS_HOSTILE
#define FIRST_CAP ((size_t)1)
#else
#define FIRST_CAP ((size_t)256)
#endif

void strbuf_release(struct strbuf *b)
{
    if (b->cap)
        free(b->p);
    *b = (struct strbuf)STRBUF_INIT;
}

void strbuf_reset(struct strbuf *b)
{
    b->n = 0;
    if (b->cap)
        b->p[0] = '\0';
}

void strbuf_reserve(struct strbuf *b, size_t more)
{
    if (more > STRBUF_MAX - b->n - 1)
        BUG("a string grew beyond STRBUF_MAX: its input was not bounded");
    size_t need = b->n + more + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap ? b->cap : FIRST_CAP;
    while (cap < need)
        cap *= 2;
    char *p = realloc(b->cap ? b->p : NULL, cap);
    if (!p)
        BUG("out of memory");
    if (!b->cap)
        p[0] = '\0';
    b->p = p;
    b->cap = cap;
}

void strbuf_add_str(struct strbuf *b, struct str s)
{
    strbuf_add(b, s.p, s.n);
}

void strbuf_add_cstr(struct strbuf *b, const char *s)
{
    strbuf_add(b, s, strlen(s));
}

void strbuf_add_codepoint(struct strbuf *b, uint32_t cp)
{
    char bytes[4];
    strbuf_add(b, bytes, utf8_encode(cp, bytes));
}

void strbuf_add_html(struct strbuf *b, char c)
{
    switch (c) {
    case '<':
        strbuf_add_cstr(b, "&lt;");
        break;
    case '>':
        strbuf_add_cstr(b, "&gt;");
        break;
    case '&':
        strbuf_add_cstr(b, "&amp;");
        break;
    case '"':
        strbuf_add_cstr(b, "&quot;");
        break;
    case '\0':
        strbuf_add_cstr(b, "\xEF\xBF\xBD");
        break;
    default:
        strbuf_add_byte(b, c);
    }
}

void strbuf_printf(struct strbuf *b, const char *fmt, ...)
{
    va_list args;
    va_list again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n > 0) {
        strbuf_reserve(b, (size_t)n);
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void strbuf_truncate(struct strbuf *b, size_t n)
{
    if (n >= b->n)
        return;
    b->n = n;
    b->p[n] = '\0';
}

char *strbuf_take(struct strbuf *b, size_t *len)
{
    strbuf_reserve(b, 0);
    char *p = b->p;
    *len = b->n;
    *b = (struct strbuf)STRBUF_INIT;
    return p;
}
