#include "api_internal.h"
#include "base/arena.h"

bool api_find_concept(struct api_call *c, struct concept_row *out, bool *found, struct err *e)
{
    struct str reference = request_path_param(c->q, "id");
    struct err why = {0};
    bool moved = false;
    *found = graph_find_concept(c->db, reference, c->arena, out, &moved, &why);
    if (*found && moved) {
        *found = false;
        return api_send_moved(c, reference, out->slug);
    }
    if (*found) {
        api_add_location(c, "/api/v1/concepts/", out->public_id);
        return true;
    }
    bool is_hidden = false;
    if (why.code == ERR_NOT_FOUND)
        return api_send_hidden(c, NODE_CONCEPT, reference, &is_hidden, e) &&
               (is_hidden || api_send_unknown(c, reference, SEARCH_CONCEPT, "concept", e));
    return err_set_detail(e, why.code, why.detail, "%s", why.msg);
}

static bool list(struct api_call *c, struct err *e)
{
    return api_list(c, FIND_CONCEPTS, STR_EMPTY, e);
}

/* Labels of the neighbours in the hierarchy. */
static bool append_neighbours(struct api_call *c, const int64_t *ids, size_t n, json_t *list,
                              struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        json_t *end;
        if (!shape_end(c, NODE_CONCEPT, ids[i], &end, e))
            return false;
        (void)json_array_append_new(list, end);
    }
    return true;
}

static bool show(struct api_call *c, struct err *e)
{
    struct concept_row concept;
    int64_t *broader;
    size_t n;
    bool found;
    if (!api_find_concept(c, &concept, &found, e))
        return false;
    if (!found)
        return true;
    if (!graph_broader(c->db, concept.id, c->arena, &broader, &n, e))
        return false;
    json_t *list = json_array();
    if (!append_neighbours(c, broader, n, list, e)) {
        json_decref(list);
        return false;
    }
    json_t *o = shape_concept(&concept);
    (void)json_object_set_new(o, "broader", list);
    return api_send(c->q, c->r, o, e);
}

/* The flagship question as one address: the same query that the phrase makes. */
static bool list_papers(struct api_call *c, struct err *e)
{
    struct concept_row concept;
    bool found;
    if (!api_find_concept(c, &concept, &found, e))
        return false;
    return !found || api_list(c, FIND_PAPERS, concept.key, e);
}

bool api_concepts_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list);
}

bool api_concepts_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}

bool api_concepts_list_papers(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list_papers);
}
