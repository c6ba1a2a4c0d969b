#include "extract/document/inline_internal.h"

#define LOOK_BACK 8 /* open runs of other lengths that a closing run may pass over */

/* Which span a run of `n` characters makes; SPAN_KIND_COUNT for none. */
static enum span_kind mark_kind(char c, uint32_t n)
{
    if (c == '*' || c == '_')
        return n == 1 ? SPAN_EMPHASIS : SPAN_STRONG;
    if (n != 2)
        return SPAN_KIND_COUNT;
    return c == '~' ? SPAN_STRIKE : SPAN_HIGHLIGHT;
}

/* Chinese has no spaces around emphasis, so CommonMark's flanking rules are not used: a run opens
 * when no space follows and closes when none precedes. Inside Latin words "_" and "=" do neither. */
static bool can_open(const struct scanner *sc, const struct mark *m)
{
    bool inside = m->begin > sc->begin && is_alnum(sc->s.p[m->begin - 1]);
    return m->end < sc->end && !is_white(sc->s.p[m->end]) &&
           !((m->c == '_' || m->c == '=') && inside);
}

static bool can_close(const struct scanner *sc, const struct mark *m)
{
    bool inside = m->end < sc->end && is_alnum(sc->s.p[m->end]);
    return m->begin > sc->begin && !is_white(sc->s.p[m->begin - 1]) &&
           !((m->c == '_' || m->c == '=') && inside);
}

static bool lengths_match(const struct mark *open, const struct mark *close)
{
    uint32_t left = open->end - open->begin;
    uint32_t right = close->end - close->begin;
    return left == right || left == 3 || right == 3;
}

/* The nearest open run that `m` can close; -1 when there is none. */
static ptrdiff_t find_open(const struct scanner *sc, const struct mark *m)
{
    ptrdiff_t last = (ptrdiff_t)sc->marks.n - 1;
    for (ptrdiff_t i = last; i >= 0 && last - i < LOOK_BACK; i--) {
        const struct mark *open = &sc->marks.items[i];
        if (open->c == m->c && open->end < m->begin && lengths_match(open, m))
            return i;
    }
    return -1;
}

static void add_emphasis(struct scanner *sc, struct mark *open, struct mark *close, uint32_t n)
{
    (void)span_add(sc, mark_kind(close->c, n), open->end - n, close->begin + n, open->end,
                   close->begin);
    mask_set(sc->b, open->end - n, open->end, MASK_MARKUP);
    mask_set(sc->b, close->begin, close->begin + n, MASK_MARKUP);
    open->end -= n;
    close->begin += n;
}

/* Closes what `m` closes; what is left of it stays in `m`. */
static void close_marks(struct scanner *sc, struct mark *m)
{
    while (m->begin < m->end) {
        ptrdiff_t i = find_open(sc, m);
        if (i < 0)
            return;
        struct mark *open = &sc->marks.items[i];
        uint32_t left = open->end - open->begin;
        uint32_t right = m->end - m->begin;
        uint32_t n = left < right ? left : right;
        if (n == 3)
            add_emphasis(sc, open, m, 1);
        add_emphasis(sc, open, m, n == 3 ? 2 : n);
        sc->marks.n = (size_t)i + (open->begin < open->end);
    }
}

uint32_t scan_mark(struct scanner *sc, uint32_t at)
{
    struct mark m = {.begin = at, .end = at, .c = sc->s.p[at]};
    while (m.end < sc->end && sc->s.p[m.end] == m.c)
        m.end++;
    uint32_t end = m.end;
    uint32_t n = end - at;
    bool is_pair = m.c != '*' && m.c != '_';
    if (n > 3 || (is_pair && n != 2))
        return end;
    if (can_close(sc, &m))
        close_marks(sc, &m);
    if (m.begin < m.end && can_open(sc, &m))
        *vec_push(sc->b->a, &sc->marks) = m;
    return end;
}
