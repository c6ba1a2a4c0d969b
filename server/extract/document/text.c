#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"

static void add_space(struct strbuf *out)
{
    if (out->n > 0 && out->p[out->n - 1] != ' ')
        strbuf_add_byte(out, ' ');
}

/* Appends what stands at `at`; gives its length. */
static size_t add_visible(struct strbuf *out, struct str s, size_t at)
{
    char c = s.p[at];
    if (is_white(c) || c == 0) {
        add_space(out);
        return 1;
    }
    size_t n = c == '&' ? entity_decode(s, at, out) : 0;
    if (n > 0)
        return n;
    strbuf_add_byte(out, c);
    return 1;
}

static bool is_hidden(const struct document *d, size_t at)
{
    return d->mask[at] == MASK_MARKUP || d->mask[at] == MASK_HIDDEN;
}

/* End of the bytes from `at` on that are shown as they are. */
static size_t plain_end(const struct document *d, size_t at, size_t end)
{
    const char *p = d->source.p;
    while (at < end && !is_hidden(d, at) && (unsigned char)p[at] > ' ' && p[at] != '&')
        at++;
    return at;
}

struct str document_visible(const struct document *d, uint32_t begin, uint32_t end, struct arena *a)
{
    STRBUF_SCOPE(out);
    struct str s = str_sub(d->source, 0, end);
    if (begin < end)
        strbuf_reserve(&out, end - begin);
    for (size_t at = begin; at < s.n;) {
        size_t plain = plain_end(d, at, s.n) - at;
        strbuf_add(&out, s.p + at, plain);
        at += plain;
        if (at == s.n || plain)
            continue;
        if (is_hidden(d, at) && s.p[at] == '<') /* <br> parts words */
            add_space(&out);
        at += is_hidden(d, at) ? 1 : add_visible(&out, s, at);
    }
    return str_copy(a, str_trim(strbuf_view(&out)));
}

struct str document_slice(const struct document *d, uint32_t begin, uint32_t end)
{
    return str_sub(d->source, begin, end);
}
