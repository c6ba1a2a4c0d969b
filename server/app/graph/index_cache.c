#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "app/graph/index_internal.h"
#include "base/log.h"

/* Questions that began before an edit may still ask for the version before it. */
#define KEPT   4
#define WAIT_S 2

/* The newest index first; one thread at a time makes the next. */
struct graph_cache {
    struct arena *arena; /* which the cache is in */
    pthread_mutex_t mutex;
    pthread_cond_t made;
    bool is_making;
    struct graph_index *kept[KEPT];
};

struct graph_cache *graph_cache_new(void)
{
    struct arena *a = arena_new();
    struct graph_cache *c = ARENA_NEW(a, struct graph_cache);
    c->arena = a;
    (void)pthread_mutex_init(&c->mutex, NULL);
    pthread_condattr_t attributes;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&c->made, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    return c;
}

void graph_cache_free(struct graph_cache *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < KEPT; i++)
        graph_index_release(c->kept[i]);
    (void)pthread_cond_destroy(&c->made);
    (void)pthread_mutex_destroy(&c->mutex);
    arena_free(c->arena);
}

/* Called with the mutex held, as the following. */
static struct graph_index *find(struct graph_cache *c, uint64_t version)
{
    for (size_t i = 0; i < KEPT; i++)
        if (c->kept[i] && c->kept[i]->version == version) {
            index_retain(c->kept[i]);
            return c->kept[i];
        }
    return NULL;
}

/* What was made for an old snapshot is not kept: nobody will ask for it again. */
static void keep(struct graph_cache *c, struct graph_index *g)
{
    if (c->kept[0] && c->kept[0]->version > g->version)
        return;
    graph_index_release(c->kept[KEPT - 1]);
    for (size_t i = KEPT - 1; i > 0; i--)
        c->kept[i] = c->kept[i - 1];
    index_retain(g);
    c->kept[0] = g;
}

/* True when it is the caller's turn to make the index. */
static bool wait_for(struct graph_cache *c, uint64_t version, struct graph_index **out,
                     struct err *e)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_S;
    while (!(*out = find(c, version)) && c->is_making)
        if (pthread_cond_timedwait(&c->made, &c->mutex, &until) == ETIMEDOUT && c->is_making)
            return err_set(e, ERR_BUSY,
                           "The graph is being read into memory. Try again in some seconds.");
    if (!*out)
        c->is_making = true;
    return true;
}

static struct graph_index *newest(struct graph_cache *c)
{
    struct graph_index *g = c->kept[0];
    if (g)
        index_retain(g);
    return g;
}

/* Without the mutex: others go on with the indexes that there are. */
static bool make(const struct library *l, struct db *db, const struct graph_index *before,
                 uint64_t version, struct graph_index **out, struct err *e)
{
    struct arena *a = arena_new();
    struct graph_change *changes;
    size_t n;
    bool done;
    if (before && before->version < version &&
        graph_list_changes(l->store, before->version, version, a, &changes, &n))
        done = index_patch(before, db, version, changes, n, out, e);
    else
        done = index_build(db, version, out, e);
    arena_free(a);
    return done;
}

bool graph_index_get(const struct library *l, struct db *db, struct graph_index **out,
                     struct err *e)
{
    struct graph_cache *c = l->graph;
    uint64_t version;
    if (!graph_read_version(db, &version, e))
        return false;
    (void)pthread_mutex_lock(&c->mutex);
    bool done = wait_for(c, version, out, e);
    struct graph_index *before = done && !*out ? newest(c) : NULL;
    (void)pthread_mutex_unlock(&c->mutex);
    if (!done || *out)
        return done;
    done = make(l, db, before, version, out, e);
    graph_index_release(before);
    (void)pthread_mutex_lock(&c->mutex);
    if (done)
        keep(c, *out);
    c->is_making = false;
    (void)pthread_cond_broadcast(&c->made);
    (void)pthread_mutex_unlock(&c->mutex);
    return done;
}

bool graph_index_warm(const struct library *l, struct err *e)
{
    struct graph_index *g = NULL;
    struct db *db;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool done;
    do {
        *e = (struct err){0};
        done = graph_index_get(l, db, &g, e);
    } while (!done && e->code == ERR_BUSY); /* somebody else makes it already */
    store_read_end(db);
    graph_index_release(g);
    return done;
}
