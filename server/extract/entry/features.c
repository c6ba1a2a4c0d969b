#include "extract/entry/entry_internal.h"

#include "base/utf8.h"

/* Items with an identifier and at most this many words besides are entries; longer ones are prose. */
#define ITEM_WORDS_MAX  12
#define PROSE_CJK_MAX   40
#define PROSE_WORDS_MAX 40
#define DATE_BYTES_MAX  64 /* longer texts are no dates */
/* Words of an item that names a court case and where it is reported. */
#define CASE_WORDS_MAX 24
/* So few bytes hold neither PROSE_CJK_MAX characters nor more than as many words. */
#define SHORT_BYTES_MAX 80

/* What the rules ask about a candidate, read once. */
struct look {
    const struct entry_search *s;
    const struct candidate *c;
    const struct node *node;
    const struct reference *head;       /* or NULL */
    const struct reference *identifier; /* or NULL */
    struct str text, folded;
    struct str title; /* folded */
    bool is_titled;   /* the title could be one */
};

/* Asked for by few rules and of few candidates. */
static struct shape shape_of(const struct look *l)
{
    struct shape h;
    shape_read(l->text, &h);
    return h;
}

static bool is_kind(const struct look *l, enum candidate_kind kind)
{
    return l->c->kind == kind;
}

static bool is_text_block(const struct look *l)
{
    return is_kind(l, CANDIDATE_ITEM) || is_kind(l, CANDIDATE_PARAGRAPH) ||
           is_kind(l, CANDIDATE_FOOTNOTE);
}

static bool head_is(const struct look *l, enum link_kind kind)
{
    return l->head && l->head->kind <= SPAN_ANCHOR && l->head->kind != SPAN_EMPTY_LINK &&
           l->head->kind != SPAN_BRACKET && l->head->kind != SPAN_WIKILINK &&
           l->head->target.kind == kind;
}

/* ---- identifiers ---- */

static bool has_HEAD_LINK(const struct look *l)
{
    return l->head && l->head == l->identifier && l->head->target.kind == LINK_PAPER;
}

/* A file on this machine or in a reference manager. */
static bool is_local_copy(const struct look *l)
{
    return head_is(l, LINK_LOCAL) && (str_ends_ci(l->head->target.url, STR(".pdf")) ||
                                      str_starts(l->head->target.url, STR("zotero:")));
}

static bool has_PDF(const struct look *l)
{
    return is_local_copy(l) ||
           (l->head && l->head == l->identifier && l->head->target.kind == LINK_PDF);
}

static bool has_TITLE_AND_LINK(const struct look *l)
{
    if (!l->identifier || l->identifier == l->head || is_kind(l, CANDIDATE_ROW))
        return false;
    bool is_before = l->c->source == TITLE_LINK || l->c->source == TITLE_MARKED ||
                     l->c->source == TITLE_CITATION || l->c->source == TITLE_BEFORE_LINK;
    return is_before && l->is_titled;
}

static bool has_LINK_AND_TITLE(const struct look *l)
{
    return l->identifier && l->c->source == TITLE_AFTER_LINK && l->is_titled;
}

static bool has_ONLY_LINK(const struct look *l)
{
    if (!is_kind(l, CANDIDATE_ITEM) || !l->identifier || l->c->source != TITLE_NOWHERE)
        return false;
    struct shape h = shape_of(l);
    return h.words + h.cjk <= 6;
}

static bool has_ITEM_WITH_LINK(const struct look *l)
{
    if (!is_kind(l, CANDIDATE_ITEM) || !l->identifier || l->identifier == l->head || l->is_titled ||
        l->c->source == TITLE_NOWHERE)
        return false;
    struct shape h = shape_of(l);
    return h.words + h.cjk / 2 <= ITEM_WORDS_MAX && !str_has(l->text, STR("?"));
}

static bool has_OTHER_LINK(const struct look *l)
{
    if (l->identifier && l->c->source != TITLE_NOWHERE)
        return false;
    for (uint32_t i = 0; i < l->c->n_references; i++)
        if (reference_is_paper(&l->s->references[l->c->first_reference + i]))
            return true;
    return false;
}

static bool is_own_note(const struct look *l)
{
    return (head_is(l, LINK_LOCAL) && !is_local_copy(l)) ||
           (head_is(l, LINK_RESOURCE) && str_ends(l->head->target.url, STR(".md")));
}

