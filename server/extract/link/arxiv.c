#include "extract/link/link_internal.h"

#define LAST_YEAR_DEFAULT 2100

static const struct str archives[] = {
#define ARXIV_ARCHIVE(name) STR_INIT(name),
#include "extract/tables/arxiv.def"
};

static const char *const listings[] = {
#define ARXIV_LISTING(name) name,
#include "extract/tables/arxiv.def"
};

static bool is_archive(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(archives); i++)
        if (name.n == archives[i].n && str_eq_ci(name, archives[i]))
            return true;
    return false;
}

static bool is_month(uint32_t month)
{
    return month >= 1 && month <= 12;
}

static bool is_reached(uint32_t year, uint32_t latest_year)
{
    return year <= (latest_year ? latest_year : LAST_YEAR_DEFAULT);
}

/* Serial numbers got a fifth digit in January 2015; ids of this form began in April 2007. */
static size_t serial_length(uint32_t yymm)
{
    if (yymm < 704 || !is_month(yymm % 100))
        return 0;
    return yymm < 1501 ? 4 : 5;
}

/* "v3" at s[i]: its length; 0 when there is none. */
static size_t version_at(struct str s, size_t i, uint32_t *version)
{
    if (i >= s.n || ascii_lower(s.p[i]) != 'v')
        return 0;
    size_t n = digits_at(s, i + 1);
    if (n < 1 || n > 2)
        return 0;
    *version = number_at(s, i + 1, n);
    return n + 1;
}

/* An identifier ends where no letter or digit follows, nor a dot with digits. */
static bool ends_at(struct str s, size_t i)
{
    if (i >= s.n)
        return true;
    if (s.p[i] == '.' && i + 1 < s.n)
        return !ascii_is_digit(s.p[i + 1]);
    return !ascii_is_alnum(s.p[i]);
}

static size_t scan_new(struct str s, size_t i, uint32_t latest_year, struct arxiv_id *out)
{
    if (digits_at(s, i) != 4 || i + 4 >= s.n || s.p[i + 4] != '.')
        return 0;
    uint32_t yymm = number_at(s, i, 4);
    size_t serial = digits_at(s, i + 5);
    if (serial != serial_length(yymm) || serial == 0 || number_at(s, i + 5, serial) == 0)
        return 0;
    *out = (struct arxiv_id){.number = str_sub(s, i, i + 5 + serial), .year = 2000 + yymm / 100};
    size_t end = i + 5 + serial;
    end += version_at(s, end, &out->version);
    return ends_at(s, end) && is_reached(out->year, latest_year) ? end : 0;
}

/* End of an archive's name at s[i] with its subject class: "math.GT". */
static size_t archive_end(struct str s, size_t i, struct str *archive)
{
    size_t end = i;
    while (end < s.n && (ascii_is_alpha(s.p[end]) || s.p[end] == '-'))
        end++;
    *archive = str_sub(s, i, end);
    bool is_set_off = end < s.n && (s.p[end] == '.' || s.p[end] == '/' || s.p[end] == ']');
    if (!is_set_off || !is_archive(*archive))
        return 0;
    if (end + 2 < s.n && s.p[end] == '.' && ascii_is_upper(s.p[end + 1]))
        for (end++; end < s.n && (ascii_is_alpha(s.p[end]) || s.p[end] == '-');)
            end++;
    return end;
}

static size_t scan_old(struct str s, size_t i, struct arxiv_id *out)
{
    struct str archive;
    size_t slash = archive_end(s, i, &archive);
    if (slash == 0 || slash >= s.n || s.p[slash] != '/' || digits_at(s, slash + 1) != 7)
        return 0;
    uint32_t yymm = number_at(s, slash + 1, 4);
    bool in_use = is_month(yymm % 100) && (yymm >= 9107 || yymm <= 703);
    if (!in_use)
        return 0;
    *out = (struct arxiv_id){.archive = archive,
                             .number = str_sub(s, slash + 1, slash + 8),
                             .year = (yymm >= 9107 ? 1900 : 2000) + yymm / 100};
    size_t end = slash + 8;
    end += version_at(s, end, &out->version);
    return ends_at(s, end) ? end : 0;
}

size_t arxiv_category_at(struct str s, size_t i)
{
    struct str archive;
    size_t begin = i;
    while (begin < s.n && s.p[begin] == ' ')
        begin++;
    if (begin >= s.n || s.p[begin] != '[')
        return 0;
    size_t end = archive_end(s, begin + 1, &archive);
    return end > 0 && end < s.n && s.p[end] == ']' ? end + 1 - i : 0;
}

