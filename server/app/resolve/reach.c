#include "app/resolve/join_keys_internal.h"
#include "app/resolve/resolve_internal.h"
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

static bool add_carriers(struct resolver *r, uint64_t key, struct ref_list *out, struct err *e)
{
    struct fact_ref *refs;
    size_t n;
    if (!fact_by_key(r->db, key, r->scratch, &refs, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add_mention(r, refs[i], out, e))
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
        if (lookup && id_set_add(looked_up, (int64_t)lookup) && !add_carriers(r, lookup, out, e))
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
    if (!add_carriers(r, key, out, e))
        return false;
    if (out->n == first)
        return true;
    id_set_init(&looked_up, r->scratch);
    id_set_add(&looked_up, (int64_t)key);
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
