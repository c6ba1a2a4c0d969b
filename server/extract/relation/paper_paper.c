/* Relations between papers: each citation is the object of the cue that governs it; the subject is
 * named before the cue, or is the paper whose part of the note this is. */
#include "extract/relation/relation_internal.h"

#define SUBJECT_TOKENS_MAX 8
#define CHAIN_MAX          8   /* members of one enumeration */
#define CHAIN_GAP_MAX      3   /* tokens between two members */
#define SUBJECT_SCOPE      900 /* the paper of this part of the note */
#define SUBJECT_CONTINUED  700 /* … which the place belongs to because it follows */
#define SUBJECT_PROSE      700 /* the paper named before in the same paragraph */
#define NESTED_MAX         3   /* entries around an entry that are looked at */
#define SUBJECT_AHEAD      900 /* the first paper of the sentence */
#define SUBJECT_PREVIOUS   800 /* the entry before, which the line does not name */
#define WEIGHT_NESTED_LINK 500
#define WEIGHT_NAMED       450
#define WEIGHT_POINTED_AT  500
#define WEIGHT_LISTED      550

enum { N = 1, S = 2, P = 4 };

struct cue_relation {
    bool is_set;
    enum relation relation;
    unsigned flags;
};

static const struct cue_relation cue_relations[CUE_CLASS_COUNT] = {
#define CUE_RELATION(class_, relation_, flags_) [CUE_##class_] = {true, REL_##relation_, (flags_)},
#include "extract/tables/cue_relations.def"
#undef CUE_RELATION
};

static bool is_relation_cue(enum cue_class c)
{
    return cue_relations[c].is_set;
}

/* One citation with what was found out about it. */
struct slot {
    size_t index; /* of the object among the citations */
    const struct citation *object;
    struct governor governor;
    uint32_t clause;
    size_t chain_first, chain_last; /* the enumeration that it is a member of */
};

struct subject {
    uint32_t paper;                  /* NONE when there is none */
    uint16_t confidence;             /* thousandths */
    const struct citation *citation; /* where it is named, or NULL */
};

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

static void find_governor(const struct relation_search *s, struct slot *slot)
{
    const struct citation *first = &s->citations.items[slot->chain_first];
    const struct citation *last = &s->citations.items[slot->chain_last];
    struct governor g =
        governor_find(s, slot->object->node, first->token_begin, last->token_end, is_relation_cue);
    if (g.cue && (is_taken(s, slot, &g) || is_inside_title(s, g.cue)))
        g = (struct governor){NULL, SIDE_NONE};
    slot->governor = g;
}

/* ---- the subject ---- */

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
    for (size_t i = cues_from(s, r->token_begin); i-- > 0;) {
        if (s->token_clause[s->cues[i]->token_begin] != clause)
            return false;
        if (is_relation_cue(s->cues[i]->cue->class_))
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
    while (i-- > 0) {
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

/* The entry that the place belongs to. What only cites or lists a paper is no part of its own. */
static uint32_t speaking_paper(const struct relation_search *s, const struct citation *o)
{
    uint32_t paper = scope_paper(s, o->node);
    bool is_outside = paper == o->paper && o->kind == CITATION_HEAD;
    for (int i = 0; i < NESTED_MAX && paper != NONE; i++) {
        if (!is_outside && s->papers.items[paper].status == PAPER_ENTRY)
            return paper;
        is_outside = false;
        paper = scope_paper_around(s, paper);
    }
    return NONE;
}

static struct subject scope_subject(const struct relation_search *s, const struct slot *slot)
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
        !(cue_relations[slot->governor.cue->cue->class_].flags & P))
        return none;
    paper = entry_before(s, o->paper, o->node, &confidence);
    if (paper == NONE || paper == o->paper)
        return none;
    return (struct subject){paper, times(SUBJECT_PREVIOUS, confidence), NULL};
}

/* In prose that belongs to no entry, the paper that was linked before in the same block. */
static struct subject prose_subject(const struct relation_search *s, const struct slot *slot)
{
    struct subject none = {NONE, 0, NULL};
    if (slot->object->kind == CITATION_HEAD || scope_paper(s, slot->object->node) != NONE)
        return none;
    for (size_t i = slot->chain_first; i-- > 0;) {
        const struct citation *c = &s->citations.items[i];
        if (c->node != slot->object->node)
            return none;
        if (can_be_subject(c, slot) && c->kind == CITATION_LINK)
            return (struct subject){c->paper, SUBJECT_PROSE, c};
    }
    return none;
}

static struct subject find_subject(const struct relation_search *s, const struct slot *slot)
{
    struct subject subject = {NONE, 0, NULL};
    if (slot->governor.cue)
        subject = named_subject(s, slot);
    if (subject.paper == NONE)
        subject = scope_subject(s, slot);
    if (subject.paper == NONE && slot->governor.cue)
        subject = prose_subject(s, slot);
    return subject;
}

/* ---- lineage: which of the two is the later ---- */

static bool has_tail(const struct relation_search *s, const struct match *cue)
{
    static const char *const tails[] = {
#define LINEAGE_TAIL(word) word,
#include "extract/tables/lineage_tails.def"
#undef LINEAGE_TAIL
    };
    return token_is(s, cue->token_end - 1, tails, ARRAY_LEN(tails)) ||
           (cue->token_end < s->n_tokens && s->tokens[cue->token_end].gap <= GAP_BREAK &&
            token_is(s, cue->token_end, tails, ARRAY_LEN(tails)));
}

/* "A is a follow-up to B", "BはAの後継": the subject stands in the relation that the noun names.
 * "A的后续工作B", "follow-up: B": the object does. */