static bool has_OWN_NOTE(const struct look *l)
{
    if (!is_own_note(l))
        return false;
    return l->identifier || l->c->grade == GRADE_STRONG ||
           (l->c->grade >= GRADE_SENTENCE && shape_of(l).cjk);
}

/* A table of contents links to notes on topics as well. */
static bool has_TOPIC_NOTE(const struct look *l)
{
    return is_own_note(l) && !has_OWN_NOTE(l);
}

static bool has_EMPTY_LINK(const struct look *l)
{
    return l->head && l->head->kind == SPAN_EMPTY_LINK;
}

static bool has_BRACKET(const struct look *l)
{
    return l->head && l->head->kind == SPAN_BRACKET;
}

static bool has_WIKILINK(const struct look *l)
{
    return l->head && l->head->kind == SPAN_WIKILINK;
}

static bool has_CITE_KEY(const struct look *l)
{
    return l->head && l->head->kind == SPAN_WIKILINK && str_starts(l->head->page, STR("@"));
}

static bool has_RESOURCE_LINK(const struct look *l)
{
    return head_is(l, LINK_RESOURCE) && !is_own_note(l) && !l->identifier;
}

static bool has_WEB_LINK(const struct look *l)
{
    return head_is(l, LINK_WEB) && !l->identifier;
}

/* ---- titles ---- */

static bool has_STRONG_TITLE(const struct look *l)
{
    return l->c->grade == GRADE_STRONG;
}

static bool has_CAPITALISED_TITLE(const struct look *l)
{
    return l->c->grade == GRADE_CAPITALISED;
}

static bool has_SENTENCE_TITLE(const struct look *l)
{
    return l->c->grade == GRADE_SENTENCE;
}

static bool has_SHORT_NAME(const struct look *l)
{
    return l->c->grade == GRADE_NAME;
}

static bool has_MARKED_TITLE(const struct look *l)
{
    struct shape h;
    if (l->c->source != TITLE_MARKED)
        return false;
    shape_read(l->c->title.text, &h);
    return h.words >= 4;
}

/* "[GCN] *Semi-supervised …*" */
static bool has_NAMED_TITLE(const struct look *l)
{
    struct str written = document_slice(l->s->d, l->c->begin, l->c->end);
    return l->c->source == TITLE_MARKED && str_starts(written, STR("[")) &&
           !str_starts(written, STR("[!"));
}

static bool has_CITATION(const struct look *l)
{
    return l->c->source == TITLE_CITATION && is_text_block(l) &&
           (l->identifier || l->c->title.venue.n || l->c->title.year);
}

/* "[CVPR 2019] …", "【ICLR'20 oral】 …" */
static bool has_VENUE_TAG(const struct look *l)
{
    static const char *const pairs[][2] = {{"[", "]"}, {"【", "】"}};
    struct str written = document_slice(l->s->d, l->c->begin, l->c->end);
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        size_t open = strlen(pairs[i][0]);
        size_t close = str_find(written, str_from(pairs[i][1]), 0);
        if (!str_starts(written, str_from(pairs[i][0])) || close == SIZE_MAX ||
            str_starts(written, STR("[[")))
            continue;
        struct shape h;
        uint32_t year;
        struct str inside = str_sub(written, open, close);
        shape_read(inside, &h);
        return h.words >= 2 && h.words <= 4 && h.cjk == 0 &&
               shape_year(inside, &year) != SIZE_MAX && !shape_is_date(inside, l->s->a);
    }
    return false;
}

static bool has_VENUE(const struct look *l)
{
    return (l->c->title.venue.n || l->c->title.year) && l->c->source != TITLE_NOWHERE &&
           !is_kind(l, CANDIDATE_DOCUMENT);
}

static bool has_AUTHORS(const struct look *l)
{
    return l->c->title.authors.n && l->c->source != TITLE_CITATION;
}

static bool has_ORDINAL(const struct look *l)
{
    return is_kind(l, CANDIDATE_PARAGRAPH) && l->text.n > 1 &&
           ((l->text.p[0] >= '0' && l->text.p[0] <= '9') || l->s->d->source.p[l->c->begin] == '[');
}

/* ---- surroundings ---- */

static bool is_notes_block(const struct node *n)
{
    return n->kind == NODE_LIST || n->kind == NODE_PARAGRAPH || n->kind == NODE_QUOTE ||
           n->kind == NODE_CODE;
}

