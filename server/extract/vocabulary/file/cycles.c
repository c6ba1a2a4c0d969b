/* Depth first over the broader links of a list, with a stack of its own: a chain may be as long as the
 * list. */
#include "base/arena.h"
#include "extract/vocabulary/file/list_builder_internal.h"

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct walk {
    struct list_builder *builder;
    struct concept_list *list;
    uint8_t *marks;
    size_t *next; /* link of each open concept that is looked at next */
    uint32_t *stack;
    size_t depth;
};

static void enter(struct walk *w, uint32_t concept)
{
    w->marks[concept] = MARK_OPEN;
    w->next[concept] = 0;
    w->stack[w->depth++] = concept;
}

/* One link of the concept on top, or the way back. */
static void step(struct walk *w)
{
    uint32_t concept = w->stack[w->depth - 1];
    struct list_concept *c = &w->list->items[concept];
    size_t i = w->next[concept];
    if (i == c->n_links) {
        w->marks[concept] = MARK_DONE;
        w->depth--;
        return;
    }
    struct list_link *link = &c->links[i];
    w->next[concept]++;
    if (!link->is_broader || link->target == UINT32_MAX)
        return;
    if (w->marks[link->target] == MARK_NEW) {
        enter(w, link->target);
    } else if (w->marks[link->target] == MARK_OPEN) {
        list_builder_warn(w->builder, "%.*s: broader %.*s closes a circle and is left out",
                          STR_FMT(c->id), STR_FMT(w->list->items[link->target].id));
        link->target = concept;
    }
}

/* Links to itself are those that step has taken away. */
static void remove_marked(struct concept_list *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        struct list_concept *c = &list->items[i];
        size_t n = 0;
        for (size_t k = 0; k < c->n_links; k++)
            if (c->links[k].target != i)
                c->links[n++] = c->links[k];
        c->n_links = n;
    }
}

void list_break_cycles(struct list_builder *b, struct concept_list *list)
{
    struct walk w = {
        .builder = b,
        .list = list,
        .marks = ARENA_ARRAY(b->arena, uint8_t, list->n),
        .next = ARENA_ARRAY(b->arena, size_t, list->n),
        .stack = ARENA_ARRAY(b->arena, uint32_t, list->n),
    };
    for (uint32_t i = 0; i < list->n; i++) {
        if (w.marks[i] != MARK_NEW)
            continue;
        enter(&w, i);
        while (w.depth)
            step(&w);
    }
    remove_marked(list);
}
