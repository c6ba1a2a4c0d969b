#include "api_internal.h"
#include "app/paths.h"
#include "base/arena.h"

/* Things of one kind that an item brings along (INTERFACES.md 1.2). */
#define INCLUDED_MAX     50
#define EVIDENCE_OF_EDGE 1

static bool is_listed(const struct str *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], str_from(name)))
            return true;
    return false;
}

static json_t *reason_to_json(const struct query_reason *why)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "edge", shape_str(why->edge.public_id),
                     "from", shape_str(why->from_label), "relation", shape_str(why->edge.relation),
                     "to", shape_str(why->to_label), "score", shape_score(why->edge.score),
                     "evidence", shape_evidence(why->evidence, why->n_evidence));
}

/* ---- what an item brings along ---- */

static json_t *included(json_t *items, bool truncated)
{
    return json_pack("{s:o, s:b}", "items", items, "truncated", truncated);
}

static bool list_edges(struct api_call *c, const struct query_hit *hit, bool concepts,
                       struct edge_row **edges, size_t *n, struct err *e)
{
    uint64_t total;
    bool is_paper = hit->find == FIND_PAPERS;
    struct edge_filter filter = {.has_node = true,
                                 .node_class = is_paper ? NODE_PAPER : NODE_CONCEPT,
                                 .node_id = hit->id,
                                 .has_other = concepts,
                                 .other_class = NODE_CONCEPT,
                                 .limit = INCLUDED_MAX + 1};
    *edges = NULL;
    *n = 0;
    if (hit->find != FIND_PAPERS && hit->find != FIND_CONCEPTS)
        return true;
    return graph_list_edges(c->db, &filter, c->arena, edges, n, &total, e);
}

static bool include_edges(struct api_call *c, const struct query_hit *hit, json_t **out,
                          struct err *e)
{
    struct edge_row *edges;
    size_t n;
    if (!list_edges(c, hit, false, &edges, &n, e))
        return false;
    json_auto_t *items = json_array();
    for (size_t i = 0; i < n && i < INCLUDED_MAX; i++) {
        json_t *edge;
        if (!shape_edge(c, &edges[i], EVIDENCE_OF_EDGE, &edge, e))
            return false;
        (void)json_array_append_new(items, edge);
    }
    *out = included(json_incref(items), n > INCLUDED_MAX);
    return true;
}

static bool include_concepts(struct api_call *c, const struct query_hit *hit, json_t **out,
                             struct err *e)
{
    struct edge_row *edges;
    size_t n;
    if (!list_edges(c, hit, true, &edges, &n, e))
        return false;
    json_auto_t *items = json_array();
    for (size_t i = 0; i < n && i < INCLUDED_MAX; i++) {
        bool to_other = edges[i].to_id != hit->id && edges[i].to_class == NODE_CONCEPT;
        json_t *end;
        if (!shape_end(c, NODE_CONCEPT, to_other ? edges[i].to_id : edges[i].from_id, &end, e))
            return false;
        (void)json_object_set_new(end, "relation", shape_str(edges[i].relation));
        (void)json_object_set_new(end, "score", shape_score(edges[i].score));
        (void)json_array_append_new(items, end);
    }
    *out = included(json_incref(items), n > INCLUDED_MAX);
    return true;
}

static bool include_evidence(struct api_call *c, const struct query_hit *hit, json_t **out,
                             struct err *e)
{
    struct edge_row *edges;
    struct evidence_row *rows;
    size_t n, n_rows = 0;
    if (!list_edges(c, hit, false, &edges, &n, e))
        return false;
    if (hit->find == FIND_EDGES) {
        edges = (struct edge_row *)(uintptr_t)&hit->edge;
        n = 1;
    }
    json_auto_t *items = json_array();
    for (size_t i = 0; i < n && json_array_size(items) <= INCLUDED_MAX; i++) {
        if (!graph_list_evidence(c->db, edges[i].id, INCLUDED_MAX + 1, c->arena, &rows, &n_rows, e))
            return false;
        json_t *places = shape_evidence(rows, n_rows);
        (void)json_array_extend(items, places);
        json_decref(places);
    }
    bool truncated = json_array_size(items) > INCLUDED_MAX;
    while (json_array_size(items) > INCLUDED_MAX)
        (void)json_array_remove(items, json_array_size(items) - 1);
    *out = included(json_incref(items), truncated);
    return true;
}

