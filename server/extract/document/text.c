#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"

/* What is shown so far; the bytes have room for all that is read. */
struct shown {
    char *p;
    size_t n;
};

static void add_space(struct shown *out)
{
    if (out->n > 0 && out->p[out->n - 1] != ' ')
        out->p[out->n++] = ' ';
}

/* An entity is never shorter than what it stands for: "&lt;". Gives its length, or 0. */
static size_t add_entity(struct shown *out, struct str s, size_t at)
{
    STRBUF_SCOPE(decoded);
    size_t n = entity_decode(s, at, &decoded);
    if (n == 0 || decoded.n > n)
        return 0;
    memcpy(out->p + out->n, decoded.p, decoded.n);
    out->n += decoded.n;
    return n;
}

/* Appends what stands at `at`; gives its length. */
static size_t add_visible(struct shown *out, struct str s, size_t at)
{
    char c = s.p[at];
    size_t n = c == '&' ? add_entity(out, s, at) : 0;
    if (n > 0)
        return n;
    if (is_white(c) || c == 0)
        add_space(out);
    else
        out->p[out->n++] = c;
    return 1;
}

static bool is_hidden(const struct document *d, size_t at)
{
    return d->mask[at] == MASK_MARKUP || d->mask[at] == MASK_HIDDEN;
}

struct str document_visible(const struct document *d, uint32_t begin, uint32_t end, struct arena *a)
{
    struct str s = str_sub(d->source, 0, end);
    if (begin >= s.n)
        return STR_EMPTY;
    struct shown out = {.p = arena_array_raw(a, s.n - begin + 1, 1)};
    for (size_t at = begin; at < s.n;) {
        bool hidden = is_hidden(d, at);
        if (hidden && s.p[at] == '<') /* <br> parts words */
            add_space(&out);
        at += hidden ? 1 : add_visible(&out, s, at);
    }
    out.p[out.n] = '\0';
    return str_trim(str_of(out.p, out.n));
}

struct str document_slice(const struct document *d, uint32_t begin, uint32_t end)
{
    return str_sub(d->source, begin, end);
}
