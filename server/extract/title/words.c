#include "base/utf8.h"
#include "extract/title/title_internal.h"

/* A row of a table with its length, which need not be counted again and again. */
struct row {
    const char *text;
    uint8_t length;
    char first;
    bool needs_year; /* of venues */
};

/* Rows sorted by their first byte in lower case; the tests see to it. */
struct list {
    const struct row *rows;
    size_t n;
};

/* clang-format off */
#define ROW(text) {text, sizeof(text) - 1, text[0], false}
/* clang-format on */
#define LIST(rows)     (&(const struct list){rows, ARRAY_LEN(rows)})
#define IN(rows, word) is_in(LIST(rows), word)

static const struct row function_words[] = {
#define FUNCTION_WORD(word) ROW(word),
#include "extract/tables/title_words.def"
};
static const struct row polarity_words[] = {
#define POLARITY_WORD(word) ROW(word),
#include "extract/tables/title_words.def"
};
static const struct row polarity_prefixes[] = {
#define POLARITY_PREFIX(prefix) ROW(prefix),
#include "extract/tables/title_words.def"
};
static const struct row hyphen_suffixes[] = {
#define HYPHEN_SUFFIX(word) ROW(word),
#include "extract/tables/title_words.def"
};
static const struct row generic_titles[] = {
#define GENERIC_TITLE(title) ROW(title),
#include "extract/tables/title_words.def"
};
static const struct row labels[] = {
#define TITLE_LABEL(words) ROW(words),
#include "extract/tables/title_parts.def"
};
static const struct row endings[] = {
#define TITLE_ENDING(words) ROW(words),
#include "extract/tables/title_parts.def"
};
static const struct row tag_words[] = {
#define TAG_WORD(word) ROW(word),
#include "extract/tables/title_parts.def"
};
static const struct row organisations[] = {
#define ORGANISATION(name) ROW(name),
#include "extract/tables/title_parts.def"
};
static const struct row site_names[] = {
#define SITE_NAME(name) ROW(name),
#include "extract/tables/title_parts.def"
};
static const struct row particles[] = {
#define NAME_PARTICLE(word) ROW(word),
#include "extract/tables/title_parts.def"
};
static const struct row name_suffixes[] = {
#define NAME_SUFFIX(word) ROW(word),
#include "extract/tables/title_parts.def"
};
static const struct row link_words[] = {
#define LINK_WORD(word) ROW(word),
#include "extract/tables/link_words.def"
};
static const struct row wide_link_words[] = {
#define LINK_WORD_WIDE(word) ROW(word),
#include "extract/tables/link_words.def"
};
static const struct row venues[] = {
#define VENUE(name)           {name, sizeof(name) - 1, name[0], false},
#define VENUE_WITH_YEAR(name) {name, sizeof(name) - 1, name[0], true},
#include "extract/tables/venues.def"
};

static struct str row_text(const struct row *row)
{
    return str_of(row->text, row->length);
}

static unsigned char lower_byte(char c)
{
    return (unsigned char)ascii_lower(c);
}

/* The first row that begins with `byte`, or where it would stand. */
static size_t first_row(const struct list *list, unsigned char byte)
{
    size_t low = 0;
    size_t high = list->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (lower_byte(list->rows[mid].first) < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_in(const struct list *list, struct str word)
{
    if (word.n == 0)
        return false;
    unsigned char byte = lower_byte(word.p[0]);
    for (size_t i = first_row(list, byte); i < list->n && lower_byte(list->rows[i].first) == byte;
         i++)
        if (str_eq_ci(word, row_text(&list->rows[i])))
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

bool word_is_name_suffix(struct str word)
{
    return IN(name_suffixes, word);
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

static size_t longest_at_begin(const struct list *list, struct str s)
{
    size_t longest = 0;
    if (s.n == 0)
        return 0;
    unsigned char byte = lower_byte(s.p[0]);
    for (size_t i = first_row(list, byte); i < list->n && lower_byte(list->rows[i].first) == byte;
         i++) {
        struct str row = row_text(&list->rows[i]);
        if (row.n > longest && str_starts_ci(s, row) && is_word_border(s, row.n))
            longest = row.n;
    }
    return longest;
}

static size_t longest_at_end(const struct list *list, struct str s)
{
    size_t longest = 0;
    if (s.n == 0)
        return 0;
    char byte = ascii_lower(s.p[s.n - 1]);
    for (size_t i = 0; i < list->n; i++) {
        struct str row = row_text(&list->rows[i]);
        if (row.n > longest && ascii_lower(row.p[row.n - 1]) == byte && str_ends_ci(s, row) &&
            is_word_border(s, s.n - row.n))
            longest = row.n;
    }
    return longest;
}

size_t label_at_begin(struct str s)
{
    return longest_at_begin(LIST(labels), s);
}

size_t ending_at_end(struct str s)
{
    return longest_at_end(LIST(endings), s);
}

size_t site_at_end(struct str s)
{
    return longest_at_end(LIST(site_names), s);
}

size_t link_word_at(struct str s, size_t i)
{
    struct str rest = str_from_pos(s, i);
    size_t latin = longest_at_begin(LIST(link_words), rest);
    return latin ? latin : longest_at_begin(LIST(wide_link_words), rest);
}

size_t venue_at(struct str s, size_t i, bool any_case, bool *needs_year)
{
    struct str rest = str_from_pos(s, i);
    size_t longest = 0;
    if (rest.n == 0)
        return 0;
    unsigned char byte = lower_byte(rest.p[0]);
    for (size_t k = first_row(LIST(venues), byte);
         k < ARRAY_LEN(venues) && lower_byte(venues[k].first) == byte; k++) {
        struct str name = row_text(&venues[k]);
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

size_t title_venue_length(struct str text)
{
    bool needs_year = false;
    size_t n = venue_at(text, 0, false, &needs_year);
    return needs_year ? 0 : n;
}
