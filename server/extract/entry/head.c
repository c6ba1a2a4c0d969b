#include "extract/entry/head_internal.h"

#include "base/utf8.h"

/* Fewer bytes besides the title hold no venue and no authors. */
#define BESIDES_MIN 4
/* Characters of a title in Chinese, Japanese or Korean. */
#define WIDE_TITLE_MIN 6
/* Words of a page's name that is surely a title. */
#define TITLED_PAGE_WORDS 5
/* Bytes of a citation key, with its mark. */
#define CITE_KEY_MIN 5

struct str head_visible(const struct entry_search *s, uint32_t begin, uint32_t end)
{
    return begin < end ? str_trim(document_visible(s->d, begin, end, s->a)) : STR_EMPTY;
}

struct str head_visible_to(const struct entry_search *s, const struct candidate *c, uint32_t end)
{
    return end == c->end ? c->text : head_visible(s, c->begin, end);
}

uint32_t head_limit(const struct entry_search *s, const struct candidate *c)
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

/* Chinese, Japanese and Korean know no capitals: length is all that a title shows. */
static bool is_wide_title(struct str text)
{
    struct shape h;
    shape_read(text, &h);
    return h.cjk >= WIDE_TITLE_MIN;
}

/* "基于小样本的语音分离方法研究": worded like a title of research. */
static bool is_research_title(struct str text, struct arena *a)
{
    if (!is_wide_title(text))
        return false;
    struct str folded = words_fold(text, a);
    return words_match(WORDS_WIDE_TITLE_START, PLACE_START, folded) ||
           words_match(WORDS_WIDE_TITLE_END, PLACE_END, folded);
}

/* Characters in Chinese, Japanese or Korean lead to the title. */
static bool is_behind_wide(struct str text, struct str title)
{
    struct shape before;
    size_t at = str_find(text, title, 0);
    if (at == SIZE_MAX || at == 0)
        return false;
    shape_read(str_sub(text, 0, at), &before);
    return before.cjk > 2;
}

void head_set_title(struct entry_search *s, struct candidate *c, enum title_source source,
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
    c->grade =
        source == TITLE_TEXT && is_behind_wide(text, t.text) ? GRADE_NONE : shape_grade(t.text);
    if (c->grade == GRADE_NONE && ((source == TITLE_CITATION && is_wide_title(t.text)) ||
                                   (source == TITLE_LINK && is_research_title(t.text, s->a))))
        c->grade = GRADE_SENTENCE;
    if (source == TITLE_TEXT && c->kind == CANDIDATE_PARAGRAPH && str_ends(text, STR(".")) &&
        c->grade > GRADE_SENTENCE)
        c->grade = GRADE_SENTENCE;
}

/* ---- the link at the head ---- */

/* A page named like a work, remarks may stand behind it: "[[@key]] …", "[[Full title]] — …". */
static bool is_titled_page(const struct reference *r)
{
    struct shape h;
    shape_read(r->page, &h);
    return str_starts(r->page, STR("@")) ||
           (h.words >= TITLED_PAGE_WORDS && shape_grade(r->page) >= GRADE_SENTENCE);
}

