#include "app/library.h"

#include "app/graph_index.h"
#include "app/jobs.h"
#include "app/overview.h"
#include "app/resolve.h"
#include "app/suggest.h"
#include "base/arena.h"
#include "base/clock.h"
#include "extractor_version.h"
#include "store/note.h"
#include "store/vocabulary.h"

#define SETTING_VERSIONS STR("extractor_version")

/* All that the facts depend on beside the notes. */
static struct str current_versions(const struct library *l, struct arena *a)
{
    return str_from(arena_printf(a, EXTRACTOR_VERSION " %016llx",
                                 (unsigned long long)vocabulary_version(l->vocabulary)));
}

bool library_mark_current(const struct library *l, struct db *db, struct err *e)
{
    struct arena *a = arena_new();
    bool ok = store_set_setting(db, SETTING_VERSIONS, current_versions(l, a), e);
    arena_free(a);
    return ok;
}

static bool read_versions(const struct library *l, struct arena *a, struct str *stored,
                          bool *is_empty, struct err *e)
{
    struct note_row *first;
    size_t n = 0;
    struct db *db;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool ok = store_get_setting(db, SETTING_VERSIONS, a, stored, e) &&
              note_list(db, STR_EMPTY, 1, a, &first, &n, e);
    store_read_end(db);
    *is_empty = n == 0;
    return ok;
}

/* ---- the vocabulary ---- */

static bool add_stored(struct db *db, struct str name, struct vocabulary *v, size_t *n_merged,
                       struct err *e)
{
    struct arena *a = arena_new();
    struct vocabulary_row row;
    bool ok = store_get_vocabulary(db, name, a, &row, e) &&
              vocabulary_add_packed(v, name, row.body, n_merged, e);
    arena_free(a);
    return ok;
}

static bool add_all_stored(struct db *db, const struct vocabulary_row *rows, size_t n,
                           struct str name, size_t *n_merged, struct vocabulary *v, struct err *e)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        size_t merged;
        ok = add_stored(db, rows[i].name, v, &merged, e);
        if (ok && n_merged && str_eq(rows[i].name, name))
            *n_merged = merged;
    }
    return ok && vocabulary_finish(v, e);
}

bool library_load_vocabulary(struct db *db, struct str name, size_t *n_merged,
                             struct vocabulary **out, struct err *e)
{
    struct arena *a = arena_new();
    struct vocabulary_row *rows;
    struct vocabulary *v = NULL;
    size_t n;
    bool ok = store_list_vocabularies(db, a, &rows, &n, e);
    if (ok && n == 0)
        v = vocabulary_new_shipped();
    else if (ok)
        ok = vocabulary_new(&v, e) && add_all_stored(db, rows, n, name, n_merged, v, e);
    arena_free(a);
    if (ok)
        *out = v;
    else
        vocabulary_free(v);
    return ok;
}

static bool open_vocabulary(struct library *l, struct err *e)
{
    struct db *db;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool ok = library_load_vocabulary(db, STR_EMPTY, NULL, &l->vocabulary, e);
    store_read_end(db);
    return ok;
}

struct vocabulary *library_hold_vocabulary(struct library *l)
{
    (void)pthread_mutex_lock(&l->vocabulary_lock);
    struct vocabulary *v = vocabulary_hold(l->vocabulary);
    (void)pthread_mutex_unlock(&l->vocabulary_lock);
    return v;
}

void library_set_vocabulary(struct library *l, struct vocabulary *v)
{
    (void)pthread_mutex_lock(&l->vocabulary_lock);
    struct vocabulary *old = l->vocabulary;
    l->vocabulary = v;
    (void)pthread_mutex_unlock(&l->vocabulary_lock);
    vocabulary_free(old);
}

void library_lock_for_notes(struct library *l)
{
    (void)pthread_rwlock_rdlock(&l->notes_lock);
}

void library_lock_for_exchange(struct library *l)
{
    (void)pthread_rwlock_wrlock(&l->notes_lock);
}

void library_unlock(struct library *l)
{
    (void)pthread_rwlock_unlock(&l->notes_lock);
}

/* A writer that waits goes before new readers, or a busy notes folder would keep it out for ever. */
static void init_locks(struct library *l)
{
    pthread_rwlockattr_t kind;
    (void)pthread_rwlockattr_init(&kind);
    (void)pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    (void)pthread_rwlock_init(&l->notes_lock, &kind);
    (void)pthread_rwlockattr_destroy(&kind);
    (void)pthread_mutex_init(&l->vocabulary_lock, NULL);
}

/* ---- opening ---- */

/* An empty library needs no rebuild, only the vocabulary's own tree. */
static bool prepare_empty(const struct library *l, struct err *e)
{
    struct db *db;
    if (!store_write_begin(l->store, &db, e))
        return false;
    bool ok = resolve_all(l, db, e) && library_mark_current(l, db, e) && store_write_commit(db, e);
    if (!ok)
        store_write_rollback(db);
    return ok;
}

static bool check_versions(const struct library *l, bool *needs_rebuild, struct err *e)
{
    struct arena *a = arena_new();
    struct str stored;
    bool is_empty;
    bool ok = read_versions(l, a, &stored, &is_empty, e);
    *needs_rebuild = ok && !str_eq(stored, current_versions(l, a));
    if (*needs_rebuild && is_empty) {
        *needs_rebuild = false;
        ok = prepare_empty(l, e);
    }
    arena_free(a);
    return ok;
}

bool library_open(const struct store_options *options, struct library *out, bool *needs_rebuild,
                  struct err *e)
{
    *out = (struct library){.latest_year = (uint32_t)clock_year(clock_unix_ms()) + 1,
                            .jobs = jobs_new(),
                            .overview = overview_cache_new(),
                            .suggest = suggest_cache_new(),
                            .graph = graph_cache_new()};
    *needs_rebuild = false;
    init_locks(out);
    bool ok = store_open(options, &out->store, e) && open_vocabulary(out, e) &&
              (options->read_only || check_versions(out, needs_rebuild, e));
    if (!ok)
        library_close(out);
    return ok;
}

void library_close(struct library *l)
{
    jobs_free(l->jobs);
    suggest_cache_free(l->suggest);
    overview_cache_free(l->overview);
    graph_cache_free(l->graph);
    vocabulary_free(l->vocabulary);
    store_close(l->store);
    (void)pthread_rwlock_destroy(&l->notes_lock);
    (void)pthread_mutex_destroy(&l->vocabulary_lock);
    *l = (struct library){0};
}
