/* Whose part of the note a block is in. */
#include "extract/relation/relation_internal.h"

#define NAME_SHARE 2 /* a heading is about a paper when the name fills one half of it */

uint32_t scope_paper(const struct relation_search *s, uint32_t node)
{
    return node < s->d->n_nodes ? s->scope[node] : NONE;
}

uint32_t scope_block(const struct relation_search *s, uint32_t paper)
{
    return paper < s->in->papers->n_papers ? s->in->papers->paper_node[paper] : NONE;
}

/* An entry inside the list of notes of another: the item before it belongs to that one. */
static uint32_t paper_of_list(const struct relation_search *s, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    const struct node *n = &s->d->nodes[block];
    if (n->kind != NODE_ITEM || n->prev == NONE)
        return NONE;
    uint32_t other = scope_paper(s, n->prev);
    uint32_t other_block = other == NONE ? NONE : scope_block(s, other);
    if (other_block == NONE || other == paper)
        return NONE;
    return s->d->nodes[other_block].parent == n->parent ? NONE : other;
}

uint32_t scope_paper_around(const struct relation_search *s, uint32_t paper)
{
    uint32_t node = scope_block(s, paper);
    if (node == NONE)
        return NONE;
    uint32_t at = node;
    while (at != NONE && scope_paper(s, at) == paper)
        at = s->d->nodes[at].parent;
    uint32_t around = at == NONE ? NONE : scope_paper(s, at);
    return around == NONE ? paper_of_list(s, paper) : around;
}

bool node_has_text(const struct relation_search *s, uint32_t node)
{
    return s->in->tokens->node_first[node] < s->in->tokens->node_end[node];
}

uint32_t scope_first_block(const struct relation_search *s, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    for (uint32_t i = block == NONE ? NONE : block + 1; i < s->d->n_nodes; i++) {
        if (scope_paper(s, i) != paper)
            return NONE;
        if (node_has_text(s, i))
            return i;
    }
    return NONE;
}

/* The paper whose name is the heading of a section with further notes on it ("### Spanner"). */
static uint32_t paper_of_heading(const struct relation_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    size_t i = places_from(s, n->text_begin);
    if (n->kind != NODE_SECTION || i == s->in->papers->n_places)
        return NONE;
    const struct paper_place *p = &s->in->papers->places[i];
    bool fills =
        p->end <= n->text_end && (p->end - p->begin) * NAME_SHARE >= n->text_end - n->text_begin;
    return fills && p->is_name_only ? p->paper : NONE;
}

void scopes_read(struct relation_search *s)
{
    s->scope = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    for (uint32_t i = 0; i < s->d->n_nodes; i++) {
        uint32_t parent = s->d->nodes[i].parent;
        s->scope[i] = s->in->papers->scope[i];
        if (s->scope[i] == NONE)
            s->scope[i] = paper_of_heading(s, i);
        bool is_under_name = parent != NONE && s->in->papers->scope[parent] == NONE;
        if (s->scope[i] == NONE && is_under_name)
            s->scope[i] = s->scope[parent];
    }
}
