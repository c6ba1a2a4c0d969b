#include "extract/entry/entry_internal.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"

/* A word of a list; its first and last byte and its length turn most texts away. */
struct word {
    const char *p;
    uint8_t n;
    char first, last;
};

#define W(text)            {text, sizeof(text) - 1, text[0], text[sizeof(text) - 2]},
#define WORDS(list, words) static const struct word words_##list[] = {words};
#include "extract/tables/entry_words.def"
#undef WORDS

/* A bit for each first byte of a list: a text with another is in none of its words. */
#define BYTE_BIT(c) ((uint64_t)1 << ((c)&63))
#undef W
#define W(text) | BYTE_BIT(text[0])

static const struct {
    const struct word *items;
    size_t n;
    uint64_t firsts;
} lists[] = {

#define WORDS(list, words) [WORDS_##list] = {words_##list, ARRAY_LEN(words_##list), 0 words},
#include "extract/tables/entry_words.def"
#undef WORDS
};

static bool is_latin(struct str word)
{
    return (unsigned char)word.p[0] < 0x80;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool stands_alone(struct str text, size_t at, size_t n)
{
    return (at == 0 || !is_word_byte(text.p[at - 1])) &&
           (at + n == text.n || !is_word_byte(text.p[at + n]));
}

/* Whether `word` occurs in `text` at or after `from`: Latin words whole. */
static bool occurs(struct str text, struct str word)
{
    for (size_t at = str_find(text, word, 0); at != SIZE_MAX; at = str_find(text, word, at + 1))
        if (!is_latin(word) || stands_alone(text, at, word.n))
            return true;
    return false;
}

static bool begins(struct str text, struct str word)
{
    return str_starts(text, word) && (!is_latin(word) || stands_alone(text, 0, word.n));
}

static bool ends(struct str text, struct str word)
{
    return str_ends(text, word) && (!is_latin(word) || stands_alone(text, text.n - word.n, word.n));
}

bool words_match(enum word_list list, enum word_place place, struct str folded)
{
    bool is_first = place == PLACE_ALL || place == PLACE_START;
    if (folded.n == 0 || (is_first && !(lists[list].firsts & BYTE_BIT(folded.p[0]))))
        return false;
    for (size_t i = 0; i < lists[list].n; i++) {
        const struct word *word = &lists[list].items[i];
        if (word->n > folded.n || (is_first && word->first != folded.p[0]) ||
            (place == PLACE_ALL && word->n != folded.n) ||
            (place == PLACE_END && word->last != folded.p[folded.n - 1]))
            continue;
        struct str w = str_of(word->p, word->n);
        if ((place == PLACE_ALL && str_eq(folded, w)) ||
            (place == PLACE_START && begins(folded, w)) ||
            (place == PLACE_END && ends(folded, w)) ||
            (place == PLACE_ANYWHERE && occurs(folded, w)))
            return true;
    }
    return false;
}

struct str words_fold(struct str text, struct arena *a)
{
    static const char edge[] = " \t\n.,:;!?#*_~()[]-|\"'";
    struct str s = fold_text(a, text);
    while (s.n && strchr(edge, s.p[0]))
        s = str_from_pos(s, 1);
    while (s.n && strchr(edge, s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool is_upper(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE) || (cp >= 0x391 && cp <= 0x3A9);
}

static bool is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

#define DATE_DIGITS_MIN   3
#define FUNCTION_WORD_MAX 7 /* bytes of the longest */

/* The list is sorted by first letter; the tests see to it. */
static bool is_function_word(struct str word)
{
    char first = ascii_lower(word.p[0]);
    if (word.n > FUNCTION_WORD_MAX || !(lists[WORDS_FUNCTION].firsts & BYTE_BIT(first)))
        return false;
    size_t low = 0;
    size_t high = ARRAY_LEN(words_FUNCTION);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (words_FUNCTION[mid].first < first)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < ARRAY_LEN(words_FUNCTION) && words_FUNCTION[low].first == first; low++)
        if (words_FUNCTION[low].n == word.n &&
            str_eq_ci(word, str_of(words_FUNCTION[low].p, word.n)))
            return true;
    return false;
}

/* Punctuation at the ends of a word. */
static bool is_edge(char c)
{
    switch (c) {
    case '.':
    case ',':
    case ':':
    case ';':
    case '!':
    case '?':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '"':
    case '\'':
    case '*':
    case '_':
    case '~':
    case '`':
    case '|':
    case '\0':
        return true;
    default:
        return false;
    }
}

/* A word of small letters and nothing else is no short name. */
static bool has_mark(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_is_lower(word.p[i]))
            return true;
    return false;
}

/* One blank-separated piece of Latin text, without its punctuation. */
static void shape_add_word(struct shape *shape, struct str word)
{
    while (word.n && is_edge(word.p[0]))
        word = str_from_pos(word, 1);
    while (word.n && is_edge(word.p[word.n - 1]))
        word.n--;
    if (!word.n)
        return;
    size_t len;
    uint32_t first = utf8_decode(word, 0, &len);
    if (utf8_script(first) != SCRIPT_WORD)
        return;
    shape->words++;
    if (is_function_word(word)) {
        shape->function_words++;
        return;
    }
    shape->content_words++;
    if (is_upper(first) || is_digit(first) || (has_mark(word) && title_is_short_name(word)))
        shape->capitalised++;
}

static void shape_count_script(struct shape *shape, uint32_t cp)
{
    enum script script = utf8_script(cp);
    if (script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL)
        shape->cjk++;
    bool is_arrow = cp >= 0x2190 && cp <= 0x21FF;
    if (cp == 0x3002 || cp == 0xFF1B || is_arrow)
        shape->has_stop = true;
}

/* "scBERT", "iPhone" */
static bool has_inner_capital(struct str s)
{
    for (size_t i = 0; i < s.n && ascii_is_alnum(s.p[i]); i++)
        if (ascii_is_upper(s.p[i]))
            return true;
    return false;
}

static bool starts_upper(struct str s)
{
    size_t len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t cp = utf8_decode(s, i, &len);
        if (utf8_script(cp) == SCRIPT_WORD)
            return is_upper(cp) || is_digit(cp) || has_inner_capital(str_from_pos(s, i));
    }
    return false;
}

