#include "extract/link/link_internal.h"

#include "base/strbuf.h"
#include "base/utf8.h"

static const char *const tracking_names[] = {
#define TRACKING_NAME(name) name,
#include "extract/tables/tracking.def"
};
static const char *const tracking_prefixes[] = {
#define TRACKING_PREFIX(prefix) prefix,
#include "extract/tables/tracking.def"
};

/* ---- cleaning ---- */

/* Punctuation of Chinese and Japanese text that ends a URL glued to it. */
static bool ends_url_when_wide(uint32_t cp)
{
    switch (cp) {
    case 0x3001: /* ideographic comma */
    case 0x3002: /* ideographic full stop */
    case 0x300B: /* right double angle bracket */
    case 0x300D: /* right corner bracket */
    case 0x3011: /* right lenticular bracket */
    case 0xFF01: /* full-width exclamation mark */
    case 0xFF09: /* full-width right parenthesis */
    case 0xFF0C: /* full-width comma */
    case 0xFF1B: /* full-width semicolon */
    case 0xFF1F: /* full-width question mark */
    case 0x201D: /* right double quotation mark */
        return true;
    default:
        return false;
    }
}

/* The part before the first white space, control character or wide closing punctuation. */
static struct str cut_at_text(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t len;
        uint32_t cp = utf8_decode(s, i, &len);
        bool control = cp < 0x20 || cp == 0x7F;
        if (control || ends_url_when_wide(cp) || utf8_script(cp) == SCRIPT_SPACE)
            return str_sub(s, 0, i);
        i += len;
    }
    return s;
}

static size_t count_byte(struct str s, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += s.p[i] == c;
    return count;
}

/* Punctuation of the sentence round a URL; brackets only when they have no partner inside. */
static struct str without_stuck_punctuation(struct str s)
{
    size_t extra_round = 0;
    size_t extra_square = 0;
    size_t open = count_byte(s, '(');
    size_t close = count_byte(s, ')');
    if (close > open)
        extra_round = close - open;
    open = count_byte(s, '[');
    close = count_byte(s, ']');
    if (close > open)
        extra_square = close - open;
    while (s.n > 0) {
        char c = s.p[s.n - 1];
        if (c == ')' && extra_round > 0)
            extra_round--;
        else if (c == ']' && extra_square > 0)
            extra_square--;
        else if (!strchr(".,;:!?'\"<>", c) || c == '\0')
            break;
        s.n--;
    }
    return s;
}

/* "&amp;" written once or several times over becomes "&". */
static struct str decode_ampersands(struct str s, struct arena *a)
{
    if (str_find(s, STR("&amp;"), 0) == SIZE_MAX)
        return s;
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < s.n;) {
        char c = s.p[i++];
        strbuf_add_byte(&out, c);
        while (c == '&' && str_starts(str_from_pos(s, i), STR("amp;")))
            i += 4;
    }
    return str_copy(a, strbuf_view(&out));
}

static size_t scheme_length(struct str s)
{
    size_t n = 0;
    while (n < s.n && (ascii_is_alnum(s.p[n]) || (n > 0 && strchr("+.-", s.p[n]) && s.p[n])))
        n++;
    return n;
}

/* Length of what stands between a scheme and a host: "://", also half missing or full width. */
static size_t separator_length(struct str s)
{
    static const char *const pieces[] = {":", "/", "\\", "%3a", "%2f", "：", " "};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(pieces);) {
        struct str piece = str_from(pieces[i]);
        bool found = str_starts_ci(str_from_pos(s, n), piece);
        n += found ? piece.n : 0;
        i = found ? 0 : i + 1;
    }
    return n;
}

static bool is_web_scheme(struct str name)
{
    return str_eq_ci(name, STR("http")) || str_eq_ci(name, STR("https")) ||
           str_eq_ci(name, STR("ftp"));
}

static bool is_typed_scheme(struct str name)
{
    static const char *const names[] = {"arxiv", "doi", "pmid", "pmcid", "isbn", "info"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq_ci(name, str_from(names[i])))
            return true;
    return false;
}

