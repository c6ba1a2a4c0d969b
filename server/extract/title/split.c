#include "extract/title/title_internal.h"

#define SHORT_WORDS_MAX   3
#define REST_WORDS_MIN    3
#define SHORT_BYTES_MAX   40
#define CAPITALS_REST_MIN 4 /* words behind "RL-", which mostly is no name */

static bool begins_high(struct str word)
{
    return word.n > 0 &&
           (!ascii_is_alpha(word.p[0]) || ascii_is_upper(word.p[0]) || count_capitals(word) > 0);
}

/* One to three words, all capitalised and none of them grammar. */
static bool is_name(struct str s)
{
    struct str word;
    size_t words = 0;
    for (size_t i = 0; next_word(s, &i, &word) > 0; words++)
        if (!begins_high(word) || title_word_is_function(word) || has_wide(word))
            return false;
    return words >= 1 && words <= SHORT_WORDS_MAX && s.n <= SHORT_BYTES_MAX && !title_is_generic(s);
}

static bool split_at(struct str title, size_t at, size_t length, struct str *short_name,
                     struct str *rest)
{
    *short_name = str_trim(str_sub(title, 0, at));
    *rest = str_trim(str_from_pos(title, at + length));
    return count_words(*rest) >= REST_WORDS_MIN && is_name(*short_name);
}

static bool split_at_mark(struct str title, struct str *short_name, struct str *rest)
{
    static const struct str marks[] = {STR_INIT(": "),  STR_INIT(" : "), STR_INIT(" - "),
                                       STR_INIT(" – "), STR_INIT(" — "), STR_INIT("—"),
                                       STR_INIT(" | "), STR_INIT(" -- ")};
    for (size_t at = 0; at < title.n; at++) {
        char c = title.p[at];
        if (ascii_is_alnum(c))
            continue;
        bool is_gap = c == ' ' && at + 1 < title.n && !ascii_is_alnum(title.p[at + 1]);
        if (!is_gap && c != ':' && (unsigned char)c < 0x80)
            continue;
        for (size_t i = 0; i < ARRAY_LEN(marks); i++)
            if (str_starts(str_from_pos(title, at), marks[i]))
                return split_at(title, at, marks[i].n, short_name, rest);
    }
    return false;
}

/* "GCN. Semi-Supervised …", "MoCo, Momentum Contrast …". */
static bool split_behind_short_name(struct str title, struct str *short_name, struct str *rest)
{
    size_t space = str_find_byte(title, ' ', 0);
    if (space == SIZE_MAX || space < 2 || (title.p[space - 1] != '.' && title.p[space - 1] != ','))
        return false;
    return title_is_short_name(str_sub(title, 0, space - 1)) &&
           split_at(title, space - 1, 1, short_name, rest) && begins_high(*rest);
}

/* "S4L-Self-Supervised Semi-Supervised Learning", but not "CNN-Generated Images Are …". */
static bool split_at_hyphen(struct str title, struct str *short_name, struct str *rest)
{
    size_t at = str_find_byte(title, '-', 0);
    if (at == SIZE_MAX || !title_is_short_name(str_sub(title, 0, at)))
        return false;
    size_t end = at + 1;
    while (end < title.n && ascii_is_alnum(title.p[end]))
        end++;
    struct str word = str_sub(title, at + 1, end);
    bool is_adjective = word.n < 3 || word_is_hyphen_suffix(word) || str_ends(word, STR("ed")) ||
                        !ascii_is_upper(word.p[0]) || count_capitals(word) > 1;
    if (is_adjective || !split_at(title, at, 1, short_name, rest))
        return false;
    bool is_capitals = count_capitals(*short_name) == short_name->n;
    return !is_capitals || count_words(*rest) >= CAPITALS_REST_MIN;
}

bool title_split_short(struct str title, struct str *short_name, struct str *rest)
{
    return split_at_mark(title, short_name, rest) ||
           split_behind_short_name(title, short_name, rest) ||
           split_at_hyphen(title, short_name, rest);
}
