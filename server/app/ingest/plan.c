#include <stdlib.h>
#include <unistd.h>

#include "app/ingest/ingest_internal.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

/* Notes in one transaction. What many notes mention is resolved once a transaction, so large ones are
 * quicker; the first are small, so that storing begins while the rest is still being read. */
#define BATCH_NOTES_FIRST 64
#define BATCH_NOTES_MOST  1024
/* Bytes of notes in one transaction, so that memory stays bounded whatever their size. */
#define BATCH_BYTES         ((int64_t)4 << 20)
#define THREADS_DEFAULT_MAX 4
#define NS_PER_S            1000000000

/* ---- what there is to do ---- */

/* A stamp without part of a second comes from a file system or an archive that rounds it: the file
 * can have changed under the same stamp. */
static bool is_same_stamp(const struct note_file *file, const struct note_row *stored)
{
    return file->size == stored->size && file->mtime_ns == stored->mtime_ns &&
           file->mtime_ns % NS_PER_S != 0;
}

static bool is_below_unreadable(const struct folder_listing *listing, struct str path)
{
    for (size_t i = 0; i < listing->n_unreadable; i++) {
        struct str blocked = listing->unreadable[i].path;
        if (str_eq(path, blocked) || (str_ends(blocked, STR("/")) && str_starts(path, blocked)))
            return true;
    }
    return false;
}

static void add_item(struct ingest_plan *plan, const struct note_file *file,
                     const struct note_row *stored, struct str source, struct arena *a)
{
    plan->items = vec_grow(a, plan->items, &plan->n_items, &plan->cap_items, sizeof(*plan->items));
    struct ingest_item *item = &plan->items[plan->n_items - 1];
    item->file = file;
    item->source = source;
    if (stored)
        item->stored = *stored;
}

/* The file is as it was: taken in, or refused for the same reason again. */
static void keep(struct ingest_plan *plan, const struct note_row *stored, struct arena *a)
{
    if (!stored->error.n) {
        plan->n_unchanged++;
        return;
    }
    plan->refused =
        vec_grow(a, plan->refused, &plan->n_refused, &plan->cap_refused, sizeof(*plan->refused));
    plan->refused[plan->n_refused - 1] = (struct unreadable){stored->path, stored->error};
}

/* Files and stored notes both come by path: one walk along the two. */
static void compare(const struct folder_listing *listing, const struct note_row *stored, size_t n,
                    struct str source, struct arena *a, struct ingest_plan *plan)
{
    size_t at = 0;
    plan->vanished.notes = ARENA_ARRAY(a, struct note_row, n);
    for (size_t i = 0; i <= listing->n_files; i++) {
        const struct note_file *file = i < listing->n_files ? &listing->files[i] : NULL;
        while (at < n && (!file || str_cmp(stored[at].path, file->path) < 0)) {
            if (!is_below_unreadable(listing, stored[at].path))
                plan->vanished.notes[plan->vanished.n++] = stored[at];
            at++;
        }
        bool is_known = file && at < n && str_eq(stored[at].path, file->path);
        if (is_known && is_same_stamp(file, &stored[at]))
            keep(plan, &stored[at], a);
        else if (file)
            add_item(plan, file, is_known ? &stored[at] : NULL, source, a);
        at += is_known;
    }
}

static void index_vanished(struct vanished *v, struct arena *a)
{
    v->by_sha256 = map_new(a);
    v->is_renamed = ARENA_ARRAY(a, bool, v->n);
    for (size_t i = v->n; i-- > 0;) /* backwards: of equal notes the first by path wins */
        if (v->notes[i].sha256.n)
            *map_put(v->by_sha256, v->notes[i].sha256, NULL) = i;
}

bool ingest_plan_files(const struct library *l, struct db *rehearsal,
                       const struct folder_listing *files, struct str source, bool may_vanish,
                       struct arena *a, struct ingest_plan *out, struct err *e)
{
    struct note_row *stored = NULL;
    struct db *db;
    size_t n = 0;
    *out =
        (struct ingest_plan){.unreadable = files->unreadable, .n_unreadable = files->n_unreadable};
    if (!ingest_begin_read(l, rehearsal, &db, e))
        return false;
    bool ok = note_list_stamps(db, source, a, &stored, &n, e);
    ingest_end_read(rehearsal, db);
    if (!ok)
        return false;
    compare(files, stored, n, source, a, out);
    if (!may_vanish)
        out->vanished.n = 0;
    index_vanished(&out->vanished, a);
    return true;
}

/* ---- doing it ---- */

struct run {
    const struct library *library;
    struct db *rehearsal; /* or NULL */
    struct ingest_plan *plan;
    const struct ingest_options *options;
    struct arena *arena;
    struct ingest_report *report;
    size_t cap_rows;
    size_t total;
    unsigned threads;
    size_t batch_notes; /* at most this many in the next batch */
};

static bool is_stopped(const struct run *run)
{
    return run->options->stop && atomic_load(run->options->stop);
}

