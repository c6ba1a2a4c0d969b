#include "extract/entry/entry_internal.h"

#include "base/fold.h"

bool reference_is_paper(const struct reference *r)
{
    return r->target.n_identifiers > 0 && !r->target.is_citation_anchor &&
           (r->target.kind == LINK_PAPER || r->target.kind == LINK_PDF);
}

struct str reference_label(const struct entry_search *s, const struct reference *r)
{
    if (r->text_begin == r->text_end)
        return STR_EMPTY;
    return document_visible(s->d, r->text_begin, r->text_end, s->a);
}

uint32_t references_from(const struct entry_search *s, uint32_t offset)
{
    uint32_t low = 0, high = (uint32_t)s->n_references;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->references[middle].begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A label that repeats the address, or names only venue and year, is no title. */
static bool is_address(struct str label, struct arena *a)
{
    if (str_has(label, STR("://")) || str_starts_ci(label, STR("www.")) ||
        str_starts_ci(label, STR("arxiv.org")) || str_starts_ci(label, STR("doi.org")) ||
        str_starts_ci(label, STR("arxiv:")) || str_starts_ci(label, STR("doi:")) ||
        str_starts(label, STR("10.")))
        return true;
    struct shape h;
    shape_read(label, &h);
    if (h.words == 0 && h.cjk == 0)
        return true;
    uint32_t year;
    bool can_be_tag = h.words <= 2 || shape_year(label, &year) != SIZE_MAX;
    if (h.words > 5 || !can_be_tag)
        return false;
    struct title t;
    title_clean(label, a, &t);
    return t.text.n == 0 || shape_is_date(label, a);
}

/* "PubMed", "ACM", "NVIDIA": one word that names the host. */
static bool names_host(struct str label, struct str url, struct arena *a)
{
    size_t begin = str_find(url, STR("://"), 0);
    if (begin == SIZE_MAX || label.n < 3 || str_find_byte(label, ' ', 0) != SIZE_MAX)
        return false;
    size_t end = str_find_byte(url, '/', begin + 3);
    return str_has(fold_text(a, str_sub(url, begin, end)), words_fold(label, a));
}

static enum reference_label classify_label(struct str label, struct str url, struct arena *a)
{
    if (str_trim(label).n == 0)
        return LABEL_NONE;
    if (names_host(label, url, a))
        return LABEL_ADDRESS;
    if (str_ends_ci(label, STR(".pdf")))
        return LABEL_ADDRESS;
    if (title_is_generic(label) || words_match(WORDS_RESOURCE, PLACE_ALL, words_fold(label, a)))
        return LABEL_GENERIC;
    return is_address(label, a) ? LABEL_ADDRESS : LABEL_NAME;
}

static void split_wikilink(struct reference *r, struct str target)
{
    struct str page = str_sub(target, 0, str_find_byte(target, '|', 0));
    page = str_sub(page, 0, str_find_byte(page, '#', 0));
    size_t cut = SIZE_MAX;
    for (size_t i = 0; i < page.n; i++)
        if (page.p[i] == '/')
            cut = i;
    r->page = str_trim(cut == SIZE_MAX ? page : str_from_pos(page, cut + 1));
    r->folder = cut == SIZE_MAX ? STR_EMPTY : str_sub(page, 0, cut);
}

static bool is_reference_span(enum span_kind kind)
{
    return kind <= SPAN_URL || kind == SPAN_ANCHOR;
}

/* "[slides](….pdf)" */
static bool is_side_document(const struct entry_search *s, const struct reference *r)
{
    return words_match(WORDS_SIDE_DOCUMENT, PLACE_ALL, words_fold(reference_label(s, r), s->a));
}

static void read_span(struct entry_search *s, const struct span *span, struct reference *r)
{
    *r = (struct reference){.node = span->node,
                            .begin = span->begin,
                            .end = span->end,
                            .text_begin = span->text_begin,
                            .text_end = span->text_end,
                            .kind = span->kind};
    r->target.kind = LINK_LOCAL;
    if (span->kind == SPAN_WIKILINK)
        split_wikilink(r, span->target.n ? span->target
                                         : document_slice(s->d, span->text_begin, span->text_end));
    else if (span->kind != SPAN_EMPTY_LINK && span->kind != SPAN_BRACKET)
        link_read(span->target.n ? span->target
                                 : document_slice(s->d, span->text_begin, span->text_end),
                  s->latest_year, s->a, &r->target);
    if (span->kind == SPAN_URL || span->kind == SPAN_AUTOLINK)
        r->text_end = r->text_begin;
    if (r->target.kind == LINK_PDF && is_side_document(s, r))
        r->target.kind = LINK_RESOURCE;
    bool is_key = span->kind == SPAN_WIKILINK && str_starts(r->page, STR("@"));
    r->label = is_key ? LABEL_NAME : classify_label(reference_label(s, r), r->target.url, s->a);
}

static bool *text_mask(const struct document *d, struct arena *a)
{
    bool *allowed = ARENA_ARRAY(a, bool, d->source.n + 1);
    for (size_t i = 0; i < d->source.n; i++)
        allowed[i] = d->mask[i] == MASK_TEXT || d->mask[i] == MASK_MARKUP;
    return allowed;
}

/* The block whose own text holds `offset`; `*from` only moves forward. */
static uint32_t node_at(const struct document *d, uint32_t offset, uint32_t *from)
{
    while (*from + 1 < d->n_nodes && d->nodes[*from + 1].text_begin <= offset)
        (*from)++;
    return *from;
}

/* Adds what is written in text; an identifier inside a link's label completes a link that has none. */
static void add_written(struct entry_search *s, const struct text_identifier *found, size_t n,
                        struct reference *spans, size_t n_spans, struct reference *out,
                        size_t *n_out)
{
    size_t k = 0;
    uint32_t node = 0;
    for (size_t i = 0; i < n; i++) {
        while (k < n_spans && spans[k].end <= found[i].begin)
            out[(*n_out)++] = spans[k++];
        if (k < n_spans && spans[k].begin <= found[i].begin) {
            if (!reference_is_paper(&spans[k]) && spans[k].kind != SPAN_WIKILINK &&
                !spans[k].target.is_citation_anchor)
                spans[k].target = found[i].target;
            continue;
        }
        struct reference *r = &out[(*n_out)++];
        *r = (struct reference){.node = node_at(s->d, found[i].begin, &node),
                                .begin = found[i].begin,
                                .end = found[i].end,
                                .text_begin = found[i].begin,
                                .text_end = found[i].begin,
                                .kind = SPAN_KIND_COUNT,
                                .target = found[i].target};
    }
    while (k < n_spans)
        out[(*n_out)++] = spans[k++];
}

static struct reference *collect_spans(struct entry_search *s, size_t *n)
{
    struct reference *list = ARENA_ARRAY(s->a, struct reference, s->d->n_spans + 1);
    uint32_t last_end = 0;
    *n = 0;
    for (size_t i = 0; i < s->d->n_spans; i++) {
        const struct span *span = &s->d->spans[i];
        if (!is_reference_span(span->kind) || span->begin < last_end)
            continue;
        read_span(s, span, &list[(*n)++]);
        last_end = span->end;
    }
    return list;
}

static struct str field_address(const struct field *f, struct arena *a)
{
    bool is_bare = !str_has(f->value, STR("/")) || str_starts(f->value, STR("10."));
    if (str_eq(f->key, STR("doi")) && is_bare)
        return str_from(arena_printf(a, "https://doi.org/%.*s", STR_FMT(f->value)));
    if (str_eq(f->key, STR("arxiv")) && !str_has(f->value, STR("://")))
        return str_from(arena_printf(a, "https://arxiv.org/abs/%.*s", STR_FMT(f->value)));
    return f->value;
}

/* Identifiers that stand as values of fields, in order; most have no span of their own. */
static struct text_identifier *collect_fields(struct entry_search *s, size_t *n)
{
    const struct document *d = s->d;
    struct text_identifier *list = ARENA_ARRAY(s->a, struct text_identifier, d->n_fields + 1);
    *n = 0;
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct field *f = &d->fields[i];
        if (!str_eq(f->key, STR("doi")) && !str_eq(f->key, STR("arxiv")) &&
            !str_eq(f->key, STR("url")))
            continue;
        struct text_identifier t = {.begin = f->begin, .end = f->end};
        link_read(field_address(f, s->a), s->latest_year, s->a, &t.target);
        if (t.target.kind == LINK_PAPER || t.target.kind == LINK_PDF)
            list[(*n)++] = t;
    }
    return list;
}

