#include "app/graph/index_internal.h"

/* Row numbers that an index can hold; far above what the store can. */
#define NODES_MAX ((int64_t)1 << 31)

struct build {
    struct db *db;
    struct arena *arena; /* for the build */
    struct word_codes relations, statuses;
    VEC(struct node_scan) nodes;
    int64_t limit;
    struct graph_index *index;
    struct page_draft draft;
    size_t page; /* that the draft belongs to */
    struct err *e;
};

/* ---- words ---- */

uint32_t index_relation_code(struct str name)
{
    enum relation relation;
    return relation_from_name(name, &relation) ? (uint32_t)relation : GRAPH_RELATION_UNKNOWN;
}

uint32_t index_status_code(struct str name)
{
    if (str_eq(name, STR("confirmed")))
        return EDGE_CONFIRMED;
    return str_eq(name, STR("rejected")) ? EDGE_REJECTED : EDGE_PROPOSED;
}

typedef uint32_t code_fn(struct str name);

static bool find_code(struct word_codes *w, int64_t word, code_fn *code_of, uint32_t *out,
                      struct err *e)
{
    while (w->codes.n <= (size_t)word)
        *vec_push(w->arena, &w->codes) = 0;
    uint32_t *code = &w->codes.items[word];
    if (!*code) {
        struct str name;
        if (!graph_read_word(w->db, word, w->arena, &name, e))
            return false;
        *code = 1 + code_of(name);
    }
    *out = *code - 1;
    return true;
}

/* ---- nodes ---- */

static bool add_node(void *context, const struct node_scan *row)
{
    struct build *b = context;
    if (row->id >= NODES_MAX)
        return err_set(b->e, ERR_INTERNAL, "The graph has more nodes than fit into memory.");
    *vec_push(b->arena, &b->nodes) = *row;
    if (row->id >= b->limit)
        b->limit = row->id + 1;
    return true;
}

static void place_nodes(struct build *b)
{
    struct graph_index *g = b->index;
    for (size_t i = 0; i < b->nodes.n; i++) {
        const struct node_scan *row = &b->nodes.items[i];
        size_t number = (size_t)row->id / PAGE_NODES;
        struct page *page = g->pages[number] ? g->pages[number] : index_add_page(g, number);
        page->nodes[row->id % PAGE_NODES] = (struct graph_node){
            .year = (uint16_t)row->year, .exists = true, .is_stub = row->is_stub};
        if (graph_node_is_concept((uint32_t)row->id))
            g->totals.concepts++;
        else
            g->totals.papers++;
    }
}

/* ---- links ---- */

/* While a page is made, start[i + 1] counts the links of its i-th node. */
static void finish_page(struct build *b)
{
    struct page *page = b->index->pages[b->page];
    for (size_t i = 0; i < PAGE_NODES; i++)
        page->start[i + 1] += page->start[i];
    index_fill_page(b->index, page, &b->draft);
}

/* Papers are even and concepts odd, but links come by number, whatever the class. */
static bool add_link(void *context, const struct link_scan *row)
{
    struct build *b = context;
    size_t number = (size_t)row->node_id / PAGE_NODES;
    uint32_t relation, status;
    if (row->node_id >= b->limit || row->other_id >= b->limit || !b->index->pages[number])
        return err_set(b->e, ERR_INTERNAL, "An edge ends where no node is.");
    if (!find_code(&b->relations, row->relation, index_relation_code, &relation, b->e) ||
        !find_code(&b->statuses, row->status, index_status_code, &status, b->e))
        return false;
    if (number != b->page) {
        finish_page(b);
        b->page = number;
    }
    *vec_push(b->arena, &b->draft.links) = (struct graph_link){
        .other = (uint32_t)row->other_id,
        .score = (uint32_t)row->score & 0x3ff,
        .relation = relation & 0xffff,
        .status = status & 3,
        .is_out = row->is_out,
    };
    *vec_push(b->arena, &b->draft.edges) = row->edge_id;
    b->index->pages[number]->start[row->node_id % PAGE_NODES + 1]++;
    b->index->totals.edges += row->is_out;
    return true;
}

static size_t first_page(const struct graph_index *g)
{
    size_t i = 0;
    while (i < g->n_pages && !g->pages[i])
        i++;
    return i;
}

static bool build(struct build *b, struct err *e)
{
    if (!graph_scan_nodes(b->db, add_node, b, e))
        return false;
    b->index = index_new((size_t)(b->limit + PAGE_NODES - 1) / PAGE_NODES, NULL, 0);
    place_nodes(b);
    b->page = first_page(b->index);
    if (!graph_scan_links(b->db, add_link, b, e))
        return false;
    if (b->page < b->index->n_pages)
        finish_page(b);
    return true;
}

bool index_build(struct db *db, uint64_t version, struct graph_index **out, struct err *e)
{
    struct arena *a = arena_new();
    struct build b = {.db = db,
                      .arena = a,
                      .relations = {.db = db, .arena = a},
                      .statuses = {.db = db, .arena = a},
                      .draft = {.arena = a},
                      .e = e};
    bool done = build(&b, e);
    if (done) {
        b.index->version = version;
        *out = b.index;
    } else {
        graph_index_release(b.index);
    }
    arena_free(a);
    return done;
}
