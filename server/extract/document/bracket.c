#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"

#define PARENS_MAX  32  /* nested parentheses in a destination, as in CommonMark */
#define LABEL_MAX   200 /* bytes of a reference label */
#define BRACKET_MAX 300 /* bytes of a bracket that may name something */

/* Destinations that people write until they have the link. */
static const struct str placeholders[] = {
    STR_INIT("#"),    STR_INIT("TODO"), STR_INIT("COMING SOON"), STR_INIT("TBD"),
    STR_INIT("TBA"),  STR_INIT("N/A"),  STR_INIT("NA"),          STR_INIT("none"),
    STR_INIT("null"), STR_INIT("url"),  STR_INIT("link"),        STR_INIT("xxx"),
    STR_INIT("待补"), STR_INIT("暂无"), STR_INIT("待补充"),      STR_INIT("未公开"),
    STR_INIT("..."),  STR_INIT("…"),
};

static bool is_placeholder(struct str target)
{
    for (size_t i = 0; i < ARRAY_LEN(placeholders); i++)
        if (str_eq_ci(target, placeholders[i]))
            return true;
    return target.n == 0;
}

static bool is_web(struct str target)
{
    return str_starts_ci(target, STR("http")) || str_starts_ci(target, STR("www."));
}

/* ---- destinations ---- */

/* "(…)" at `at` with balanced parentheses on one line; gives the inside and the end. */
static bool parens_read(const struct scanner *sc, uint32_t at, struct str *inside, uint32_t *end)
{
    uint32_t depth = 0;
    for (uint32_t i = at; i < sc->end && sc->s.p[i] != '\n'; i++) {
        char c = sc->s.p[i];
        if (c == '\\' && i + 1 < sc->end)
            i++;
        else if (c == '(' && ++depth > PARENS_MAX)
            return false;
        else if (c == ')' && --depth == 0) {
            *inside = str_trim(str_sub(sc->s, at + 1, i));
            *end = i + 1;
            return true;
        }
    }
    return false;
}

/* "（http…）" */
static bool wide_parens_read(const struct scanner *sc, uint32_t at, struct str *inside,
                             uint32_t *end)
{
    struct str open = STR("（");
    struct str near = str_sub(sc->s, at, at + LABEL_MAX);
    size_t close = bytes_at(sc->s, at, open) ? str_find(near, STR("）"), open.n) : SIZE_MAX;
    if (close == SIZE_MAX)
        return false;
    *inside = str_trim(str_sub(near, open.n, close));
    *end = at + (uint32_t)close + (uint32_t)open.n;
    return is_web(*inside);
}

/* What stands behind the text of a link: "(…)", after a stray space or in full-width brackets only
 * when it is a web address. */
static bool destination_read(const struct scanner *sc, uint32_t at, struct str *inside,
                             uint32_t *end)
{
    if (at >= sc->end)
        return false;
    if (sc->s.p[at] == '(')
        return parens_read(sc, at, inside, end);
    if (bytes_at(sc->s, at, STR(" (")))
        return parens_read(sc, at + 1, inside, end) && is_web(*inside);
    return wide_parens_read(sc, at, inside, end);
}

/* The address in "url "title"", "<url>" and, pasted by editors, "[url](other url)". */
static struct str destination_target(struct arena *a, struct str inside)
{
    if (str_starts(inside, STR("[")) && str_has(inside, STR("]("))) {
        size_t close = str_find(inside, STR("]("), 0);
        struct str shown = str_trim(str_sub(inside, 1, close));
        inside = is_web(shown) ? shown : str_sub(inside, close + 2, inside.n - 1);
    }
    size_t angle = str_starts(inside, STR("<")) ? str_find_byte(inside, '>', 0) : SIZE_MAX;
    if (angle != SIZE_MAX)
        return target_decode(a, str_sub(inside, 1, angle), true);
    for (size_t i = 0; i + 1 < inside.n; i++)
        if (is_white(inside.p[i]) && (inside.p[i + 1] == '"' || inside.p[i + 1] == '\''))
            inside = str_sub(inside, 0, i);
    return target_decode(a, str_trim(inside), true);
}

/* ---- making spans ---- */

/* What is inside the text of a link is no link of its own. */
static void absorb(struct scanner *sc, const struct opener *o)
{
    for (size_t i = o->n_spans; i < sc->b->spans.n; i++) {
        struct span *inner = &sc->b->spans.items[i];
        if (inner->kind == SPAN_URL || inner->kind == SPAN_TAG || inner->kind == SPAN_BRACKET)
            inner->kind = SPAN_KIND_COUNT;
    }
    if (sc->marks.n > o->n_marks)
        sc->marks.n = o->n_marks;
}

