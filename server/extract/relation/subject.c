/* Who is spoken of: the subject of a relation between papers. */
#include "extract/relation/slot_internal.h"

#define SUBJECT_TOKENS_MAX 8
#define REVIEW_TOKENS_MIN  3   /* before the first title */
#define STEPS_MAX          24  /* citations or cues looked back at */
#define TOPIC_TOKENS_MAX   2   /* before a mark that says what the block is about */
#define NESTED_MAX         3   /* entries around an entry that are looked at */
#define SUBJECT_SCOPE      900 /* the paper of this part of the note */
#define SUBJECT_CONTINUED  700 /* … which the place belongs to because it follows */
#define SUBJECT_PROSE      700 /* the paper named before in the same paragraph */
#define SUBJECT_AHEAD      900 /* the first paper of the sentence */
#define SUBJECT_PREVIOUS   800 /* the entry before, which the line does not name */

static bool can_be_subject(const struct citation *r, const struct slot *slot)
{
    return r->paper != NONE && r->paper != slot->object->paper && r->node == slot->object->node;
}

/* Where the words that may name the subject end. */
static uint32_t subject_limit(const struct relation_search *s, const struct slot *slot)
{
    const struct governor *g = &slot->governor;
    uint32_t object = s->citations.items[slot->chain_first].token_begin;
    return g->side == SIDE_RIGHT || g->cue->token_begin > object ? object : g->cue->token_begin;
}

/* A cue between the beginning of the sentence and a paper makes that paper an object. */
static bool is_governed(const struct relation_search *s, const struct citation *r, uint32_t clause)
{
    size_t before = cues_from(s, r->token_begin);
    for (size_t i = before; i-- > 0 && before - i <= STEPS_MAX;) {
        if (s->token_clause[s->cues[i]->token_begin] != clause)
            return false;
        if (cue_is_relation(s->cues[i]->cue->class_))
            return true;
    }
    return false;
}

static struct subject named_subject(const struct relation_search *s, const struct slot *slot)
{
    struct subject none = {NONE, 0, NULL};
    uint32_t limit = subject_limit(s, slot);
    uint32_t phrase = limit > 0 ? s->token_phrase[limit - 1] : 0;
    size_t i = slot->chain_first;
    while (i-- > 0 && slot->chain_first - i <= STEPS_MAX) {
        const struct citation *r = &s->citations.items[i];
        if (r->node != slot->object->node ||
            clause_of(s, r->node, r->token_begin, r->token_end) != slot->clause)
            return none;
        if (r->token_end > limit || !can_be_subject(r, slot))
            continue;
        bool is_near = limit - r->token_end <= SUBJECT_TOKENS_MAX && r->token_end > 0 &&
                       s->token_phrase[r->token_end - 1] == phrase;
        if (is_near)
            return (struct subject){r->paper, r->confidence, r};
        if (!is_governed(s, r, slot->clause))
            return (struct subject){r->paper, times(SUBJECT_AHEAD, r->confidence), r};
    }
    return none;
}

/* "[3] A. Author …": a line of a reference list, which may share its block with other lines. */
static bool is_reference_line(const struct relation_search *s, uint32_t offset)
{
    struct str source = s->d->source;
    uint32_t at = s->d->line_starts[document_line(s->d, offset) - 1];
    while (at < offset && strchr(" \t>*+-\\", source.p[at]))
        at++;
    if (at >= offset || source.p[at] != '[')
        return false;
    uint32_t first = ++at;
    while (at < offset && source.p[at] >= '0' && source.p[at] <= '9')
        at++;
    return at > first && source.p[at] == ']';
}

/* A review in prose: the paragraph names its first paper in the midst of a sentence and goes on to
 * others, which are not part of that one. */
static bool is_in_review(const struct relation_search *s, const struct citation *o, uint32_t paper)
{
    uint32_t place = s->first_place[paper];
    if (o->kind != CITATION_LINK || o->node != scope_block(s, paper) || place == NONE ||
        s->d->nodes[o->node].kind != NODE_PARAGRAPH)
        return false;
    const struct paper_place *p = &s->in->papers->places[place];
    uint32_t first = s->in->tokens->node_first[o->node];
    uint32_t title = token_at(s, p->begin);
    return p->node == o->node && p->begin < o->begin && title >= first + REVIEW_TOKENS_MIN &&
           s->token_clause[title] != s->token_clause[o->token_begin];
}

/* A paragraph behind a list of papers that speaks of several of them belongs to none. */
static bool is_comment_on_several(const struct relation_search *s, const struct citation *o,
                                  uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    bool ends_list =
        block != NONE && s->d->nodes[block].kind == NODE_ITEM && s->d->nodes[block].prev != NONE;
    if (!ends_list || !s->in->papers->is_continuation[o->node] ||
        s->d->nodes[o->node].kind != NODE_PARAGRAPH)
        return false;
    uint32_t other = NONE;
    size_t first = citations_from(s, s->d->nodes[o->node].text_begin);
    for (size_t i = first; i < s->citations.n && s->citations.items[i].node == o->node; i++) {
        uint32_t named = s->citations.items[i].paper;
        if (named == NONE || named == paper)
            continue;
        if (other != NONE && named != other)
            return true;
        other = named;
    }
    return false;
}

