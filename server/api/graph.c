#include "app/neighbourhood.h"
#include "app/paths.h"
#include "base/arena.h"
#include "graph_call_internal.h"
#include "store/graph_scan.h"

#define SHOWN_DEFAULT   80
#define K_DEFAULT       3
#define HOPS_DEFAULT    4
#define EVIDENCE_OF_HOP 2

/* ---- neighbourhood ---- */

/* `ids` are the public ids of the nodes that are shown. */
static json_t *edge_to_json(struct api_call *c, const struct neighbour_edge *edge, json_t *ids)
{
    json_t *o = json_object();
    char from[16], to[16];
    (void)snprintf(from, sizeof(from), "%u", edge->from);
    (void)snprintf(to, sizeof(to), "%u", edge->to);
    json_put(o, "id", shape_str(graph_write_edge_id(edge->edge_id, c->arena)));
    json_put(o, "from", json_incref(json_object_get(ids, from)));
    json_put(o, "relation", json_string(graph_relation_name(edge->link.relation)));
    json_put(o, "to", json_incref(json_object_get(ids, to)));
    json_put(o, "score", shape_score(edge->link.score));
    json_put(o, "status", json_string(graph_status_name(edge->link.status)));
    return o;
}

static bool add_node(struct api_call *c, const struct graph_index *g, const struct overview *places,
                     const struct neighbour *n, json_t *nodes, json_t *ids, struct err *e)
{
    json_t *o;
    char key[16];
    if (!api_node_to_json(c, g, n->node, &o, e))
        return false;
    (void)snprintf(key, sizeof(key), "%u", n->node);
    api_add_place(o, places);
    json_put(o, "depth", json_integer(n->depth));
    json_put(o, "score", shape_score(n->score));
    json_put(ids, key, json_incref(json_object_get(o, "id")));
    (void)json_array_append_new(nodes, o);
    return true;
}

static json_t *count_to_json(size_t shown, size_t total)
{
    return json_pack("{s:I, s:I}", "shown", (json_int_t)shown, "total", (json_int_t)total);
}

static bool is_chinese(const struct request *q)
{
    return str_eq(str_from(request_language(q)), STR("zh"));
}

/* How the nodes were chosen, in words. */
static json_t *ranking_to_json(const struct request *q, const struct neighbourhood *n)
{
    size_t shown = n->n_nodes - 1;
    size_t total = n->total - 1;
    const char *least = n->is_complete ? "" : is_chinese(q) ? "至少 " : "at least ";
    if (is_chinese(q))
        return json_sprintf("显示 %zu 个，共 %s%zu 个：近者在前，再按得分和度数排序", shown, least,
                            total);
    return json_sprintf("%zu of %s%zu shown, nearest first, ranked by score and degree", shown,
                        least, total);
}

static json_t *neighbourhood_to_json(struct api_call *c, const struct neighbourhood *n,
                                     json_t *nodes, json_t *ids)
{
    json_t *edges = json_array();
    for (size_t i = 0; i < n->n_edges; i++)
        (void)json_array_append_new(edges, edge_to_json(c, &n->edges[i], ids));
    json_t *o = json_object();
    json_put(o, "node", json_incref(json_object_get(json_array_get(nodes, 0), "id")));
    json_put(o, "nodes", json_incref(nodes));
    json_put(o, "edges", edges);
    json_put(o, "shown", json_integer((json_int_t)n->n_nodes - 1));
    json_put(o, "total", json_integer((json_int_t)n->total - 1));
    json_put(o, "edge_count", count_to_json(n->n_edges, n->total_edges));
    json_put(o, "truncated", json_boolean(n->n_nodes < n->total || !n->is_complete));
    json_put(o, "complete", json_boolean(n->is_complete));
    json_put(o, "ranking", ranking_to_json(c->q, n));
    return o;
}

static bool send_neighbourhood(struct api_call *c, const struct graph_index *g,
                               const struct neighbourhood *n, struct err *e)
{
    const struct overview *places;
    if (!overview_get(c->api->library, c->db, &places, e))
        return false;
    json_t *nodes = json_array();
    json_t *ids = json_object();
    bool done = true;
    for (size_t i = 0; done && i < n->n_nodes; i++)
        done = add_node(c, g, places, &n->nodes[i], nodes, ids, e);
    done = done && api_send(c->q, c->r, neighbourhood_to_json(c, n, nodes, ids), e);
    json_decref(nodes);
    json_decref(ids);
    overview_release(places);
    return done;
}

static bool neighbourhood(struct api_call *c, const struct graph_index *g, struct err *e)
{
    struct neighbourhood_options o = {0};
    struct neighbourhood n;
    int64_t node, depth, limit;
    bool found;
    if (!api_read_filter(c, &o.filter, e) ||
        !request_query_int(c->q, "depth", 1, NEIGHBOURHOOD_DEPTH_MAX, 1, &depth, e) ||
        !request_query_int(c->q, "limit", 1, NEIGHBOURHOOD_LIMIT_MAX, SHOWN_DEFAULT, &limit, e) ||
        !api_find_node(c, "node", &node, &found, e))
        return false;
    if (!found)
        return true;
    o.node = (uint32_t)node;
    o.depth = (unsigned)depth;
    o.limit = (size_t)limit + 1;
    graph_find_neighbourhood(g, &o, c->arena, &n);
    return send_neighbourhood(c, g, &n, e);
}

