#include <stdlib.h>
#include <string.h>

#include "app/graph/index_internal.h"

/* What an edge has become for one of its ends. */
struct update {
    uint32_t node;
    int64_t edge;
    bool is_there;
    struct graph_link link;
};

struct patch {
    struct db *db;
    struct arena *arena, *scratch;
    const struct graph_change *changes; /* sorted */
    size_t n_changes;
    struct graph_index *index;
    VEC(struct update) updates;
    VEC(struct node_scan) nodes; /* year GONE: it is no longer there */
    struct page_draft draft;
};

#define GONE (-1)

/* ---- what changed ---- */

static int compare_changes(const void *left, const void *right)
{
    const struct graph_change *a = left;
    const struct graph_change *b = right;
    if (a->edge_id != b->edge_id)
        return a->edge_id < b->edge_id ? -1 : 1;
    if (a->from_id != b->from_id)
        return a->from_id < b->from_id ? -1 : 1;
    return (a->to_id > b->to_id) - (a->to_id < b->to_id);
}

static void add_update(struct patch *p, const struct graph_change *change, bool is_out,
                       const struct edge_row *edge)
{
    struct update *u = vec_push(p->arena, &p->updates);
    u->node = (uint32_t)(is_out ? change->from_id : change->to_id);
    u->edge = change->edge_id;
    u->is_there = edge != NULL;
    if (edge)
        u->link = (struct graph_link){
            .other = (uint32_t)(is_out ? change->to_id : change->from_id),
            .score = (uint32_t)edge->score & 0x3ff,
            .relation = index_relation_code(edge->relation) & 0xffff,
            .status = index_status_code(edge->status) & 3,
            .is_out = is_out,
        };
}

static bool look_up_edge(struct patch *p, const struct graph_change *change, struct err *e)
{
    struct edge_row row;
    struct err missing = {0};
    bool found = graph_get_edge_by_id(p->db, change->edge_id, p->scratch, &row, &missing);
    if (!found && missing.code != ERR_NOT_FOUND)
        return err_set_detail(e, missing.code, missing.detail, "%s", missing.msg);
    found = found && row.from_id == change->from_id && row.to_id == change->to_id;
    add_update(p, change, true, found ? &row : NULL);
    add_update(p, change, false, found ? &row : NULL);
    return true;
}

static bool look_up_node(struct patch *p, int64_t id, struct err *e)
{
    struct err missing = {0};
    struct node_scan *node = vec_push(p->arena, &p->nodes);
    bool found = graph_scan_node(p->db, id, node, &missing);
    if (!found && missing.code != ERR_NOT_FOUND)
        return err_set_detail(e, missing.code, missing.detail, "%s", missing.msg);
    if (!found)
        *node = (struct node_scan){.id = id, .year = GONE};
    return true;
}

static bool look_up(struct patch *p, struct err *e)
{
    for (size_t i = 0; i < p->n_changes; i++) {
        const struct graph_change *change = &p->changes[i];
        if (i && compare_changes(change, change - 1) == 0)
            continue;
        arena_clear(p->scratch);
        if (!(change->edge_id ? look_up_edge(p, change, e) : look_up_node(p, change->from_id, e)))
            return false;
    }
    return true;
}

static int compare_updates(const void *left, const void *right)
{
    const struct update *a = left;
    const struct update *b = right;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->link.score != b->link.score)
        return a->link.score > b->link.score ? -1 : 1;
    if (a->edge != b->edge)
        return a->edge < b->edge ? -1 : 1;
    return (int)b->link.is_out - (int)a->link.is_out;
}

/* ---- pages ---- */

/* A page of this index alone, at first with the links of the old one. */
static struct page *own_page(struct patch *p, size_t number)
{
    struct graph_index *g = p->index;
    struct page *old = g->pages[number];
    if (old && old->home == index_own_batch(g))
        return old;
    struct page *page = index_add_page(g, number);
    if (!old)
        return page;
    struct batch *home = page->home;
    g->n_moved += old->home == g->batches[0];
    *page = *old;
    page->home = home;
    return page;
}

static void put_node(struct patch *p, const struct node_scan *row)
{
    struct page *page = own_page(p, (size_t)row->id / PAGE_NODES);
    struct graph_node *node = &page->nodes[row->id % PAGE_NODES];
    uint64_t *total = graph_node_is_concept((uint32_t)row->id) ? &p->index->totals.concepts
                                                               : &p->index->totals.papers;
    bool exists = row->year != GONE;
    *total += (uint64_t)exists - (uint64_t)node->exists;
    *node = (struct graph_node){0};
    if (exists)
        *node = (struct graph_node){(uint16_t)row->year, true, row->is_stub};
}

