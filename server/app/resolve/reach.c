#include "app/resolve/join_keys_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* True when the mention has not been met in this run. */
static bool mark_seen(struct resolver *r, struct fact_ref ref)
{
    int64_t parts[3] = {ref.note_id, ref.index, ref.type};
    struct str key = str_of((const char *)parts, sizeof(parts));
    if (map_get(r->seen, key))
        return false;
    map_put(r->seen, str_copy(r->arena, key), NULL);
    return true;
}

static bool add_carriers(struct resolver *r, char type, struct str key, struct ref_list *out,
                         struct err *e)
{
    struct fact_ref *refs;
    size_t n;
    if (!fact_by_key(r->db, type, key, r->scratch, &refs, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (mark_seen(r, refs[i]))
            *vec_push(r->scratch, out) = refs[i];
    return true;
}

/* Adds the partners of one mention; `looked_up` are the keys that were followed already. */
static bool add_partners(struct resolver *r, struct fact_ref ref, struct map *looked_up,
                         struct ref_list *out, struct err *e)
{
    struct str *keys;
    size_t n;
    if (!fact_keys(r->db, ref, r->scratch, &keys, &n, e))
        return false;
    bool is_bare = join_keys_are_bare(keys, n);
    for (size_t i = 0; i < n; i++) {
        bool is_new = false;
        struct str lookup = join_key_lookup(keys[i], is_bare, r->scratch);
        if (lookup.n)
            map_put(looked_up, lookup, &is_new);
        if (is_new && !add_carriers(r, ref.type, lookup, out, e))
            return false;
    }
    return true;
}

/* Breadth first over the mentions that were added at and behind `first`. */
static bool spread(struct resolver *r, size_t first, struct ref_list *out, struct err *e)
{
    struct map *looked_up = map_new(r->scratch);
    for (size_t i = first; i < out->n; i++)
        if (!add_partners(r, out->items[i], looked_up, out, e))
            return false;
    return true;
}

bool resolve_reach(struct resolver *r, char type, struct str key, struct ref_list *out,
                   struct err *e)
{
    size_t first = out->n;
    return add_carriers(r, type, key, out, e) && spread(r, first, out, e);
}

bool resolve_reach_from(struct resolver *r, struct fact_ref ref, struct ref_list *out,
                        struct err *e)
{
    size_t first = out->n;
    if (mark_seen(r, ref))
        *vec_push(r->scratch, out) = ref;
    return spread(r, first, out, e);
}
