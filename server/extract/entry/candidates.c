#include "extract/entry/entry_internal.h"

/* A field label is at most this long. */
#define LABEL_BYTES_MAX 48
#define LABEL_WORDS_MAX 4
/* What a block begins with is looked up in word lists; the rest of a long one is not. */
#define FOLDED_BYTES_MAX 160

/* A heading that is one word of the list, or begins with it: "Results: …", "2. 方法". */
static bool begins_with_word(struct str folded, const struct shape *shape, enum word_list list)
{
    if (words_match(list, PLACE_ALL, folded))
        return true;
    size_t colon = str_find_byte(folded, ':', 0);
    if (colon != SIZE_MAX && words_match(list, PLACE_ALL, str_trim(str_sub(folded, 0, colon))))
        return true;
    return shape->cjk > 1 && words_match(list, PLACE_START, folded);
}

/* Longer headings are no "Related work" any more. */
#define RELATED_WORDS_MAX 6

static bool mentions_related(const struct candidate *c)
{
    struct shape h;
    shape_read(c->text, &h);
    return h.words + h.cjk / 2 <= RELATED_WORDS_MAX &&
           words_match(WORDS_RELATED, PLACE_ANYWHERE, c->folded);
}

static void read_heading_words(struct candidate *c)
{
    static const enum word_list lists[] = {WORDS_TEMPLATE, WORDS_ESSAY, WORDS_INFO,
                                           WORDS_REFERENCES};
    struct str folded = c->folded;
    while (folded.n && ((folded.p[0] >= '0' && folded.p[0] <= '9') || strchr(". )", folded.p[0])))
        folded = str_from_pos(folded, 1);
    struct shape shape;
    shape_read(folded, &shape);
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        if (begins_with_word(folded, &shape, lists[i]))
            c->lists |= 1u << lists[i];
    if (words_match(WORDS_PAPERS, PLACE_ANYWHERE, c->folded))
        c->lists |= 1u << WORDS_PAPERS;
    if (mentions_related(c))
        c->lists |= 1u << WORDS_RELATED;
}

/* Behind "TODO ", "DONE [#A] " of a heading from Org. */
static uint32_t behind_org_state(const struct entry_search *s, uint32_t begin, uint32_t end)
{
    struct str text = document_slice(s->d, begin, end);
    size_t i = 0;
    while (i < text.n && ((text.p[i] >= 'A' && text.p[i] <= 'Z') || text.p[i] == '-'))
        i++;
    bool is_state = i > 2 && i + 1 < text.n && text.p[i] == ' ' &&
                    words_match(WORDS_ORG_STATE, PLACE_ALL, words_fold(str_sub(text, 0, i), s->a));
    if (!is_state)
        return begin;
    bool has_priority = i + 5 < text.n && str_starts(str_from_pos(text, i + 1), STR("[#"));
    return begin + (uint32_t)i + (has_priority ? 6 : 1);
}

/* Without "   :survey:parkes:" at the end of a heading. */
static uint32_t without_org_tags(const struct entry_search *s, uint32_t begin, uint32_t end)
{
    struct str text = document_slice(s->d, begin, end);
    size_t i = text.n;
    if (i < 4 || text.p[i - 1] != ':')
        return end;
    while (i > 0 && text.p[i - 1] != ' ')
        i--;
    bool is_tags = i > 0 && text.p[i] == ':' && text.n - i > 2;
    return is_tags ? begin + (uint32_t)str_trim(str_sub(text, 0, i)).n : end;
}

static void add(struct entry_search *s, enum candidate_kind kind, uint32_t node, uint32_t begin,
                uint32_t end)
{
    uint32_t first = references_from(s, begin);
    uint32_t after = references_from(s, end);
    uint32_t index = (uint32_t)s->candidates.n;
    struct str text = begin < end ? str_trim(document_visible(s->d, begin, end, s->a)) : STR_EMPTY;
    *vec_push(s->a, &s->candidates) = (struct candidate){
        .kind = kind,
        .node = node,
        .begin = begin,
        .end = end,
        .line = document_line(s->d, begin),
        .text = text,
        .folded =
            words_fold(text.n > FOLDED_BYTES_MAX ? str_sub(text, 0, LABEL_BYTES_MAX) : text, s->a),
        .first_reference = first,
        .n_references = after - first,
        .identifier = NONE,
        .head = NONE,
        .lead = NONE,
        .lead_block = NONE,
        .spoken_for = NONE,
        .record = NONE,
    };
    if (kind == CANDIDATE_HEADING)
        read_heading_words(&s->candidates.items[index]);
    if (s->node_candidate[node] == NONE)
        s->node_candidate[node] = index;
}

static void add_heading(struct entry_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    uint32_t begin = behind_org_state(s, n->text_begin, n->text_end);
    add(s, CANDIDATE_HEADING, node, begin, without_org_tags(s, begin, n->text_end));
}

/* Whether a line begins as an item of a list that Markdown does not know: "[12] …", "-Title". */
static bool is_item_line(struct str line)
{
    size_t i = 1;
    if (line.n < 3)
        return false;
    if (line.p[0] == '-')
        return line.p[1] == '[' || (line.p[1] >= 'A' && line.p[1] <= 'Z');
    while (i < line.n && line.p[i] >= '0' && line.p[i] <= '9')
        i++;
    return line.p[0] == '[' && i > 1 && i < 5 && i < line.n && line.p[i] == ']';
}

