#include "base/utf8.h"
#include "extract/link.h"
#include "extract/title/peel_internal.h"

#define GLOSS_WORDS_MIN       4   /* words before a bracket with a translation */
#define NAMED_WORDS_MIN       3   /* words before "(MoCo)" */
#define PLAIN_NAMED_WORDS_MIN 5   /* words before "(Basenji)" */
#define IDENTIFIER_BYTES_MAX  160 /* with its label */
#define HOST_BYTES_MAX        40
#define AUTHOR_WORDS_MAX      6
#define NAME_CHARACTERS_MAX   16
#define SURNAME_WORDS_MAX     3 /* before "et al." behind a comma */

/* ---- the end ---- */

bool peel_final_mark(struct cleaning *c)
{
    static const char *const marks[] = {".", ",", ";", ":", "|", "-", "。", "，", "；", "、"};
    if (str_ends(c->s, STR("...")) || str_ends(c->s, STR("et al.")))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        struct str mark = str_from(marks[i]);
        if (!str_ends(c->s, mark) || c->s.n == mark.n)
            continue;
        peel_cut_end(c, c->s.n - mark.n);
        return true;
    }
    return false;
}

/* ".pdf" and the tails of file names. */
bool peel_file_ending(struct cleaning *c)
{
    static const char *const endings[] = {".pdf", "_paper", ".html", ".md"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        struct str ending = str_from(endings[i]);
        if (!str_ends_ci(c->s, ending) || c->s.n == ending.n)
            continue;
        peel_cut_end(c, c->s.n - ending.n);
        return true;
    }
    return false;
}

/* "Momentum Contrast for Vision (MoCo)", "Sequential regulatory activity prediction … (Basenji)". */
static bool is_name_of(struct str name, struct str title)
{
    size_t words = count_words(title);
    if (title_is_short_name(name))
        return words >= NAMED_WORDS_MIN;
    bool plain = name.n >= 4 && name.n <= 15 && ascii_is_upper(name.p[0]);
    for (size_t i = 1; i < name.n; i++)
        plain = plain && ascii_is_lower(name.p[i]);
    return plain && words >= PLAIN_NAMED_WORDS_MIN && !title_is_generic(name) &&
           !word_is_tag(name) && !words_are_organisation(name);
}

bool peel_end_bracket(struct cleaning *c)
{
    struct str inside;
    size_t begin = bracket_at_end(c->s, &inside);
    if (begin == c->s.n || begin == 0)
        return false;
    struct str before = str_trim(str_sub(c->s, 0, begin));
    struct tag tag;
    bool names = is_name_of(inside, before) && !tag_read(inside, &tag);
    bool gloss = has_wide(inside) && !has_wide(before) && count_words(before) >= GLOSS_WORDS_MIN;
    struct str by = STR("by ");
    if (names)
        peel_keep_first(&c->title->short_name, inside);
    else if (str_starts_ci(inside, by))
        peel_keep_first(&c->title->authors, str_from_pos(inside, by.n));
    else if (!gloss && !peel_take_bracket(c, inside))
        return false;
    peel_cut_end(c, begin);
    return true;
}

bool peel_end_tag(struct cleaning *c)
{
    struct tag tag;
    size_t begin = tag_at_end(c->s, &tag);
    if (begin == c->s.n || begin == 0)
        return false;
    peel_keep_tag(c, &tag);
    peel_cut_end(c, begin);
    return true;
}

/* "… arXiv:1705.10311" behind the title. */
bool peel_identifier(struct cleaning *c)
{
    struct text_identifier *found;
    size_t n;
    size_t from = c->s.n > IDENTIFIER_BYTES_MAX ? c->s.n - IDENTIFIER_BYTES_MAX : 0;
    struct str tail = str_from_pos(c->s, from);
    link_scan_text(tail, NULL, 0, c->arena, &found, &n);
    if (n == 0 || found[n - 1].end != tail.n || from + found[n - 1].begin == 0)
        return false;
    peel_cut_end(c, from + found[n - 1].begin);
    return true;
}

/* "… | arXiv", "… - Papers With Code". */
bool peel_site_name(struct cleaning *c)
{
    bool may_divide = str_find_byte(c->s, '-', 0) != SIZE_MAX ||
                      str_find_byte(c->s, '|', 0) != SIZE_MAX ||
                      str_find_byte(c->s, '_', 0) != SIZE_MAX;
    size_t n = may_divide ? site_at_end(c->s) : 0;
    struct str before = str_trim(str_sub(c->s, 0, c->s.n - n));
    if (n == 0 || before.n == 0 || !strchr("|-_", before.p[before.n - 1]))
        return false;
    peel_cut_end(c, before.n - 1);
    return true;
}

