#include "api_internal.h"
#include "base/arena.h"
#include "base/hash.h"
#include "store/select.h"

/* RELIABILITY.md 3: no input holds the service for over 2 s. */
#define READ_BUDGET_MS 2000

static int add_to_strbuf(const char *p, size_t n, void *context)
{
    strbuf_add(context, p, n);
    return 0;
}

bool api_send(struct request *q, struct response *r, json_t *body, struct err *e)
{
    bool pretty = false;
    if (!request_query_bool(q, "pretty", false, &pretty, e)) {
        json_decref(body);
        return false;
    }
    size_t flags = (pretty ? JSON_INDENT(2) : JSON_COMPACT) | JSON_REAL_PRECISION(4);
    if (!body || json_dump_callback(body, add_to_strbuf, &r->body, flags) != 0)
        BUG("an answer could not be written as JSON");
    strbuf_add_byte(&r->body, '\n');
    json_decref(body);
    r->allow_gzip = true;
    response_content_type(r, "application/json; charset=utf-8");
    return true;
}

/* The answer to a GET depends on the graph, the address and the language of its labels; and on the store,
 * since another one can be served under the same address tomorrow. Some also depend on who asks. */
static struct str current_etag(const struct request *q, const struct api *api, bool is_personal)
{
    char store[SHA256_HEX + 1], person[SHA256_HEX + 1] = "";
    hash_sha256_hex(store_secret(api->library->store), store);
    if (is_personal)
        hash_sha256_hex(q->person, person);
    return str_from(arena_printf(q->arena, "W/\"%.8s-g%llu-%s%s%.16s\"", store,
                                 (unsigned long long)store_graph_version(api->library->store),
                                 request_language(q), is_personal ? "-p" : "", person));
}

/* Of one version of the graph an address gives every person the same answer or each her own, so a tag that
 * fits in either way is one that she was given. */
static bool has_current_version(const struct request *q, struct response *r, struct str shared,
                                struct str personal)
{
    struct str known = request_header(q, "if-none-match");
    bool is_shared = str_has(known, shared);
    if (!is_shared && !str_has(known, personal))
        return false;
    response_header(r, "ETag", is_shared ? shared : personal);
    return true;
}

static void add_cache_headers(struct response *r, bool is_personal)
{
    response_header(r, "Cache-Control", is_personal ? STR("private, no-cache") : STR("no-cache"));
    response_header(r, "Vary",
                    is_personal ? STR("Accept-Language, Authorization, Cookie")
                                : STR("Accept-Language"));
}

uint64_t api_version(void *context)
{
    const struct api *api = context;
    return store_graph_version(api->library->store) + 1; /* never 0 */
}

/* While the notes are first taken in, files that fail change what a list of notes says, not the graph. */
static bool is_starting(const struct api *api)
{
    return api->importing && atomic_load(api->importing);
}

static bool begin(struct api_call *c, struct err *e)
{
    if (!store_read_begin(c->api->library->store, READ_BUDGET_MS, &c->db, e))
        return false;
    select_set_person(c->db, c->q->person);
    return true;
}

bool api_read_anew(void *context, struct request *q, struct response *r, struct err *e,
                   api_reader read)
{
    struct api_call c = {.api = context, .q = q, .r = r, .arena = q->arena};
    if (!begin(&c, e))
        return false;
    response_header(r, "Cache-Control", STR("no-store"));
    bool ok = read(&c, e);
    store_read_end(c.db);
    return ok;
}

/* The tags are of the version before anything is read: what is read then is this version or a later one. */
static bool read_version(struct api_call *c, api_reader read, struct err *e)
{
    uint64_t version = api_version(c->api);
    struct str shared = current_etag(c->q, c->api, false),
               personal = current_etag(c->q, c->api, true);
    if (has_current_version(c->q, c->r, shared, personal)) {
        c->r->status = 304;
        add_cache_headers(c->r, false);
        return true;
    }
    if (!begin(c, e))
        return false;
    bool ok = read(c, e), is_personal = select_is_personal(c->db);
    store_read_end(c->db);
    if (!ok || c->r->is_problem)
        return ok;
    if (c->is_of_today) {
        response_header(c->r, "Cache-Control", STR("no-store"));
        return true;
    }
    response_header(c->r, "ETag", is_personal ? personal : shared);
    add_cache_headers(c->r, is_personal);
    if (!is_personal && !is_starting(c->api))
        c->r->version = version;
    return true;
}