/* A host of the network has a dot and is no bare number. */
static bool is_public_host(struct str rest)
{
    bool dot = false;
    bool letter = false;
    bool first = true;
    for (size_t i = 0; i < rest.n && !strchr("/?#", rest.p[i]); i++) {
        char c = rest.p[i];
        if (c == '@') { /* what stood before is a user */
            dot = letter = false;
            first = true;
            continue;
        }
        dot = dot || (c == '.' && !first);
        letter = letter || !strchr("0123456789.:", c);
        first = false;
    }
    return dot && letter;
}

static enum url_class web_url(struct str scheme, struct str rest, struct arena *a,
                              struct str *clean)
{
    rest = without_stuck_punctuation(cut_at_text(rest));
    rest = decode_ampersands(rest, a);
    if (!is_public_host(rest))
        return URL_LOCAL;
    struct str low = str_lower(a, scheme);
    *clean = str_from(arena_printf(a, "%.*s://%.*s", STR_FMT(low), STR_FMT(rest)));
    return URL_WEB;
}

static bool starts_with_known_host(struct str s)
{
    size_t end = 0;
    while (end < s.n && !strchr("/?#:", s.p[end]))
        end++;
    struct str host = str_sub(s, 0, end);
    return str_starts_ci(host, STR("www.")) || link_knows_host(host);
}

enum url_class url_clean(struct str raw, struct arena *a, struct str *clean)
{
    struct str s = str_trim(raw);
    while (s.n > 0 && (s.p[0] == '<' || ascii_is_space(s.p[0])))
        s = str_from_pos(s, 1);
    *clean = s;
    struct str scheme = str_sub(s, 0, scheme_length(s));
    struct str rest = str_from_pos(s, scheme.n);
    size_t separator = separator_length(rest);
    if (separator > 0 && is_web_scheme(scheme))
        return web_url(scheme, str_from_pos(rest, separator), a, clean);
    if (scheme.n == 0 && str_starts(s, STR("//")))
        return web_url(STR("https"), str_from_pos(s, separator), a, clean);
    if ((separator > 0 && is_typed_scheme(scheme)) || doi_scan(s, 0, true) > 0)
        return URL_TYPED;
    if (starts_with_known_host(s))
        return web_url(STR("https"), s, a, clean);
    return URL_LOCAL;
}

/* ---- taking apart ---- */

static bool is_plain_in_path(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* The byte written as "%XX" at s[i], or -1. Control characters stay as they are written. */
static int percent_byte(struct str s, size_t i)
{
    if (i + 2 >= s.n || s.p[i] != '%')
        return -1;
    int high = ascii_hex_value(s.p[i + 1]);
    int low = ascii_hex_value(s.p[i + 2]);
    int byte = high * 16 + low;
    return high < 0 || low < 0 || byte < 0x20 || byte == 0x7F ? -1 : byte;
}

/* Decodes everything, or only what means the same in a path either way. Bytes that make no UTF-8
 * (GBK in old links) are left encoded. */
static struct str percent_decode(struct str s, bool only_plain, struct arena *a)
{
    if (str_find_byte(s, '%', 0) == SIZE_MAX)
        return s;
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < s.n; i++) {
        int byte = percent_byte(s, i);
        if (byte < 0 || (only_plain && byte < 0x80 && !is_plain_in_path((char)byte))) {
            strbuf_add_byte(&out, s.p[i]);
            continue;
        }
        strbuf_add_byte(&out, (char)byte);
        i += 2;
    }
    return utf8_is_valid(strbuf_view(&out)) ? str_copy(a, strbuf_view(&out)) : s;
}

struct str url_percent_decode(struct str s, struct arena *a)
{
    return percent_decode(s, false, a);
}

static struct str without_host_prefix(struct str host)
{
    static const char *const prefixes[] = {"www.", "m."};
    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++) {
        struct str prefix = str_from(prefixes[i]);
        struct str rest = str_from_pos(host, prefix.n);
        if (str_starts(host, prefix) && str_find_byte(rest, '.', 0) != SIZE_MAX)
            host = rest;
    }
    return host;
}

