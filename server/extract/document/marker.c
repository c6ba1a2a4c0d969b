#include "extract/document/document_internal.h"

#include "base/utf8.h"

#define MARKER_DIGITS    9 /* CommonMark */
#define REFERENCE_DIGITS 3
#define DATE_SCAN        24

/* Characters that people type as bullets and CommonMark does not know. */
static const struct str bullets[] = {STR_INIT("●"), STR_INIT("•"), STR_INIT("・"), STR_INIT("◦"),
                                     STR_INIT("▪"), STR_INIT("■"), STR_INIT("◆"),  STR_INIT("►"),
                                     STR_INIT("○"), STR_INIT("·")};
/* What follows the number of a sloppy item. */
static const struct str number_ends[] = {STR_INIT("、"), STR_INIT("）"), STR_INIT("．"),
                                         STR_INIT("."),  STR_INIT(")"),  STR_INIT("_")};
static const struct str han_digits[] = {
    STR_INIT("一"), STR_INIT("二"), STR_INIT("三"), STR_INIT("四"), STR_INIT("五"), STR_INIT("六"),
    STR_INIT("七"), STR_INIT("八"), STR_INIT("九"), STR_INIT("十"), STR_INIT("百"), STR_INIT("零")};
static const struct str han_units[] = {
    STR_INIT("章"), STR_INIT("节"), STR_INIT("節"), STR_INIT("部分"), STR_INIT("篇"),
    STR_INIT("讲"), STR_INIT("講"), STR_INIT("課"), STR_INIT("课"),   STR_INIT("回")};

/* Length of the one of `words` that stands at `at`, or 0. */
static uint32_t word_at(struct str s, uint32_t at, uint32_t end, const struct str *words, size_t n)
{
    struct str line = str_of(s.p, end);
    for (size_t i = 0; i < n; i++)
        if (bytes_at(line, at, words[i]))
            return (uint32_t)words[i].n;
    return 0;
}

static uint32_t digits_end(struct str s, uint32_t at, uint32_t end)
{
    while (at < end && is_digit(s.p[at]))
        at++;
    return at;
}

static uint32_t read_number(struct str s, uint32_t at, uint32_t end)
{
    uint32_t number = 0;
    for (; at < end; at++)
        number = number * 10 + (uint32_t)(s.p[at] - '0');
    return number;
}

static bool ends_or_blank(struct str s, uint32_t at, uint32_t end)
{
    return at >= end || is_blank(s.p[at]);
}

/* "[12] ", as in a list of references. */
static bool reference_read(struct str s, uint32_t at, uint32_t end, struct marker *out)
{
    uint32_t digits = digits_end(s, at + 1, end);
    if (digits == at + 1 || digits - at > REFERENCE_DIGITS + 1 || digits + 1 >= end ||
        s.p[digits] != ']' || !is_blank(s.p[digits + 1]))
        return false;
    *out = (struct marker){at, digits + 1, read_number(s, at + 1, digits), true, true};
    return true;
}

static bool ordered_read(struct str s, uint32_t at, uint32_t end, bool sloppy, struct marker *out)
{
    uint32_t digits = digits_end(s, at, end);
    if (digits == at || digits - at > MARKER_DIGITS || digits == end)
        return false;
    uint32_t n = word_at(s, digits, end, number_ends, ARRAY_LEN(number_ends));
    if (n == 0)
        return false;
    bool proper = (s.p[digits] == '.' || s.p[digits] == ')') && ends_or_blank(s, digits + 1, end);
    bool glued = digits + n < end && !is_digit(s.p[digits + n]);
    if (!proper && !(sloppy && glued))
        return false;
    *out = (struct marker){at, digits + n, read_number(s, at, digits), true, !proper};
    return true;
}

/* "-text": not "--", "->", "-1" and the rules of tables. */
static bool is_glued_dash(struct str s, uint32_t at, uint32_t end)
{
    return s.p[at] == '-' && at + 1 < end && !is_digit(s.p[at + 1]) &&
           !strchr("->=|:.\\", s.p[at + 1]);
}

bool marker_read(struct str s, uint32_t at, uint32_t end, bool sloppy, struct marker *out)
{
    if (at >= end)
        return false;
    char c = s.p[at];
    if (is_digit(c))
        return ordered_read(s, at, end, sloppy, out);
    *out = (struct marker){.begin = at, .end = at + 1};
    if ((c == '-' || c == '*' || c == '+') && ends_or_blank(s, at + 1, end))
        return true;
    if (!sloppy)
        return false;
    if (c == '[')
        return reference_read(s, at, end, out);
    out->is_sloppy = true;
    if (is_glued_dash(s, at, end))
        return true;
    uint32_t n = (unsigned char)c < 0x80 ? 0 : word_at(s, at, end, bullets, ARRAY_LEN(bullets));
    out->end = at + n;
    return n > 0;
}

bool is_thematic_break(struct str s, uint32_t at, uint32_t end)
{
    char c = at < end ? s.p[at] : 0;
    if (c != '-' && c != '*' && c != '_')
        return false;
    uint32_t count = 0;
    for (; at < end; at++) {
        if (s.p[at] == c)
            count++;
        else if (!is_blank(s.p[at]))
            return false;
    }
    return count >= 3;
}