/* Both lists by begin; where they overlap the field stands. */
static struct text_identifier *merge_written(struct entry_search *s,
                                             const struct text_identifier *fields, size_t n_fields,
                                             const struct text_identifier *found, size_t n_found,
                                             size_t *n)
{
    struct text_identifier *out = ARENA_ARRAY(s->a, struct text_identifier, n_fields + n_found + 1);
    size_t i = 0, k = 0;
    *n = 0;
    while (i < n_fields || k < n_found) {
        if (k == n_found || (i < n_fields && fields[i].begin < found[k].end)) {
            while (k < n_found && found[k].begin < fields[i].end)
                k++;
            out[(*n)++] = fields[i++];
        } else {
            out[(*n)++] = found[k++];
        }
    }
    return out;
}

void references_collect(struct entry_search *s)
{
    size_t n_spans, n_fields, n_found, n_written;
    struct reference *spans = collect_spans(s, &n_spans);
    struct text_identifier *fields = collect_fields(s, &n_fields), *found;
    link_scan_text(s->d->source, text_mask(s->d, s->a), s->latest_year, s->a, &found, &n_found);
    struct text_identifier *written =
        merge_written(s, fields, n_fields, found, n_found, &n_written);
    s->references = ARENA_ARRAY(s->a, struct reference, n_spans + n_written + 1);
    s->n_references = 0;
    add_written(s, written, n_written, spans, n_spans, s->references, &s->n_references);
}