static uint32_t add_link(struct scanner *sc, const struct opener *o, uint32_t close, uint32_t end,
                         enum span_kind kind, struct str target)
{
    uint32_t text_begin = o->text;
    uint32_t text_end = close;
    trim_range(sc->s, &text_begin, &text_end);
    absorb(sc, o);
    struct span *span = span_add(sc, kind, o->begin, end, text_begin, text_end);
    span->target = target;
    if (kind == SPAN_IMAGE) {
        mask_set_visible(sc->b, o->begin, end, MASK_MARKUP);
    } else {
        mask_set(sc->b, o->begin, o->text, MASK_MARKUP);
        mask_set(sc->b, close, end, MASK_MARKUP);
        sc->last_link = o->begin + 1;
    }
    sc->floor = end;
    return end;
}

static enum span_kind link_kind(const struct opener *o, struct str target)
{
    if (o->is_image)
        return SPAN_IMAGE;
    return is_placeholder(target) ? SPAN_EMPTY_LINK : SPAN_LINK;
}

static bool holds_link(const struct scanner *sc, const struct opener *o)
{
    return sc->last_link > o->begin;
}

/* ---- brackets without a destination ---- */

/* The target of a definition, or NULL. */
static const struct str *find_definition(const struct scanner *sc, struct str label)
{
    if (!sc->b->definition_of || label.n == 0 || label.n > LABEL_MAX)
        return NULL;
    const uint64_t *index = map_get(sc->b->definition_of, fold_text(sc->b->a, label));
    return index ? &sc->b->definitions.items[*index - 1].target : NULL;
}

/* "[text][label]" and "[text]" with a definition; 0 when it is none. */
static uint32_t add_reference(struct scanner *sc, const struct opener *o, uint32_t close)
{
    struct str text = str_sub(sc->s, o->text, close);
    struct str label = text;
    uint32_t end = close + 1;
    if (end < sc->end && sc->s.p[end] == '[' && sc->b->definition_of) {
        size_t stop = str_find_byte(str_sub(sc->s, 0, end + LABEL_MAX), ']', end);
        if (stop != SIZE_MAX && find_definition(sc, str_sub(sc->s, end + 1, stop)))
            label = str_sub(sc->s, end + 1, stop);
        if (stop != SIZE_MAX && (label.p != text.p || stop == end + 1))
            end = (uint32_t)stop + 1;
    }
    const struct str *target = find_definition(sc, label);
    if (!target)
        return 0;
    return add_link(sc, o, close, end, o->is_image ? SPAN_IMAGE : SPAN_REFERENCE, *target);
}

/* "12", "2,3", "1-4" */
static bool is_numeric(struct str text)
{
    bool has_digit = false;
    for (size_t i = 0; i < text.n; i++) {
        has_digit |= is_digit(text.p[i]);
        size_t dash = bytes_at(text, i, STR("–")) || bytes_at(text, i, STR("，")) ? 2 : 0;
        if (!dash && !is_digit(text.p[i]) && !strchr(",;- ", text.p[i]))
            return false;
        i += dash;
    }
    return has_digit;
}

static bool is_key_byte(char c)
{
    return is_alnum(c) || (c && strchr("_:.#$%&-+?~/", c)) || (unsigned char)c >= 0x80;
}

/* "[@key; see @other, p. 3]": one span per key. False when there is none. */
static bool add_citations(struct scanner *sc, const struct opener *o, uint32_t close)
{
    bool found = false;
    for (uint32_t at = o->text; at + 1 < close; at++) {
        if (sc->s.p[at] != '@' || (at > o->text && !strchr(" ;-", sc->s.p[at - 1])))
            continue;
        uint32_t end = at + 1;
        while (end < close && is_key_byte(sc->s.p[end]))
            end++;
        while (end > at + 1 && strchr(".:,", sc->s.p[end - 1]))
            end--;
        if (end == at + 1)
            continue;
        bool is_whole = at == o->text && end == close;
        (void)span_add(sc, SPAN_CITATION, is_whole ? o->begin : at, is_whole ? close + 1 : end,
                       at + 1, end);
        found = true;
        at = end - 1;
    }
    if (found)
        mask_set(sc->b, o->begin, close + 1, MASK_MARKUP);
    return found;
}

static void add_mark(struct scanner *sc, const struct opener *o, uint32_t close,
                     enum span_kind kind, uint32_t text)
{
    (void)span_add(sc, kind, o->begin, close + 1, text, close);
    mask_set(sc->b, o->begin, close + 1, MASK_MARKUP);
}

/* "> [!note]-": the sign says whether it is folded. */
static uint32_t add_callout(struct scanner *sc, const struct opener *o, uint32_t close)
{
    uint32_t end = close + 1;
    end += end < sc->end && (sc->s.p[end] == '-' || sc->s.p[end] == '+');
    mask_set(sc->b, o->begin, end, MASK_MARKUP);
    return end;
}

