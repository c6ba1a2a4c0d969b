#include "api_internal.h"

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
bool api_authorise(void *context, struct request *q, const struct route *route, struct err *e)
{
    (void)context;
    (void)route;
    struct str site = request_header(q, "sec-fetch-site");
    struct str origin = request_header(q, "origin");
    if (is_safe(q->method))
        return true;
    if (site.n && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
        return err_set(e, ERR_ORIGIN_NOT_ALLOWED, "Another site may not change this library.");
    if (origin.n && !is_own_origin(q, origin))
        return err_set(e, ERR_ORIGIN_NOT_ALLOWED,
                       "A page from \"%.*s\" may not change this library.", STR_FMT(origin));
    return true;
}
