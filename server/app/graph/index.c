#include <string.h>

#include "app/graph/index_internal.h"

/* From here on patches are put together, so that what they replaced can go. */
#define BATCHES_MAX 24

/* ---- making ---- */

static struct batch *batch_new(void)
{
    struct arena *a = arena_new();
    struct batch *b = ARENA_NEW(a, struct batch);
    b->arena = a;
    atomic_init(&b->users, 1);
    return b;
}

struct graph_index *index_new(size_t n_pages, struct batch *const *shared, size_t n_shared)
{
    struct batch *own = batch_new();
    struct graph_index *g = ARENA_NEW(own->arena, struct graph_index);
    atomic_init(&g->users, 1);
    g->pages = ARENA_ARRAY(own->arena, struct page *, n_pages);
    g->n_pages = n_pages;
    g->batches = ARENA_ARRAY(own->arena, struct batch *, n_shared + 1);
    g->n_batches = n_shared + 1;
    for (size_t i = 0; i < n_shared; i++) {
        atomic_fetch_add(&shared[i]->users, 1);
        g->batches[i] = shared[i];
    }
    g->batches[n_shared] = own;
    return g;
}

struct batch *index_own_batch(const struct graph_index *g)
{
    return g->batches[g->n_batches - 1];
}

struct page *index_add_page(struct graph_index *g, size_t number)
{
    struct batch *own = index_own_batch(g);
    struct page *page = ARENA_NEW(own->arena, struct page);
    page->home = own;
    g->pages[number] = page;
    return page;
}

void index_fill_page(struct graph_index *g, struct page *page, struct page_draft *draft)
{
    struct arena *a = index_own_batch(g)->arena;
    size_t n = draft->links.n;
    page->links = ARENA_ARRAY(a, struct graph_link, n);
    page->edges = ARENA_ARRAY(a, int64_t, n);
    if (n) {
        memcpy(page->links, draft->links.items, n * sizeof(*page->links));
        memcpy(page->edges, draft->edges.items, n * sizeof(*page->edges));
    }
    draft->links.n = 0;
    draft->edges.n = 0;
}

/* ---- counting users ---- */

static void batch_release(struct batch *b)
{
    if (atomic_fetch_sub(&b->users, 1) == 1)
        arena_free(b->arena);
}

void index_retain(struct graph_index *g)
{
    atomic_fetch_add(&g->users, 1);
}

/* The index itself is in its own batch, which therefore goes last. */
void graph_index_release(struct graph_index *g)
{
    if (!g || atomic_fetch_sub(&g->users, 1) != 1)
        return;
    struct batch *own = index_own_batch(g);
    for (size_t i = 0; i + 1 < g->n_batches; i++)
        batch_release(g->batches[i]);
    batch_release(own);
}

/* ---- putting patches together ---- */

static void copy_page(struct graph_index *to, size_t number, const struct page *from)
{
    struct page *page = index_add_page(to, number);
    struct batch *home = page->home;
    size_t n = from->start[PAGE_NODES];
    *page = *from;
    page->home = home;
    page->links = ARENA_ARRAY(home->arena, struct graph_link, n);
    page->edges = ARENA_ARRAY(home->arena, int64_t, n);
    memcpy(page->links, from->links, n * sizeof(*page->links));
    memcpy(page->edges, from->edges, n * sizeof(*page->edges));
}

/* Pages of the first batch stay where they are while most of it is still in use. */
struct graph_index *index_compact(struct graph_index *g)
{
    if (g->n_batches < BATCHES_MAX)
        return g;
    bool keeps_first = g->n_moved * 4 < g->n_pages;
    struct graph_index *out = index_new(g->n_pages, g->batches, keeps_first ? 1 : 0);
    out->version = g->version;
    out->totals = g->totals;
    out->n_moved = keeps_first ? g->n_moved : 0;
    for (size_t i = 0; i < g->n_pages; i++) {
        if (keeps_first && g->pages[i] && g->pages[i]->home == g->batches[0])
            out->pages[i] = g->pages[i];
        else if (g->pages[i])
            copy_page(out, i, g->pages[i]);
    }
    graph_index_release(g);
    return out;
}

/* ---- reading ---- */

uint32_t graph_index_limit(const struct graph_index *g)
{
    return (uint32_t)(g->n_pages * PAGE_NODES);
}

uint64_t graph_index_version(const struct graph_index *g)
{
    return g->version;
}

struct graph_totals graph_index_totals(const struct graph_index *g)
{
    return g->totals;
}

const struct graph_node *graph_index_node(const struct graph_index *g, int64_t row)
{
    if (row < 0 || (uint64_t)row / PAGE_NODES >= g->n_pages)
        return NULL;
    const struct page *page = g->pages[(size_t)row / PAGE_NODES];
    if (!page || !page->nodes[row % PAGE_NODES].exists)
        return NULL;
    return &page->nodes[row % PAGE_NODES];
}

struct graph_links graph_index_links(const struct graph_index *g, uint32_t node)
{
    const struct page *page = g->pages[node / PAGE_NODES];
    if (!page)
        return (struct graph_links){0};
    uint32_t begin = page->start[node % PAGE_NODES];
    uint32_t end = page->start[node % PAGE_NODES + 1];
    return (struct graph_links){page->links + begin, page->edges + begin, end - begin};
}
