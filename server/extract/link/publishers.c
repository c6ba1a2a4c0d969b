/* Publishers whose pages have numbers of their own, or hide a DOI. */
#include "extract/link/link_internal.h"

static struct str last_segment(const struct url *u)
{
    return u->n_segments > 0 ? u->segments[u->n_segments - 1] : STR_EMPTY;
}

/* ---- ACM ---- */

/* "3292500.3330919" is the suffix of a DOI of the ACM; a single number is of the old library. */
static bool acm_add(struct link_reading *r, struct str id)
{
    size_t first = digits_at(id, 0);
    if (first == 0)
        return false;
    if (first == id.n) {
        link_add(r->out, r->arena, "acm", id);
        return true;
    }
    if (id.p[first] != '.' || !is_all_digits(str_from_pos(id, first + 1)))
        return false;
    doi_add(r->out, r->arena, str_from(arena_printf(r->arena, "10.1145/%.*s", STR_FMT(id))),
            r->latest_year);
    link_add(r->out, r->arena, "url", url_page(&r->url, r->arena));
    return true;
}

/* "dl.acm.org/doi/abs/10.1145/…", "citation.cfm?id=3292500.3330919", "?doid=…". */
enum link_kind link_read_acm(struct link_reading *r)
{
    static const char *const params[] = {"doid", "id"};
    if (doi_add_from_url(r))
        return LINK_PAPER;
    for (size_t i = 0; i < ARRAY_LEN(params); i++)
        if (acm_add(r, url_param(&r->url, str_from(params[i]), r->arena)))
            return LINK_PAPER;
    return LINK_WEB;
}

/* ---- IEEE ---- */

/* "document/8953566", "stamp/stamp.jsp?arnumber=8953566", "iel7/…/08953566.pdf". */
static struct str ieee_number(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str number = url_param(u, STR("arnumber"), r->arena);
    for (size_t i = 0; i + 1 < u->n_segments && number.n == 0; i++)
        if (url_segment_is(u, i, "document"))
            number = u->segments[i + 1];
    if (number.n == 0 && str_starts(url_segment(u, 0), STR("iel")))
        number = str_without_end(last_segment(u), ".pdf");
    return number;
}

enum link_kind link_read_ieee(struct link_reading *r)
{
    struct str number = ieee_number(r);
    if (!is_all_digits(number))
        return LINK_WEB;
    link_add(r->out, r->arena, "ieee", without_leading_zeros(number));
    return LINK_PAPER;
}

/* ---- Nature ---- */

/* "s41586-021-03819-2", "nature14236": the suffix of a DOI of 10.1038. */
static bool is_nature_slug(struct str slug)
{
    bool digit = false;
    for (size_t i = 0; i < slug.n; i++) {
        if (!ascii_is_alnum(slug.p[i]) && slug.p[i] != '.' && slug.p[i] != '-')
            return false;
        digit = digit || ascii_is_digit(slug.p[i]);
    }
    return digit && slug.n >= 6;
}

/* "articles/SLUG" and, in older pages, "nature/journal/v518/n7540/full/SLUG.html". */
static struct str nature_slug(const struct url *u)
{
    struct str slug = STR_EMPTY;
    if (url_segment_is(u, 0, "articles"))
        slug = url_segment(u, 1);
    else if (url_segment_is(u, 1, "journal"))
        slug = last_segment(u);
    slug = str_without_end(slug, ".pdf");
    return str_without_end(slug, ".html");
}

enum link_kind link_read_nature(struct link_reading *r)
{
    if (doi_add_from_url(r))
        return LINK_PAPER;
    struct str slug = nature_slug(&r->url);
    if (!is_nature_slug(slug))
        return LINK_WEB;
    struct str low = str_lower(r->arena, slug);
    link_add_pair(r->out, r->arena, "doi", STR("10.1038"), low);
    return LINK_PAPER;
}

/* ---- Elsevier ---- */

#define PII_LENGTH_MIN 16

/* A PII with its punctuation taken out: "S0092-8674(19)30001-2" gives "S0092867419300012". */
static struct str pii_plain(struct arena *a, struct str s)
{
    char *plain = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_alnum(s.p[i]))
            plain[n++] = ascii_upper(s.p[i]);
    struct str pii = str_of(plain, n);
    return str_starts(pii, STR("PII")) ? str_from_pos(pii, 3) : pii;
}

static bool is_pii(struct str s)
{
    if (s.n < PII_LENGTH_MIN || (s.p[0] != 'S' && s.p[0] != 'B' && !ascii_is_digit(s.p[0])))
        return false;
    for (size_t i = 1; i + 1 < s.n; i++)
        if (!ascii_is_digit(s.p[i]) && s.p[i] != 'X')
            return false;
    return true;
}

enum link_kind link_read_science_direct(struct link_reading *r)
{
    for (size_t i = 1; i < r->url.n_segments; i++) {
        struct str pii = pii_plain(r->arena, r->url.segments[i]);
        if (!is_pii(pii))
            continue;
        link_add(r->out, r->arena, "pii", pii);
        return LINK_PAPER;
    }
    return doi_add_from_url(r) ? LINK_PAPER : LINK_WEB;
}

/* ---- bioRxiv, medRxiv ---- */

/* "content/10.1101/2020.07.12.199554v3.full.pdf"; "content/early/2019/01/01/507244" without the
 * registrant. */
enum link_kind link_read_biorxiv(struct link_reading *r)
{
    if (doi_add_from_url(r))
        return LINK_PAPER;
    const struct url *u = &r->url;
    for (size_t i = 0; i + 4 < u->n_segments; i++) {
        struct str file = u->segments[i + 4];
        size_t digits = digits_at(file, 0);
        if (!url_segment_is(u, i, "early") || digits < 6)
            continue;
        link_add_pair(r->out, r->arena, "doi", STR("10.1101"), str_sub(file, 0, digits));
        return LINK_PAPER;
    }
    return LINK_WEB;
}

/* ---- MDPI, JSTOR ---- */

/* "2072-4292/11/5/523/htm": ISSN, volume, issue, article. */
enum link_kind link_read_mdpi(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str issn = url_segment(u, 0);
    bool numbered = issn.n == 9 && digits_at(issn, 0) == 4 && issn.p[4] == '-';
    for (size_t i = 1; i < 4; i++)
        numbered = numbered && is_all_digits(url_segment(u, i));
    if (!numbered)
        return doi_add_from_url(r) ? LINK_PAPER : LINK_WEB;
    struct str key = str_from(arena_printf(r->arena, "%.*s/%.*s/%.*s", STR_FMT(u->segments[1]),
                                           STR_FMT(u->segments[2]), STR_FMT(u->segments[3])));
    link_add_pair(r->out, r->arena, "mdpi", issn, key);
    return LINK_PAPER;
}

enum link_kind link_read_jstor(struct link_reading *r)
{
    if (doi_add_from_url(r))
        return LINK_PAPER;
    struct str number = str_without_end(last_segment(&r->url), ".pdf");
    if (!url_segment_is(&r->url, 0, "stable") || !is_all_digits(number))
        return LINK_WEB;
    link_add(r->out, r->arena, "jstor", number);
    return LINK_PAPER;
}
