#include "app/suggest.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "app/suggest/suggest_internal.h"
#include "base/arena.h"

struct kept_suggestions {
    struct suggestions is; /* first, so that one can be had from the other */
    atomic_uint users;
    uint64_t version;
    struct arena *arena; /* which it is in */
};

/* The list that was made last. */
struct suggest_cache {
    struct arena *arena;
    pthread_mutex_t mutex;
    struct kept_suggestions *newest;
};

static const char *const kind_names[] = {

#define SUGGESTION_NAME(name, wire) wire,
    SUGGESTION_KINDS(SUGGESTION_NAME)
#undef SUGGESTION_NAME
};

const char *suggestion_kind_name(enum suggestion_kind kind)
{
    return kind_names[kind];
}

struct suggest_cache *suggest_cache_new(void)
{
    struct arena *a = arena_new();
    struct suggest_cache *c = ARENA_NEW(a, struct suggest_cache);
    c->arena = a;
    (void)pthread_mutex_init(&c->mutex, NULL);
    return c;
}

void suggest_cache_free(struct suggest_cache *c)
{
    if (!c)
        return;
    suggest_release(c->newest ? &c->newest->is : NULL);
    (void)pthread_mutex_destroy(&c->mutex);
    arena_free(c->arena);
}

void suggest_release(const struct suggestions *s)
{
    struct kept_suggestions *own = (struct kept_suggestions *)(uintptr_t)s;
    if (own && atomic_fetch_sub(&own->users, 1) == 1)
        arena_free(own->arena);
}

/* ---- making ---- */

const struct suggestion_reason *reasons_keep(struct making *m,
                                             const struct suggestion_reason *items, size_t n)
{
    struct suggestion_reason *out = ARENA_ARRAY(m->kept, struct suggestion_reason, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = items[i];
        out[i].text = str_copy(m->kept, items[i].text);
    }
    return out;
}

void making_add(struct making *m, const struct suggestion *s)
{
    if (!map_get(m->decided.dismissed, s->key))
        *vec_push(m->scratch, &m->found) = *s;
}

static int by_score(const void *left, const void *right)
{
    const struct suggestion *a = left;
    const struct suggestion *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return str_cmp(a->key, b->key);
}

/* Sorted, and of each kind the best ones. */
static void keep_best(struct making *m, struct suggestions *out)
{
    size_t counts[SUGGESTION_KIND_COUNT] = {0};
    struct suggestion *items = ARENA_ARRAY(m->kept, struct suggestion, m->found.n);
    if (m->found.n)
        qsort(m->found.items, m->found.n, sizeof(*m->found.items), by_score);
    *out = (struct suggestions){.items = items, .is_complete = m->is_complete};
    for (size_t i = 0; i < m->found.n; i++) {
        if (counts[m->found.items[i].kind]++ < SUGGEST_KIND_MAX)
            items[out->n++] = m->found.items[i];
        else
            out->is_complete = false;
    }
}

static bool find_all(struct making *m, struct err *e)
{
    if (!decided_read(m, e) || !naming_read(m, e) || !notes_suggest(m, e) || !edges_suggest(m, e))
        return false;
    blocks_find(m);
    neighbours_find(m);
    twins_suggest(m);
    stubs_suggest(m);
    return true;
}

static bool make(struct db *db, const struct graph_index *g, struct kept_suggestions **out,
                 struct err *e)
{
    struct arena *kept = arena_new(), *scratch = arena_new();
    struct making m = {.db = db,
                       .graph = g,
                       .scratch = scratch,
                       .kept = kept,
                       .pairs = pairs_new(scratch),
                       .is_complete = true};
    bool done = find_all(&m, e);
    if (done) {
        *out = ARENA_NEW(kept, struct kept_suggestions);
        (*out)->version = graph_index_version(g);
        (*out)->arena = kept;
        atomic_init(&(*out)->users, 1);
        keep_best(&m, &(*out)->is);
    } else {
        arena_free(kept);
    }
    arena_free(scratch);
    return done;
}

/* With the mutex held, so that a list is made once. */
static bool get(struct suggest_cache *c, struct db *db, const struct graph_index *g,
                struct kept_suggestions **out, struct err *e)
{
    if (!c->newest || c->newest->version != graph_index_version(g)) {
        struct kept_suggestions *fresh;
        if (!make(db, g, &fresh, e))
            return false;
        suggest_release(c->newest ? &c->newest->is : NULL);
        c->newest = fresh;
    }
    atomic_fetch_add(&c->newest->users, 1);
    *out = c->newest;
    return true;
}

bool suggest_get(const struct library *l, struct db *db, const struct suggestions **out,
                 struct err *e)
{
    struct graph_index *g;
    struct kept_suggestions *found = NULL;
    if (!graph_index_get(l, db, &g, e))
        return false;
    (void)pthread_mutex_lock(&l->suggest->mutex);
    bool done = get(l->suggest, db, g, &found, e);
    (void)pthread_mutex_unlock(&l->suggest->mutex);
    graph_index_release(g);
    *out = found ? &found->is : NULL;
    return done;
}
