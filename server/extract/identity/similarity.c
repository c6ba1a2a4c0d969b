#include "base/ascii.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "extract/identity/identity_internal.h"
#include "extract/title/title_internal.h"
#include "extract/vocabulary.h"

#define TOKENS_MAX 64
/* At most two typos, and at most a quarter of the words (EXTRACTION.md 2.7). */
#define TYPOS_MAX 2

struct tokens {
    struct str items[TOKENS_MAX];
    size_t n;
};

static bool split_tokens(struct str folded, struct tokens *out)
{
    struct str word;
    out->n = 0;
    for (size_t i = 0; next_word(folded, &i, &word) > 0;) {
        if (out->n == TOKENS_MAX)
            return false;
        out->items[out->n++] = word;
    }
    return out->n > 0;
}

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (ascii_is_digit(word.p[i]))
            return true;
    return false;
}

/* "unsupervised" beside "supervised" is no typo. */
static bool differs_by_polarity(struct str a, struct str b)
{
    struct str longer = a.n > b.n ? a : b;
    struct str shorter = a.n > b.n ? b : a;
    return longer.n > shorter.n && str_ends(longer, shorter) &&
           word_is_polarity_prefix(str_sub(longer, 0, longer.n - shorter.n));
}

/* A pair that can only be the same word mistyped: thousandths, or 0. */
static uint32_t typo_weight(struct str a, struct str b, const struct vocabulary *v)
{
    size_t shortest = a.n < b.n ? a.n : b.n;
    size_t longest = a.n < b.n ? b.n : a.n;
    size_t edits = shortest >= 8 ? 2 : 1;
    if (shortest < 5 || has_digit(a) || has_digit(b) || utf8_count(a) != a.n ||
        word_is_polarity(a) || word_is_polarity(b) || differs_by_polarity(a, b))
        return 0;
    size_t d = nearest_distance(a, b, edits);
    if (d > edits)
        return 0;
    if (v && vocabulary_knows_word(v, a) && vocabulary_knows_word(v, b))
        return 0;
    return (uint32_t)(1000 - 1000 * d / longest);
}

static uint32_t pair_weight(struct str a, struct str b, const struct vocabulary *v)
{
    return str_eq(a, b) ? 1000 : typo_weight(a, b, v);
}

/* Best alignment in order; table[i][j] is the weight of the first i against the first j words. */
struct alignment {
    uint32_t table[TOKENS_MAX + 1][TOKENS_MAX + 1];
    uint16_t pair[TOKENS_MAX][TOKENS_MAX];
};

static void align(const struct tokens *a, const struct tokens *b, const struct vocabulary *v,
                  struct alignment *out)
{
    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = 0; j < b->n; j++) {
            uint32_t pair = pair_weight(a->items[i], b->items[j], v);
            uint32_t best = out->table[i][j] + pair;
            if (out->table[i][j + 1] > best)
                best = out->table[i][j + 1];
            if (out->table[i + 1][j] > best)
                best = out->table[i + 1][j];
            out->pair[i][j] = (uint16_t)pair;
            out->table[i + 1][j + 1] = best;
        }
    }
}

static bool may_be_missing(struct str word)
{
    return word_is_function(word) && !word_is_polarity(word);
}

/* Walks back over the alignment: words without a partner must be function words (`*missing` counts
 * them), and typos few. */
static bool is_forgivable(const struct tokens *a, const struct tokens *b, const struct alignment *x,
                          size_t *missing)
{
    size_t i = a->n;
    size_t j = b->n;
    size_t typos = 0;
    *missing = 0;
    while (i || j) {
        uint32_t here = x->table[i][j];
        if (i && j && x->pair[i - 1][j - 1] &&
            x->table[i - 1][j - 1] + x->pair[i - 1][j - 1] == here) {
            typos += x->pair[i - 1][j - 1] < 1000;
            i--;
            j--;
        } else if (i && x->table[i - 1][j] == here) {
            if (!may_be_missing(a->items[--i]))
                return false;
            (*missing)++;
        } else {
            if (!may_be_missing(b->items[--j]))
                return false;
            (*missing)++;
        }
    }
    return typos <= TYPOS_MAX && typos * 4 <= (a->n < b->n ? a->n : b->n);
}

uint32_t identity_similarity(struct str title_a, struct str title_b, const struct vocabulary *v,
                             struct arena *a)
{
    struct title_keys ka;
    struct title_keys kb;
    struct tokens ta;
    struct tokens tb;
    title_keys(title_a, STR_EMPTY, a, &ka);
    title_keys(title_b, STR_EMPTY, a, &kb);
    if (ka.joined.n && str_eq(ka.joined, kb.joined))
        return 1000;
    if (!split_tokens(ka.full, &ta) || !split_tokens(kb.full, &tb))
        return 0;
    struct arena_mark mark = arena_mark(a);
    struct alignment *x = ARENA_NEW(a, struct alignment);
    align(&ta, &tb, v, x);
    size_t missing;
    bool ok = is_forgivable(&ta, &tb, x, &missing);
    size_t counted = ta.n + tb.n - missing;
    uint32_t s = ok && counted ? (uint32_t)(2 * x->table[ta.n][tb.n] / counted) : 0;
    arena_reset(a, mark);
    return s;
}
