#include "extract/entry/entry_internal.h"

/* A quoted or italic title so near a link or identifier is its title. */
#define TITLE_DISTANCE_MAX 160
/* The page of a quotation stands at most this far behind it. */
#define EXCERPT_BYTES_MAX 200

static bool is_title_span(const struct entry_search *s, const struct span *span, struct str *text)
{
    if (span->kind != SPAN_QUOTE && span->kind != SPAN_EMPHASIS && span->kind != SPAN_STRONG)
        return false;
    *text = str_trim(document_visible(s->d, span->text_begin, span->text_end, s->a));
    enum title_grade grade = shape_grade(*text);
    return grade >= GRADE_CAPITALISED || (grade == GRADE_SENTENCE && span->kind != SPAN_STRONG);
}

/* The marked title nearest to a reference in its own block, or empty. */
static struct str title_near(const struct entry_search *s, const struct reference *r)
{
    const struct node *n = &s->d->nodes[r->node];
    struct str best = STR_EMPTY, text;
    uint32_t distance = TITLE_DISTANCE_MAX;
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &s->d->spans[n->first_span + i];
        if (span->begin > r->end + TITLE_DISTANCE_MAX)
            break;
        uint32_t gap = span->begin >= r->end   ? span->begin - r->end
                       : span->end <= r->begin ? r->begin - span->end
                                               : TITLE_DISTANCE_MAX;
        if (gap < distance && is_title_span(s, span, &text)) {
            best = text;
            distance = gap;
        }
    }
    return best;
}

static const struct candidate *candidate_of(const struct entry_search *s, uint32_t reference)
{
    uint32_t i = s->node_candidate[s->references[reference].node];
    for (; i != NONE && i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        if (c->node != s->references[reference].node)
            return NULL;
        if (c->identifier == reference || c->head == reference)
            return c;
    }
    return NULL;
}

static void add_reference(struct entry_search *s, uint32_t index)
{
    struct reference *r = &s->references[index];
    struct str label = reference_label(s, r);
    if (r->target.kind == LINK_PDF &&
        (r->label != LABEL_NAME || shape_grade(label) < GRADE_SENTENCE))
        return;
    const struct candidate *c = candidate_of(s, index);
    struct str title = r->label == LABEL_NAME ? label : STR_EMPTY;
    if (title.n == 0 && c && c->source != TITLE_NOWHERE && c->grade > GRADE_NONE)
        title = c->raw_title;
    if (title.n == 0)
        title = title_near(s, r);
    struct work *w = work_add_cited(s, r->node, r->begin, r->end, title);
    work_take(s, w, r);
    work_set_stand_in(w, r);
    if (c)
        w->origin = (uint32_t)(c - s->candidates.items);
    if (c && c->alias.n)
        work_add_alias(s, w, c->alias);
}

static bool is_paper_page(const struct entry_search *s, const struct reference *r)
{
    if (str_starts(r->page, STR("@")))
        return true;
    if (words_match(WORDS_PAPER_TAG, PLACE_ANYWHERE, words_fold(r->folder, s->a)))
        return true;
    return shape_grade(r->page) == GRADE_STRONG;
}

static void add_wikilink(struct entry_search *s, struct reference *r)
{
    struct work *w = work_add_cited(s, r->node, r->begin, r->end, r->page);
    if (w->title.n == 0)
        w->title = r->page; /* the name of a page is all that there is, whatever it is made of */
    work_add_alias(s, w, reference_label(s, r));
    r->is_taken = true;
}

bool span_is_excerpt(const struct entry_search *s, const struct span *span)
{
    if (span->kind != SPAN_QUOTE)
        return false;
    struct str rest = document_slice(s->d, span->end, (uint32_t)s->d->source.n);
    rest = str_trim(str_sub(rest, 0, str_find_byte(rest, '\n', 0)));
    rest = str_sub(rest, 0, EXCERPT_BYTES_MAX);
    return str_starts(rest, STR("(")) &&
           (str_has(rest, STR(" p. ")) || str_has(rest, STR(" pp. ")) ||
            str_has(rest, STR("?page=")));
}

