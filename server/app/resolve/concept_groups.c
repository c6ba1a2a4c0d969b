#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

static uint32_t group_of(struct ledger *l, struct str key, struct arena *a)
{
    bool is_new;
    uint64_t *place = map_put(l->group_of, key, &is_new);
    if (is_new) {
        *place = l->n_groups;
        l->groups = vec_grow(a, l->groups, &l->n_groups, &l->cap_groups, sizeof(*l->groups));
        l->groups[*place] = (struct concept_group){key, (uint32_t)*place, key};
    }
    return l->groups[*place].root;
}

/* Two groups become one. */
static void unite(struct ledger *l, uint32_t from, uint32_t into)
{
    for (size_t i = 0; i < l->n_groups; i++)
        if (l->groups[i].root == from)
            l->groups[i].root = into;
}

/* Where both are one already, the later word says which key stays. */
static void merge(struct ledger *l, const struct decision *d, struct arena *a)
{
    uint32_t from = group_of(l, d->first.key, a), into = group_of(l, d->second.key, a);
    if (from == into)
        l->groups[into].survivor = d->second.key;
    else
        unite(l, from, into);
}

void concept_groups_make(struct ledger *l, struct arena *a)
{
    l->group_of = map_new(a);
    for (size_t i = 0; i < l->n; i++) {
        const struct decision *d = &l->decisions[i];
        if (d->kind == DECISION_MERGE && d->first.class_ == NODE_CONCEPT)
            merge(l, d, a);
    }
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
