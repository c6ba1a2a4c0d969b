#include "api_internal.h"
#include "app/people.h"
#include "base/clock.h"
#include "base/log.h"

#define BEARER STR("Bearer ")

static bool is_safe(enum http_method m)
{
    return m == HTTP_GET || m == HTTP_HEAD || m == HTTP_OPTIONS;
}

/* The host of an origin "http://host:port" equals the Host header, which the filter has checked. */
static bool is_own_origin(const struct request *q, struct str origin)
{
    size_t at = str_find(origin, STR("://"), 0);
    return at != SIZE_MAX && str_eq_ci(str_from_pos(origin, at + 3), request_header(q, "host"));
}

/* Writes come from our own page or from no page at all (RELIABILITY.md 2: CSRF). A browser says where
 * a request comes from by Sec-Fetch-Site, older ones by Origin. */
static bool check_origin(const struct api *api, const struct request *q, struct err *e)
{
    struct str site = request_header(q, "sec-fetch-site");
    struct str origin = request_header(q, "origin");
    if (is_safe(q->method) || server_allows_origin(api->cors_origins, origin))
        return true;
    if (site.n && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
        return err_set(e, ERR_ORIGIN_NOT_ALLOWED, "Another site may not change this library.");
    if (origin.n && !is_own_origin(q, origin))
        return err_set(e, ERR_ORIGIN_NOT_ALLOWED,
                       "A page from \"%.*s\" may not change this library.", STR_FMT(origin));
    return true;
}

/* A form of another site can send a cookie along, but neither JSON nor Markdown. */
static bool check_cookie_write(const struct request *q, struct err *e)
{
    struct str type = request_header(q, "content-type");
    if (is_safe(q->method) || q->method == HTTP_DELETE ||
        str_starts_ci(type, STR("application/json")) || str_starts_ci(type, STR("text/markdown")))
        return true;
    return err_set(e, ERR_UNSUPPORTED_TYPE,
                   "A signed-in browser sends application/json or text/markdown.");
}

/* The holder of the token or session that came with the request; nobody when none came. */
static bool identify(struct api *api, struct request *q, struct identity *who, struct err *e)
{
    struct str header = request_header(q, "authorization");
    struct str session = request_cookie(q, api_session_cookie(api));
    *who = (struct identity){0};
    if (people_is_open(api->people)) {
        *who = (struct identity){.name = STR("local"), .rights = RIGHTS_ADMIN};
        return true;
    }
    if (header.n)
        return people_identify_token(
            api->people,
            str_starts_ci(header, BEARER) ? str_trim(str_from_pos(header, BEARER.n)) : STR_EMPTY,
            q->remote, q->arena, who, e);
    if (session.n)
        return check_cookie_write(q, e) &&
               people_identify_session(api->people, session, q->remote, q->arena, who, e);
    return true;
}

/* enum access and enum rights count alike. */
_Static_assert((int)ACCESS_READ == (int)RIGHTS_READ && (int)ACCESS_CURATE == (int)RIGHTS_CURATE &&
                   (int)ACCESS_ADMIN == (int)RIGHTS_ADMIN,
               "a route asks for rights by number");

static bool check_rights(const struct identity *who, const struct route *route, struct err *e)
{
    if ((int)who->rights >= (int)route->access)
        return true;
    if (who->rights == RIGHTS_NONE)
        return err_set(e, ERR_UNAUTHENTICATED,
                       "Send a token as \"Authorization: Bearer ps_…\", or sign in on the page.");
    return err_set(
        e, ERR_FORBIDDEN, "This needs the rights \"%s\"; the token of \"%.*s\" has \"%s\".",
        rights_name((enum rights)route->access), STR_FMT(who->name), rights_name(who->rights));
}

bool api_authorise(void *context, struct request *q, const struct route *route, struct err *e)
{
    struct api *api = context;
    struct identity who;
    struct err wrong = {0};
    if (!check_origin(api, q, e))
        return false;
    /* A cookie that is over must keep nobody from signing in again. */
    if (!identify(api, q, &who, &wrong) && route->access != ACCESS_OPEN)
        return err_set(e, wrong.code, "%s", wrong.msg);
    q->person = who.name;
    q->token_id = who.token_id;
    q->rights = (unsigned)who.rights;
    return check_rights(&who, route, e);
}

void api_record(void *context, const struct request *q, const struct route *route, int status)
{
    struct api *api = context;
    struct err e = {0};
    struct audit_row row = {
        .at_ms = clock_unix_ms(),
        .person = q->person,
        .token_id = q->token_id,
        .action = str_from(route->name),
        .target = q->target,
        .status = status,
        .remote = q->remote,
    };
    /* Routes that change nothing ask for the right to read only: previews, questions. */
    if (route->access == ACCESS_READ)
        return;
    if (!people_record(api->people, &row, &e))
        LOG_ERROR("people", "not in the audit log", "id=%s problem=\"%s\"", q->id, e.msg);
}