/* A paragraph whose first line and others begin like that is a list in all but syntax. */
static void add_lines(struct entry_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    uint32_t begin = n->text_begin;
    bool is_list = is_item_line(document_slice(s->d, begin, n->text_end));
    for (uint32_t i = n->text_begin; is_list && i < n->text_end; i++) {
        if (s->d->source.p[i] != '\n')
            continue;
        struct str rest = str_trim(document_slice(s->d, i, n->text_end));
        if (is_item_line(rest)) {
            add(s, CANDIDATE_PARAGRAPH, node, begin, i);
            begin = (uint32_t)(rest.p - s->d->source.p);
        }
    }
    add(s, CANDIDATE_PARAGRAPH, node, begin, n->text_end);
}

static bool is_inside(const struct document *d, uint32_t node, enum node_kind kind)
{
    for (uint32_t i = d->nodes[node].parent; i != NO_NODE && i != 0; i = d->nodes[i].parent)
        if (d->nodes[i].kind == kind)
            return true;
    return false;
}

void candidates_collect(struct entry_search *s)
{
    const struct document *d = s->d;
    s->node_candidate = ARENA_ARRAY(s->a, uint32_t, d->n_nodes);
    for (size_t i = 0; i < d->n_nodes; i++)
        s->node_candidate[i] = NONE;
    add(s, CANDIDATE_DOCUMENT, 0, 0, 0);
    for (uint32_t i = 1; i < d->n_nodes; i++) {
        const struct node *n = &d->nodes[i];
        if (n->kind == NODE_ROW && !(n->flags & NODE_HEADER))
            add(s, CANDIDATE_ROW, i, n->begin, n->end);
        if (n->text_begin >= n->text_end)
            continue;
        if (n->kind == NODE_SECTION)
            add_heading(s, i);
        else if (n->kind == NODE_ITEM)
            add(s, CANDIDATE_ITEM, i, n->text_begin, n->text_end);
        else if (n->kind == NODE_PARAGRAPH && !is_inside(d, i, NODE_ITEM))
            add_lines(s, i);
        else if (n->kind == NODE_FOOTNOTE)
            add(s, CANDIDATE_FOOTNOTE, i, n->text_begin, n->text_end);
    }
}

bool candidate_has(const struct candidate *c, enum feature f)
{
    return c->features >> f & 1;
}

uint32_t candidate_above(const struct entry_search *s, uint32_t node)
{
    if (node == 0)
        return 0;
    for (uint32_t i = s->d->nodes[node].parent; i != NO_NODE && i != 0; i = s->d->nodes[i].parent) {
        enum node_kind kind = s->d->nodes[i].kind;
        if ((kind == NODE_SECTION || kind == NODE_ITEM) && s->node_candidate[i] != NONE)
            return s->node_candidate[i];
    }
    return 0;
}

const struct field *candidate_field(const struct entry_search *s, const struct candidate *c)
{
    size_t low = 0, high = s->d->n_fields;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->d->fields[middle].begin < c->begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == s->d->n_fields)
        return NULL;
    const struct field *f = &s->d->fields[low];
    bool is_label = f->source == FIELD_LABEL || c->kind == CANDIDATE_PARAGRAPH;
    if (!is_label || f->node != c->node || f->begin >= c->end ||
        f->begin >= c->begin + LABEL_BYTES_MAX)
        return NULL;
    struct str label = document_slice(s->d, c->begin, f->begin);
    struct shape h;
    shape_read(label, &h);
    return h.words <= LABEL_WORDS_MAX && str_find_byte(label, '\n', 0) == SIZE_MAX ? f : NULL;
}

bool title_is_container(struct str folded, enum title_grade grade)
{
    return words_match(WORDS_CONTAINER, PLACE_END, folded) ||
           (grade < GRADE_STRONG && words_match(WORDS_WEAK_CONTAINER, PLACE_END, folded));
}

bool node_is_concept(const struct entry_search *s, uint32_t node)
{
    const struct token_list *t = s->in->tokens;
    uint32_t first = t->node_first[node], end = t->node_end[node];
    const struct match_list *m = s->in->matches;
    size_t low = 0, high = m->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->items[middle].token_begin < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < m->n && m->items[low].token_begin == first && first < end; low++) {
        const struct match *item = &m->items[low];
        if (item->kind != MATCH_LABEL || item->token_end != end)
            continue;
        for (size_t i = 0; i < item->n_candidates; i++)
            if (!vocabulary_at(s->in->vocabulary, item->candidates[i].concept)->is_work)
                return true;
    }
    return false;
}

bool heading_is(const struct candidate *c, enum word_list list)
{
    return c->lists >> list & 1;
}

bool section_is(const struct entry_search *s, uint32_t node, enum word_list list)
{
    uint32_t section = document_section(s->d, node);
    return section != NO_NODE && s->node_candidate[section] != NONE &&
           heading_is(&s->candidates.items[s->node_candidate[section]], list);
}
