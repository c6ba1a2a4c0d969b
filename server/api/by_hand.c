/* Shorthand: POST, PATCH and DELETE on papers, concepts and edges are written as requests for decisions and
 * recorded like any other; the answer is the decisions and the thing as it is now. */
#include "app/decide.h"

#include "api_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/fold.h"

struct by_hand {
    struct api *api;
    struct request *q;
    struct response *r;
    json_t *body;     /* what the client sent */
    json_t *requests; /* for decisions */
};

/* ---- the answer ---- */

static bool shape_thing(struct api_call *c, const struct decision *d, json_t *o, struct err *e)
{
    int64_t id = 0;
    struct paper_row paper;
    struct concept_row concept;
    struct edge_row edge;
    json_t *shaped = json_null();
    bool is_edge = decision_is_about_edge(d->kind), is_paper = d->first.class_ == NODE_PAPER;
    if (is_edge ? !decide_find_edge(c->db, d, c->arena, &id, e)
                : !graph_find_anchor(c->db, &d->first, &id, e))
        return false;
    struct edge_row *edges;
    size_t n_edges = 0;
    if (is_edge && !graph_list_edges_by_id(c->db, &id, 1, c->arena, &edges, &n_edges, e))
        return false;
    if (is_edge && n_edges) {
        edge = edges[0];
        if (!shape_edge(c, &edge, 0, &shaped, e))
            return false;
    } else if (!is_edge && id && is_paper) {
        if (!graph_get_paper(c->db, id, c->arena, &paper, e))
            return false;
        shaped = shape_paper(&paper);
    } else if (!is_edge && id) {
        if (!graph_get_concept(c->db, id, c->arena, &concept, e))
            return false;
        shaped = shape_concept(&concept);
    }
    json_put(o, is_edge ? "edge" : is_paper ? "paper" : "concept", shaped);
    return true;
}

static bool shape_answer(struct api_call *c, const struct decision *decisions, size_t n, json_t *o,
                         struct err *e)
{
    json_t *list = json_array();
    json_put(o, "decisions", list);
    for (size_t i = 0; i < n; i++) {
        json_t *one;
        if (!decide_to_json(c->db, &decisions[i], &one, e))
            return false;
        (void)json_array_append_new(list, one);
    }
    return shape_thing(c, &decisions[0], o, e);
}

static bool send_answer(struct by_hand *h, const struct decision *decisions, size_t n,
                        struct err *e)
{
    struct api_call c = {.api = h->api, .q = h->q, .r = h->r, .arena = h->q->arena};
    json_t *o = json_object();
    if (!store_read_begin(h->api->library->store, 0, &c.db, e)) {
        json_decref(o);
        return false;
    }
    bool ok = shape_answer(&c, decisions, n, o, e);
    store_read_end(c.db);
    if (ok)
        return api_send(h->q, h->r, o, e);
    json_decref(o);
    return false;
}

/* ---- recording ---- */

/* Gives the request what the body or the address says of id and reason; several get ids in a row. */
static void add_common(struct by_hand *h, json_t *request)
{
    const json_t *id = json_object_get(h->body, "id");
    size_t before = json_array_size(h->requests);
    if (id && before && json_is_string(id))
        json_put(request, "id", json_sprintf("%s-%zu", json_string_value(id), before + 1));
    else if (id)
        (void)json_object_set(request, "id", (json_t *)(uintptr_t)id);
    if (json_object_get(h->body, "reason"))
        (void)json_object_set(request, "reason", json_object_get(h->body, "reason"));
}

/* Takes the reference. */
static void add_request(struct by_hand *h, const char *kind, json_t *request)
{
    json_put(request, "kind", json_string(kind));
    add_common(h, request);
    (void)json_array_append_new(h->requests, request);
}

