#include "base/utf8.h"
#include "extract/title/title_internal.h"

#define CITED_WORDS_MIN  2
#define CITED_HAN_MIN    4
#define FIRST_WORDS_MIN  3  /* of a title that stands before its authors */
#define FILE_AUTHORS_MAX 80 /* bytes before " - 2019 - " */
#define ABBREVIATION_MAX 7  /* letters of "Geophys." */

static size_t skip_bytes(struct str s, size_t i, const char *bytes)
{
    while (i < s.n && s.p[i] != '\0' && strchr(bytes, s.p[i]))
        i++;
    return i;
}

/* "[12] ", "3. " in front of a reference. */
static size_t skip_number(struct str s)
{
    size_t open = s.n > 0 && s.p[0] == '[';
    size_t i = open;
    while (i < s.n && ascii_is_digit(s.p[i]))
        i++;
    bool closed = i > open && i < s.n && s.p[i] == (open ? ']' : '.');
    return closed ? skip_bytes(s, i + 1, " ") : 0;
}

/* ---- ends of sentences ---- */

/* "vs.", "U.S.": the dot belongs to the word. */
static bool is_abbreviation(struct str s, size_t dot)
{
    size_t begin = dot;
    while (begin > 0 && ascii_is_alpha(s.p[begin - 1]))
        begin--;
    struct str word = str_sub(s, begin, dot);
    bool letter = word.n == 1 && ascii_is_upper(word.p[0]) && begin > 0 && s.p[begin - 1] == '.';
    return letter || str_eq_ci(word, STR("vs")) || str_eq_ci(word, STR("et"));
}

/* "[J]", "[C]//", "[EB/OL]": the kind of document in Chinese references. */
static size_t document_kind_at(struct str s, size_t i)
{
    if (i >= s.n || s.p[i] != '[')
        return 0;
    size_t end = i + 1;
    while (end < s.n && end - i < 6 && (ascii_is_upper(s.p[end]) || s.p[end] == '/'))
        end++;
    return end > i + 1 && end < s.n && s.p[end] == ']' ? end + 1 - i : 0;
}

static bool may_end_sentence(char c)
{
    return c == '.' || c == '?' || c == '!' || c == '[' || (unsigned char)c >= 0x80;
}

/* "friction: 1. Experimental results": the number of a part, not the end of the title. */
static bool is_part_number(struct str s, size_t dot)
{
    size_t begin = dot;
    while (begin > 0 && ascii_is_digit(s.p[begin - 1]))
        begin--;
    return begin < dot && dot - begin <= 2 && begin > 2 &&
           (str_ends(str_sub(s, 0, begin), STR(": ")) ||
            str_ends_ci(str_sub(s, 0, begin), STR("part ")));
}

/* End of the sentence at `i`: its text without a dot. `*behind` is where the next one begins. */
static size_t sentence_end(struct str s, size_t i, size_t *behind)
{
    for (; i < s.n; i++) {
        if (!may_end_sentence(s.p[i]))
            continue;
        size_t kind = document_kind_at(s, i);
        if (kind > 0) {
            *behind = skip_bytes(s, i + kind, " ./");
            return i;
        }
        if (str_starts(str_from_pos(s, i), STR("。"))) {
            *behind = i + strlen("。");
            return i;
        }
        bool stops = s.p[i] == '.' || s.p[i] == '?' || s.p[i] == '!';
        bool ends = i + 1 == s.n || s.p[i + 1] == ' ';
        if (!stops || !ends || is_abbreviation(s, i) || is_part_number(s, i))
            continue;
        *behind = skip_bytes(s, i + 1, " ");
        if (*behind < s.n && ascii_is_lower(s.p[*behind]))
            continue;
        return s.p[i] == '.' ? i : i + 1;
    }
    *behind = s.n;
    return s.n;
}

/* ---- venue and year ---- */

static void read_venue(struct str s, struct citation_parts *out)
{
    for (size_t i = 0; i < s.n; i++) {
        bool needs_year = false;
        if ((i > 0 && ascii_is_alnum(s.p[i - 1])) || !ascii_is_alnum(s.p[i]))
            continue;
        size_t n = venue_at(s, i, false, &needs_year);
        if (n == 0 || (needs_year && out->year == 0))
            continue;
        out->venue = str_sub(s, i, i + n);
        return;
    }
}

/* A number of four digits that is neither a page nor part of an identifier. */
static bool stands_alone(struct str s, size_t i)
{
    bool joined = i > 0 && strchr(":/-.", s.p[i - 1]) != NULL;
    bool decimal = i + 5 < s.n && s.p[i + 4] == '.' && ascii_is_digit(s.p[i + 5]);
    bool range = i + 4 < s.n && (s.p[i + 4] == '-' || (unsigned char)s.p[i + 4] >= 0x80);
    return !joined && !decimal && !range;
}

static uint32_t first_year(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]) && year_at(s, i) && stands_alone(s, i))
            return year_at(s, i);
    return 0;
}

