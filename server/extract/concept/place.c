#include "base/arena.h"
#include "base/utf8.h"
#include "extract/concept/concept_internal.h"

/* A marked span with more tokens is emphasis of a sentence and no name. */
#define SPAN_NAME_TOKENS 5

struct str place_text(const struct finder *f, size_t begin, size_t end)
{
    return str_sub(f->document->source, f->tokens[begin].begin, f->tokens[end - 1].end);
}

struct str place_key(const struct finder *f, size_t begin, size_t end)
{
    size_t size = 1;
    for (size_t i = begin; i < end; i++)
        size += f->tokens[i].fold.n + 1;
    char *key = arena_array_raw(f->arena, size, 1);
    size_t n = 0;
    for (size_t i = begin; i < end; i++) {
        if (i > begin)
            key[n++] = ' ';
        memcpy(key + n, f->tokens[i].fold.p, f->tokens[i].fold.n);
        n += f->tokens[i].fold.n;
    }
    key[n] = '\0';
    return str_of(key, n);
}

bool place_begins_block(const struct finder *f, size_t i)
{
    return i == 0 || f->tokens[i - 1].node != f->tokens[i].node;
}

bool place_ends_block(const struct finder *f, size_t i)
{
    return i + 1 >= f->n_tokens || f->tokens[i + 1].node != f->tokens[i].node;
}

struct str place_text_after(const struct finder *f, size_t i)
{
    uint32_t to = place_ends_block(f, i) ? f->document->nodes[f->tokens[i].node].text_end
                                         : f->tokens[i + 1].begin;
    return str_sub(f->document->source, f->tokens[i].end, to);
}

bool place_is_heading(const struct finder *f, uint32_t node)
{
    return f->document->nodes[node].kind == NODE_SECTION;
}

uint32_t place_section(const struct finder *f, uint32_t node)
{
    if (place_is_heading(f, node))
        return node;
    uint32_t section = document_section(f->document, node);
    return section == NO_NODE ? 0 : section;
}

static bool starts_separator(struct str after)
{
    static const char *const separators[] = {":", "：", "-", "—", "–", "(", "（", "=", "→", "**:"};
    while (after.n && (after.p[0] == ' ' || after.p[0] == '*' || after.p[0] == '_' ||
                       after.p[0] == '`' || after.p[0] == ']'))
        after = str_from_pos(after, 1);
    for (size_t i = 0; i < ARRAY_LEN(separators); i++)
        if (str_starts(after, str_from(separators[i])))
            return true;
    return false;
}

bool place_is_lead(const struct finder *f, size_t begin, size_t end)
{
    if (!place_begins_block(f, begin))
        return false;
    if (place_ends_block(f, end - 1))
        return true;
    return f->tokens[end].gap >= GAP_COMMA && starts_separator(place_text_after(f, end - 1));
}

const struct span *place_span(const struct finder *f, size_t begin, size_t end, uint32_t kinds)
{
    const struct document *d = f->document;
    const struct node *node = &d->nodes[f->tokens[begin].node];
    const struct span *best = NULL;
    for (size_t i = node->first_span; i < node->first_span + node->n_spans; i++) {
        const struct span *s = &d->spans[i];
        if (s->begin > f->tokens[begin].begin)
            break;
        if (s->end < f->tokens[end - 1].end || !(kinds & SPAN_BIT(s->kind)))
            continue;
        if (!best || s->end - s->begin <= best->end - best->begin)
            best = s;
    }
    return best;
}

static size_t count_tokens_in(const struct finder *f, size_t begin, const struct span *s)
{
    size_t first = begin;
    while (first > 0 && f->tokens[first - 1].begin >= s->begin)
        first--;
    size_t n = 0;
    while (first + n < f->n_tokens && n <= SPAN_NAME_TOKENS && f->tokens[first + n].end <= s->end)
        n++;
    return n;
}

bool place_stands_out(const struct finder *f, size_t begin, size_t end)
{
    const uint32_t marks = SPAN_BIT(SPAN_STRONG) | SPAN_BIT(SPAN_HIGHLIGHT) |
                           SPAN_BIT(SPAN_WIKILINK) | SPAN_BIT(SPAN_TAG) | SPAN_BIT(SPAN_BRACKET) |
                           SPAN_BIT(SPAN_LINK);
    uint32_t node = f->tokens[begin].node;
    if (place_is_lead(f, begin, end))
        return true;
    if (place_is_heading(f, node) &&
        f->in->tokens->node_end[node] - f->in->tokens->node_first[node] <= SPAN_NAME_TOKENS)
        return true;
    const struct span *s = place_span(f, begin, end, marks);
    return s && count_tokens_in(f, begin, s) <= end - begin + 2;
}

static bool has_one_of(struct str text, struct str half_width, struct str full_width)
{
    return str_has(text, half_width) || str_has(text, full_width);
}

static struct str text_before(const struct finder *f, size_t i)
{
    return str_sub(f->document->source, f->tokens[i - 1].end, f->tokens[i].begin);
}

bool place_is_gloss(const struct finder *f, size_t begin, size_t end)
{
    if (place_begins_block(f, begin) || f->tokens[begin].gap != GAP_BRACKET)
        return false;
    bool wide = f->tokens[begin].kind != TOKEN_WORD;
    bool wide_before = f->tokens[begin - 1].kind != TOKEN_WORD;
    return wide != wide_before && has_one_of(text_before(f, begin), STR("("), STR("（")) &&
           has_one_of(place_text_after(f, end - 1), STR(")"), STR("）")) &&
           text_before(f, begin).n <= strlen(" （");
}
