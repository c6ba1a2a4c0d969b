/* GET /suggestions: the queue of what is worth a person's look, each with the decisions that answer it. */
#include "app/suggest.h"

#include "base/arena.h"
#include "graph_call_internal.h"

#define PLACES_SHOWN 3 /* of an edge */
#define EDGES_SHOWN  2 /* of a node, for its evidence */

/* ---- the decisions ---- */

static const char *class_name(int64_t node)
{
    return graph_node_is_concept((uint32_t)node) ? "concept" : "paper";
}

/* {"kind": …, "paper": …, "into": …} as POST /decisions takes it. */
static json_t *about_nodes(const char *kind, int64_t node, const json_t *nodes, const char *second)
{
    json_t *o = json_pack("{s:s}", "kind", kind);
    json_put(o, class_name(node), json_copy(json_object_get(json_array_get(nodes, 0), "id")));
    if (second)
        json_put(o, second, json_copy(json_object_get(json_array_get(nodes, 1), "id")));
    return o;
}

static json_t *about_edge(const char *kind, const json_t *edge)
{
    return json_pack("{s:s, s:O}", "kind", kind, "edge", json_object_get(edge, "id"));
}

/* What would accept a stub is only known by who knows the paper; a warning is mended in the note. */
static json_t *decisions_to_json(const struct suggestion *s, const json_t *nodes,
                                 const json_t *edge)
{
    json_t *accept = json_null(), *reject = json_null();
    if (s->kind == SUGGESTION_TWINS) {
        accept = about_nodes("merge", s->first, nodes, "into");
        reject = about_nodes("distinct", s->first, nodes, "other");
    } else if (s->kind == SUGGESTION_EDGE) {
        accept = about_edge("confirm", edge);
        reject = about_edge("reject", edge);
    } else if (s->kind == SUGGESTION_STUB) {
        reject = about_nodes("hide", s->first, nodes, NULL);
    }
    return json_pack("{s:o, s:o, s:{s:s, s:o}}", "accept", accept, "reject", reject, "dismiss",
                     "kind", "dismiss", "suggestion", shape_str(s->key));
}

/* ---- what it is about ---- */

static json_t *reasons_to_json(const struct suggestion *s)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->n_reasons; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s, s:o, s:o}", "code", s->reasons[i].code, "text",
                            shape_or_null(s->reasons[i].text), "count",
                            s->reasons[i].count ? json_integer(s->reasons[i].count) : json_null()));
    return list;
}

static bool add_nodes(struct api_call *c, const struct graph_index *g, const struct suggestion *s,
                      json_t *list, struct err *e)
{
    const int64_t nodes[] = {s->first, s->second};
    for (size_t i = 0; i < ARRAY_LEN(nodes); i++) {
        json_t *o;
        if (!nodes[i])
            continue;
        if (!api_node_to_json(c, g, nodes[i], &o, e))
            return false;
        (void)json_array_append_new(list, o);
    }
    return true;
}

static bool has_place(const json_t *list, const json_t *place)
{
    size_t i;
    json_t *other;
    json_array_foreach((json_t *)(uintptr_t)list, i, other)
    {
        if (json_equal(json_object_get(other, "note"), json_object_get(place, "note")) &&
            json_equal(json_object_get(other, "line"), json_object_get(place, "line")))
            return true;
    }
    return false;
}

/* Each line of a note once. */
static bool add_edge_evidence(struct api_call *c, int64_t edge, size_t limit, json_t *list,
                              struct err *e)
{
    struct evidence_row *rows;
    size_t n, i;
    json_t *place;
    if (!graph_list_evidence(c->db, edge, limit, c->arena, &rows, &n, e))
        return false;
    json_t *more = shape_evidence(rows, n);
    json_array_foreach(more, i, place)
    {
        if (!has_place(list, place))
            (void)json_array_append(list, place);
    }
    json_decref(more);
    return true;
}

/* What notes say of a node: the best place of each of its best edges. */
static bool add_node_evidence(struct api_call *c, const struct graph_index *g, int64_t node,
                              json_t *list, struct err *e)
{
    struct graph_links links = graph_index_links(g, (uint32_t)node);
    for (uint32_t i = 0; node && i < links.n && i < EDGES_SHOWN; i++)
        if (!add_edge_evidence(c, links.edges[i], 1, list, e))
            return false;
    return true;
}

