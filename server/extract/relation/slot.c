/* A citation as the object of a relation: the enumeration that it is a member of, and the cue that
 * governs it. */
#include "extract/relation/slot_internal.h"

#define CHAIN_MAX     8 /* members of one enumeration */
#define CHAIN_GAP_MAX 3 /* tokens between two members */

enum { N = CUE_NEGATABLE, S = CUE_MAKES_STUB, P = CUE_SPEAKS_OF_PREVIOUS };

static const struct cue_relation cue_relations[CUE_CLASS_COUNT] = {
#define CUE_RELATION(class_, relation_, flags_) [CUE_##class_] = {true, REL_##relation_, (flags_)},
#include "extract/tables/cue_relations.def"
#undef CUE_RELATION
};

const struct cue_relation *cue_relation_of(const struct match *cue)
{
    return &cue_relations[cue->cue->class_];
}

bool cue_is_relation(enum cue_class c)
{
    return cue_relations[c].is_set;
}

/* ---- enumerations ---- */

static bool are_joined(const struct relation_search *s, const struct citation *a,
                       const struct citation *b)
{
    if (a->node != b->node || b->token_begin < a->token_end ||
        b->token_begin - a->token_end > CHAIN_GAP_MAX ||
        !tokens_are_coordinators(s, a->token_end, b->token_begin))
        return false;
    uint32_t from = clause_of(s, a->node, a->token_begin, a->token_end);
    if (from != clause_of(s, b->node, b->token_begin, b->token_end))
        return false;
    bool has_word = b->token_begin > a->token_end;
    enum token_gap gap = b->token_begin < s->n_tokens ? s->tokens[b->token_begin].gap : GAP_BLOCK;
    return has_word || gap == GAP_SLASH || gap == GAP_COMMA || a->kind == CITATION_MARK;
}

static void find_chain(const struct relation_search *s, struct slot *slot)
{
    const struct citation *r = s->citations.items;
    slot->chain_first = slot->chain_last = slot->index;
    while (slot->chain_first > 0 && slot->index - slot->chain_first < CHAIN_MAX &&
           are_joined(s, &r[slot->chain_first - 1], &r[slot->chain_first]))
        slot->chain_first--;
    while (slot->chain_last + 1 < s->citations.n && slot->chain_last - slot->index < CHAIN_MAX &&
           are_joined(s, &r[slot->chain_last], &r[slot->chain_last + 1]))
        slot->chain_last++;
}

/* ---- which cue ---- */

/* Another paper between the cue and the object takes the cue for itself. */
static bool is_taken(const struct relation_search *s, const struct slot *slot,
                     const struct governor *g)
{
    const struct citation *r = s->citations.items;
    if (g->side == SIDE_LEFT && slot->chain_first > 0) {
        const struct citation *before = &r[slot->chain_first - 1];
        return before->node == slot->object->node && before->token_begin >= g->cue->token_end &&
               before->paper != slot->object->paper;
    }
    if (g->side == SIDE_RIGHT && slot->chain_last + 1 < s->citations.n) {
        const struct citation *behind = &r[slot->chain_last + 1];
        return behind->node == slot->object->node && behind->token_end <= g->cue->token_begin;
    }
    return false;
}

/* Cues inside the title of a paper, or in quotes, say nothing about the papers around it. */
static bool is_inside_title(const struct relation_search *s, const struct match *cue)
{
    const struct paper_place *p = place_at(s, cue->begin);
    return (p && !p->is_name_only) ||
           span_holds(s, cue->node, cue->begin, cue->end, 1u << SPAN_QUOTE);
}

/* The cell at the head of the column that `cell` is in, or NONE. */
static uint32_t column_head(const struct relation_search *s, uint32_t cell)
{
    const struct node *nodes = s->d->nodes;
    if (nodes[cell].kind != NODE_CELL)
        return NONE;
    uint32_t row = nodes[cell].parent;
    uint32_t head = nodes[nodes[row].parent].first_child;
    if (head == row || head == NONE || !(nodes[head].flags & NODE_HEADER))
        return NONE;
    uint32_t column = nodes[head].first_child;
    for (uint32_t i = nodes[row].first_child; i != cell && i != NONE && column != NONE;
         i = nodes[i].next)
        column = nodes[column].next;
    return column;
}

static const struct match *column_cue(const struct relation_search *s, uint32_t cell)
{
    uint32_t column = column_head(s, cell);
    if (column == NONE)
        return NULL;
    uint32_t end = s->in->tokens->node_end[column];
    for (size_t i = cues_from(s, s->in->tokens->node_first[column]); i < s->n_cues; i++) {
        if (s->cues[i]->token_begin >= end)
            return NULL;
        if (cue_is_relation(s->cues[i]->cue->class_))
            return s->cues[i];
    }
    return NULL;
}

static void find_governor(const struct relation_search *s, struct slot *slot)
{
    const struct citation *first = &s->citations.items[slot->chain_first];
    const struct citation *last = &s->citations.items[slot->chain_last];
    struct governor g =
        governor_find(s, slot->object->node, first->token_begin, last->token_end, cue_is_relation);
    if (g.cue && (is_taken(s, slot, &g) || is_inside_title(s, g.cue)))
        g = (struct governor){NULL, SIDE_NONE};
    if (!g.cue && slot->object->kind != CITATION_HEAD) {
        g.cue = column_cue(s, slot->object->node);
        g.side = g.cue ? SIDE_COLUMN : SIDE_NONE;
    }
    slot->governor = g;
}

void slot_read(const struct relation_search *s, size_t citation, struct slot *out)
{
    const struct citation *c = &s->citations.items[citation];
    *out = (struct slot){.index = citation, .object = c};
    out->clause = clause_of(s, c->node, c->token_begin, c->token_end);
    find_chain(s, out);
    find_governor(s, out);
}

bool slot_is_negated(const struct relation_search *s, const struct slot *slot)
{
    const struct match *cue = slot->governor.cue;
    return (cue_relation_of(cue)->flags & CUE_NEGATABLE) && slot->governor.side != SIDE_COLUMN &&
           (clause_is_negated_at(s, cue->token_begin) ||
            (slot->governor.side == SIDE_LEFT &&
             clause_is_negated_at(s, slot->object->token_begin)));
}
