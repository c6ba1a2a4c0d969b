#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "extract/identity/identity_internal.h"
#include "extract/title.h"
#include "extract/vocabulary.h"

#define TYPOS_MAX       2
#define TYPO_SHARE      25 /* per cent of the words */
#define TYPO_WORD_MIN   5  /* letters for one edit */
#define TYPO_WORD_MIN_2 8  /* letters for two */
#define WORD_MAX        32
#define WHOLE           1000
#define LEFT_OUT        500 /* a function word that the other title has not */
#define IMPOSSIBLE      (-1)

/* ---- tokens ---- */

static bool is_han(struct str token)
{
    size_t len;
    return utf8_script(utf8_decode(token, 0, &len)) == SCRIPT_HAN;
}

bool tokens_read(struct str folded, struct token_vec *out)
{
    struct str token;
    out->n = 0;
    out->is_han = true;
    if (folded.n == 0)
        return false;
    while (str_split(&folded, ' ', &token)) {
        if (token.n == 0)
            continue;
        if (out->n == TITLE_TOKENS_MAX)
            return false;
        out->items[out->n++] = token;
        out->is_han = out->is_han && is_han(token);
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

/* ---- one pair of words ---- */

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Edits, exchanged neighbours as one (optimal string alignment). Both at most WORD_MAX bytes. */
static size_t edit_distance(struct str a, struct str b)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t change = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            row[j] = min3(above[j] + 1, row[j - 1] + 1, change);
            bool exchanged = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
            if (exchanged && above2[j - 2] + 1 < row[j])
                row[j] = above2[j - 2] + 1;
        }
    }
    return rows[a.n % 3][b.n];
}

/* "unsupervised" beside "supervised". */
static bool differs_by_prefix(struct str a, struct str b)
{
    struct str longer = a.n > b.n ? a : b;
    struct str shorter = a.n > b.n ? b : a;
    return longer.n > shorter.n && str_ends(longer, shorter) &&
           title_word_is_polarity_prefix(str_sub(longer, 0, longer.n - shorter.n));
}

static bool may_be_misspelt(struct str word)
{
    return word.n <= WORD_MAX && !has_digit(word) && !title_word_is_polarity(word) &&
           !str_ends(word, STR("plus"));
}

/* "modelling" and "modeling". */
static bool is_spelling_of(struct str british, struct str american)
{
    static const char *const endings[][2] = {
#define SPELLING(british, american) {british, american},
#include "extract/tables/title_words.def"
    };
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        struct str one = str_from(endings[i][0]), other = str_from(endings[i][1]);
        if (str_ends(british, one) && str_ends(american, other) &&
            str_eq(str_sub(british, 0, british.n - one.n),
                   str_sub(american, 0, american.n - other.n)))
            return true;
    }
    return false;
}

/* "netowrk": two letters that stand beside each other have changed places. */
static bool is_swap(struct str a, struct str b)
{
    size_t i = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i])
        i++;
    return a.n == b.n && i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
           str_eq(str_from_pos(a, i + 2), str_from_pos(b, i + 2));
}

/* Both are words, so that neither is misspelt; the vocabulary holds common typos too. */
static bool are_words(struct str a, struct str b, const struct vocabulary *v)
{
    bool are_known = vocabulary_knows_word(v, a) && vocabulary_knows_word(v, b);
    bool are_english = vocabulary_is_english(v, a) && vocabulary_is_english(v, b);
    return are_known && (are_english || !is_swap(a, b));
}

