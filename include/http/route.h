/* route.h: matching requests against the one route table (api/routes.c).
 *
 * From the same table follow 404, 405 with Allow, OPTIONS, HEAD, parameter checking, OpenAPI and the
 * docs page. The http layer knows the shape of the table, not what the routes mean. */
#ifndef PS_HTTP_ROUTE_H
#define PS_HTTP_ROUTE_H

#include "http/response.h"

enum param_type { PARAM_TEXT, PARAM_INT, PARAM_BOOL, PARAM_ENUM };

struct route_param {
    const char *name;
    enum param_type type;
    int64_t min, max;   /* PARAM_INT */
    const char *values; /* PARAM_ENUM: "a|b|c" */
    const char *doc;
    const char *example;
};

enum access { ACCESS_OPEN, ACCESS_READ, ACCESS_CURATE, ACCESS_ADMIN };

struct route {
    enum http_method method;
    const char
        *pattern; /* "/api/v1/concepts/{id}/papers"; a last "{path*}" takes all that is left */
    /* False: `e` says why; the server turns it into a problem. `context` is the one given to the server. */
    bool (*handler)(void *context, struct request *q, struct response *r, struct err *e);
    enum access access;
    size_t body_max; /* bytes; 0 = no body */
    const struct route_param
        *params; /* query parameters; others are refused; ends with name NULL. NULL: the handler
                       * reads them all and refuses what it does not know */
    const char *name; /* operation id: "papers.list" */
    const char *summary;
};

struct router {
    const struct route *routes;
    size_t n;
};

/* The route for method and path, with path parameters filled in. HEAD finds GET. NULL and
 * ERR_NOT_FOUND, or ERR_METHOD_NOT_ALLOWED with `*allow` set to the methods that there are. */
const struct route *router_match(const struct router *router, struct request *q, struct str *allow,
                                 struct err *e);
/* Unknown or ill-typed query parameters, all of them; each unknown one with the nearest name. */
size_t router_check_params(const struct route *route, struct request *q,
                           struct problem_item **items);

#endif
