#include "http/route.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"

#define PARAMS_MAX 8

/* What a pattern captured from the path. */
struct captures {
    struct str values[PARAMS_MAX];
    const char *names[PARAMS_MAX];
    size_t n;
};

/* The rest of the path as one value: "reading/nas.md". */
static struct str join_segments(const struct request *q, size_t from)
{
    STRBUF_SCOPE(b);
    for (size_t i = from; i < q->n_segments; i++) {
        if (i > from)
            strbuf_add_byte(&b, '/');
        strbuf_add_str(&b, q->segments[i]);
    }
    return str_copy(q->arena, strbuf_view(&b));
}

static void capture(struct captures *c, struct arena *a, struct str name, struct str value)
{
    if (c->n == PARAMS_MAX)
        BUG("a route has too many path parameters");
    c->names[c->n] = str_cstr(a, name);
    c->values[c->n++] = value;
}

static bool matches(const char *pattern, const struct request *q, struct captures *c)
{
    struct str rest = str_from(pattern + 1);
    struct str part;
    size_t i = 0;
    while (rest.n && str_split(&rest, '/', &part)) {
        bool is_param = part.p[0] == '{';
        if (is_param && part.p[part.n - 2] == '*') {
            capture(c, q->arena, str_sub(part, 1, part.n - 2), join_segments(q, i));
            return i < q->n_segments;
        }
        if (i == q->n_segments)
            return false;
        if (is_param)
            capture(c, q->arena, str_sub(part, 1, part.n - 1), q->segments[i]);
        else if (!str_eq(part, q->segments[i]))
            return false;
        i++;
    }
    return i == q->n_segments;
}

static void set_params(struct request *q, const struct captures *c)
{
    q->path_params = ARENA_ARRAY(q->arena, struct str, c->n);
    const char **names = ARENA_ARRAY(q->arena, const char *, c->n);
    for (size_t i = 0; i < c->n; i++) {
        q->path_params[i] = c->values[i];
        names[i] = c->names[i];
    }
    q->path_param_names = names;
    q->n_path_params = c->n;
}

static void add_allowed(struct strbuf *allow, enum http_method m)
{
    strbuf_printf(allow, "%s%s", allow->n ? ", " : "", http_method_name(m));
    if (m == HTTP_GET)
        strbuf_add_cstr(allow, ", HEAD");
}

/* The methods of every route with this path, in the order of the table, and OPTIONS. */
static struct str allowed_methods(const struct router *router, struct request *q)
{
    STRBUF_SCOPE(allow);
    for (size_t i = 0; i < router->n; i++) {
        struct captures c = {.n = 0};
        if (matches(router->routes[i].pattern, q, &c))
            add_allowed(&allow, router->routes[i].method);
    }
    if (allow.n)
        strbuf_add_cstr(&allow, ", OPTIONS");
    return str_copy(q->arena, strbuf_view(&allow));
}

const struct route *router_match(const struct router *router, struct request *q, struct str *allow,
                                 struct err *e)
{
    enum http_method wanted = q->method == HTTP_HEAD ? HTTP_GET : q->method;
    for (size_t i = 0; i < router->n; i++) {
        struct captures c = {.n = 0};
        if (router->routes[i].method != wanted || !matches(router->routes[i].pattern, q, &c))
            continue;
        set_params(q, &c);
        return &router->routes[i];
    }
    *allow = allowed_methods(router, q);
    if (allow->n)
        (void)err_set(e, ERR_METHOD_NOT_ALLOWED, "%s is not allowed here; these are: %.*s.",
                      http_method_name(q->method), STR_FMT(*allow));
    else
        (void)err_set(e, ERR_NOT_FOUND,
                      "There is nothing at this address. /api/v1 lists what there is.");
    return NULL;
}

/* ---- query parameters ---- */

/* Understood on every route. */
static const struct route_param common_params[] = {
    {.name = "pretty", .type = PARAM_BOOL, .doc = "Indented JSON"},
};

static const struct route_param *find_param(const struct route *route, struct str name)
{
    for (const struct route_param *p = route->params; p && p->name; p++)
        if (str_eq(name, str_from(p->name)))
            return p;
    for (size_t i = 0; i < ARRAY_LEN(common_params); i++)
        if (str_eq(name, str_from(common_params[i].name)))
            return &common_params[i];
    return NULL;
}

static struct problem_item unknown_param(const struct route *route, struct request *q,
                                         struct str name)
{
    struct str names[64];
    size_t n = 0;
    for (const struct route_param *p = route->params; p && p->name && n < ARRAY_LEN(names); p++)
        names[n++] = str_from(p->name);
    return (struct problem_item){
        .parameter = name,
        .code = "unknown-parameter",
        .detail =
            str_from(arena_printf(q->arena, "There is no parameter \"%.*s\" here.", STR_FMT(name))),
        .suggestion = nearest_of(name, names, n),
    };
}

static bool is_one_of(struct str value, const char *values)
{
    struct str rest = str_from(values);
    struct str part;
    while (str_split(&rest, '|', &part))
        if (str_eq(part, value))
            return true;
    return false;
}

/* What is wrong with the value; empty when nothing is. */
static struct str value_problem(const struct route_param *p, struct str value, struct arena *a)
{
    uint64_t number = 0;
    switch (p->type) {
    case PARAM_TEXT:
        return STR_EMPTY;
    case PARAM_INT:
        if (str_to_u64(value, &number) && number <= (uint64_t)p->max && (int64_t)number >= p->min)
            return STR_EMPTY;
        return str_from(arena_printf(a, "%s must be a number from %lld to %lld.", p->name,
                                     (long long)p->min, (long long)p->max));
    case PARAM_BOOL:
        if (is_one_of(value, "true|false|1|0|"))
            return STR_EMPTY;
        return str_from(arena_printf(a, "%s must be true or false.", p->name));
    case PARAM_ENUM:
        if (is_one_of(value, p->values))
            return STR_EMPTY;
        return str_from(arena_printf(a, "%s must be one of %s.", p->name, p->values));
    }
    return STR_EMPTY;
}

size_t router_check_params(const struct route *route, struct request *q,
                           struct problem_item **items)
{
    size_t n = 0;
    *items = ARENA_ARRAY(q->arena, struct problem_item, q->n_query);
    if (!route->params)
        return 0;
    for (size_t i = 0; i < q->n_query; i++) {
        const struct route_param *p = find_param(route, q->query[i].name);
        if (!p) {
            (*items)[n++] = unknown_param(route, q, q->query[i].name);
            continue;
        }
        struct str problem = value_problem(p, q->query[i].value, q->arena);
        if (problem.n)
            (*items)[n++] = (struct problem_item){
                .parameter = q->query[i].name, .code = "invalid-value", .detail = problem};
    }
    return n;
}
