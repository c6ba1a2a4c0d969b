#include "app/reading.h"

#include "api_internal.h"
#include "base/arena.h"
#include "store/select.h"

/* ---- one paper ---- */

/* Of the person asked about, or of the one who asks. */
static struct str person_of(struct api_call *c)
{
    bool found;
    struct str name = request_query(c->q, "person", &found);
    return found && !str_eq_ci(name, STR("me")) ? name : select_take_person(c->db);
}

static json_t *nothing_said(struct str person)
{
    return json_pack("{s:o, s:n, s:n, s:n, s:n}", "person", shape_str(person), "state", "rating",
                     "note", "changed_at");
}

static bool send_reading(struct api_call *c, int64_t paper_id, struct err *e)
{
    struct reading_row row;
    struct str person = person_of(c);
    bool found;
    json_t *everybody;
    if (!reading_get(c->db, person, paper_id, c->arena, &row, &found, e) ||
        !shape_readings(c, paper_id, &everybody, e))
        return false;
    json_t *o = found ? reading_to_json(&row) : nothing_said(person);
    json_put(o, "everybody", everybody);
    return api_send(c->q, c->r, o, e);
}

static bool show(struct api_call *c, struct err *e)
{
    struct paper_row paper;
    bool found;
    return api_find_paper(c, &paper, &found, e) && (!found || send_reading(c, paper.id, e));
}

bool api_papers_show_reading(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}

/* Reads first: a name that leads elsewhere, or nowhere, is answered as everywhere. `*found` false: it is. */
static bool find_paper(struct api *api, struct request *q, struct response *r,
                       struct str *public_id, bool *found, struct err *e)
{
    struct api_call c = {.api = api, .q = q, .r = r, .arena = q->arena};
    struct paper_row paper;
    if (!store_read_begin(api->library->store, 0, &c.db, e))
        return false;
    bool ok = api_find_paper(&c, &paper, found, e);
    store_read_end(c.db);
    if (ok && *found)
        *public_id = paper.public_id;
    return ok;
}

static bool read_body(const struct request *q, struct reading_row *out, struct err *e)
{
    json_t *body;
    if (!api_read_object(q, &body, e))
        return false;
    bool ok = reading_read_request(body, api_language(q), q->arena, out, e);
    json_decref(body);
    return ok;
}

bool api_papers_put_reading(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct reading_row row;
    struct str id;
    bool found;
    if (!find_paper(api, q, r, &id, &found, e))
        return false;
    if (!found)
        return true;
    return read_body(q, &row, e) && reading_say(api->library, q->person, id, q->arena, &row, e) &&
           api_send(q, r, reading_to_json(&row), e);
}

bool api_papers_delete_reading(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct str id;
    bool found;
    if (!find_paper(api, q, r, &id, &found, e))
        return false;
    if (!found)
        return true;
    r->status = 204;
    return reading_forget(api->library, q->person, id, q->arena, e);
}

bool shape_readings(struct api_call *c, int64_t paper_id, json_t **out, struct err *e)
{
    struct reading_row *rows;
    size_t n;
    if (!reading_list_of_paper(c->db, paper_id, c->arena, &rows, &n, e))
        return false;
    *out = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(*out, reading_to_json(&rows[i]));
    return true;
}

/* ---- the list of a person ---- */

/* "1764000000000:arxiv:1911.05722": when the last row of the page before changed, and its key. */
static void read_place(const struct list_page *page, struct reading_filter *f)
{
    uint64_t ms = INT64_MAX;
    size_t colon = str_find_byte(page->after, ':', 0);
    if (page->after.n && str_to_u64(str_sub(page->after, 0, colon), &ms))
        f->after_key = str_from_pos(page->after, colon + 1);
    f->before_ms = (int64_t)ms;
}

static struct str write_place(const struct reading_row *row, struct arena *a)
{
    return str_from(arena_printf(a, "%lld:%.*s", (long long)row->changed_ms, STR_FMT(row->key)));
}

/* A dormant row shows what the paper was called. */
static bool append_row(struct api_call *c, const struct reading_row *row, json_t *items,
                       struct err *e)
{
    struct paper_row paper;
    if (row->paper_id && !graph_get_paper(c->db, row->paper_id, c->arena, &paper, e))
        return false;
    json_t *o = reading_to_json(row);
    json_t *names = shape_column(row->names);
    const char *title = json_string_value(json_array_get(names, 0));
    json_put(o, "key", shape_str(row->key));
    json_put(o, "title", row->paper_id ? shape_str(paper.title) : json_string(title ? title : ""));
    json_put(o, "paper", row->paper_id ? shape_paper(&paper) : json_null());
    json_decref(names);
    (void)json_array_append_new(items, o);
    return true;
}

static bool list(struct api_call *c, struct err *e)
{
    struct list_page page;
    struct reading_row *rows;
    size_t n;
    uint64_t total;
    struct reading_filter f = {.state = request_query(c->q, "state", NULL)};
    if (!list_page_read(c->q, &page, e))
        return false;
    f.person = person_of(c);
    f.limit = page.limit + 1;
    read_place(&page, &f);
    if (!reading_list(c->db, &f, c->arena, &rows, &n, &total, e))
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n && i < page.limit; i++)
        if (!append_row(c, &rows[i], items, e)) {
            json_decref(items);
            return false;
        }
    struct str last = n > page.limit ? write_place(&rows[page.limit - 1], c->arena) : STR_EMPTY;
    return api_send(c->q, c->r, list_to_json(c, &page, items, total, last), e);
}

bool api_reading_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list);
}
