#include "workers_internal.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "base/arena.h"

struct workers {
    struct arena *arena; /* which this is in */
    pthread_t *threads;
    unsigned n_threads;
    pthread_mutex_t mutex; /* guards the fields below */
    pthread_cond_t changed;
    struct work_item *first, **end;
    bool is_stopping;
};

/* NULL when there is nothing left and nothing will come. */
static struct work_item *take(struct workers *w)
{
    (void)pthread_mutex_lock(&w->mutex);
    while (!w->first && !w->is_stopping)
        (void)pthread_cond_wait(&w->changed, &w->mutex);
    struct work_item *item = w->first;
    if (item) {
        w->first = item->next;
        if (!w->first)
            w->end = &w->first;
    }
    (void)pthread_mutex_unlock(&w->mutex);
    return item;
}

static void *run(void *context)
{
    struct work_item *item;
    while ((item = take(context)))
        item->work(item->context);
    return NULL;
}

bool workers_new(unsigned threads, struct workers **out, struct err *e)
{
    struct arena *a = arena_new();
    struct workers *w = ARENA_NEW(a, struct workers);
    int rc = 0;
    w->arena = a;
    w->end = &w->first;
    w->threads = ARENA_ARRAY(a, pthread_t, threads);
    (void)pthread_mutex_init(&w->mutex, NULL);
    (void)pthread_cond_init(&w->changed, NULL);
    while (rc == 0 && w->n_threads < threads)
        if ((rc = pthread_create(&w->threads[w->n_threads], NULL, run, w)) == 0)
            w->n_threads++;
    if (rc == 0) {
        *out = w;
        return true;
    }
    workers_stop(w);
    workers_free(w);
    return err_set_detail(e, ERR_BUSY, strerror(rc), "The system gives no more threads: %s.",
                          strerror(rc));
}

bool workers_add(struct workers *w, struct work_item *item)
{
    (void)pthread_mutex_lock(&w->mutex);
    bool is_taken = !w->is_stopping;
    if (is_taken) {
        item->next = NULL;
        *w->end = item;
        w->end = &item->next;
        (void)pthread_cond_signal(&w->changed);
    }
    (void)pthread_mutex_unlock(&w->mutex);
    return is_taken;
}

void workers_stop(struct workers *w)
{
    if (!w)
        return;
    (void)pthread_mutex_lock(&w->mutex);
    w->is_stopping = true;
    (void)pthread_cond_broadcast(&w->changed);
    (void)pthread_mutex_unlock(&w->mutex);
    for (unsigned i = 0; i < w->n_threads; i++)
        (void)pthread_join(w->threads[i], NULL);
    w->n_threads = 0;
}

void workers_free(struct workers *w)
{
    if (!w)
        return;
    (void)pthread_cond_destroy(&w->changed);
    (void)pthread_mutex_destroy(&w->mutex);
    arena_free(w->arena);
}
