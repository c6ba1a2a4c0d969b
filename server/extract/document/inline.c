#include "extract/document/inline_internal.h"

#include <stdlib.h>

#include "base/arena.h"

#define MATH_MAX 2000 /* bytes of an inline formula */
#define CITE_MAX 400  /* … of the keys of a \cite */

struct span *span_add(struct scanner *sc, enum span_kind kind, uint32_t begin, uint32_t end,
                      uint32_t text_begin, uint32_t text_end)
{
    struct span *span = vec_push(sc->b->a, &sc->b->spans);
    *span = (struct span){
        .kind = kind,
        .node = sc->node,
        .begin = begin,
        .end = end,
        .text_begin = text_begin,
        .text_end = text_end,
    };
    return span;
}

/* ---- code ---- */

/* Start of the next run of exactly `n` backticks, or the end of the text. */
static uint32_t find_ticks(struct scanner *sc, uint32_t at, uint32_t n)
{
    if (sc->ticks_failed[n] == sc->end)
        return sc->end;
    while (at < sc->end) {
        const char *hit = memchr(sc->s.p + at, '`', sc->end - at);
        if (!hit)
            break;
        uint32_t run = (uint32_t)(hit - sc->s.p);
        at = run;
        while (at < sc->end && sc->s.p[at] == '`')
            at++;
        if (at - run == n)
            return run;
    }
    sc->ticks_failed[n] = sc->end;
    return sc->end;
}

static uint32_t scan_ticks(struct scanner *sc, uint32_t at)
{
    uint32_t open = at;
    while (open < sc->end && sc->s.p[open] == '`')
        open++;
    uint32_t n = open - at;
    uint32_t close = n <= CODE_TICKS_MAX ? find_ticks(sc, open, n) : sc->end;
    if (close == sc->end)
        return open;
    uint32_t text_begin = open;
    uint32_t text_end = close;
    trim_range(sc->s, &text_begin, &text_end);
    (void)span_add(sc, SPAN_CODE, at, close + n, text_begin, text_end);
    mask_set(sc->b, at, close + n, MASK_MARKUP);
    mask_set(sc->b, text_begin, text_end, MASK_CODE_SPAN);
    return close + n;
}

/* ---- mathematics ---- */

static uint32_t add_math(struct scanner *sc, uint32_t begin, uint32_t end, uint32_t fence)
{
    (void)span_add(sc, SPAN_MATH, begin, end, begin + fence, end - fence);
    mask_set(sc->b, begin, begin + fence, MASK_MARKUP);
    mask_set(sc->b, begin + fence, end - fence, MASK_MATH);
    mask_set(sc->b, end - fence, end, MASK_MARKUP);
    return end;
}

/* "$ x_i $": with spaces inside only when it can be nothing else. */
static bool is_formula(struct str inside)
{
    if (inside.n == 0 || inside.n > MATH_MAX)
        return false;
    if (!is_white(inside.p[0]) && !is_white(inside.p[inside.n - 1]))
        return true;
    for (size_t i = 0; i < inside.n; i++) {
        if (inside.p[i] == '\n')
            return false;
        if (strchr("\\^_{", inside.p[i]) && inside.p[i])
            return true;
    }
    return false;
}

static uint32_t scan_dollar(struct scanner *sc, uint32_t at)
{
    uint32_t close = at + 1;
    while (close < sc->end && sc->s.p[close] != '$')
        close += sc->s.p[close] == '\\' ? 2 : 1;
    if (close >= sc->end || !is_formula(str_sub(sc->s, at + 1, close)) ||
        (close + 1 < sc->end && is_digit(sc->s.p[close + 1])))
        return at + 1;
    return add_math(sc, at, close + 1, 1);
}

/* Display mathematics that the pre-pass has marked. */
static uint32_t scan_marked(struct scanner *sc, uint32_t at)
{
    if (sc->b->mask[at] != MASK_MATH)
        return at + 1;
    uint32_t end = at;
    while (end < sc->end && sc->b->mask[end] == MASK_MATH)
        end++;
    return end - at >= 4 ? add_math(sc, at, end, 2) : end;
}

/* ---- backslashes ---- */

/* The closing bracket or brace that belongs to a \cite, not far from `at`; 0 when there is none. */
static uint32_t cite_close(const struct scanner *sc, uint32_t at, char close)
{
    size_t hit = str_find_byte(str_sub(sc->s, 0, at + CITE_MAX), close, at);
    return hit == SIZE_MAX ? 0 : (uint32_t)hit;
}

static void add_keys(struct scanner *sc, uint32_t begin, uint32_t end)
{
    struct str s = str_sub(sc->s, 0, end);
    for (uint32_t at = begin; at < end;) {
        size_t comma = str_find_byte(s, ',', at);
        uint32_t from = at;
        uint32_t to = comma == SIZE_MAX ? end : (uint32_t)comma;
        at = to + 1;
        trim_range(s, &from, &to);
        if (from < to)
            (void)span_add(sc, SPAN_CITATION, from, to, from, to);
    }
}

/* \cite{a,b}, \citep[p. 3]{a}: one span per key, over the key only. */
static uint32_t scan_cite(struct scanner *sc, uint32_t at)
{
    uint32_t i = at + 5;
    while (i < sc->end && (is_letter(sc->s.p[i]) || sc->s.p[i] == '*'))
        i++;
    uint32_t close = i < sc->end && sc->s.p[i] == '[' ? cite_close(sc, i, ']') : 0;
    uint32_t open = close ? close + 1 : i;
    close = open < sc->end && sc->s.p[open] == '{' ? cite_close(sc, open, '}') : 0;
    if (close == 0)
        return i;
    add_keys(sc, open + 1, close);
    mask_set(sc->b, at, close + 1, MASK_MARKUP);
    return close + 1;
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7f && !is_alnum(c);
}

