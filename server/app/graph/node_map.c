#include "app/graph/node_map_internal.h"

#include "base/arena.h"

#define FIRST_SLOTS 256

void node_map_init(struct node_map *m, struct arena *a)
{
    *m = (struct node_map){.arena = a, .cap = FIRST_SLOTS};
    m->slots = ARENA_ARRAY(a, struct node_map_slot, m->cap);
}

/* The slot of the node, or the free one where it belongs. */
static struct node_map_slot *probe(const struct node_map *m, uint32_t node)
{
    size_t i = (size_t)((node + 1) * 0x9e3779b1u) & (m->cap - 1);
    while (m->slots[i].key && m->slots[i].key != node + 1)
        i = (i + 1) & (m->cap - 1);
    return &m->slots[i];
}

uint32_t *node_map_get(const struct node_map *m, uint32_t node)
{
    struct node_map_slot *slot = probe(m, node);
    return slot->key ? &slot->value : NULL;
}

static void double_slots(struct node_map *m)
{
    struct node_map_slot *old = m->slots;
    size_t old_cap = m->cap;
    m->cap *= 2;
    m->slots = ARENA_ARRAY(m->arena, struct node_map_slot, m->cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].key)
            *probe(m, old[i].key - 1) = old[i];
}

uint32_t *node_map_put(struct node_map *m, uint32_t node, bool *is_new)
{
    struct node_map_slot *slot = probe(m, node);
    *is_new = !slot->key;
    if (slot->key)
        return &slot->value;
    if ((m->n + 1) * 2 > m->cap) {
        double_slots(m);
        slot = probe(m, node);
    }
    slot->key = node + 1;
    m->n++;
    return &slot->value;
}
