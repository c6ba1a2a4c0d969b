#include "extract/document/document_internal.h"

#define BLANK_MAX UINT8_MAX

/* Blank lines right above the line of `offset`; only when nothing but markers stands before it. */
static uint8_t blank_lines_above(struct builder *b, uint32_t offset)
{
    uint32_t line = builder_line(b, offset);
    uint32_t count = 0;
    while (line > 0 && count < BLANK_MAX) {
        line--;
        uint32_t end = line_end(b->d, line);
        if (skip_blank(b->src, line_begin(b->d, line), end) < end)
            break;
        count++;
    }
    return (uint8_t)count;
}

static uint8_t list_level(const struct builder *b, enum node_kind kind, uint32_t parent)
{
    if (kind == NODE_ITEM)
        return b->nodes.items[parent].level;
    if (kind != NODE_LIST)
        return 0;
    for (uint32_t n = parent; n != NO_NODE; n = b->nodes.items[n].parent)
        if (b->nodes.items[n].kind == NODE_ITEM)
            return (uint8_t)(b->nodes.items[n].level + (b->nodes.items[n].level < UINT8_MAX));
    return 1;
}

static void link_child(struct builder *b, uint32_t parent, uint32_t child)
{
    struct node *p = &b->nodes.items[parent];
    struct node *c = &b->nodes.items[child];
    c->parent = parent;
    c->prev = p->last_child;
    if (p->last_child == NO_NODE)
        p->first_child = child;
    else
        b->nodes.items[p->last_child].next = child;
    p->last_child = child;
}

uint32_t tree_open(struct builder *b, enum node_kind kind, uint32_t begin)
{
    uint32_t index = (uint32_t)b->nodes.n;
    uint32_t parent = b->open;
    *vec_push(b->a, &b->nodes) = (struct node){
        .kind = kind,
        .begin = begin,
        .end = begin,
        .text_begin = begin,
        .text_end = begin,
        .parent = NO_NODE,
        .first_child = NO_NODE,
        .last_child = NO_NODE,
        .next = NO_NODE,
        .prev = NO_NODE,
    };
    struct node *n = &b->nodes.items[index];
    n->line = builder_line(b, begin) + 1;
    n->blank_before = blank_lines_above(b, begin);
    if (index > 0) {
        n->level = list_level(b, kind, parent);
        link_child(b, parent, index);
    }
    b->open = index;
    return index;
}

void tree_close(struct builder *b, uint32_t end)
{
    struct node *n = &b->nodes.items[b->open];
    if (n->end < end)
        n->end = end;
    b->open = n->parent;
    if (n->parent != NO_NODE && b->nodes.items[n->parent].end < n->end)
        b->nodes.items[n->parent].end = n->end;
}

void tree_close_through(struct builder *b, uint32_t node, uint32_t end)
{
    while (b->open != node)
        tree_close(b, 0);
    tree_close(b, end);
}

void tree_set_text(struct builder *b, uint32_t node, uint32_t begin, uint32_t end)
{
    struct node *n = &b->nodes.items[node];
    n->text_begin = begin;
    n->text_end = end;
    n->line = builder_line(b, begin) + 1;
    if (n->end < end)
        n->end = end;
}

uint32_t tree_open_section(struct builder *b, uint8_t level, uint32_t begin)
{
    while (b->nodes.items[b->open].kind == NODE_SECTION && b->nodes.items[b->open].level >= level)
        tree_close(b, 0);
    uint32_t node = tree_open(b, NODE_SECTION, begin);
    b->nodes.items[node].level = level;
    return node;
}