static unsigned thread_count(const struct ingest_options *o)
{
    if (o->threads)
        return o->threads;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors < THREADS_DEFAULT_MAX ? (unsigned)processors : THREADS_DEFAULT_MAX;
}

/* How many items from `first` on make a batch. Each may have twice as many as the one before. */
static size_t batch_length(struct run *run, size_t first)
{
    size_t most = run->options->batch_notes ? run->options->batch_notes : run->batch_notes;
    run->batch_notes =
        run->batch_notes * 2 < BATCH_NOTES_MOST ? run->batch_notes * 2 : BATCH_NOTES_MOST;
    int64_t bytes = 0;
    size_t n = 0;
    while (first + n < run->plan->n_items && n < most && (n == 0 || bytes < BATCH_BYTES)) {
        const struct note_file *file = run->plan->items[first + n].file;
        bytes += file ? file->size : (int64_t)run->plan->items[first + n].bytes.n;
        n++;
    }
    return n;
}

static void add_row(struct run *run, struct ingest_report_row row)
{
    struct ingest_report *r = run->report;
    r->counts[row.outcome]++;
    if (row.outcome == INGEST_UNCHANGED)
        return;
    r->rows = vec_grow(run->arena, r->rows, &r->n_rows, &run->cap_rows, sizeof(*r->rows));
    r->rows[r->n_rows - 1] = row;
}

static void add_problems(struct run *run, const struct unreadable *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_row(run, (struct ingest_report_row){.path = list[i].path,
                                                .outcome = INGEST_FAILED,
                                                .problem = list[i].problem});
}

static bool store_batch(struct run *run, struct ingest_item *items, size_t n, struct err *e)
{
    struct ingest_report_row *rows = ARENA_ARRAY(run->arena, struct ingest_report_row, n);
    if (!ingest_store_items(run->library, run->rehearsal, items, n, &run->plan->vanished,
                            run->arena, rows, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        add_row(run, rows[i]);
        run->report->bytes += items[i].bytes.n;
    }
    return true;
}

static void tell(const struct run *run, size_t done)
{
    if (run->options->progress)
        run->options->progress(run->options->progress_context, done, run->total,
                               run->report->bytes);
}

static bool stopped(const struct run *run, size_t done, struct err *e)
{
    if (run->rehearsal)
        return err_set(e, ERR_INTERRUPTED, "Stopped: nothing was stored, it was a dry run.");
    return err_set(e, ERR_INTERRUPTED, "Stopped: %zu of %zu notes are stored.", done, run->total);
}

/* While one batch is stored the next one is read. */
static bool run_batches(struct run *run, struct err *e)
{
    struct ingest_item *items = run->plan->items;
    size_t first = 0, n = batch_length(run, 0);
    struct ingest_batch *now = ingest_batch_start(run->library, items, n, run->threads);
    bool ok = true;
    while (ok && n && !is_stopped(run)) {
        size_t next_n = batch_length(run, first + n);
        ingest_batch_wait(now);
        struct ingest_batch *next =
            ingest_batch_start(run->library, items + first + n, next_n, run->threads);
        ok = store_batch(run, items + first, n, e);
        ingest_batch_free(now);
        now = next;
        first += n;
        n = next_n;
        tell(run, first);
    }
    ingest_batch_free(now);
    return ok && (!n || stopped(run, first, e));
}

/* The vanished notes that did not turn up under another path. */
static bool delete_vanished(struct run *run, struct err *e)
{
    const struct vanished *v = &run->plan->vanished;
    struct note_row *gone = ARENA_ARRAY(run->arena, struct note_row, v->n);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (!v->is_renamed[i])
            gone[n++] = v->notes[i];
    for (size_t i = 0; i < n; i++)
        add_row(run, (struct ingest_report_row){.path = gone[i].path, .outcome = INGEST_DELETED});
    for (size_t i = 0; i < n; i += BATCH_NOTES_MOST) {
        size_t some = n - i < BATCH_NOTES_MOST ? n - i : BATCH_NOTES_MOST;
        if (!ingest_delete_notes(run->library, run->rehearsal, gone + i, some, e))
            return false;
    }
    return true;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct ingest_report_row *)a)->path,
                   ((const struct ingest_report_row *)b)->path);
}

bool ingest_run(const struct library *l, struct db *rehearsal, struct ingest_plan *plan,
                const struct ingest_options *o, struct arena *a, struct ingest_report *out,
                struct err *e)
{
    struct run run = {.library = l,
                      .rehearsal = rehearsal,
                      .plan = plan,
                      .options = o,
                      .arena = a,
                      .report = out,
                      .total = plan->n_items,
                      .threads = thread_count(o),
                      .batch_notes = BATCH_NOTES_FIRST};
    *out = (struct ingest_report){0};
    out->counts[INGEST_UNCHANGED] = plan->n_unchanged;
    add_problems(&run, plan->unreadable, plan->n_unreadable);
    add_problems(&run, plan->refused, plan->n_refused);
    bool ok = run_batches(&run, e) && delete_vanished(&run, e);
    if (out->n_rows)
        qsort(out->rows, out->n_rows, sizeof(*out->rows), by_path);
    return ok;
}
