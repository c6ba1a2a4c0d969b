#include "extract/entry/entry_internal.h"

#include "base/fold.h"

/* The identifier of a heading's paper stands in the first blocks below it. */
#define LEAD_BLOCKS_MAX 6
#define LEAD_LINES_MAX  14
/* … nearer when no label says what it is. */
#define NEAR_LINES_MAX 6
/* A block of so many bytes that ends with an identifier is about that paper. */
#define SHORT_BLOCK_MAX 240
/* What may stand behind a full title that is a paragraph of its own. */
#define VENUE_BYTES_MAX 24
#define LEVELS          8

static struct candidate *at(const struct entry_search *s, uint32_t index)
{
    return &s->candidates.items[index];
}

/* Headings that say what kind of text follows, or where it is filed, name no paper. */
static bool can_name_paper(const struct entry_search *s, const struct candidate *c)
{
    if (c->source == TITLE_NOWHERE || heading_is(c, WORDS_TEMPLATE) || heading_is(c, WORDS_ESSAY) ||
        heading_is(c, WORDS_INFO))
        return false;
    struct str text = c->text;
    return !shape_is_date(text, s->a) &&
           !title_is_container(words_fold(c->title.text, s->a), c->grade);
}

/* ---- the identifier below ---- */

/* The line of an identifier holds little else: authors, a venue, the word "paper". */
static bool is_lead_line(const struct entry_search *s, const struct candidate *c,
                         const struct reference *r)
{
    uint32_t line = document_line(s->d, r->begin);
    uint32_t begin = s->d->line_starts[line - 1];
    if (begin < c->begin)
        begin = c->begin;
    struct str before =
        begin < r->begin ? str_trim(document_visible(s->d, begin, r->begin, s->a)) : STR_EMPTY;
    bool is_last = r->end >= c->end || str_trim(document_slice(s->d, r->end, c->end)).n == 0;
    return before.n == 0 || shape_is_citation_like(before) ||
           (is_last && c->end - c->begin <= SHORT_BLOCK_MAX);
}

/* A block with a title of its own is a paper by itself; authors and venue are no title. */
static bool has_own_title(const struct candidate *c)
{
    if (c->source == TITLE_NOWHERE || shape_is_authors(c->raw_title))
        return false;
    return c->grade >= GRADE_SENTENCE;
}

/* "- [pdf](…)", "- Bloom, Liang (QJE 2015), doi:…": a bullet of few words, or of authors and venue. */
static bool is_short_item(const struct entry_search *s, const struct candidate *c,
                          const struct reference *r, struct shape h)
{
    struct str before = str_trim(document_visible(s->d, c->begin, r->begin, s->a));
    bool is_behind_authors = c->source == TITLE_NOWHERE && before.n && shape_is_authors(before);
    return c->head == NONE && (h.words + h.cjk <= 6 || is_behind_authors);
}

/* A reference in block `index` that can stand for the paper named above it, or NONE. */
/* "3/ Then SGX-Step (https://…)": a member of a numbered list speaks for itself. */
static bool has_own_number(const struct candidate *c)
{
    struct str text = c->text;
    size_t digits = 0;
    while (digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9')
        digits++;
    return c->kind == CANDIDATE_PARAGRAPH && digits > 0 && digits <= 2 && digits + 1 < text.n &&
           strchr("/.)", text.p[digits]) && text.p[digits + 1] == ' ';
}

static uint32_t lead_reference(const struct entry_search *s, uint32_t index)
{
    const struct candidate *c = at(s, index);
    if (has_own_number(c))
        return NONE;
    bool is_field = candidate_field(s, c) != NULL;
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        if (!reference_is_paper(r))
            continue;
        if (r->label == LABEL_NAME)
            return NONE;
        struct shape h;
        shape_read(c->text, &h);
        bool is_short = c->kind != CANDIDATE_ITEM || is_short_item(s, c, r, h);
        bool is_lead = is_field || (is_short && !has_own_title(c) && is_lead_line(s, c, r));
        return is_lead ? c->first_reference + i : NONE;
    }
    return NONE;
}

