/* Hierarchy from structure: an item or heading that leads with a concept, below one that leads with
 * another. Nesting alone is not enough; it takes a second sign. */
#include "extract/relation/relation_internal.h"

#define BASE_LIST       500
#define BASE_HEADING    400
#define BONUS_SIGN      200 /* words of enumeration above, or "-based" below */
#define BONUS_SIBLINGS  200
#define MALUS_PROCESS   300
#define SIBLINGS_MIN    3 /* items that lead with a concept, this one among them */
#define EMIT_MIN        600
#define HEAD_TOKENS_MAX 24 /* that are read of a block */
#define TAIL_TOKENS_MAX 8  /* "…的几种流派" behind the concept that the item leads with */

enum role { KIND, PROCESS };

static const struct {
    enum role role;
    const char *text;
} nesting_words[] = {

#define NESTING_WORD(role, text) {role, text},
#include "extract/tables/nesting_words.def"
#undef NESTING_WORD
};

static bool is_block(const struct relation_search *s, uint32_t node)
{
    enum node_kind kind = s->d->nodes[node].kind;
    return kind == NODE_ITEM || kind == NODE_SECTION;
}

static uint32_t head_end(uint32_t begin, uint32_t end)
{
    return end > begin + HEAD_TOKENS_MAX ? begin + HEAD_TOKENS_MAX : end;
}

static bool has_cue(const struct relation_search *s, uint32_t node, enum cue_class wanted)
{
    uint32_t first = s->in->tokens->node_first[node];
    uint32_t end = head_end(first, s->in->tokens->node_end[node]);
    for (size_t i = cues_from(s, first); i < s->n_cues; i++) {
        if (s->cues[i]->token_begin >= end)
            return false;
        if (s->cues[i]->cue->class_ == wanted)
            return true;
    }
    return false;
}

/* Whether a word of the role stands in tokens [begin, end), with Han characters put together. */
static bool has_word(const struct relation_search *s, enum role role, uint32_t begin, uint32_t end)
{
    if (begin >= end)
        return false;
    end = head_end(begin, end);
    struct str text = document_slice(s->d, s->tokens[begin].begin, s->tokens[end - 1].end);
    for (size_t i = 0; i < ARRAY_LEN(nesting_words); i++)
        if (nesting_words[i].role == role &&
            str_find_ci(text, str_from(nesting_words[i].text), 0) != SIZE_MAX)
            return true;
    return false;
}

/* The concept with which a block leads, if what follows it is nothing, an explanation behind a
 * colon or dash, or a short tail such as "based" and "的几种流派". */
static const struct mention *lead_of(const struct relation_search *s, uint32_t node)
{
    if (s->mention_first[node] == s->mention_end[node])
        return NULL;
    const struct mention *m = &s->in->concepts->mentions[s->mentions[s->mention_first[node]]];
    uint32_t first = s->in->tokens->node_first[node];
    uint32_t end = s->in->tokens->node_end[node];
    if (m->token_begin >= m->token_end || m->token_begin != first)
        return NULL;
    if (mention_is_lead(s, m) || (end > m->token_end && s->tokens[m->token_end].gap == GAP_BRACKET))
        return m;
    if (end - m->token_end > TAIL_TOKENS_MAX)
        return NULL;
    bool is_tail = has_cue(s, node, CUE_INCLUDES) || has_word(s, KIND, m->token_end, end);
    return is_tail ? m : NULL;
}

/* The nearest item or heading above with text of its own. */
static uint32_t block_above(const struct relation_search *s, uint32_t node)
{
    uint32_t at = s->d->nodes[node].parent;
    while (at != NONE && at != 0 && !(is_block(s, at) && node_has_text(s, at)))
        at = s->d->nodes[at].parent;
    return at == 0 ? NONE : at;
}

/* Per container the number of its items that lead with a concept. */
static uint32_t *count_leads(const struct relation_search *s)
{
    uint32_t *leads = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    for (uint32_t i = 1; i < s->d->n_nodes; i++)
        if (is_block(s, i) && s->d->nodes[i].parent != NONE && lead_of(s, i))
            leads[s->d->nodes[i].parent]++;
    return leads;
}

static uint32_t weight_of(const struct relation_search *s, uint32_t above, uint32_t below,
                          const struct mention *child, const uint32_t *leads)
{
    uint32_t weight = s->d->nodes[below].kind == NODE_ITEM ? BASE_LIST : BASE_HEADING;
    if (has_cue(s, above, CUE_INCLUDES) ||
        has_word(s, KIND, child->token_end, s->in->tokens->node_end[below]))
        weight += BONUS_SIGN;
    if (leads[s->d->nodes[below].parent] >= SIBLINGS_MIN)
        weight += BONUS_SIBLINGS;
    if (has_word(s, PROCESS, s->in->tokens->node_first[above], s->in->tokens->node_end[above]))
        weight -= MALUS_PROCESS;
    return weight;
}

static bool contradicts_vocabulary(const struct relation_search *s, uint32_t narrow, uint32_t broad)
{
    uint32_t a = s->in->concepts->concepts[narrow].vocabulary;
    uint32_t b = s->in->concepts->concepts[broad].vocabulary;
    return a != NONE && b != NONE && vocabulary_is_below(s->in->vocabulary, b, a);
}

static bool is_title(const struct relation_search *s, const struct mention *m)
{
    const struct paper_place *p = place_at(s, m->begin);
    return p && !p->is_name_only;
}

static void read_block(struct relation_search *s, uint32_t below, const uint32_t *leads)
{
    const struct mention *child = lead_of(s, below);
    uint32_t above = child ? block_above(s, below) : NONE;
    const struct mention *parent = above == NONE ? NULL : lead_of(s, above);
    if (!parent || parent->concept == child->concept || is_title(s, child) || is_title(s, parent) ||
        contradicts_vocabulary(s, child->concept, parent->concept))
        return;
    uint32_t weight = weight_of(s, above, below, child, leads);
    if (weight < EMIT_MIN)
        return;
    struct claim c = {.from = concept_endpoint(child->concept),
                      .relation = REL_BROADER,
                      .to = concept_endpoint(parent->concept),
                      .weight = (uint16_t)weight,
                      .node = below};
    claim_add(s, c, (struct proof){parent->begin, parent->end, 0, 0, "nesting"});
    c.weight = 0;
    claim_add(s, c, (struct proof){child->begin, child->end, 0, 0, "nesting"});
}

void nestings_find(struct relation_search *s)
{
    uint32_t *leads = count_leads(s);
    for (uint32_t i = 1; i < s->d->n_nodes; i++)
        if (is_block(s, i))
            read_block(s, i, leads);
}
