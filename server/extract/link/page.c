/* Pages of articles on hosts whose addresses follow a pattern: tables/pages.def. */
#include "base/strbuf.h"
#include "extract/link/link_internal.h"

struct page {
    const char *host;
    const char *scheme;
    const char *prefix;
    const char *pattern;
};

static const struct page pages[] = {
#define PAGE(host, scheme, prefix, pattern) {host, scheme, prefix, pattern},
#include "extract/tables/pages.def"
};

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]))
            return true;
    return false;
}

static bool part_fits(struct str part, struct str segment)
{
    if (segment.n == 0)
        return false;
    if (str_eq(part, STR("#")))
        return has_digit(segment);
    if (str_ends(part, STR("*")))
        return str_starts_ci(segment, str_sub(part, 0, part.n - 1));
    return str_eq_ci(part, segment);
}

static struct str without_file_ending(struct str s)
{
    s = str_without_end(s, ".html");
    s = str_without_end(s, ".htm");
    return str_without_end(s, ".pdf");
}

/* The parts that stand for the article, joined; empty when the path does not fit. */
static struct str read_path(const struct link_reading *r, const struct page *page)
{
    STRBUF_SCOPE(value);
    strbuf_add_cstr(&value, page->prefix);
    struct str rest = str_from(page->pattern), part;
    for (size_t i = 0; str_split(&rest, '/', &part); i++) {
        struct str segment = url_segment(&r->url, i);
        if (!part_fits(part, segment))
            return STR_EMPTY;
        if (part.n > 1)
            continue;
        if (value.n > strlen(page->prefix))
            strbuf_add_byte(&value, '/');
        strbuf_add_str(&value, without_file_ending(segment));
    }
    return str_copy(r->arena, strbuf_view(&value));
}

static struct str read_page(const struct link_reading *r, const struct page *page)
{
    if (page->pattern[0] == '?')
        return url_param(&r->url, str_from(page->pattern + 1), r->arena);
    return read_path(r, page);
}

/* The page's address is the identifier where the site has no better one. */
static bool try_page(struct link_reading *r, const struct page *page)
{
    bool is_address = str_eq(str_from(page->scheme), STR("url"));
    struct str value = read_page(r, page);
    if (value.n == 0)
        return false;
    link_add(r->out, r->arena, page->scheme, is_address ? url_page(&r->url, r->arena) : value);
    return true;
}

bool page_add(struct link_reading *r)
{
    size_t n;
    size_t first = host_lookup(pages, ARRAY_LEN(pages), sizeof(pages[0]), r->url.host, &n);
    for (size_t i = 0; i < n; i++)
        if (try_page(r, &pages[first + i]))
            return true;
    return false;
}