/* What a pair of words counts for, in thousandths; 0 when they are different words. */
static int pair_score(struct str a, struct str b, const struct vocabulary *v)
{
    if (str_eq(a, b))
        return WHOLE;
    size_t longest = a.n > b.n ? a.n : b.n;
    size_t shortest = a.n > b.n ? b.n : a.n;
    if (longest < TYPO_WORD_MIN || longest - shortest > 2 || !may_be_misspelt(a) ||
        !may_be_misspelt(b) || differs_by_prefix(a, b))
        return 0;
    if (is_spelling_of(a, b) || is_spelling_of(b, a))
        return WHOLE;
    size_t edits = edit_distance(a, b);
    if (edits > 2 || (edits == 2 && longest < TYPO_WORD_MIN_2))
        return 0;
    if (v && are_words(a, b, v))
        return 0;
    return WHOLE - (int)(WHOLE * edits / longest);
}

/* ---- whole titles ---- */

struct comparison {
    const struct str *a, *b;
    size_t n, m;
    const struct vocabulary *v;
};

static bool may_be_left_out(struct str word)
{
    return title_word_is_function(word);
}

/* "data" "efficient" against "dataefficient". */
static bool is_join(struct str first, struct str second, struct str whole)
{
    return whole.n == first.n + second.n && str_starts(whole, first) && str_ends(whole, second);
}

static void raise_to(int *best, int value)
{
    if (value > *best)
        *best = value;
}

/* Best total of the words before a[i] and b[j] with `typos` typos; words on both sides count. */
struct totals {
    int at[TITLE_TOKENS_MAX + 1][TITLE_TOKENS_MAX + 1][TYPOS_MAX + 1];
};

static int total_at(const struct totals *t, size_t i, size_t j, size_t typos, int more)
{
    int before = t->at[i][j][typos];
    return before == IMPOSSIBLE ? IMPOSSIBLE : before + more;
}

static void extend(const struct comparison *c, size_t i, size_t j, struct totals *t)
{
    int pair = i > 0 && j > 0 ? pair_score(c->a[i - 1], c->b[j - 1], c->v) : 0;
    for (size_t k = 0; k <= TYPOS_MAX; k++) {
        int *best = &t->at[i][j][k];
        if (i > 0 && may_be_left_out(c->a[i - 1]))
            raise_to(best, total_at(t, i - 1, j, k, LEFT_OUT));
        if (j > 0 && may_be_left_out(c->b[j - 1]))
            raise_to(best, total_at(t, i, j - 1, k, LEFT_OUT));
        if (pair == WHOLE)
            raise_to(best, total_at(t, i - 1, j - 1, k, 2 * WHOLE));
        else if (pair > 0 && k > 0)
            raise_to(best, total_at(t, i - 1, j - 1, k - 1, 2 * pair));
        if (i > 1 && j > 0 && is_join(c->a[i - 2], c->a[i - 1], c->b[j - 1]))
            raise_to(best, total_at(t, i - 2, j - 1, k, 3 * WHOLE));
        if (i > 0 && j > 1 && is_join(c->b[j - 2], c->b[j - 1], c->a[i - 1]))
            raise_to(best, total_at(t, i - 1, j - 2, k, 3 * WHOLE));
    }
}

/* Total over the part of the titles that is not equal; IMPOSSIBLE when words do not match. */
static int align(const struct comparison *c, size_t typos_allowed)
{
    struct totals t;
    for (size_t i = 0; i <= c->n; i++)
        for (size_t j = 0; j <= c->m; j++) {
            for (size_t k = 0; k <= TYPOS_MAX; k++)
                t.at[i][j][k] = i + j + k == 0 ? 0 : IMPOSSIBLE;
            if (i + j > 0)
                extend(c, i, j, &t);
        }
    int best = IMPOSSIBLE;
    for (size_t k = 0; k <= typos_allowed; k++)
        raise_to(&best, t.at[c->n][c->m][k]);
    return best;
}

/* One character replaced in a long title of Han characters. */
static uint32_t similarity_of_han(const struct token_vec *a, const struct token_vec *b)
{
    size_t different = 0;
    if (a->n != b->n || a->n < TYPO_HAN_MIN)
        return 0;
    for (size_t i = 0; i < a->n; i++)
        different += !str_eq(a->items[i], b->items[i]);
    return different <= 1 ? (uint32_t)(WHOLE * (a->n - different) / a->n) : 0;
}

