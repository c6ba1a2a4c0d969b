#include "extract/entry/entry_internal.h"

/* So many blank lines end what follows an entry without indentation. */
#define BLANK_LINES_MAX 2

/* Text that starts a topic of its own: a known concept, "关于…", "TODO". */
static bool opens_topic(const struct entry_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    if (n->kind == NODE_SECTION || n->kind == NODE_RULE || n->kind == NODE_TABLE)
        return true;
    if (n->flags & NODE_IMAGE_ONLY)
        return false;
    uint32_t index = s->node_candidate[node];
    if (index == NONE)
        return false;
    const struct candidate *c = &s->candidates.items[index];
    struct str folded = c->folded;
    return words_match(WORDS_OPENER_START, PLACE_START, folded) ||
           words_match(WORDS_OPENER_END, PLACE_END, folded) || node_is_concept(s, node);
}

static bool is_entry_node(const struct entry_search *s, uint32_t node)
{
    uint32_t i = s->node_candidate[node];
    for (; i != NONE && i < s->candidates.n && s->candidates.items[i].node == node; i++)
        if (s->candidates.items[i].is_entry)
            return true;
    return false;
}

static bool holds_entry(const struct entry_search *s, uint32_t node)
{
    for (uint32_t i = node, end = document_after(s->d, node); i < end; i++)
        if (is_entry_node(s, i))
            return true;
    return false;
}

static void own(struct entry_search *s, uint32_t node, uint32_t candidate, bool is_continuation)
{
    for (uint32_t i = node, end = document_after(s->d, node); i < end; i++) {
        s->node_scope[i] = candidate;
        s->is_continuation[i] = is_continuation;
    }
}

/* The next block in reading order: the next sibling, or what follows the list that ends here. */
static uint32_t next_block(const struct entry_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    while (n->next == NO_NODE && n->parent != NO_NODE && s->d->nodes[n->parent].kind == NODE_QUOTE)
        n = &s->d->nodes[n->parent]; /* a callout with the citation, and the notes below it */
    if (n->next != NO_NODE || n->kind != NODE_ITEM)
        return n->next;
    const struct node *list = &s->d->nodes[n->parent];
    return list->parent == NO_NODE || s->d->nodes[list->parent].kind == NODE_ITEM ? NO_NODE
                                                                                  : list->next;
}

/* Owns one following block, or as many of a list's items as continue; false when the entry ends. */
static bool continue_with(struct entry_search *s, uint32_t node, uint32_t candidate, bool is_weak)
{
    const struct node *n = &s->d->nodes[node];
    if (n->blank_before >= BLANK_LINES_MAX && is_weak)
        return false;
    bool is_numbered = is_weak && n->kind == NODE_ITEM && n->flags & NODE_ORDERED;
    if (is_numbered || opens_topic(s, node) || is_entry_node(s, node))
        return false;
    if (n->kind == NODE_LIST && holds_entry(s, node)) {
        for (uint32_t i = n->first_child; i != NO_NODE; i = s->d->nodes[i].next)
            if (!continue_with(s, i, candidate, is_weak) || holds_entry(s, i))
                return false;
        return false;
    }
    if (n->kind == NODE_LIST && is_weak && opens_topic(s, n->first_child))
        return false;
    own(s, node, candidate, is_weak);
    return true;
}

/* Blocks behind an entry that are no entries and open no topic are its notes. Behind a paragraph
 * that is natural; behind a list item it is a guess. */
static void own_following(struct entry_search *s, const struct candidate *c, uint32_t index)
{
    bool is_weak = c->kind == CANDIDATE_ITEM;
    uint32_t next = next_block(s, c->node);
    while (next != NO_NODE && continue_with(s, next, index, is_weak))
        next = next_block(s, next);
}

/* "[13] V. Arun and H. Balakrishnan, …": what follows a list of references is not about its last. */
static bool is_reference_line(const struct entry_search *s, const struct candidate *c)
{
    struct str source = s->d->source;
    return c->begin + 1 < source.n && source.p[c->begin] == '[' && source.p[c->begin + 1] >= '0' &&
           source.p[c->begin + 1] <= '9';
}

void scopes_assign(struct entry_search *s)
{
    s->node_scope = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    s->is_continuation = ARENA_ARRAY(s->a, bool, s->d->n_nodes);
    for (size_t i = 0; i < s->d->n_nodes; i++)
        s->node_scope[i] = NONE;
    for (size_t i = 0; i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        if (!c->is_entry)
            continue;
        own(s, c->node, (uint32_t)i, false);
        bool may_continue = c->kind == CANDIDATE_ITEM || c->kind == CANDIDATE_PARAGRAPH;
        if (may_continue && !is_reference_line(s, c))
            own_following(s, c, (uint32_t)i);
    }
}
