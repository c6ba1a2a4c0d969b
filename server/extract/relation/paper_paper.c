/* Relations between papers: each citation is the object of the cue that governs it; the subject is
 * named before the cue, or is the paper whose part of the note this is. */
#include "extract/relation/slot_internal.h"

#define HEADING_TOKENS_MAX 24 /* that are read of a heading */
#define WEIGHT_NESTED_LINK 500
#define WEIGHT_NAMED       450
#define WEIGHT_POINTED_AT  500
#define WEIGHT_LISTED      550
#define WEIGHT_INTRODUCED  450 /* in the list that a sentence about the other introduces */
#define OWN_CUE            800
#define WEIGHT_SUM         600
#define SUM_TOKENS_MAX     5   /* "+ the actions of X" */
#define WEIGHT_TOGETHER    350 /* two citations in one sentence of prose */

static const char *const cue_rules[CUE_CLASS_COUNT] = {
    [CUE_EXTENDS] = "cue:extends",       [CUE_IMPROVES] = "cue:improves",
    [CUE_BETTER] = "cue:better-than",    [CUE_PREDECESSOR] = "cue:predecessor",
    [CUE_SUCCESSOR] = "cue:successor",   [CUE_USES] = "cue:uses",
    [CUE_COMPARES] = "cue:compares",     [CUE_SIMILAR] = "cue:similar",
    [CUE_RELATED] = "cue:related",       [CUE_CRITIQUES] = "cue:critiques",
    [CUE_BACKGROUND] = "cue:background", [CUE_DERIVED] = "cue:derived",
    [CUE_REVIEWS] = "cue:reviews",
};

static struct proof cue_proof(const struct slot *slot, const struct subject *subject)
{
    const struct match *cue = slot->governor.cue;
    struct proof p = {slot->object->begin, slot->object->end, cue->begin, cue->end,
                      cue_rules[cue->cue->class_]};
    if (slot->governor.side == SIDE_COLUMN)
        p.begin = p.end = 0;
    if (subject->citation && subject->citation->begin < p.begin)
        p.begin = subject->citation->begin;
    return p;
}

/* "used by X", "improved by X": the object does it. */
static bool is_passive(const struct relation_search *s, const struct governor *g)
{
    static const char *const by[] = {"by"};
    uint32_t behind = g->cue->token_end;
    return g->side == SIDE_LEFT && cue_is_latin(s, g->cue) && behind < s->n_tokens &&
           s->tokens[behind].gap <= GAP_BREAK && token_is(s, behind, by, ARRAY_LEN(by));
}

static struct claim paper_claim(uint32_t from, enum relation relation, uint32_t to, uint16_t weight,
                                uint32_t node)
{
    if (relation_is_symmetric(relation) && from > to) {
        uint32_t swap = from;
        from = to;
        to = swap;
    }
    return (struct claim){.from = paper_endpoint(from),
                          .relation = relation,
                          .to = paper_endpoint(to),
                          .weight = weight,
                          .node = node};
}

/* A mark or a pointing word is shown together with the title that it stands for. */
static void emit(struct relation_search *s, const struct slot *slot, struct claim c, struct proof p)
{
    const struct citation *o = slot->object;
    c.weight = clause_weaken(s, slot->clause, c.weight);
    claim_add(s, c, p);
    if (o->kind == CITATION_ANAPHOR || o->kind == CITATION_MARK)
        claim_add_title(s, c, o->paper);
}

static void emit_cue(struct relation_search *s, const struct slot *slot, uint32_t object,
                     const struct subject *subject)
{
    const struct match *cue = slot->governor.cue;
    enum relation relation = cue_relation_of(cue)->relation;
    uint32_t from = subject->paper;
    uint32_t to = object;
    bool is_turned = relation == REL_SUCCEEDS ? !lineage_subject_is_later(s, slot)
                                              : is_passive(s, &slot->governor);
    if (is_turned) {
        from = object;
        to = subject->paper;
    }
    uint16_t weight =
        times(times(cue->cue->confidence, slot->object->confidence), subject->confidence);
    emit(s, slot, paper_claim(from, relation, to, weight, slot->object->node),
         cue_proof(slot, subject));
}