/* "In.Search.of.an.Understandable.Algorithm": a title that was a file name. */
static bool is_joined(struct str s)
{
    size_t joints = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ')
            return false;
        joints += s.p[i] == '.' || s.p[i] == '_' || s.p[i] == '-';
    }
    return joints >= 3 && s.n >= 24;
}

void shape_read(struct str visible, struct shape *out)
{
    *out = (struct shape){0};
    bool joined = is_joined(visible);
    size_t begin = SIZE_MAX, len;
    for (size_t i = 0; i < visible.n; i += len) {
        len = 1;
        if (begin != SIZE_MAX && ascii_is_alnum(visible.p[i]))
            continue;
        uint32_t cp = utf8_decode(visible, i, &len);
        bool is_blank = cp <= ' ' || cp == '/' || (joined && (cp == '.' || cp == '_' || cp == '-'));
        if (cp >= 0x80) {
            shape_count_script(out, cp);
            is_blank = cp > 0x2019 || utf8_script(cp) == SCRIPT_SPACE;
        }
        if (!is_blank && begin == SIZE_MAX)
            begin = i;
        if (is_blank && begin != SIZE_MAX) {
            shape_add_word(out, str_sub(visible, begin, i));
            begin = SIZE_MAX;
        }
    }
    if (begin != SIZE_MAX)
        shape_add_word(out, str_from_pos(visible, begin));
    struct str s = str_trim(visible);
    out->ends_sentence = s.n && (s.p[s.n - 1] == '.' || str_ends(s, STR("。")));
    out->starts_upper = starts_upper(s);
}

/* Where "Short: rest" or "Short - rest" splits; SIZE_MAX when it does not. A separator that the text
 * begins with divides nothing. */
static size_t split_short(struct str s, size_t *sep_len)
{
    static const struct str separators[] = {STR_INIT(": "),  STR_INIT("："),  STR_INIT(" : "),
                                            STR_INIT(" - "), STR_INIT(" – "), STR_INIT(" — "),
                                            STR_INIT(":")};
    unsigned idle = 0;
    for (size_t at = 0; at < s.n; at++) {
        bool is_gap = s.p[at] == ' ' && at + 1 < s.n && !ascii_is_alnum(s.p[at + 1]);
        if (!is_gap && s.p[at] != ':' && (unsigned char)s.p[at] < 0x80)
            continue;
        for (size_t i = 0; i < ARRAY_LEN(separators); i++) {
            if (!str_starts(str_from_pos(s, at), separators[i]) || idle >> i & 1)
                continue;
            *sep_len = separators[i].n;
            if (at > 0)
                return at;
            idle |= 1u << i;
        }
    }
    return SIZE_MAX;
}

