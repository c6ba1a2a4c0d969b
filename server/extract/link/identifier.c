#include "extract/link/link_internal.h"

#include "base/strbuf.h"

struct scheme {
    const char *name;
    bool exclusive;
    bool named_by_page;
};

static const struct scheme schemes[] = {
#define SCHEME(name, exclusive, named_by_page) {name, exclusive, named_by_page},
#include "extract/tables/schemes.def"
};

static const char *const shared_registrants[] = {
#define DOI_SHARED_REGISTRANT(prefix) "doi:" prefix,
#include "extract/tables/doi.def"
};

static size_t scheme_of(struct str identifier)
{
    struct str name = str_sub(identifier, 0, str_find_byte(identifier, ':', 0));
    size_t i = 0;
    while (i < ARRAY_LEN(schemes) && !str_eq(name, str_from(schemes[i].name)))
        i++;
    return i;
}

int identifier_rank(struct str identifier)
{
    return (int)scheme_of(identifier);
}

struct str identifier_family(struct str identifier)
{
    size_t colon = str_find_byte(identifier, ':', 0);
    if (str_starts(identifier, STR("doi:")))
        return str_sub(identifier, 0, str_find_byte(identifier, '/', 0));
    if (str_starts(identifier, STR("neurips:"))) /* "neurips:8464", "neurips:2019/<hash>" */
        return str_sub(identifier, 0,
                       str_find_byte(identifier, '/', 0) == SIZE_MAX ? colon : colon + 5);
    return str_sub(identifier, 0, colon);
}

bool identifier_is_exclusive(struct str identifier)
{
    size_t scheme = scheme_of(identifier);
    if (scheme == ARRAY_LEN(schemes) || !schemes[scheme].exclusive)
        return false;
    struct str family = identifier_family(identifier);
    for (size_t i = 0; i < ARRAY_LEN(shared_registrants); i++)
        if (str_eq(family, str_from(shared_registrants[i])))
            return false;
    return true;
}

bool identifier_is_named_by_page(struct str identifier)
{
    size_t scheme = scheme_of(identifier);
    return scheme < ARRAY_LEN(schemes) && schemes[scheme].named_by_page;
}

static void add_identifier(struct link_target *t, struct str identifier)
{
    for (size_t i = 0; i < t->n_identifiers; i++)
        if (str_eq(t->identifiers[i], identifier))
            return;
    if (t->n_identifiers < ARRAY_LEN(t->identifiers))
        t->identifiers[t->n_identifiers++] = identifier;
}

void link_add(struct link_target *t, struct arena *a, const char *scheme, struct str value)
{
    add_identifier(t, str_from(arena_printf(a, "%s:%.*s", scheme, STR_FMT(value))));
}

void link_add_pair(struct link_target *t, struct arena *a, const char *scheme, struct str part,
                   struct str rest)
{
    add_identifier(t,
                   str_from(arena_printf(a, "%s:%.*s/%.*s", scheme, STR_FMT(part), STR_FMT(rest))));
}

void link_set_title_hint(struct link_reading *r, struct str slug)
{
    STRBUF_SCOPE(words);
    for (size_t i = 0; i < slug.n; i++) {
        char c = slug.p[i];
        bool gap = c == '-' || c == '_' || c == '+' || c == ' ';
        if (!gap)
            strbuf_add_byte(&words, c);
        else if (words.n > 0 && words.p[words.n - 1] != ' ')
            strbuf_add_byte(&words, ' ');
    }
    r->out->title_hint = str_trim(str_copy(r->arena, strbuf_view(&words)));
}

/* ---- small grammar ---- */

struct str str_without_end(struct str s, const char *suffix)
{
    struct str end = str_from(suffix);
    return str_ends_ci(s, end) ? str_sub(s, 0, s.n - end.n) : s;
}

size_t digits_at(struct str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && ascii_is_digit(s.p[i + n]))
        n++;
    return n;
}

bool is_all_digits(struct str s)
{
    return s.n > 0 && digits_at(s, 0) == s.n;
}

bool is_hex_at(struct str s, size_t i, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (i + k >= s.n || ascii_hex_value(s.p[i + k]) < 0)
            return false;
    return true;
}

uint32_t number_at(struct str s, size_t i, size_t n)
{
    uint32_t value = 0;
    for (size_t k = 0; k < n && i + k < s.n; k++)
        value = value * 10 + (uint32_t)(s.p[i + k] - '0');
    return value;
}

uint32_t year_of(struct str s)
{
    uint32_t year = s.n == 4 && is_all_digits(s) ? number_at(s, 0, 4) : 0;
    return year >= 1900 && year <= 2100 ? year : 0;
}

struct str without_leading_zeros(struct str digits)
{
    while (digits.n > 1 && digits.p[0] == '0')
        digits = str_from_pos(digits, 1);
    return digits;
}
