/* store_fixture.h: a store in a new folder below TMPDIR, for the tests that need one. */
#ifndef PS_TESTS_STORE_FIXTURE_H
#define PS_TESTS_STORE_FIXTURE_H

#include <dirent.h>
#include <unistd.h>

#include "base/hash.h"
#include "check.h"
#include "store/fact.h"
#include "store/graph.h"
#include "store/note.h"
#include "store/store_internal.h"

struct fixture {
    char folder[256];
    struct arena *arena;
    struct store *store;
};

static inline struct store_options fixture_options(const struct fixture *f)
{
    return (struct store_options){.data_dir = f->folder, .create = true};
}

static inline void fixture_open(struct fixture *f, const struct store_options *o)
{
    struct err e = {0};
    check_ok(store_open(o, &f->store, &e), e);
}

static inline void fixture_reopen(struct fixture *f)
{
    struct store_options o = fixture_options(f);
    store_close(f->store);
    f->store = NULL;
    fixture_open(f, &o);
}

static inline int fixture_setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    const char *tmp = getenv("TMPDIR");
    (void)snprintf(f->folder, sizeof(f->folder), "%s/ps-test-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(f->folder))
        return -1;
    f->arena = arena_new();
    struct store_options o = fixture_options(f);
    fixture_open(f, &o);
    *state = f;
    return 0;
}

static inline void fixture_remove_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir)
        (void)closedir(dir);
    (void)rmdir(folder);
}

static inline int fixture_teardown(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    fixture_remove_folder(f->folder);
    arena_free(f->arena);
    free(f);
    return 0;
}

static inline struct db *fixture_read(struct fixture *f)
{
    struct err e = {0};
    struct db *db = NULL;
    check_ok(store_read_begin(f->store, 0, &db, &e), e);
    return db;
}

static inline struct db *fixture_write(struct fixture *f)
{
    struct err e = {0};
    struct db *db = NULL;
    check_ok(store_write_begin(f->store, &db, &e), e);
    return db;
}

static inline void fixture_commit(struct db *db)
{
    struct err e = {0};
    check_ok(store_write_commit(db, &e), e);
}

/* A note whose content hash is taken from its body. */
static inline int64_t fixture_put_note(struct db *db, const char *path, const char *title,
                                       const char *body)
{
    struct err e = {0};
    char sha[SHA256_HEX + 1];
    hash_sha256_hex(str_from(body), sha);
    struct note_row row = {.path = str_from(path),
                           .source = STR("folder"),
                           .sha256 = str_from(sha),
                           .size = (int64_t)strlen(body),
                           .title = str_from(title)};
    check_ok(note_put(db, &row, str_from(body), &e), e);
    return row.id;
}

static inline int64_t fixture_put_paper(struct db *db, const char *key, const char *title,
                                        const char *aliases, const char *identifiers)
{
    struct err e = {0};
    struct paper_row row = {.key = str_from(key),
                            .status = STR("entry"),
                            .title = str_from(title),
                            .aliases = str_from(aliases),
                            .identifiers = str_from(identifiers)};
    check_ok(graph_put_paper(db, &row, &e), e);
    return row.id;
}

static inline int64_t fixture_put_concept(struct db *db, const char *key, const char *labels,
                                          const char *alternatives)
{
    struct err e = {0};
    struct concept_row row = {.key = str_from(key),
                              .kind = STR("method"),
                              .origin = STR("vocabulary"),
                              .labels = str_from(labels),
                              .alternatives = str_from(alternatives)};
    check_ok(graph_put_concept(db, &row, &e), e);
    return row.id;
}

static inline struct edge_row fixture_put_edge(struct db *db, int64_t from, const char *relation,
                                               int64_t to, int64_t score)
{
    struct err e = {0};
    struct edge_row row = {.from_id = from,
                           .to_id = to,
                           .relation = str_from(relation),
                           .score = score,
                           .status = STR("proposed"),
                           .origin = STR("extracted")};
    check_ok(graph_put_edge(db, &row, &e), e);
    return row;
}

#endif
