#include "app/overview.h"

#include "app/neighbourhood.h"
#include "base/arena.h"
#include "graph_call_internal.h"
#include "store/graph_scan.h"

#define CLUSTERS_MAX   60  /* of the first level; more is no overview */
#define PARTS_MAX      600 /* of the second */
#define NODES_DEFAULT  500
#define EDGES_PER_NODE 4
/* An edit is mostly followed by others. */
#define REMAKE_DELAY_MS 5000

/* ---- clusters ---- */

static json_t *cluster_to_json(const struct api_call *c, const struct cluster_row *row)
{
    json_t *o = json_object();
    json_t *labels = shape_column(row->labels);
    json_t *label = json_object_get(labels, request_language(c->q));
    json_put(o, "type", json_string("cluster"));
    json_put(o, "id", json_integer(row->id));
    json_put(o, "level", json_integer(row->level));
    json_put(o, "parent", row->parent ? json_integer(row->parent) : json_null());
    json_put(o, "label", label ? json_incref(label) : json_null());
    json_put(o, "labels", labels);
    json_put(o, "concepts", shape_column(row->concepts));
    json_put(o, "papers", json_integer(row->n_papers));
    json_put(o, "size", json_integer(row->n_papers + row->n_concepts));
    json_put(o, "x", json_real((double)row->x / 100.0));
    json_put(o, "y", json_real((double)row->y / 100.0));
    json_put(o, "radius", json_real((double)row->radius / 100.0));
    json_put(
        o, "links",
        json_pack("{s:o}", "self", json_sprintf("/api/v1/graph/cluster/%lld", (long long)row->id)));
    return o;
}

/* `shown` says for each cluster of the picture whether it is. */
static bool is_shown(const struct overview *o, const bool *shown, int64_t id)
{
    const struct cluster_row *row = overview_cluster(o, id);
    return row && shown[row - overview_picture(o)->clusters];
}

static json_t *links_to_json(const struct overview *o, const bool *shown)
{
    const struct picture *p = overview_picture(o);
    json_t *list = json_array();
    for (size_t i = 0; i < p->n_links; i++)
        if (is_shown(o, shown, p->links[i].from) && is_shown(o, shown, p->links[i].to))
            (void)json_array_append_new(list, json_pack("{s:I, s:I, s:I}", "from",
                                                        (json_int_t)p->links[i].from, "to",
                                                        (json_int_t)p->links[i].to, "edges",
                                                        (json_int_t)p->links[i].n_edges));
    return list;
}

/* Clusters come by level and size; what is left out is counted. */
static void add_clusters(const struct api_call *c, const struct overview *o, int64_t level,
                         json_t *body)
{
    const struct picture *p = overview_picture(o);
    bool *shown = ARENA_ARRAY(c->arena, bool, p->n_clusters);
    json_t *items = json_array();
    size_t n[3] = {0};
    json_int_t left_out = 0, nodes_left_out = 0;
    for (size_t i = 0; i < p->n_clusters; i++) {
        const struct cluster_row *row = &p->clusters[i];
        bool fits = row->level == 1 ? n[1] < CLUSTERS_MAX
                                    : n[2] < PARTS_MAX && is_shown(o, shown, row->parent);
        shown[i] = row->level <= level && fits;
        n[row->level == 1 ? 1 : 2] += shown[i];
        if (shown[i])
            (void)json_array_append_new(items, cluster_to_json(c, row));
        left_out += row->level == 1 && !shown[i];
        nodes_left_out += row->level == 1 && !shown[i] ? row->n_papers + row->n_concepts : 0;
    }
    json_put(body, "items", items);
    json_put(body, "edges", links_to_json(o, shown));
    json_put(body, "left_out",
             json_pack("{s:I, s:I}", "clusters", left_out, "nodes", nodes_left_out));
}

/* ---- making it ---- */

/* Whoever looks at an old picture lets a new one be made; edits that nobody looks at cost nothing. */
static bool add_job(struct api_call *c, bool exists, json_t *body, struct err *e)
{
    struct job_info job;
    if (!overview_start(c->api->library, exists ? REMAKE_DELAY_MS : 0, &job, e))
        return false;
    json_put(body, "job", shape_job(&job));
    return true;
}

