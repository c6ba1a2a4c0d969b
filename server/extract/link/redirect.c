#include "extract/link/link_internal.h"

#include "base/strbuf.h"

#define REDIRECT_LEVELS_MAX 5
#define HOST_BYTES_MAX      253 /* RFC 1035 */

enum redirect_how { PARAM, TAIL, UNDERLINED, DASHED };

struct redirect {
    const char *host;
    const char *path;
    enum redirect_how how;
    const char *params[2];
};

static const struct redirect redirects[] = {
#define REDIRECT(host, path, how, first, second) {host, path, how, {first, second}},
#include "extract/tables/redirects.def"
};

/* A parameter that holds a URL of the web. */
static bool url_in_param(const struct url *u, struct str name, struct arena *a, struct str *target)
{
    struct str value = url_param(u, name, a);
    return value.n > 0 && url_clean(value, a, target) == URL_WEB;
}

static bool url_in_tail(const struct url *u, struct arena *a, struct str *target)
{
    size_t path = (size_t)(u->path.p - u->text.p);
    size_t at = u->path.n > 0 ? str_find_ci(u->text, STR("/http"), path) : SIZE_MAX;
    return at != SIZE_MAX && url_clean(str_from_pos(u->text, at + 1), a, target) == URL_WEB;
}

static bool url_between_underscores(const struct url *u, struct arena *a, struct str *target)
{
    size_t begin = str_find(u->text, STR("__"), 0);
    if (begin == SIZE_MAX)
        return false;
    size_t end = str_find(u->text, STR("__;"), begin + 2);
    struct str inner = str_sub(u->text, begin + 2, end);
    return url_clean(inner, a, target) == URL_WEB;
}

static bool url_in_dashed_param(const struct url *u, struct str name, struct arena *a,
                                struct str *target)
{
    struct str value = url_param(u, name, a);
    STRBUF_SCOPE(encoded);
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        strbuf_add_byte(&encoded, c == '-' ? '%' : c == '_' ? '/' : c);
    }
    struct str decoded = url_percent_decode(str_copy(a, strbuf_view(&encoded)), a);
    return url_clean(decoded, a, target) == URL_WEB;
}

static bool redirect_apply(const struct redirect *redirect, const struct url *u, struct arena *a,
                           struct str *target)
{
    struct str first = str_from(redirect->params[0]);
    struct str second = str_from(redirect->params[1]);
    switch (redirect->how) {
    case PARAM:
        return url_in_param(u, first, a, target) ||
               (second.n > 0 && url_in_param(u, second, a, target));
    case TAIL:
        return url_in_tail(u, a, target);
    case UNDERLINED:
        return url_between_underscores(u, a, target);
    case DASHED:
        return url_in_dashed_param(u, first, a, target);
    }
    return false;
}

/* Login pages of libraries carry the page that one wants to read. */
static bool url_behind_login(const struct url *u, struct arena *a, struct str *target)
{
    if (!str_ends_ci(u->path, STR("/login")))
        return false;
    return url_in_param(u, STR("url"), a, target) || url_in_param(u, STR("qurl"), a, target);
}

static bool redirect_target(const struct url *u, struct arena *a, struct str *target)
{
    size_t n = 0;
    size_t first = host_lookup(redirects, ARRAY_LEN(redirects), sizeof(redirects[0]), u->host, &n);
    for (size_t i = first; i < first + n; i++)
        if (str_starts(u->path, str_from(redirects[i].path)) &&
            redirect_apply(&redirects[i], u, a, target))
            return true;
    return url_behind_login(u, a, target);
}

/* "ieeexplore-ieee-org" -> "ieeexplore.ieee.org", "a--b-org" -> "a-b.org". */
static struct str host_from_label(struct str label, struct arena *a)
{
    STRBUF_SCOPE(host);
    for (size_t i = 0; i < label.n; i++) {
        bool hyphen = label.p[i] == '-';
        bool doubled = hyphen && i + 1 < label.n && label.p[i + 1] == '-';
        strbuf_add_byte(&host, hyphen && !doubled ? '.' : label.p[i]);
        i += doubled;
    }
    struct str s = strbuf_view(&host);
    return str_copy(a, str_starts(s, STR("www.")) ? str_from_pos(s, 4) : s);
}

/* The publisher's host in front of a library's proxy host, or empty. */
static struct str proxied_host(struct str host, struct arena *a)
{
    size_t dot = str_find_byte(host, '.', 0);
    if (host.n > HOST_BYTES_MAX || dot == SIZE_MAX || link_knows_host(host))
        return STR_EMPTY;
    if (memchr(host.p, '-', dot)) {
        struct str inner = host_from_label(str_sub(host, 0, dot), a);
        if (link_knows_host(inner))
            return inner;
    }
    for (dot = str_find_byte(host, '.', dot + 1); dot != SIZE_MAX;
         dot = str_find_byte(host, '.', dot + 1))
        if (link_knows_host(str_sub(host, 0, dot)))
            return str_sub(host, 0, dot);
    return STR_EMPTY;
}

static void restore_proxied_host(struct url *u, struct arena *a)
{
    struct str host = proxied_host(u->host, a);
    if (host.n == 0)
        return;
    size_t colon = str_find_byte(u->text, ':', 0);
    struct str scheme = str_sub(u->text, 0, colon);
    size_t end = colon + 3;
    while (end < u->text.n && !strchr("/?#", u->text.p[end]))
        end++;
    struct str rest = str_from_pos(u->text, end);
    char *text = arena_printf(a, "%.*s://%.*s%.*s", STR_FMT(scheme), STR_FMT(host), STR_FMT(rest));
    url_split(str_from(text), a, u);
}

void url_unwrap(struct url *u, struct arena *a)
{
    struct url at = *u;
    for (int level = 0; level <= REDIRECT_LEVELS_MAX; level++) {
        struct str target;
        restore_proxied_host(&at, a);
        if (!redirect_target(&at, a, &target)) {
            *u = at;
            return;
        }
        url_split(target, a, &at);
    }
}
