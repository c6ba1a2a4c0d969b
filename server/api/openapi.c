/* The description of the API in OpenAPI 3.1: addresses, parameters and rights follow from the route
 * table; what stands in bodies and answers from server/api/openapi/ (operations.json names a schema
 * of schemas.json for each operation, and examples). */
#include "api_internal.h"
#include "app/query_read.h"
#include "base/arena.h"
#include "base/embed.h"

static json_t *embedded_json(const char *name)
{
    const struct embedded_file *file = embed_find(str_from(name));
    json_t *value = file ? json_loadb(file->bytes.p, file->bytes.n, 0, NULL) : NULL;
    if (!value)
        BUG("a part of the API's description is missing");
    return value;
}

static json_t *reference(const char *kind, const char *name)
{
    return json_pack("{s:o}", "$ref", json_sprintf("#/components/%s/%s", kind, name));
}

/* ---- parameters ---- */

static json_t *enumeration(const char *values)
{
    json_t *list = json_array();
    struct str rest = str_from(values), one;
    while (str_split(&rest, '|', &one))
        (void)json_array_append_new(list, shape_str(one));
    return list;
}

static json_t *schema_of(enum param_type type, int64_t min, int64_t max, const char *values)
{
    static const char *const names[] = {"string", "integer", "boolean", "string"};
    json_t *schema = json_pack("{s:s}", "type", names[type]);
    if (type == PARAM_INT && max) {
        json_put(schema, "minimum", json_integer(min));
        if (max < INT32_MAX)
            json_put(schema, "maximum", json_integer(max));
    }
    if (values)
        json_put(schema, "enum", enumeration(values));
    return schema;
}

static json_t *parameter(const char *name, const char *doc, json_t *schema, json_t *example)
{
    json_t *o = json_pack("{s:s, s:s, s:o}", "name", name, "in", "query", "schema", schema);
    if (doc)
        json_put(o, "description", json_string(doc));
    if (example)
        json_put(o, "example", example);
    return o;
}

static json_t *typed(const char *example, const char *type)
{
    json_t *value =
        example && strcmp(type, "string") != 0 ? json_loads(example, JSON_DECODE_ANY, NULL) : NULL;
    if (value)
        return value;
    return example ? json_string(example) : NULL;
}

static const char *type_of(const json_t *schema)
{
    return json_string_value(json_object_get(schema, "type"));
}

static void add_route_params(const struct route_param *params, json_t *list)
{
    for (const struct route_param *p = params; p && p->name; p++) {
        json_t *schema =
            schema_of(p->type, p->min, p->max, p->type == PARAM_ENUM ? p->values : NULL);
        (void)json_array_append_new(
            list, parameter(p->name, p->doc, schema, typed(p->example, type_of(schema))));
    }
}

/* A list that takes the fields of the query language. */
static void add_query_params(const char *find_name, struct arena *a, json_t *list)
{
    static const char *const types[] = {"string", "integer", "number", "boolean"};
    enum query_find find = FIND_PAPERS;
    size_t n;
    while (strcmp(query_find_name(find), find_name) != 0)
        if (++find == FIND_COUNT)
            BUG("operations.json names no kind of thing");
    const struct query_parameter *params = query_parameters(find, a, &n);
    for (size_t i = 0; i < n; i++) {
        const struct query_parameter *p = &params[i];
        json_t *schema = json_pack("{s:s}", "type", types[p->type]);
        if (p->values)
            json_put(schema, "enum", enumeration(p->values));
        if (p->max) {
            json_put(schema, "minimum", json_integer(p->min));
            json_put(schema, "maximum", json_integer(p->max));
        }
        (void)json_array_append_new(
            list, parameter(p->name, p->doc, schema, typed(p->example, types[p->type])));
    }
}

/* "{id}" and "{path*}" of the pattern. */
static void add_path_params(struct str pattern, const json_t *examples, struct arena *a,
                            json_t *list)
{
    size_t at = 0;
    while ((at = str_find_byte(pattern, '{', at)) != SIZE_MAX) {
        size_t end = str_find_byte(pattern, '}', at);
        struct str name = str_sub(pattern, at + 1, end);
        if (str_ends(name, STR("*")))
            name.n--;
        json_t *o = json_pack("{s:o, s:s, s:b, s:{s:s}}", "name", shape_str(name), "in", "path",
                              "required", 1, "schema", "type", "string");
        const json_t *example = json_object_get(examples, str_cstr(a, name));
        if (example)
            json_put(o, "example", json_deep_copy(example));
        (void)json_array_append_new(list, o);
        at = end;
    }
}

static void mark_required(json_t *list, const json_t *names)
{
    size_t i, k;
    json_t *one, *name;
    json_array_foreach(list, i, one)
        json_array_foreach(names, k, name) if (json_equal(json_object_get(one, "name"), name))
            json_put(one, "required", json_true());
}