/* The entry that the place belongs to. What only cites or lists a paper is no part of its own. */
static uint32_t speaking_paper(const struct relation_search *s, const struct citation *o)
{
    uint32_t paper = scope_paper(s, o->node);
    bool is_outside = paper == o->paper && o->kind == CITATION_HEAD;
    for (int i = 0; i < NESTED_MAX && paper != NONE; i++) {
        bool is_list = o->node == scope_block(s, paper) && is_reference_line(s, o->begin);
        if (!is_outside && !is_list && !is_in_review(s, o, paper) &&
            !is_comment_on_several(s, o, paper) && s->papers.items[paper].status == PAPER_ENTRY)
            return paper;
        is_outside = false;
        paper = scope_paper_around(s, paper);
    }
    return NONE;
}

struct subject subject_of_scope(const struct relation_search *s, const struct slot *slot)
{
    const struct citation *o = slot->object;
    uint32_t paper = speaking_paper(s, o);
    if (paper != NONE && paper != o->paper)
        return (struct subject){
            paper, s->in->papers->is_continuation[o->node] ? SUBJECT_CONTINUED : SUBJECT_SCOPE,
            NULL};
    struct subject none = {NONE, 0, NULL};
    uint16_t confidence;
    if (o->kind != CITATION_HEAD || !slot->governor.cue ||
        !(cue_relation_of(slot->governor.cue)->flags & CUE_SPEAKS_OF_PREVIOUS))
        return none;
    paper = entry_before(s, o->paper, o->node, &confidence);
    if (paper == NONE || paper == o->paper)
        return none;
    return (struct subject){paper, times(SUBJECT_PREVIOUS, confidence), NULL};
}

/* "Mehta: [6] …": the block begins with the mark and goes on about that paper. */
static bool is_topic(const struct relation_search *s, const struct citation *c)
{
    return c->kind == CITATION_MARK &&
           c->token_begin <= s->in->tokens->node_first[c->node] + TOPIC_TOKENS_MAX;
}

/* In prose that belongs to no entry, the paper that was linked before in the same block. */
static struct subject prose_subject(const struct relation_search *s, const struct slot *slot)
{
    struct subject none = {NONE, 0, NULL};
    if (slot->object->kind == CITATION_HEAD || scope_paper(s, slot->object->node) != NONE)
        return none;
    for (size_t i = slot->chain_first; i-- > 0 && slot->chain_first - i <= STEPS_MAX;) {
        const struct citation *c = &s->citations.items[i];
        if (c->node != slot->object->node)
            return none;
        if (can_be_subject(c, slot) && (c->kind == CITATION_LINK || is_topic(s, c)))
            return (struct subject){c->paper, SUBJECT_PROSE, c};
    }
    return none;
}

/* "Unlike Glaeser et al., Albouy leaves …": the subject stands behind the object and a comma. */
static struct subject subject_behind(const struct relation_search *s, const struct slot *slot)
{
    struct subject none = {NONE, 0, NULL};
    const struct governor *g = &slot->governor;
    size_t i = slot->chain_last + 1;
    if (g->side != SIDE_LEFT || g->cue->cue->class_ != CUE_COMPARES || i >= s->citations.n)
        return none;
    const struct citation *r = &s->citations.items[i];
    uint32_t before = g->cue->token_begin;
    bool opens = before == s->in->tokens->node_first[slot->object->node] ||
                 s->tokens[before].gap >= GAP_CLAUSE;
    bool follows = r->token_begin == slot->object->token_end && r->token_begin < s->n_tokens &&
                   s->tokens[r->token_begin].gap == GAP_COMMA;
    return opens && follows && can_be_subject(r, slot)
               ? (struct subject){r->paper, times(SUBJECT_AHEAD, r->confidence), r}
               : none;
}

struct subject subject_find(const struct relation_search *s, const struct slot *slot)
{
    struct subject subject = {NONE, 0, NULL};
    if (slot->governor.cue && slot->governor.side != SIDE_COLUMN)
        subject = named_subject(s, slot);
    if (subject.paper == NONE && slot->governor.cue)
        subject = subject_behind(s, slot);
    if (subject.paper == NONE)
        subject = subject_of_scope(s, slot);
    if (subject.paper == NONE && slot->governor.cue)
        subject = prose_subject(s, slot);
    return subject;
}

static bool ends_with_colon(const struct relation_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    struct str text = str_trim(document_slice(s->d, n->text_begin, n->text_end));
    return str_ends(text, STR(":")) || str_ends(text, STR("："));
}

/* The last paper that the block names, else the one that it belongs to. */
static uint32_t paper_of_block(const struct relation_search *s, uint32_t node)
{
    size_t i = citations_from(s, s->d->nodes[node].text_end);
    if (i > 0 && s->citations.items[i - 1].node == node && s->citations.items[i - 1].paper != NONE)
        return s->citations.items[i - 1].paper;
    return scope_paper(s, node);
}

struct subject subject_of_list(const struct relation_search *s, const struct slot *slot)
{
    struct subject none = {NONE, 0, NULL};
    const struct node *nodes = s->d->nodes;
    uint32_t item = slot->object->node;
    if (slot->object->kind != CITATION_HEAD || nodes[item].kind != NODE_ITEM)
        return none;
    uint32_t before = nodes[nodes[item].parent].prev;
    if (before == NONE || nodes[before].kind != NODE_PARAGRAPH || !ends_with_colon(s, before))
        return none;
    uint32_t paper = paper_of_block(s, before);
    if (paper == NONE || paper == slot->object->paper)
        return none;
    return (struct subject){paper, SUBJECT_SCOPE, NULL};
}