static bool has_CHILDREN(const struct look *l)
{
    if (is_kind(l, CANDIDATE_PARAGRAPH)) {
        uint32_t next = l->node->next;
        return next != NO_NODE && l->s->d->nodes[next].kind == NODE_LIST;
    }
    for (uint32_t i = l->node->first_child; i != NO_NODE; i = l->s->d->nodes[i].next)
        if (is_notes_block(&l->s->d->nodes[i]) &&
            (is_kind(l, CANDIDATE_ITEM) || is_kind(l, CANDIDATE_HEADING)))
            return true;
    return false;
}

static const struct candidate *heading_above(const struct look *l, uint32_t node)
{
    uint32_t section = document_section(l->s->d, node);
    bool is_known = section != NO_NODE && l->s->node_candidate[section] != NONE;
    return is_known ? &l->s->candidates.items[l->s->node_candidate[section]] : NULL;
}

static bool has_PAPERS_ABOVE(const struct look *l)
{
    const struct candidate *h = heading_above(l, l->c->node);
    return h && (is_text_block(l) || is_kind(l, CANDIDATE_ROW)) && heading_is(h, WORDS_PAPERS) &&
           words_match(WORDS_PAPERS, PLACE_ALL, h->folded);
}

static bool has_PAPERS_IN_PATH(const struct look *l)
{
    if (!is_text_block(l) && !is_kind(l, CANDIDATE_ROW))
        return false;
    const struct candidate *h = heading_above(l, l->c->node);
    for (; h; h = heading_above(l, h->node))
        if (heading_is(h, WORDS_PAPERS))
            return true;
    return false;
}

static bool has_LEAD_LINK(const struct look *l)
{
    return l->c->lead != NONE;
}

/* ---- against ---- */

static bool has_IMAGE_ONLY(const struct look *l)
{
    return l->node->flags & NODE_IMAGE_ONLY;
}

/* "Inbox 2022-11-02" */
static bool is_daily_page(struct str text)
{
    uint32_t year;
    size_t at = shape_year(text, &year);
    return at != SIZE_MAX && at + 10 == text.n && text.p[at + 4] == '-' && text.p[at + 7] == '-';
}

static bool has_DATE(const struct look *l)
{
    return !is_kind(l, CANDIDATE_DOCUMENT) && !l->identifier && l->text.n <= DATE_BYTES_MAX &&
           (shape_is_date(l->text, l->s->a) || (has_WIKILINK(l) && is_daily_page(l->text)));
}

static bool has_RESOURCE_WORD(const struct look *l)
{
    return words_match(WORDS_RESOURCE, PLACE_ALL, l->title) ||
           (!str_eq(l->title, l->folded) && words_match(WORDS_RESOURCE, PLACE_ALL, l->folded));
}

static bool has_TEMPLATE_WORD(const struct look *l)
{
    if (!is_kind(l, CANDIDATE_HEADING))
        return !l->identifier && (words_match(WORDS_TEMPLATE, PLACE_ALL, l->title) ||
                                  words_match(WORDS_ESSAY, PLACE_ALL, l->title));
    return (heading_is(l->c, WORDS_TEMPLATE) || heading_is(l->c, WORDS_ESSAY) ||
            heading_is(l->c, WORDS_INFO));
}

static bool has_CONCEPT(const struct look *l)
{
    return !l->identifier && l->c->lead == NONE && !has_BRACKET(l) && !has_EMPTY_LINK(l) &&
           !is_kind(l, CANDIDATE_DOCUMENT) && node_is_concept(l->s, l->c->node);
}

static bool has_CONTAINER(const struct look *l)
{
    if (l->identifier && l->identifier->target.kind == LINK_PAPER)
        return false;
    bool is_described = l->c->lead != NONE || candidate_has(l->c, FEATURE_FIELDS);
    struct str folded = l->title.n ? l->title : l->folded;
    return title_is_container(folded, l->c->grade) ||
           (!is_described && (words_match(WORDS_CONTAINER, PLACE_START, folded) ||
                              words_match(WORDS_WEAK_CONTAINER, PLACE_ALL, folded)));
}

static bool has_LONG_PROSE(const struct look *l)
{
    if (l->head || l->c->source == TITLE_CITATION || l->c->source == TITLE_MARKED ||
        l->text.n <= SHORT_BYTES_MAX)
        return false;
    struct shape h = shape_of(l);
    return h.cjk > PROSE_CJK_MAX || h.words > PROSE_WORDS_MAX;
}