bool api_read(void *context, struct request *q, struct response *r, struct err *e, api_reader read)
{
    struct api_call c = {.api = context, .q = q, .r = r, .arena = q->arena};
    if (q->method == HTTP_GET || q->method == HTTP_HEAD)
        return read_version(&c, read, e);
    if (!begin(&c, e))
        return false;
    bool ok = read(&c, e);
    store_read_end(c.db);
    return ok;
}

bool api_read_object(const struct request *q, json_t **out, struct err *e)
{
    json_error_t why;
    if (!str_starts_ci(request_header(q, "content-type"), STR("application/json")))
        return err_set(e, ERR_UNSUPPORTED_TYPE, "Send Content-Type: application/json.");
    *out = json_loadb(q->body.p ? q->body.p : "", q->body.n, JSON_REJECT_DUPLICATES, &why);
    if (!*out)
        return err_set(e, ERR_BAD_JSON, "Line %d, column %d: %s.", why.line, why.column, why.text);
    if (json_is_object(*out))
        return true;
    json_decref(*out);
    return err_set(e, ERR_VALIDATION, "The body must be a JSON object, such as {…}.");
}

void api_add_escaped(struct strbuf *out, struct str s)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~,:/";
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] && strchr(plain, s.p[i]))
            strbuf_add_byte(out, s.p[i]);
        else
            strbuf_printf(out, "%%%02X", (unsigned)(unsigned char)s.p[i]);
    }
}

/* The parts of the address as they were sent, but for the one that holds the id; it may be encoded in any way,
 * and an ending such as ".bib" may follow it. */
bool api_send_moved(struct api_call *c, struct str old_id, struct str new_id)
{
    STRBUF_SCOPE(to);
    struct str target = c->q->target, part;
    size_t end = str_find_byte(target, '?', 0);
    struct str path = str_sub(target, 1, end);
    for (size_t i = 0; i < c->q->n_segments && str_split(&path, '/', &part); i++) {
        struct str segment = c->q->segments[i];
        strbuf_add_byte(&to, '/');
        if (segment.p == old_id.p) {
            api_add_escaped(&to, new_id);
            api_add_escaped(&to, str_from_pos(segment, old_id.n));
        } else {
            strbuf_add_str(&to, part);
        }
    }
    strbuf_add_str(&to, end == SIZE_MAX ? STR_EMPTY : str_from_pos(target, end));
    response_header(c->r, "Location", str_copy(c->arena, strbuf_view(&to)));
    c->r->status = 308;
    return true;
}

void api_add_location(struct api_call *c, const char *folder, struct str id)
{
    STRBUF_SCOPE(to);
    strbuf_add_cstr(&to, folder);
    api_add_escaped(&to, id);
    response_header(c->r, "Content-Location", str_copy(c->arena, strbuf_view(&to)));
}

bool api_send_unknown(struct api_call *c, struct str name, unsigned kinds, const char *what,
                      struct err *e)
{
    struct search_hit *hits = NULL;
    size_t n = 0;
    if (!search_nearest(c->db, name, kinds, 5, c->arena, &hits, &n, e))
        return false;
    struct problem_item *items = ARENA_ARRAY(c->arena, struct problem_item, n);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct problem_item){.code = "nearest-name",
                                         .detail = STR("A name close to it."),
                                         .suggestion = hits[i].title};
    struct err missing = {0};
    (void)err_set(&missing, ERR_NOT_FOUND, "No %s is called \"%.*s\".%s%.*s%s", what, STR_FMT(name),
                  n ? " Did you mean \"" : "", n ? (int)hits[0].title.n : 0,
                  n ? hits[0].title.p : "", n ? "\"?" : "");
    response_problem_items(c->r, c->q, &missing, items, n);
    return true;
}