/* Listed under a heading such as "Related work". */
static bool is_listed_as_related(const struct relation_search *s, uint32_t node)
{
    uint32_t section = document_section(s->d, node);
    if (section == NONE)
        return false;
    uint32_t first = s->in->tokens->node_first[section];
    uint32_t end = s->in->tokens->node_end[section];
    if (end - first > HEADING_TOKENS_MAX)
        end = first + HEADING_TOKENS_MAX;
    for (size_t i = cues_from(s, first); i < s->n_cues && s->cues[i]->token_begin < end; i++)
        if (s->cues[i]->cue->class_ == CUE_RELATED)
            return true;
    return false;
}

/* What a citation says that no cue governs. */
struct bare {
    enum relation relation;
    uint16_t weight;
    const char *rule;
};

/* "LATS = Monte Carlo tree search + the actions of ReAct": a member of a sum. */
static bool is_in_sum(const struct relation_search *s, const struct citation *o)
{
    uint32_t first = s->in->tokens->node_first[o->node];
    for (uint32_t i = o->token_begin; i > first && o->token_begin - i < SUM_TOKENS_MAX; i--) {
        struct str gap = document_slice(s->d, s->tokens[i - 1].end, s->tokens[i].begin);
        if (s->tokens[i].gap >= GAP_CLAUSE)
            return false;
        if (str_has(gap, STR(" + ")))
            return true;
    }
    return false;
}

static struct bare bare_relation(const struct relation_search *s, const struct citation *o)
{
    if ((o->kind == CITATION_NAME || o->kind == CITATION_MARK) && is_in_sum(s, o))
        return (struct bare){REL_USES, WEIGHT_SUM, "sum"};
    if (o->kind == CITATION_NAME) /* there is something, and no telling which way */
        return (struct bare){REL_RELATED_TO, WEIGHT_NAMED, "named"};
    if (o->kind == CITATION_ANAPHOR)
        return (struct bare){REL_RELATED_TO, WEIGHT_POINTED_AT, "pointed-at"};
    if (is_listed_as_related(s, o->node))
        return (struct bare){REL_RELATED_TO, WEIGHT_LISTED, "related-section"};
    if (o->kind == CITATION_HEAD && s->papers.items[o->paper].status == PAPER_ENTRY)
        return (struct bare){REL_RELATED_TO, WEIGHT_NESTED_LINK, "nested-entry"};
    return (struct bare){REL_CITES, WEIGHT_NESTED_LINK, "nested-link"};
}

static void emit_bare(struct relation_search *s, const struct slot *slot, uint32_t from,
                      struct bare bare)
{
    const struct citation *o = slot->object;
    uint16_t weight = times(bare.weight, o->confidence);
    emit(s, slot, paper_claim(from, bare.relation, o->paper, weight, o->node),
         (struct proof){o->begin, o->end, 0, 0, bare.rule});
}

/* "比较 MoCo / SimCLR / BYOL" outside any entry: each with each. */
static void compare_members(struct relation_search *s, const struct slot *slot)
{
    const struct match *cue = slot->governor.cue;
    if (slot->index != slot->chain_first || cue->cue->class_ != CUE_COMPARES)
        return;
    for (size_t i = slot->chain_first; i <= slot->chain_last; i++) {
        for (size_t k = i + 1; k <= slot->chain_last; k++) {
            const struct citation *a = &s->citations.items[i];
            const struct citation *b = &s->citations.items[k];
            if (a->paper == NONE || b->paper == NONE || a->paper == b->paper)
                continue;
            emit(s, slot,
                 paper_claim(a->paper, REL_COMPARES_WITH, b->paper, cue->cue->confidence, a->node),
                 (struct proof){b->begin, b->end, a->begin, a->end, "cue:compares"});
        }
    }
}

static void read_work(struct relation_search *s, struct slot *slot)
{
    const struct match *cue = slot->governor.cue;
    struct citation work = *slot->object;
    if (!cue || !(cue_relation_of(cue)->flags & CUE_MAKES_STUB) || slot_is_negated(s, slot))
        return;
    struct subject subject = subject_find(s, slot);
    if (subject.paper == NONE || lineage_has_object_behind(s, slot))
        return;
    emit_cue(s, slot, stub_of(s, &work), &subject);
}

static bool is_marked(const struct citation *c)
{
    return c->kind == CITATION_LINK || c->kind == CITATION_MARK;
}

