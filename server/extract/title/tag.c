#include "extract/title/title_internal.h"

#define YEAR_FIRST       1900
#define YEAR_BEHIND_YYMM 1913 /* 1909 beside a title is September 2019 */
#define TAG_BYTES_MAX    80

/* What a tag turned out to hold while it is read. */
struct reading {
    struct tag tag;
    bool has_number; /* an arXiv number, a month */
    bool has_word;   /* "oral" */
    bool needs_year; /* the venue's name may be something else */
};

static size_t digit_run(struct str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && ascii_is_digit(s.p[i + n]))
        n++;
    return n;
}

uint32_t year_at(struct str s, size_t i)
{
    bool within = i > 0 && ascii_is_digit(s.p[i - 1]);
    if (within || digit_run(s, i) != 4)
        return 0;
    uint32_t year = 0;
    for (size_t k = 0; k < 4; k++)
        year = year * 10 + (uint32_t)(s.p[i + k] - '0');
    return year >= YEAR_FIRST && year < YEAR_FIRST + 200 ? year : 0;
}

static uint32_t two_digits(struct str s, size_t i)
{
    return (uint32_t)((s.p[i] - '0') * 10 + (s.p[i + 1] - '0'));
}

/* "19" of "'19", "CVPR19". */
static uint32_t short_year(struct str s, size_t i)
{
    uint32_t value = two_digits(s, i);
    return value >= 70 ? YEAR_FIRST + value : 2000 + value;
}

/* "1611": the first half of an arXiv number says year and month. */
static uint32_t year_of_yymm(struct str s, size_t i)
{
    uint32_t month = two_digits(s, i + 2);
    uint32_t year = 2000 + two_digits(s, i);
    return month >= 1 && month <= 12 && year >= 2007 && year <= 2035 ? year : 0;
}

static size_t read_number(struct str s, size_t i, struct reading *r)
{
    size_t n = digit_run(s, i);
    bool glued = i > 0 && (s.p[i - 1] == '\'' || ascii_is_alpha(s.p[i - 1]) ||
                           (s.p[i - 1] == ' ' && r->tag.venue.n > 0)); /* "CVPR 16" */
    if (n == 4 && i + 5 < s.n && s.p[i + 4] == '.' && digit_run(s, i + 5) >= 4) {
        r->has_number = true; /* 1711.05971 */
        return 5 + digit_run(s, i + 5);
    }
    if (n == 4 && year_at(s, i) >= YEAR_BEHIND_YYMM) {
        r->tag.year = year_at(s, i);
    } else if (n == 4 && year_of_yymm(s, i)) {
        r->tag.year = year_of_yymm(s, i);
    } else if (n == 2 && glued) {
        r->tag.year = short_year(s, i);
    } else if (n == 0 || n > 2) {
        return 0;
    }
    return n;
}

static size_t read_venue(struct str s, size_t i, bool any_case, struct reading *r)
{
    bool needs_year;
    if (i > 0 && ascii_is_alnum(s.p[i - 1]))
        return 0;
    size_t n = venue_at(s, i, any_case, &needs_year);
    if (n > 0 && r->tag.venue.n == 0) {
        r->tag.venue = str_sub(s, i, i + n);
        r->needs_year = needs_year;
    }
    return n;
}

static size_t read_tag_word(struct str s, size_t i, struct reading *r)
{
    size_t end = i;
    while (end < s.n && (ascii_is_alpha(s.p[end]) || (unsigned char)s.p[end] >= 0x80))
        end++;
    if (end == i || !word_is_tag(str_sub(s, i, end)))
        return 0;
    r->has_word = true;
    return end - i;
}

static bool is_divider(char c)
{
    return c != '\0' && strchr(" ,/|.;:-'()&@#", c) != NULL;
}

/* How far `s` is venue, year and words that stand beside them. */
static size_t read_tag(struct str s, bool any_case, struct reading *r)
{
    *r = (struct reading){0};
    size_t i = 0;
    while (i < s.n) {
        size_t n = is_divider(s.p[i]) ? 1 : read_venue(s, i, any_case, r);
        if (n == 0 && ascii_is_digit(s.p[i]))
            n = read_number(s, i, r);
        if (n == 0 && s.p[i] == 'v' && i > 0 && ascii_is_digit(s.p[i - 1]))
            n = 1 + digit_run(s, i + 1);
        if (n == 0)
            n = read_tag_word(s, i, r);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

static bool is_sure(const struct reading *r)
{
    bool venue = r->tag.venue.n > 0 && (!r->needs_year || r->tag.year);
    return venue || r->tag.year || r->has_number;
}

bool tag_read(struct str s, struct tag *out)
{
    struct reading r;
    if (s.n == 0 || s.n > TAG_BYTES_MAX)
        return false;
    size_t end = read_tag(s, true, &r);
    *out = r.tag;
    bool opens = r.tag.venue.n > 0 && r.tag.year > 0; /* "NIPS 2014 Deep Learning Workshop" */
    return opens || (end == s.n && is_sure(&r));
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]))
            return true;
    return false;
}

size_t tag_at_begin(struct str s, struct tag *out)
{
    struct reading r;
    struct str head = str_sub(s, 0, TAG_BYTES_MAX);
    if (!has_digit(head)) /* no year */
        return 0;
    size_t end = read_tag(head, false, &r);
    *out = r.tag;
    if (r.tag.venue.n == 0 || r.tag.year == 0 || end >= s.n || r.has_word)
        return 0;
    return is_divider(s.p[end - 1]) ? end : 0;
}

/* Behind a mark that divides, a venue or year alone will do; behind a space both must stand. */
static bool is_tag_from(struct str s, size_t begin, struct tag *out)
{
    struct reading r;
    struct str tail = str_from_pos(s, begin);
    size_t before = begin;
    while (before > 0 && s.p[before - 1] == ' ')
        before--;
    bool divided = before > 0 && strchr(",|.;@-", s.p[before - 1]) != NULL &&
                   (s.p[before - 1] != '-' || before < begin);
    if (!divided && !has_digit(tail))
        return false;
    if (tail.n > TAG_BYTES_MAX || read_tag(tail, false, &r) != tail.n || r.has_word)
        return false;
    *out = r.tag;
    bool both = r.tag.venue.n > 0 && r.tag.year > 0;
    return both || (divided && is_sure(&r));
}

static size_t without_dividers(struct str s, size_t end)
{
    while (end > 0 && strchr(" ,|.;:@-", s.p[end - 1]))
        end--;
    struct str kept = str_sub(s, 0, end);
    if (str_ends_ci(kept, STR(" in")) || str_ends_ci(kept, STR(" at")))
        return without_dividers(s, end - 3);
    return end;
}

size_t tag_at_end(struct str s, struct tag *out)
{
    size_t begin = s.n;
    size_t found = s.n;
    for (int words = 0; words < 4 && begin > 0; words++) {
        while (begin > 0 && s.p[begin - 1] == ' ')
            begin--;
        while (begin > 0 && s.p[begin - 1] != ' ')
            begin--;
        struct tag tag;
        if (begin > 0 && is_tag_from(s, begin, &tag)) {
            found = begin;
            *out = tag;
        }
    }
    return found == s.n ? s.n : without_dividers(s, found);
}
