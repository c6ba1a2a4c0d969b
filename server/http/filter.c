#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "http_internal.h"

/* ---- target ---- */

static bool add_segment(struct request *q, struct str raw, struct str *segments, size_t *n,
                        struct err *e)
{
    struct str decoded;
    if (!percent_decode(raw, false, q->arena, &decoded, e))
        return false;
    if (str_eq(decoded, STR(".")) || str_eq(decoded, STR("..")))
        return err_set(e, ERR_BAD_REQUEST, "\".\" and \"..\" are not allowed in the path.");
    segments[(*n)++] = decoded;
    return true;
}

static size_t count_byte(struct str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == c;
    return n;
}

static bool read_path(struct request *q, struct str path, struct err *e)
{
    struct str *segments = ARENA_ARRAY(q->arena, struct str, count_byte(path, '/') + 1);
    struct str rest = str_from_pos(path, 1);
    struct str part;
    size_t n = 0;
    while (rest.n && str_split(&rest, '/', &part)) {
        if (part.n == 0)
            return err_set(e, ERR_BAD_REQUEST, "The path holds an empty part (\"//\").");
        if (!add_segment(q, part, segments, &n, e))
            return false;
    }
    q->segments = segments;
    q->n_segments = n;
    return true;
}

static bool read_query(struct request *q, struct str query, struct err *e)
{
    q->query = ARENA_ARRAY(q->arena, struct http_pair, count_byte(query, '&') + 1);
    struct str part;
    while (query.n && str_split(&query, '&', &part)) {
        if (part.n == 0)
            continue;
        size_t eq = str_find_byte(part, '=', 0);
        struct str name = eq == SIZE_MAX ? part : str_sub(part, 0, eq);
        struct str value = eq == SIZE_MAX ? STR("") : str_from_pos(part, eq + 1);
        struct http_pair *pair = &q->query[q->n_query];
        if (!percent_decode(name, true, q->arena, &pair->name, e) ||
            !percent_decode(value, true, q->arena, &pair->value, e))
            return false;
        q->n_query++;
    }
    return true;
}

bool request_read_target(struct request *q, struct err *e)
{
    if (q->target.n > TARGET_MAX_BYTES)
        return err_set(e, ERR_HEADERS_TOO_LARGE, "The address has %zu bytes; the limit is %zu.",
                       q->target.n, TARGET_MAX_BYTES);
    if (q->target.n == 0 || q->target.p[0] != '/')
        return err_set(e, ERR_BAD_REQUEST, "The request target must begin with \"/\".");
    size_t mark = str_find_byte(q->target, '?', 0);
    struct str path = mark == SIZE_MAX ? q->target : str_sub(q->target, 0, mark);
    struct str query = mark == SIZE_MAX ? STR_EMPTY : str_from_pos(q->target, mark + 1);
    return read_path(q, path, e) && read_query(q, query, e);
}

/* ---- headers ---- */

/* RFC 9110, 5.6.2. */
static bool is_token(struct str s)
{
    static const char marks[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!ascii_is_alnum(c) && (c == '\0' || !strchr(marks, c)))
            return false;
    }
    return s.n > 0;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_control(s.p[i]) && s.p[i] != '\t')
            return true;
    return false;
}

/* libmicrohttpd 0.9.75 puts a value that goes on in the next line behind the name: "Content-Length:", " 4" arrives as
 * "Content-Length4" without a value, and the body would be read as the next request. */
static bool is_glued(struct str name)
{
    static const char *const framing[] = {"content-length", "transfer-encoding", "host"};
    for (size_t i = 0; i < ARRAY_LEN(framing); i++)
        if (str_starts_ci(name, str_from(framing[i])) && name.n > strlen(framing[i]))
            return true;
    return false;
}

