/* index_internal.h: how a struct graph_index is built.
 *
 *   index.c        pages, batches, counting of users, reading
 *   index_build.c  from the whole graph
 *   index_patch.c  from the index before and what commits changed
 *   index_cache.c  which versions are kept; one thread makes the next one
 *
 * A page holds the links of 64 nodes. Pages are allocated in batches: one for a build, one for each
 * patch. Several indexes share a page; a batch goes when the last index that uses it goes. */
#ifndef PS_APP_GRAPH_INDEX_INTERNAL_H
#define PS_APP_GRAPH_INDEX_INTERNAL_H

#include <stdatomic.h>

#include "app/graph_index.h"
#include "base/arena.h"
#include "base/vec.h"
#include "extract/extract.h"
#include "store/graph_scan.h"

#define PAGE_NODES 64

struct page {
    struct batch *home;
    uint32_t start[PAGE_NODES + 1]; /* links of the i-th node: start[i] up to start[i + 1] */
    struct graph_node nodes[PAGE_NODES];
    struct graph_link *links;
    int64_t *edges;
};

struct batch {
    atomic_uint users; /* indexes */
    struct arena *arena;
};

struct graph_index {
    atomic_uint users;
    uint64_t version;
    struct graph_totals totals;
    struct page **pages; /* NULL: nobody lives there */
    size_t n_pages;
    struct batch **batches; /* the own one is the last */
    size_t n_batches;
    size_t n_moved; /* pages that are not in the first batch */
};

/* Links of one page while it is made. */
struct page_draft {
    struct arena *arena;
    VEC(struct graph_link) links;
    VEC(int64_t) edges;
};

/* index.c */

/* An index with one user, without pages, in a batch of its own; `n_shared` batches of another follow
 * before it. */
struct graph_index *index_new(size_t n_pages, struct batch *const *shared, size_t n_shared);
/* The batch that belongs to this index alone. */
struct batch *index_own_batch(const struct graph_index *g);
struct page *index_add_page(struct graph_index *g, size_t number);
/* Copies the draft into the page and empties it; start[] has been filled. */
void index_fill_page(struct graph_index *g, struct page *page, struct page_draft *draft);
/* The same index in fewer batches, when there are many; takes `g`. */
struct graph_index *index_compact(struct graph_index *g);
void index_retain(struct graph_index *g);

/* index_build.c */
MUST_USE bool index_build(struct db *db, uint64_t version, struct graph_index **out, struct err *e);

/* Codes of the numbers that rows have for relations and statuses. */
struct word_codes {
    struct db *db;
    struct arena *arena;
    VEC(uint32_t) codes; /* 1 + code by number of the word; 0 = not looked up yet */
};

uint32_t index_relation_code(struct str name);
uint32_t index_status_code(struct str name);

/* index_patch.c: sorts `changes`. */
MUST_USE bool index_patch(const struct graph_index *old, struct db *db, uint64_t version,
                          struct graph_change *changes, size_t n, struct graph_index **out,
                          struct err *e);

#endif
