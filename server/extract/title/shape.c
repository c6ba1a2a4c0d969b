#include "base/utf8.h"
#include "extract/title/title_internal.h"

#define TITLE_WORDS_MIN   3
#define TITLE_WORDS_MAX   25
#define CAPITALISED_SHARE 60 /* per cent of the content words */
#define SHORT_NAME_MIN    2
#define SHORT_NAME_MAX    15

static struct str without_marks(struct str word)
{
    while (word.n > 0 && strchr("\"'([{,.;:!?)]}", word.p[word.n - 1]))
        word.n--;
    while (word.n > 0 && strchr("\"'([{", word.p[0]))
        word = str_from_pos(word, 1);
    return word;
}

static bool is_capitalised(struct str word)
{
    return ascii_is_digit(word.p[0]) || count_capitals(word) > 0;
}

bool title_is_shaped(struct str visible)
{
    struct str short_name;
    struct str rest;
    size_t words = 0;
    size_t content = 0;
    size_t capitalised = 0;
    struct str word;
    if (visible.n > TITLE_BYTES_MAX || has_wide(visible))
        return false;
    if (title_split_short(visible, &short_name, &rest))
        return count_words(visible) <= TITLE_WORDS_MAX;
    for (size_t i = 0; next_word(visible, &i, &word) > 0;) {
        word = without_marks(word);
        if (word.n == 0)
            continue;
        words++;
        if (title_word_is_function(word))
            continue;
        content++;
        capitalised += is_capitalised(word);
    }
    return words >= TITLE_WORDS_MIN && words <= TITLE_WORDS_MAX && content > 0 &&
           capitalised * 100 >= content * CAPITALISED_SHARE;
}

/* "v2", "2", "II" behind a name. */
static bool is_version(struct str word)
{
    size_t at = word.n > 0 && (word.p[0] == 'v' || word.p[0] == 'V') ? 1 : 0;
    bool digits = at < word.n && word.n - at <= 2;
    for (size_t i = at; i < word.n; i++)
        digits = digits && (ascii_is_digit(word.p[i]) || word.p[i] == '.');
    return digits || str_eq(word, STR("II")) || str_eq(word, STR("III"));
}

/* Letters, digits and the marks inside names, with a capital behind the first letter or a digit. */
static bool is_name_token(struct str word)
{
    size_t letters = 0;
    bool marked = false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        bool wide = (unsigned char)c >= 0x80;
        if (!wide && !ascii_is_alnum(c) && !strchr("-+.*/@_'", c))
            return false;
        letters += ascii_is_alpha(c) || wide;
        marked = marked || ascii_is_digit(c) || (i > 0 && ascii_is_upper(c)) || c == '+';
    }
    bool greek_first = word.n > 0 && (word.p[0] == '\xCE' || word.p[0] == '\xCF');
    bool ends = word.n > 0 && (ascii_is_alnum(word.p[word.n - 1]) || word.p[word.n - 1] == '+');
    return letters >= 1 && ends && (marked || greek_first) && word.n >= SHORT_NAME_MIN &&
           word.n <= SHORT_NAME_MAX;
}

bool title_is_short_name(struct str visible)
{
    struct str name = str_trim(visible);
    struct str version = STR_EMPTY;
    size_t space = str_find_byte(name, ' ', 0);
    if (space != SIZE_MAX) {
        version = str_from_pos(name, space + 1);
        name = str_sub(name, 0, space);
        if (!is_version(version))
            return false;
    }
    return is_name_token(name) && !has_wide(name) && !title_is_generic(name);
}

bool title_is_generic(struct str visible)
{
    bool any = false;
    for (size_t i = 0; i < visible.n;) {
        size_t n = link_word_at(visible, i);
        size_t mark;
        enum script script = utf8_script(utf8_decode(visible, i, &mark));
        if (n == 0 && script != SCRIPT_OTHER && script != SCRIPT_SPACE)
            return false;
        any = any || n > 0;
        i += n > 0 ? n : mark;
    }
    return any;
}
