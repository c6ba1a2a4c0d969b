#include "api_internal.h"
#include "base/arena.h"

#define EVIDENCE_IN_LISTS 1

static bool list(struct api_call *c, struct err *e)
{
    struct list_page page;
    struct edge_row *rows;
    size_t n;
    uint64_t total;
    if (!list_page_read(c->q, &page, e))
        return false;
    struct edge_filter filter = {
        .relation = request_query(c->q, "relation", NULL),
        .status = request_query(c->q, "status", NULL),
        .after = page.after,
        .limit = page.limit,
    };
    if (!graph_list_edges(c->db, &filter, c->arena, &rows, &n, &total, e))
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *edge;
        if (!shape_edge(c, &rows[i], EVIDENCE_IN_LISTS, &edge, e)) {
            json_decref(items);
            return false;
        }
        (void)json_array_append_new(items, edge);
    }
    struct str last = n == page.limit ? rows[n - 1].public_id : STR_EMPTY;
    return api_send(c->q, c->r, list_to_json(c, &page, items, total, last), e);
}

static bool show(struct api_call *c, struct err *e)
{
    struct edge_row edge;
    json_t *o;
    struct str id = request_path_param(c->q, "id");
    if (!graph_get_edge(c->db, id, c->arena, &edge, e))
        return false;
    if (!str_eq(edge.public_id, id))
        return api_send_moved(c, id, edge.public_id);
    if (!shape_edge(c, &edge, 0, &o, e))
        return false;
    if (api_explain_edge(c, &edge, o, e))
        return api_send(c->q, c->r, o, e);
    json_decref(o);
    return false;
}

bool api_edges_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list);
}

bool api_edges_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}
