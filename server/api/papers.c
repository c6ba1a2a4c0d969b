#include "api_internal.h"
#include "app/citation.h"
#include "app/reference.h"
#include "base/arena.h"

#define EVIDENCE_IN_LISTS 3

bool api_find_paper(struct api_call *c, struct paper_row *out, bool *found, struct err *e)
{
    struct str reference = request_path_param(c->q, "id");
    struct err why = {0};
    bool moved = false;
    *found = reference_find_paper(c->db, reference, c->arena, out, &moved, &why);
    if (*found && moved) {
        *found = false;
        return api_send_moved(c, reference, out->public_id);
    }
    if (*found) {
        api_add_location(c, "/api/v1/papers/", out->public_id);
        return true;
    }
    bool is_hidden = false;
    if (why.code == ERR_NOT_FOUND)
        return api_send_hidden(c, NODE_PAPER, reference, &is_hidden, e) &&
               (is_hidden || api_send_unknown(c, reference, SEARCH_PAPER, "paper", e));
    return err_set_detail(e, why.code, why.detail, "%s", why.msg);
}

static bool list(struct api_call *c, struct err *e)
{
    return api_list(c, FIND_PAPERS, STR_EMPTY, e);
}

/* Identifiers may end in ".bib", too, so the ending counts only when nothing has the whole name. */
static bool take_ending(struct api_call *c, enum citation_format *format)
{
    struct paper_row ignored;
    struct err why = {0};
    bool moved;
    struct str whole = request_path_param(c->q, "id"), name = whole;
    bool is_citation = citation_format_from_ending(&name, format);
    if (!is_citation && str_ends(name, STR(".json")))
        name = str_sub(name, 0, name.n - STR(".json").n);
    if (name.n == whole.n || !name.n ||
        reference_find_paper(c->db, whole, c->arena, &ignored, &moved, &why))
        return false;
    c->q->path_params[0] = name;
    return is_citation;
}

static bool show(struct api_call *c, struct err *e)
{
    struct paper_row paper;
    bool found;
    enum citation_format format;
    bool is_citation = take_ending(c, &format);
    if (!api_find_paper(c, &paper, &found, e))
        return false;
    if (found && is_citation)
        return api_send_citation(c, &paper, format);
    return !found || api_send(c->q, c->r, shape_paper(&paper), e);
}

/* The edge without the end that was asked about, and the other end in full. */
static bool append_concept(struct api_call *c, const struct edge_row *edge, json_t *items,
                           struct err *e)
{
    struct concept_row concept;
    struct evidence_row *rows;
    size_t n;
    int64_t id = edge->to_class == NODE_CONCEPT ? edge->to_id : edge->from_id;
    if (!graph_get_concept(c->db, id, c->arena, &concept, e) ||
        !graph_list_evidence(c->db, edge->id, EVIDENCE_IN_LISTS, c->arena, &rows, &n, e))
        return false;
    json_t *o = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "concept", shape_concept(&concept),
                          "edge", shape_str(edge->public_id), "relation", shape_str(edge->relation),
                          "score", shape_score(edge->score), "status", shape_str(edge->status),
                          "evidence", shape_evidence(rows, n));
    (void)json_array_append_new(items, o);
    return true;
}

static bool append_edge(struct api_call *c, const struct edge_row *edge, json_t *items,
                        struct err *e)
{
    json_t *o;
    if (!shape_edge(c, edge, EVIDENCE_IN_LISTS, &o, e))
        return false;
    (void)json_array_append_new(items, o);
    return true;
}

typedef bool append_fn(struct api_call *c, const struct edge_row *edge, json_t *items,
                       struct err *e);

static bool append_all(struct api_call *c, const struct edge_row *edges, size_t n,
                       append_fn *append, json_t *items, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (append(c, &edges[i], items, e))
            continue;
        json_decref(items);
        return false;
    }
    return true;
}

/* The edges of the paper, to concepts only or to anything. */
static bool list_edges_of(struct api_call *c, bool concepts_only, append_fn *append, struct err *e)
{
    struct paper_row paper;
    struct list_page page;
    struct edge_row *edges;
    size_t n;
    uint64_t total;
    bool found;
    if (!list_page_read(c->q, &page, e) || !api_find_paper(c, &paper, &found, e))
        return false;
    if (!found)
        return true;
    struct edge_filter filter = {
        .has_node = true,
        .node_class = NODE_PAPER,
        .node_id = paper.id,
        .has_other = concepts_only,
        .other_class = NODE_CONCEPT,
        .relation = request_query(c->q, "relation", NULL),
        .after = page.after,
        .limit = page.limit,
    };
    if (!graph_list_edges(c->db, &filter, c->arena, &edges, &n, &total, e))
        return false;
    json_t *items = json_array();
    if (!append_all(c, edges, n, append, items, e))
        return false;
    struct str last = n == page.limit ? edges[n - 1].public_id : STR_EMPTY;
    return api_send(c->q, c->r, list_to_json(c, &page, items, total, last), e);
}

static bool list_concepts(struct api_call *c, struct err *e)
{
    return list_edges_of(c, true, append_concept, e);
}

static bool list_edges(struct api_call *c, struct err *e)
{
    return list_edges_of(c, false, append_edge, e);
}

/* All places of all edges, one list. */
static bool append_evidence(struct api_call *c, const struct edge_row *edge, json_t *items,
                            struct err *e)
{
    struct evidence_row *rows;
    size_t n;
    if (!graph_list_evidence(c->db, edge->id, LIST_LIMIT_MAX, c->arena, &rows, &n, e))
        return false;
    json_t *places = shape_evidence(rows, n);
    for (size_t i = 0; i < n; i++)
        (void)json_object_set_new(json_array_get(places, i), "edge", shape_str(edge->public_id));
    (void)json_array_extend(items, places);
    json_decref(places);
    return true;
}

static bool list_evidence(struct api_call *c, struct err *e)
{
    return list_edges_of(c, false, append_evidence, e);
}

static bool list_notes(struct api_call *c, struct err *e)
{
    struct paper_row paper;
    struct note_row *rows;
    size_t n;
    bool found;
    if (!api_find_paper(c, &paper, &found, e))
        return false;
    if (!found)
        return true;
    if (!note_list_of_paper(c->db, paper.id, c->arena, &rows, &n, e))
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(items, shape_note(&rows[i]));
    struct list_page all = {.limit = n};
    return api_send(c->q, c->r, list_to_json(c, &all, items, n, STR_EMPTY), e);
}

bool api_papers_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list);
}

bool api_papers_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}

bool api_papers_list_concepts(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list_concepts);
}

bool api_papers_list_edges(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list_edges);
}

bool api_papers_list_notes(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list_notes);
}

bool api_papers_list_evidence(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list_evidence);
}