static bool add_evidence(struct api_call *c, const struct graph_index *g,
                         const struct suggestion *s, json_t *o, struct err *e)
{
    json_t *list = shape_evidence(s->places, s->n_places);
    json_put(o, "evidence", list);
    return (!s->edge || add_edge_evidence(c, s->edge, PLACES_SHOWN, list, e)) &&
           add_node_evidence(c, g, s->first, list, e) &&
           add_node_evidence(c, g, s->second, list, e);
}

static bool edge_to_json(struct api_call *c, const struct suggestion *s, json_t **out,
                         struct err *e)
{
    struct edge_row row;
    *out = json_null();
    return !s->edge || (graph_get_edge_by_id(c->db, s->edge, c->arena, &row, e) &&
                        shape_edge(c, &row, 0, out, e));
}

static bool fill(struct api_call *c, const struct graph_index *g, const struct suggestion *s,
                 json_t *o, struct err *e)
{
    json_t *nodes = json_array(), *edge;
    json_put(o, "type", json_string("suggestion"));
    json_put(o, "key", shape_str(s->key));
    json_put(o, "kind", json_string(suggestion_kind_name(s->kind)));
    json_put(o, "score", shape_score(s->score));
    json_put(o, "reasons", reasons_to_json(s));
    json_put(o, "nodes", nodes);
    if (!add_nodes(c, g, s, nodes, e) || !edge_to_json(c, s, &edge, e))
        return false;
    json_put(o, "edge", edge);
    json_put(o, "note", shape_or_null(s->note));
    json_put(o, "decisions", decisions_to_json(s, nodes, edge));
    return add_evidence(c, g, s, o, e);
}

/* ---- the list ---- */

/* Where a page begins also when what stood before it is decided by then: by score and key. */
static struct str cursor_of(struct api_call *c, const struct suggestion *s)
{
    return str_from(arena_printf(c->arena, "%04lld:%.*s", (long long)s->score, STR_FMT(s->key)));
}

static bool read_after(const struct list_page *page, int64_t *score, struct str *key, struct err *e)
{
    uint64_t number = 0;
    size_t colon = str_find_byte(page->after, ':', 0);
    if (page->after.n && !str_to_u64(str_sub(page->after, 0, colon), &number))
        return err_set(e, ERR_CURSOR_MISMATCH, "The cursor does not belong to this list.");
    *score = (int64_t)number;
    *key = page->after.n ? str_from_pos(page->after, colon + 1) : STR_EMPTY;
    return true;
}

struct shown_suggestions {
    json_t *items;
    uint64_t total;
    const struct suggestion *last;
    bool has_more;
};

static bool gather(struct api_call *c, const struct graph_index *g, const struct suggestions *all,
                   const struct list_page *page, struct shown_suggestions *out, struct err *e)
{
    struct str kind = request_query(c->q, "kind", NULL), key;
    int64_t score;
    if (!read_after(page, &score, &key, e))
        return false;
    for (size_t i = 0; i < all->n; i++) {
        const struct suggestion *s = &all->items[i];
        if (kind.n && !str_eq(kind, str_from(suggestion_kind_name(s->kind))))
            continue;
        out->total++;
        if (key.n && (s->score > score || (s->score == score && str_cmp(s->key, key) <= 0)))
            continue;
        out->has_more = json_array_size(out->items) == page->limit;
        if (out->has_more)
            continue;
        json_t *o = json_object();
        (void)json_array_append_new(out->items, o);
        out->last = s;
        if (!fill(c, g, s, o, e))
            return false;
    }
    return true;
}

static bool send(struct api_call *c, const struct graph_index *g, const struct suggestions *all,
                 struct err *e)
{
    struct list_page page;
    struct shown_suggestions shown = {.items = json_array()};
    if (!list_page_read(c->q, &page, e) || !gather(c, g, all, &page, &shown, e)) {
        json_decref(shown.items);
        return false;
    }
    struct str last = shown.has_more ? cursor_of(c, shown.last) : STR_EMPTY;
    json_t *body = list_to_json(c, &page, shown.items, shown.total, last);
    json_put(body, "complete", json_boolean(all->is_complete));
    return api_send(c->q, c->r, body, e);
}

static bool list(struct api_call *c, const struct graph_index *g, struct err *e)
{
    const struct suggestions *all;
    if (!suggest_get(c->api->library, c->db, &all, e))
        return false;
    bool done = send(c, g, all, e);
    suggest_release(all);
    return done;
}

static bool read(struct api_call *c, struct err *e)
{
    return api_with_index(c, list, e);
}

bool api_suggestions_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read);
}