/* A first paragraph or bullet that gives the full title of the work the heading names. */
static bool is_titled_lead(const struct entry_search *s, const struct candidate *heading,
                           const struct candidate *c, bool is_first)
{
    bool has_key = candidate_has(heading, FEATURE_CITE_KEY) && c->source == TITLE_CITATION;
    if (c->source == TITLE_NOWHERE || (c->grade < GRADE_SENTENCE && !has_key))
        return false;
    if ((candidate_has(heading, FEATURE_VENUE_TAG) || has_key) && is_first)
        return true;
    if (c->kind != CANDIDATE_PARAGRAPH || !is_first || node_is_concept(s, heading->node))
        return false;
    bool is_only_title = c->grade == GRADE_STRONG && c->end - c->title_end <= VENUE_BYTES_MAX;
    return c->identifier != NONE || is_only_title;
}

static bool same_name(const struct entry_search *s, const struct candidate *a,
                      const struct candidate *b)
{
    struct str x = fold_key(s->a, a->title.text), y = fold_key(s->a, b->title.text);
    return x.n && str_eq(x, y);
}

static void take_lead_block(struct entry_search *s, struct candidate *heading, uint32_t index)
{
    struct candidate *c = at(s, index);
    heading->lead_block = index;
    c->spoken_for = (uint32_t)(heading - s->candidates.items);
    if (c->grade > heading->grade || heading->grade == GRADE_NAME) {
        struct str name = heading->title.text;
        heading->raw_title = c->raw_title;
        heading->title_begin = c->title_begin;
        heading->title_end = c->title_end;
        heading->title = c->title;
        heading->alias = name;
        heading->grade = c->grade;
    }
    if (c->identifier != NONE)
        heading->lead = c->identifier;
}

static bool try_block(struct entry_search *s, struct candidate *heading, uint32_t index,
                      bool is_first)
{
    struct candidate *c = at(s, index);
    bool is_named = heading->grade == GRADE_NAME;
    if ((is_named && is_titled_lead(s, heading, c, is_first)) ||
        (c->identifier != NONE && same_name(s, heading, c))) {
        take_lead_block(s, heading, index);
        return true;
    }
    uint32_t r = lead_reference(s, index);
    bool is_near = candidate_field(s, c) || c->line <= heading->line + NEAR_LINES_MAX;
    if (r == NONE || !is_near)
        return false;
    heading->lead = r;
    c->spoken_for = (uint32_t)(heading - s->candidates.items);
    return true;
}

/* Walks the first blocks below a heading (or at the top of the note) for the identifier. */
static void find_lead(struct entry_search *s, struct candidate *heading, uint32_t from)
{
    uint32_t after = document_after(s->d, heading->node), blocks = 0;
    for (uint32_t i = from; i < after && blocks < LEAD_BLOCKS_MAX; i++) {
        const struct node *n = &s->d->nodes[i];
        if (n->line > heading->line + LEAD_LINES_MAX)
            return;
        if (n->kind == NODE_SECTION) {
            if (s->node_candidate[i] == NONE ||
                !heading_is(at(s, s->node_candidate[i]), WORDS_INFO))
                return;
            continue;
        }
        uint32_t index = s->node_candidate[i];
        if (index == NONE || at(s, index)->kind == CANDIDATE_ROW)
            continue;
        if (try_block(s, heading, index, blocks == 0))
            return;
        blocks++;
    }
}

/* ---- headings below ---- */

static void count_template(struct entry_search *s, struct candidate *c)
{
    uint32_t n_template = 0, n_essay = 0;
    for (uint32_t i = s->d->nodes[c->node].first_child; i != NO_NODE; i = s->d->nodes[i].next) {
        if (s->d->nodes[i].kind != NODE_SECTION || s->node_candidate[i] == NONE)
            continue;
        const struct candidate *h = at(s, s->node_candidate[i]);
        if (heading_is(h, WORDS_TEMPLATE))
            n_template++;
        else if (heading_is(h, WORDS_ESSAY))
            n_essay++;
    }
    if (n_template >= 2)
        candidate_add(c, FEATURE_TEMPLATE_BELOW);
    else if (n_template + n_essay >= 2)
        candidate_add(c, FEATURE_ESSAY_BELOW);
}

