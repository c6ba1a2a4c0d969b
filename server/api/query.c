#include "api_internal.h"
#include "app/query_write.h"
#include "base/arena.h"
#include "base/strbuf.h"

/* ---- problems ---- */

enum language api_language(const struct request *q)
{
    return language_from(str_from(request_language(q)));
}

static bool send_problems(struct api_call *c, const struct query_problems *problems,
                          const struct err *why)
{
    struct problem_item *items = ARENA_ARRAY(c->arena, struct problem_item, problems->n);
    for (size_t i = 0; i < problems->n; i++) {
        const struct query_problem *p = &problems->items[i];
        items[i] = (struct problem_item){.parameter = p->parameter,
                                         .pointer = p->pointer,
                                         .at_offset = p->at.offset,
                                         .at_length = p->at.length,
                                         .code = p->code,
                                         .detail = p->detail,
                                         .suggestion = p->suggestion};
    }
    response_problem_items(c->r, c->q, why, items, problems->n);
    return true;
}

/* 422 that offers the nearest names; while the first notes come in, what is unknown may come yet. */
static bool send_unknown_term(struct api_call *c, const struct query_result *result,
                              const struct err *why)
{
    struct err busy = {0};
    struct problem_item *items = ARENA_ARRAY(c->arena, struct problem_item, result->n_suggestions);
    if (c->api->importing && atomic_load(c->api->importing)) {
        (void)err_set(&busy, ERR_BUSY,
                      api_language(c->q) == LANGUAGE_ZH
                          ? "笔记仍在读入，请稍后再试。"
                          : "The notes are still being taken in; ask again in a moment.");
        response_problem(c->r, c->q, &busy);
        return true;
    }
    for (size_t i = 0; i < result->n_suggestions; i++)
        items[i] = (struct problem_item){.code = "nearest-name",
                                         .detail = api_language(c->q) == LANGUAGE_ZH
                                                       ? STR("相近的名称。")
                                                       : STR("A name close to it."),
                                         .suggestion = result->suggestions[i]};
    response_problem_items(c->r, c->q, why, items, result->n_suggestions);
    return true;
}

/* ---- how the question was understood ---- */

static json_t *terms_to_json(const struct query_result *result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->n_terms; i++) {
        const struct query_term *t = &result->terms[i];
        json_t *others = json_array();
        for (size_t k = 0; k < t->n_others; k++)
            (void)json_array_append_new(others, shape_str(t->others[k]));
        (void)json_array_append_new(
            list, json_pack("{s:o, s:s, s:o, s:o, s:o}", "text", shape_str(t->text), "type",
                            t->class_ == NODE_PAPER ? "paper" : "concept", "key", shape_str(t->key),
                            "label", shape_str(t->label), "others", others));
    }
    return list;
}

/* The same question as an address; NULL when it cannot be one. */
static json_t *url_of(const struct query *query, struct arena *a)
{
    struct query_pair *pairs;
    size_t n;
    STRBUF_SCOPE(url);
    if (!query_write_url(query, a, &pairs, &n))
        return NULL;
    strbuf_printf(&url, "/api/v1/%s",
                  query->find == FIND_PATHS ? "graph/path" : query_find_name(query->find));
    for (size_t i = 0; i < n; i++) {
        strbuf_add_byte(&url, i ? '&' : '?');
        api_add_escaped(&url, pairs[i].name);
        strbuf_add_byte(&url, '=');
        api_add_escaped(&url, pairs[i].value);
    }
    return shape_str(strbuf_view(&url));
}

static json_t *understood(struct api_call *c, const struct query *query,
                          const struct query_result *result)
{
    struct str phrase;
    struct query first_page = *query;
    first_page.cursor = STR_EMPTY;
    json_t *o = json_object();
    json_t *url = url_of(&first_page, c->arena);
    if (query_write_phrase(&first_page, api_language(c->q), c->arena, &phrase))
        (void)json_object_set_new(o, "phrase", shape_str(phrase));
    (void)json_object_set_new(o, "query", query_make_json(&first_page));
    if (url)
        (void)json_object_set_new(o, "url", url);
    (void)json_object_set_new(o, "terms", terms_to_json(result));
    return o;
}

/* ---- the answer ---- */

static json_t *facets_to_json(const struct query_result *result, struct arena *a)
{
    json_t *facets = json_object();
    for (size_t i = 0; i < result->n_facets; i++) {
        const struct query_facet *f = &result->facets[i];
        json_t *values = json_array();
        for (size_t k = 0; k < f->n_values; k++) {
            json_t *o = json_pack("{s:o, s:I}", "value", shape_str(f->values[k].value), "count",
                                  (json_int_t)f->values[k].count);
            if (f->values[k].label.n)
                (void)json_object_set_new(o, "label", shape_str(f->values[k].label));
            (void)json_array_append_new(values, o);
        }
        json_t *facet = json_pack("{s:o, s:I}", "values", values, "other", (json_int_t)f->other);
        (void)json_object_set_new(facets, str_cstr(a, f->field), facet);
    }
    return facets;
}

