/* Citation marks: [2,3] by the numbers of the reference list, [^key] by its footnote, [@key] by the
 * BibTeX record or the page of that key. */
#include "base/map.h"
#include "extract/relation/relation_internal.h"

#define NUMBERS_MAX 400 /* a larger number in brackets cites nothing */
#define RANGE_MAX   30  /* [1-9] */
#define AMBIGUOUS   (NONE - 1)

struct numbering {
    uint32_t papers[NUMBERS_MAX + 1]; /* paper of a number, NONE, or AMBIGUOUS */
    bool has_marks;                   /* the list writes [1], not 1. */
};

static void number_paper(struct numbering *n, uint64_t number, uint32_t paper)
{
    if (number == 0 || number > NUMBERS_MAX)
        return;
    uint32_t *slot = &n->papers[number];
    *slot = *slot == NONE || *slot == paper ? paper : AMBIGUOUS;
}

static bool is_at_line_start(const struct relation_search *s, uint32_t offset)
{
    struct str before = str_sub(s->d->source, 0, offset);
    while (before.n && strchr(" \t>*+-", before.p[before.n - 1]))
        before.n--;
    return !before.n || before.p[before.n - 1] == '\n';
}

/* The paper whose title stands behind `offset` on the same line. */
static uint32_t paper_on_line(const struct relation_search *s, uint32_t offset)
{
    const struct note_papers *papers = s->in->papers;
    size_t line_end = str_find_byte(s->d->source, '\n', offset);
    size_t i = places_from(s, offset);
    while (i < papers->n_places && papers->places[i].is_name_only)
        i++;
    return i < papers->n_places && papers->places[i].begin < line_end ? papers->places[i].paper
                                                                      : NONE;
}

static struct str span_text(const struct relation_search *s, const struct span *span)
{
    return str_trim(document_slice(s->d, span->text_begin, span->text_end));
}

/* "[3] A. Author, "Title" …" at the start of a line gives the paper of that line its number. */
static void read_marks(const struct relation_search *s, struct numbering *n)
{
    for (size_t i = 0; i < s->d->n_spans; i++) {
        const struct span *span = &s->d->spans[i];
        uint64_t number;
        if (span->kind != SPAN_NUMERIC || !is_at_line_start(s, span->begin) ||
            !str_to_u64(span_text(s, span), &number))
            continue;
        uint32_t paper = paper_on_line(s, span->end);
        if (paper == NONE)
            continue;
        number_paper(n, number, paper);
        n->has_marks = true;
    }
}

static void read_ordered_items(const struct relation_search *s, struct numbering *n)
{
    for (uint32_t i = 0; i < s->in->papers->n_papers; i++) {
        uint32_t node = scope_block(s, i);
        if (node != NONE && s->d->nodes[node].kind == NODE_ITEM &&
            s->d->nodes[node].flags & NODE_ORDERED)
            number_paper(n, s->d->nodes[node].number, i);
    }
}

static void cite(struct relation_search *s, const struct span *span, uint32_t paper)
{
    if (paper == NONE || paper == AMBIGUOUS)
        return;
    citation_add(s, (struct citation){.kind = CITATION_MARK,
                                      .paper = paper,
                                      .concept = NONE,
                                      .node = span->node,
                                      .begin = span->begin,
                                      .end = span->end,
                                      .confidence = 950});
}

static void cite_range(struct relation_search *s, const struct numbering *n,
                       const struct span *span, uint64_t from, uint64_t to)
{
    for (uint64_t k = from; k <= to && k - from < RANGE_MAX && k <= NUMBERS_MAX; k++)
        cite(s, span, n->papers[k]);
}

/* "2, 3" and "1-4". */
static void cite_numbers(struct relation_search *s, const struct numbering *n,
                         const struct span *span)
{
    struct str rest = span_text(s, span);
    struct str part;
    while (str_split(&rest, ',', &part)) {
        struct str first;
        struct str last = str_trim(part);
        (void)str_split(&last, '-', &first);
        uint64_t from;
        uint64_t to;
        if (!str_to_u64(str_trim(first), &from))
            continue;
        if (!last.p || !str_to_u64(str_trim(last), &to))
            to = from;
        cite_range(s, n, span, from, to);
    }
}

/* Papers of footnotes, records and citation pages by their keys. */
static void put_key(struct map *keys, struct str key, uint32_t paper)
{
    bool is_new;
    if (!key.n || paper == NONE)
        return;
    uint64_t *value = map_put(keys, key, &is_new);
    if (is_new)
        *value = paper;
}

static uint32_t paper_within(const struct relation_search *s, uint32_t begin, uint32_t end)
{
    const struct note_papers *papers = s->in->papers;
    size_t i = places_from(s, begin);
    return i < papers->n_places && papers->places[i].begin < end ? papers->places[i].paper : NONE;
}

static struct map *collect_keys(const struct relation_search *s)
{
    struct map *keys = map_new(s->a);
    for (uint32_t i = 0; i < s->d->n_nodes; i++)
        if (s->d->nodes[i].kind == NODE_FOOTNOTE)
            put_key(keys, s->d->nodes[i].label,
                    paper_within(s, s->d->nodes[i].begin, s->d->nodes[i].end));
    for (size_t i = 0; i < s->d->n_records; i++)
        put_key(keys, s->d->records[i].key,
                paper_within(s, s->d->records[i].begin, s->d->records[i].end));
    return keys;
}

static void cite_key(struct relation_search *s, const struct map *keys, const struct span *span)
{
    struct str key = span_text(s, span);
    const uint64_t *paper = map_get(keys, key);
    if (!paper && key.n && key.p[0] == '@')
        paper = map_get(keys, str_from_pos(key, 1));
    if (paper)
        cite(s, span, (uint32_t)*paper);
}

void citation_marks_collect(struct relation_search *s)
{
    struct numbering *numbers = ARENA_NEW(s->a, struct numbering);
    for (size_t i = 0; i <= NUMBERS_MAX; i++)
        numbers->papers[i] = NONE;
    read_marks(s, numbers);
    if (!numbers->has_marks)
        read_ordered_items(s, numbers);
    struct map *keys = collect_keys(s);
    for (size_t i = 0; i < s->d->n_spans; i++) {
        const struct span *span = &s->d->spans[i];
        if (span->kind == SPAN_NUMERIC && !is_at_line_start(s, span->begin))
            cite_numbers(s, numbers, span);
        else if (span->kind == SPAN_FOOTNOTE || span->kind == SPAN_CITATION)
            cite_key(s, keys, span);
    }
}
