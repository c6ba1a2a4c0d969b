#include "api_internal.h"
#include "base/arena.h"

static json_t *reason_to_json(const struct query_reason *why)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "edge", shape_str(why->edge.public_id),
                     "from", shape_str(why->from_label), "relation", shape_str(why->edge.relation),
                     "to", shape_str(why->to_label), "score", shape_score(why->edge.score),
                     "evidence", shape_evidence(why->evidence, why->n_evidence));
}

static bool hit_to_json(struct api_call *c, const struct query_hit *hit, json_t **out,
                        struct err *e)
{
    struct note_row note;
    switch (hit->find) {
    case FIND_PAPERS:
        *out = shape_paper(&hit->paper);
        break;
    case FIND_CONCEPTS:
        *out = shape_concept(&hit->concept);
        break;
    case FIND_NOTES:
        if (!note_get_by_id(c->db, hit->note_id, c->arena, &note, e))
            return false;
        *out = shape_note(&note);
        break;
    }
    json_t *why = json_array();
    for (size_t i = 0; i < hit->n_why; i++)
        (void)json_array_append_new(why, reason_to_json(&hit->why[i]));
    (void)json_object_set_new(*out, "score", shape_score(hit->score));
    (void)json_object_set_new(*out, "why", why);
    return true;
}

static json_t *terms_to_json(const struct query_result *result, json_t *warnings)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->n_terms; i++) {
        const struct query_term *t = &result->terms[i];
        (void)json_array_append_new(
            list, json_pack("{s:o, s:s, s:o, s:o}", "text", shape_str(t->text), "type",
                            t->class_ == NODE_PAPER ? "paper" : "concept", "key", shape_str(t->key),
                            "label", shape_str(t->label)));
        for (size_t k = 0; k < t->n_others; k++)
            (void)json_array_append_new(
                warnings, json_pack("{s:s, s:o}", "code", "ambiguous-term", "detail",
                                    json_sprintf("\"%.*s\" can also be \"%.*s\"; used \"%.*s\".",
                                                 STR_FMT(t->text), STR_FMT(t->others[k]),
                                                 STR_FMT(t->label))));
    }
    return list;
}

static bool hits_to_json(struct api_call *c, const struct query_result *result, json_t **out,
                         struct err *e)
{
    json_t *items = json_array();
    for (size_t i = 0; i < result->n_hits; i++) {
        json_t *item = NULL;
        if (!hit_to_json(c, &result->hits[i], &item, e)) {
            json_decref(items);
            return false;
        }
        (void)json_array_append_new(items, item);
    }
    *out = items;
    return true;
}

/* 422 that offers the nearest names. */
static bool send_unknown_term(struct api_call *c, const struct query_result *result,
                              const struct err *why)
{
    struct err busy = {0};
    struct problem_item *items = ARENA_ARRAY(c->arena, struct problem_item, result->n_suggestions);
    if (c->api->importing && atomic_load(c->api->importing)) {
        (void)err_set(&busy, ERR_BUSY,
                      "The notes are still being taken in; ask again in a moment.");
        response_problem(c->r, c->q, &busy);
        return true;
    }
    for (size_t i = 0; i < result->n_suggestions; i++)
        items[i] = (struct problem_item){.code = "nearest-name",
                                         .parameter = STR("q"),
                                         .detail = STR("A name close to it."),
                                         .suggestion = result->suggestions[i]};
    response_problem_items(c->r, c->q, why, items, result->n_suggestions);
    return true;
}

/* Which slice of the hits: the query knows the number of hits only, so the cursor holds it. */
static bool read_offset(const struct list_page *page, uint64_t *offset, struct err *e)
{
    *offset = 0;
    if (page->after.n && !str_to_u64(page->after, offset))
        return err_set(e, ERR_CURSOR_MISMATCH, "The cursor is not one of this query.");
    return true;
}

bool api_send_query(struct api_call *c, const struct query *query, struct err *e)
{
    struct list_page page;
    struct query_result result = {0};
    struct query sized = *query;
    struct err why = {0};
    json_t *items;
    uint64_t offset;
    if (!list_page_read(c->q, &page, e) || !read_offset(&page, &offset, e))
        return false;
    if (!sized.limit || sized.limit > page.limit)
        sized.limit = page.limit;
    sized.offset = (size_t)offset;
    if (!query_run(c->db, &sized, c->arena, &result, &why)) {
        if (why.code == ERR_UNKNOWN_CONCEPT)
            return send_unknown_term(c, &result, &why);
        return err_set_detail(e, why.code, why.detail, "%s", why.msg);
    }
    if (!hits_to_json(c, &result, &items, e))
        return false;
    struct str last = STR_EMPTY;
    if (offset + result.n_hits < result.total && result.n_hits == page.limit)
        last =
            str_from(arena_printf(c->arena, "%llu", (unsigned long long)(offset + result.n_hits)));
    json_t *warnings = json_array();
    json_t *answer = list_to_json(c, &page, items, result.total, last);
    json_t *terms = terms_to_json(&result, warnings);
    (void)json_object_set_new(answer, "interpreted_as",
                              json_pack("{s:o, s:o}", "phrase",
                                        shape_str(query_write_question(query, c->arena)), "terms",
                                        terms));
    (void)json_object_set_new(answer, "warnings", warnings);
    return api_send(c->q, c->r, answer, e);
}

static bool ask(struct api_call *c, struct err *e)
{
    struct query query = {0};
    struct query_position at = {0};
    bool found;
    struct str phrase = request_query(c->q, "q", &found);
    if (!found)
        return err_set(e, ERR_INVALID_PARAMETER,
                       "q is missing: write for example q=papers linked to contrastive learning.");
    return query_read_question(phrase, c->db, c->arena, &query, &at, e) &&
           api_send_query(c, &query, e);
}

bool api_query_ask(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, ask);
}