static json_t *warnings_to_json(const struct query_result *result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->n_warnings; i++)
        (void)json_array_append_new(list,
                                    json_pack("{s:s, s:o}", "code", result->warnings[i].code,
                                              "detail", shape_str(result->warnings[i].detail)));
    return list;
}

static json_t *page_to_json(struct api_call *c, const struct query_result *result)
{
    bool is_get = c->q->method != HTTP_POST;
    struct str next = result->next_cursor;
    if (next.n && is_get)
        list_add_links(c, next);
    return json_pack("{s:I, s:I, s:o}", "limit", (json_int_t)result->limit, "total",
                     (json_int_t)result->total, "next_cursor",
                     next.n ? shape_str(next) : json_null());
}

static bool send_result(struct api_call *c, const struct query *query,
                        const struct query_result *result, struct err *e)
{
    json_t *items;
    if (!shape_query_hits(c, query, result, &items, e))
        return false;
    json_t *answer = json_pack("{s:o, s:o}", "items", items, "page", page_to_json(c, result));
    if (result->n_facets)
        (void)json_object_set_new(answer, "facets", facets_to_json(result, c->arena));
    (void)json_object_set_new(answer, "interpreted_as", understood(c, query, result));
    (void)json_object_set_new(answer, "warnings", warnings_to_json(result));
    return api_send(c->q, c->r, answer, e);
}

bool api_send_query(struct api_call *c, const struct query *query, struct err *e)
{
    struct query_result result;
    struct err why = {0};
    if (query_run(c->api->library, c->db, query, api_language(c->q), c->arena, &result, &why)) {
        c->is_of_today = result.is_of_today;
        return send_result(c, query, &result, e);
    }
    if (why.code == ERR_UNKNOWN_CONCEPT || why.code == ERR_AMBIGUOUS_TERM)
        return send_unknown_term(c, &result, &why);
    return err_set_detail(e, why.code, why.detail, "%s", why.msg);
}

/* ---- the three spellings ---- */

static bool is_common(struct str name)
{
    return str_eq(name, STR("pretty"));
}

bool api_list(struct api_call *c, enum query_find find, struct str linked_to, struct err *e)
{
    struct query query;
    struct query_problems problems = {0};
    struct err why = {0};
    struct query_pair *pairs = ARENA_ARRAY(c->arena, struct query_pair, c->q->n_query + 1);
    size_t n = 0;
    if (linked_to.n)
        pairs[n++] = (struct query_pair){STR("linked_to"), linked_to};
    for (size_t i = 0; i < c->q->n_query; i++)
        if (!is_common(c->q->query[i].name))
            pairs[n++] = (struct query_pair){c->q->query[i].name, c->q->query[i].value};
    if (query_read_url(find, pairs, n, api_language(c->q), c->arena, &query, &problems, &why))
        return api_send_query(c, &query, e);
    return send_problems(c, &problems, &why);
}

static bool read_page(struct api_call *c, struct query *query, struct err *e)
{
    int64_t limit;
    bool has_cursor;
    if (!request_query_int(c->q, "limit", 1, QUERY_LIMIT_MAX, QUERY_LIMIT_DEFAULT, &limit, e))
        return false;
    struct str cursor = request_query(c->q, "cursor", &has_cursor);
    if (!query->limit || query->limit > (size_t)limit)
        query->limit = (size_t)limit;
    if (has_cursor)
        query->cursor = cursor;
    return true;
}

static bool ask(struct api_call *c, struct err *e)
{
    struct query query;
    struct query_problems problems = {0};
    struct err why = {0};
    bool found;
    struct str phrase = request_query(c->q, "q", &found);
    if (!found)
        return err_set(e, ERR_INVALID_PARAMETER,
                       api_language(c->q) == LANGUAGE_ZH
                           ? "缺少 q：例如 q=与对比学习相关的论文。"
                           : "q is missing: write for example q=papers linked to contrastive "
                             "learning.");
    if (!query_read_phrase(phrase, c->db, api_language(c->q), c->arena, &query, &problems, &why))
        return send_problems(c, &problems, &why);
    return read_page(c, &query, e) && api_send_query(c, &query, e);
}

static bool is_json(const struct request *q)
{
    struct str type = request_header(q, "content-type");
    return !type.n || str_starts_ci(type, STR("application/json"));
}

static bool ask_document(struct api_call *c, struct err *e)
{
    struct query query;
    struct query_problems problems = {0};
    struct err why = {0};
    if (!is_json(c->q))
        return err_set(e, ERR_UNSUPPORTED_TYPE,
                       "A question is sent as Content-Type: application/json.");
    if (query_read_json(c->q->body, api_language(c->q), c->arena, &query, &problems, &why))
        return api_send_query(c, &query, e);
    return send_problems(c, &problems, &why);
}

bool api_query_ask(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, ask);
}

bool api_query_post(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, ask_document);
}
