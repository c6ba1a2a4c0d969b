#include "app/similar.h"

#include "base/arena.h"
#include "graph_call_internal.h"
#include "store/graph_scan.h"

#define SHOWN_DEFAULT 20
#define SHOWN_MAX     100

static bool append_node(struct api_call *c, const struct graph_index *g, uint32_t node,
                        json_t *list, json_t **out, struct err *e)
{
    if (!api_node_to_json(c, g, node, out, e))
        return false;
    (void)json_array_append_new(list, *out);
    return true;
}

static json_t *edge_id(struct api_call *c, int64_t edge)
{
    return edge ? shape_str(graph_write_edge_id(edge, c->arena)) : json_null();
}

static bool send(struct api_call *c, json_t *items, bool complete, bool done, struct err *e)
{
    json_t *body = json_object();
    json_put(body, "items", items);
    json_put(body, "complete", json_boolean(complete));
    if (done)
        return api_send(c->q, c->r, body, e);
    json_decref(body);
    return false;
}

static bool read_limit(const struct request *q, size_t *out, struct err *e)
{
    int64_t limit;
    if (!request_query_int(q, "limit", 1, SHOWN_MAX, SHOWN_DEFAULT, &limit, e))
        return false;
    *out = (size_t)limit;
    return true;
}

/* ---- papers like a paper ---- */

static bool add_shared(struct api_call *c, const struct graph_index *g,
                       const struct similar_paper *p, json_t *why, struct err *e)
{
    json_t *concepts = json_array();
    json_t *papers = json_array();
    json_put(why, "concepts", concepts);
    json_put(why, "papers", papers);
    for (size_t i = 0; i < p->n_shared; i++) {
        uint32_t node = p->shared[i].node;
        json_t *o;
        if (!append_node(c, g, node, graph_node_is_concept(node) ? concepts : papers, &o, e))
            return false;
        json_put(o, "weight", shape_score(p->shared[i].weight));
    }
    return true;
}

static json_t *words_to_json(const struct similar_paper *p)
{
    json_t *list = json_array();
    for (size_t i = 0; i < p->n_shared_words; i++)
        (void)json_array_append_new(list, shape_str(p->shared_words[i]));
    return list;
}

static bool add_similar(struct api_call *c, const struct graph_index *g,
                        const struct similar_paper *p, json_t *items, struct err *e)
{
    struct paper_row row;
    if (!graph_get_paper(c->db, p->node, c->arena, &row, e))
        return false;
    json_t *o = shape_paper(&row);
    json_t *why = json_object();
    (void)json_array_append_new(items, o);
    json_put(o, "score", shape_score(p->score));
    json_put(o, "parts",
             json_pack("{s:o, s:o, s:o}", "concepts", shape_score(p->concepts), "links",
                       shape_score(p->links), "words", shape_score(p->words)));
    json_put(o, "why", why);
    json_put(why, "shared", json_integer((json_int_t)p->n_shared_all));
    json_put(why, "edge", edge_id(c, p->edge_id));
    json_put(why, "words", words_to_json(p));
    return add_shared(c, g, p, why, e);
}

static bool list_similar(struct api_call *c, const struct graph_index *g, struct err *e)
{
    struct paper_row paper;
    struct similar_paper *rows;
    size_t n, limit;
    bool found, complete;
    if (!read_limit(c->q, &limit, e) || !api_find_paper(c, &paper, &found, e))
        return false;
    if (!found)
        return true;
    if (!graph_find_similar(g, c->db, (uint32_t)paper.id, limit, c->arena, &rows, &n, &complete, e))
        return false;
    json_t *items = json_array();
    bool done = true;
    for (size_t i = 0; done && i < n; i++)
        done = add_similar(c, g, &rows[i], items, e);
    return send(c, items, complete, done, e);
}

/* ---- concepts that go with a concept ---- */

static bool add_related(struct api_call *c, const struct graph_index *g,
                        const struct related_concept *r, json_t *items, struct err *e)
{
    struct concept_row row;
    if (!graph_get_concept(c->db, r->node, c->arena, &row, e))
        return false;
    json_t *o = shape_concept(&row);
    json_t *examples = json_array();
    (void)json_array_append_new(items, o);
    json_put(o, "score", shape_score(r->score));
    json_put(o, "npmi", shape_score(r->npmi));
    json_put(o, "closeness", shape_score(r->closeness));
    json_put(o, "papers_with_both", json_integer(r->n_papers));
    json_put(o, "edge", edge_id(c, r->edge_id));
    json_put(o, "relation",
             r->edge_id ? json_string(graph_relation_name(r->link.relation)) : json_null());
    json_put(o, "examples", examples);
    for (size_t i = 0; i < r->n_examples; i++) {
        json_t *paper;
        if (!append_node(c, g, r->papers[i], examples, &paper, e))
            return false;
    }
    return true;
}

static bool list_related(struct api_call *c, const struct graph_index *g, struct err *e)
{
    struct concept_row concept;
    struct related_concept *rows;
    size_t n, limit;
    bool found, complete;
    if (!read_limit(c->q, &limit, e) || !api_find_concept(c, &concept, &found, e))
        return false;
    if (!found)
        return true;
    if (!graph_find_related(g, c->db, (uint32_t) concept.id, limit, c->arena, &rows, &n, &complete,
                            e))
        return false;
    json_t *items = json_array();
    bool done = true;
    for (size_t i = 0; done && i < n; i++)
        done = add_related(c, g, &rows[i], items, e);
    return send(c, items, complete, done, e);
}

/* ---- handlers ---- */

static bool read_similar(struct api_call *c, struct err *e)
{
    return api_with_index(c, list_similar, e);
}

static bool read_related(struct api_call *c, struct err *e)
{
    return api_with_index(c, list_related, e);
}

bool api_papers_list_similar(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read_similar);
}

bool api_concepts_list_related(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read_related);
}