/* Titles in quotation marks without any link: "…" after authors or before a year; 《…》 in any case. */
static bool is_quoted_work(const struct entry_search *s, const struct span *span, struct str text)
{
    struct shape h;
    shape_read(text, &h);
    bool is_names = shape_is_authors(text) && shape_grade(text) < GRADE_STRONG;
    if (is_names || shape_is_court_case(text) || span_is_excerpt(s, span))
        return false;
    if (str_starts(document_slice(s->d, span->begin, span->end), STR("《")))
        return h.words >= 3;
    uint32_t year, from = span->begin > 60 ? span->begin - 60 : 0;
    uint32_t to = span->end + 40 < s->d->source.n ? span->end + 40 : (uint32_t)s->d->source.n;
    bool is_dated = shape_year(document_slice(s->d, from, span->begin), &year) != SIZE_MAX ||
                    shape_year(document_slice(s->d, span->end, to), &year) != SIZE_MAX ||
                    str_has(document_slice(s->d, from, span->begin), STR("et al"));
    return h.words >= 4 && is_dated && shape_grade(text) >= GRADE_SENTENCE;
}

/* "**Journal**:: *New England Journal of Medicine*" */
static bool is_in_field(const struct entry_search *s, const struct span *span)
{
    size_t low = 0, high = s->d->n_fields;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->d->fields[middle].begin <= span->text_begin)
            low = middle + 1;
        else
            high = middle;
    }
    const struct field *f = low ? &s->d->fields[low - 1] : NULL;
    return f && span->text_end <= f->end && !field_is_title(s, f);
}

static void add_quoted(struct entry_search *s)
{
    struct map *titles = map_new(s->a);
    for (size_t i = 0; i < s->works.n; i++)
        *map_put(titles, words_fold(s->works.items[i].title, s->a), NULL) = 1;
    for (size_t i = 0; i < s->d->n_spans; i++) {
        const struct span *span = &s->d->spans[i];
        if (span->kind != SPAN_QUOTE && span->kind != SPAN_EMPHASIS)
            continue;
        struct str text = str_trim(document_visible(s->d, span->text_begin, span->text_end, s->a));
        if (text.n < 12 || !is_quoted_work(s, span, text) || is_in_field(s, span))
            continue;
        struct title t;
        bool is_new = false;
        title_clean(text, s->a, &t);
        *map_put(titles, words_fold(t.text, s->a), &is_new) = 1;
        if (is_new && t.text.n)
            work_add_cited(s, span->node, span->text_begin, span->text_end, text);
    }
}

/* Citations and footnotes that are no entries. */
static void add_citations(struct entry_search *s)
{
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        bool is_dated = c->title.year || c->title.venue.n;
        bool is_citation =
            c->source == TITLE_CITATION ||
            (c->kind == CANDIDATE_FOOTNOTE && c->grade >= GRADE_CAPITALISED && is_dated);
        if (c->is_entry || !is_citation || c->spoken_for != NONE)
            continue;
        struct work *w = work_add_cited(s, c->node, c->title_begin, c->title_end, c->title.text);
        if (c->title.authors.n)
            str_list_add(&w->authors, c->title.authors, s->a);
        w->venue = c->title.venue;
        w->year = c->title.year;
        w->origin = (uint32_t)i;
        if (c->kind == CANDIDATE_FOOTNOTE)
            work_add_alias(s, w, s->d->nodes[c->node].label);
        for (uint32_t k = 0; k < c->n_references; k++) {
            struct reference *r = &s->references[c->first_reference + k];
            if (!r->is_taken && reference_is_paper(r))
                work_take(s, w, r);
        }
    }
}

void cited_collect(struct entry_search *s)
{
    add_citations(s);
    for (uint32_t i = 0; i < s->n_references; i++) {
        struct reference *r = &s->references[i];
        if (r->is_taken)
            continue;
        if (reference_is_paper(r))
            add_reference(s, i);
        else if (r->kind == SPAN_WIKILINK && is_paper_page(s, r))
            add_wikilink(s, r);
    }
    add_quoted(s);
}
