#include "app/suggest/suggest_internal.h"
#include "base/arena.h"

struct pair_set {
    struct arena *arena;
    struct map *places; /* by ends_key: 1 + index into `pairs` */
    VEC(struct twin_pair) pairs;
};

struct pair_set *pairs_new(struct arena *a)
{
    struct pair_set *s = ARENA_NEW(a, struct pair_set);
    s->arena = a;
    s->places = map_new(a);
    return s;
}

struct twin_pair *pairs_put(struct pair_set *s, uint32_t one, uint32_t other)
{
    bool is_new;
    uint64_t *place = map_put(s->places, ends_key(s->arena, one, other), &is_new);
    if (is_new) {
        *vec_push(s->arena, &s->pairs) =
            (struct twin_pair){one < other ? one : other, one < other ? other : one, {{0}}, NULL};
        *place = s->pairs.n;
    }
    return &s->pairs.items[*place - 1];
}

const struct twin_pair *pairs_list(const struct pair_set *s, size_t *n)
{
    *n = s->pairs.n;
    return s->pairs.items;
}
