/* link_internal.h: what the files of link/ share: a URL taken apart, the reader of one URL, and the
 * grammars of identifiers that occur both in URLs and in running text.
 *
 * url.c knows the syntax of URLs and redirects, hosts.c which reader a host has, the other files one
 * family of hosts each. A reader looks at `url`, adds what it recognises to `out` and says of which
 * kind the link is; LINK_WEB means "nothing known: treat it as any page". */
#ifndef PS_EXTRACT_LINK_INTERNAL_H
#define PS_EXTRACT_LINK_INTERNAL_H

#include "base/arena.h"
#include "base/ascii.h"
#include "base/str.h"
#include "extract/link.h"

#define URL_SEGMENTS_MAX 16 /* later ones are not looked at */

struct url {
    struct str text;                       /* whole, with scheme, as in the note */
    struct str host;                       /* lower case, without "www.", "m.", port and user */
    struct str path;                       /* as written, from its first '/', or empty */
    struct str query;                      /* as written, behind '?' */
    struct str fragment;                   /* as written, behind '#' */
    struct str decoded;                    /* the path percent-decoded, without its first '/' */
    struct str segments[URL_SEGMENTS_MAX]; /* of `decoded`, empty ones left out */
    size_t n_segments;
};

struct link_reading {
    struct url url;
    uint32_t latest_year;
    struct arena *arena;
    struct link_target *out;
};

enum url_class { URL_WEB, URL_LOCAL, URL_TYPED /* "doi:…", "arxiv:…" */ };

/* ---- url.c ---- */

/* Repairs what notes do to URLs ("https//", full-width colon, "&amp;", stuck punctuation) and says
 * what it is. `*clean` has a scheme when it is of the web. */
enum url_class url_clean(struct str raw, struct arena *a, struct str *clean);
/* `text` has a scheme and "://". */
void url_split(struct str text, struct arena *a, struct url *out);
/* Percent-decoded once; empty when there is no such parameter. */
struct str url_param(const struct url *u, struct str name, struct arena *a);
struct str url_segment(const struct url *u, size_t i);                /* empty behind the end */
bool url_segment_is(const struct url *u, size_t i, const char *word); /* ASCII case ignored */
struct str url_percent_decode(struct str s, struct arena *a);
/* "host/path?query" without tracking: the value of a "url:" identifier. */
struct str url_page(const struct url *u, struct arena *a);

/* ---- redirect.c ---- */

/* Follows redirects (at most 5) and replaces hosts rewritten by library proxies; `*u` is what they
 * lead to. Deeper ones are left as they are. */
void url_unwrap(struct url *u, struct arena *a);

/* ---- hosts.c ---- */

/* LINK_WEB when the host is not known. */
enum link_kind hosts_read(struct link_reading *r);
/* The rows of a table for the longest known suffix of `host`: the first of `*n`. The rows are
 * sorted by their first member, a `const char *`: a host, or "name.*" for any top-level domain. */
size_t host_lookup(const void *rows, size_t n_rows, size_t stride, struct str host, size_t *n);

/* ---- identifier.c ---- */

/* Adds "scheme:value" and "scheme:part/rest", once each; nothing when there are too many. */
void link_add(struct link_target *t, struct arena *a, const char *scheme, struct str value);
void link_add_pair(struct link_target *t, struct arena *a, const char *scheme, struct str part,
                   struct str rest);
/* The words of a slug as a title hint. */
void link_set_title_hint(struct link_reading *r, struct str slug);
/* Whether the page's address is given beside identifiers of this scheme. */
bool identifier_is_named_by_page(struct str identifier);

/* `s` without a final `suffix` (ASCII case ignored). */
struct str str_without_end(struct str s, const char *suffix);
size_t digits_at(struct str s, size_t i); /* number of ASCII digits from `i` on */
bool is_all_digits(struct str s);         /* at least one */
bool is_hex_at(struct str s, size_t i, size_t n);
uint32_t number_at(struct str s, size_t i, size_t n); /* of `n` <= 9 digits */
uint32_t year_of(struct str s);                       /* four digits, 1900 to 2100, else 0 */
struct str without_leading_zeros(struct str digits);

/* ---- arxiv.c ---- */

struct arxiv_id {
    struct str archive; /* "math", or empty for ids since April 2007 */
    struct str number;  /* "1911.05722", "0309136" */
    uint32_t version;
    uint32_t year;
};

/* Reads an arXiv identifier at s[i], with its version; gives its end, or 0 when there is none. */
size_t arxiv_scan(struct str s, size_t i, uint32_t latest_year, struct arxiv_id *out);
void arxiv_add(struct link_target *t, struct arena *a, const struct arxiv_id *id);
/* Digits without the dot ("190503670"), as Papers with Code writes them. */
bool arxiv_from_digits(struct str digits, uint32_t latest_year, struct arena *a,
                       struct arxiv_id *out);

/* Length of " [cs.LG]" at s[i], or 0. */
size_t arxiv_category_at(struct str s, size_t i);
/* Adds the first identifier in the path. */
bool arxiv_add_from_segments(struct link_reading *r);

/* ---- doi.c ---- */

#define DOI_BYTES_MAX 256

/* Reads a DOI at s[i]; gives its end, or 0. In text fewer characters may stand in it than in a URL. */
size_t doi_scan(struct str s, size_t i, bool in_url);
/* Adds a DOI as scanned, without the endings that publishers put behind it, and its equivalents. */
void doi_add(struct link_target *t, struct arena *a, struct str doi, uint32_t latest_year);
/* Adds the first DOI in the path or among the parameters. */
bool doi_add_from_url(struct link_reading *r);

/* ---- societies.c ---- */

/* Adds an identifier of the ACL Anthology ("P19-1001", "2020.acl-main.703", with ".pdf" and the
 * like behind it). */
bool acl_add(struct link_target *t, struct arena *a, struct str id);

/* ---- proceedings.c ---- */

/* PMLR pages, wherever they are served: segments "v119", "chen20j…" from `at` on. */
bool pmlr_add(struct link_reading *r, size_t at);

/* ---- vision.c ---- */

/* Adds the paper named by a file of the Computer Vision Foundation: "Wang_HAQ_…_CVPR_2019_paper.pdf". */
bool cvf_add_file(struct link_reading *r, struct str file);

/* ---- registries.c ---- */

/* Adds an OpenReview forum when `forum` has the shape of one. */
bool openreview_add(struct link_reading *r, struct str forum);

/* ---- page.c ---- */

/* Adds what a page of articles is known by, as tables/pages.def says. */
bool page_add(struct link_reading *r);

/* ---- web.c ---- */

/* A page whose host has no reader, or whose reader knew nothing. */
enum link_kind link_read_any(struct link_reading *r);

/* ---- isbn.c ---- */

/* Reads an ISBN of 10 or 13 digits with hyphens and spaces at s[i], its check digit included; gives
 * its end, or 0. `out` gets the 13 digits. */
size_t isbn_scan(struct str s, size_t i, char out[13]);

/* ---- the readers named in tables/hosts.def ---- */

#define HOST(suffix, reader) enum link_kind link_read_##reader(struct link_reading *r);
#include "extract/tables/hosts.def"

#endif
