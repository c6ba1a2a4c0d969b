#include "cli/ask_internal.h"

#include "api/api.h"
#include "app/graph_index.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "http/response.h"

#define PAGE_MAX      200 /* items of a list that the API gives at once */
#define REDIRECTS_MAX 4

struct asker {
    const struct command_line *line;
    struct library library;
    struct api api;
};

/* ---- targets ---- */

void ask_add_escaped(struct strbuf *target, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (ascii_is_alnum(c) || (c && strchr("-._~", c)))
            strbuf_add_byte(target, c);
        else
            strbuf_printf(target, "%%%02X", (unsigned)(unsigned char)c);
    }
}

struct str ask_target(struct arena *a, const char *before, struct str text, const char *after)
{
    STRBUF_SCOPE(target);
    strbuf_add_cstr(&target, before);
    ask_add_escaped(&target, text);
    strbuf_add_cstr(&target, after);
    return str_copy(a, strbuf_view(&target));
}

/* ---- problems ---- */

static enum err_code code_of(const char *slug)
{
    for (int code = ERR_NONE + 1; code <= ERR_INTERRUPTED; code++)
        if (slug && strcmp(err_slug((enum err_code)code), slug) == 0)
            return (enum err_code)code;
    return ERR_INTERNAL;
}

static bool fail_with_problem(const json_t *problem, struct err *e)
{
    const char *detail = json_string_value(json_object_get(problem, "detail"));
    const char *title = json_string_value(json_object_get(problem, "title"));
    enum err_code code = code_of(json_string_value(json_object_get(problem, "code")));
    const char *said = detail ? detail : title ? title : "The question was refused.";
    const json_t *first = json_array_get(json_object_get(problem, "errors"), 0);
    const char *near = json_string_value(json_object_get(first, "suggestion"));
    if (near && !strstr(said, near))
        return err_set(e, code, "%s Did you mean \"%s\"?", said, near);
    return err_set(e, code, "%s", said);
}

/* ---- one question ---- */

static struct str header_of(const struct response *r, const char *name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_eq_ci(r->headers[i].name, str_from(name)))
            return r->headers[i].value;
    return STR_EMPTY;
}

static bool run_route(struct asker *asker, struct request *q, struct response *r, struct err *e)
{
    struct str allow;
    struct problem_item *items;
    if (!request_read_target(q, e))
        return false;
    const struct route *route = router_match(api_router(), q, &allow, e);
    if (!route)
        return false;
    if (route->params && router_check_params(route, q, &items))
        return err_set(e, ERR_USAGE, "%.*s", STR_FMT(items[0].detail));
    return route->handler(&asker->api, q, r, e);
}

static struct str body_of(const struct response *r)
{
    return r->borrowed.n ? r->borrowed : strbuf_view(&r->body);
}

/* `*moved` is the target to ask instead, or empty. */
static bool ask_once(struct asker *asker, struct str target, json_t **out, struct str *moved,
                     struct err *e)
{
    struct arena *a = asker->line->arena;
    struct request q = {.arena = a, .method = HTTP_GET, .target = target, .is_loopback = true};
    struct response r = {.status = 200};
    *out = NULL;
    *moved = STR_EMPTY;
    if (!run_route(asker, &q, &r, e)) {
        strbuf_release(&r.body);
        return false;
    }
    struct str body = body_of(&r);
    json_auto_t *json = json_loadb(body.p, body.n, 0, NULL);
    strbuf_release(&r.body);
    if (r.status == 308)
        *moved = header_of(&r, "Location");
    else if (r.status >= 400)
        return fail_with_problem(json, e);
    else if (!json)
        return err_set(e, ERR_INTERNAL, "The answer is no JSON.");
    *out = json_incref(json);
    return true;
}

bool ask_get(struct asker *asker, struct str target, json_t **out, struct err *e)
{
    struct str moved;
    for (int i = 0; i < REDIRECTS_MAX; i++) {
        if (!ask_once(asker, target, out, &moved, e))
            return false;
        if (!moved.n)
            return true;
        json_decref(*out);
        target = moved;
    }
    return err_set(e, ERR_INTERNAL, "The answer leads round in a circle.");
}

/* ---- lists ---- */

static struct str page_target(struct arena *a, struct str target, size_t limit, const char *cursor)
{
    STRBUF_SCOPE(text);
    bool has_query = str_find_byte(target, '?', 0) != SIZE_MAX;
    strbuf_printf(&text, "%.*s%slimit=%zu", STR_FMT(target), has_query ? "&" : "?",
                  limit < PAGE_MAX ? limit : PAGE_MAX);
    if (cursor) {
        strbuf_add_cstr(&text, "&cursor=");
        ask_add_escaped(&text, str_from(cursor));
    }
    return str_copy(a, strbuf_view(&text));
}

/* NULL on the last page, and where the question has a limit of its own ("top 3"). */
static const char *next_cursor(const json_t *answer, size_t limit)
{
    const json_t *page = json_object_get(answer, "page");
    size_t given = (size_t)json_integer_value(json_object_get(page, "limit"));
    bool has_own_limit = given < (limit < PAGE_MAX ? limit : PAGE_MAX);
    return has_own_limit ? NULL : json_string_value(json_object_get(page, "next_cursor"));
}

/* The items of `next` go behind those of `all`, whose page then says what `next` says. */
static void join_page(json_t *all, json_t *next)
{
    (void)json_array_extend(json_object_get(all, "items"), json_object_get(next, "items"));
    (void)json_object_set(all, "page", json_object_get(next, "page"));
}

bool ask_list(struct asker *asker, struct str target, json_t **out, struct err *e)
{
    struct arena *a = asker->line->arena;
    size_t limit = (size_t)options_number(asker->line, "limit"), n = 0;
    if (!ask_get(asker, page_target(a, target, limit, NULL), out, e))
        return false;
    for (;;) {
        json_t *next;
        const char *cursor = next_cursor(*out, limit - n);
        n = json_array_size(json_object_get(*out, "items"));
        if (!cursor || n >= limit)
            return true;
        if (!ask_get(asker, page_target(a, target, limit - n, cursor), &next, e)) {
            json_decref(*out);
            return false;
        }
        join_page(*out, next);
        json_decref(next);
    }
}

/* ---- opening ---- */

bool ask_with(const struct command_line *line, ask_function ask, int *status, struct err *e)
{
    struct store_options how = {.read_only = true};
    struct asker asker = {.line = line};
    if (!options_require(line, "data-dir", &how.data_dir, e) ||
        !store_open(&how, &asker.library.store, e))
        return false;
    asker.library.graph = graph_cache_new();
    asker.api.library = &asker.library;
    bool ok = ask(line, &asker, status, e);
    graph_cache_free(asker.library.graph);
    store_close(asker.library.store);
    return ok;
}