static bool record(struct by_hand *h, struct err *e)
{
    size_t n = json_array_size(h->requests);
    struct decision *decisions = ARENA_ARRAY(h->q->arena, struct decision, n);
    bool is_new;
    if (n == 0)
        return err_set(e, ERR_VALIDATION, "Say what is to change; nothing in the body does.");
    if (!decide_record_all(h->api->library, h->requests, h->q->person, h->q->arena, decisions,
                           &is_new, e))
        return false;
    h->r->status = is_new ? 201 : 200;
    response_header(
        h->r, "Location",
        str_from(arena_printf(h->q->arena, "/api/v1/decisions/%.*s", STR_FMT(decisions[0].id))));
    return send_answer(h, decisions, n, e);
}

typedef bool (*maker)(struct by_hand *h, struct err *e);

static bool run(void *context, struct request *q, struct response *r, struct err *e, maker make)
{
    struct by_hand h = {.api = context, .q = q, .r = r};
    if (q->method != HTTP_DELETE && !api_read_object(q, &h.body, e))
        return false;
    if (!h.body) {
        struct str reason = request_query(q, "reason", NULL),
                   id = request_query(q, "decision", NULL);
        h.body = json_object();
        if (reason.n)
            json_put(h.body, "reason", shape_str(reason));
        if (id.n)
            json_put(h.body, "id", shape_str(id));
    }
    h.requests = json_array();
    bool ok = make(&h, e) && record(&h, e);
    json_decref(h.requests);
    json_decref(h.body);
    return ok;
}

static json_t *target(const struct by_hand *h, const char *what)
{
    return json_pack("{s:o}", what, shape_str(request_path_param(h->q, "id")));
}

/* All members of the body but id and reason. */
static json_t *content(const struct by_hand *h)
{
    json_t *o = json_copy(h->body);
    (void)json_object_del(o, "id");
    (void)json_object_del(o, "reason");
    return o;
}

static bool make_paper(struct by_hand *h, struct err *e)
{
    (void)e;
    add_request(h, "add_paper", json_pack("{s:o}", "paper", content(h)));
    return true;
}

static bool make_concept(struct by_hand *h, struct err *e)
{
    (void)e;
    add_request(h, "add_concept", json_pack("{s:o}", "concept", content(h)));
    return true;
}

static bool make_edge(struct by_hand *h, struct err *e)
{
    (void)e;
    add_request(h, "add_edge", content(h));
    return true;
}

static bool change_paper(struct by_hand *h, struct err *e)
{
    (void)e;
    json_t *request = content(h);
    json_put(request, "paper", shape_str(request_path_param(h->q, "id")));
    add_request(h, "correct", request);
    return true;
}

static bool change_edge(struct by_hand *h, struct err *e)
{
    json_t *rest = content(h);
    const char *status = json_string_value(json_object_get(h->body, "status"));
    bool is_alone = json_object_size(rest) == 1;
    json_decref(rest);
    bool confirms = status && strcmp(status, "confirmed") == 0;
    bool rejects = status && strcmp(status, "rejected") == 0;
    if (!is_alone || (!confirms && !rejects))
        return err_set(e, ERR_VALIDATION,
                       "/status must be \"confirmed\" or \"rejected\", and is all that changes.");
    add_request(h, confirms ? "confirm" : "reject", target(h, "edge"));
    return true;
}

/* ---- labels of a concept ---- */

static bool has_text(const json_t *list, struct str text, struct arena *a)
{
    size_t i;
    json_t *item;
    struct str folded = fold_key(a, text);
    json_array_foreach((json_t *)(uintptr_t)list, i, item)
    {
        struct str other = str_of(json_string_value(item), json_string_length(item));
        if (str_eq(fold_key(a, other), folded))
            return true;
    }
    return false;
}

/* A label decision for each item of `items` that `others` lacks. */
static void add_labels(struct by_hand *h, const char *kind, const json_t *items,
                       const json_t *others)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)items, i, item)
    {
        struct str text = str_of(json_string_value(item), json_string_length(item));
        if (has_text(others, text, h->q->arena))
            continue;
        json_t *request = target(h, "concept");
        (void)json_object_set(request, "alt", item);
        add_request(h, kind, request);
    }
}