/* "wav2vec 2.0": a name and the number of its version. */
static bool is_versioned(struct str name)
{
    size_t space = str_find_byte(name, ' ', 0);
    if (space == SIZE_MAX || space == 0 || space + 1 >= name.n)
        return false;
    for (size_t i = space + 1; i < name.n; i++)
        if (!is_digit((unsigned char)name.p[i]) && name.p[i] != '.')
            return false;
    return true;
}

/* "Short: rest": how much it looks like a title. */
static enum title_grade grade_of_parts(struct str s)
{
    size_t sep = 0, at = split_short(s, &sep);
    if (at == SIZE_MAX)
        return GRADE_NONE;
    struct shape left, right;
    struct str rest = str_trim(str_from_pos(s, at + sep));
    shape_read(str_sub(s, 0, at), &left);
    shape_read(rest, &right);
    if (left.words == 0 || left.words > 4 || left.cjk || right.cjk > 2 ||
        right.words + (right.function_words > 0) < 4)
        return GRADE_NONE;
    struct str name = str_trim(str_sub(s, 0, at));
    bool is_name = title_is_short_name(name) || is_versioned(name);
    if (!right.starts_upper || (!left.starts_upper && !is_name))
        return GRADE_NONE;
    if (right.capitalised * 2 >= right.content_words)
        return GRADE_STRONG;
    return is_name ? GRADE_CAPITALISED : GRADE_NONE;
}

static bool is_name(const struct shape *h)
{
    return h->words >= 1 && h->words <= 4 && h->cjk == 0 && h->capitalised == h->words &&
           !h->ends_sentence;
}

bool shape_is_name(struct str visible)
{
    struct shape h;
    shape_read(visible, &h);
    return is_name(&h);
}

enum title_grade shape_grade(struct str visible)
{
    struct str s = str_trim(visible);
    struct shape h;
    shape_read(s, &h);
    if (h.has_stop || h.words == 0 || h.words > 32 || h.cjk > 4 + h.words)
        return GRADE_NONE;
    enum title_grade parts = h.cjk == 0 ? grade_of_parts(s) : GRADE_NONE;
    if (parts != GRADE_NONE)
        return parts;
    bool is_capitalised = h.capitalised * 10 >= h.content_words * 6 && h.starts_upper;
    if (h.cjk == 0 && h.words >= 5 && is_capitalised && h.function_words)
        return GRADE_STRONG;
    if (h.cjk <= 2 && h.words >= 3 && is_capitalised)
        return GRADE_CAPITALISED;
    size_t sep, colon = split_short(s, &sep);
    bool is_named = colon != SIZE_MAX && title_is_short_name(str_trim(str_sub(s, 0, colon)));
    if (h.cjk == 0 && h.words >= 5 && (h.starts_upper || is_named) && !h.ends_sentence)
        return GRADE_SENTENCE;
    if (h.cjk == 0 && (title_is_short_name(s) || is_name(&h)))
        return GRADE_NAME;
    return GRADE_NONE;
}

static bool is_citation_like(const struct shape *h)
{
    uint32_t small = h->content_words - h->capitalised;
    return !h->has_stop && h->cjk <= 16 && small <= 2 && h->words <= 40;
}

bool shape_is_authors(struct str visible)
{
    static const struct str marks[] = {STR_INIT(","),  STR_INIT("，"),    STR_INIT("、"),
                                       STR_INIT("&"),  STR_INIT("et al"), STR_INIT(" and "),
                                       STR_INIT("等"), STR_INIT("ほか")};
    bool has_sign = false;
    uint32_t year;
    for (size_t i = 0; i < ARRAY_LEN(marks) && !has_sign; i++)
        has_sign = str_has(visible, marks[i]);
    if (!has_sign && shape_year(visible, &year) == SIZE_MAX)
        return false;
    struct shape h;
    shape_read(visible, &h);
    return h.function_words <= 4 && is_citation_like(&h);
}

bool shape_is_citation_like(struct str visible)
{
    struct shape h;
    shape_read(visible, &h);
    return is_citation_like(&h);
}

/* Share of the words of a list of names that English has too: Young, Brown, Rose. */
#define ENGLISH_PERCENT_MAX 40