static void draft_link(struct patch *p, struct graph_link link, int64_t edge)
{
    *vec_push(p->arena, &p->draft.links) = link;
    *vec_push(p->arena, &p->draft.edges) = edge;
    p->index->totals.edges += link.is_out;
}

/* The changes are sorted by edge. */
static bool is_changed(const struct patch *p, int64_t edge)
{
    size_t low = 0;
    size_t high = p->n_changes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->changes[middle].edge_id < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->n_changes && p->changes[low].edge_id == edge;
}

static bool comes_before(const struct update *u, struct graph_link link, int64_t edge)
{
    return u->link.score > link.score || (u->link.score == link.score && u->edge < edge);
}

/* The old links without the changed ones, merged with these as they are now. Both are in order. */
static void draft_node(struct patch *p, struct graph_links old, const struct update *updates,
                       size_t n)
{
    size_t next = 0;
    for (uint32_t i = 0; i < old.n; i++) {
        for (; next < n && comes_before(&updates[next], old.items[i], old.edges[i]); next++)
            if (updates[next].is_there)
                draft_link(p, updates[next].link, updates[next].edge);
        if (!is_changed(p, old.edges[i]))
            draft_link(p, old.items[i], old.edges[i]);
    }
    for (; next < n; next++)
        if (updates[next].is_there)
            draft_link(p, updates[next].link, updates[next].edge);
}

static struct graph_links links_of_page(const struct page *page, size_t i)
{
    uint32_t begin = page->start[i];
    return (struct graph_links){page->links + begin, page->edges + begin,
                                page->start[i + 1] - begin};
}

static uint64_t count_out(const struct page *page)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < page->start[PAGE_NODES]; i++)
        n += page->links[i].is_out;
    return n;
}

/* `updates` are those of nodes of this page. */
static void patch_page(struct patch *p, size_t number, const struct update *updates, size_t n)
{
    struct page *page = own_page(p, number);
    struct page old = *page;
    size_t next = 0;
    p->index->totals.edges -= count_out(&old);
    for (size_t i = 0; i < PAGE_NODES; i++) {
        size_t end = next;
        while (end < n && updates[end].node % PAGE_NODES == i)
            end++;
        page->start[i] = (uint32_t)p->draft.links.n;
        draft_node(p, links_of_page(&old, i), updates + next, end - next);
        next = end;
    }
    page->start[PAGE_NODES] = (uint32_t)p->draft.links.n;
    index_fill_page(p->index, page, &p->draft);
}

static void patch_pages(struct patch *p)
{
    struct update *all = p->updates.items;
    for (size_t i = 0, end; i < p->updates.n; i = end) {
        size_t number = all[i].node / PAGE_NODES;
        for (end = i; end < p->updates.n && all[end].node / PAGE_NODES == number;)
            end++;
        patch_page(p, number, all + i, end - i);
    }
}

/* ---- the whole ---- */

static void start_index(struct patch *p, const struct graph_index *old)
{
    size_t n_pages = old->n_pages;
    for (size_t i = 0; i < p->n_changes; i++) {
        const struct graph_change *c = &p->changes[i];
        int64_t last = c->from_id > c->to_id ? c->from_id : c->to_id;
        if ((size_t)last / PAGE_NODES >= n_pages)
            n_pages = (size_t)last / PAGE_NODES + 1;
    }
    p->index = index_new(n_pages, old->batches, old->n_batches);
    p->index->totals = old->totals;
    p->index->n_moved = old->n_moved;
    if (old->n_pages)
        memcpy(p->index->pages, old->pages, old->n_pages * sizeof(*old->pages));
}

static void apply(struct patch *p)
{
    for (size_t i = 0; i < p->nodes.n; i++)
        put_node(p, &p->nodes.items[i]);
    if (p->updates.n)
        qsort(p->updates.items, p->updates.n, sizeof(*p->updates.items), compare_updates);
    patch_pages(p);
}

bool index_patch(const struct graph_index *old, struct db *db, uint64_t version,
                 struct graph_change *changes, size_t n, struct graph_index **out, struct err *e)
{
    struct arena *a = arena_new();
    struct patch p = {.db = db, .arena = a, .scratch = arena_new(), .draft = {.arena = a}};
    if (n)
        qsort(changes, n, sizeof(*changes), compare_changes);
    p.changes = changes;
    p.n_changes = n;
    bool done = look_up(&p, e);
    if (done) {
        start_index(&p, old);
        apply(&p);
        p.index->version = version;
        *out = index_compact(p.index);
    }
    arena_free(p.scratch);
    arena_free(a);
    return done;
}
