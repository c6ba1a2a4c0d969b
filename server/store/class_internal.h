/* class_internal.h: the two classes of nodes as they are stored: 0 for a paper, 1 for a concept.
 * The number of a node ends in the bit of its class, so that it names a node of either class. */
#ifndef PS_STORE_CLASS_INTERNAL_H
#define PS_STORE_CLASS_INTERNAL_H

#include "base/str.h"
#include "store/graph.h"

static inline int64_t class_of_name(struct str name)
{
    return str_eq(name, STR("concept"));
}

static inline struct str class_name(int64_t class_)
{
    return class_ ? STR("concept") : STR("paper");
}

static inline int64_t class_of_letter(char letter)
{
    return letter == 'c';
}

static inline char class_letter(int64_t class_)
{
    return class_ ? 'c' : 'p';
}

static inline enum node_class class_of_node(int64_t node_id)
{
    return node_id & 1 ? NODE_CONCEPT : NODE_PAPER;
}

#endif
