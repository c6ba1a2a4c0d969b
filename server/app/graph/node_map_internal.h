/* node_map_internal.h: numbers by node, for walks that touch a small part of a large graph. */
#ifndef PS_APP_NODE_MAP_INTERNAL_H
#define PS_APP_NODE_MAP_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct node_map {
    struct arena *arena;

    struct node_map_slot {
        uint32_t key; /* 1 + node; 0 = free */
        uint32_t value;
    } * slots;

    size_t cap; /* a power of two */
    size_t n;
};

void node_map_init(struct node_map *m, struct arena *a);
/* The value of the node, or NULL; valid until the next node_map_put of a new node. */
uint32_t *node_map_get(const struct node_map *m, uint32_t node);
/* The place of its value, made (0) when it is new. */
uint32_t *node_map_put(struct node_map *m, uint32_t node, bool *is_new);

#endif
