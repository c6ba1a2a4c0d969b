#include "app/people.h"

#include "api_internal.h"
#include "base/arena.h"
#include "base/clock.h"

#define DAY_S 86400

const char *api_session_cookie(const struct api *api)
{
    /* The prefix makes browsers refuse the cookie from anywhere but this host over TLS (RFC 6265bis). */
    return api->behind_tls ? "__Host-paperstack" : "paperstack";
}

static json_t *time_or_null(int64_t ms)
{
    char text[CLOCK_TEXT];
    if (!ms)
        return json_null();
    clock_format(ms, text);
    return json_string(text);
}

/* Answers that hold who somebody is are kept nowhere. */
static bool send_private(struct request *q, struct response *r, json_t *body, struct err *e)
{
    response_header(r, "Cache-Control", STR("no-store"));
    return api_send(q, r, body, e);
}

/* ---- who asks ---- */

static json_t *me_to_json(struct api *api, const struct request *q)
{
    return json_pack("{s:o, s:o, s:s, s:b}", "name", shape_or_null(q->person), "token",
                     shape_or_null(q->token_id), "rights", rights_name((enum rights)q->rights),
                     "open", people_is_open(api->people));
}

bool api_me_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return send_private(q, r, me_to_json(context, q), e);
}

/* ---- signing in and out ---- */

static void set_cookie(struct api *api, struct request *q, struct response *r, struct str secret,
                       int64_t seconds)
{
    char *text =
        arena_printf(q->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
                     api_session_cookie(api), STR_FMT(secret), (long long)seconds,
                     api->behind_tls ? "; Secure" : "");
    response_header(r, "Set-Cookie", str_from(text));
}

static bool read_text(const json_t *object, const char *name, struct str *out, struct err *e)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_string(value))
        return err_set(e, ERR_VALIDATION, "/%s must be a text.", name);
    *out = str_of(json_string_value(value), json_string_length(value));
    return true;
}

static bool sign_in(struct api *api, struct request *q, struct str token, struct response *r,
                    struct err *e)
{
    struct identity who;
    struct str secret;
    if (people_is_open(api->people))
        return err_set(e, ERR_CONFLICT,
                       "This library is open: nobody needs to sign in. Make a token first with "
                       "paperstack token create.");
    if (!people_identify_token(api->people, token, q->remote, q->arena, &who, e) ||
        !people_start_session(api->people, &who, q->arena, &secret, e))
        return false;
    q->person = who.name;
    q->token_id = who.token_id;
    q->rights = (unsigned)who.rights;
    set_cookie(api, q, r, secret, (int64_t)SESSION_DAYS * DAY_S);
    r->status = 201;
    return send_private(q, r, me_to_json(api, q), e);
}

bool api_session_create(void *context, struct request *q, struct response *r, struct err *e)
{
    json_t *body;
    struct str token;
    if (!api_read_object(q, &body, e))
        return false;
    bool ok = read_text(body, "token", &token, e) && sign_in(context, q, str_trim(token), r, e);
    json_decref(body);
    return ok;
}

bool api_session_delete(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct str secret = request_cookie(q, api_session_cookie(api));
    if (secret.n && !people_end_session(api->people, secret, e))
        return false;
    set_cookie(api, q, r, STR_EMPTY, 0);
    r->status = 204;
    return true;
}

/* ---- tokens ---- */

static json_t *token_to_json(const struct token_row *t)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "id", shape_str(t->id), "name",
                     shape_str(t->name), "rights", shape_str(t->rights), "created_at",
                     time_or_null(t->created_ms), "expires_at", time_or_null(t->expires_ms),
                     "revoked_at", time_or_null(t->revoked_ms));
}

bool api_tokens_list(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct token_row *rows;
    size_t n;
    struct db *db;
    if (!store_read_begin(api->library->store, 0, &db, e))
        return false;
    bool ok = token_list(db, q->arena, &rows, &n, e);
    store_read_end(db);
    if (!ok)
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(items, token_to_json(&rows[i]));
    return send_private(q, r, json_pack("{s:o}", "items", items), e);
}

/* What a new token is to be. */
struct wish {
    struct str name;
    enum rights rights;
    int64_t expires_ms;
};

static bool read_wish(const json_t *body, struct arena *a, struct wish *out, struct err *e)
{
    struct str rights, expires;
    bool ends = json_object_get(body, "expires") && !json_is_null(json_object_get(body, "expires"));
    if (!read_text(body, "name", &out->name, e) || !read_text(body, "rights", &rights, e) ||
        (ends && !read_text(body, "expires", &expires, e)))
        return false;
    out->rights = rights_from_name(rights);
    if (out->rights == RIGHTS_NONE)
        return err_set(e, ERR_VALIDATION, "/rights must be read, curate or admin.");
    if (ends && !clock_parse_day(str_cstr(a, expires), &out->expires_ms))
        return err_set(e, ERR_VALIDATION, "/expires must be a day such as 2027-01-31.");
    return true;
}

static bool create_token(struct api *api, struct request *q, struct response *r,
                         const struct wish *wish, struct err *e)
{
    struct token_row row;
    struct str secret;
    if (!people_create_token(api->people, wish->name, wish->rights, wish->expires_ms, q->arena,
                             &row, &secret, e))
        return false;
    json_t *o = token_to_json(&row);
    (void)json_object_set_new(o, "secret", shape_str(secret));
    r->status = 201;
    return send_private(q, r, o, e);
}

bool api_tokens_create(void *context, struct request *q, struct response *r, struct err *e)
{
    struct wish wish = {0};
    json_t *body;
    if (!api_read_object(q, &body, e))
        return false;
    bool ok = read_wish(body, q->arena, &wish, e) && create_token(context, q, r, &wish, e);
    json_decref(body);
    return ok;
}

bool api_tokens_delete(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    if (!people_revoke_token(api->people, request_path_param(q, "id"), e))
        return false;
    r->status = 204;
    return true;
}

/* ---- audit log ---- */

static json_t *audit_to_json(const struct audit_row *row)
{
    return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:I, s:o}", "seq", (json_int_t)row->seq, "at",
                     time_or_null(row->at_ms), "person", shape_str(row->person), "token",
                     shape_or_null(row->token_id), "action", shape_str(row->action), "target",
                     shape_str(row->target), "status", (json_int_t)row->status, "remote",
                     shape_str(row->remote));
}

static bool read_audit(struct api *api, struct request *q, int64_t before, int64_t limit,
                       json_t **out, struct err *e)
{
    struct audit_row *rows;
    size_t n;
    struct db *db;
    if (!store_read_begin(api->library->store, 0, &db, e))
        return false;
    bool ok = audit_list(db, before, (size_t)limit, q->arena, &rows, &n, e);
    store_read_end(db);
    if (!ok)
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(items, audit_to_json(&rows[i]));
    json_t *next = n == (size_t)limit ? json_integer((json_int_t)rows[n - 1].seq) : json_null();
    *out = json_pack("{s:o, s:o}", "items", items, "next_before", next);
    return true;
}

bool api_audit_list(void *context, struct request *q, struct response *r, struct err *e)
{
    int64_t before, limit;
    json_t *body;
    return request_query_int(q, "before", 1, INT64_MAX, 0, &before, e) &&
           request_query_int(q, "limit", 1, LIST_LIMIT_MAX, LIST_LIMIT_DEFAULT, &limit, e) &&
           read_audit(context, q, before, limit, &body, e) && send_private(q, r, body, e);
}
