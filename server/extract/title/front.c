#include "base/utf8.h"
#include "extract/link.h"
#include "extract/title/peel_internal.h"

#define TAIL_WORDS_MIN      3 /* words of a title behind words that lead to it */
#define LEAD_CHARACTERS_MAX 16
#define NAMED_WORDS_MIN     3 /* words behind "[MoCo]" */

/* ---- the front ---- */

bool peel_bullet(struct cleaning *c)
{
    size_t i = 0;
    while (i < c->s.n && strchr("#>|*+-=,;:.~/&", c->s.p[i]) && c->s.p[i])
        i++;
    bool boxed = str_starts_ci(c->s, STR("[ ]")) || str_starts_ci(c->s, STR("[x]"));
    static const char *const wide[] = {"•", "·", "、", "→", "–", "—"};
    for (size_t k = 0; k < ARRAY_LEN(wide); k++)
        if (i == 0 && str_starts(c->s, str_from(wide[k])))
            i = strlen(wide[k]);
    if (boxed)
        i = 3;
    if (i > 0)
        peel_cut_begin(c, i);
    return i > 0;
}

/* ":star:", ":white_check_mark:". */
bool peel_shortcode(struct cleaning *c)
{
    size_t i = 1;
    while (i < c->s.n && (ascii_is_lower(c->s.p[i]) || c->s.p[i] == '_'))
        i++;
    bool is_code = c->s.n > 3 && c->s.p[0] == ':' && i > 2 && i < c->s.n && c->s.p[i] == ':';
    if (is_code)
        peel_cut_begin(c, i + 1);
    return is_code;
}

/* "12. ", "3) ", "4/ ", "5-A. ", "01 | ", "1、", "一、", "(3)". */
static size_t number_length(struct str s)
{
    size_t digits = 0;
    while (digits < s.n && ascii_is_digit(s.p[digits]))
        digits++;
    size_t i = digits;
    if (digits == 0 || digits > 3)
        return 0;
    if (i + 1 < s.n && s.p[i] == '-' && ascii_is_upper(s.p[i + 1]))
        i += 2;
    struct str rest = str_from_pos(s, i);
    if (str_starts(rest, STR("、")))
        return i + strlen("、");
    if (str_starts(rest, STR(" | ")))
        return i + 3;
    if (str_starts(rest, STR("/ ")))
        return i + 1;
    bool mark = rest.n > 1 && (rest.p[0] == '.' || rest.p[0] == ')' || rest.p[0] == ':');
    return mark && !ascii_is_digit(rest.p[1]) ? i + 1 : 0;
}

static size_t han_number_length(struct str s)
{
    static const char *const numerals = "一二三四五六七八九十";
    size_t i = 0;
    while (i + 3 <= s.n && str_has(str_from(numerals), str_sub(s, i, i + 3)) && s.p[i] < 0)
        i += 3;
    struct str mark = STR("、");
    return i > 0 && str_starts(str_from_pos(s, i), mark) ? i + mark.n : 0;
}

bool peel_number(struct cleaning *c)
{
    size_t n = number_length(c->s);
    if (n == 0)
        n = han_number_length(c->s);
    if (n == 0 || n >= c->s.n)
        return false;
    peel_cut_begin(c, n);
    return true;
}

/* "2019-03-26 ", "2019.03 ", "2019/3/26: ". */
bool peel_date(struct cleaning *c)
{
    struct str s = c->s;
    if (!year_at(s, 0) || s.n < 6 || !strchr("-./", s.p[4]) || !ascii_is_digit(s.p[5]))
        return false;
    size_t i = 5;
    while (i < s.n && (ascii_is_digit(s.p[i]) || strchr("-./:", s.p[i])) && s.p[i])
        i++;
    if (i >= s.n || i > 11 || ascii_is_alnum(s.p[i]))
        return false;
    peel_cut_begin(c, i);
    return true;
}

/* "Hafting_Microstructure of …", what is left of a file's name behind its year. */
static void take_file_author(struct cleaning *c)
{
    size_t joint = str_find_byte(c->s, '_', 0);
    struct str name = str_sub(c->s, 0, joint);
    if (joint == SIZE_MAX || count_words(name) != 1 || count_capitals(name) == 0)
        return;
    peel_keep_first(&c->title->authors, name);
    peel_cut_begin(c, joint + 1);
}

/* "1909 Liquid Warping GAN", "2017 A Title": a year, or year and month of an arXiv number. */
bool peel_year(struct cleaning *c)
{
    struct tag tag;
    struct str s = c->s;
    bool word_follows = s.n > 6 && (s.p[4] == ' ' || s.p[4] == '_') && ascii_is_upper(s.p[5]);
    if (!word_follows || count_words(s) < TAIL_WORDS_MIN || !tag_read(str_sub(s, 0, 4), &tag) ||
        tag.year == 0)
        return false;
    bool file_name = s.p[4] == '_';
    peel_keep_tag(c, &tag);
    peel_cut_begin(c, 5);
    if (file_name)
        take_file_author(c);
    return true;
}

