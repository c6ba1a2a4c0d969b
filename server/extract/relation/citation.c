/* The places of the text that stand for a paper, in order. */
#include "base/fold.h"
#include "base/map.h"
#include "extract/relation/relation_internal.h"

size_t places_from(const struct relation_search *s, uint32_t offset)
{
    const struct note_papers *papers = s->in->papers;
    size_t low = 0;
    size_t high = papers->n_places;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (papers->places[middle].begin >= offset)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

const struct paper_place *place_at(const struct relation_search *s, uint32_t offset)
{
    const struct note_papers *papers = s->in->papers;
    size_t after = places_from(s, offset + 1);
    /* Places may nest, though not deeply: a name in the title of another. */
    for (size_t i = after; i-- > 0 && after - i <= 4;)
        if (papers->places[i].end > offset)
            return &papers->places[i];
    return NULL;
}

size_t citations_from(const struct relation_search *s, uint32_t offset)
{
    size_t low = 0;
    size_t high = s->citations.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->citations.items[middle].begin >= offset)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void citation_add(struct relation_search *s, struct citation r)
{
    token_range(s, r.begin, r.end, &r.token_begin, &r.token_end);
    *vec_push(s->a, &s->citations) = r;
}

static int compare_citations(const void *left, const void *right)
{
    const struct citation *a = left;
    const struct citation *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

/* "[2,3]" names two papers in one place. */
static bool shares_place(const struct citation *a, const struct citation *b)
{
    return a->begin == b->begin && a->end == b->end && a->kind == b->kind && a->paper != b->paper;
}

/* Sorts, and drops what lies inside another citation. */
void citations_sort(struct relation_search *s)
{
    struct citation *items = s->citations.items;
    if (!s->citations.n)
        return;
    qsort(items, s->citations.n, sizeof(*items), compare_citations);
    size_t n = 1;
    for (size_t i = 1; i < s->citations.n; i++)
        if (items[i].begin >= items[n - 1].end || shares_place(&items[i], &items[n - 1]))
            items[n++] = items[i];
    s->citations.n = n;
}

static enum citation_kind kind_of_place(const struct paper_place *p)
{
    if (p->is_entry)
        return CITATION_HEAD;
    return p->is_name_only ? CITATION_NAME : CITATION_LINK;
}

/* Names of several words have a capital or a digit: "world models" is no name of "World Models". */
static bool is_written_as_name(const struct relation_search *s, uint32_t begin, uint32_t end)
{
    uint32_t first;
    uint32_t last;
    token_range(s, begin, end, &first, &last);
    if (last - first == 1 && s->tokens[first].kind == TOKEN_WORD)
        return true;
    for (uint32_t i = first; i < last; i++)
        if (s->tokens[i].kind != TOKEN_WORD ? last - first > 4 : s->tokens[i].shape != SHAPE_LOWER)
            return true;
    return false;
}

/* A name in small letters is one where the paper is written like that too ("wav2vec"). */
static bool is_name(const struct relation_search *s, const struct paper_place *p)
{
    const struct paper *paper = &s->in->papers->papers[p->paper];
    struct str name = document_slice(s->d, p->begin, p->end);
    if (is_written_as_name(s, p->begin, p->end) || str_eq(name, paper->short_name) ||
        str_eq(name, paper->title))
        return true;
    for (size_t i = 0; i < paper->n_aliases; i++)
        if (str_eq(name, paper->aliases[i]))
            return true;
    return false;
}

static void places_collect(struct relation_search *s)
{
    const struct note_papers *papers = s->in->papers;
    for (size_t i = 0; i < papers->n_places; i++) {
        const struct paper_place *p = &papers->places[i];
        if (p->begin < p->end && (!p->is_name_only || is_name(s, p)))
            citation_add(s, (struct citation){.kind = kind_of_place(p),
                                              .paper = p->paper,
                                              .concept = NONE,
                                              .node = p->node,
                                              .begin = p->begin,
                                              .end = p->end,
                                              .confidence = 1000});
    }
}

static void name_paper(struct relation_search *s, struct map *names, struct str name,
                       uint32_t paper)
{
    struct str key = fold_key(s->a, name);
    bool is_new;
    if (!key.n)
        return;
    uint64_t *value = map_put(names, key, &is_new);
    if (is_new)
        *value = paper;
    else if (*value != paper)
        *value = NONE; /* two papers of that name: neither */
}

static uint32_t paper_named(struct relation_search *s, const struct map *names,
                            const struct concept *c)
{
    for (size_t i = 0; i < c->n_labels + c->n_alternatives; i++) {
        struct str name = i < c->n_labels ? c->labels[i].text : c->alternatives[i - c->n_labels];
        const uint64_t *paper = map_get(names, fold_key(s->a, name));
        if (paper && *paper != NONE)
            return (uint32_t)*paper;
    }
    return NONE;
}

/* A concept that is known by the name of its paper is that paper where the note holds it. */
static struct map *match_works(struct relation_search *s)
{
    const struct note_papers *papers = s->in->papers;
    struct map *names = map_new(s->a);
    for (uint32_t i = 0; i < papers->n_papers; i++) {
        const struct paper *p = &papers->papers[i];
        name_paper(s, names, p->short_name.n ? p->short_name : p->title, i);
        for (size_t k = 0; k < p->n_aliases; k++)
            name_paper(s, names, p->aliases[k], i);
    }
    const struct note_concepts *concepts = s->in->concepts;
    for (size_t i = 0; i < concepts->n_concepts; i++)
        if (concepts->concepts[i].is_work)
            s->concept_paper[i] = paper_named(s, names, &concepts->concepts[i].concept);
    return names;
}

static bool has_digit(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] >= '0' && name.p[i] <= '9')
            return true;
    return false;
}

/* One concept may stand for all versions of a work: "DreamerV2" is not the paper of "Dreamer". */
static uint32_t paper_of_work(const struct relation_search *s, const struct map *names,
                              const struct mention *m)
{
    struct str name = document_slice(s->d, m->begin, m->end);
    const uint64_t *paper = map_get(names, fold_key(s->a, name));
    if (paper)
        return (uint32_t)*paper;
    return has_digit(name) ? NONE : s->concept_paper[m->concept];
}

static void works_collect(struct relation_search *s, const struct map *names)
{
    const struct note_concepts *concepts = s->in->concepts;
    for (size_t i = 0; i < concepts->n_mentions; i++) {
        const struct mention *m = &concepts->mentions[i];
        if (!concepts->concepts[m->concept].is_work || m->token_begin >= m->token_end ||
            !is_written_as_name(s, m->begin, m->end))
            continue;
        uint32_t paper = paper_of_work(s, names, m);
        citation_add(
            s, (struct citation){.kind = paper == NONE ? CITATION_WORK : CITATION_NAME,
                                 .paper = paper,
                                 .concept = paper == NONE ? m->concept : NONE,
                                 .node = m->node,
                                 .begin = m->begin,
                                 .end = m->end,
                                 .confidence = (uint16_t)(paper == NONE ? 800 : m->confidence)});
    }
}

void citations_collect(struct relation_search *s)
{
    struct map *names = match_works(s);
    places_collect(s);
    works_collect(s, names);
    citation_marks_collect(s);
    authors_collect(s);
    local_names_collect(s);
    ordinals_collect(s);
    years_collect(s);
    citations_sort(s);
    anaphors_collect(s);
    citations_sort(s);
}