static bool can_be_head(const struct entry_search *s, const struct candidate *c,
                        const struct reference *r)
{
    if (r->label != LABEL_NAME || r->kind == SPAN_KIND_COUNT || r->kind == SPAN_URL ||
        r->target.is_citation_anchor || r->target.kind == LINK_IGNORED)
        return false;
    if (r->kind != SPAN_BRACKET && r->kind != SPAN_WIKILINK)
        return true;
    if (r->kind == SPAN_WIKILINK && c->kind == CANDIDATE_ITEM && is_titled_page(r))
        return true;
    struct shape rest;
    shape_read(head_visible(s, r->end, c->end), &rest);
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
        if (!can_be_head(s, c, r) || (i > 0 && r->kind == SPAN_WIKILINK))
            continue;
        return is_head_prefix(head_visible(s, c->begin, r->begin)) ? c->first_reference + i : NONE;
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

uint32_t head_find_identifier(const struct entry_search *s, const struct candidate *c,
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

/* "[[Full title|Scoville & Milner 1957]]" */
static void read_author_year(struct entry_search *s, struct candidate *c, struct str label)
{
    uint32_t year;
    size_t at = shape_year(label, &year);
    if (at == SIZE_MAX || at == 0 || shape_grade(label) >= GRADE_SENTENCE)
        return;
    c->title.year = year;
    c->title.authors = str_copy(s->a, str_trim(str_sub(label, 0, at)));
}

static void read_head_link(struct entry_search *s, struct candidate *c)
{
    const struct reference *r = &s->references[c->head];
    struct str label = r->kind == SPAN_WIKILINK ? r->page : reference_label(s, r);
    if (str_starts(label, STR("@")))
        label = str_from_pos(label, 1);
    head_set_title(s, c, TITLE_LINK, r->text_begin, r->text_end, label);
    c->identifier = reference_is_paper(r) ? c->head : head_find_identifier(s, c, r->end);
    struct str prefix = head_visible(s, c->begin, r->begin);
    struct title before;
    title_clean(prefix, s->a, &before);
    if (title_is_short_name(before.text))
        c->alias = before.text;
    bool has_label = !str_eq(reference_label(s, r), r->page);
    if (r->kind == SPAN_WIKILINK && has_label && shape_is_authors(reference_label(s, r)))
        read_author_year(s, c, reference_label(s, r));
}

/* "CHI EA '22)": a venue in any form, and no name of the work. */
static bool is_venue_bracket(struct str inside, struct arena *a)
{
    size_t close = str_find_byte(inside, ')', 0);
    struct str text = str_sub(inside, 0, close);
    struct title t;
    title_clean(text, a, &t);
    return close != SIZE_MAX && t.text.n == 0 && (t.venue.n || t.year);
}

/* A name in the brackets behind the title: "(VQE, Peruzzo 2014)", "（MPNN，ICML 2017）". */
static void read_bracket_alias(struct entry_search *s, struct candidate *c)
{
    static const char *const openings[] = {"(", "（"};
    uint32_t from = c->head != NONE ? s->references[c->head].end : c->title_end;
    struct str rest = head_visible(s, from, head_limit(s, c));
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
        if (!title_is_short_name(name) || is_venue_bracket(inside, s->a))
            return;
        struct title venue;
        title_clean(name, s->a, &venue);
        bool is_task = words_match(WORDS_TASK, PLACE_ALL, words_fold(name, s->a));
        if (!is_task && venue.text.n && shape_year(name, &year) == SIZE_MAX)
            c->alias = name;
    }
}

static void read_head(struct entry_search *s, struct candidate *c)
{
    c->head = find_head(s, c);
    if (c->head != NONE)
        read_head_link(s, c);
    if (c->source == TITLE_NOWHERE) {
        c->head = NONE;
        head_read_text(s, c);
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
    title_clean(head_visible_to(s, c, text_clause_end(s->d, c->begin, head_limit(s, c))), s->a,
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

/* "@tilman1996": the key that a heading or an item begins with, or empty. */
struct str cite_key_at(struct str text)
{
    size_t open = str_starts(text, STR("[@"));
    if (!str_starts(str_from_pos(text, open), STR("@")))
        return STR_EMPTY;
    size_t end = open + 1, digits = 0;
    while (end < text.n && (unsigned char)text.p[end] > ' ' && !strchr(",;:]()\"'", text.p[end])) {
        digits += text.p[end] >= '0' && text.p[end] <= '9';
        end++;
    }
    while (end > open && text.p[end - 1] == '.')
        end--;
    bool is_key = end - open > CITE_KEY_MIN && digits >= 2;
    return is_key ? str_sub(text, open + 1, end) : STR_EMPTY;
}

static void read_cite_key(struct entry_search *s, struct candidate *c)
{
    struct str key = cite_key_at(c->text);
    if (key.n == 0 || (c->kind != CANDIDATE_HEADING && c->kind != CANDIDATE_ITEM))
        return;
    struct str rest = str_trim(str_from_pos(c->text, (size_t)(key.p - c->text.p) + key.n));
    candidate_add(c, FEATURE_CITE_KEY);
    c->alias = key;
    struct shape h;
    shape_read(rest, &h);
    if (h.words + h.cjk > 0 && c->source != TITLE_NOWHERE)
        return;
    size_t at = str_find(document_slice(s->d, c->begin, c->end), key, 0);
    c->source = TITLE_TEXT;
    c->title_begin = c->begin + (uint32_t)(at == SIZE_MAX ? 0 : at);
    c->title_end = at == SIZE_MAX ? c->end : c->title_begin + (uint32_t)key.n;
    c->raw_title = key;
    c->title = (struct title){.text = key};
    c->grade = GRADE_NAME;
    c->alias = STR_EMPTY;
}

void head_read(struct entry_search *s, struct candidate *c)
{
    read_head(s, c);
    read_cite_key(s, c);
}
