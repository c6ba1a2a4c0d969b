#include "base/clock.h"
#include "base/log.h"
#include "cors_internal.h"
#include "exchange_internal.h"

#define COMPRESS_FROM 1024

struct exchange *exchange_new(const char *target)
{
    struct arena *a = arena_new();
    struct exchange *x = ARENA_NEW(a, struct exchange);
    x->arena = a;
    x->body = (struct strbuf)STRBUF_INIT;
    x->response.body = (struct strbuf)STRBUF_INIT;
    x->request.arena = a;
    x->request.target = target ? str_copy(a, str_from(target)) : STR_EMPTY;
    return x;
}

void exchange_free(struct exchange *x)
{
    if (!x)
        return;
    cache_release(x->cached);
    strbuf_release(&x->body);
    strbuf_release(&x->response.body);
    arena_free(x->arena);
}

/* All parameters that are wrong are named in one answer, so `errors[]` is made by the caller. */
static bool check_params(struct exchange *x)
{
    struct problem_item *items;
    size_t n = router_check_params(x->route, &x->request, &items);
    if (n == 0)
        return true;
    return err_set(&x->refused, ERR_INVALID_PARAMETER, "%s%.*s",
                   n > 1 ? "Several parameters were not understood; the first: " : "",
                   STR_FMT(items[0].detail));
}

static bool find_route(struct exchange *x, const struct server_options *o)
{
    struct err e = {0};
    x->route = router_match(o->router, &x->request, &x->allow, &e);
    if (x->route)
        return check_params(x);
    bool is_read = x->request.method == HTTP_GET || x->request.method == HTTP_HEAD;
    bool is_options = x->request.method == HTTP_OPTIONS && x->allow.n > 0;
    if (is_options || (e.code == ERR_NOT_FOUND && is_read && o->fallback))
        return true;
    x->refused = e;
    return false;
}

static bool find_cached(struct exchange *x, const struct server_options *o)
{
    if (!x->cache || !o->version)
        return false;
    x->cached = cache_find(x->cache, &x->request, o->version(o->context));
    if (x->cached)
        x->route = cache_route(x->cached);
    return x->cached != NULL;
}

static bool is_authorised(struct exchange *x, const struct server_options *o)
{
    return !o->authorise || !x->route ||
           o->authorise(o->context, &x->request, x->route, &x->refused);
}

bool exchange_begin(struct exchange *x, const struct server_options *o, uint16_t port)
{
    struct request *q = &x->request;
    if (!filter_check_headers(q, port, o->allowed_hosts, &x->body_length, &x->refused))
        return false;
    if (x->body_length <= 0 && find_cached(x, o))
        return is_authorised(x, o);
    if (!request_read_target(q, &x->refused) || !find_route(x, o))
        return false;
    x->body_max = x->route ? x->route->body_max : 0;
    if (!is_authorised(x, o))
        return false;
    return x->body_length <= 0 || (uint64_t)x->body_length <= x->body_max ||
           err_set(&x->refused, ERR_TOO_LARGE, "The body has %lld bytes; the limit here is %zu.",
                   (long long)x->body_length, x->body_max);
}

static void answer_refusal(struct exchange *x, struct response *r)
{
    struct problem_item *items = NULL;
    size_t n = 0;
    if (x->refused.code == ERR_INVALID_PARAMETER && x->route)
        n = router_check_params(x->route, &x->request, &items);
    response_problem_items(r, &x->request, &x->refused, items, n);
    if (x->refused.code == ERR_METHOD_NOT_ALLOWED)
        response_header(r, "Allow", x->allow);
}

bool exchange_changes_something(const struct exchange *x)
{
    enum http_method m = x->request.method;
    return m == HTTP_POST || m == HTTP_PUT || m == HTTP_PATCH || m == HTTP_DELETE;
}

static void run_handler(struct exchange *x, const struct server_options *o, struct response *r)
{
    struct request *q = &x->request;
    struct err e = {0};
    q->body = strbuf_view(&x->body);
    if (!x->route && q->method == HTTP_OPTIONS) {
        r->status = 204;
        response_header(r, "Allow", x->allow);
        cors_add_preflight(o->cors_origins, q, x->allow, r);
        return;
    }
    bool ok =
        x->route ? x->route->handler(o->context, q, r, &e) : o->fallback(o->context, q, r, &e);
    if (ok || r->is_problem)
        return;
    response_problem(r, q, &e);
    if (err_status(e.code) >= 500)
        LOG_ERROR("http", e.msg, "id=%s target=%.*s detail=\"%s\"", q->id, STR_FMT(q->target),
                  e.detail);
}

/* Besides what the handler named. */
static void vary_by_encoding(const struct request *q, struct response *r)
{
    struct str named = STR("Accept-Language");
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_eq(r->headers[i].name, STR("Vary")))
            named = r->headers[i].value;
    response_header(r, "Vary",
                    str_from(arena_printf(q->arena, "Accept-Encoding, %.*s", STR_FMT(named))));
}

static void compress(const struct request *q, struct response *r)
{
    bool wanted = compress_is_accepted(request_header(q, "accept-encoding"));
    bool possible = r->borrowed_gzip.n || (r->allow_gzip && r->body.n >= COMPRESS_FROM);
    if (possible)
        vary_by_encoding(q, r);
    if (!wanted || !possible)
        return;
    if (r->borrowed_gzip.n)
        r->borrowed = r->borrowed_gzip;
    else if (!compress_gzip(&r->body))
        return;
    response_header(r, "Content-Encoding", STR("gzip"));
}

static void fill(struct exchange *x, const struct server_options *o, struct response *r)
{
    r->status = 200;
    if (x->body_too_large)
        (void)err_set(&x->refused, ERR_TOO_LARGE, "The body is larger than the limit of %zu bytes.",
                      x->body_max);
    if (x->refused.code != ERR_NONE)
        answer_refusal(x, r);
    else
        run_handler(x, o, r);
    if (o->finished && x->route && x->refused.code == ERR_NONE && exchange_changes_something(x))
        o->finished(o->context, &x->request, x->route, r->status);
}

void exchange_answer(struct exchange *x, const struct server_options *o)
{
    struct response *r = &x->response;
    int64_t start = clock_monotonic_ms();
    fill(x, o, r);
    LOG_DEBUG("http", "request", "id=%s method=%s target=%.*s status=%d bytes=%zu ms=%lld",
              x->request.id, http_method_name(x->request.method), STR_FMT(x->request.target),
              r->status, r->borrowed.p ? r->borrowed.n : r->body.n,
              (long long)(clock_monotonic_ms() - start));
    x->is_answered = true;
    if (r->stream)
        return;
    compress(&x->request, r);
    if (x->cache)
        cache_keep(x->cache, &x->request, x->route, r);
}