static json_t *parameters_of(const struct route *route, const json_t *notes, struct arena *a)
{
    json_t *list = json_array();
    const json_t *find = json_object_get(notes, "find");
    add_path_params(str_from(route->pattern), json_object_get(notes, "path"), a, list);
    if (find)
        add_query_params(json_string_value(find), a, list);
    else
        add_route_params(route->params, list);
    (void)json_array_append_new(
        list, parameter("pretty", "Indented JSON", json_pack("{s:s}", "type", "boolean"), NULL));
    mark_required(list, json_object_get(notes, "required"));
    return list;
}

/* ---- one operation ---- */

static json_t *answers_of(const json_t *notes)
{
    const char *schema = json_string_value(json_object_get(notes, "answer"));
    json_int_t status = json_integer_value(json_object_get(notes, "status"));
    char code[8];
    json_t *done = json_pack("{s:s}", "description", "Done");
    (void)snprintf(code, sizeof(code), "%d", status ? (int)status : 200);
    const json_t *stream = json_object_get(notes, "answer_media");
    if (stream)
        json_put(done, "content",
                 json_pack("{s:{s:{s:s}}}", json_string_value(stream), "schema", "type", "string"));
    else if (schema)
        json_put(
            done, "content",
            json_pack("{s:{s:o}}", "application/json", "schema", reference("schemas", schema)));
    return json_pack("{s:o, s:o}", code, done, "default", reference("responses", "Problem"));
}

static json_t *body_of(const json_t *notes)
{
    const json_t *example = json_object_get(notes, "body");
    const json_t *media = json_object_get(notes, "media");
    const char *type = media ? json_string_value(media) : "application/json";
    return json_pack("{s:b, s:{s:{s:{s:s}, s:o}}}", "required",
                     !json_is_true(json_object_get(notes, "body_optional")), "content", type,
                     "schema", "type", media ? "string" : "object", "example",
                     json_deep_copy(example));
}

static json_t *operation(const struct route *route, const json_t *notes, struct arena *a)
{
    static const char *const rights[] = {"open", "read", "curate", "admin"};
    struct str name = str_from(route->name);
    json_t *o = json_object();
    json_put(o, "operationId", json_string(route->name));
    json_put(o, "tags", json_pack("[o]", shape_str(str_sub(name, 0, str_find_byte(name, '.', 0)))));
    json_put(o, "summary", json_string(route->summary));
    json_put(o, "x-rights", json_string(rights[route->access]));
    if (route->access == ACCESS_OPEN)
        json_put(o, "security", json_array());
    json_put(o, "parameters", parameters_of(route, notes, a));
    if (json_object_get(notes, "body"))
        json_put(o, "requestBody", body_of(notes));
    json_put(o, "responses", answers_of(notes));
    return o;
}

/* "{path*}" is "{path}" there. */
static struct str openapi_path(struct str pattern, struct arena *a)
{
    size_t star = str_find_byte(pattern, '*', 0);
    if (star == SIZE_MAX)
        return pattern;
    struct str rest = str_from_pos(pattern, star + 1);
    return str_from(arena_printf(a, "%.*s%.*s", STR_FMT(str_sub(pattern, 0, star)), STR_FMT(rest)));
}

static json_t *paths(struct arena *a)
{
    const struct router *router = api_router();
    json_t *notes = embedded_json("openapi/operations.json");
    json_t *all = json_object();
    for (size_t i = 0; i < router->n; i++) {
        const struct route *route = &router->routes[i];
        const char *path = str_cstr(a, openapi_path(str_from(route->pattern), a));
        const char *method = str_cstr(a, str_lower(a, str_from(http_method_name(route->method))));
        if (!json_object_get(all, path))
            json_put(all, path, json_object());
        json_put(json_object_get(all, path), method,
                 operation(route, json_object_get(notes, route->name), a));
    }
    json_decref(notes);
    return all;
}

/* ---- the document ---- */

static json_t *components(void)
{
    json_t *problem =
        json_pack("{s:s, s:{s:{s:o}}}", "description", "What went wrong, where, and what to do",
                  "content", "application/problem+json", "schema", reference("schemas", "Problem"));
    return json_pack("{s:o, s:{s:o}, s:{s:{s:s, s:s}, s:{s:s, s:s, s:s}}}", "schemas",
                     embedded_json("openapi/schemas.json"), "responses", "Problem", problem,
                     "securitySchemes", "token", "type", "http", "scheme", "bearer", "session",
                     "type", "apiKey", "in", "cookie", "name", "paperstack");
}

bool api_openapi_show(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context;
    json_t *document = json_pack(
        "{s:s, s:{s:s, s:s, s:s}, s:[{s:s}], s:[{}, {s:[]}, {s:[]}], s:o, s:o}", "openapi", "3.1.0",
        "info", "title", "paperstack", "version", PS_VERSION, "description",
        "Papers, concepts and the relations between them, as reading notes say.", "servers", "url",
        "/", "security", "token", "session", "paths", paths(q->arena), "components", components());
    response_header(r, "Cache-Control", STR("no-cache"));
    return api_send(q, r, document, e);
}