static bool check_fields(const struct request *q, struct err *e)
{
    size_t total = 0;
    if (q->n_headers > HEADERS_MAX)
        return err_set(e, ERR_HEADERS_TOO_LARGE, "There are %zu headers; the limit is %zu.",
                       q->n_headers, HEADERS_MAX);
    for (size_t i = 0; i < q->n_headers; i++) {
        total += q->headers[i].name.n + q->headers[i].value.n;
        if (!is_token(q->headers[i].name) || is_glued(q->headers[i].name))
            return err_set(e, ERR_BAD_REQUEST,
                           "A header name holds a character that is not allowed.");
        if (has_control(q->headers[i].value))
            return err_set(e, ERR_BAD_REQUEST, "A header value holds a control character.");
    }
    if (total > HEADERS_MAX_BYTES)
        return err_set(e, ERR_HEADERS_TOO_LARGE, "The headers have %zu bytes; the limit is %zu.",
                       total, HEADERS_MAX_BYTES);
    return true;
}

/* How often a header occurs; the last value in `*value`. */
static size_t count_header(const struct request *q, const char *name, struct str *value)
{
    size_t n = 0;
    for (size_t i = 0; i < q->n_headers; i++) {
        if (!str_eq_ci(q->headers[i].name, str_from(name)))
            continue;
        *value = q->headers[i].value;
        n++;
    }
    return n;
}

/* "host", "host:8765" or "[::1]:8765" for one of our names. */
static bool is_host(struct str host, struct str name, uint16_t port)
{
    char with_port[300];
    int n = snprintf(with_port, sizeof(with_port), "%.*s:%u", STR_FMT(name), port);
    if (n < 0 || (size_t)n >= sizeof(with_port))
        return false;
    return str_eq_ci(host, str_of(with_port, (size_t)n)) || (port == 80 && str_eq_ci(host, name));
}

static bool check_host(const struct request *q, uint16_t port, const char *const *allowed,
                       struct err *e)
{
    static const char *const loopback[] = {"localhost", "127.0.0.1", "[::1]"};
    struct str host = STR_EMPTY;
    if (count_header(q, "host", &host) != 1)
        return err_set(e, ERR_BAD_REQUEST, "There must be exactly one Host header.");
    for (size_t i = 0; i < ARRAY_LEN(loopback); i++)
        if (is_host(host, str_from(loopback[i]), port))
            return true;
    /* A name that was configured counts with any port: a proxy may listen on another one. */
    for (size_t i = 0; allowed && allowed[i]; i++) {
        struct str name = str_from(allowed[i]);
        bool same = str_eq_ci(host, name);
        bool with_port = str_starts_ci(host, name) && host.n > name.n && host.p[name.n] == ':';
        if (same || with_port)
            return true;
    }
    return err_set(e, ERR_HOST_NOT_ALLOWED,
                   "This server does not answer for \"%.*s\". Start it with --allowed-host if it "
                   "should.",
                   STR_FMT(host));
}

static bool check_length(const struct request *q, int64_t *length, struct err *e)
{
    struct str text = STR_EMPTY;
    struct str encoding = STR_EMPTY;
    size_t lengths = count_header(q, "content-length", &text);
    size_t encodings = count_header(q, "transfer-encoding", &encoding);
    uint64_t value = 0;
    if (lengths > 1 || encodings > 1 || (lengths && encodings))
        return err_set(e, ERR_BAD_REQUEST,
                       "The length of the body is given twice; send one Content-Length.");
    if (encodings && !str_eq_ci(encoding, STR("chunked")))
        return err_set(e, ERR_NOT_IMPLEMENTED, "The only transfer coding here is \"chunked\".");
    if (lengths && (!str_to_u64(text, &value) || value > INT64_MAX))
        return err_set(e, ERR_BAD_REQUEST, "Content-Length must be a decimal number.");
    *length = encodings ? -1 : (int64_t)value;
    return true;
}

bool filter_check_headers(const struct request *q, uint16_t port, const char *const *allowed_hosts,
                          int64_t *length, struct err *e)
{
    return check_fields(q, e) && check_length(q, length, e) &&
           check_host(q, port, allowed_hosts, e);
}