/* "Synthesisarxiv.org": link cards glue the host to the title. */
bool peel_glued_host(struct cleaning *c)
{
    size_t begin = c->s.n;
    while (begin > 0 && c->s.n - begin < HOST_BYTES_MAX &&
           (ascii_is_alnum(c->s.p[begin - 1]) || strchr(".-", c->s.p[begin - 1])))
        begin--;
    struct str token = str_from_pos(c->s, begin);
    if (str_find_byte(token, '.', 0) == SIZE_MAX)
        return false;
    for (size_t i = 0; i + 3 < token.n; i++) {
        struct str host = str_from_pos(token, i);
        if (!ascii_is_lower(host.p[0]) || !link_lists_host(host))
            continue;
        if (begin + i == 0)
            return false;
        peel_cut_end(c, begin + i);
        return true;
    }
    return false;
}

bool peel_ending(struct cleaning *c)
{
    size_t n = ending_at_end(c->s);
    struct str before = str_trim(str_sub(c->s, 0, c->s.n - n));
    bool foreign = has_wide(str_from_pos(c->s, c->s.n - n)) && !has_wide(before);
    bool set_off = before.n > 0 && strchr("-|:_", before.p[before.n - 1]) != NULL;
    if (n == 0 || before.n == 0 || (!foreign && !set_off))
        return false;
    peel_cut_end(c, c->s.n - n);
    return true;
}

static size_t first_wide(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t len;
        uint32_t cp = utf8_decode(s, i, &len);
        enum script script = utf8_script(cp);
        bool mark =
            (cp >= 0x3001 && cp <= 0x303F) || cp == 0x2014 || (cp >= 0xFF01 && cp <= 0xFF5E);
        if (mark || script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL)
            return i;
        i += len;
    }
    return s.n;
}

/* "Dense Passage Retrieval for … Answering —— 双塔BERT": a remark in another script. */
bool peel_remark(struct cleaning *c)
{
    size_t end = first_wide(c->s);
    if (end == c->s.n || !has_wide(str_from_pos(c->s, end)))
        return false;
    for (size_t i = end; i > 0; i--)
        if (c->s.p[i - 1] == '(' || c->s.p[i - 1] == ':') {
            bool inside = c->s.p[i - 1] == '(' && !memchr(c->s.p + i, ')', end - i);
            if (inside || i + 1 >= end)
                end = i - 1;
            break;
        }
    if (!title_is_shaped(str_trim(str_sub(c->s, 0, end))))
        return false;
    peel_cut_end(c, end);
    return true;
}

static bool is_short_title(struct str s)
{
    return title_is_short_name(s) || count_words(s) == 1;
}

/* A name in Chinese, Japanese or Korean, perhaps with its laboratory. */
static bool is_wide_name(struct str s)
{
    return has_wide(s) && utf8_count(s) <= NAME_CHARACTERS_MAX && !str_has(s, STR("，")) &&
           !str_has(s, STR("。"));
}

/* Names behind "by" are authors when something tells them from "Learning by Example". */
static bool are_authors(struct str before, struct str names)
{
    bool certain;
    size_t end = authors_at(names, 0, &certain);
    if (count_words(names) > AUTHOR_WORDS_MAX && !(certain && end == names.n))
        return false;
    return words_are_organisation(names) || (certain && end == names.n) ||
           str_has(names, STR("et al")) || (is_short_title(before) && ascii_is_upper(names.p[0])) ||
           is_wide_name(names);
}

bool peel_by(struct cleaning *c)
{
    struct str by = STR(" by ");
    size_t at = SIZE_MAX;
    for (size_t i = str_find_ci(c->s, by, 0); i != SIZE_MAX; i = str_find_ci(c->s, by, i + 1))
        at = i;
    if (at == SIZE_MAX || at == 0)
        return false;
    struct str before = str_trim(str_sub(c->s, 0, at));
    struct str names = str_trim(str_from_pos(c->s, at + by.n));
    if (names.n == 0 || !are_authors(before, names))
        return false;
    peel_keep_first(&c->title->authors, names);
    peel_cut_end(c, at);
    return true;
}