/* The body gives the whole list: what it lacks is retired, what is new is added. */
static bool change_alternatives(struct by_hand *h, struct err *e)
{
    const json_t *wanted = json_object_get(h->body, "alt");
    struct concept_row row;
    bool moved;
    struct db *db;
    if (!wanted)
        return true;
    if (!json_is_array(wanted))
        return err_set(e, ERR_VALIDATION, "/alt must be a list of texts.");
    if (!store_read_begin(h->api->library->store, 0, &db, e))
        return false;
    bool ok = graph_find_concept(db, request_path_param(h->q, "id"), h->q->arena, &row, &moved, e);
    store_read_end(db);
    if (!ok)
        return false;
    json_t *present = shape_column(row.alternatives);
    add_labels(h, "retire_label", present, wanted);
    add_labels(h, "add_label", wanted, present);
    json_decref(present);
    return true;
}

static bool check_concept_members(const struct by_hand *h, struct err *e)
{
    json_t *rest = content(h);
    (void)json_object_del(rest, "label");
    (void)json_object_del(rest, "alt");
    (void)json_object_del(rest, "broader");
    const char *name = json_object_iter_key(json_object_iter(rest));
    bool ok = !name || err_set(e, ERR_VALIDATION,
                               "/%.80s cannot be changed; label, alt and broader can.", name);
    json_decref(rest);
    return ok;
}

static bool change_concept(struct by_hand *h, struct err *e)
{
    static const char *const names[] = {"label", "broader"}, *const kinds[] = {"rename",
                                                                               "set_broader"};

    if (!check_concept_members(h, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        json_t *value = json_object_get(h->body, names[i]);
        if (!value)
            continue;
        json_t *request = target(h, "concept");
        (void)json_object_set(request, names[i], value);
        add_request(h, kinds[i], request);
    }
    return change_alternatives(h, e);
}

static bool hide_paper(struct by_hand *h, struct err *e)
{
    (void)e;
    add_request(h, "hide", target(h, "paper"));
    return true;
}

static bool hide_concept(struct by_hand *h, struct err *e)
{
    (void)e;
    add_request(h, "hide", target(h, "concept"));
    return true;
}

static bool reject_edge(struct by_hand *h, struct err *e)
{
    (void)e;
    add_request(h, "reject", target(h, "edge"));
    return true;
}

/* clang-format off */
#define HANDLER(name, make) \
    bool name(void *context, struct request *q, struct response *r, struct err *e) { return run(context, q, r, e, make); }
HANDLER(api_papers_create, make_paper)
HANDLER(api_papers_change, change_paper)
HANDLER(api_papers_delete, hide_paper)
HANDLER(api_concepts_create, make_concept)
HANDLER(api_concepts_change, change_concept)
HANDLER(api_concepts_delete, hide_concept)
HANDLER(api_edges_create, make_edge)
HANDLER(api_edges_change, change_edge)
HANDLER(api_edges_delete, reject_edge)
#undef HANDLER

/* clang-format on */

/* ---- what is hidden ---- */

bool api_send_hidden(struct api_call *c, enum node_class class_, struct str name, bool *is_hidden,
                     struct err *e)
{
    struct decision d;
    struct err gone = {0};
    char at[CLOCK_TEXT];
    if (!decide_find_hidden(c->db, class_, name, c->arena, &d, is_hidden, e))
        return false;
    if (!*is_hidden)
        return true;
    clock_format(d.at_ms, at);
    (void)err_set(&gone, ERR_GONE,
                  "\"%.*s\" is hidden: %.*s decided so at %s%s%.*s. "
                  "POST /api/v1/decisions/%.*s/revert shows it again.",
                  STR_FMT(name), STR_FMT(d.author), at, d.reason.n ? ", because " : "",
                  STR_FMT(d.reason), STR_FMT(d.id));
    struct problem_item item = {
        .code = "hidden-by", .detail = STR("The decision that hides it."), .suggestion = d.id};
    response_problem_items(c->r, c->q, &gone, &item, 1);
    return true;
}
