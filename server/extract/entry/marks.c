#include "extract/entry/entry_internal.h"

/* "[1-40]" names so many works at most. */
#define RANGE_MAX 40

static bool is_in_references(const struct entry_search *s, const struct candidate *c)
{
    uint32_t section = document_section(s->d, c->node);
    return section != NO_NODE && s->node_candidate[section] != NONE &&
           heading_is(&s->candidates.items[s->node_candidate[section]], WORDS_REFERENCES);
}

/* Digits at `i`, with the position behind them in `*i`. */
static uint32_t read_number(struct str text, size_t *i)
{
    uint32_t n = 0;
    for (; *i < text.n && text.p[*i] >= '0' && text.p[*i] <= '9' && n < 10000; (*i)++)
        n = n * 10 + (uint32_t)(text.p[*i] - '0');
    return n;
}

/* The number that a work has in a reference list: "[12] …", or its place in the numbered list. */
static uint32_t list_number(const struct entry_search *s, const struct work *w)
{
    if (w->origin == NONE)
        return 0;
    const struct candidate *c = &s->candidates.items[w->origin];
    struct str text = document_slice(s->d, c->begin, c->end);
    size_t i = 1;
    uint32_t number = str_starts(text, STR("[")) ? read_number(text, &i) : 0;
    if (number && i < text.n && text.p[i] == ']')
        return number;
    const struct node *n = &s->d->nodes[c->node];
    bool is_listed = c->kind == CANDIDATE_ITEM && n->flags & NODE_ORDERED && is_in_references(s, c);
    return is_listed ? n->number : 0;
}

static struct str number_key(struct entry_search *s, uint32_t number)
{
    return str_from(arena_printf(s->a, "#%u", number));
}

static void add_number(struct entry_search *s, const struct map *works, const struct span *span,
                       uint32_t number)
{
    const uint64_t *paper = map_get(works, number_key(s, number));
    if (paper)
        place_add(s, (uint32_t)*paper, span->node, span->begin, span->end);
}

/* "2,3" and "1-4" */
static void read_numbers(struct entry_search *s, const struct map *works, const struct span *span)
{
    struct str text = document_slice(s->d, span->text_begin, span->text_end);
    for (size_t i = 0; i < text.n;) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            i++;
            continue;
        }
        uint32_t first = read_number(text, &i), last = first;
        if (i < text.n && text.p[i] == '-') {
            i++;
            last = read_number(text, &i);
        }
        for (uint32_t n = first; n <= last && n < first + RANGE_MAX; n++)
            add_number(s, works, span, n);
    }
}

/* Numbers, citation keys and footnote keys -> papers. */
static struct map *index_works(struct entry_search *s)
{
    struct map *works = map_new(s->a);
    for (size_t i = 0; i < s->works.n; i++) {
        const struct work *w = &s->works.items[i];
        uint32_t number = list_number(s, w);
        if (number)
            *map_put(works, number_key(s, number), NULL) = w->paper;
        for (size_t k = 0; k < w->aliases.n; k++)
            *map_put(works, w->aliases.items[k], NULL) = w->paper;
        if (w->origin != NONE && s->candidates.items[w->origin].kind == CANDIDATE_FOOTNOTE)
            *map_put(works, s->d->nodes[w->node].label, NULL) = w->paper;
    }
    return works;
}

/* "[12]", "[@key]", "[^key]" stand for the work that they point at. */
void marks_find(struct entry_search *s)
{
    struct map *works = index_works(s);
    for (size_t i = 0; i < s->d->n_spans; i++) {
        const struct span *span = &s->d->spans[i];
        if (span->kind == SPAN_NUMERIC)
            read_numbers(s, works, span);
        if (span->kind != SPAN_CITATION && span->kind != SPAN_FOOTNOTE)
            continue;
        struct str key = document_slice(s->d, span->text_begin, span->text_end);
        const uint64_t *paper =
            map_get(works, str_starts(key, STR("@")) ? str_from_pos(key, 1) : key);
        if (paper)
            place_add(s, (uint32_t)*paper, span->node, span->begin, span->end);
    }
}