static void read_rest(struct str rest, struct citation_parts *out)
{
    if (out->year == 0)
        out->year = first_year(rest);
    read_venue(rest, out);
}

/* ---- the title ---- */

static bool is_cited_title(struct str title, size_t words_min)
{
    return count_words(title) >= words_min || count_han(title) >= CITED_HAN_MIN;
}

static struct str quote_pair(struct str s, size_t i, struct str *close)
{
    static const char *const pairs[][2] = {
        {"\"", "\""}, {"“", "”"}, {"``", "''"}, {"《", "》"}, {"「", "」"},
    };
    for (size_t k = 0; k < ARRAY_LEN(pairs); k++) {
        struct str open = str_from(pairs[k][0]);
        *close = str_from(pairs[k][1]);
        if (str_starts(str_from_pos(s, i), open))
            return open;
    }
    return STR_EMPTY;
}

static size_t without_end_marks(struct str s, size_t begin, size_t end)
{
    while (end > begin && strchr(" ,.", s.p[end - 1]))
        end--;
    return end;
}

/* "104 Calif. L. Rev. 671", "J. Geophys. Res., 88": a journal, with its volume or shortened. */
static bool is_journal_at(struct str s, size_t i)
{
    size_t at = i;
    while (at < s.n && ascii_is_digit(s.p[at]))
        at++;
    bool has_volume = at > i && at - i <= 3 && at + 1 < s.n && s.p[at] == ' ';
    size_t word = has_volume ? at + 1 : i, end = word;
    while (end < s.n && ascii_is_alpha(s.p[end]))
        end++;
    bool is_name = word < s.n && ascii_is_upper(s.p[word]);
    bool is_short = end - word <= ABBREVIATION_MAX && end + 1 < s.n && s.p[end] == '.' &&
                    (s.p[end + 1] == ' ' || s.p[end + 1] == ',');
    return is_name && (has_volume || is_short);
}

/* Where ", J. Geophys. Res., …" begins in a title that ran into its journal, or `end`. */
static size_t journal_comma(struct str s, size_t begin, size_t end)
{
    for (size_t i = begin; i < end && i + 2 < s.n; i++)
        if (s.p[i] == ',' && s.p[i + 1] == ' ' && is_journal_at(s, i + 2) &&
            count_words(str_sub(s, begin, i)) >= FIRST_WORDS_MIN)
            return i;
    return end;
}

/* A title in quotes, or up to the end of its sentence; gives where the rest begins, 0 for none. */
static size_t read_title(struct str s, size_t at, struct citation_parts *out)
{
    struct str close;
    struct str open = quote_pair(s, at, &close);
    size_t behind;
    if (open.n > 0) {
        out->title_begin = at + open.n;
        size_t end = str_find(s, close, out->title_begin);
        if (end == SIZE_MAX)
            return 0;
        out->title_end = without_end_marks(s, out->title_begin, end);
        behind = end + close.n;
    } else {
        out->title_begin = at;
        size_t end = sentence_end(s, at, &behind);
        size_t comma = journal_comma(s, at, end);
        behind = comma < end ? comma + 2 : behind;
        out->title_end = without_end_marks(s, at, comma);
    }
    struct str title = str_sub(s, out->title_begin, out->title_end);
    return is_cited_title(title, CITED_WORDS_MIN) ? behind : 0;
}

/* ---- orders ---- */

/* A year behind the authors: " (2021). ", ". 2016. ", "(2021, May)". */
static size_t skip_year(struct str s, size_t i, uint32_t *year)
{
    size_t at = skip_bytes(s, i, " ,.(");
    bool set_off = i > 0 && s.p[i - 1] == '.';
    for (size_t k = i; k < at; k++)
        set_off = set_off || s.p[k] != ' ';
    *year = set_off ? year_at(s, at) : 0;
    if (*year == 0)
        return i;
    at += 4;
    if (at < s.n && ascii_is_lower(s.p[at])) /* 2016a */
        at++;
    size_t open = str_find_byte(str_sub(s, i, at), '(', 0);
    size_t close = str_find_byte(s, ')', at);
    if (open != SIZE_MAX && close != SIZE_MAX && close - at < 20)
        at = close + 1;
    return at;
}

static bool is_dash_at(struct str s, size_t i)
{
    return str_starts(str_from_pos(s, i), STR(" - "));
}

/* Authors must be set off from the title: by a full stop, a colon, a dash, a year or a quote. */
static bool is_set_off(struct str s, size_t authors_end, size_t title, uint32_t year)
{
    struct str close;
    bool stop = authors_end > 0 && s.p[authors_end - 1] == '.';
    for (size_t i = authors_end; i < title; i++)
        stop = stop || s.p[i] == '.' || s.p[i] == ':' || s.p[i] == '-';
    return stop || year || quote_pair(s, title, &close).n > 0;
}