static bool subject_is_later(const struct relation_search *s, const struct slot *slot)
{
    const struct governor *g = &slot->governor;
    uint32_t object = s->citations.items[slot->chain_first].begin;
    bool is_label =
        g->side == SIDE_LEFT && str_has(document_slice(s->d, g->cue->end, object), STR(":"));
    bool noun_is_subject = g->side == SIDE_RIGHT || g->side == SIDE_AROUND ||
                           (cue_is_latin(s, g->cue) && has_tail(s, g->cue) && !is_label);
    return (g->cue->cue->class_ == CUE_SUCCESSOR) == noun_is_subject;
}

/* "used by X", "improved by X": the object does it. */
static bool is_passive(const struct relation_search *s, const struct governor *g)
{
    static const char *const by[] = {"by"};
    uint32_t behind = g->cue->token_end;
    return g->side == SIDE_LEFT && cue_is_latin(s, g->cue) && behind < s->n_tokens &&
           s->tokens[behind].gap <= GAP_BREAK && token_is(s, behind, by, ARRAY_LEN(by));
}

/* "B的前身是R" says who precedes B; B itself is not the object then. */
static bool has_object_behind(const struct relation_search *s, const struct slot *slot)
{
    size_t i = slot->chain_last + 1;
    const struct governor *g = &slot->governor;
    if (g->side != SIDE_RIGHT || i >= s->citations.n || cue_is_postpositional(s, g->cue) ||
        cue_relations[g->cue->cue->class_].relation != REL_SUCCEEDS)
        return false;
    const struct citation *r = &s->citations.items[i];
    return r->node == slot->object->node && r->token_begin >= slot->governor.cue->token_end &&
           clause_of(s, r->node, r->token_begin, r->token_end) == slot->clause;
}

/* ---- claims ---- */

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
    if (subject->citation && subject->citation->begin < p.begin)
        p.begin = subject->citation->begin;
    return p;
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
    enum relation relation = cue_relations[cue->cue->class_].relation;
    uint32_t from = subject->paper;
    uint32_t to = object;
    bool is_turned =
        relation == REL_SUCCEEDS ? !subject_is_later(s, slot) : is_passive(s, &slot->governor);
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
    for (size_t i = cues_from(s, first); i < s->n_cues && s->cues[i]->token_begin < end; i++)
        if (s->cues[i]->cue->class_ == CUE_RELATED)
            return true;
    return false;
}

static void emit_bare(struct relation_search *s, const struct slot *slot,
                      const struct subject *subject)
{
    const struct citation *o = slot->object;
    enum relation relation = REL_CITES;
    uint16_t weight = WEIGHT_NESTED_LINK;
    const char *rule = "nested-link";
    if (o->kind == CITATION_NAME) {
        relation = REL_RELATED_TO; /* a name says that there is something, and not which way */
        weight = WEIGHT_NAMED;
        rule = "named";
    } else if (o->kind == CITATION_HEAD && s->papers.items[o->paper].status == PAPER_ENTRY) {
        relation = REL_RELATED_TO;
        rule = "nested-entry";
    } else if (o->kind == CITATION_ANAPHOR) {
        relation = REL_RELATED_TO;
        weight = WEIGHT_POINTED_AT;
        rule = "pointed-at";
    } else if (is_listed_as_related(s, o->node)) {
        relation = REL_RELATED_TO;
        weight = WEIGHT_LISTED;
        rule = "related-section";
    }
    emit(s, slot,
         paper_claim(subject->paper, relation, o->paper, times(weight, o->confidence), o->node),
         (struct proof){o->begin, o->end, 0, 0, rule});
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

static bool is_negated(const struct relation_search *s, const struct slot *slot)
{
    const struct match *cue = slot->governor.cue;
    return (cue_relations[cue->cue->class_].flags & N) &&
           (clause_is_negated_at(s, cue->token_begin) ||
            (slot->governor.side == SIDE_LEFT &&
             clause_is_negated_at(s, slot->object->token_begin)));
}

static void read_work(struct relation_search *s, struct slot *slot)
{
    const struct match *cue = slot->governor.cue;
    struct citation work = *slot->object;
    if (!cue || !(cue_relations[cue->cue->class_].flags & S) || is_negated(s, slot))
        return;
    struct subject subject = find_subject(s, slot);
    if (subject.paper == NONE || has_object_behind(s, slot))
        return;
    emit_cue(s, slot, stub_of(s, &work), &subject);
}

static void read_citation(struct relation_search *s, struct slot *slot)
{
    if (slot->object->kind == CITATION_WORK) {
        read_work(s, slot);
        return;
    }
    struct subject subject = find_subject(s, slot);
    bool has_cue = slot->governor.cue && !is_negated(s, slot) && !has_object_behind(s, slot);
    if (subject.paper != NONE && has_cue) {
        emit_cue(s, slot, slot->object->paper, &subject);
        return;
    }
    if (slot->governor.cue && subject.paper == NONE)
        compare_members(s, slot);
    slot->governor.cue = NULL;
    subject = scope_subject(s, slot);
    if (subject.paper != NONE)
        emit_bare(s, slot, &subject);
}

void paper_papers_find(struct relation_search *s)
{
    for (size_t i = 0; i < s->citations.n; i++) {
        struct slot slot = {.index = i, .object = &s->citations.items[i]};
        slot.clause =
            clause_of(s, slot.object->node, slot.object->token_begin, slot.object->token_end);
        find_chain(s, &slot);
        find_governor(s, &slot);
        read_citation(s, &slot);
    }
}
