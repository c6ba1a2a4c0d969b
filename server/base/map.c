#include "base/map.h"

#include "base/arena.h"
#include "base/hash.h"

struct slot {
    struct str key; /* key.p == NULL: free; empty keys point at `no_bytes` */
    uint64_t hash;
    uint64_t value;
};

struct map {
    struct arena *arena;
    struct slot *slots;
    size_t cap; /* a power of two */
    size_t n;
};

static const char no_bytes[1];

struct map *map_new(struct arena *a)
{
    struct map *m = ARENA_NEW(a, struct map);
    m->arena = a;
    m->cap = 16;
    m->slots = ARENA_ARRAY(a, struct slot, m->cap);
    return m;
}

size_t map_count(const struct map *m)
{
    return m->n;
}

/* The slot of `key`, or the free one where it belongs. */
static struct slot *probe(const struct map *m, struct str key, uint64_t hash)
{
    size_t i = (size_t)hash & (m->cap - 1);
    while (m->slots[i].key.p) {
        if (m->slots[i].hash == hash && str_eq(m->slots[i].key, key))
            break;
        i = (i + 1) & (m->cap - 1);
    }
    return &m->slots[i];
}

uint64_t *map_get(const struct map *m, struct str key)
{
    struct slot *s = probe(m, key, hash_bytes(key));
    return s->key.p ? &s->value : NULL;
}

static void double_slots(struct map *m)
{
    struct slot *old = m->slots;
    size_t old_cap = m->cap;
    m->cap *= 2;
    m->slots = ARENA_ARRAY(m->arena, struct slot, m->cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].key.p)
            *probe(m, old[i].key, old[i].hash) = old[i];
}

uint64_t *map_put(struct map *m, struct str key, bool *is_new)
{
    uint64_t hash = hash_bytes(key);
    struct slot *s = probe(m, key, hash);
    if (is_new)
        *is_new = !s->key.p;
    if (s->key.p)
        return &s->value;
    if ((m->n + 1) * 4 > m->cap * 3) {
        double_slots(m);
        s = probe(m, key, hash);
    }
    *s = (struct slot){.key = {key.p ? key.p : no_bytes, key.n}, .hash = hash};
    m->n++;
    return &s->value;
}
