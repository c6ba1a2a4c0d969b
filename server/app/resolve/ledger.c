#include "app/resolve/ledger_internal.h"

#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"

/* ---- keys ---- */

/* "t:introduction~2" was the second of that title: its mentions have the key without the number. */
static struct str without_number(struct str key)
{
    size_t at = str_find_byte(key, '~', 0);
    return at == SIZE_MAX ? key : str_sub(key, 0, at);
}

static void add_strong(const struct join_key_list *list, uint64_t *out, size_t *n)
{
    for (size_t i = 0; i < list->n; i++)
        if (join_key_lookup(list->items[i].key, true) == list->items[i].key &&
            join_key_letter(list->items[i].key) == 'k')
            out[(*n)++] = list->items[i].key;
}

uint64_t *ledger_anchor_keys(const struct graph_anchor *anchor, struct arena *a, size_t *n)
{
    struct join_key_list list = {0};
    if (anchor->class_ == NODE_CONCEPT) {
        uint64_t *key = ARENA_NEW(a, uint64_t);
        *key = join_key_make('c', anchor->key);
        *n = 1;
        return key;
    }
    struct paper_mention identified = {.identifiers = anchor->identifiers,
                                       .n_identifiers = anchor->n_identifiers};
    if (anchor->n_identifiers) /* a mention of nothing would have a key, the same for all */
        join_keys_add_paper(&list, &identified, 0, a);
    for (size_t i = 0; i < anchor->n_names; i++) {
        struct paper_mention named = {.title = anchor->names[i]};
        join_keys_add_paper(&list, &named, 0, a);
    }
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, list.n + 1);
    *n = 0;
    add_strong(&list, keys, n);
    keys[(*n)++] = join_key_make('k', without_number(anchor->key));
    return keys;
}

uint64_t *ledger_paper_keys(const struct decision *d, struct arena *a, size_t *n)
{
    size_t n_first, n_second = 0, n_given;
    const uint64_t *first = ledger_anchor_keys(&d->first, a, &n_first);
    const uint64_t *second = d->second.key.n ? ledger_anchor_keys(&d->second, a, &n_second) : NULL;
    const struct str *given = decision_identifiers(d, a, &n_given);
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, n_first + n_second + n_given);
    *n = 0;
    for (size_t i = 0; i < n_first; i++)
        keys[(*n)++] = first[i];
    for (size_t i = 0; i < n_second; i++)
        keys[(*n)++] = second[i];
    for (size_t i = 0; i < n_given; i++)
        keys[(*n)++] = join_key_make('k', given[i]);
    return keys;
}

static int by_key(const void *a, const void *b)
{
    const struct ledger_key *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->decision > y->decision) - (x->decision < y->decision);
}

