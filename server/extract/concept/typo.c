/* Misspelt labels: one edit in one word, only where a name is to be expected. */
#include "base/arena.h"
#include "base/ascii.h"
#include "extract/concept/concept_internal.h"

#define TYPO_MIN       5  /* letters of a word inside a longer label */
#define TYPO_MIN_ALONE 7  /* letters of a label of one word */
#define TYPO_MAX       40 /* letters */
#define WINDOW         4  /* words on each side that a label may reach */
#define LABEL_MAX      (2 * WINDOW + 1)
/* One in 500 bytes may be looked up, EXTRACTION.md section 7: bounds the work. */
#define BYTES_PER_LOOKUP 500
#define LOOKUPS_FREE     100

/* Calls `try` with each word one edit away from `word`, the first letter kept; a swapped pair may
 * hold it. Stops when `try` says true. */
struct edits {
    struct finder *finder;
    size_t token;
};

static bool try_word(struct edits *e, struct str word);

static bool try_deletions(struct edits *e, struct str w)
{
    char edit[TYPO_MAX + 2];
    for (size_t i = 1; i < w.n; i++) {
        memcpy(edit, w.p, i);
        memcpy(edit + i, w.p + i + 1, w.n - i - 1);
        if (try_word(e, str_of(edit, w.n - 1)))
            return true;
    }
    return false;
}

static bool try_swaps(struct edits *e, struct str w)
{
    char edit[TYPO_MAX + 2];
    for (size_t i = 0; i + 1 < w.n; i++) {
        memcpy(edit, w.p, w.n);
        edit[i] = w.p[i + 1];
        edit[i + 1] = w.p[i];
        if (try_word(e, str_of(edit, w.n)))
            return true;
    }
    return false;
}

/* Each letter in turn at `gap`; `edit` holds the rest of the word around it. */
static bool try_letters(struct edits *e, char *edit, size_t n, size_t gap, char but)
{
    for (char c = 'a'; c <= 'z'; c++) {
        edit[gap] = c;
        if (c != but && try_word(e, str_of(edit, n)))
            return true;
    }
    return false;
}

static bool try_replacements(struct edits *e, struct str w)
{
    char rest[TYPO_MAX + 2];
    char edit[TYPO_MAX + 2];
    for (size_t i = 1; i < w.n; i++) {
        memcpy(edit, w.p, w.n);
        memcpy(rest, w.p, i);
        memcpy(rest + i, w.p + i + 1, w.n - i - 1);
        if (vocabulary_may_fill_gap(e->finder->vocabulary, str_of(rest, w.n - 1), i) &&
            try_letters(e, edit, w.n, i, w.p[i]))
            return true;
    }
    return false;
}

static bool try_insertions(struct edits *e, struct str w)
{
    char edit[TYPO_MAX + 2];
    for (size_t i = 1; i <= w.n; i++) {
        memcpy(edit, w.p, i);
        memcpy(edit + i + 1, w.p + i, w.n - i);
        if (vocabulary_may_fill_gap(e->finder->vocabulary, w, i) &&
            try_letters(e, edit, w.n + 1, i, 0))
            return true;
    }
    return false;
}

/* The words around the token with one of them replaced; `*at` is its place among them. */
static void copy_window(const struct finder *f, size_t token, struct token *out, size_t *n,
                        size_t *at)
{
    size_t begin = token;
    size_t end = token + 1;
    while (begin > 0 && token - begin < WINDOW && f->tokens[begin].gap <= GAP_SLASH &&
           f->tokens[begin - 1].node == f->tokens[token].node)
        begin--;
    while (end < f->n_tokens && end - token <= WINDOW && f->tokens[end].gap <= GAP_SLASH)
        end++;
    *n = end - begin;
    *at = token - begin;
    memcpy(out, f->tokens + begin, *n * sizeof(*out));
}