size_t arxiv_scan(struct str s, size_t i, uint32_t latest_year, struct arxiv_id *out)
{
    if (i >= s.n)
        return 0;
    if (ascii_is_digit(s.p[i]))
        return scan_new(s, i, latest_year, out);
    return ascii_is_alpha(s.p[i]) ? scan_old(s, i, out) : 0;
}

void arxiv_add(struct link_target *t, struct arena *a, const struct arxiv_id *id)
{
    if (id->archive.n > 0)
        link_add_pair(t, a, "arxiv", str_lower(a, id->archive), id->number);
    else
        link_add(t, a, "arxiv", id->number);
    if (id->version > t->version)
        t->version = id->version;
    if (t->year_hint == 0)
        t->year_hint = id->year;
}

bool arxiv_from_digits(struct str digits, uint32_t latest_year, struct arena *a,
                       struct arxiv_id *out)
{
    if (!is_all_digits(digits) || digits.n < 8 || digits.n > 9)
        return false;
    struct str serial = str_from_pos(digits, 4);
    char *dotted = arena_printf(a, "%.4s.%.*s", digits.p, STR_FMT(serial));
    return arxiv_scan(str_from(dotted), 0, latest_year, out) > 0;
}

/* ---- readers ---- */

/* Where an identifier may begin inside a segment: behind "arXiv:". */
static size_t behind_label(struct str segment)
{
    struct str label = STR("arxiv");
    if (!str_starts_ci(segment, label) || segment.n == label.n)
        return 0;
    return strchr(":.-_", segment.p[label.n]) ? label.n + 1 : 0;
}

bool arxiv_add_from_segments(struct link_reading *r)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i < u->n_segments; i++) {
        size_t begin = (size_t)(u->segments[i].p - u->decoded.p) + behind_label(u->segments[i]);
        struct arxiv_id id;
        if (arxiv_scan(u->decoded, begin, r->latest_year, &id) == 0)
            continue;
        arxiv_add(r->out, r->arena, &id);
        return true;
    }
    return false;
}

static bool is_listing(struct str segment)
{
    for (size_t i = 0; i < ARRAY_LEN(listings); i++)
        if (str_eq_ci(segment, str_from(listings[i])))
            return true;
    return false;
}

/* Fragments inside the HTML of a paper: "bib.bib12" is a citation of another work, "S3.F7" a part. */
static bool is_bibliography(struct str fragment)
{
    return str_starts_ci(fragment, STR("bib"));
}

static bool is_part(struct str fragment)
{
    return fragment.n >= 2 && (fragment.p[0] == 'S' || fragment.p[0] == 'A') &&
           (ascii_is_digit(fragment.p[1]) || fragment.p[1] == '.');
}

enum link_kind link_read_arxiv(struct link_reading *r)
{
    r->out->is_citation_anchor = is_bibliography(r->url.fragment) || is_part(r->url.fragment);
    if (is_listing(url_segment(&r->url, 0)) || is_bibliography(r->url.fragment))
        return LINK_IGNORED;
    return arxiv_add_from_segments(r) ? LINK_PAPER : LINK_WEB;
}

enum link_kind link_read_arxiv_mirror(struct link_reading *r)
{
    return arxiv_add_from_segments(r) ? LINK_PAPER : LINK_WEB;
}

enum link_kind link_read_hugging_face(struct link_reading *r)
{
    return url_segment_is(&r->url, 0, "papers") && arxiv_add_from_segments(r) ? LINK_PAPER
                                                                              : LINK_RESOURCE;
}

/* Bibcodes of preprints: "2019arXiv191105722H", "2014arXiv1406.2661G"; the last letter is the
 * author's. */
enum link_kind link_read_ads(struct link_reading *r)
{
    struct str code = url_segment(&r->url, 1);
    size_t label = str_find_ci(code, STR("arxiv"), 0);
    if (label == SIZE_MAX)
        return LINK_WEB;
    struct str digits = str_sub(code, label + 5, code.n - 1);
    struct arxiv_id id;
    if (arxiv_scan(digits, 0, r->latest_year, &id) == 0 &&
        !arxiv_from_digits(digits, r->latest_year, r->arena, &id))
        return LINK_WEB;
    arxiv_add(r->out, r->arena, &id);
    return LINK_PAPER;
}
