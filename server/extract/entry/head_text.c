/* Titles without a link of their own: quoted, in italics or bold, in a citation, or plain text. */
#include "base/utf8.h"
#include "extract/entry/head_internal.h"

/* Lines of a paragraph in which a citation may begin. */
#define CITED_TITLE_MIN    3 /* words of a title in italics behind its authors */
#define CITATION_LINES_MAX 4
/* Words of a title between authors, venue and year. */
#define CITED_TITLE_WORDS 3
/* Bytes of the label that a line may begin with. */
#define LABEL_BYTES_MAX 12

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
    struct str rest = head_visible(s, span->end, head_limit(s, c));
    struct shape h;
    shape_read(rest, &h);
    return h.words + h.cjk > 4 && !shape_is_authors(rest);
}

static bool begins_with_excerpt(const struct entry_search *s, const struct candidate *c)
{
    const struct node *n = &s->d->nodes[c->node];
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &s->d->spans[n->first_span + i];
        if (span->begin > c->begin)
            return false;
        if (span->begin == c->begin && span_is_excerpt(s, span))
            return true;
    }
    return false;
}

/* "2. Understanding …": the number in front is not part of the title. */
static struct str without_ordinal(struct str text)
{
    size_t i = 0;
    while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
        i++;
    bool is_ordinal = i > 0 && i <= 2 && i < text.n && (text.p[i] == '.' || text.p[i] == ')');
    return is_ordinal ? str_trim(str_from_pos(text, i + 1)) : text;
}

/* Which marks are looked at, and where. */
enum marks { MARKS_QUOTES, MARKS_AT_BEGIN, MARKS_BEHIND_AUTHORS, MARKS_ANY };

static bool is_behind_authors(const struct entry_search *s, const struct candidate *c,
                              const struct span *span)
{
    struct citation_parts parts;
    struct str prefix = head_visible(s, c->begin, span->begin);
    return prefix.n && shape_is_authors(prefix) && !title_split_citation(prefix, &parts);
}

/* "Levy 2008: *Expectation-based syntactic comprehension*. … doi": what stands in italics between
 * authors and an identifier is a title, however it is written. */
static bool is_cited_title(const struct entry_search *s, const struct candidate *c,
                           const struct span *span, const struct shape *h)
{
    return c->identifier != NONE && span->kind == SPAN_EMPHASIS && h->words >= CITED_TITLE_MIN &&
           !h->cjk && is_behind_authors(s, c, span);
}

/* The first quotation, italics or bold run that reads like a title. */
static const struct span *find_marked(const struct entry_search *s, const struct candidate *c,
                                      uint32_t limit, enum marks marks)
{
    const struct node *n = &s->d->nodes[c->node];
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &s->d->spans[n->first_span + i];
        if (span->begin < c->begin || span->end > limit || !is_title_mark(span->kind))
            continue;
        if ((marks == MARKS_BEHIND_AUTHORS && !is_behind_authors(s, c, span)) ||
            (marks == MARKS_AT_BEGIN && span->begin != c->begin))
            return NULL;
        if ((marks == MARKS_QUOTES && span->kind != SPAN_QUOTE) || span_is_excerpt(s, span) ||
            (span->kind == SPAN_STRONG && c->identifier == NONE && is_explained(s, c, span)))
            continue;
        struct str text = without_ordinal(head_visible(s, span->text_begin, span->text_end));
        enum title_grade grade = shape_grade(text);
        bool is_name = grade == GRADE_NAME && c->kind == CANDIDATE_HEADING &&
                       span->kind == SPAN_EMPHASIS && str_find_byte(text, ' ', 0) != SIZE_MAX;
        struct shape h;
        shape_read(text, &h);
        is_name |= span->begin == c->begin && span->end == c->end && h.words >= 3 && !h.cjk;
        is_name |= is_cited_title(s, c, span, &h);
        if (is_name || is_book_mark(s, span) || grade >= GRADE_CAPITALISED ||
            (grade == GRADE_SENTENCE && span->kind != SPAN_STRONG))
            return span;
    }
    return NULL;
}

