#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "app/ingest/facts_internal.h"
#include "app/ingest/ingest_internal.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"

#define THREADS_MAX 64
/* A file that was written to less than this ago may change again within the same time stamp. */
#define STAMP_SETTLES_NS ((int64_t)50 * 1000000)

struct worker {
    struct ingest_batch *batch;
    struct arena *results; /* what the items keep */
    struct arena *scratch; /* emptied for each note */
    pthread_t thread;
    bool is_running;
};

struct ingest_batch {
    const struct library *library;
    struct arena *arena;
    struct ingest_item *items;
    size_t n;
    atomic_size_t next;
    struct worker *workers;
    unsigned n_workers;
};

static void reject(struct ingest_item *item, const struct err *why, struct arena *a)
{
    item->state = ITEM_REJECTED;
    item->problem = str_copy(a, str_from(why->msg));
}

static void describe(struct ingest_item *item, const struct extraction *x, struct arena *a)
{
    item->row.title = str_copy(a, x->title);
    item->row.languages = json_write_texts(x->languages, x->n_languages, a);
    item->row.date = str_copy(a, x->date);
    item->row.tags = json_write_texts(x->tags, x->n_tags, a);
}

void ingest_extract(const struct library *l, struct ingest_item *item, struct str path,
                    struct arena *a, struct arena *scratch)
{
    struct extract_options options = {.latest_year = l->latest_year};
    struct extraction *x;
    struct err e = {0};
    char sha256[SHA256_HEX + 1];
    hash_sha256_hex(item->bytes, sha256);
    item->row.path = path;
    item->row.source = item->source;
    item->row.sha256 = str_copy(a, str_from(sha256));
    bool is_same = item->stored.id && str_eq(item->row.sha256, item->stored.sha256);
    if (is_same && !item->stored.error.n && !item->force) {
        item->state = ITEM_SAME;
        return;
    }
    if (!extract_note(path, item->bytes, l->vocabulary, &options, scratch, &x, &e)) {
        reject(item, &e, a);
        return;
    }
    describe(item, x, a);
    facts_make(x, l->vocabulary, a, &item->facts);
    item->state = ITEM_READ;
}

/* The stamp to remember: none for a file that may still change unnoticed. */
static void set_stamp(struct note_row *row, const struct file_stamp *stamp)
{
    int64_t age = clock_unix_ms() * 1000000 - stamp->mtime_ns;
    row->size = stamp->size;
    row->mtime_ns = age > STAMP_SETTLES_NS ? stamp->mtime_ns : 0;
}

static void read_item(struct worker *w, struct ingest_item *item)
{
    const struct library *l = w->batch->library;
    struct file_stamp stamp;
    struct err e = {0};
    arena_clear(w->scratch);
    if (!item->file) {
        ingest_extract(l, item, item->stored.path, w->results, w->scratch);
        return;
    }
    /* No time: what could not be read is tried again. */
    item->row.path = item->file->path;
    item->row.size = item->file->size;
    if (!file_read(item->file->dir_fd, item->file->name, NOTE_MAX_BYTES, w->results, &item->bytes,
                   &stamp, &e)) {
        reject(item, &e, w->results);
        return;
    }
    set_stamp(&item->row, &stamp);
    ingest_extract(l, item, item->file->path, w->results, w->scratch);
}

static void *work(void *context)
{
    struct worker *w = context;
    for (;;) {
        size_t i = atomic_fetch_add(&w->batch->next, 1);
        if (i >= w->batch->n)
            return NULL;
        read_item(w, &w->batch->items[i]);
    }
}

struct ingest_batch *ingest_batch_start(const struct library *l, struct ingest_item *items,
                                        size_t n, unsigned threads)
{
    struct arena *a = arena_new();
    struct ingest_batch *b = ARENA_NEW(a, struct ingest_batch);
    *b = (struct ingest_batch){.library = l, .arena = a, .items = items, .n = n};
    b->n_workers = threads < THREADS_MAX ? threads : THREADS_MAX;
    if (n < b->n_workers)
        b->n_workers = n ? (unsigned)n : 1;
    b->workers = ARENA_ARRAY(a, struct worker, b->n_workers);
    atomic_init(&b->next, 0);
    for (unsigned i = 0; i < b->n_workers; i++) {
        struct worker *w = &b->workers[i];
        *w = (struct worker){.batch = b, .results = arena_new(), .scratch = arena_new()};
        w->is_running = pthread_create(&w->thread, NULL, work, w) == 0;
    }
    return b;
}

void ingest_batch_wait(struct ingest_batch *b)
{
    for (unsigned i = 0; i < b->n_workers; i++) {
        struct worker *w = &b->workers[i];
        if (w->is_running)
            (void)pthread_join(w->thread, NULL);
        w->is_running = false;
    }
    /* Without a thread to be had the work is done here. */
    (void)work(&b->workers[0]);
}

void ingest_batch_free(struct ingest_batch *b)
{
    if (!b)
        return;
    ingest_batch_wait(b);
    for (unsigned i = 0; i < b->n_workers; i++) {
        arena_free(b->workers[i].results);
        arena_free(b->workers[i].scratch);
    }
    arena_free(b->arena);
}
