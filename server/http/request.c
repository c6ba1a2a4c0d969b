#include "http/request.h"

#include <stdlib.h>
#include <string.h>

static const char *const method_names[] = {"GET",   "HEAD",   "POST",   "PUT",
                                           "PATCH", "DELETE", "OPTIONS"};

const char *http_method_name(enum http_method m)
{
    return method_names[m];
}

struct str request_header(const struct request *r, const char *lower_name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_eq_ci(r->headers[i].name, str_from(lower_name)))
            return r->headers[i].value;
    return STR_EMPTY;
}

struct str request_cookie(const struct request *r, const char *name)
{
    struct str rest = request_header(r, "cookie"), pair, key;
    while (rest.n && str_split(&rest, ';', &pair)) {
        pair = str_trim(pair);
        if (str_split(&pair, '=', &key) && str_eq(key, str_from(name)))
            return pair;
    }
    return STR_EMPTY;
}

struct str request_path_param(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->n_path_params; i++)
        if (strcmp(r->path_param_names[i], name) == 0)
            return r->path_params[i];
    return STR_EMPTY;
}

struct str request_query(const struct request *r, const char *name, bool *found)
{
    for (size_t i = 0; i < r->n_query; i++) {
        if (!str_eq(r->query[i].name, str_from(name)))
            continue;
        if (found)
            *found = true;
        return r->query[i].value;
    }
    if (found)
        *found = false;
    return STR_EMPTY;
}

bool request_query_int(const struct request *r, const char *name, int64_t min, int64_t max,
                       int64_t fallback, int64_t *out, struct err *e)
{
    bool found;
    struct str text = request_query(r, name, &found);
    uint64_t value = 0;
    *out = fallback;
    if (!found)
        return true;
    if (!str_to_u64(text, &value) || value > (uint64_t)max || (int64_t)value < min)
        return err_set(e, ERR_INVALID_PARAMETER, "%s must be a number from %lld to %lld.", name,
                       (long long)min, (long long)max);
    *out = (int64_t)value;
    return true;
}

bool request_query_bool(const struct request *r, const char *name, bool fallback, bool *out,
                        struct err *e)
{
    bool found;
    struct str text = request_query(r, name, &found);
    *out = fallback;
    if (!found)
        return true;
    *out = str_eq(text, STR("true")) || str_eq(text, STR("1")) || text.n == 0;
    if (*out || str_eq(text, STR("false")) || str_eq(text, STR("0")))
        return true;
    return err_set(e, ERR_INVALID_PARAMETER, "%s must be true or false.", name);
}

/* The first of the two languages that Accept-Language names; weights are in order in practice. */
const char *request_language(const struct request *r)
{
    struct str accept = request_header(r, "accept-language");
    size_t zh = str_find_ci(accept, STR("zh"), 0);
    size_t en = str_find_ci(accept, STR("en"), 0);
    return zh < en ? "zh" : "en";
}