/* "… 方法优化。出处：Lu et al. *ePlace: …*": one past the label that says where a thought comes from, or
 * 0. */
static size_t behind_source_label(struct str line)
{
    static const char *const labels[] = {"出处：", "出处:",    "来源：",   "来源:",    "出典：",
                                         "출처: ", "Source: ", "Quelle: ", "Fuente: ", "Source : "};
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        size_t at = str_find(line, str_from(labels[i]), 0);
        if (at != SIZE_MAX)
            return at + strlen(labels[i]);
    }
    return 0;
}

/* Where the words before a marked title begin: at the label of its line ("A: Graves, …") where the
 * line has one, else at the beginning of the block. */
static uint32_t prefix_begin(const struct entry_search *s, const struct candidate *c,
                             uint32_t title)
{
    struct str before = document_slice(s->d, c->begin, title);
    size_t at = before.n;
    while (at > 0 && before.p[at - 1] != '\n')
        at--;
    struct str line = str_from_pos(before, at);
    bool has_label =
        at > 0 && str_find(str_sub(line, 0, LABEL_BYTES_MAX), STR(": "), 0) != SIZE_MAX;
    size_t source = behind_source_label(line);
    return c->begin + (source || has_label ? (uint32_t)(at + source) : 0);
}

static bool read_marked(struct entry_search *s, struct candidate *c, uint32_t limit,
                        enum marks marks)
{
    const struct span *span = find_marked(s, c, limit, marks);
    if (!span)
        return false;
    struct str prefix = head_visible(s, prefix_begin(s, c, span->begin), span->begin);
    struct shape h;
    shape_read(prefix, &h);
    bool is_bold_remark = span->kind == SPAN_STRONG && c->identifier == NONE && h.cjk > 0;
    if (is_bold_remark || (utf8_count(prefix) > 2 * HEAD_PREFIX_MAX && !shape_is_authors(prefix)))
        return false;
    head_set_title(s, c, TITLE_MARKED, span->text_begin, span->text_end,
                   head_visible(s, span->text_begin, span->text_end));
    struct shape title;
    shape_read(c->title.text, &title);
    bool is_whole = span->begin == c->begin && span->end == c->end;
    if (c->grade == GRADE_NONE && (is_whole || is_cited_title(s, c, span, &title)))
        c->grade = GRADE_SENTENCE;
    struct title before;
    title_clean(prefix, s->a, &before);
    if (shape_is_name(before.text) && (h.words <= 2 || title_is_short_name(before.text)))
        c->alias = before.text;
    return c->source == TITLE_MARKED;
}

static bool read_citation(struct entry_search *s, struct candidate *c, uint32_t begin,
                          uint32_t limit)
{
    struct str text =
        begin == c->begin ? head_visible_to(s, c, limit) : head_visible(s, begin, limit);
    struct citation_parts parts;
    uint32_t year;
    if (c->identifier == NONE && shape_year(text, &year) == SIZE_MAX &&
        !str_has(text, STR("et al")))
        return false;
    if (!title_split_citation(text, &parts))
        return false;
    struct str title = str_sub(text, parts.title_begin, parts.title_end);
    size_t at = str_find(document_slice(s->d, c->begin, c->end), title, 0);
    uint32_t from = at == SIZE_MAX ? c->begin : c->begin + (uint32_t)at;
    head_set_title(s, c, TITLE_CITATION, from, at == SIZE_MAX ? limit : from + (uint32_t)title.n,
                   title);
    if (c->source != TITLE_CITATION)
        return false;
    struct shape h;
    shape_read(title, &h);
    bool is_quoted = parts.title_begin > 0 && strchr("\"\x9c", text.p[parts.title_begin - 1]);
    bool is_whole =
        parts.authors_end > parts.authors_begin && parts.year && (parts.venue.n || is_quoted);
    if (c->grade == GRADE_NONE && is_whole && h.words >= CITED_TITLE_WORDS && h.starts_upper)
        c->grade = GRADE_SENTENCE;
    c->title.authors = str_sub(text, parts.authors_begin, parts.authors_end);
    if (parts.venue.n)
        c->title.venue = parts.venue;
    if (parts.year)
        c->title.year = parts.year;
    return true;
}

