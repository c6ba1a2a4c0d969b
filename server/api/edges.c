#include "api_internal.h"
#include "base/arena.h"

static bool list(struct api_call *c, struct err *e)
{
    return api_list(c, FIND_EDGES, STR_EMPTY, e);
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