const struct ledger_key *ledger_find(const struct ledger *l, uint64_t key, size_t *n)
{
    size_t low = 0, high = l->n_keys;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->keys[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    *n = 0;
    while (low + *n < l->n_keys && l->keys[low + *n].key == key)
        ++*n;
    return *n ? l->keys + low : NULL;
}

/* ---- labels ---- */

struct str ledger_label(const struct decision *d, struct arena *a)
{
    if (d->kind != DECISION_ADD_LABEL && d->kind != DECISION_RETIRE_LABEL)
        return STR_EMPTY;
    json_t *fields = json_make_stored(d->fields);
    const json_t *text = json_object_get(fields, "alt");
    struct str label = fold_key(a, str_of(json_string_value(text), json_string_length(text)));
    json_decref(fields);
    return label;
}

/* A label is of the concept that got it last. Retiring it takes it from its own concept only. */
static void find_owners(struct ledger *l, struct arena *a)
{
    l->label_owner = map_new(a);
    for (size_t i = 0; i < l->n; i++) {
        const struct decision *d = &l->decisions[i];
        struct str label = ledger_label(d, a);
        if (!label.n)
            continue;
        uint64_t *owner = map_put(l->label_owner, label, NULL);
        if (d->kind == DECISION_ADD_LABEL)
            *owner = i + 1;
        else if (*owner && str_eq(l->decisions[*owner - 1].first.key, d->first.key))
            *owner = 0;
    }
}

struct str ledger_owner_of_labels(const struct ledger *l, struct str labels, struct arena *a)
{
    struct str owner = STR_EMPTY;
    const char *lang;
    json_t *label;
    if (!map_count(l->label_owner))
        return owner;
    json_t *o = json_make_stored(labels);
    json_object_foreach(o, lang, label)
    {
        struct str text = str_of(json_string_value(label), json_string_length(label));
        const uint64_t *place = map_get(l->label_owner, fold_key(a, text));
        if (!place || !*place)
            continue;
        struct str key = concept_groups_survivor(l, l->decisions[*place - 1].first.key);
        if (!owner.n || str_cmp(key, owner) < 0)
            owner = key;
    }
    json_decref(o);
    return owner;
}

/* ---- loading ---- */

struct key_list {
    struct ledger_key *items;
    size_t n, cap;
};

static void add_keys(struct key_list *list, const uint64_t *keys, size_t n, uint32_t decision,
                     struct arena *a)
{
    for (size_t i = 0; i < n; i++)
        *vec_push(a, list) = (struct ledger_key){keys[i], decision};
}

static void index_decision(const struct ledger *l, struct key_list *list, const struct decision *d,
                           uint32_t decision, struct arena *a)
{
    size_t n;
    if (d->first.class_ == NODE_PAPER) {
        const uint64_t *keys = ledger_paper_keys(d, a, &n);
        add_keys(list, keys, n, decision, a);
    } else if (d->kind == DECISION_MERGE) {
        const uint64_t first = join_key_make('c', d->first.key);
        const uint64_t second = join_key_make('c', d->second.key);
        add_keys(list, &first, 1, decision, a);
        add_keys(list, &second, 1, decision, a);
    } else if (d->kind == DECISION_ADD_LABEL) {
        const uint64_t label = join_key_make('c', ledger_label(d, a));
        const struct str *group = concept_groups_keys(l, d->first.key, a, &n);
        add_keys(list, &label, 1, decision, a);
        for (size_t i = 0; i < n; i++) {
            const uint64_t concept = join_key_make('c', group[i]);
            add_keys(list, &concept, 1, decision, a);
        }
    }
}

static void index_keys(struct ledger *l, struct arena *a)
{
    struct key_list list = {0};
    for (size_t i = 0; i < l->n; i++)
        if (decision_is_about_node(l->decisions[i].kind))
            index_decision(l, &list, &l->decisions[i], (uint32_t)i, a);
    if (list.n)
        qsort(list.items, list.n, sizeof(*list.items), by_key);
    l->keys = list.items;
    l->n_keys = list.n;
}

static void find_hidden(struct ledger *l, struct arena *a)
{
    l->hidden = map_new(a);
    for (size_t i = 0; i < l->n; i++) {
        const struct decision *d = &l->decisions[i];
        if (d->kind == DECISION_HIDE && d->first.class_ == NODE_CONCEPT)
            map_put(l->hidden, concept_groups_survivor(l, d->first.key), NULL);
    }
}

bool ledger_hides_concept(const struct ledger *l, struct str key)
{
    return map_count(l->hidden) && map_get(l->hidden, concept_groups_survivor(l, key));
}

bool ledger_load(struct db *db, struct arena *a, struct ledger *out, struct err *e)
{
    struct decision *all;
    size_t n;
    *out = (struct ledger){0};
    if (!decide_list(db, a, &all, &n, e))
        return false;
    out->decisions = all;
    out->n_all = n;
    for (size_t i = 0; i < n; i++)
        if (!all[i].is_reverted && all[i].kind != DECISION_REVERT)
            out->decisions[out->n++] = all[i];
    concept_groups_make(out, a);
    index_keys(out, a);
    find_hidden(out, a);
    find_owners(out, a);
    return true;
}