static bool has_FIELD_LABEL(const struct look *l)
{
    if (!is_text_block(l))
        return false;
    return candidate_field(l->s, l->c) != NULL;
}

static bool has_TASK(const struct look *l)
{
    return is_text_block(l) && l->c->grade < GRADE_CAPITALISED &&
           words_match(WORDS_TASK, PLACE_START, l->folded);
}

/* "Configure the Database", "Import Alerts into Notion" */
static bool has_HOWTO(const struct look *l)
{
    return !l->identifier && l->c->lead == NONE && !is_kind(l, CANDIDATE_ROW) &&
           str_find_byte(l->c->title.text, ':', 0) == SIZE_MAX &&
           words_match(WORDS_HOWTO, PLACE_START, l->folded);
}

static bool has_MANUAL(const struct look *l)
{
    return l->s->is_manual && !l->identifier && l->c->lead == NONE &&
           l->c->source != TITLE_CITATION;
}

static bool has_COURT_CASE(const struct look *l)
{
    return !l->identifier && shape_is_court_case(l->c->title.text) &&
           shape_of(l).words <= CASE_WORDS_MAX;
}

/* The properties of a heading, as Org exports them. */
static bool is_drawer(const struct document *d, uint32_t code)
{
    struct str text = document_slice(d, d->nodes[code].begin, d->nodes[code].end);
    return str_starts_ci(str_trim(text), STR(":PROPERTIES:"));
}

static bool has_CODE_BELOW(const struct look *l)
{
    if (!is_kind(l, CANDIDATE_HEADING) || l->identifier || l->c->lead != NONE)
        return false;
    for (uint32_t i = l->node->first_child; i != NO_NODE; i = l->s->d->nodes[i].next)
        if (l->s->d->nodes[i].kind == NODE_CODE && !is_drawer(l->s->d, i))
            return true;
    return false;
}

static bool has_NO_TITLE(const struct look *l)
{
    return !l->identifier && l->c->lead == NONE && !l->is_titled && !has_CITE_KEY(l);
}

static bool has_QUOTED(const struct look *l)
{
    for (uint32_t i = l->node->parent; i != NO_NODE && i != 0; i = l->s->d->nodes[i].parent)
        if (l->s->d->nodes[i].kind == NODE_QUOTE)
            return true;
    return false;
}

static bool has_QUESTION(const struct look *l)
{
    return !l->identifier && l->c->lead == NONE &&
           (str_ends(l->text, STR("?")) || str_ends(l->text, STR("？")));
}

static const struct {
    int points;
    bool (*has)(const struct look *l);
} table[] = {

#define FEATURE(name, points, label) {points, has_##name},
#define FOUND(name, points, label)   {points, NULL},
#include "extract/tables/entry_scores.def"
#undef FEATURE
#undef FOUND
};

_Static_assert(FEATURE_COUNT <= 64, "features are bits of one word");

/* A block of text without a title and without a link has no more to look at than this. */
static uint64_t read_plain(const struct look *l)
{
    uint64_t features = (uint64_t)1 << FEATURE_NO_TITLE;
    if (has_IMAGE_ONLY(l))
        features |= (uint64_t)1 << FEATURE_IMAGE_ONLY;
    if (has_FIELD_LABEL(l))
        features |= (uint64_t)1 << FEATURE_FIELD_LABEL;
    if (has_DATE(l))
        features |= (uint64_t)1 << FEATURE_DATE;
    return features;
}

uint64_t features_read(const struct entry_search *s, const struct candidate *c)
{
    struct look l = {
        .s = s, .c = c, .node = &s->d->nodes[c->node], .text = c->text, .folded = c->folded};
    l.head = c->head == NONE ? NULL : &s->references[c->head];
    l.identifier = c->identifier == NONE ? NULL : &s->references[c->identifier];
    if (is_text_block(&l) && c->source == TITLE_NOWHERE && c->n_references == 0)
        return c->features | read_plain(&l);
    l.is_titled = c->source != TITLE_NOWHERE && c->grade != GRADE_NONE;
    if (c->source != TITLE_NOWHERE)
        l.title = words_fold(c->title.text, s->a);
    uint64_t features = c->features;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (table[i].has && table[i].has(&l))
            features |= (uint64_t)1 << i;
    return features;
}

int features_points(uint64_t features)
{
    int sum = 0;
    for (; features; features &= features - 1)
        sum += table[__builtin_ctzll(features)].points;
    return sum;
}