/* "[text]" with nothing behind it. */
static uint32_t add_bracket(struct scanner *sc, const struct opener *o, uint32_t close)
{
    struct str text = str_sub(sc->s, o->text, close);
    if (o->is_image || text.n == 0 || text.n > BRACKET_MAX)
        return close + 1;
    uint32_t reference;
    if (text.p[0] == '^' && text.n > 1)
        add_mark(sc, o, close, SPAN_FOOTNOTE, o->text + 1);
    else if (text.p[0] == '!' && o->begin == sc->begin)
        return add_callout(sc, o, close);
    else if (holds_link(sc, o)) { /* "[[text](target)]" */
        mask_set(sc->b, o->begin, o->text, MASK_MARKUP);
        mask_set(sc->b, close, close + 1, MASK_MARKUP);
    } else if ((reference = add_reference(sc, o, close)) > 0)
        return reference;
    else if (is_numeric(text))
        add_mark(sc, o, close, SPAN_NUMERIC, o->text);
    else if (str_trim(text).n > 1 && !add_citations(sc, o, close))
        (void)span_add(sc, SPAN_BRACKET, o->begin, close + 1, o->text, close);
    return close + 1;
}

/* ---- wikilinks ---- */

/* Target and text of "target#heading|text"; in tables the bar is escaped. */
static void add_wikilink(struct scanner *sc, enum span_kind kind, uint32_t begin, uint32_t inside,
                         uint32_t close)
{
    struct str s = str_sub(sc->s, 0, close);
    size_t bar = str_find_byte(s, '|', inside);
    uint32_t target_end = bar == SIZE_MAX ? close : (uint32_t)bar;
    uint32_t text_begin = bar == SIZE_MAX ? inside : (uint32_t)bar + 1;
    uint32_t text_end = close;
    if (target_end > inside && bar != SIZE_MAX && s.p[target_end - 1] == '\\')
        target_end--;
    size_t hash = str_find_byte(str_sub(s, 0, target_end), '#', inside + 1);
    if (hash != SIZE_MAX)
        target_end = (uint32_t)hash;
    if (bar == SIZE_MAX)
        text_end = target_end;
    trim_range(sc->s, &text_begin, &text_end);
    struct span *span = span_add(sc, kind, begin, close + 2, text_begin, text_end);
    span->target = str_trim(str_sub(s, inside, target_end));
    mask_set(sc->b, begin, text_begin, MASK_MARKUP);
    mask_set(sc->b, text_end, close + 2, MASK_MARKUP);
    if (kind == SPAN_IMAGE)
        mask_set(sc->b, begin, close + 2, MASK_MARKUP);
    sc->floor = close + 2;
}

/* "[[…]]" that begins at `at` (its brackets at `inside` - 2); 0 when it is none. */
static uint32_t scan_wikilink(struct scanner *sc, uint32_t at, uint32_t inside)
{
    uint32_t close = inside;
    while (close < sc->end && !strchr("[]\n", sc->s.p[close]))
        close++;
    struct str text = str_trim(str_sub(sc->s, inside, close));
    if (!bytes_at(sc->s, close, STR("]]")) || text.n == 0)
        return 0;
    struct str destination;
    uint32_t end;
    bool is_image = inside - at == 3;
    if (!is_image && destination_read(sc, close + 2, &destination, &end)) {
        struct opener o = {at, inside, sc->b->spans.n, sc->marks.n, false};
        struct str target = destination_target(sc->b->a, destination);
        return add_link(sc, &o, close, end, link_kind(&o, target), target);
    }
    add_wikilink(sc, is_image ? SPAN_IMAGE : SPAN_WIKILINK, at, inside, close);
    return close + 2;
}

/* ---- entry points ---- */

static void push_opener(struct scanner *sc, uint32_t at, bool is_image)
{
    if (sc->n_openers == BRACKETS_MAX) { /* forget the older half */
        sc->n_openers = BRACKETS_MAX / 2;
        memmove(sc->openers, sc->openers + BRACKETS_MAX / 2, sizeof(sc->openers) / 2);
    }
    sc->openers[sc->n_openers++] =
        (struct opener){at, at + (is_image ? 2 : 1), sc->b->spans.n, sc->marks.n, is_image};
}

uint32_t scan_open_bracket(struct scanner *sc, uint32_t at)
{
    uint32_t end = bytes_at(sc->s, at, STR("[[")) ? scan_wikilink(sc, at, at + 2) : 0;
    if (end > 0)
        return end;
    push_opener(sc, at, false);
    return at + 1;
}

uint32_t scan_bang(struct scanner *sc, uint32_t at)
{
    uint32_t end = bytes_at(sc->s, at, STR("![[")) ? scan_wikilink(sc, at, at + 3) : 0;
    if (end > 0)
        return end;
    if (!bytes_at(sc->s, at, STR("![")))
        return at + 1;
    push_opener(sc, at, true);
    return at + 2;
}

uint32_t scan_close_bracket(struct scanner *sc, uint32_t at)
{
    if (sc->n_openers == 0)
        return at + 1;
    struct opener o = sc->openers[--sc->n_openers];
    struct str inside;
    uint32_t end;
    if ((!holds_link(sc, &o) || o.is_image) && destination_read(sc, at + 1, &inside, &end)) {
        struct str target = destination_target(sc->b->a, inside);
        return add_link(sc, &o, at, end, link_kind(&o, target), target);
    }
    return add_bracket(sc, &o, at);
}
