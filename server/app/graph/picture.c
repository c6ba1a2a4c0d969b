#include "app/graph/picture_internal.h"
#include "base/arena.h"

/* Parting and placing look at every node once each. */
#define PASSES 2

void picture_progress(struct picture_work *w, uint64_t more)
{
    w->done += more;
    if (w->job)
        job_progress(w->job, w->done, w->total, "nodes");
}

bool picture_is_stopped(void *work)
{
    const struct picture_work *w = work;
    return w->job && job_is_cancelled(w->job);
}

static bool stopped(struct err *e)
{
    return err_set(e, ERR_INTERRUPTED, "The picture of the graph was not finished.");
}

/* All that needs the store, so that no snapshot is held while the work goes on. */
static bool read_graph(struct picture_work *w, const struct library *l, struct graph_index **index,
                       struct err *e)
{
    struct db *db;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool done = graph_index_get(l, db, index, e);
    w->index = *index;
    done = done && overview_get(l, db, &w->before, e) && picture_make_graph(w, db, e);
    store_read_end(db);
    return done;
}

/* Names come from the graph as it is now; what has gone meanwhile is left out. */
static bool write_down(struct picture_work *w, const struct library *l, struct err *e)
{
    struct picture picture = {.version = graph_index_version(w->index)};
    struct db *db;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    picture_describe(w, db, &picture);
    store_read_end(db);
    if (picture_is_stopped(w))
        return stopped(e);
    if (!store_write_begin(l->store, &db, e))
        return false;
    if (picture_write(db, &picture, e) && store_write_commit(db, e))
        return true;
    store_write_rollback(db);
    return false;
}

static bool make(struct picture_work *w, const struct library *l, struct graph_index **index,
                 struct err *e)
{
    if (!read_graph(w, l, index, e))
        return false;
    w->total = (uint64_t)w->n * PASSES;
    picture_progress(w, 0);
    picture_read_before(w);
    if (!picture_find_parts(w) || !picture_find_places(w))
        return stopped(e);
    return write_down(w, l, e);
}

bool overview_make(struct library *l, struct job *job, struct err *e)
{
    struct picture_work w = {.job = job, .arena = arena_new()};
    struct graph_index *index = NULL;
    w.leiden = (struct leiden){.resolution = 1, .stops = picture_is_stopped, .context = &w};
    bool done = make(&w, l, &index, e);
    overview_release(w.before);
    graph_index_release(index);
    arena_free(w.arena);
    return done;
}