/* Number of headings at each level and above it. */
static void count_levels(const struct entry_search *s, uint32_t count[LEVELS])
{
    for (uint32_t i = 1; i < s->d->n_nodes; i++)
        if (s->d->nodes[i].kind == NODE_SECTION)
            for (uint32_t level = s->d->nodes[i].level; level < LEVELS; level++)
                count[level]++;
}

void section_read_document(struct entry_search *s, struct candidate *c)
{
    if (!title_is_container(words_fold(c->title.text, s->a), c->grade))
        find_lead(s, c, 1);
    count_template(s, c);
}

/* A paragraph that is a title, with "论文地址：URL" as the next block. */
static void read_title_paragraph(struct entry_search *s, struct candidate *c)
{
    uint32_t next = s->d->nodes[c->node].next;
    if (c->grade < GRADE_CAPITALISED || c->identifier != NONE || next == NO_NODE)
        return;
    if (s->d->nodes[next].kind == NODE_QUOTE)
        next = s->d->nodes[next].first_child;
    if (next == NO_NODE || s->node_candidate[next] == NONE ||
        at(s, s->node_candidate[next])->kind != CANDIDATE_PARAGRAPH)
        return;
    uint32_t r = lead_reference(s, s->node_candidate[next]);
    if (r == NONE)
        return;
    c->lead = r;
    at(s, s->node_candidate[next])->spoken_for = (uint32_t)(c - s->candidates.items);
}

/* "- Title" with "- [pdf](…)" as first bullet below. */
static void read_item_below(struct entry_search *s, struct candidate *c)
{
    uint32_t list = s->d->nodes[c->node].first_child;
    if (c->identifier != NONE || c->grade < GRADE_NAME || list == NO_NODE ||
        s->d->nodes[list].kind != NODE_LIST)
        return;
    for (uint32_t i = s->d->nodes[list].first_child; i != NO_NODE; i = s->d->nodes[i].next) {
        uint32_t index = s->node_candidate[i];
        uint32_t r = index == NONE ? NONE : lead_reference(s, index);
        if (r == NONE)
            continue;
        c->lead = r;
        at(s, index)->spoken_for = (uint32_t)(c - s->candidates.items);
        return;
    }
}

/* A note on one paper that gives its address anywhere: "# Title", "## Summary", … */
static void read_only_identifier(struct entry_search *s, struct candidate *c)
{
    bool is_whole = candidate_has(c, FEATURE_LONE_HEADING) &&
                    candidate_has(c, FEATURE_TEMPLATE_BELOW) && s->d->nodes[c->node].level == 1;
    if (is_whole && c->identifier == NONE && c->lead == NONE)
        c->lead = only_identifier(s);
}

void sections_read(struct entry_search *s)
{
    uint32_t count[LEVELS] = {0};
    count_levels(s, count);
    for (size_t i = 1; i < s->candidates.n; i++) {
        struct candidate *c = at(s, (uint32_t)i);
        if (c->kind == CANDIDATE_PARAGRAPH && c->spoken_for == NONE)
            read_title_paragraph(s, c);
        else if (c->kind == CANDIDATE_ITEM)
            read_item_below(s, c);
        if (c->kind != CANDIDATE_HEADING || !can_name_paper(s, c))
            continue;
        c->features |= features_read(s, c) & (uint64_t)1 << FEATURE_VENUE_TAG;
        if (c->identifier == NONE || c->head == NONE)
            find_lead(s, c, c->node + 1);
        count_template(s, c);
        if (count[s->d->nodes[c->node].level] == 1)
            candidate_add(c, FEATURE_LONE_HEADING);
        read_only_identifier(s, c);
    }
}
