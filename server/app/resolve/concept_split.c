#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/ledger_internal.h"
#include "app/resolve/pairs_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/vec.h"

/* A label under one of the keys. */
struct labelled {
    struct str label; /* folded */
    struct str key;
};

struct splitting {
    const struct ledger *ledger;
    struct arena *arena;
    struct str *keys; /* of the members, ascending, each once */
    size_t n_keys;
    struct map *place_of; /* key -> index into keys */
    struct pair *items;
    size_t n, cap;
};

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static int by_label(const void *a, const void *b)
{
    const struct labelled *x = a, *y = b;
    int order = str_cmp(x->label, y->label);
    return order ? order : str_cmp(x->key, y->key);
}

static uint32_t place_of(const struct splitting *s, struct str key)
{
    return (uint32_t)*map_get(s->place_of, key);
}

static void gather_keys(struct splitting *s, const struct concept_member *members, size_t n)
{
    struct str *all = ARENA_ARRAY(s->arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        all[i] = members[i].fact.key;
    qsort(all, n, sizeof(*all), by_bytes);
    s->keys = all;
    s->place_of = map_new(s->arena);
    for (size_t i = 0; i < n; i++) {
        bool is_new;
        uint64_t *place = map_put(s->place_of, all[i], &is_new);
        if (!is_new)
            continue;
        *place = s->n_keys;
        s->keys[s->n_keys++] = all[i];
    }
}

static void say(struct splitting *s, struct str a, struct str b, bool is_distinct)
{
    if (!str_eq(a, b))
        *vec_push(s->arena, s) =
            (struct pair){.a = place_of(s, a), .b = place_of(s, b), .is_distinct = is_distinct};
}

/* Concepts with one label are one by themselves: that was said first. */
static void join_labels(struct splitting *s, const struct concept_member *members, size_t n)
{
    VEC(struct labelled) list = VEC_INIT;
    for (size_t i = 0; i < n; i++) {
        json_t *labels = json_make_stored(members[i].fact.labels);
        const char *lang;
        json_t *label;
        json_object_foreach(labels, lang, label)
        {
            struct str text = str_of(json_string_value(label), json_string_length(label));
            *vec_push(s->arena, &list) =
                (struct labelled){fold_key(s->arena, text), members[i].fact.key};
        }
        json_decref(labels);
    }
    if (list.n)
        qsort(list.items, list.n, sizeof(*list.items), by_label);
    for (size_t i = 1; i < list.n; i++)
        if (str_eq(list.items[i - 1].label, list.items[i].label))
            say(s, list.items[i - 1].key, list.items[i].key, false);
}

/* The first key with each survivor stands for the group. */
static void join_groups(struct splitting *s)
{
    struct map *first = map_new(s->arena);
    for (size_t i = 0; i < s->n_keys; i++) {
        bool is_new;
        uint64_t *place = map_put(first, concept_groups_survivor(s->ledger, s->keys[i]), &is_new);
        if (is_new)
            *place = i;
        else
            say(s, s->keys[*place], s->keys[i], false);
    }
}

/* What notes call by a label that people gave a concept is that concept. */
static void join_owners(struct splitting *s, const struct concept_member *members, size_t n)
{
    struct map *first = map_new(s->arena); /* survivor -> one more than its first key */
    if (!map_count(s->ledger->label_owner))
        return;
    for (size_t i = 0; i < s->n_keys; i++) {
        uint64_t *place = map_put(first, concept_groups_survivor(s->ledger, s->keys[i]), NULL);
        if (!*place)
            *place = i + 1;
    }
    for (size_t i = 0; i < n; i++) {
        struct str owner = ledger_owner_of_labels(s->ledger, members[i].fact.labels, s->arena);
        if (!owner.n)
            continue;
        uint64_t *place = map_put(first, owner, NULL);
        if (!*place)
            *place = (uint64_t)place_of(s, members[i].fact.key) + 1;
        say(s, s->keys[*place - 1], members[i].fact.key, false);
    }
}

static void tell_apart(struct splitting *s)
{
    for (size_t i = 0; i < s->ledger->n_told_apart; i++) {
        const struct concept_pair *p = &s->ledger->told_apart[i];
        if (map_get(s->place_of, p->a) && map_get(s->place_of, p->b))
            say(s, p->a, p->b, true);
    }
}

void concept_split(const struct ledger *l, const struct concept_member *members, size_t n,
                   struct arena *a, uint32_t *group)
{
    struct splitting s = {.ledger = l, .arena = a};
    if ((l->n_told_apart == 0 && map_count(l->label_owner) == 0) || n < 2)
        return;
    gather_keys(&s, members, n);
    join_labels(&s, members, n);
    join_groups(&s);
    tell_apart(&s);
    join_owners(&s, members, n);
    uint32_t *roots = ARENA_ARRAY(a, uint32_t, s.n_keys);
    uint32_t *first = ARENA_ARRAY(a, uint32_t, s.n_keys); /* one more than the first member */
    pairs_judge(s.items, s.n, roots, s.n_keys);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = roots[place_of(&s, members[i].fact.key)];
        if (!first[root])
            first[root] = i + 1;
        group[i] = first[root] - 1;
    }
}
