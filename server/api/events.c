#include "app/jobs.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "changes_internal.h"

/* Of one reading; the rest comes with the next, a moment later. */
#define EVENTS_AT_ONCE 200
#define JOBS_SHOWN     5

/* What the numbers of a place are. */
enum { PLACE_SEQ, PLACE_VERSION, PLACE_PROGRESS };

static void add_event(struct strbuf *out, const char *name, int64_t id, json_t *data)
{
    char *text = json_dumps(data, JSON_COMPACT);
    if (!text)
        BUG("an event could not be written as JSON");
    if (id)
        strbuf_printf(out, "id: %lld\n", (long long)id);
    strbuf_printf(out, "event: %s\ndata: %s\n\n", name, text);
    free(text);
    json_decref(data);
}

/* ---- changes ---- */

static bool add_rows(struct db *db, struct arena *a, struct stream_place *place, uint64_t version,
                     struct strbuf *out, struct err *e)
{
    struct journal_row *rows;
    size_t n;
    if (!journal_list(db, (int64_t)place->numbers[PLACE_SEQ], JOURNAL_ALL, EVENTS_AT_ONCE, a, &rows,
                      &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        add_event(out, "change", rows[i].seq, changes_row_to_json(db, &rows[i], a));
    if (n)
        place->numbers[PLACE_SEQ] = (uint64_t)rows[n - 1].seq;
    if (n < EVENTS_AT_ONCE)
        place->numbers[PLACE_VERSION] = version;
    return true;
}

/* More changed at once than is kept: the client has to start over. */
static bool add_gone(struct db *db, struct stream_place *place, struct strbuf *out, struct err *e)
{
    struct journal_span span;
    if (!journal_read_span(db, &span, e))
        return false;
    place->numbers[PLACE_SEQ] = (uint64_t)span.newest;
    add_event(out, "gone", span.newest, json_pack("{s:I}", "newest", (json_int_t)span.newest));
    return true;
}

static void add_changes(struct api *api, struct stream_place *place, struct strbuf *out)
{
    uint64_t version =
        api_version(api); /* before the snapshot, which then shows it or a later one */
    struct err e = {0};
    struct db *db;
    if (place->numbers[PLACE_VERSION] == version)
        return;
    struct arena *a = arena_new();
    bool ok = store_read_begin(api->library->store, 0, &db, &e);
    if (ok) {
        ok = add_rows(db, a, place, version, out, &e) ||
             (e.code == ERR_GONE && add_gone(db, place, out, &e));
        store_read_end(db);
    }
    arena_free(a);
    if (!ok)
        LOG_WARN("events", "changes not read", "problem=\"%s\"", e.msg);
}

/* ---- progress ---- */

static json_t *progress_to_json(const struct api *api, struct arena *a)
{
    struct job_info *jobs;
    size_t n;
    json_t *list = json_array();
    jobs_list(api->library->jobs, a, &jobs, &n);
    for (size_t i = 0; i < n && i < JOBS_SHOWN; i++)
        (void)json_array_append_new(list, shape_job(&jobs[i]));
    return json_pack("{s:b, s:I, s:I, s:o}", "importing",
                     api->importing && atomic_load(api->importing), "notes_done",
                     (json_int_t)atomic_load(&api->notes_done), "notes_total",
                     (json_int_t)atomic_load(&api->notes_total), "jobs", list);
}

/* Sent when it is not what was sent before. */
static void add_progress(const struct api *api, struct stream_place *place, struct strbuf *out)
{
    struct arena *a = arena_new();
    STRBUF_SCOPE(event);
    add_event(&event, "progress", 0, progress_to_json(api, a));
    uint64_t hash = hash_bytes(strbuf_view(&event));
    if (hash != place->numbers[PLACE_PROGRESS])
        strbuf_add_str(out, strbuf_view(&event));
    place->numbers[PLACE_PROGRESS] = hash;
    arena_free(a);
}

void api_read_events(void *context, struct stream_place *place, struct strbuf *out)
{
    add_changes(context, place, out);
    add_progress(context, place, out);
}

/* ---- the route ---- */

/* A browser that was cut off says itself what it has seen last. */
static bool read_begin(struct api_call *c, int64_t *since, struct err *e)
{
    struct journal_span span;
    bool is_given;
    struct str text = request_query(c->q, "since", &is_given);
    struct str last = request_header(c->q, "last-event-id");
    if (!journal_read_span(c->db, &span, e))
        return false;
    *since = span.newest;
    if (last.n || is_given)
        return changes_read_since(c->db, last.n ? last : text, c->arena, since, e);
    return true;
}

static bool begin(struct api_call *c, struct err *e)
{
    struct journal_row *rows;
    int64_t since;
    size_t n;
    if (!read_begin(c, &since, e) ||
        !journal_list(c->db, since, JOURNAL_ALL, 1, c->arena, &rows, &n, e))
        return false;
    response_content_type(c->r, "text/event-stream; charset=utf-8");
    response_header(c->r, "X-Accel-Buffering", STR("no"));
    if (c->q->method == HTTP_HEAD)
        return true;
    struct stream_place *place = ARENA_NEW(c->arena, struct stream_place);
    place->numbers[PLACE_SEQ] = (uint64_t)since;
    strbuf_add_cstr(&c->r->body, "retry: 3000\n\n");
    c->r->stream = place;
    return true;
}

bool api_events_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read_anew(context, q, r, e, begin);
}
