/* Why two names may be of one thing. All work on folded names, whose words are parted by one space. */
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "base/nearest.h"

#define ACRONYM_MAX  8
#define WORDS_MAX    12
#define SAME_MIN     6  /* letters of names that only differ in spaces */
#define TITLE_WORDS  3  /* of a title that hardly two papers have */
#define SPELLING_MIN 5  /* letters of a word that may be misspelt once */
#define TWICE_MIN    9  /* and twice */
#define REPLACED_MIN 10 /* and have one letter for another: "nitrite" is not "nitrate" */

struct words {
    struct str items[WORDS_MAX];
    size_t n;
};

/* False for too many. */
static bool split_words(struct str folded, struct words *out)
{
    struct str rest = folded, word;
    out->n = 0;
    while (rest.n && str_split(&rest, ' ', &word)) {
        if (out->n == WORDS_MAX)
            return false;
        out->items[out->n++] = word;
    }
    return true;
}

static bool is_small_word(struct str word)
{
    static const struct str words[] = {
        STR_INIT("a"),  STR_INIT("an"),  STR_INIT("the"),  STR_INIT("of"),  STR_INIT("in"),
        STR_INIT("on"), STR_INIT("to"),  STR_INIT("for"),  STR_INIT("and"), STR_INIT("with"),
        STR_INIT("by"), STR_INIT("via"), STR_INIT("from"),
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct str name_initials(struct str folded, struct arena *a)
{
    struct words words;
    char *out = arena_alloc(a, WORDS_MAX);
    size_t n = 0;
    if (!split_words(folded, &words) || words.n < 2)
        return STR_EMPTY;
    for (size_t i = 0; i < words.n; i++) {
        if (!is_letter(words.items[i].p[0]))
            return STR_EMPTY;
        if (!is_small_word(words.items[i]))
            out[n++] = words.items[i].p[0];
    }
    return n >= 3 && n <= ACRONYM_MAX ? str_of(out, n) : STR_EMPTY;
}

bool name_is_acronym(struct str raw)
{
    size_t capitals = 0;
    for (size_t i = 0; i < raw.n; i++) {
        bool is_capital = raw.p[i] >= 'A' && raw.p[i] <= 'Z';
        capitals += is_capital;
        if (!is_capital && !is_letter(raw.p[i]))
            return false;
    }
    return raw.n >= 2 && raw.n <= ACRONYM_MAX + 1 && capitals >= 2 && capitals * 2 >= raw.n;
}

struct str name_letters(struct str folded, struct arena *a)
{
    char *out = arena_alloc(a, folded.n);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] != ' ')
            out[n++] = folded.p[i];
    return str_of(out, n);
}

bool name_shortens(struct str short_letters, struct str letters)
{
    size_t at = 0;
    if (short_letters.n < 2 || short_letters.n * 2 > letters.n ||
        short_letters.p[0] != letters.p[0])
        return false;
    for (size_t i = 0; i < letters.n && at < short_letters.n; i++)
        at += letters.p[i] == short_letters.p[at];
    return at == short_letters.n;
}

/* ---- spelling ---- */

static bool is_spelt(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!is_letter(word.p[i]))
            return false;
    return true;
}

/* Beginnings that make the opposite, or another thing, of the same word. */
static bool begin_apart(struct str a, struct str b)
{
    static const struct str pairs[][2] = {
        {STR_INIT("hyper"), STR_INIT("hypo")},  {STR_INIT("inter"), STR_INIT("intra")},
        {STR_INIT("macro"), STR_INIT("micro")}, {STR_INIT("homo"), STR_INIT("hetero")},
        {STR_INIT("endo"), STR_INIT("exo")},    {STR_INIT("pre"), STR_INIT("pro")},
        {STR_INIT("multi"), STR_INIT("mono")},  {STR_INIT("im"), STR_INIT("ex")},
    };
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        if ((str_starts(a, pairs[i][0]) && str_starts(b, pairs[i][1])) ||
            (str_starts(a, pairs[i][1]) && str_starts(b, pairs[i][0])))
            return true;
    return false;
}

static unsigned sum_of(struct str word)
{
    unsigned sum = 0;
    for (size_t i = 0; i < word.n; i++)
        sum += (unsigned char)word.p[i];
    return sum;
}

static bool is_misspelt(struct str a, struct str b)
{
    size_t least = a.n < b.n ? a.n : b.n;
    if (!is_spelt(a) || !is_spelt(b) || least < SPELLING_MIN || a.p[0] != b.p[0] ||
        begin_apart(a, b))
        return false;
    size_t most = least >= TWICE_MIN ? 2 : 1;
    if (nearest_distance(a, b, most) > most)
        return false;
    /* Of the same length and with other letters: one is replaced. */
    return a.n != b.n || sum_of(a) == sum_of(b) || least >= REPLACED_MIN;
}

/* All words are the same but one, which is spelt otherwise. */
static bool is_near(struct str a, struct str b)
{
    struct words x, y;
    size_t n_other = 0, at = 0;
    if (!split_words(a, &x) || !split_words(b, &y) || x.n != y.n)
        return false;
    for (size_t i = 0; i < x.n; i++)
        if (!str_eq(x.items[i], y.items[i])) {
            n_other++;
            at = i;
        }
    return n_other == 1 && is_misspelt(x.items[at], y.items[at]);
}

/* ---- names ---- */

static size_t count_words(struct str folded)
{
    size_t n = 1;
    for (size_t i = 0; i < folded.n; i++)
        n += folded.p[i] == ' ';
    return n;
}

/* Nicknames are given to several papers; a title is not, nor is the nickname by which a stub is named. */
static bool is_same_name(const struct named_node *x, const struct named_node *y, struct str folded)
{
    return x->is_concept || count_words(folded) >= TITLE_WORDS || x->is_stub || y->is_stub;
}

static bool have_same_letters(struct str a, struct str b)
{
    size_t n = 0, i = 0, k = 0;
    for (;; i++, k++, n++) {
        i += i < a.n && a.p[i] == ' ';
        k += k < b.n && b.p[k] == ' ';
        if (i >= a.n || k >= b.n || a.p[i] != b.p[k])
            break;
    }
    return i >= a.n && k >= b.n && n >= SAME_MIN;
}

/* "1 0" is not "10", and "part 2 1" not "part 21". */
static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_digit(s.p[i]))
            return true;
    return false;
}

/* The first letters of the words of `b`, which are compared without being written down. */
static bool is_initials_of(struct node_name a, struct str folded)
{
    struct words words;
    size_t n = 0;
    if (!name_is_acronym(a.raw) || a.folded.n < 3 || !split_words(folded, &words) || words.n < 2)
        return false;
    for (size_t i = 0; i < words.n; i++) {
        if (is_small_word(words.items[i]))
            continue;
        if (n == a.folded.n || a.folded.p[n++] != words.items[i].p[0])
            return false;
    }
    return n == a.folded.n;
}

enum twin_reason names_compare(const struct named_node *x, struct node_name a,
                               const struct named_node *y, struct node_name b)
{
    if (str_eq(a.folded, b.folded))
        return is_same_name(x, y, a.folded) ? TWIN_SAME_NAME : TWIN_REASON_COUNT;
    if (have_same_letters(a.folded, b.folded) && !has_digit(a.folded))
        return TWIN_SAME_LETTERS;
    if (is_near(a.folded, b.folded))
        return TWIN_NEAR_NAME;
    if (is_initials_of(a, b.folded) || is_initials_of(b, a.folded))
        return TWIN_INITIALS;
    return TWIN_REASON_COUNT;
}
