#include <stdlib.h>

#include "app/resolve/join_keys_internal.h"
#include "app/resolve/made_internal.h"
#include "base/arena.h"
#include "base/vec.h"

static bool add_mention(struct resolver *r, struct fact_ref ref, struct ref_list *out,
                        struct err *e)
{
    struct known_note *k;
    if (!known_note_get(r->changes, r->db, ref.note_id, &k, e))
        return false;
    if (known_note_mark_seen(k, ref.type, ref.index))
        *vec_push(r->scratch, out) = ref;
    return true;
}

static int ascending(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

bool resolve_load_carriers(struct resolver *r, struct err *e)
{
    const struct id_set *wanted = &r->changes->keys;
    uint64_t *keys = ARENA_ARRAY(r->arena, uint64_t, wanted->n);
    for (size_t i = 0; i < wanted->n; i++)
        keys[i] = (uint64_t)wanted->items[i];
    if (wanted->n)
        qsort(keys, wanted->n, sizeof(*keys), ascending);
    if (!fact_by_keys(r->db, keys, wanted->n, r->arena, &r->carriers, &r->n_carriers, e))
        return false;
    for (size_t i = 0; i < wanted->n; i++)
        map_put(r->carriers_of, str_of((const char *)&keys[i], sizeof(keys[i])), NULL);
    for (size_t i = r->n_carriers; i-- > 0;) {
        const uint64_t *key = &r->carriers[i].key;
        *map_put(r->carriers_of, str_of((const char *)key, sizeof(*key)), NULL) = i + 1;
    }
    return true;
}

/* From what was loaded, else from the store. */
static bool find_carriers(struct resolver *r, uint64_t key, struct fact_carrier **out, size_t *n,
                          struct err *e)
{
    const uint64_t *place = map_get(r->carriers_of, str_of((const char *)&key, sizeof(key)));
    if (!place)
        return fact_by_keys(r->db, &key, 1, r->scratch, out, n, e);
    *n = 0;
    if (*place == 0)
        return true;
    size_t first = *place - 1;
    *out = r->carriers + first;
    while (first + *n < r->n_carriers && r->carriers[first + *n].key == key)
        ++*n;
    return true;
}

static bool add_carriers(struct resolver *r, uint64_t key, struct ref_list *out, struct err *e)
{
    struct fact_carrier *found;
    size_t n;
    if (!find_carriers(r, key, &found, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add_mention(r, found[i].ref, out, e))
            return false;
    const struct made_carrier *made = made_find(r->made, key, &n);
    for (size_t i = 0; i < n; i++)
        if (!add_mention(r, made[i].ref, out, e))
            return false;
    return true;
}

/* Whoever carries the key, unless it was followed already. */
static bool follow_key(struct resolver *r, uint64_t key, struct id_set *looked_up,
                       struct ref_list *out, struct err *e)
{
    return !id_set_add(looked_up, (int64_t)key) || add_carriers(r, key, out, e);
}

/* Labels that people gave the concept with this key. */
static bool follow_labels(struct resolver *r, uint64_t concept, struct id_set *looked_up,
                          struct ref_list *out, struct err *e)
{
    size_t n;
    const struct ledger_key *found = ledger_find(r->ledger, concept, &n);
    for (size_t i = 0; i < n; i++) {
        struct str label = ledger_label(&r->ledger->decisions[found[i].decision], r->scratch);
        if (label.n && !follow_key(r, join_key_make('c', label), looked_up, out, e))
            return false;
    }
    return true;
}

/* All concepts that were made one, also over some that no note mentions now. */
static bool follow_group(struct resolver *r, struct str concept_key, struct id_set *looked_up,
                         struct ref_list *out, struct err *e)
{
    size_t n;
    const struct str *keys = concept_groups_keys(r->ledger, concept_key, r->scratch, &n);
    for (size_t i = 0; i < n; i++) {
        uint64_t key = join_key_make('c', keys[i]);
        if (!follow_key(r, key, looked_up, out, e) || !follow_labels(r, key, looked_up, out, e))
            return false;
    }
    return true;
}

static bool follow_decision(struct resolver *r, const struct decision *d, struct id_set *looked_up,
                            struct ref_list *out, struct err *e)
{
    size_t n;
    if (d->first.class_ == NODE_CONCEPT)
        return follow_group(r, d->first.key, looked_up, out, e);
    const uint64_t *keys = ledger_paper_keys(d, r->scratch, &n);
    for (size_t i = 0; i < n; i++)
        if (!follow_key(r, keys[i], looked_up, out, e))
            return false;
    return true;
}

/* What somebody decided about the things with this key concerns all that the decision names. */
static bool follow_ledger(struct resolver *r, uint64_t key, struct id_set *looked_up,
                          struct ref_list *out, struct err *e)
{
    size_t n;
    const struct ledger_key *found = ledger_find(r->ledger, key, &n);
    for (size_t i = 0; i < n; i++)
        if (!follow_decision(r, &r->ledger->decisions[found[i].decision], looked_up, out, e))
            return false;
    return true;
}

/* Adds the partners of one mention; `looked_up` are the keys that were followed already. */
static bool add_partners(struct resolver *r, struct fact_ref ref, struct id_set *looked_up,
                         struct ref_list *out, struct err *e)
{
    struct known_note *k;
    struct join_key *keys;
    size_t n;
    if (!known_note_get(r->changes, r->db, ref.note_id, &k, e))
        return false;
    known_note_keys(k, ref.type, ref.index, r->scratch, &keys, &n);
    bool is_bare = join_keys_are_bare(keys, n);
    for (size_t i = 0; i < n; i++) {
        uint64_t lookup = join_key_lookup(keys[i].key, is_bare);
        if (r->ledger->n_keys && !follow_ledger(r, keys[i].key, looked_up, out, e))
            return false;
        if (lookup && !follow_key(r, lookup, looked_up, out, e))
            return false;
    }
    return true;
}

/* Breadth first over the mentions that were added at and behind `first`. */
static bool spread(struct resolver *r, size_t first, struct id_set *looked_up, struct ref_list *out,
                   struct err *e)
{
    for (size_t i = first; i < out->n; i++)
        if (!add_partners(r, out->items[i], looked_up, out, e))
            return false;
    return true;
}

bool resolve_reach(struct resolver *r, uint64_t key, struct ref_list *out, struct err *e)
{
    size_t first = out->n;
    struct id_set looked_up;
    id_set_init(&looked_up, r->scratch);
    id_set_add(&looked_up, (int64_t)key);
    if (!add_carriers(r, key, out, e) || !follow_ledger(r, key, &looked_up, out, e))
        return false;
    if (out->n == first)
        return true;
    return spread(r, first, &looked_up, out, e);
}

bool resolve_reach_from(struct resolver *r, struct fact_ref ref, struct ref_list *out,
                        struct err *e)
{
    size_t first = out->n;
    struct id_set looked_up;
    id_set_init(&looked_up, r->scratch);
    return add_mention(r, ref, out, e) && spread(r, first, &looked_up, out, e);
}
