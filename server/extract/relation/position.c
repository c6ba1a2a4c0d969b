/* Where in the part of a paper a mention stands. */
#include "extract/relation/relation_internal.h"

#define SPANS_BACK_MAX 8 /* spans that may begin before a mention and still hold it */

static const struct {
    uint16_t weight;
    const char *rule;
} positions[POSITION_COUNT] = {

#define POSITION(name, weight, rule) {weight, rule},
#include "extract/tables/position_weights.def"
#undef POSITION
};

uint16_t position_weight(enum position p)
{
    return positions[p].weight;
}

const char *position_rule(enum position p)
{
    return positions[p].rule;
}

bool span_holds(const struct relation_search *s, uint32_t node_index, uint32_t begin, uint32_t end,
                unsigned kinds)
{
    const struct node *node = &s->d->nodes[node_index];
    uint32_t low = node->first_span;
    uint32_t high = node->first_span + node->n_spans;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->d->spans[middle].begin > begin)
            high = middle;
        else
            low = middle + 1;
    }
    for (uint32_t i = low; i-- > node->first_span && low - i <= SPANS_BACK_MAX;)
        if (s->d->spans[i].end >= end && (kinds & 1u << s->d->spans[i].kind))
            return true;
    return false;
}

bool mention_is_lead(const struct relation_search *s, const struct mention *m)
{
    if (m->token_begin >= m->token_end || m->token_begin != s->in->tokens->node_first[m->node])
        return false;
    if (m->token_end == s->in->tokens->node_end[m->node])
        return true;
    const struct token *next = &s->tokens[m->token_end];
    if (next->gap != GAP_CLAUSE && next->gap != GAP_COMMA)
        return false;
    struct str gap = document_slice(s->d, m->end, next->begin);
    return str_has(gap, STR(":")) || str_has(gap, STR("：")) || str_has(gap, STR(" - ")) ||
           str_has(gap, STR("—")) || str_has(gap, STR("–"));
}

/* List levels between the entry's block and the node; text outside lists counts as the first. */
static uint32_t depth_below(const struct relation_search *s, uint32_t node, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    uint32_t depth = 0;
    while (node != NONE && node != block && scope_paper(s, node) == paper) {
        depth += s->d->nodes[node].kind == NODE_ITEM;
        node = s->d->nodes[node].parent;
    }
    return depth;
}

static enum position position_by_depth(const struct relation_search *s, uint32_t node,
                                       uint32_t paper)
{
    uint32_t depth = depth_below(s, node, paper);
    if (depth <= 1)
        return POSITION_DEPTH_1;
    return depth == 2 ? POSITION_DEPTH_2 : POSITION_DEPTH_3;
}

static enum position stronger(enum position a, enum position b)
{
    return positions[b].weight > positions[a].weight ? b : a;
}

static bool is_in_span(const struct relation_search *s, const struct mention *m, unsigned kinds)
{
    return span_holds(s, m->node, m->begin, m->end, kinds);
}

enum position position_of(const struct relation_search *s, const struct mention *m, uint32_t paper,
                          uint32_t first_block)
{
    const unsigned marginal = 1u << SPAN_IMAGE | 1u << SPAN_LINK | 1u << SPAN_ANCHOR;
    const unsigned emphatic = 1u << SPAN_STRONG | 1u << SPAN_HIGHLIGHT;
    enum node_kind kind = s->d->nodes[m->node].kind;
    if (is_in_span(s, m, 1u << SPAN_TAG))
        return POSITION_TAG;
    if (is_in_span(s, m, marginal))
        return POSITION_MARGINAL;
    if (kind == NODE_SECTION && m->node != scope_block(s, paper))
        return POSITION_SUBHEADING;
    enum position p = POSITION_OWN_LINE;
    if (m->node == first_block)
        p = POSITION_FIRST_BLOCK;
    else if (kind == NODE_CELL)
        p = POSITION_CELL;
    else if (m->node != scope_block(s, paper))
        p = position_by_depth(s, m->node, paper);
    if (mention_is_lead(s, m))
        p = stronger(p, POSITION_LEAD);
    return is_in_span(s, m, emphatic) ? stronger(p, POSITION_STRONG) : p;
}