bool peel_organisation(struct cleaning *c)
{
    struct str dash = STR(" - ");
    size_t at = SIZE_MAX;
    for (size_t i = str_find(c->s, dash, 0); i != SIZE_MAX; i = str_find(c->s, dash, i + 1))
        at = i;
    if (at == SIZE_MAX || !words_are_organisation(str_trim(str_from_pos(c->s, at + dash.n))))
        return false;
    peel_keep_first(&c->title->authors, str_from_pos(c->s, at + dash.n));
    peel_cut_end(c, at);
    return true;
}

/* Where "O'Neil et al., Acta Informatica" begins behind a title and a comma, or s.n. */
static size_t authors_behind_comma(struct str s)
{
    size_t mark = str_find(s, STR(" et al"), 0);
    if (mark == SIZE_MAX || mark < 2)
        return s.n;
    size_t comma = mark;
    while (comma > 0 && s.p[comma - 1] != ',')
        comma--;
    if (comma == 0 || comma + 1 >= mark || s.p[comma] != ' ')
        return s.n;
    struct str name = str_sub(s, comma + 1, mark);
    bool is_name = ascii_is_upper(name.p[0]) && count_words(name) <= SURNAME_WORDS_MAX;
    return is_name && count_words(str_sub(s, 0, comma - 1)) >= NAMED_WORDS_MIN ? comma : s.n;
}

/* "Title, O'Neil et al., Acta Informatica '96" */
bool peel_middle_et_al(struct cleaning *c)
{
    size_t begin = authors_behind_comma(c->s);
    if (begin == c->s.n)
        return false;
    struct str names = str_from_pos(c->s, begin);
    size_t end = str_find(names, STR(" et al"), 0) + 6;
    peel_keep_first(&c->title->authors, str_sub(names, 0, end));
    peel_cut_end(c, begin - 1);
    return true;
}

/* "JFE 33", "RFS 29(1)", "JF 71(1):5-32" */
static bool is_journal_volume(struct str s)
{
    size_t i = 0;
    while (i < s.n && ascii_is_upper(s.p[i]))
        i++;
    if (i < 2 || i > 6 || i + 1 >= s.n || s.p[i] != ' ' || !ascii_is_digit(s.p[i + 1]) ||
        year_at(s, i + 1))
        return false;
    for (i++; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]) && !strchr("():-, ", s.p[i]))
            return false;
    return true;
}

/* "Title, JFE 33": a journal in short and its volume. */
bool peel_journal_volume(struct cleaning *c)
{
    for (size_t i = c->s.n; i-- > 1;) {
        if (c->s.p[i] != ' ' || c->s.p[i - 1] != ',')
            continue;
        struct str tail = str_from_pos(c->s, i + 1);
        if (is_journal_volume(tail)) {
            peel_keep_first(&c->title->venue, tail);
            peel_cut_end(c, i - 1);
            return true;
        }
        if (c->s.n - i > HOST_BYTES_MAX)
            return false;
    }
    return false;
}

/* "Title @mira": who is to read it. */
bool peel_handle(struct cleaning *c)
{
    size_t at = c->s.n;
    while (at > 0 && (ascii_is_alnum(c->s.p[at - 1]) || strchr("-_", c->s.p[at - 1])))
        at--;
    if (at < 2 || at == c->s.n || c->s.p[at - 1] != '@' || c->s.p[at - 2] != ' ')
        return false;
    peel_cut_end(c, at - 1);
    return true;
}

bool peel_et_al(struct cleaning *c)
{
    size_t begin = authors_at_end(c->s);
    if (begin >= c->s.n || count_words(str_sub(c->s, 0, begin)) == 0)
        return false;
    struct str names = str_from_pos(c->s, begin);
    while (names.n > 0 && strchr(" ,-|(", names.p[0]))
        names = str_from_pos(names, 1);
    peel_keep_first(&c->title->authors, names);
    peel_cut_end(c, begin);
    return true;
}

/* Quotes round the whole. */
bool peel_quotes(struct cleaning *c)
{
    static const char *const pairs[][2] = {{"\"", "\""}, {"'", "'"}, {"「", "」"},
                                           {"『", "』"}, {"*", "*"}, {"_", "_"}};
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        struct str open = str_from(pairs[i][0]);
        struct str close = str_from(pairs[i][1]);
        bool quoted = str_starts(c->s, open) && str_ends(c->s, close);
        if (!quoted || c->s.n <= open.n + close.n)
            continue;
        c->s = str_trim(str_sub(c->s, open.n, c->s.n - close.n));
        return true;
    }
    return false;
}