/* ---- paths ---- */

static bool add_hop(struct api_call *c, const struct graph_path *path, unsigned hop, json_t *hops,
                    struct err *e)
{
    struct edge_row edge;
    json_t *o;
    if (!graph_get_edge_by_id(c->db, path->edges[hop], c->arena, &edge, e) ||
        !shape_edge(c, &edge, EVIDENCE_OF_HOP, &o, e))
        return false;
    json_put(o, "forward", json_boolean(path->links[hop].is_out));
    (void)json_array_append_new(hops, o);
    return true;
}

static bool path_to_json(struct api_call *c, const struct graph_index *g,
                         const struct graph_path *path, json_t *items, struct err *e)
{
    json_t *o = json_object();
    json_t *nodes = json_array();
    json_t *hops = json_array();
    (void)json_array_append_new(items, o);
    json_put(o, "cost", json_real((double)path->cost / 1000.0));
    json_put(o, "score", shape_score(graph_path_score(path)));
    json_put(o, "hops", json_integer(path->n_hops));
    json_put(o, "nodes", nodes);
    json_put(o, "edges", hops);
    for (unsigned i = 0; i <= path->n_hops; i++) {
        json_t *node;
        if (!api_node_to_json(c, g, path->nodes[i], &node, e))
            return false;
        (void)json_array_append_new(nodes, node);
        if (i < path->n_hops && !add_hop(c, path, i, hops, e))
            return false;
    }
    return true;
}

static json_t *note_on_paths(const struct request *q, const struct path_options *o,
                             const struct path_result *r)
{
    if (!r->is_complete)
        return json_sprintf(is_chinese(q)
                                ? "查看 %llu 条连接后停止：可能还有更好的路径"
                                : "Stopped after looking at %llu links: there may be better paths",
                            (unsigned long long)r->n_visits);
    if (!r->n_paths)
        return json_sprintf(is_chinese(q) ? "不超过 %u 步的路径不存在"
                                          : "There is no path of at most %u edges",
                            o->hops);
    return json_null();
}

static bool send_paths(struct api_call *c, const struct graph_index *g,
                       const struct path_options *o, const struct path_result *r, struct err *e)
{
    json_t *body = json_object();
    json_t *items = json_array();
    json_t *from = NULL, *to = NULL;
    json_put(body, "items", items);
    bool done = api_node_to_json(c, g, o->from, &from, e);
    if (done)
        json_put(body, "from", from);
    done = done && api_node_to_json(c, g, o->to, &to, e);
    if (done)
        json_put(body, "to", to);
    for (size_t i = 0; done && i < r->n_paths; i++)
        done = path_to_json(c, g, &r->paths[i], items, e);
    json_put(body, "complete", json_boolean(r->is_complete));
    json_put(body, "links_seen", json_integer((json_int_t)r->n_visits));
    json_put(body, "remark", note_on_paths(c->q, o, r));
    if (done)
        return api_send(c->q, c->r, body, e);
    json_decref(body);
    return false;
}

static bool read_path_numbers(const struct request *q, struct path_options *o, struct err *e)
{
    int64_t k, hops, penalty;
    if (!request_query_int(q, "k", 1, PATHS_K_MAX, K_DEFAULT, &k, e) ||
        !request_query_int(q, "hops", 1, PATHS_HOPS_MAX, HOPS_DEFAULT, &hops, e) ||
        !request_query_int(q, "penalty", 0, 100, PATHS_PENALTY_DEFAULT, &penalty, e))
        return false;
    o->k = (unsigned)k;
    o->hops = (unsigned)hops;
    o->penalty = (unsigned)penalty;
    return true;
}

static bool path(struct api_call *c, const struct graph_index *g, struct err *e)
{
    struct path_options o = {0};
    struct path_result r;
    int64_t from, to;
    bool found;
    if (!read_path_numbers(c->q, &o, e) || !api_read_filter(c, &o.filter, e) ||
        !api_find_node(c, "from", &from, &found, e))
        return false;
    if (!found)
        return true;
    if (!api_find_node(c, "to", &to, &found, e))
        return false;
    if (!found)
        return true;
    if (from == to)
        return err_set(e, ERR_INVALID_PARAMETER,
                       "\"from\" and \"to\" are the same node: name two different ones.");
    o.from = (uint32_t)from;
    o.to = (uint32_t)to;
    graph_find_paths(g, &o, c->arena, &r);
    return send_paths(c, g, &o, &r, e);
}

/* ---- handlers ---- */

static bool read_neighbourhood(struct api_call *c, struct err *e)
{
    return api_with_index(c, neighbourhood, e);
}

static bool read_path(struct api_call *c, struct err *e)
{
    return api_with_index(c, path, e);
}

bool api_graph_neighbourhood(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read_neighbourhood);
}

bool api_graph_path(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read_path);
}