static size_t typos_allowed(size_t a, size_t b)
{
    size_t allowed = (a < b ? a : b) * TYPO_SHARE / 100;
    return allowed < TYPOS_MAX ? allowed : TYPOS_MAX;
}

uint32_t similarity_of_folded(struct str title_a, struct str title_b, const struct vocabulary *v)
{
    struct token_vec a;
    struct token_vec b;
    if (str_eq(title_a, title_b))
        return WHOLE;
    if (!tokens_read(title_a, &a) || !tokens_read(title_b, &b))
        return 0;
    if (a.is_han && b.is_han)
        return similarity_of_han(&a, &b);
    size_t head = 0;
    while (head < a.n && head < b.n && str_eq(a.items[head], b.items[head]))
        head++;
    size_t tail = 0;
    while (head + tail < a.n && head + tail < b.n &&
           str_eq(a.items[a.n - 1 - tail], b.items[b.n - 1 - tail]))
        tail++;
    struct comparison c = {a.items + head, b.items + head, a.n - head - tail, b.n - head - tail, v};
    int total = align(&c, typos_allowed(a.n, b.n));
    if (total == IMPOSSIBLE)
        return 0;
    return (uint32_t)(((size_t)total + 2 * WHOLE * (head + tail)) / (a.n + b.n));
}

uint32_t identity_similarity(struct str title_a, struct str title_b, const struct vocabulary *v,
                             struct arena *a)
{
    struct title_keys left;
    struct title_keys right;
    title_keys(title_a, STR_EMPTY, a, &left);
    title_keys(title_b, STR_EMPTY, a, &right);
    return similarity_of_folded(left.full, right.full, v);
}

uint32_t overlap_of_folded(struct str title_a, struct str title_b)
{
    struct token_vec a;
    struct token_vec b;
    bool used[TITLE_TOKENS_MAX] = {false};
    size_t common = 0;
    if (!tokens_read(title_a, &a) || !tokens_read(title_b, &b))
        return str_eq(title_a, title_b) ? WHOLE : 0;
    for (size_t i = 0; i < a.n; i++)
        for (size_t j = 0; j < b.n; j++)
            if (!used[j] && pair_score(a.items[i], b.items[j], NULL) > 0) {
                used[j] = true;
                common++;
                break;
            }
    return (uint32_t)(2 * WHOLE * common / (a.n + b.n));
}

/* ---- titles with a word left out ---- */

/* FNV-1a: stored in keys, so that it must never change. */
static uint64_t hash_word(uint64_t hash, struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        hash = (hash ^ (unsigned char)word.p[i]) * 0x100000001B3u;
    return (hash ^ ' ') * 0x100000001B3u;
}

static uint64_t hash_without(const struct token_vec *tokens, size_t left_out)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < tokens->n; i++)
        if (i != left_out)
            hash = hash_word(hash, tokens->items[i]);
    return hash;
}

/* Function words do not count, so that titles that differ in one of them meet too. */
static void drop_function_words(struct token_vec *tokens)
{
    size_t kept = 0;
    for (size_t i = 0; i < tokens->n; i++)
        if (!title_word_is_function(tokens->items[i]))
            tokens->items[kept++] = tokens->items[i];
    tokens->n = kept;
}

void title_each_deletion(struct str folded, void (*add)(void *context, uint64_t hash),
                         void *context)
{
    struct token_vec tokens;
    if (!tokens_read(folded, &tokens))
        return;
    drop_function_words(&tokens);
    if (tokens.n < (tokens.is_han ? TYPO_HAN_MIN : TYPO_TOKENS_MIN))
        return;
    for (size_t left_out = 0; left_out < tokens.n; left_out++)
        add(context, hash_without(&tokens, left_out));
}
