#include "extract/entry/entry_internal.h"

#include "base/utf8.h"

/* A head link stands at most this many code points behind the start of its block. */
#define HEAD_PREFIX_MAX 24
/* Fewer bytes besides the title hold no venue and no authors. */
#define BESIDES_MIN 4

static struct str visible(const struct entry_search *s, uint32_t begin, uint32_t end)
{
    return begin < end ? str_trim(document_visible(s->d, begin, end, s->a)) : STR_EMPTY;
}

static uint32_t head_limit(const struct entry_search *s, const struct candidate *c)
{
    uint32_t limit = c->begin + HEAD_BYTES_MAX;
    if (limit >= c->end)
        return c->end;
    while (limit > c->begin && ((unsigned char)s->d->source.p[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

/* Sources that take whatever stands there. */
static bool is_loose(enum title_source source)
{
    return source == TITLE_CITATION || source == TITLE_BEFORE_LINK || source == TITLE_TEXT ||
           source == TITLE_AFTER_LINK;
}

/* Names of persons, or "ICML 2019". */
static bool is_no_title(const struct entry_search *s, struct str text)
{
    struct shape h;
    uint32_t year;
    shape_read(text, &h);
    bool is_venue = h.words <= 3 && !h.cjk && h.capitalised == h.words &&
                    shape_year(text, &year) != SIZE_MAX && !h.function_words;
    return is_venue || shape_is_persons(text, s->in->vocabulary, s->a);
}

static void set_title(struct entry_search *s, struct candidate *c, enum title_source source,
                      uint32_t begin, uint32_t end, struct str text)
{
    struct title outer = {0}, t;
    title_clean(text_cut_author_year(text_cut_dashed_authors(text), &outer), s->a, &t);
    if (t.text.n == 0 && (title_is_short_name(text) || source == TITLE_LINK))
        t.text = text;
    if (t.text.n == 0 || (is_loose(source) && is_no_title(s, t.text)))
        return;
    if (outer.year)
        t.year = outer.year;
    if (outer.year && shape_is_authors(outer.authors))
        t.authors = outer.authors;
    c->source = source;
    c->title_begin = begin;
    c->title_end = end;
    c->raw_title = text;
    c->title = t;
    struct shape before;
    size_t at = str_find(text, t.text, 0);
    shape_read(str_sub(text, 0, at == SIZE_MAX ? 0 : at), &before);
    c->grade = source == TITLE_TEXT && before.cjk > 2 ? GRADE_NONE : shape_grade(t.text);
    if (source == TITLE_TEXT && c->kind == CANDIDATE_PARAGRAPH && str_ends(text, STR(".")) &&
        c->grade > GRADE_SENTENCE)
        c->grade = GRADE_SENTENCE;
}

/* ---- the link at the head ---- */

static bool can_be_head(const struct entry_search *s, const struct candidate *c,
                        const struct reference *r)
{
    if (r->label != LABEL_NAME || r->kind == SPAN_KIND_COUNT || r->kind == SPAN_URL ||
        r->target.is_citation_anchor || r->target.kind == LINK_IGNORED)
        return false;
    if (r->kind != SPAN_BRACKET && r->kind != SPAN_WIKILINK)
        return true;
    struct shape rest;
    shape_read(visible(s, r->end, c->end), &rest);
    return rest.words == 0 && rest.cjk == 0;
}

/* Words before the head link say who wrote it or what it is; they are no sentence and no title. */
static bool is_head_prefix(struct str prefix)
{
    if (prefix.n == 0)
        return true;
    if (shape_is_authors(prefix))
        return shape_grade(prefix) != GRADE_STRONG;
    return utf8_count(prefix) <= HEAD_PREFIX_MAX && shape_grade(prefix) < GRADE_CAPITALISED;
}

static uint32_t find_head(const struct entry_search *s, const struct candidate *c)
{
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        if (!can_be_head(s, c, r))
            continue;
        return is_head_prefix(visible(s, c->begin, r->begin)) ? c->first_reference + i : NONE;
    }
    return NONE;
}

/* A link behind the title that belongs to it: "[[pdf]]", "[ACM]", a bare address; not another title. */
static bool belongs_to_title(const struct entry_search *s, const struct reference *r)
{
    if (!reference_is_paper(r))
        return false;
    if (r->label != LABEL_NAME)
        return true;
    char before = r->begin ? s->d->source.p[r->begin - 1] : ' ';
    struct str label = words_fold(reference_label(s, r), s->a);
    while (label.n && label.p[label.n - 1] >= '0' && label.p[label.n - 1] <= '9')
        label.n--;
    if (words_match(WORDS_CONTAINER, PLACE_ALL, label))
        return false;
    struct shape h;
    shape_read(label, &h);
    return h.words + h.cjk <= 3 &&
           (before == '[' || before == '(' || s->d->source.p[r->begin + 1] == '[');
}

static uint32_t find_identifier(const struct entry_search *s, const struct candidate *c,
                                uint32_t from)
{
    uint32_t limit = head_limit(s, c);
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        if (r->begin >= from && r->begin < limit && belongs_to_title(s, r))
            return c->first_reference + i;
    }
    return NONE;
}

static void read_head_link(struct entry_search *s, struct candidate *c)
{
    const struct reference *r = &s->references[c->head];
    struct str label = r->kind == SPAN_WIKILINK ? r->page : reference_label(s, r);
    if (str_starts(label, STR("@")))
        label = str_from_pos(label, 1);
    set_title(s, c, TITLE_LINK, r->text_begin, r->text_end, label);
    c->identifier = reference_is_paper(r) ? c->head : find_identifier(s, c, r->end);
    struct str prefix = visible(s, c->begin, r->begin);
    struct title before;
    title_clean(prefix, s->a, &before);
    if (title_is_short_name(before.text))
        c->alias = before.text;
}

/* ---- titles without a link of their own ---- */

static bool is_title_mark(enum span_kind kind)
{
    return kind == SPAN_QUOTE || kind == SPAN_EMPHASIS || kind == SPAN_STRONG ||
           kind == SPAN_HIGHLIGHT;
}

static bool is_book_mark(const struct entry_search *s, const struct span *span)
{
    return str_starts(document_slice(s->d, span->begin, span->end), STR("《"));
}

/* "**Respect for Law**: identify the …" is a term and its explanation. */
static bool is_explained(const struct entry_search *s, const struct candidate *c,
                         const struct span *span)
{
    struct str rest = visible(s, span->end, head_limit(s, c));
    struct shape h;
    shape_read(rest, &h);
    return h.words + h.cjk > 4 && !shape_is_authors(rest);
}

/* The first quotation, italics or bold run that reads like a title; `only_quotes`: quotation marks. */
static const struct span *find_marked(const struct entry_search *s, const struct candidate *c,
                                      uint32_t limit, bool only_quotes)
{
    const struct node *n = &s->d->nodes[c->node];
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &s->d->spans[n->first_span + i];
        if (span->begin < c->begin || span->end > limit || !is_title_mark(span->kind) ||
            (only_quotes && span->kind != SPAN_QUOTE) ||
            (span->kind == SPAN_STRONG && c->identifier == NONE && is_explained(s, c, span)))
            continue;
        struct str text = visible(s, span->text_begin, span->text_end);
        enum title_grade grade = shape_grade(text);
        bool is_name = grade == GRADE_NAME && c->kind == CANDIDATE_HEADING &&
                       span->kind == SPAN_EMPHASIS && str_find_byte(text, ' ', 0) != SIZE_MAX;
        struct shape h;
        shape_read(text, &h);
        is_name |= span->begin == c->begin && span->end == c->end && h.words >= 3 && !h.cjk;
        if (is_name || is_book_mark(s, span) || grade >= GRADE_CAPITALISED ||
            (grade == GRADE_SENTENCE && span->kind != SPAN_STRONG))
            return span;
    }
    return NULL;
}

static bool read_marked(struct entry_search *s, struct candidate *c, uint32_t limit,
                        bool only_quotes)
{
    const struct span *span = find_marked(s, c, limit, only_quotes);
    if (!span)
        return false;
    struct str prefix = visible(s, c->begin, span->begin);
    struct shape h;
    shape_read(prefix, &h);
    bool is_bold_remark = span->kind == SPAN_STRONG && c->identifier == NONE && h.cjk > 0;
    if (is_bold_remark || (utf8_count(prefix) > 2 * HEAD_PREFIX_MAX && !shape_is_authors(prefix)))
        return false;
    set_title(s, c, TITLE_MARKED, span->text_begin, span->text_end,
              visible(s, span->text_begin, span->text_end));
    if (c->grade == GRADE_NONE && span->begin == c->begin && span->end == c->end)
        c->grade = GRADE_SENTENCE;
    struct title before;
    title_clean(prefix, s->a, &before);
    if (shape_is_name(before.text) && (h.words <= 2 || title_is_short_name(before.text)))
        c->alias = before.text;
    return c->source == TITLE_MARKED;
}

static bool read_citation(struct entry_search *s, struct candidate *c, uint32_t limit)
{
    struct str text = visible(s, c->begin, limit);
    struct citation_parts parts;
    uint32_t year;
    if (c->identifier == NONE && shape_year(text, &year) == SIZE_MAX &&
        !str_has(text, STR("et al")))
        return false;
    if (!title_split_citation(text, &parts))
        return false;
    struct str title = str_sub(text, parts.title_begin, parts.title_end);
    size_t at = str_find(document_slice(s->d, c->begin, c->end), title, 0);
    uint32_t begin = at == SIZE_MAX ? c->begin : c->begin + (uint32_t)at;
    set_title(s, c, TITLE_CITATION, begin, at == SIZE_MAX ? limit : begin + (uint32_t)title.n,
              title);
    if (c->source != TITLE_CITATION)
        return false;
    c->title.authors = str_sub(text, parts.authors_begin, parts.authors_end);
    if (parts.venue.n)
        c->title.venue = parts.venue;
    if (parts.year)
        c->title.year = parts.year;
    return true;
}

/* A title in the first line with authors and venue in the lines between it and the identifier. */
static bool read_first_line(struct entry_search *s, struct candidate *c, uint32_t stop,
                            uint32_t end)
{
    struct str text = text_trim_opening(visible(s, c->begin, stop));
    if (shape_grade(text) < GRADE_CAPITALISED || shape_is_authors(text) ||
        !shape_is_citation_like(visible(s, stop, end)))
        return false;
    set_title(s, c, TITLE_BEFORE_LINK, c->begin, stop, text);
    return c->source == TITLE_BEFORE_LINK;
}

static bool read_before(struct entry_search *s, struct candidate *c, uint32_t end)
{
    uint32_t stop = text_clause_end(s->d, c->begin, end);
    if (visible(s, stop, end).n > 3)
        return read_first_line(s, c, stop, end);
    struct str text = text_trim_opening(visible(s, c->begin, end));
    struct shape h;
    shape_read(text, &h);
    if ((h.words == 0 && h.cjk == 0) || h.words > 40 || h.has_stop || h.cjk > 40)
        return false;
    set_title(s, c, TITLE_BEFORE_LINK, c->begin, end, text);
    return c->source == TITLE_BEFORE_LINK;
}

static bool read_after(struct entry_search *s, struct candidate *c, uint32_t begin, uint32_t limit)
{
    uint32_t from = begin;
    while (begin < limit && strchr(" ])\\:,\n-", s->d->source.p[begin]))
        begin++;
    bool is_remark = memchr(s->d->source.p + from, '-', begin - from) != NULL;
    uint32_t end = text_clause_end(s->d, begin, limit);
    uint32_t next = references_from(s, begin);
    if (next < s->n_references && s->references[next].begin < end)
        end = s->references[next].begin;
    struct str text = text_trim_opening(visible(s, begin, end));
    if (shape_grade(text) < (is_remark ? GRADE_STRONG : GRADE_SENTENCE))
        return false;
    set_title(s, c, TITLE_AFTER_LINK, begin, end, text);
    return c->source == TITLE_AFTER_LINK;
}

static void read_text(struct entry_search *s, struct candidate *c, uint32_t limit)
{
    uint32_t end = text_clause_end(s->d, c->begin, limit);
    struct str text = text_trim_opening(visible(s, c->begin, end));
    if (c->kind == CANDIDATE_HEADING || shape_grade(text) != GRADE_NONE)
        set_title(s, c, TITLE_TEXT, c->begin, end, text);
}

/* A link to a file, or a bare address, with nothing beside it gives no title. */
static bool is_only_reference(const struct entry_search *s, const struct candidate *c,
                              const struct reference *r)
{
    return visible(s, c->begin, r->begin).n == 0 && visible(s, r->end, c->end).n == 0;
}

/* A bullet without links below one that is identified is a remark on that paper. */
static bool is_note_on_paper(const struct entry_search *s, const struct candidate *c)
{
    if (c->kind != CANDIDATE_ITEM || c->n_references > 0)
        return false;
    const struct candidate *above = &s->candidates.items[candidate_above(s, c->node)];
    return above->kind == CANDIDATE_ITEM && above->identifier != NONE;
}

static void read_without_head(struct entry_search *s, struct candidate *c)
{
    uint32_t limit = head_limit(s, c);
    c->identifier = find_identifier(s, c, c->begin);
    const struct reference *r = c->identifier == NONE ? NULL : &s->references[c->identifier];
    if (r && is_only_reference(s, c, r))
        return;
    if (read_marked(s, c, limit, true) || read_citation(s, c, limit))
        return;
    if (read_marked(s, c, r ? r->begin : limit, false))
        return;
    if (r && read_before(s, c, r->begin))
        return;
    if (r && read_after(s, c, r->end, limit))
        return;
    if (!r && !is_note_on_paper(s, c))
        read_text(s, c, limit);
}

/* A name in the brackets behind the title: "(VQE, Peruzzo 2014)", "（MPNN，ICML 2017）". */
static void read_bracket_alias(struct entry_search *s, struct candidate *c)
{
    static const char *const openings[] = {"(", "（"};
    uint32_t from = c->head != NONE ? s->references[c->head].end : c->title_end;
    struct str rest = visible(s, from, head_limit(s, c));
    for (size_t i = 0; i < ARRAY_LEN(openings); i++) {
        if (!str_starts(rest, str_from(openings[i])))
            continue;
        struct str inside = str_from_pos(rest, strlen(openings[i]));
        size_t end = 0;
        while (end < inside.n && !strchr(",) ", inside.p[end]) &&
               !str_starts(str_from_pos(inside, end), STR("，")) &&
               !str_starts(str_from_pos(inside, end), STR("）")))
            end++;
        struct str name = str_sub(inside, 0, end);
        uint32_t year;
        if (!title_is_short_name(name))
            return;
        struct title venue;
        title_clean(name, s->a, &venue);
        bool is_task = words_match(WORDS_TASK, PLACE_ALL, words_fold(name, s->a));
        if (!is_task && venue.text.n && shape_year(name, &year) == SIZE_MAX)
            c->alias = name;
    }
}

void head_read(struct entry_search *s, struct candidate *c)
{
    c->head = find_head(s, c);
    if (c->head != NONE)
        read_head_link(s, c);
    if (c->source == TITLE_NOWHERE) {
        c->head = NONE;
        read_without_head(s, c);
    }
    if (c->source == TITLE_NOWHERE)
        return;
    if (c->alias.n == 0)
        read_bracket_alias(s, c);
    bool is_all = c->raw_title.n + BESIDES_MIN > c->text.n;
    uint32_t year;
    bool has_hint = shape_year(c->text, &year) != SIZE_MAX || str_has(c->text, STR("et al")) ||
                    str_find_byte(c->text, '\'', 0) != SIZE_MAX;
    if (is_all || !has_hint || (c->grade < GRADE_SENTENCE && c->identifier == NONE))
        return;
    struct title line;
    title_clean(visible(s, c->begin, text_clause_end(s->d, c->begin, head_limit(s, c))), s->a,
                &line);
    if (c->title.venue.n == 0)
        c->title.venue = line.venue;
    if (c->title.year == 0)
        c->title.year = line.year;
    if (c->title.authors.n == 0)
        c->title.authors = line.authors;
    if (c->title.short_name.n == 0 && c->grade >= GRADE_SENTENCE && title_is_short_name(c->alias))
        c->title.short_name = c->alias;
}
