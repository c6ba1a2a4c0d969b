/* Proceedings of NeurIPS and its sister sites, PMLR and JMLR. */
#include "extract/link/link_internal.h"

#define PROCEEDINGS_HASH 32 /* hexadecimal digits */

/* ---- NeurIPS, ICLR, MLSys: one software, one shape ---- */

/* "[paper_files/]paper/2017/hash/<hash>-Abstract.html". Hashes come again in other years, so the
 * year belongs to the identifier. */
static bool add_hashed_paper(struct link_reading *r, const char *scheme)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i + 2 < u->n_segments; i++) {
        uint32_t year = year_of(u->segments[i]);
        struct str file = u->segments[i + 2];
        bool hashed = url_segment_is(u, i + 1, "hash") || url_segment_is(u, i + 1, "file");
        if (year == 0 || !hashed || !is_hex_at(file, 0, PROCEEDINGS_HASH))
            continue;
        struct str hash = str_lower(r->arena, str_sub(file, 0, PROCEEDINGS_HASH));
        link_add_pair(r->out, r->arena, scheme, u->segments[i], hash);
        r->out->year_hint = year;
        return true;
    }
    return false;
}

/* The words behind the number of "8464-channel-gating-neural-networks.pdf". */
static void set_slug_hint(struct link_reading *r, struct str page, size_t digits)
{
    static const char *const endings[] = {".pdf", ".zip", ".html", "-supplemental", "-abstract"};
    struct str slug = str_from_pos(page, digits + 1);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        slug = str_without_end(slug, endings[i]);
    link_set_title_hint(r, slug);
}

/* "paper/8464-channel-gating-neural-networks". */
static bool add_numbered_paper(struct link_reading *r)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i + 1 < u->n_segments; i++) {
        struct str page = u->segments[i + 1];
        size_t digits = digits_at(page, 0);
        bool ends = digits == page.n || page.p[digits] == '-' || page.p[digits] == '.';
        if (!url_segment_is(u, i, "paper") || digits == 0 || !ends)
            continue;
        if (digits == page.n && i + 2 < u->n_segments) /* a year with pages below it */
            continue;
        link_add(r->out, r->arena, "neurips", str_sub(page, 0, digits));
        if (digits < page.n && page.p[digits] == '-')
            set_slug_hint(r, page, digits);
        return true;
    }
    return false;
}

enum link_kind link_read_neurips(struct link_reading *r)
{
    r->out->venue_hint = STR("NeurIPS");
    return add_hashed_paper(r, "neurips") || add_numbered_paper(r) ? LINK_PAPER : LINK_IGNORED;
}

enum link_kind link_read_iclr_proceedings(struct link_reading *r)
{
    r->out->venue_hint = STR("ICLR");
    return add_hashed_paper(r, "iclrp") ? LINK_PAPER : LINK_IGNORED;
}

enum link_kind link_read_mlsys(struct link_reading *r)
{
    r->out->venue_hint = STR("MLSys");
    return add_hashed_paper(r, "mlsys") ? LINK_PAPER : LINK_WEB;
}

/* "iclr.cc/virtual/2021/poster/2645", "iclr.cc/virtual_2020/poster_S1eYHoC5FX.html". */
enum link_kind link_read_virtual_site(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str site = str_sub(u->host, 0, str_find_byte(u->host, '.', 0));
    struct str year = url_segment(u, 1);
    struct str number = url_segment(u, 3);
    if (url_segment_is(u, 0, "virtual") && year_of(year) && is_all_digits(number)) {
        struct str meeting =
            str_from(arena_printf(r->arena, "%.*s%.*s", STR_FMT(site), STR_FMT(year)));
        link_add_pair(r->out, r->arena, "virt", meeting, number);
        r->out->year_hint = year_of(year);
        return LINK_PAPER;
    }
    struct str poster = STR("poster_");
    if (str_starts(url_segment(u, 0), STR("virtual_")) && str_starts(year, poster)) {
        struct str forum = str_without_end(str_from_pos(year, poster.n), ".html");
        return openreview_add(r, forum) ? LINK_PAPER : LINK_WEB;
    }
    return LINK_WEB;
}

/* ---- PMLR and JMLR ---- */

static struct str volume_number(struct str segment)
{
    static const char *const prefixes[] = {"volume", "v"};
    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++) {
        struct str rest = str_from_pos(segment, strlen(prefixes[i]));
        if (str_starts_ci(segment, str_from(prefixes[i])) && is_all_digits(rest))
            return rest;
    }
    return STR_EMPTY;
}

/* A key: a name, the year in two digits and perhaps a letter; "gutmann10a". */
static bool is_pmlr_key(struct str key)
{
    size_t at = key.n;
    if (at > 0 && ascii_is_alpha(key.p[at - 1]))
        at--;
    if (at < 3 || !ascii_is_digit(key.p[at - 1]) || !ascii_is_digit(key.p[at - 2]))
        return false;
    for (size_t i = 0; i < at - 2; i++)
        if (ascii_is_digit(key.p[i]) || key.p[i] == '.')
            return false;
    return true;
}

/* First part of a file name: "chen20j-supp.pdf" gives "chen20j". */
static struct str pmlr_key(struct str segment)
{
    static const char *const endings[] = {".html", ".pdf", ".bib", "-supp", "-poster"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        segment = str_without_end(segment, endings[i]);
    return segment;
}

bool pmlr_add(struct link_reading *r, size_t at)
{
    struct str volume = volume_number(url_segment(&r->url, at));
    if (volume.n == 0)
        return false;
    for (size_t i = at + 1; i < r->url.n_segments; i++) {
        struct str key = pmlr_key(r->url.segments[i]);
        if (!is_pmlr_key(key))
            continue;
        struct str part = str_from(arena_printf(r->arena, "v%.*s", STR_FMT(volume)));
        link_add_pair(r->out, r->arena, "pmlr", part, str_lower(r->arena, key));
        return true;
    }
    return false;
}

enum link_kind link_read_pmlr(struct link_reading *r)
{
    return pmlr_add(r, 0) ? LINK_PAPER : LINK_IGNORED;
}

/* "papers/v21/20-074.html", "papers/volume3/bengio03a/bengio03a.pdf". */
static bool jmlr_add(struct link_reading *r)
{
    struct str volume = volume_number(url_segment(&r->url, 1));
    struct str key = pmlr_key(url_segment(&r->url, 2));
    if (!url_segment_is(&r->url, 0, "papers") || volume.n == 0 || key.n == 0)
        return false;
    struct str part = str_from(arena_printf(r->arena, "v%.*s", STR_FMT(volume)));
    link_add_pair(r->out, r->arena, "jmlr", part, str_lower(r->arena, key));
    r->out->venue_hint = STR("JMLR");
    return true;
}

/* The first volumes of PMLR were served here as "proceedings/papers/v9/…". */
enum link_kind link_read_jmlr(struct link_reading *r)
{
    if (url_segment_is(&r->url, 0, "proceedings"))
        return pmlr_add(r, 2) ? LINK_PAPER : LINK_IGNORED;
    return jmlr_add(r) ? LINK_PAPER : LINK_WEB;
}
