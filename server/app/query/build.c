#include "app/query/read_internal.h"
#include "base/arena.h"
#include "base/vec.h"

struct query_predicate *query_predicate_new(struct arena *a, enum query_predicate_type type)
{
    struct query_predicate *p = ARENA_NEW(a, struct query_predicate);
    p->type = type;
    return p;
}

void query_predicate_push(struct arena *a, struct predicate_list *list,
                          struct query_predicate *part)
{
    *vec_push(a, list) = part;
}

struct query_predicate *query_predicate_group(struct arena *a, enum query_predicate_type type,
                                              const struct predicate_list *list)
{
    if (list->n < 2)
        return list->n ? list->items[0] : NULL;
    struct query_predicate *p = query_predicate_new(a, type);
    p->parts = list->items;
    p->n_parts = list->n;
    return p;
}

struct query_predicate *query_predicate_not(struct arena *a, struct query_predicate *part)
{
    struct predicate_list list = {0};
    struct query_predicate *p = query_predicate_new(a, PREDICATE_NOT);
    query_predicate_push(a, &list, part);
    p->parts = list.items;
    p->n_parts = 1;
    return p;
}

struct query_predicate *query_predicate_condition(struct arena *a, const struct query_field *field,
                                                  enum query_op op, struct query_value value)
{
    struct query_predicate *p = query_predicate_new(a, PREDICATE_CONDITION);
    p->condition = (struct query_condition){field, op, ARENA_NEW(a, struct query_value), 1};
    *p->condition.values = value;
    return p;
}

/* ---- limits; the readers bound the depth before they build ---- */

static size_t count_target(const struct query_target *t)
{
    return t->type == TARGET_WHERE ? query_predicate_count(t->where) : 0;
}

size_t query_predicate_count(const struct query_predicate *p)
{
    size_t n = 1;
    if (!p)
        return 0;
    for (size_t i = 0; i < p->n_parts; i++)
        n += query_predicate_count(p->parts[i]);
    if (p->type == PREDICATE_LINKED)
        for (size_t i = 0; i < p->link.n_to; i++)
            n += count_target(&p->link.to[i]);
    return n + (p->type == PREDICATE_SIMILAR ? count_target(&p->similar.to) : 0);
}

static size_t deeper(size_t depth, const struct query_predicate *p)
{
    size_t other = query_predicate_depth(p);
    return other > depth ? other : depth;
}

size_t query_predicate_depth(const struct query_predicate *p)
{
    size_t depth = 0;
    if (!p)
        return 0;
    for (size_t i = 0; i < p->n_parts; i++)
        depth = deeper(depth, p->parts[i]);
    if (p->type == PREDICATE_LINKED)
        for (size_t i = 0; i < p->link.n_to; i++)
            depth = deeper(depth, p->link.to[i].where);
    if (p->type == PREDICATE_SIMILAR)
        depth = deeper(depth, p->similar.to.where);
    return depth + 1;
}
