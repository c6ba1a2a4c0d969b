/* Papers that no edge joins with anything, and concepts that no paper has. */
#include "base/arena.h"
#include "base/vec.h"
#include "graph_call_internal.h"

static bool is_orphan(const struct graph_index *g, uint32_t node)
{
    struct graph_links links = graph_index_links(g, node);
    for (uint32_t i = 0; i < links.n; i++) {
        bool counts = !graph_node_is_concept(node) || !graph_node_is_concept(links.items[i].other);
        if (counts && links.items[i].status != EDGE_REJECTED)
            return false;
    }
    return true;
}

struct orphans {
    VEC(uint32_t) shown;
    uint64_t total;
};

/* By row number: in the order in which they came. */
static void collect(const struct graph_index *g, const struct graph_filter *f, uint64_t after,
                    size_t limit, struct arena *a, struct orphans *out)
{
    for (uint32_t node = 0; node < graph_index_limit(g); node++) {
        if (!graph_filter_node(f, g, node) || !is_orphan(g, node))
            continue;
        out->total++;
        if (node >= after && out->shown.n < limit)
            *vec_push(a, &out->shown) = node;
    }
}

static bool list(struct api_call *c, const struct graph_index *g, struct err *e)
{
    struct list_page page;
    struct graph_filter filter;
    struct orphans orphans = {0};
    uint64_t after = 0;
    if (!list_page_read(c->q, &page, e) || !api_read_filter(c, &filter, e))
        return false;
    if (page.after.n && !str_to_u64(page.after, &after))
        return err_set(e, ERR_CURSOR_MISMATCH, "The cursor does not belong to this list.");
    collect(g, &filter, after, page.limit, c->arena, &orphans);
    json_t *items = json_array();
    for (size_t i = 0; i < orphans.shown.n; i++) {
        json_t *o;
        if (!api_node_to_json(c, g, orphans.shown.items[i], &o, e)) {
            json_decref(items);
            return false;
        }
        (void)json_array_append_new(items, o);
    }
    struct str last = STR_EMPTY;
    if (orphans.shown.n == page.limit)
        last = str_from(arena_printf(c->arena, "%u", orphans.shown.items[orphans.shown.n - 1] + 1));
    return api_send(c->q, c->r, list_to_json(c, &page, items, orphans.total, last), e);
}

static bool read(struct api_call *c, struct err *e)
{
    return api_with_index(c, list, e);
}

bool api_graph_list_orphans(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read);
}