static bool is_acceptable(const struct match *m, size_t at, size_t letters)
{
    if (m->kind != MATCH_LABEL || m->n_candidates != 1 || m->token_begin > at || m->token_end <= at)
        return false;
    if (m->token_end - m->token_begin > 1)
        return m->candidates[0].class_ == CLASS_SAFE;
    return letters >= TYPO_MIN_ALONE && m->candidates[0].class_ == CLASS_SAFE;
}

static bool take_window(struct edits *e, uint32_t word, struct str fold)
{
    struct finder *f = e->finder;
    struct token window[LABEL_MAX];
    struct token_list tokens = {.items = window};
    struct match_list matches;
    size_t at;
    copy_window(f, e->token, window, &tokens.n, &at);
    window[at].word = word;
    window[at].fold = fold;
    struct arena_mark mark = arena_mark(f->arena);
    match_all(&tokens, f->vocabulary, f->arena, &matches);
    uint32_t concept = NO_TARGET;
    size_t begin = 0;
    size_t end = 0;
    for (size_t i = 0; i < matches.n; i++) {
        if (!is_acceptable(&matches.items[i], at, fold.n))
            continue;
        concept = matches.items[i].candidates[0].concept;
        begin = e->token - at + matches.items[i].token_begin;
        end = e->token - at + matches.items[i].token_end;
    }
    arena_reset(f->arena, mark);
    if (concept == NO_TARGET)
        return false;
    concept_add_found(f, concept, begin, end, VIA_TYPO, CONFIDENCE_TYPO);
    return true;
}

static bool try_word(struct edits *e, struct str word)
{
    const struct vocabulary *v = e->finder->vocabulary;
    if (!vocabulary_may_be_in_label(v, word))
        return false;
    uint32_t number = vocabulary_word(v, word);
    if (!(vocabulary_word_flags(v, number) & PHRASE_LABEL))
        return false;
    return take_window(e, number, vocabulary_word_text(v, number));
}

/* A neighbour that is a word of some label, so that a longer label may be meant. */
static bool has_label_neighbour(const struct finder *f, size_t i)
{
    bool before = i > 0 && f->tokens[i].gap <= GAP_BREAK && !place_begins_block(f, i) &&
                  phrase_token_flags(f, i - 1) & PHRASE_LABEL;
    bool after = !place_ends_block(f, i) && f->tokens[i + 1].gap <= GAP_BREAK &&
                 phrase_token_flags(f, i + 1) & PHRASE_LABEL;
    return before || after;
}

static bool is_lower_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_lower(s.p[i]))
            return false;
    return true;
}

static bool may_be_typo(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    if (t->kind != TOKEN_WORD || (t->shape != SHAPE_LOWER && t->shape != SHAPE_TITLE) ||
        t->in_code || f->token_target[i] != NO_TARGET || t->fold.n < TYPO_MIN ||
        t->fold.n > TYPO_MAX || !is_lower_ascii(t->fold))
        return false;
    if (vocabulary_knows_word(f->vocabulary, t->fold) ||
        phrase_token_flags(f, i) & (PHRASE_STOP | PHRASE_VERB | PHRASE_LEAD | PHRASE_ENDING))
        return false;
    return has_label_neighbour(f, i) ||
           (t->fold.n >= TYPO_MIN_ALONE &&
            (f->in_title[i] || place_is_heading(f, t->node) || place_stands_out(f, i, i + 1)));
}

void typo_find_all(struct finder *f)
{
    size_t left = LOOKUPS_FREE + f->document->source.n / BYTES_PER_LOOKUP;
    for (size_t i = 0; i < f->n_tokens && left > 0; i++) {
        if (!may_be_typo(f, i))
            continue;
        struct edits e = {f, i};
        struct str w = f->tokens[i].fold;
        left--;
        (void)(try_swaps(&e, w) || try_deletions(&e, w) || try_replacements(&e, w) ||
               try_insertions(&e, w));
    }
}