/* Behind "Ely's group: ", or 0. */
static uint32_t behind_label(const struct entry_search *s, const struct candidate *c,
                             uint32_t limit)
{
    struct str text = document_slice(s->d, c->begin, limit);
    size_t colon = str_find(str_sub(text, 0, HEAD_PREFIX_MAX * 2), STR(": "), 0);
    return colon == SIZE_MAX ? 0 : c->begin + (uint32_t)colon + 2;
}

/* A list of authors, set off from what follows by a year or a stop. */
static bool begins_with_authors(struct str text)
{
    struct citation_parts parts;
    return title_split_citation(text, &parts) && parts.authors_begin == 0 &&
           parts.title_begin > 0 && text.p[parts.title_begin - 1] == ' ' &&
           strchr(".):", text.p[parts.title_begin - 2]);
}

/* Without an identifier a citation has a year or "et al." */
static bool may_cite(const struct entry_search *s, const struct candidate *c, uint32_t limit)
{
    if (c->identifier != NONE)
        return true;
    struct str text = head_visible_to(s, c, limit);
    uint32_t year;
    return shape_year(text, &year) != SIZE_MAX || str_has(text, STR("et al"));
}

/* A citation at the beginning, behind a label, or on a line of its own below a remark. */
static bool read_citations(struct entry_search *s, struct candidate *c, uint32_t limit)
{
    if (!may_cite(s, c, limit))
        return false;
    if (read_citation(s, c, c->begin, limit))
        return true;
    uint32_t label = behind_label(s, c, limit);
    if (label && read_citation(s, c, label, limit))
        return true;
    uint32_t at = c->begin;
    for (int i = 1; i < CITATION_LINES_MAX && c->kind == CANDIDATE_PARAGRAPH; i++) {
        size_t end = str_find_byte(str_sub(s->d->source, 0, limit), '\n', at);
        if (end == SIZE_MAX)
            return false;
        at = (uint32_t)end + 1;
        if (begins_with_authors(head_visible(s, at, limit)) && read_citation(s, c, at, limit))
            return true;
    }
    return false;
}

/* A title in the first line with authors and venue in the lines between it and the identifier. */
static bool read_first_line(struct entry_search *s, struct candidate *c, uint32_t stop,
                            uint32_t end)
{
    struct str text = text_trim_opening(head_visible(s, c->begin, stop));
    if (shape_grade(text) < GRADE_SENTENCE || shape_is_authors(text) ||
        !shape_is_citation_like(head_visible(s, stop, end)))
        return false;
    head_set_title(s, c, TITLE_BEFORE_LINK, c->begin, stop, text);
    return c->source == TITLE_BEFORE_LINK;
}

/* A paragraph that links to two papers is prose about both. */
static bool names_another(const struct entry_search *s, const struct candidate *c)
{
    const struct reference *first = &s->references[c->identifier];
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        if (reference_is_paper(r) &&
            !str_eq(r->target.identifiers[0], first->target.identifiers[0]) &&
            str_eq(identifier_family(r->target.identifiers[0]),
                   identifier_family(first->target.identifiers[0])))
            return true;
    }
    return false;
}

/* "But microcode! → ZombieLoad: Cross-… (https://…)": the title behind an arrow, before the link. */
static bool read_behind_arrow(struct entry_search *s, struct candidate *c, uint32_t begin,
                              uint32_t end)
{
    static const char *const arrows[] = {"→", "->", "=>"};
    while (begin < end && s->d->source.p[begin] == ' ')
        begin++;
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(arrows) && !n; i++)
        if (str_starts(document_slice(s->d, begin, end), str_from(arrows[i])))
            n = strlen(arrows[i]);
    if (!n)
        return false;
    begin += (uint32_t)n + 1;
    uint32_t stop = begin < end ? text_clause_end(s->d, begin, end) : end;
    struct str text = text_cut_open_bracket(text_trim_opening(head_visible(s, begin, stop)));
    if (head_visible(s, stop, end).n > 3 || shape_grade(text) < GRADE_CAPITALISED)
        return false;
    head_set_title(s, c, TITLE_BEFORE_LINK, begin, stop, text);
    return c->source == TITLE_BEFORE_LINK;
}

