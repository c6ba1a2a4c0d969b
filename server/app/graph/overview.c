#include "app/overview.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "store/graph_scan.h"

struct overview {
    atomic_uint users;
    struct arena *arena; /* which it is in */
    struct picture picture;
    uint32_t *by_number; /* places sorted by public number */
    uint32_t *by_id;     /* clusters sorted by id */
};

/* The picture that was read last. */
struct overview_cache {
    struct arena *arena;
    pthread_mutex_t mutex;
    struct overview *newest;
};

struct overview_cache *overview_cache_new(void)
{
    struct arena *a = arena_new();
    struct overview_cache *c = ARENA_NEW(a, struct overview_cache);
    c->arena = a;
    (void)pthread_mutex_init(&c->mutex, NULL);
    return c;
}

void overview_cache_free(struct overview_cache *c)
{
    if (!c)
        return;
    overview_release(c->newest);
    (void)pthread_mutex_destroy(&c->mutex);
    arena_free(c->arena);
}

static void retain(struct overview *o)
{
    atomic_fetch_add(&o->users, 1);
}

void overview_release(const struct overview *o)
{
    struct overview *own = (struct overview *)(uintptr_t)o;
    if (own && atomic_fetch_sub(&own->users, 1) == 1)
        arena_free(own->arena);
}

/* ---- reading ---- */

struct numbered {
    int64_t number;
    uint32_t place;
};

static int compare_numbers(const void *left, const void *right)
{
    const struct numbered *a = left;
    const struct numbered *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

/* The places of `all` in the order of their numbers. */
static uint32_t *sorted(struct overview *o, struct numbered *all, size_t n)
{
    uint32_t *out = ARENA_ARRAY(o->arena, uint32_t, n);
    if (n)
        qsort(all, n, sizeof(*all), compare_numbers);
    for (size_t i = 0; i < n; i++)
        out[i] = all[i].place;
    return out;
}

static void sort_all(struct overview *o)
{
    const struct picture *p = &o->picture;
    struct arena *scratch = arena_new();
    struct numbered *places = ARENA_ARRAY(scratch, struct numbered, p->n_places);
    struct numbered *clusters = ARENA_ARRAY(scratch, struct numbered, p->n_clusters);
    for (size_t i = 0; i < p->n_places; i++)
        places[i] = (struct numbered){p->places[i].public_id, (uint32_t)i};
    for (size_t i = 0; i < p->n_clusters; i++)
        clusters[i] = (struct numbered){p->clusters[i].id, (uint32_t)i};
    o->by_number = sorted(o, places, p->n_places);
    o->by_id = sorted(o, clusters, p->n_clusters);
    arena_free(scratch);
}

static bool read(struct db *db, struct overview **out, struct err *e)
{
    struct arena *a = arena_new();
    struct overview *o = ARENA_NEW(a, struct overview);
    o->arena = a;
    atomic_init(&o->users, 1);
    if (!picture_read(db, a, &o->picture, e)) {
        arena_free(a);
        return false;
    }
    sort_all(o);
    *out = o;
    return true;
}

/* With the mutex held, so that a picture is read once: it takes a fraction of a second at most. */
static bool get(struct overview_cache *c, struct db *db, uint64_t written, struct overview **out,
                struct err *e)
{
    if (!c->newest || c->newest->picture.written != written) {
        struct overview *fresh;
        if (!read(db, &fresh, e))
            return false;
        overview_release(c->newest);
        c->newest = fresh;
    }
    retain(c->newest);
    *out = c->newest;
    return true;
}

bool overview_get(const struct library *l, struct db *db, const struct overview **out,
                  struct err *e)
{
    uint64_t written;
    struct overview *found = NULL;
    *out = NULL;
    if (!picture_read_written(db, &written, e))
        return false;
    if (!written)
        return true;
    (void)pthread_mutex_lock(&l->overview->mutex);
    bool done = get(l->overview, db, written, &found, e);
    (void)pthread_mutex_unlock(&l->overview->mutex);
    *out = found;
    return done;
}

/* ---- asking ---- */

const struct picture *overview_picture(const struct overview *o)
{
    return &o->picture;
}

const struct place_row *overview_place(const struct overview *o, struct str public_id)
{
    int64_t number;
    size_t low = 0, high = o->picture.n_places;
    if (!picture_node_number(public_id, &number))
        return NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->picture.places[o->by_number[middle]].public_id < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == o->picture.n_places || o->picture.places[o->by_number[low]].public_id != number)
        return NULL;
    return &o->picture.places[o->by_number[low]];
}

const struct cluster_row *overview_cluster(const struct overview *o, int64_t id)
{
    size_t low = 0, high = o->picture.n_clusters;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->picture.clusters[o->by_id[middle]].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == o->picture.n_clusters || o->picture.clusters[o->by_id[low]].id != id)
        return NULL;
    return &o->picture.clusters[o->by_id[low]];
}

/* ---- the job ---- */

static bool is_current(const struct library *l, bool *out, struct err *e)
{
    const struct overview *o;
    struct db *db;
    uint64_t version;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool done = overview_get(l, db, &o, e) && graph_read_version(db, &version, e);
    store_read_end(db);
    if (!done)
        return false;
    *out = o && o->picture.version == version;
    overview_release(o);
    return true;
}

/* A picture that begins where the one of the same graph ended would differ from it: the same graph has one picture. */
static bool run(void *context, struct job *job, struct err *e)
{
    bool is_made = false;
    if (!is_current(context, &is_made, e))
        return false;
    if (!is_made)
        return overview_make(context, job, e);
    job_progress(job, 1, 1, "nodes");
    return true;
}

bool overview_start(struct library *l, int64_t delay_ms, struct job_info *out, struct err *e)
{
    return jobs_add(l->jobs, OVERVIEW_JOB, run, l, delay_ms, out, e);
}

bool overview_refresh(struct library *l, int64_t delay_ms, struct err *e)
{
    struct job_info job;
    bool is_made = false;
    return is_current(l, &is_made, e) && (is_made || overview_start(l, delay_ms, &job, e));
}
