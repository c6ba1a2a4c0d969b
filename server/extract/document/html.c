#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#define TAG_LENGTH_MAX 4000 /* bytes; an <img> may hold a long URL */
#define ENTITY_MAX     32
#define EMPHASIS_MAX   600 /* bytes between <b> and </b> */

/* Elements that notes use; what else stands in angle brackets is text ("a <b and c> d"). */
static const char *const elements[] = {
    "a",      "abbr",    "article", "b",          "big",    "blockquote", "br",      "caption",
    "center", "cite",    "code",    "col",        "dd",     "del",        "details", "div",
    "dl",     "dt",      "em",      "figcaption", "figure", "font",       "h1",      "h2",
    "h3",     "h4",      "h5",      "h6",         "hr",     "i",          "iframe",  "img",
    "ins",    "kbd",     "li",      "mark",       "nobr",   "ol",         "p",       "picture",
    "pre",    "s",       "section", "small",      "source", "span",       "strike",  "strong",
    "sub",    "summary", "sup",     "table",      "tbody",  "td",         "th",      "thead",
    "tr",     "tt",      "u",       "ul",         "video",
};

struct tag {
    struct str name;
    struct str inside; /* attributes */
    uint32_t end;
    bool is_closing;
};

static bool is_element(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(elements); i++)
        if (str_eq_ci(name, str_from(elements[i])))
            return true;
    return false;
}

static bool tag_read(const struct scanner *sc, uint32_t at, struct tag *tag)
{
    uint32_t i = at + 1;
    tag->is_closing = i < sc->end && sc->s.p[i] == '/';
    i += tag->is_closing;
    uint32_t name = i;
    while (i < sc->end && is_alnum(sc->s.p[i]))
        i++;
    tag->name = str_sub(sc->s, name, i);
    if (tag->name.n == 0 || !is_element(tag->name))
        return false;
    const char *close =
        memchr(sc->s.p + i, '>', sc->end - i < TAG_LENGTH_MAX ? sc->end - i : TAG_LENGTH_MAX);
    if (!close)
        return false;
    tag->end = (uint32_t)(close - sc->s.p) + 1;
    tag->inside = str_sub(sc->s, i, tag->end - 1);
    return true;
}

/* The value of an attribute, without its quotes; empty when there is none. */
static struct str attribute(struct str inside, struct str name)
{
    size_t at = 0;
    while ((at = str_find_ci(inside, name, at)) != SIZE_MAX) {
        size_t i = at + name.n;
        bool is_whole = at > 0 && is_white(inside.p[at - 1]);
        at = i;
        while (i < inside.n && is_white(inside.p[i]))
            i++;
        if (!is_whole || i >= inside.n || inside.p[i] != '=')
            continue;
        struct str value = str_trim(str_from_pos(inside, i + 1));
        char quote = value.n > 0 ? value.p[0] : 0;
        if (quote == '"' || quote == '\'') {
            size_t close = str_find_byte(value, quote, 1);
            return str_sub(value, 1, close == SIZE_MAX ? value.n : close);
        }
        size_t n = 0;
        while (n < value.n && !is_white(value.p[n]))
            n++;
        return str_sub(value, 0, n);
    }
    return STR_EMPTY;
}

static uint32_t offset_of(const struct scanner *sc, struct str part)
{
    return (uint32_t)(part.p - sc->s.p);
}

static void add_image(struct scanner *sc, uint32_t at, const struct tag *tag)
{
    struct str alt = attribute(tag->inside, STR("alt"));
    uint32_t text = alt.n > 0 ? offset_of(sc, alt) : tag->end;
    struct span *span = span_add(sc, SPAN_IMAGE, at, tag->end, text, text + (uint32_t)alt.n);
    span->target = target_decode(sc->b->a, attribute(tag->inside, STR("src")), false);
}

/* <a href="…">text</a>; what is inside is scanned as well. */
static void add_anchor(struct scanner *sc, uint32_t at, const struct tag *tag)
{
    struct str href = attribute(tag->inside, STR("href"));
    size_t close = finder_next(&sc->anchor_close, sc->b->src, tag->end);
    if (href.n == 0 || close >= sc->end)
        return;
    size_t end = str_find_byte(sc->s, '>', close);
    if (end == SIZE_MAX)
        return;
    uint32_t text_begin = tag->end;
    uint32_t text_end = (uint32_t)close;
    trim_range(sc->s, &text_begin, &text_end);
    struct span *span = span_add(sc, SPAN_ANCHOR, at, (uint32_t)end + 1, text_begin, text_end);
    span->target = target_decode(sc->b->a, href, false);
    sc->anchor_until = (uint32_t)close;
}

static bool is_strong_tag(struct str name)
{
    return str_eq_ci(name, STR("b")) || str_eq_ci(name, STR("strong"));
}

static bool is_emphasis_tag(struct str name)
{
    return str_eq_ci(name, STR("i")) || str_eq_ci(name, STR("em"));
}