static struct str host_of(struct str authority, struct arena *a)
{
    for (size_t i = authority.n; i > 0; i--)
        if (authority.p[i - 1] == '@') {
            authority = str_from_pos(authority, i);
            break;
        }
    authority = str_sub(authority, 0, str_find_byte(authority, ':', 0));
    while (authority.n > 0 && authority.p[authority.n - 1] == '.')
        authority.n--;
    return without_host_prefix(str_lower(a, authority));
}

static void split_segments(struct url *u)
{
    struct str rest = u->decoded;
    struct str part;
    u->n_segments = 0;
    while (u->n_segments < URL_SEGMENTS_MAX && str_split(&rest, '/', &part))
        if (part.n > 0)
            u->segments[u->n_segments++] = part;
}

void url_split(struct str text, struct arena *a, struct url *out)
{
    *out = (struct url){.text = text};
    struct str rest = str_from_pos(text, str_find(text, STR("://"), 0) + 3);
    size_t hash = str_find_byte(rest, '#', 0);
    if (hash != SIZE_MAX) {
        out->fragment = str_from_pos(rest, hash + 1);
        rest = str_sub(rest, 0, hash);
    }
    size_t question = str_find_byte(rest, '?', 0);
    if (question != SIZE_MAX) {
        out->query = str_from_pos(rest, question + 1);
        rest = str_sub(rest, 0, question);
    }
    size_t slash = str_find_byte(rest, '/', 0);
    if (slash != SIZE_MAX)
        out->path = str_from_pos(rest, slash);
    out->host = host_of(str_sub(rest, 0, slash), a);
    out->decoded = url_percent_decode(str_from_pos(out->path, 1), a);
    split_segments(out);
}

struct str url_param(const struct url *u, struct str name, struct arena *a)
{
    struct str rest = u->query;
    struct str pair;
    while (str_split(&rest, '&', &pair)) {
        size_t equals = str_find_byte(pair, '=', 0);
        if (equals != SIZE_MAX && str_eq_ci(str_sub(pair, 0, equals), name))
            return url_percent_decode(str_from_pos(pair, equals + 1), a);
    }
    return STR_EMPTY;
}

struct str url_segment(const struct url *u, size_t i)
{
    return i < u->n_segments ? u->segments[i] : STR_EMPTY;
}

bool url_segment_is(const struct url *u, size_t i, const char *word)
{
    return str_eq_ci(url_segment(u, i), str_from(word));
}

/* ---- the page as an identifier ---- */

static bool is_tracking(struct str pair)
{
    struct str name = str_sub(pair, 0, str_find_byte(pair, '=', 0));
    for (size_t i = 0; i < ARRAY_LEN(tracking_names); i++)
        if (str_eq_ci(name, str_from(tracking_names[i])))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(tracking_prefixes); i++)
        if (str_starts_ci(name, str_from(tracking_prefixes[i])))
            return true;
    return false;
}

static void add_query(struct strbuf *out, struct str query)
{
    char separator = '?';
    struct str pair;
    while (str_split(&query, '&', &pair)) {
        if (pair.n == 0 || is_tracking(pair))
            continue;
        strbuf_add_byte(out, separator);
        strbuf_add_str(out, pair);
        separator = '&';
    }
}

struct str url_page(const struct url *u, struct arena *a)
{
    STRBUF_SCOPE(out);
    strbuf_add_str(&out, u->host);
    strbuf_add_str(&out, percent_decode(u->path, true, a));
    while (out.n > 0 && out.p[out.n - 1] == '/')
        strbuf_truncate(&out, out.n - 1);
    add_query(&out, u->query);
    /* pages that live behind the '#': "#/items/4343078", "#!topic" */
    if (u->fragment.n > 1 && (u->fragment.p[0] == '/' || u->fragment.p[0] == '!')) {
        strbuf_add_cstr(&out, u->query.n == 0 ? "/#" : "#");
        strbuf_add_str(&out, u->fragment);
    }
    return str_copy(a, strbuf_view(&out));
}
