#include "app/library.h"

#include "app/graph_index.h"
#include "app/resolve.h"
#include "base/arena.h"
#include "base/clock.h"
#include "extractor_version.h"

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
    struct store_counts counts;
    struct db *db;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool ok = store_get_setting(db, SETTING_VERSIONS, a, stored, e) && store_count(db, &counts, e);
    store_read_end(db);
    *is_empty = ok && counts.notes == 0;
    return ok;
}

/* An empty library needs no rebuild, only the vocabulary's own tree. */
static bool prepare_empty(const struct library *l, struct err *e)
{
    struct db *db;
    if (!store_write_begin(l->store, &db, e))
        return false;
    bool ok =
        resolve_vocabulary(l, db, e) && library_mark_current(l, db, e) && store_write_commit(db, e);
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
                            .graph = graph_cache_new()};
    *needs_rebuild = false;
    bool ok = store_open(options, &out->store, e) && vocabulary_new(&out->vocabulary, e) &&
              vocabulary_finish(out->vocabulary, e) &&
              (options->read_only || check_versions(out, needs_rebuild, e));
    if (!ok)
        library_close(out);
    return ok;
}

void library_close(struct library *l)
{
    graph_cache_free(l->graph);
    vocabulary_free(l->vocabulary);
    store_close(l->store);
    *l = (struct library){0};
}