static uint32_t scan_backslash(struct scanner *sc, uint32_t at)
{
    if (bytes_at(sc->s, at, STR("\\cite")))
        return scan_cite(sc, at);
    if (bytes_at(sc->s, at, STR("\\("))) {
        size_t close = finder_next(&sc->math_close, sc->b->src, at + 2);
        if (close < sc->end && close - at <= MATH_MAX)
            return add_math(sc, at, (uint32_t)close + 2, 2);
    }
    if (at + 1 >= sc->end || !is_punctuation(sc->s.p[at + 1]))
        return at + 1;
    mask_set(sc->b, at, at + 1, MASK_MARKUP);
    return at + 2;
}

/* ---- driver ---- */

/* The quote marks that begin a continued line. */
static uint32_t scan_newline(struct scanner *sc, uint32_t at)
{
    uint32_t i = skip_blank(sc->s, at + 1, sc->end);
    for (uint32_t depth = 0; depth < sc->quote_depth && i < sc->end && sc->s.p[i] == '>'; depth++) {
        mask_set(sc->b, i, i + 1, MASK_MARKUP);
        i = skip_blank(sc->s, i + 1, sc->end);
    }
    return i;
}

static uint32_t scan_byte(struct scanner *sc, uint32_t at)
{
    switch (sc->s.p[at]) {
    case '\n':
        return scan_newline(sc, at);
    case '`':
        return scan_ticks(sc, at);
    case '$':
        return scan_dollar(sc, at);
    case '\\':
        return scan_backslash(sc, at);
    case '[':
        return scan_open_bracket(sc, at);
    case ']':
        return scan_close_bracket(sc, at);
    case '!':
        return scan_bang(sc, at);
    case '<':
        return scan_html(sc, at);
    case '#':
        return scan_hash(sc, at);
    case '/':
        return scan_slash(sc, at);
    case '*':
    case '_':
    case '~':
    case '=':
    case '^':
        return scan_mark(sc, at);
    default:
        return scan_quote(sc, at);
    }
}

static void scan_text(struct scanner *sc)
{
    /* The last two are the first bytes of “ and of 《「『. */
    static const bool is_special[256] = {
        ['\n'] = true, ['`'] = true, ['$'] = true, ['\\'] = true, ['['] = true,  [']'] = true,
        ['!'] = true,  ['<'] = true, ['#'] = true, ['/'] = true,  ['*'] = true,  ['_'] = true,
        ['~'] = true,  ['='] = true, ['^'] = true, ['"'] = true,  [0xE2] = true, [0xE3] = true};
    const unsigned char *p = (const unsigned char *)sc->s.p;
    const unsigned char *mask = sc->b->mask;
    uint32_t at = sc->begin;
    while (at < sc->end) {
        if (mask[at] == MASK_MATH)
            at = scan_marked(sc, at);
        else if (!is_special[p[at]] || mask[at] != MASK_TEXT)
            at++;
        else
            at = scan_byte(sc, at);
    }
}

static uint32_t quote_depth(const struct builder *b, uint32_t node)
{
    uint32_t depth = 0;
    for (; node != NO_NODE; node = b->nodes.items[node].parent)
        depth += b->nodes.items[node].kind == NODE_QUOTE;
    return depth;
}

/* By begin, the longer first; the kind makes the order total. */
static int compare_spans(const void *left, const void *right)
{
    const struct span *l = left;
    const struct span *r = right;
    if (l->begin != r->begin)
        return l->begin < r->begin ? -1 : 1;
    if (l->end != r->end)
        return l->end > r->end ? -1 : 1;
    return (int)l->kind - (int)r->kind;
}

/* Drops the spans that were taken back and sorts the rest. */
static void finish_spans(struct scanner *sc)
{
    struct span *spans = sc->b->spans.items;
    size_t n = sc->first_span;
    for (size_t i = sc->first_span; i < sc->b->spans.n; i++)
        if (spans[i].kind != SPAN_KIND_COUNT)
            spans[n++] = spans[i];
    sc->b->spans.n = n;
    if (n - sc->first_span > 1)
        qsort(spans + sc->first_span, n - sc->first_span, sizeof(*spans), compare_spans);
    struct node *node = &sc->b->nodes.items[sc->node];
    node->first_span = (uint32_t)sc->first_span;
    node->n_spans = (uint32_t)(n - sc->first_span);
}

static void scan_node(struct scanner *sc, uint32_t index)
{
    const struct node *node = &sc->b->nodes.items[index];
    sc->node = index;
    sc->begin = node->text_begin;
    sc->end = node->text_end;
    sc->s = str_of(sc->b->src.p, sc->end);
    sc->floor = sc->begin;
    sc->quote_until = sc->anchor_until = sc->last_link = 0;
    sc->n_openers = 0;
    sc->marks.n = 0;
    sc->first_span = sc->b->spans.n;
    bool is_long = memchr(sc->s.p + sc->begin, '\n', sc->end - sc->begin) != NULL;
    sc->quote_depth = is_long ? quote_depth(sc->b, index) : 0;
    scan_text(sc);
    finish_spans(sc);
}

void inline_scan(struct builder *b)
{
    struct scanner sc = {
        .b = b, .math_close.needle = STR("\\)"), .anchor_close.needle = STR("</a")};
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        if (b->nodes.items[i].text_begin < b->nodes.items[i].text_end)
            scan_node(&sc, i);
        else
            b->nodes.items[i].first_span = (uint32_t)b->spans.n;
    }
}
