#include "base/utf8.h"
#include "extract/title/title_internal.h"

#define IN(table, word) is_in(table, ARRAY_LEN(table), word)

static const char *const function_words[] = {
#define FUNCTION_WORD(word) word,
#include "extract/tables/title_words.def"
};
static const char *const polarity_words[] = {
#define POLARITY_WORD(word) word,
#include "extract/tables/title_words.def"
};
static const char *const polarity_prefixes[] = {
#define POLARITY_PREFIX(prefix) prefix,
#include "extract/tables/title_words.def"
};
static const char *const hyphen_suffixes[] = {
#define HYPHEN_SUFFIX(word) word,
#include "extract/tables/title_words.def"
};
static const char *const generic_titles[] = {
#define GENERIC_TITLE(title) title,
#include "extract/tables/title_words.def"
};
static const char *const labels[] = {
#define TITLE_LABEL(words) words,
#include "extract/tables/title_parts.def"
};
static const char *const endings[] = {
#define TITLE_ENDING(words) words,
#include "extract/tables/title_parts.def"
};
static const char *const tag_words[] = {
#define TAG_WORD(word) word,
#include "extract/tables/title_parts.def"
};
static const char *const organisations[] = {
#define ORGANISATION(name) name,
#include "extract/tables/title_parts.def"
};
static const char *const site_names[] = {
#define SITE_NAME(name) name,
#include "extract/tables/title_parts.def"
};
static const char *const particles[] = {
#define NAME_PARTICLE(word) word,
#include "extract/tables/title_parts.def"
};
static const char *const link_words[] = {
#define LINK_WORD(word) word,
#include "extract/tables/link_words.def"
};
static const char *const wide_link_words[] = {
#define LINK_WORD_WIDE(word) word,
#include "extract/tables/link_words.def"
};

struct venue {
    const char *name;
    bool needs_year;
};

static const struct venue venues[] = {
#define VENUE(name)           {name, false},
#define VENUE_WITH_YEAR(name) {name, true},
#include "extract/tables/venues.def"
};

static bool is_in(const char *const *table, size_t n, struct str word)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_ci(word, str_from(table[i])))
            return true;
    return false;
}

bool title_word_is_function(struct str word)
{
    return IN(function_words, word);
}

bool title_word_is_polarity(struct str word)
{
    return IN(polarity_words, word);
}

bool title_word_is_polarity_prefix(struct str prefix)
{
    return IN(polarity_prefixes, prefix);
}

bool word_is_hyphen_suffix(struct str word)
{
    return IN(hyphen_suffixes, word);
}

bool word_is_tag(struct str word)
{
    return IN(tag_words, word);
}

bool word_is_particle(struct str word)
{
    return IN(particles, word);
}

bool words_are_organisation(struct str words)
{
    return IN(organisations, words);
}

bool title_is_common(struct str folded)
{
    return IN(generic_titles, folded);
}

/* ---- rows at a place ---- */

bool is_word_border(struct str s, size_t i)
{
    return i == 0 || i >= s.n || !ascii_is_alnum(s.p[i - 1]) || !ascii_is_alnum(s.p[i]);
}

static size_t longest_at_begin(const char *const *table, size_t n, struct str s)
{
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        struct str row = str_from(table[i]);
        if (row.n > longest && str_starts_ci(s, row) && is_word_border(s, row.n))
            longest = row.n;
    }
    return longest;
}

static size_t longest_at_end(const char *const *table, size_t n, struct str s)
{
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        struct str row = str_from(table[i]);
        if (row.n > longest && str_ends_ci(s, row) && is_word_border(s, s.n - row.n))
            longest = row.n;
    }
    return longest;
}

size_t label_at_begin(struct str s)
{
    return longest_at_begin(labels, ARRAY_LEN(labels), s);
}

size_t ending_at_end(struct str s)
{
    return longest_at_end(endings, ARRAY_LEN(endings), s);
}

size_t site_at_end(struct str s)
{
    return longest_at_end(site_names, ARRAY_LEN(site_names), s);
}

size_t link_word_at(struct str s, size_t i)
{
    struct str rest = str_from_pos(s, i);
    size_t latin = longest_at_begin(link_words, ARRAY_LEN(link_words), rest);
    return latin ? latin : longest_at_begin(wide_link_words, ARRAY_LEN(wide_link_words), rest);
}

size_t venue_at(struct str s, size_t i, bool any_case, bool *needs_year)
{
    struct str rest = str_from_pos(s, i);
    size_t longest = 0;
    for (size_t k = 0; k < ARRAY_LEN(venues); k++) {
        struct str name = str_from(venues[k].name);
        bool here = any_case ? str_starts_ci(rest, name) : str_starts(rest, name);
        bool ends = name.n >= rest.n || !ascii_is_alpha(rest.p[name.n]);
        if (!here || !ends || name.n <= longest)
            continue;
        longest = name.n;
        *needs_year = venues[k].needs_year;
    }
    return longest;
}

/* ---- counting ---- */

size_t next_word(struct str s, size_t *i, struct str *word)
{
    while (*i < s.n && s.p[*i] == ' ')
        ++*i;
    size_t begin = *i;
    while (*i < s.n && s.p[*i] != ' ')
        ++*i;
    *word = str_sub(s, begin, *i);
    return word->n;
}

static bool has_letter(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (ascii_is_alnum(word.p[i]) || (unsigned char)word.p[i] >= 0x80)
            return true;
    return false;
}

size_t count_words(struct str s)
{
    size_t count = 0;
    struct str word;
    for (size_t i = 0; next_word(s, &i, &word) > 0;)
        count += has_letter(word);
    return count;
}

size_t count_han(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n;) {
        size_t len;
        count += utf8_script(utf8_decode(s, i, &len)) == SCRIPT_HAN;
        i += len;
    }
    return count;
}

bool has_wide(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t len;
        enum script script = utf8_script(utf8_decode(s, i, &len));
        if (script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL)
            return true;
        i += len;
    }
    return false;
}

size_t count_capitals(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += ascii_is_upper(s.p[i]);
    return count;
}
