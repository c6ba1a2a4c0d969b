#include "http/multipart.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

#define BOUNDARY_MAX 70 /* RFC 2046, 5.1.1 */
#define HEADER_MAX   4096

static bool broken(struct err *e, size_t at, const char *what)
{
    return err_set(e, ERR_BAD_REQUEST, "The multipart body is broken at byte %zu: %s.", at, what);
}

/* ---- parameters of a header: name="value"; name=value ---- */

/* The value behind `name=`, up to the closing quote; a backslash keeps the next byte. */
static struct str read_value(struct str s, struct arena *a)
{
    bool is_quoted = s.n && s.p[0] == '"';
    char *text = arena_strndup(a, s.p ? s.p : "", s.n);
    size_t n = 0;
    for (size_t i = is_quoted; i < s.n && s.p[i] != (is_quoted ? '"' : ';'); i++) {
        if (is_quoted && s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\\'))
            i++;
        text[n++] = s.p[i];
    }
    return is_quoted ? str_of(text, n) : str_trim(str_of(text, n));
}

/* Where the next parameter begins, behind a semicolon that is in no quotes. */
static size_t next_parameter(struct str s, size_t at)
{
    bool is_quoted = false;
    for (; at < s.n; at++) {
        if (s.p[at] == '\\' && is_quoted)
            at++;
        else if (s.p[at] == '"')
            is_quoted = !is_quoted;
        else if (s.p[at] == ';' && !is_quoted)
            return at + 1;
    }
    return s.n;
}

static struct str parameter(struct str header, struct str name, struct arena *a)
{
    for (size_t at = next_parameter(header, 0); at < header.n; at = next_parameter(header, at)) {
        struct str rest = str_trim(str_from_pos(header, at));
        if (str_starts_ci(rest, name) && rest.n > name.n && rest.p[name.n] == '=')
            return read_value(str_from_pos(rest, name.n + 1), a);
    }
    return STR_EMPTY;
}

/* ---- one part ---- */

static bool read_headers(struct str headers, struct arena *a, struct multipart_part *out)
{
    static const struct str wanted = STR_INIT("content-disposition:");
    struct str line;
    while (headers.n && str_split(&headers, '\n', &line)) {
        line = str_trim(line);
        if (!str_starts_ci(line, wanted))
            continue;
        out->name = parameter(line, STR("name"), a);
        out->filename = parameter(line, STR("filename"), a);
        return utf8_is_valid(out->name) && utf8_is_valid(out->filename);
    }
    return false;
}

/* From behind the line of a boundary to the next boundary; `*at` is then behind that. */
static bool read_part(struct str body, struct str border, size_t *at, struct arena *a,
                      struct multipart_part *out, struct err *e)
{
    size_t start = *at;
    size_t blank = str_find(body, STR("\r\n\r\n"), start);
    if (blank == SIZE_MAX || blank - start > HEADER_MAX)
        return broken(e, start, "a part has no end of its headers");
    if (!read_headers(str_sub(body, start, blank), a, out))
        return broken(e, start, "a part has no Content-Disposition with a name in UTF-8");
    size_t end = str_find(body, border, blank + 2);
    if (end == SIZE_MAX)
        return broken(e, start, "a part does not end with the boundary");
    out->body = str_sub(body, blank + 4, end);
    *at = end + border.n;
    return true;
}

/* ---- the body ---- */

static bool read_border(struct str content_type, struct arena *a, struct str *out, struct err *e)
{
    struct str boundary = parameter(content_type, STR("boundary"), a);
    if (!boundary.n || boundary.n > BOUNDARY_MAX)
        return err_set(
            e, ERR_BAD_REQUEST,
            "multipart/form-data needs a boundary of 1 to %d characters in Content-Type.",
            BOUNDARY_MAX);
    *out = str_from(arena_printf(a, "\r\n--%.*s", STR_FMT(boundary)));
    return true;
}

bool multipart_read(struct str content_type, struct str body, size_t max, struct arena *a,
                    struct multipart_part **out, size_t *n, struct err *e)
{
    VEC(struct multipart_part) parts = VEC_INIT;
    struct str border;
    if (!read_border(content_type, a, &border, e))
        return false;
    if (!str_starts(body, str_from_pos(border, 2)))
        return broken(e, 0, "it does not begin with the boundary");
    for (size_t at = border.n - 2; !str_starts(str_from_pos(body, at), STR("--"));) {
        if (!str_starts(str_from_pos(body, at), STR("\r\n")))
            return broken(e, at, "a line break is missing behind a boundary");
        if (parts.n == max)
            return err_set(e, ERR_TOO_LARGE, "There are more than %zu parts.", max);
        at += 2;
        if (!read_part(body, border, &at, a, vec_push(a, &parts), e))
            return false;
    }
    *out = parts.items;
    *n = parts.n;
    return true;
}
