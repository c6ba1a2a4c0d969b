#include "api_internal.h"
#include "app/preview.h"
#include "base/arena.h"
#include "base/clock.h"
#include "store/note.h"

/* The addresses that there are, from the table itself. */
static json_t *routes_to_json(void)
{
    const struct router *router = api_router();
    json_t *list = json_array();
    for (size_t i = 0; i < router->n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s}", "name", router->routes[i].name, "method",
                            http_method_name(router->routes[i].method), "path",
                            router->routes[i].pattern, "summary", router->routes[i].summary));
    return list;
}

bool api_root_show(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context;
    json_t *limits = json_pack("{s:i, s:i, s:i, s:i, s:i}", "list", LIST_LIMIT_MAX, "note_bytes",
                               (int)NOTE_MAX_BYTES, "upload_files", UPLOAD_FILES_MAX,
                               "upload_bytes", (int)UPLOAD_MAX, "query_ms", 2000);
    return api_send(q, r,
                    json_pack("{s:s, s:s, s:o, s:o}", "name", "paperstack", "version", PS_VERSION,
                              "limits", limits, "routes", routes_to_json()),
                    e);
}

static json_t *count(uint64_t n)
{
    return json_integer((json_int_t)n);
}

#define STATS_WEEKS 53

static json_t *weeks_to_json(const struct week_count *weeks, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        char monday[CLOCK_TEXT];
        clock_format(weeks[i].monday_ms, monday);
        (void)json_array_append_new(list, json_pack("{s:s%, s:I}", "week", monday, (size_t)10,
                                                    "notes", (json_int_t)weeks[i].n));
    }
    return list;
}

static bool stats(struct api_call *c, struct err *e)
{
    struct store_counts n;
    struct week_count *weeks;
    size_t n_weeks;
    if (!store_count(c->db, &n, e) ||
        !note_count_weeks(c->db, STATS_WEEKS, c->arena, &weeks, &n_weeks, e))
        return false;
    json_t *papers = json_pack("{s:o, s:o, s:o, s:o}", "total", count(n.papers), "entry",
                               count(n.entries), "cited", count(n.cited), "stub", count(n.stubs));
    return api_send(c->q, c->r,
                    json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "notes",
                              count(n.notes), "failed_notes", count(n.failed_notes), "papers",
                              papers, "concepts", count(n.concepts), "edges", count(n.edges),
                              "evidence", count(n.evidence), "bytes", count(n.bytes),
                              "graph_version", count(store_graph_version(c->api->library->store)),
                              "weeks", weeks_to_json(weeks, n_weeks)),
                    e);
}

bool api_stats_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, stats);
}

bool api_health_show(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context;
    return api_send(q, r, json_pack("{s:s}", "status", "ok"), e);
}

/* Ready: neither taking in the folder nor draining, and the store answers. */
bool api_ready_show(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct db *db;
    if (api->draining && atomic_load(api->draining))
        return err_set(e, ERR_BUSY, "The server is stopping.");
    if (api->importing && atomic_load(api->importing))
        return err_set(e, ERR_BUSY, "importing: the notes folder is being taken in.");
    if (!store_read_begin(api->library->store, 0, &db, e))
        return false;
    store_read_end(db);
    return api_send(q, r, json_pack("{s:s}", "status", "ready"), e);
}