/* In prose that belongs to no paper, two works of one sentence have something to do with each
 * other; all members of an enumeration have it with what stands before the enumeration. */
static void read_neighbours(struct relation_search *s, const struct slot *slot)
{
    const struct citation *o = slot->object;
    const struct citation *items = s->citations.items;
    const struct citation *before = slot->index ? o - 1 : NULL;
    const struct citation *head = slot->chain_first ? &items[slot->chain_first - 1] : NULL;
    if (head && head->node == o->node && is_marked(head) &&
        clause_of(s, head->node, head->token_begin, head->token_end) == slot->clause)
        before = head;
    if (!before || before->node != o->node || !is_marked(o) || !is_marked(before) ||
        before->paper == o->paper ||
        clause_of(s, before->node, before->token_begin, before->token_end) != slot->clause)
        return;
    struct claim c = paper_claim(before->paper, REL_RELATED_TO, o->paper, WEIGHT_TOGETHER, o->node);
    emit(s, slot, c, (struct proof){o->begin, o->end, before->begin, before->end, "same-sentence"});
}

/* The cue behind the title of an entry that stands in the notes of another, where nothing else is
 * its object: "  - [X](…) extends this to video". */
static const struct match *own_cue(const struct relation_search *s, const struct citation *o)
{
    size_t next = citations_from(s, o->end);
    if (o->kind != CITATION_HEAD || s->papers.items[o->paper].status != PAPER_ENTRY ||
        (next < s->citations.n && s->citations.items[next].node == o->node))
        return NULL;
    uint32_t end = s->in->tokens->node_end[o->node];
    for (size_t i = cues_from(s, o->token_end); i < s->n_cues; i++) {
        enum cue_class c = s->cues[i]->cue->class_;
        if (s->cues[i]->token_begin >= end || c == CUE_USES || c == CUE_NEGATION)
            return NULL;
        if (cue_is_relation(c) && c != CUE_BACKGROUND)
            return place_at(s, s->cues[i]->begin) ? NULL : s->cues[i];
    }
    return NULL;
}

/* What an entry says of the one that it stands in. */
static bool read_own_cue(struct relation_search *s, const struct slot *slot, uint32_t around)
{
    const struct citation *o = slot->object;
    const struct match *cue = own_cue(s, o);
    if (!cue)
        return false;
    bool is_earlier = cue->cue->class_ == CUE_PREDECESSOR;
    uint16_t weight = times(cue->cue->confidence, OWN_CUE);
    struct claim c = paper_claim(is_earlier ? around : o->paper, cue_relation_of(cue)->relation,
                                 is_earlier ? o->paper : around, weight, o->node);
    emit(s, slot, c,
         (struct proof){o->begin, o->end, cue->begin, cue->end, cue_rules[cue->cue->class_]});
    claim_add_title(s, c, around);
    return true;
}

static void read_bare(struct relation_search *s, const struct slot *slot)
{
    struct subject subject = subject_of_scope(s, slot);
    if (subject.paper != NONE && read_own_cue(s, slot, subject.paper))
        return;
    if (subject.paper != NONE) {
        emit_bare(s, slot, subject.paper, bare_relation(s, slot->object));
        return;
    }
    subject = subject_of_list(s, slot);
    if (subject.paper != NONE)
        emit_bare(s, slot, subject.paper,
                  (struct bare){REL_RELATED_TO, WEIGHT_INTRODUCED, "introduced-list"});
    else if (scope_paper(s, slot->object->node) == NONE)
        read_neighbours(s, slot);
}

static void read_citation(struct relation_search *s, struct slot *slot)
{
    if (slot->object->kind == CITATION_WORK) {
        read_work(s, slot);
        return;
    }
    struct subject subject = subject_find(s, slot);
    bool has_cue =
        slot->governor.cue && !slot_is_negated(s, slot) && !lineage_has_object_behind(s, slot);
    if (subject.paper != NONE && has_cue) {
        emit_cue(s, slot, slot->object->paper, &subject);
        return;
    }
    if (slot->governor.cue && subject.paper == NONE)
        compare_members(s, slot);
    slot->governor.cue = NULL;
    read_bare(s, slot);
}

void paper_papers_find(struct relation_search *s)
{
    for (size_t i = 0; i < s->citations.n; i++) {
        struct slot slot;
        slot_read(s, i, &slot);
        read_citation(s, &slot);
    }
}