static bool send_overview(struct api_call *c, const struct overview *o, struct err *e)
{
    uint64_t version = 0;
    int64_t level;
    if (!request_query_int(c->q, "level", 1, 2, 1, &level, e) ||
        !graph_read_version(c->db, &version, e))
        return false;
    bool is_current = o && overview_picture(o)->version == version;
    json_t *body = json_object();
    json_put(body, "made", json_boolean(o != NULL));
    json_put(body, "current", json_boolean(is_current));
    if (o)
        add_clusters(c, o, level, body);
    else
        json_put(body, "items", json_array());
    if (!is_current && !add_job(c, o != NULL, body, e)) {
        json_decref(body);
        return false;
    }
    return api_send(c->q, c->r, body, e);
}

static bool overview(struct api_call *c, struct err *e)
{
    const struct overview *o;
    if (!overview_get(c->api->library, c->db, &o, e))
        return false;
    bool done = send_overview(c, o, e);
    overview_release(o);
    return done;
}

/* ---- one cluster ---- */

struct opened {
    struct api_call *c;
    const struct graph_index *g;
    const struct overview *o;
    struct graph_filter filter;
    int64_t id;
    size_t limit, n_shown;
    json_t *nodes;
    json_t *ids; /* public ids by row */
};

static bool belongs(const struct opened *x, uint32_t cluster)
{
    const struct cluster_row *row = overview_cluster(x->o, cluster);
    return row && (row->id == x->id || row->parent == x->id);
}

static bool add_node(struct opened *x, const struct place_row *place, struct err *e)
{
    int64_t row;
    json_t *o;
    char key[24];
    if (!picture_find_node(x->c->db, (enum node_class)place->class_, place->public_id, &row, e))
        return false;
    if (!row || !graph_filter_node(&x->filter, x->g, (uint32_t)row))
        return true;
    if (!api_node_to_json(x->c, x->g, row, &o, e))
        return false;
    api_add_place(o, x->o);
    (void)snprintf(key, sizeof(key), "%lld", (long long)row);
    json_put(x->ids, key, json_incref(json_object_get(o, "id")));
    (void)json_array_append_new(x->nodes, o);
    x->n_shown++;
    return true;
}

/* The best joined of each part in turn would need all of them: places are ranked within a part, so every
 * part gives its share of the limit. */
static bool add_nodes(struct opened *x, size_t size, struct err *e)
{
    const struct picture *p = overview_picture(x->o);
    size_t rank = 0, of_part = 0;
    for (size_t i = 0; i < p->n_places; i++) {
        bool is_new = i == 0 || p->places[i].cluster != p->places[i - 1].cluster;
        if (is_new && !belongs(x, p->places[i].cluster)) {
            while (i + 1 < p->n_places && p->places[i + 1].cluster == p->places[i].cluster)
                i++;
            continue;
        }
        if (is_new) {
            const struct cluster_row *part = overview_cluster(x->o, p->places[i].cluster);
            size_t members = (size_t)(part->n_papers + part->n_concepts);
            rank = 0;
            of_part = size <= x->limit ? members : 1 + members * x->limit / size;
        }
        if (rank++ < of_part && x->n_shown < x->limit && !add_node(x, &p->places[i], e))
            return false;
    }
    return true;
}

static void add_edges_of(struct opened *x, uint32_t row, size_t most, json_t *edges)
{
    struct graph_links links = graph_index_links(x->g, row);
    char from[24], to[24];
    (void)snprintf(from, sizeof(from), "%u", row);
    for (uint32_t i = 0; i < links.n && json_array_size(edges) < most; i++) {
        struct graph_link link = links.items[i];
        if (!link.is_out || !graph_filter_edge(&x->filter, link, links.edges[i]))
            continue;
        (void)snprintf(to, sizeof(to), "%u", link.other);
        json_t *other = json_object_get(x->ids, to);
        if (!other)
            continue;
        (void)json_array_append_new(
            edges, json_pack("{s:o, s:O, s:s, s:O, s:o, s:s}", "id",
                             shape_str(graph_write_edge_id(links.edges[i], x->c->arena)), "from",
                             json_object_get(x->ids, from), "relation",
                             graph_relation_name(link.relation), "to", other, "score",
                             shape_score(link.score), "status", graph_status_name(link.status)));
    }
}

