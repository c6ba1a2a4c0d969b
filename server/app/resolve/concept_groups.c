#include "app/resolve/ledger_internal.h"
#include "app/resolve/pairs_internal.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

static uint32_t place_of(struct ledger *l, struct str key, struct arena *a)
{
    bool is_new;
    uint64_t *place = map_put(l->group_of, key, &is_new);
    if (is_new) {
        *place = l->n_groups;
        l->groups = vec_grow(a, l->groups, &l->n_groups, &l->cap_groups, sizeof(*l->groups));
        l->groups[*place] = (struct concept_group){key, (uint32_t)*place, key};
    }
    return (uint32_t)*place;
}

static uint32_t root_of(const struct ledger *l, uint32_t i)
{
    while (l->groups[i].root != i)
        i = l->groups[i].root;
    return i;
}

struct said_pairs {
    struct pair *items;
    size_t n, cap;
};

static void gather(struct ledger *l, struct said_pairs *out, struct arena *a)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct decision *d = &l->decisions[i];
        if (d->first.class_ != NODE_CONCEPT ||
            (d->kind != DECISION_MERGE && d->kind != DECISION_DISTINCT))
            continue;
        *vec_push(a, out) = (struct pair){.a = place_of(l, d->first.key, a),
                                          .b = place_of(l, d->second.key, a),
                                          .is_distinct = d->kind == DECISION_DISTINCT};
    }
}

/* Where both are one already, the later word says which key stays. */
static void merge(struct ledger *l, uint32_t first, uint32_t second)
{
    uint32_t from = root_of(l, first), into = root_of(l, second);
    if (from == into)
        l->groups[into].survivor = l->groups[second].key;
    else
        l->groups[from].root = into;
}

void concept_groups_make(struct ledger *l, struct arena *a)
{
    struct said_pairs said = {0};
    l->group_of = map_new(a);
    gather(l, &said, a);
    pairs_judge(said.items, said.n, ARENA_ARRAY(a, uint32_t, l->n_groups), l->n_groups);
    l->told_apart = ARENA_ARRAY(a, struct concept_pair, said.n);
    for (size_t i = 0; i < said.n; i++) {
        const struct pair *p = &said.items[i];
        if (p->counts && p->is_distinct)
            l->told_apart[l->n_told_apart++] =
                (struct concept_pair){l->groups[p->a].key, l->groups[p->b].key};
        else if (p->counts)
            merge(l, p->a, p->b);
    }
    for (uint32_t i = 0; i < l->n_groups; i++)
        l->groups[i].root = root_of(l, i);
}

struct str concept_groups_survivor(const struct ledger *l, struct str key)
{
    const uint64_t *place = map_get(l->group_of, key);
    return place ? l->groups[l->groups[*place].root].survivor : key;
}

struct str *concept_groups_keys(const struct ledger *l, struct str key, struct arena *a, size_t *n)
{
    const uint64_t *place = map_get(l->group_of, key);
    struct str *keys = ARENA_ARRAY(a, struct str, l->n_groups + 1);
    *n = 0;
    if (!place)
        keys[(*n)++] = key;
    for (size_t i = 0; place && i < l->n_groups; i++)
        if (l->groups[i].root == l->groups[*place].root)
            keys[(*n)++] = l->groups[i].key;
    return keys;
}