static bool read_before(struct entry_search *s, struct candidate *c, uint32_t end)
{
    uint32_t stop = text_clause_end(s->d, c->begin, end);
    if (head_visible(s, stop, end).n > 3)
        return read_first_line(s, c, stop, end) || read_behind_arrow(s, c, stop, end);
    struct str text = text_cut_open_bracket(text_trim_opening(head_visible(s, c->begin, end)));
    struct shape h;
    shape_read(text, &h);
    if ((h.words == 0 && h.cjk == 0) || h.words > 40 || h.has_stop || h.cjk > 40)
        return false;
    if (c->kind == CANDIDATE_PARAGRAPH && names_another(s, c) &&
        shape_grade(text) < GRADE_CAPITALISED)
        return false;
    head_set_title(s, c, TITLE_BEFORE_LINK, c->begin, end, text);
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
    struct str text = text_trim_opening(head_visible(s, begin, end));
    if (shape_grade(text) < (is_remark ? GRADE_STRONG : GRADE_SENTENCE))
        return false;
    head_set_title(s, c, TITLE_AFTER_LINK, begin, end, text);
    return c->source == TITLE_AFTER_LINK;
}

/* "[[one page]] [[another]]": links to pages and nothing else. */
static bool is_page_list(const struct entry_search *s, const struct candidate *c)
{
    uint32_t at = c->begin;
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        if (r->kind != SPAN_WIKILINK || head_visible(s, at, r->begin).n > 1)
            return false;
        at = r->end;
    }
    return c->n_references > 1 && head_visible(s, at, c->end).n == 0;
}

static void read_text(struct entry_search *s, struct candidate *c, uint32_t limit)
{
    if (is_page_list(s, c))
        return;
    uint32_t end = text_clause_end(s->d, c->begin, limit);
    if (c->kind == CANDIDATE_HEADING && end > c->begin && s->d->source.p[end - 1] == '?')
        end = limit; /* "Does It Work? Evidence from …" */
    struct str text = text_trim_opening(head_visible_to(s, c, end));
    if (c->kind == CANDIDATE_HEADING || shape_grade(text) != GRADE_NONE)
        head_set_title(s, c, TITLE_TEXT, c->begin, end, text);
}

/* A link to a file, or a bare address, with nothing beside it gives no title. */
static bool is_only_reference(const struct entry_search *s, const struct candidate *c,
                              const struct reference *r)
{
    return head_visible(s, c->begin, r->begin).n == 0 && head_visible(s, r->end, c->end).n == 0;
}

/* A bullet without links below one that is identified is a remark on that paper. */
static bool is_note_on_paper(const struct entry_search *s, const struct candidate *c)
{
    if (c->kind != CANDIDATE_ITEM || c->n_references > 0)
        return false;
    const struct candidate *above = &s->candidates.items[candidate_above(s, c->node)];
    return above->kind == CANDIDATE_ITEM && above->identifier != NONE;
}

void head_read_text(struct entry_search *s, struct candidate *c)
{
    uint32_t limit = head_limit(s, c);
    c->identifier = head_find_identifier(s, c, c->begin);
    const struct reference *r = c->identifier == NONE ? NULL : &s->references[c->identifier];
    if ((r && is_only_reference(s, c, r)) || begins_with_excerpt(s, c))
        return;
    if (read_marked(s, c, limit, MARKS_QUOTES) ||
        (r && read_marked(s, c, r->begin, MARKS_AT_BEGIN)) ||
        read_marked(s, c, limit, MARKS_BEHIND_AUTHORS) || read_citations(s, c, limit))
        return;
    if (read_marked(s, c, r ? r->begin : limit, MARKS_ANY))
        return;
    if (r && read_before(s, c, r->begin))
        return;
    if (r && read_after(s, c, r->end, limit))
        return;
    if (!r && !is_note_on_paper(s, c))
        read_text(s, c, limit);
}
