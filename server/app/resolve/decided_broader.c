#include "app/ingest/facts_internal.h"
#include "app/json.h"
#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* What somebody said is broader than a concept, by slug. */
struct word {
    struct str slug;
    struct str *broader;
    size_t n_broader;
};

struct words {
    struct resolver *resolver;
    struct arena *arena;
    struct word *items;
    size_t n, cap;
    struct map *by_slug; /* index into items */
};

#define KEY_PREFIX STR("concept:")

static struct str slug_of(const struct words *w, struct str key)
{
    struct str survivor = concept_groups_survivor(w->resolver->ledger, key);
    return str_starts(survivor, KEY_PREFIX) ? str_from_pos(survivor, KEY_PREFIX.n) : survivor;
}

/* ---- circles ---- */

/* Those directly above a concept: by the words so far, else by the vocabulary. */
static const struct str *list_above(const struct words *w, struct str slug, size_t *n)
{
    const uint64_t *place = map_get(w->by_slug, slug);
    const struct vocabulary *v = w->resolver->vocabulary;
    *n = 0;
    if (place) {
        *n = w->items[*place].n_broader;
        return w->items[*place].broader;
    }
    const struct vocabulary_concept *known = vocabulary_by_id(v, slug);
    struct str *slugs = ARENA_ARRAY(w->arena, struct str, known ? known->n_broader : 0);
    for (; known && *n < known->n_broader; ++*n)
        slugs[*n] = vocabulary_at(v, known->broader[*n])->id;
    return slugs;
}

static bool leads_to(const struct words *w, struct str from, struct str to)
{
    VEC(struct str) open = VEC_INIT;
    struct map *seen = map_new(w->arena);
    *vec_push(w->arena, &open) = from;
    for (size_t i = 0; i < open.n; i++) {
        size_t n;
        if (str_eq(open.items[i], to))
            return true;
        const struct str *above = list_above(w, open.items[i], &n);
        for (size_t k = 0; k < n; k++) {
            bool is_new;
            map_put(seen, above[k], &is_new);
            if (is_new)
                *vec_push(w->arena, &open) = above[k];
        }
    }
    return false;
}

/* ---- the words ---- */

static void add_word(struct words *w, const struct decision *d)
{
    json_t *fields = json_make_stored(d->fields);
    const json_t *list = json_object_get(fields, "broader");
    struct word word = {.slug = slug_of(w, d->first.key),
                        .broader = ARENA_ARRAY(w->arena, struct str, json_array_size(list))};
    bool is_new;
    uint64_t *place = map_put(w->by_slug, word.slug, &is_new);
    if (is_new) {
        *place = w->n;
        *vec_push(w->arena, w) = word;
    }
    w->items[*place] = word;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *key = json_array_get(list, i);
        struct str slug =
            str_copy(w->arena, slug_of(w, str_of(json_string_value(key), json_string_length(key))));
        if (!leads_to(w, slug, word.slug))
            w->items[*place].broader[w->items[*place].n_broader++] = slug;
    }
    json_decref(fields);
}

static bool restore(const struct words *w, struct str slug, struct err *e)
{
    size_t n;
    const struct str *broader = list_above(w, slug, &n);
    struct db *db = w->resolver->db;
    return graph_set_broader(db, slug, broader, n, e) && decided_broader_delete(db, slug, e);
}

static bool write_all(struct words *w, struct err *e)
{
    struct db *db = w->resolver->db;
    struct str *old;
    size_t n_old;
    for (size_t i = 0; i < w->resolver->ledger->n; i++)
        if (w->resolver->ledger->decisions[i].kind == DECISION_SET_BROADER)
            add_word(w, &w->resolver->ledger->decisions[i]);
    if (!decided_broader_list(db, w->arena, &old, &n_old, e))
        return false;
    for (size_t i = 0; i < n_old; i++)
        if (!map_get(w->by_slug, old[i]) && !restore(w, old[i], e))
            return false;
    for (size_t i = 0; i < w->n; i++)
        if (!graph_set_broader(db, w->items[i].slug, w->items[i].broader, w->items[i].n_broader,
                               e) ||
            !decided_broader_put(db, w->items[i].slug, e))
            return false;
    return true;
}

bool decided_broader_write(struct resolver *r, struct err *e)
{
    struct words w = {.resolver = r, .arena = arena_new()};
    w.by_slug = map_new(w.arena);
    bool ok = write_all(&w, e);
    arena_free(w.arena);
    return ok;
}