bool is_underline(struct str s, uint32_t at, uint32_t end)
{
    char c = at < end ? s.p[at] : 0;
    if (c != '=' && c != '-')
        return false;
    while (at < end && s.p[at] == c)
        at++;
    return skip_blank(s, at, end) == end;
}

uint32_t fence_length(struct str s, uint32_t at, uint32_t end)
{
    char c = at < end ? s.p[at] : 0;
    if (c != '`' && c != '~')
        return 0;
    uint32_t i = at;
    while (i < end && s.p[i] == c)
        i++;
    if (i - at < 3)
        return 0;
    bool has_tick = c == '`' && memchr(s.p + i, '`', end - i);
    return has_tick ? 0 : i - at;
}

uint32_t line_indent(struct str s, uint32_t from, uint32_t to, uint32_t *first)
{
    uint32_t column = 0;
    for (; from < to && (s.p[from] == ' ' || s.p[from] == '\t'); from++)
        column = s.p[from] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    *first = from;
    return column;
}

uint32_t hash_count(struct str s, uint32_t at, uint32_t end)
{
    uint32_t n = 0;
    while (at + n < end && s.p[at + n] == '#')
        n++;
    return n <= 6 ? n : 0;
}

static uint32_t han_digits_end(struct str s, uint32_t at, uint32_t end)
{
    uint32_t n;
    while ((n = word_at(s, at, end, han_digits, ARRAY_LEN(han_digits))) > 0)
        at += n;
    return at;
}

/* "第三章", "第3章" */
static uint32_t chapter_end(struct str s, uint32_t at, uint32_t end)
{
    static const struct str chapter[] = {STR_INIT("第")};
    uint32_t n = word_at(s, at, end, chapter, 1);
    if (n == 0)
        return at;
    uint32_t number = digits_end(s, at + n, end);
    if (number == at + n)
        number = han_digits_end(s, number, end);
    uint32_t unit = word_at(s, number, end, han_units, ARRAY_LEN(han_units));
    return number > at + n && unit > 0 ? number + unit : at;
}

uint32_t han_number_end(struct str s, uint32_t at, uint32_t end)
{
    static const struct str opens[] = {STR_INIT("（"), STR_INIT("(")};
    static const struct str closes[] = {STR_INIT("）"), STR_INIT(")")};
    static const struct str marks[] = {STR_INIT("、"), STR_INIT("．"), STR_INIT("."),
                                       STR_INIT("：")};
    uint32_t chapter = chapter_end(s, at, end);
    if (chapter > at)
        return chapter;
    uint32_t open = word_at(s, at, end, opens, ARRAY_LEN(opens));
    uint32_t number = han_digits_end(s, at + open, end);
    if (number == at + open)
        return at;
    uint32_t close = open ? word_at(s, number, end, closes, ARRAY_LEN(closes))
                          : word_at(s, number, end, marks, ARRAY_LEN(marks));
    return close ? number + close : at;
}

/* "2020-03-24", "2020/3", "2020年3月24日", "3月24日"; a lone year is none. */
static uint32_t date_end(struct str s, uint32_t at, uint32_t end)
{
    static const struct str joins[] = {STR_INIT("-"), STR_INIT("/"), STR_INIT("."), STR_INIT("年"),
                                       STR_INIT("月")};
    static const struct str day[] = {STR_INIT("日"), STR_INIT("月")};
    uint32_t limit = end - at > DATE_SCAN ? at + DATE_SCAN : end;
    uint32_t i = digits_end(s, at, limit);
    bool is_year = i - at == 4 && (s.p[at] == '1' || s.p[at] == '2');
    bool is_month = i > at && i - at <= 2 && word_at(s, i, limit, &day[1], 1) > 0;
    if (!is_year && !is_month)
        return at;
    uint32_t parts = 0;
    for (; parts < 2; parts++) {
        uint32_t n = word_at(s, i, limit, joins, ARRAY_LEN(joins));
        uint32_t next = digits_end(s, i + n, limit);
        if (n == 0 || next == i + n || next - i - n > 2)
            break;
        i = next;
    }
    return parts ? i + word_at(s, i, limit, day, ARRAY_LEN(day)) : at;
}

/* "1.2 ", "1. ", "3) ", "(2) ", "2 Methods" */
static uint32_t arabic_number_end(struct str s, uint32_t at, uint32_t end)
{
    uint32_t i = at < end && s.p[at] == '(' ? at + 1 : at;
    uint32_t digits = digits_end(s, i, end);
    if (digits == i || digits - i > 2)
        return at;
    i = digits;
    while (i + 1 < end && s.p[i] == '.' && is_digit(s.p[i + 1]))
        i = digits_end(s, i + 1, end);
    uint32_t mark = word_at(s, i, end, number_ends, ARRAY_LEN(number_ends));
    if (mark > 0)
        return i + mark;
    return i < end && is_blank(s.p[i]) ? i : at;
}

uint32_t heading_number_end(struct str s, uint32_t at, uint32_t end)
{
    uint32_t i = date_end(s, at, end);
    if (i < end && i > at && !is_blank(s.p[i]) && is_alnum(s.p[i]))
        return at;
    if (i == at)
        i = han_number_end(s, at, end);
    if (i == at)
        i = arabic_number_end(s, at, end);
    i = skip_blank(s, i, end);
    return i < end ? i : at;
}