static bool include_notes(struct api_call *c, const struct query_hit *hit, json_t **out,
                          struct err *e)
{
    struct note_row *rows = NULL;
    size_t n = 0;
    if ((hit->find == FIND_PAPERS || hit->find == FIND_CONCEPTS) &&
        !note_list_of_paper(c->db, hit->id, c->arena, &rows, &n, e))
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n && i < INCLUDED_MAX; i++)
        (void)json_array_append_new(items, shape_note(&rows[i]));
    *out = included(items, n > INCLUDED_MAX);
    return true;
}

static bool include_reading(struct api_call *c, const struct query_hit *hit, json_t **out,
                            struct err *e)
{
    json_t *items = json_array();
    if (hit->find == FIND_PAPERS) {
        json_decref(items);
        if (!shape_readings(c, hit->id, &items, e))
            return false;
    }
    *out = included(items, false);
    return true;
}

static const struct {
    const char *name;
    bool (*make)(struct api_call *c, const struct query_hit *hit, json_t **out, struct err *e);
} includes[] = {{"concepts", include_concepts},
                {"notes", include_notes},
                {"edges", include_edges},
                {"evidence", include_evidence},
                {"reading", include_reading}};

static bool add_included(struct api_call *c, const struct query *query, const struct query_hit *hit,
                         json_t *item, struct err *e)
{
    json_t *all = json_object();
    for (size_t i = 0; i < ARRAY_LEN(includes); i++) {
        json_t *some;
        if (!is_listed(query->include, query->n_include, includes[i].name))
            continue;
        if (!includes[i].make(c, hit, &some, e)) {
            json_decref(all);
            return false;
        }
        (void)json_object_set_new(all, includes[i].name, some);
    }
    if (json_object_size(all))
        (void)json_object_set(item, "included", all);
    json_decref(all);
    return true;
}

/* ---- the item ---- */

static bool shape_path(struct api_call *c, const struct graph_path *path, json_t **out,
                       struct err *e)
{
    json_auto_t *nodes = json_array();
    for (unsigned i = 0; i <= path->n_hops; i++) {
        json_t *node;
        enum node_class class_ = graph_node_is_concept(path->nodes[i]) ? NODE_CONCEPT : NODE_PAPER;
        if (!shape_end(c, class_, path->nodes[i], &node, e))
            return false;
        (void)json_array_append_new(nodes, node);
    }
    *out = json_pack("{s:s, s:I, s:f, s:O}", "type", "path", "hops", (json_int_t)path->n_hops,
                     "cost", (double)path->cost / 1000.0, "nodes", nodes);
    return true;
}

static bool shape_thing(struct api_call *c, const struct query_hit *hit, json_t **out,
                        struct err *e)
{
    switch (hit->find) {
    case FIND_PAPERS:
        *out = shape_paper(&hit->paper);
        return true;
    case FIND_CONCEPTS:
        *out = shape_concept(&hit->concept);
        return true;
    case FIND_NOTES:
        *out = shape_note(&hit->note);
        return true;
    case FIND_PATHS:
        return shape_path(c, hit->path, out, e);
    default:
        return shape_edge(c, &hit->edge, EVIDENCE_OF_EDGE, out, e);
    }
}

/* Without the members that were not asked for. */
static void trim(const struct query *query, json_t *item)
{
    void *next;
    const char *key;
    json_t *value;
    json_object_foreach_safe(item, next, key,
                             value) if (query->n_fields &&
                                        !is_listed(query->fields, query->n_fields, key))(void)
        json_object_del(item, key);
}

/* The score of an edge is its own. */
static void add_reasons(const struct query *query, const struct query_result *result,
                        const struct query_hit *hit, json_t *item)
{
    bool wants_why = is_listed(query->include, query->n_include, "why");
    if (!result->has_score && !wants_why)
        return;
    json_t *why = json_array();
    for (size_t i = 0; i < hit->n_why; i++) {
        json_t *reason = reason_to_json(&hit->why[i]);
        if (hit->find == FIND_PATHS)
            (void)json_object_set_new(reason, "forward", json_boolean(hit->path->links[i].is_out));
        (void)json_array_append_new(why, reason);
    }
    if (hit->find != FIND_EDGES)
        (void)json_object_set_new(item, "score", shape_score(hit->score));
    (void)json_object_set_new(item, "why", why);
}

bool shape_query_hits(struct api_call *c, const struct query *query,
                      const struct query_result *result, json_t **out, struct err *e)
{
    json_auto_t *items = json_array();
    for (size_t i = 0; i < result->n_hits; i++) {
        json_t *item;
        if (!shape_thing(c, &result->hits[i], &item, e))
            return false;
        (void)json_array_append_new(items, item);
        add_reasons(query, result, &result->hits[i], item);
        trim(query, item);
        if (!add_included(c, query, &result->hits[i], item, e))
            return false;
    }
    *out = json_incref(items);
    return true;
}