bool peel_front_bracket(struct cleaning *c)
{
    struct str inside;
    size_t n = bracket_at_begin(c->s, &inside);
    if (n == 0)
        return false;
    struct str rest = str_trim(str_from_pos(c->s, n));
    if (rest.n == 0 && !bracket_is_idle(inside)) { /* "[NAO]" */
        c->s = inside;
        return true;
    }
    if (rest.n == 0)
        return false;
    bool labels = label_at_begin(inside) == inside.n;
    bool names = title_is_short_name(inside) && count_words(rest) >= NAMED_WORDS_MIN;
    if (!peel_take_bracket(c, inside) && !labels && !names)
        return false;
    if (names && !labels)
        peel_keep_first(&c->title->short_name, inside);
    peel_cut_begin(c, n);
    return true;
}

bool peel_front_tag(struct cleaning *c)
{
    struct tag tag;
    size_t n = tag_at_begin(c->s, &tag);
    if (n == 0)
        return false;
    peel_keep_tag(c, &tag);
    peel_cut_begin(c, n);
    return true;
}

/* "Paper: ", "论文笔记 ": a label needs a colon, or to be of another script than the title. */
bool peel_label(struct cleaning *c)
{
    size_t n = label_at_begin(c->s);
    if (n == 0)
        return false;
    struct str label = str_sub(c->s, 0, n);
    struct str rest = str_trim(str_from_pos(c->s, n));
    bool colon =
        str_starts(rest, STR(":")) || str_starts(rest, STR("|")) || str_starts(rest, STR("- "));
    bool quote = str_starts(rest, STR("《")) || str_starts(rest, STR("\""));
    bool foreign = has_wide(label) && !has_wide(rest) && count_words(rest) > 0;
    if (!colon && !quote && !foreign)
        return false;
    peel_keep_first(&c->title->prefix, label);
    peel_cut_begin(c, n);
    return true;
}

/* "Gao2019 - Dynamic …": a citation key. */
bool peel_citation_key(struct cleaning *c)
{
    struct str s = c->s;
    size_t i = 0;
    while (i < s.n && ascii_is_alpha(s.p[i]))
        i++;
    uint32_t year = i >= 2 && ascii_is_upper(s.p[0]) ? year_at(s, i) : 0;
    if (year == 0 || i + 5 >= s.n || count_capitals(str_sub(s, 0, i)) > 1)
        return false;
    size_t end = i + 4 + ascii_is_lower(s.p[i + 4]);
    struct str rest = str_from_pos(s, end);
    bool set_off =
        str_starts(rest, STR(" - ")) || str_starts(rest, STR(": ")) || str_starts(rest, STR(" | "));
    if (!set_off || count_words(rest) < TAIL_WORDS_MIN)
        return false;
    peel_keep_first(&c->title->authors, str_sub(s, 0, i));
    peel_keep_tag(c, &(struct tag){STR_EMPTY, year});
    peel_cut_begin(c, end);
    return true;
}

/* "hep-th/9711200 The Large N Limit …", "1711.05971 A Title". */
bool peel_front_identifier(struct cleaning *c)
{
    struct text_identifier *found;
    size_t n;
    size_t space = str_find_byte(c->s, ' ', 0);
    struct str word = str_sub(c->s, 0, space);
    struct tag tag;
    if (space == SIZE_MAX || space == 0)
        return false;
    link_scan_text(word, NULL, 0, c->arena, &found, &n);
    bool whole = n == 1 && found[0].begin == 0 && found[0].end == word.n;
    bool number = ascii_is_digit(word.p[0]) && word.n > 8 && tag_read(word, &tag);
    if (!whole && !number)
        return false;
    peel_cut_begin(c, space);
    return true;
}

/* ---- the middle: what is marked as a title ---- */

/* "读《Attention …》的一点想法": the title stands between title marks. */
bool peel_title_marks(struct cleaning *c)
{
    struct str open = STR("《");
    size_t begin = str_find(c->s, open, 0);
    size_t end = begin == SIZE_MAX ? SIZE_MAX : str_find(c->s, STR("》"), begin);
    if (end == SIZE_MAX)
        return false;
    struct str inside = str_trim(str_sub(c->s, begin + open.n, end));
    if (count_words(inside) < 2 && count_han(inside) < 4 && !title_is_short_name(inside))
        return false;
    if (begin > 0)
        peel_keep_first(&c->title->prefix, str_sub(c->s, 0, begin));
    c->s = inside;
    return true;
}

static size_t last_wide_end(struct str s)
{
    size_t last = 0;
    for (size_t i = 0; i < s.n;) {
        size_t len;
        enum script script = utf8_script(utf8_decode(s, i, &len));
        i += len;
        if (script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL)
            last = i;
    }
    return last;
}

/* "上文的前身Contrastive Predictive Coding": words of another script lead to the title. */
bool peel_lead(struct cleaning *c)
{
    size_t end = last_wide_end(c->s);
    size_t first_len;
    if (end == 0 || end >= c->s.n)
        return false;
    enum script first = utf8_script(utf8_decode(c->s, 0, &first_len));
    struct str tail = str_trim(str_from_pos(c->s, end));
    while (tail.n > 0 && strchr(":,- \"", tail.p[0]))
        tail = str_from_pos(tail, 1);
    bool opens = first == SCRIPT_HAN || first == SCRIPT_KANA || first == SCRIPT_HANGUL;
    bool is_title = count_words(tail) >= TAIL_WORDS_MIN && ascii_is_upper(tail.p[0]);
    if (!opens || !is_title || utf8_count(str_sub(c->s, 0, end)) > LEAD_CHARACTERS_MAX)
        return false;
    peel_keep_first(&c->title->prefix, str_sub(c->s, 0, end));
    c->s = tail;
    return true;
}
