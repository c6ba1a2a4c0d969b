#include "app/decide.h"

#include "api_internal.h"
#include "base/arena.h"

/* ---- list ---- */

/* Adds the decision unless another state is asked for. */
static bool append(struct api_call *c, const struct decision *d, struct str state, json_t *items,
                   struct err *e)
{
    json_t *o;
    const char *now;
    if (!decide_state(c->db, d, &now, e))
        return false;
    if (state.n && !str_eq(state, str_from(now)))
        return true;
    if (!decide_to_json(c->db, d, &o, e))
        return false;
    (void)json_array_append_new(items, o);
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

static bool list(struct api_call *c, struct err *e)
{
    struct list_page page;
    struct decision *all;
    size_t n;
    struct str last = STR_EMPTY, state = request_query(c->q, "state", NULL);
    if (!list_page_read(c->q, &page, e) || !decide_list(c->db, c->arena, &all, &n, e))
        return false;
    json_t *items = json_array();
    size_t i = find_start(all, n, page.after);
    while (i-- > 0 && json_array_size(items) < page.limit) {
        if (!append(c, &all[i], state, items, e)) {
            json_decref(items);
            return false;
        }
        last = i ? all[i].id : STR_EMPTY;
    }
    return api_send(c->q, c->r, list_to_json(c, &page, items, n, last), e);
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