static bool has_document_kind(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (document_kind_at(s, i) > 0)
            return true;
    return false;
}

/* "Johnson (1998) showed that …", "Rubin (1983)의 점수를": the sentence goes on behind the year. */
static bool goes_on(struct str s, size_t authors_end, size_t at)
{
    if (ascii_is_lower(s.p[at]))
        return true;
    for (size_t i = authors_end; i < at; i++)
        if (strchr(".,:;", s.p[i]))
            return false;
    return has_wide(str_sub(s, at, at + 3));
}

static bool split_authors_first(struct str s, struct citation_parts *out)
{
    bool certain;
    size_t begin = skip_number(s);
    size_t end = authors_at(s, begin, &certain);
    bool is_bare = end == begin;
    if (is_bare)
        end = surnames_at(s, begin);
    if (end == begin)
        return false;
    *out = (struct citation_parts){.authors_begin = begin, .authors_end = end};
    size_t at = skip_year(s, end, &out->year);
    at = is_dash_at(s, at) ? at + 3 : skip_bytes(s, at, " ,.:;)");
    if (at >= s.n || !is_set_off(s, end, at, out->year) || (is_bare && goes_on(s, end, at)))
        return false;
    size_t behind = read_title(s, at, out);
    if (behind == 0)
        return false;
    struct str rest = str_from_pos(s, behind);
    if (!certain && !out->year && !first_year(rest) && !has_document_kind(s))
        return false;
    read_rest(rest, out);
    return true;
}

/* What may follow authors that stand behind their title: nothing, a stop, a venue, a year. */
static bool is_venue_part(struct str rest)
{
    bool needs_year;
    size_t i = skip_bytes(rest, 0, " ,.;(");
    if (i >= rest.n || (rest.p[0] != ' ' && i > 0))
        return true;
    if (str_starts_ci(str_from_pos(rest, i), STR("in ")) ||
        str_starts_ci(str_from_pos(rest, i), STR("proc")))
        return true;
    bool year = year_at(rest, i) && (i + 4 == rest.n || strchr(".,;)", rest.p[i + 4]));
    return year || venue_at(rest, i, false, &needs_year) > 0;
}

/* "Title. Authors. Venue 2019." */
static bool split_title_first(struct str s, struct citation_parts *out)
{
    size_t behind;
    size_t begin = skip_number(s);
    size_t end = sentence_end(s, begin, &behind);
    if (behind >= s.n || !is_cited_title(str_sub(s, begin, end), FIRST_WORDS_MIN))
        return false;
    bool certain;
    size_t authors = authors_at(s, behind, &certain);
    if (authors == behind || !certain || !is_venue_part(str_from_pos(s, authors)))
        return false;
    *out = (struct citation_parts){behind, authors, begin, end, STR_EMPTY, 0};
    read_rest(str_from_pos(s, authors), out);
    return true;
}

/* The year that ends at `end`, in brackets or not: "Lisker & Abramson 1964", "He (2019)". */
static uint32_t year_before(struct str s, size_t end)
{
    size_t at = end - (end > 0 && s.p[end - 1] == ')');
    return at >= 5 && (s.p[at - 5] == ' ' || s.p[at - 5] == '(') ? year_at(s, at - 4) : 0;
}

/* "He et al. - 2019 - Momentum Contrast …", "He 2019 - Momentum Contrast …", as files are named. */
static bool split_file_name(struct str s, struct citation_parts *out)
{
    size_t dash = str_find(s, STR(" - "), 0);
    if (dash == SIZE_MAX || dash == 0 || dash > FILE_AUTHORS_MAX)
        return false;
    uint32_t year = year_at(s, dash + 3);
    if (year && is_dash_at(s, dash + 7)) {
        *out = (struct citation_parts){0, dash, dash + 10, s.n, STR_EMPTY, year};
        return is_cited_title(str_from_pos(s, dash + 10), 1);
    }
    year = year_before(s, dash);
    size_t names = year ? dash - 5 - (s.p[dash - 1] == ')') : 0;
    if (!year || !are_surnames(str_trim(str_sub(s, 0, names))))
        return false;
    *out = (struct citation_parts){0,   str_trim(str_sub(s, 0, names)).n, dash + 3, s.n, STR_EMPTY,
                                   year};
    return is_cited_title(str_from_pos(s, dash + 3), CITED_WORDS_MIN);
}

/* Something must part authors and title: a mark, a year, a character that is not ASCII. */
static bool may_be_split(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_alpha(s.p[i]) && s.p[i] != ' ' && s.p[i] != ',' && s.p[i] != '\'')
            return true;
    return false;
}

bool title_split_citation(struct str visible, struct citation_parts *out)
{
    *out = (struct citation_parts){0};
    if (visible.n > TITLE_BYTES_MAX || !may_be_split(visible))
        return false;
    return split_file_name(visible, out) || split_authors_first(visible, out) ||
           split_title_first(visible, out);
}