static bool is_joint(struct str word)
{
    return str_eq(word, STR("and")) || str_eq(word, STR("&")) || str_eq_ci(word, STR("et")) ||
           str_eq_ci(word, STR("al"));
}

/* A capitalised word without digits, or a particle such as "van". */
static bool can_be_name(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (is_digit((unsigned char)word.p[i]) || word.p[i] == ':')
            return false;
    size_t len;
    return !is_function_word(word) && (is_upper(utf8_decode(word, 0, &len)) || word.n <= 3);
}

bool shape_is_persons(struct str visible, const struct vocabulary *v, struct arena *a)
{
    struct arena_mark mark = arena_mark(a);
    struct str word, rest = visible;
    uint32_t words = 0, english = 0, joints = 0;
    bool is_names = true;
    while (is_names && str_split(&rest, ' ', &word)) {
        joints += str_ends(word, STR(",")) || is_joint(word);
        while (word.n && strchr(".,", word.p[word.n - 1]))
            word.n--;
        if (word.n == 0 || is_joint(word))
            continue;
        is_names = can_be_name(word);
        words++;
        english += word.n > 2 && vocabulary_is_english(v, fold_text(a, word));
    }
    arena_reset(a, mark);
    return is_names && joints && words >= 2 && english * 100 <= words * ENGLISH_PERCENT_MAX;
}

bool shape_is_court_case(struct str visible)
{
    static const char *const versus[] = {" v. ", " v "};
    for (size_t i = 0; i < ARRAY_LEN(versus); i++) {
        size_t at = str_find(visible, str_from(versus[i]), 0);
        size_t right = at == SIZE_MAX ? visible.n : at + strlen(versus[i]);
        if (right < visible.n && visible.p[right] >= 'A' && visible.p[right] <= 'Z')
            return true;
    }
    return false;
}

size_t shape_year(struct str visible, uint32_t *year)
{
    for (size_t i = 0; i + 4 <= visible.n; i++) {
        if (!is_digit((unsigned char)visible.p[i]))
            continue;
        uint64_t n;
        bool is_alone = (i == 0 || !is_digit((unsigned char)visible.p[i - 1])) &&
                        (i + 4 == visible.n || !is_digit((unsigned char)visible.p[i + 4]));
        if (is_alone && str_to_u64(str_sub(visible, i, i + 4), &n) && n >= 1900 && n <= 2100) {
            *year = (uint32_t)n;
            return i;
        }
    }
    return SIZE_MAX;
}

/* Full-width and circled digits count, too, once they are folded; letters fold to none: Latin to
 * Arabic (C3 to DF begin them), the marks of General Punctuation, kana, Han, Hangul. */
static bool may_fold_to_digits(struct str s, size_t i)
{
    unsigned char lead = (unsigned char)s.p[i];
    unsigned char next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
    bool is_letter = (lead >= 0xC3 && lead <= 0xDF) || (lead >= 0xE4 && lead <= 0xED) ||
                     (lead == 0xE2 && next == 0x80) || (lead == 0xE3 && next <= 0x83);
    return lead >= 0xC0 && !is_letter;
}

static bool may_hold_date(struct str visible)
{
    size_t digits = 0;
    for (size_t i = 0; i < visible.n; i++) {
        digits += is_digit((unsigned char)visible.p[i]);
        if (may_fold_to_digits(visible, i))
            return true;
    }
    return digits >= DATE_DIGITS_MIN;
}

bool shape_is_date(struct str visible, struct arena *a)
{
    if (!may_hold_date(visible))
        return false;
    struct arena_mark mark = arena_mark(a);
    struct str s = fold_text(a, visible);
    size_t digits = 0, begin = SIZE_MAX;
    bool is_date = true;
    for (size_t i = 0; i <= s.n && is_date; i++) {
        bool is_letter = i < s.n && s.p[i] >= 'a' && s.p[i] <= 'z';
        if (is_letter && begin == SIZE_MAX)
            begin = i;
        if (!is_letter && begin != SIZE_MAX) {
            is_date = words_match(WORDS_CALENDAR, PLACE_ALL, str_sub(s, begin, i));
            begin = SIZE_MAX;
        }
        digits += i < s.n && is_digit((unsigned char)s.p[i]);
    }
    struct shape h;
    shape_read(s, &h);
    arena_reset(a, mark);
    return is_date && digits >= DATE_DIGITS_MIN && h.cjk <= 6;
}
