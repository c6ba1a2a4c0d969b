/* Whose part of the note a block is in. */
#include "extract/relation/relation_internal.h"

uint32_t scope_paper(const struct relation_search *s, uint32_t node)
{
    return node < s->d->n_nodes ? s->in->papers->scope[node] : NONE;
}

uint32_t scope_block(const struct relation_search *s, uint32_t paper)
{
    return paper < s->in->papers->n_papers ? s->in->papers->paper_node[paper] : NONE;
}

uint32_t scope_paper_around(const struct relation_search *s, uint32_t paper)
{
    uint32_t node = scope_block(s, paper);
    while (node != NONE && scope_paper(s, node) == paper)
        node = s->d->nodes[node].parent;
    return node == NONE ? NONE : scope_paper(s, node);
}

bool node_has_text(const struct relation_search *s, uint32_t node)
{
    return s->in->tokens->node_first[node] < s->in->tokens->node_end[node];
}