/* <b>text</b>, <em>text</em>: the same as "**text**" and "*text*". */
static void add_emphasis(struct scanner *sc, uint32_t at, const struct tag *tag)
{
    uint32_t limit = sc->end - tag->end > EMPHASIS_MAX ? tag->end + EMPHASIS_MAX : sc->end;
    size_t close = str_find(str_sub(sc->s, 0, limit), STR("</"), tag->end);
    struct str name =
        close == SIZE_MAX ? STR_EMPTY : str_sub(sc->s, close + 2, close + 2 + tag->name.n);
    size_t end = close == SIZE_MAX ? SIZE_MAX : str_find_byte(sc->s, '>', close);
    if (!str_eq_ci(name, tag->name) || end == SIZE_MAX || end >= sc->end)
        return;
    uint32_t text_begin = tag->end;
    uint32_t text_end = (uint32_t)close;
    trim_range(sc->s, &text_begin, &text_end);
    enum span_kind kind = is_strong_tag(tag->name) ? SPAN_STRONG : SPAN_EMPHASIS;
    (void)span_add(sc, kind, at, (uint32_t)end + 1, text_begin, text_end);
}

/* <https://…> */
static uint32_t scan_autolink(struct scanner *sc, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < sc->end && !is_white(sc->s.p[end]) && sc->s.p[end] != '<' && sc->s.p[end] != '>')
        end++;
    if (end >= sc->end || sc->s.p[end] != '>' || !str_has(str_sub(sc->s, at, end), STR("://")))
        return 0;
    struct span *span = span_add(sc, SPAN_AUTOLINK, at, end + 1, at + 1, end);
    span->target = target_decode(sc->b->a, str_sub(sc->s, at + 1, end), false);
    mask_set(sc->b, at, end + 1, MASK_MARKUP);
    mask_set(sc->b, at + 1, end, MASK_URL);
    sc->floor = end + 1;
    return end + 1;
}

uint32_t scan_html(struct scanner *sc, uint32_t at)
{
    uint32_t end = scan_autolink(sc, at);
    struct tag tag;
    if (end > 0)
        return end;
    if (!tag_read(sc, at, &tag))
        return at + 1;
    if (!tag.is_closing && str_eq_ci(tag.name, STR("img")))
        add_image(sc, at, &tag);
    else if (!tag.is_closing && str_eq_ci(tag.name, STR("a")))
        add_anchor(sc, at, &tag);
    else if (!tag.is_closing && (is_strong_tag(tag.name) || is_emphasis_tag(tag.name)))
        add_emphasis(sc, at, &tag);
    mask_set_visible(sc->b, at, tag.end, MASK_MARKUP);
    sc->floor = tag.end;
    return tag.end;
}

/* ---- entities ---- */

struct entity {
    const char *name;
    uint32_t codepoint;
};

static const struct entity entities[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"nbsp", 0xA0},    {"ndash", 0x2013}, {"mdash", 0x2014},  {"hellip", 0x2026}, {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"middot", 0xB7},   {"bull", 0x2022},
    {"times", 0xD7},   {"emsp", 0x2003},  {"ensp", 0x2002},   {"alpha", 0x3B1},   {"beta", 0x3B2},
    {"gamma", 0x3B3},  {"delta", 0x3B4},  {"epsilon", 0x3B5}, {"lambda", 0x3BB},  {"mu", 0x3BC},
    {"pi", 0x3C0},     {"sigma", 0x3C3},  {"eacute", 0xE9},   {"ouml", 0xF6},     {"uuml", 0xFC},
    {"auml", 0xE4},
};

/* "#233" or "#xe9"; 0 when it is no character. */
static uint32_t numeric_entity(struct str name)
{
    bool is_hex = name.n > 2 && (name.p[1] == 'x' || name.p[1] == 'X');
    uint32_t value = 0;
    for (size_t i = is_hex ? 2 : 1; i < name.n; i++) {
        char c = name.p[i];
        uint32_t digit = is_digit(c) ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a') + 10;
        if (digit >= (is_hex ? 16u : 10u) || value > 0x10FFFF)
            return 0;
        value = value * (is_hex ? 16 : 10) + digit;
    }
    bool is_character = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return is_character ? value : 0;
}

size_t entity_decode(struct str s, size_t at, struct strbuf *out)
{
    size_t end = str_find_byte(str_sub(s, 0, at + ENTITY_MAX), ';', at);
    if (end == SIZE_MAX || end < at + 2)
        return 0;
    struct str name = str_sub(s, at + 1, end);
    uint32_t codepoint = name.p[0] == '#' ? numeric_entity(name) : 0;
    for (size_t i = 0; i < ARRAY_LEN(entities) && !codepoint; i++)
        if (str_eq(name, str_from(entities[i].name)))
            codepoint = entities[i].codepoint;
    if (!codepoint)
        return 0;
    strbuf_add_codepoint(out, codepoint);
    return end + 1 - at;
}

struct str target_decode(struct arena *a, struct str raw, bool backslashes)
{
    bool has_escape = backslashes && str_find_byte(raw, '\\', 0) != SIZE_MAX;
    if (!has_escape && str_find_byte(raw, '&', 0) == SIZE_MAX)
        return raw;
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < raw.n;) {
        size_t n = raw.p[i] == '&' ? entity_decode(raw, i, &out) : 0;
        if (n == 0) {
            bool escapes = backslashes && raw.p[i] == '\\' && i + 1 < raw.n &&
                           !is_alnum(raw.p[i + 1]) && (unsigned char)raw.p[i + 1] < 0x80;
            i += escapes;
            strbuf_add_byte(&out, raw.p[i]);
            n = 1;
        }
        i += n;
    }
    return str_copy(a, strbuf_view(&out));
}
