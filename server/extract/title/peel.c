#include "extract/title/peel_internal.h"

/* ---- taking off ---- */

void peel_cut_begin(struct cleaning *c, size_t n)
{
    c->s = str_trim(str_from_pos(c->s, n));
}

void peel_cut_end(struct cleaning *c, size_t end)
{
    c->s = str_trim(str_sub(c->s, 0, end));
}

void peel_keep_tag(struct cleaning *c, const struct tag *tag)
{
    if (c->title->venue.n == 0)
        c->title->venue = tag->venue;
    if (c->title->year == 0)
        c->title->year = tag->year;
}

void peel_keep_first(struct str *field, struct str value)
{
    value = str_trim(value);
    if (field->n == 0)
        *field = value;
}

/* ---- brackets ---- */

static const char *const bracket_pairs[][2] = {{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}};

size_t bracket_at_begin(struct str s, struct str *inside)
{
    for (size_t i = 0; i < ARRAY_LEN(bracket_pairs); i++) {
        struct str open = str_from(bracket_pairs[i][0]);
        struct str close = str_from(bracket_pairs[i][1]);
        if (!str_starts(s, open))
            continue;
        size_t end = str_find(s, close, open.n);
        if (end == SIZE_MAX)
            return 0;
        *inside = str_trim(str_sub(s, open.n, end));
        return end + close.n;
    }
    return 0;
}

size_t bracket_at_end(struct str s, struct str *inside)
{
    for (size_t i = 0; i < ARRAY_LEN(bracket_pairs); i++) {
        struct str open = str_from(bracket_pairs[i][0]);
        struct str close = str_from(bracket_pairs[i][1]);
        if (!str_ends(s, close))
            continue;
        size_t depth = 0;
        for (size_t at = s.n - close.n + 1; at > 0; at--) {
            struct str rest = str_from_pos(s, at - 1);
            depth += str_starts(rest, close);
            if (!str_starts(rest, open) || --depth > 0)
                continue;
            *inside = str_trim(str_sub(s, at - 1 + open.n, s.n - close.n));
            return at - 1;
        }
    }
    return s.n;
}

static bool is_number(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]))
            return false;
    return s.n <= 3;
}

bool peel_take_authors(struct cleaning *c, struct str inside)
{
    bool certain;
    size_t end = authors_at(inside, 0, &certain);
    if (end == 0 || !certain)
        return false;
    struct tag tag = {0};
    struct str rest = str_trim(str_from_pos(inside, end));
    if (rest.n > 0 && !tag_read(rest, &tag))
        return false;
    peel_keep_first(&c->title->authors, str_sub(inside, 0, end));
    peel_keep_tag(c, &tag);
    return true;
}

bool bracket_is_idle(struct str inside)
{
    bool kind = inside.n > 0 && inside.n <= 5;
    for (size_t i = 0; i < inside.n; i++)
        kind = kind && (ascii_is_upper(inside.p[i]) || inside.p[i] == '/');
    bool document = kind && (inside.n == 1 || str_find_byte(inside, '/', 0) != SIZE_MAX);
    return is_number(inside) || document || title_is_generic(inside);
}

bool peel_take_bracket(struct cleaning *c, struct str inside)
{
    struct tag tag;
    if (bracket_is_idle(inside))
        return true;
    if (tag_read(inside, &tag)) {
        peel_keep_tag(c, &tag);
        return true;
    }
    if (words_are_organisation(inside)) {
        peel_keep_first(&c->title->authors, inside);
        return true;
    }
    return peel_take_authors(c, inside);
}