static json_t *edges_to_json(struct opened *x)
{
    json_t *edges = json_array();
    const char *row;
    json_t *id;
    json_object_foreach(x->ids, row, id)
    {
        uint64_t number;
        if (str_to_u64(str_from(row), &number))
            add_edges_of(x, (uint32_t)number, x->limit * EDGES_PER_NODE, edges);
    }
    return edges;
}

static json_t *parts_to_json(const struct opened *x)
{
    const struct picture *p = overview_picture(x->o);
    json_t *list = json_array();
    for (size_t i = 0; i < p->n_clusters; i++)
        if (p->clusters[i].parent == x->id)
            (void)json_array_append_new(list, cluster_to_json(x->c, &p->clusters[i]));
    return list;
}

static bool send_cluster(struct opened *x, const struct cluster_row *cluster, struct err *e)
{
    size_t size = (size_t)(cluster->n_papers + cluster->n_concepts);
    if (!add_nodes(x, size, e))
        return false;
    json_t *body = json_object();
    json_put(body, "cluster", cluster_to_json(x->c, cluster));
    json_put(body, "parts", parts_to_json(x));
    json_put(body, "nodes", json_incref(x->nodes));
    json_put(body, "edges", edges_to_json(x));
    json_put(body, "shown", json_integer((json_int_t)x->n_shown));
    json_put(body, "total", json_integer((json_int_t)size));
    json_put(body, "truncated", json_boolean(x->n_shown < size));
    return api_send(x->c->q, x->c->r, body, e);
}

static bool open_cluster(struct api_call *c, const struct graph_index *g, const struct overview *o,
                         struct err *e)
{
    struct str id = request_path_param(c->q, "id");
    uint64_t number = 0;
    int64_t limit;
    struct graph_filter filter;
    if (!api_read_filter(c, &filter, e) ||
        !request_query_int(c->q, "limit", 1, NEIGHBOURHOOD_LIMIT_MAX, NODES_DEFAULT, &limit, e))
        return false;
    const struct cluster_row *cluster =
        o && str_to_u64(id, &number) ? overview_cluster(o, (int64_t)number) : NULL;
    if (!cluster)
        return err_set(e, ERR_NOT_FOUND,
                       "There is no cluster \"%.*s\". GET /api/v1/graph/overview lists them.",
                       STR_FMT(id));
    struct opened x = {.c = c,
                       .g = g,
                       .o = o,
                       .filter = filter,
                       .id = cluster->id,
                       .limit = (size_t)limit,
                       .nodes = json_array(),
                       .ids = json_object()};
    bool done = send_cluster(&x, cluster, e);
    json_decref(x.nodes);
    json_decref(x.ids);
    return done;
}

static bool cluster(struct api_call *c, const struct graph_index *g, struct err *e)
{
    const struct overview *o;
    if (!overview_get(c->api->library, c->db, &o, e))
        return false;
    bool done = open_cluster(c, g, o, e);
    overview_release(o);
    return done;
}

/* ---- handlers ---- */

static bool read_cluster(struct api_call *c, struct err *e)
{
    return api_with_index(c, cluster, e);
}

bool api_graph_overview(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, overview);
}

bool api_graph_cluster(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read_cluster);
}

bool api_graph_make_overview(void *context, struct request *q, struct response *r, struct err *e)
{
    const struct api *api = context;
    struct job_info job;
    if (!overview_start(api->library, 0, &job, e))
        return false;
    r->status = 202;
    response_header(r, "Location", str_from(arena_printf(q->arena, "/api/v1/jobs/%s", job.id)));
    return api_send(q, r, shape_job(&job), e);
}
