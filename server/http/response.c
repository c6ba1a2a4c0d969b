#include "http/response.h"

#include "base/ascii.h"
#include <jansson.h>
#include <stdio.h>

static bool is_clean(struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        if (ascii_is_control(value.p[i]))
            return false;
    return true;
}

void response_header(struct response *r, const char *name, struct str value)
{
    if (!is_clean(value))
        BUG("a response header holds a control byte");
    for (size_t i = 0; i < r->n_headers; i++) {
        if (str_eq_ci(r->headers[i].name, str_from(name))) {
            r->headers[i].value = value;
            return;
        }
    }
    if (r->n_headers == RESPONSE_HEADERS_MAX)
        BUG("too many response headers");
    r->headers[r->n_headers++] = (struct http_pair){str_from(name), value};
}

void response_content_type(struct response *r, const char *type)
{
    response_header(r, "Content-Type", str_from(type));
}

static json_t *json_str(struct str s)
{
    return json_stringn(s.p ? s.p : "", s.n);
}

static json_t *items_to_json(const struct problem_item *items, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *item = json_object();
        if (items[i].parameter.n)
            (void)json_object_set_new(item, "parameter", json_str(items[i].parameter));
        if (items[i].pointer.n)
            (void)json_object_set_new(item, "pointer", json_str(items[i].pointer));
        if (items[i].at_offset || items[i].at_length)
            (void)json_object_set_new(item, "at",
                                      json_pack("{s:I, s:I}", "offset",
                                                (json_int_t)items[i].at_offset, "length",
                                                (json_int_t)items[i].at_length));
        (void)json_object_set_new(item, "code", json_string(items[i].code));
        (void)json_object_set_new(item, "detail", json_str(items[i].detail));
        if (items[i].suggestion.n)
            (void)json_object_set_new(item, "suggestion", json_str(items[i].suggestion));
        (void)json_array_append_new(list, item);
    }
    return list;
}

static int dump_to_strbuf(const char *p, size_t n, void *context)
{
    strbuf_add(context, p, n);
    return 0;
}

static json_t *problem_to_json(const struct request *q, const struct err *e)
{
    const char *slug = err_slug(e->code);
    bool zh = request_language(q)[0] == 'z';
    char type[80];
    (void)snprintf(type, sizeof(type), "/problems/%s", slug);
    json_t *o = json_object();
    (void)json_object_set_new(o, "type", json_string(type));
    (void)json_object_set_new(o, "title",
                              json_string(zh ? err_title_zh(e->code) : err_title(e->code)));
    (void)json_object_set_new(o, "status", json_integer(err_status(e->code)));
    (void)json_object_set_new(o, "code", json_string(slug));
    (void)json_object_set_new(o, "detail", json_string(e->msg));
    json_t *instance = json_str(q->target); /* NULL for a target that is no UTF-8 */
    if (instance)
        (void)json_object_set_new(o, "instance", instance);
    (void)json_object_set_new(o, "request_id", json_string(q->id));
    return o;
}

/* What the client is to do next, by the kind of problem (RFC 9110, 11.6.1 and 10.2.3). */
static void add_remedy_header(struct response *r, enum err_code code)
{
    if (code == ERR_UNAUTHENTICATED)
        response_header(r, "WWW-Authenticate", STR("Bearer realm=\"paperstack\""));
    else if (code == ERR_RATE_LIMITED)
        response_header(r, "Retry-After", STR("60"));
    else if (code == ERR_BUSY)
        response_header(r, "Retry-After", STR("1"));
}

void response_problem_items(struct response *r, const struct request *q, const struct err *e,
                            const struct problem_item *items, size_t n)
{
    json_t *o = problem_to_json(q, e);
    if (n)
        (void)json_object_set_new(o, "errors", items_to_json(items, n));
    strbuf_reset(&r->body);
    r->n_headers = 0; /* a link or version of what was to be sent */
    r->borrowed = STR_EMPTY;
    r->borrowed_gzip = STR_EMPTY;
    (void)json_dump_callback(o, dump_to_strbuf, &r->body, JSON_COMPACT);
    strbuf_add_byte(&r->body, '\n');
    json_decref(o);
    r->status = err_status(e->code);
    r->is_problem = true;
    add_remedy_header(r, e->code);
    response_content_type(r, "application/problem+json; charset=utf-8");
    response_header(r, "Cache-Control", STR("no-store"));
}

void response_problem(struct response *r, const struct request *q, const struct err *e)
{
    response_problem_items(r, q, e, NULL, 0);
}
