#include "app/decide.h"

#include "api_internal.h"
#include "base/arena.h"

/* ---- list ---- */

struct filter {
    struct str state, kind, author;
    struct decision_target target;
    bool has_target;
};

static bool read_filter(struct api_call *c, struct filter *out, struct err *e)
{
    *out = (struct filter){.state = request_query(c->q, "state", NULL),
                           .kind = request_query(c->q, "kind", NULL),
                           .author = request_query(c->q, "author", NULL)};
    struct str target = request_query(c->q, "target", &out->has_target);
    return !out->has_target || decide_find_target(c->db, target, c->arena, &out->target, e);
}

static bool fits(struct api_call *c, const struct filter *f, const struct decision *d, bool *out,
                 struct err *e)
{
    const char *state;
    *out = (!f->kind.n || str_eq(f->kind, str_from(decision_kind_name(d->kind)))) &&
           (!f->author.n || str_eq(f->author, d->author));
    if (*out && f->has_target && !decide_touches(c->db, d, &f->target, c->arena, out, e))
        return false;
    if (!*out || !f->state.n)
        return true;
    if (!decide_state(c->db, d, &state, e))
        return false;
    *out = str_eq(f->state, str_from(state));
    return true;
}

/* Where the page begins, counted from the latest: behind the decision of the cursor. */
static size_t find_start(const struct decision *all, size_t n, struct str after)
{
    for (size_t i = n; after.n && i-- > 0;)
        if (str_eq(all[i].id, after))
            return i;
    return n;
}

struct page_of_decisions {
    json_t *items;
    uint64_t total;
    struct str last; /* id of the last item when more follow */
    bool has_more;
};

static bool gather(struct api_call *c, const struct list_page *page, const struct decision *all,
                   size_t n, struct page_of_decisions *out, struct err *e)
{
    struct filter filter;
    size_t start = find_start(all, n, page->after);
    if (!read_filter(c, &filter, e))
        return false;
    for (size_t i = n; i-- > 0;) {
        bool is_one;
        json_t *o;
        if (!fits(c, &filter, &all[i], &is_one, e))
            return false;
        out->total += is_one;
        if (!is_one || i >= start)
            continue;
        out->has_more = json_array_size(out->items) == page->limit;
        if (out->has_more)
            continue;
        if (!decide_to_json(c->db, &all[i], &o, e))
            return false;
        (void)json_array_append_new(out->items, o);
        out->last = all[i].id;
    }
    return true;
}

static bool list(struct api_call *c, struct err *e)
{
    struct list_page page;
    struct decision *all;
    size_t n;
    if (!list_page_read(c->q, &page, e) || !decide_list(c->db, c->arena, &all, &n, e))
        return false;
    struct page_of_decisions found = {.items = json_array()};
    if (!gather(c, &page, all, n, &found, e)) {
        json_decref(found.items);
        return false;
    }
    struct str last = found.has_more ? found.last : STR_EMPTY;
    return api_send(c->q, c->r, list_to_json(c, &page, found.items, found.total, last), e);
}

static bool show(struct api_call *c, struct err *e)
{
    struct decision d;
    json_t *o;
    return decide_get(c->db, request_path_param(c->q, "id"), c->arena, &d, e) &&
           decide_to_json(c->db, &d, &o, e) && api_send(c->q, c->r, o, e);
}

bool api_decisions_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list);
}

bool api_decisions_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}

/* ---- recording ---- */

static bool send_decision(struct api *api, struct request *q, struct response *r,
                          const struct decision *d, struct err *e)
{
    struct db *db;
    json_t *o;
    if (!store_read_begin(api->library->store, 0, &db, e))
        return false;
    bool ok = decide_to_json(db, d, &o, e);
    store_read_end(db);
    return ok && api_send(q, r, o, e);
}

static bool record(struct api *api, struct request *q, struct response *r, const json_t *body,
                   struct err *e)
{
    struct decision d;
    bool is_new;
    if (!decide_record(api->library, body, q->person, q->arena, &d, &is_new, e))
        return false;
    r->status = is_new ? 201 : 200;
    response_header(r, "Location",
                    str_from(arena_printf(q->arena, "/api/v1/decisions/%.*s", STR_FMT(d.id))));
    return send_decision(api, q, r, &d, e);
}

bool api_decisions_create(void *context, struct request *q, struct response *r, struct err *e)
{
    json_t *body;
    if (!api_read_object(q, &body, e))
        return false;
    bool ok = record(context, q, r, body, e);
    json_decref(body);
    return ok;
}

/* The body may give an id and a reason, or be left out. */
bool api_decisions_revert(void *context, struct request *q, struct response *r, struct err *e)
{
    json_t *body;
    struct str id = request_path_param(q, "id");
    if (q->body.n == 0)
        body = json_object();
    else if (!api_read_object(q, &body, e))
        return false;
    (void)json_object_set_new(body, "kind", json_string("revert"));
    (void)json_object_set_new(body, "decision", shape_str(id));
    bool ok = record(context, q, r, body, e);
    json_decref(body);
    return ok;
}
