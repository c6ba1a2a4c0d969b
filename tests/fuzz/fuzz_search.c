/* Any bytes are a valid search: reading them never fails, and FTS5 accepts what is made of them. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/note.h"
#include "store/search.h"
#include "store/store.h"

static void put_note(struct store *store)
{
    struct err e = {0};
    struct db *db;
    struct note_row row = {.path = STR("a.md"), .source = STR("folder"), .sha256 = STR("1")};
    if (!store_write_begin(store, &db, &e) ||
        !note_put(db, &row, STR("GANs and L0正则, 对比学习 of networks"), &e) ||
        !store_write_commit(db, &e))
        abort();
}

static struct store *open_store(void)
{
    char folder[] = "/tmp/ps-fuzz-XXXXXX";
    struct store_options options = {.data_dir = mkdtemp(folder), .create = true};
    struct err e = {0};
    struct store *store;
    if (!store_open(&options, &store, &e))
        abort();
    put_note(store);
    return store;
}

static void fail(const struct err *e)
{
    fprintf(stderr, "%s (%s)\n", e->msg, e->detail);
    abort();
}

/* The first byte chooses how the rest is searched for. */
static void search(struct store *store, struct str text, unsigned how)
{
    struct arena *a = arena_new();
    struct err e = {0};
    struct db *db;
    struct search_hit *hits;
    size_t n;
    struct search_page page;
    struct search_question question = {
        .text = text, .kinds = SEARCH_ALL, .prefix = how % 4 == 2, .limit = 5};
    if (!store_read_begin(store, 0, &db, &e))
        fail(&e);
    bool done = how % 4 == 0   ? search_suggest(db, text, SEARCH_ALL, 5, a, &hits, &n, &e)
                : how % 4 == 1 ? search_nearest(db, text, SEARCH_ALL, 5, a, &hits, &n, &e)
                               : search_find(db, &question, a, &page, &e);
    if (!done)
        fail(&e);
    store_read_end(db);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct store *store;
    if (!store)
        store = open_store();
    if (n > 0)
        search(store, str_of((const char *)data + 1, n - 1), data[0]);
    return 0;
}
