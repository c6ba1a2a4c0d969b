#include "api/api.h"
#include "app/graph_index.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/ask_source_internal.h"
#include "http/response.h"
#include "store/store.h"

struct local {
    struct library library;
    struct api api;
};

static struct str header_of(const struct response *r, const char *name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_eq_ci(r->headers[i].name, str_from(name)))
            return r->headers[i].value;
    return STR_EMPTY;
}

static bool run_route(struct local *local, struct request *q, struct response *r, struct err *e)
{
    struct str allow;
    struct problem_item *items;
    if (!request_read_target(q, e))
        return false;
    const struct route *route = router_match(api_router(), q, &allow, e);
    if (!route)
        return false;
    if (route->params && router_check_params(route, q, &items))
        return err_set(e, ERR_INVALID_PARAMETER, "%.*s", STR_FMT(items[0].detail));
    return route->handler(&local->api, q, r, e);
}

static bool get(void *state, struct str target, struct arena *a, struct ask_answer *out,
                struct err *e)
{
    struct request q = {.arena = a, .method = HTTP_GET, .target = target, .is_loopback = true};
    struct response r = {.status = 200};
    bool ok = run_route(state, &q, &r, e);
    if (ok) {
        out->status = (int)r.status;
        out->body = str_copy(a, r.borrowed.n ? r.borrowed : strbuf_view(&r.body));
        out->moved = r.status == 308 ? header_of(&r, "Location") : STR_EMPTY;
    }
    strbuf_release(&r.body);
    return ok;
}

static void close_local(void *state)
{
    struct local *local = state;
    graph_cache_free(local->library.graph);
    store_close(local->library.store);
}

bool ask_open_store(const char *data_dir, struct arena *a, struct ask_source *out, struct err *e)
{
    struct store_options how = {.read_only = true, .data_dir = data_dir};
    struct local *local = ARENA_NEW(a, struct local);
    *local = (struct local){0};
    if (!store_open(&how, &local->library.store, e))
        return false;
    local->library.graph = graph_cache_new();
    local->api.library = &local->library;
    *out = (struct ask_source){get, close_local, local};
    return true;
}
