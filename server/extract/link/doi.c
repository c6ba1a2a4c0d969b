#include "extract/link/link_internal.h"

struct equivalent {
    const char *prefix; /* of the DOI */
    const char *scheme; /* of what follows */
};

static const char *const endings[] = {
#define DOI_ENDING(ending) ending,
#include "extract/tables/doi.def"
};

static const struct equivalent equivalents[] = {
#define DOI_EQUIVALENT(prefix, scheme) {prefix, scheme},
#include "extract/tables/doi.def"
};

/* In text the alphabet that Crossref recommends for matching; in URLs all that is printed. */
static bool is_suffix_byte(char c, bool in_url)
{
    if (ascii_is_alnum(c))
        return true;
    return c != '\0' && strchr(in_url ? "-._;()/:<>#%+&[]=@!$*',~" : "-._;()/:", c) != NULL;
}

/* Length of "10.1145" or "10.1000.10" at s[i]. */
static size_t prefix_length(struct str s, size_t i)
{
    if (!str_starts(str_from_pos(s, i), STR("10.")))
        return 0;
    size_t n = digits_at(s, i + 3);
    if (n < 4 || n > 9)
        return 0;
    size_t end = i + 3 + n;
    while (end < s.n && s.p[end] == '.' && digits_at(s, end + 1) > 0)
        end += 1 + digits_at(s, end + 1);
    return end - i;
}

static bool closes_nothing(struct str s, char open, char close)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == open)
            depth++;
        else if (s.p[i] == close && depth-- == 0)
            return true;
    }
    return false;
}

/* A bracket without partner ends the DOI when it is its last character; sentence marks too. */
static size_t trimmed_end(struct str s, size_t begin, size_t end)
{
    while (end > begin) {
        struct str doi = str_sub(s, begin, end);
        char last = s.p[end - 1];
        bool stuck = strchr(".,;:'*!", last) != NULL ||
                     (last == ')' && closes_nothing(doi, '(', ')')) ||
                     (last == ']' && closes_nothing(doi, '[', ']')) ||
                     (last == '>' && closes_nothing(doi, '<', '>'));
        if (!stuck)
            break;
        end--;
    }
    return end;
}

size_t doi_scan(struct str s, size_t i, bool in_url)
{
    size_t prefix = prefix_length(s, i);
    size_t begin = i + prefix;
    if (prefix == 0 || begin >= s.n || s.p[begin] != '/')
        return 0;
    size_t end = begin + 1;
    while (end < s.n && end - i < DOI_BYTES_MAX && is_suffix_byte(s.p[end], in_url))
        end++;
    end = trimmed_end(s, begin + 1, end);
    return end > begin + 1 ? end : 0;
}

static struct str without_endings(struct str doi)
{
    for (size_t i = 0; i < ARRAY_LEN(endings);) {
        struct str shorter = str_without_end(doi, endings[i]);
        i = shorter.n < doi.n ? 0 : i + 1;
        doi = shorter;
    }
    return doi;
}

/* Preprints of bioRxiv and medRxiv carry their version: "10.1101/2020.07.12.199554v3". */
static struct str without_version(struct str doi, struct link_target *t)
{
    size_t at = doi.n;
    while (at > 0 && ascii_is_digit(doi.p[at - 1]))
        at--;
    bool versioned = str_starts(doi, STR("10.1101/")) && at >= 2 && doi.p[at - 1] == 'v' &&
                     doi.n - at >= 1 && doi.n - at <= 2 && ascii_is_digit(doi.p[at - 2]);
    if (!versioned)
        return doi;
    t->version = number_at(doi, at, doi.n - at);
    return str_sub(doi, 0, at - 1);
}

static void add_equivalent(struct link_target *t, struct arena *a, const char *scheme,
                           struct str value)
{
    if (strcmp(scheme, "acl") == 0) {
        (void)acl_add(t, a, value);
    } else if (strcmp(scheme, "aaai") == 0) { /* "v34i04.5793" */
        size_t dot = str_find_byte(value, '.', 0);
        if (dot != SIZE_MAX && is_all_digits(str_from_pos(value, dot + 1)))
            link_add(t, a, scheme, str_from_pos(value, dot + 1));
    } else if (strcmp(scheme, "ijcai") == 0) { /* "2019/123" */
        size_t slash = str_find_byte(value, '/', 0);
        struct str number = str_from_pos(value, slash == SIZE_MAX ? value.n : slash + 1);
        if (is_all_digits(number))
            link_add_pair(t, a, scheme, str_sub(value, 0, slash), without_leading_zeros(number));
    } else if (is_all_digits(value)) {
        link_add(t, a, scheme, value);
    }
}

void doi_add(struct link_target *t, struct arena *a, struct str doi, uint32_t latest_year)
{
    struct str low = without_version(without_endings(str_lower(a, doi)), t);
    struct str arxiv = STR("10.48550/arxiv.");
    struct arxiv_id id;
    if (str_starts(low, arxiv) && arxiv_scan(low, arxiv.n, latest_year, &id) > 0) {
        arxiv_add(t, a, &id);
        return;
    }
    link_add(t, a, "doi", low);
    for (size_t i = 0; i < ARRAY_LEN(equivalents); i++) {
        struct str prefix = str_from(equivalents[i].prefix);
        if (str_starts(low, prefix))
            add_equivalent(t, a, equivalents[i].scheme, str_from_pos(low, prefix.n));
    }
}

/* ---- readers ---- */

static bool add_from(struct link_reading *r, struct str s, size_t i)
{
    size_t end = doi_scan(s, i, true);
    if (end > 0)
        doi_add(r->out, r->arena, str_sub(s, i, end), r->latest_year);
    return end > 0;
}

bool doi_add_from_url(struct link_reading *r)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i < u->n_segments; i++) {
        struct str label = STR("doi:");
        size_t begin = (size_t)(u->segments[i].p - u->decoded.p);
        if (str_starts_ci(u->segments[i], label))
            begin += label.n;
        if (add_from(r, u->decoded, begin))
            return true;
    }
    static const char *const params[] = {"doi", "id"};
    for (size_t i = 0; i < ARRAY_LEN(params); i++)
        if (add_from(r, url_param(u, str_from(params[i]), r->arena), 0))
            return true;
    return false;
}

enum link_kind link_read_doi(struct link_reading *r)
{
    return doi_add_from_url(r) ? LINK_PAPER : LINK_WEB;
}
