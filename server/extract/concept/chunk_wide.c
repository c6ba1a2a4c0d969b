/* Runs of Han characters and katakana that may be terms: what stands between function words. */
#include "base/utf8.h"
#include "extract/concept/chunk_internal.h"

#define WIDE_MIN          3
#define WIDE_MAX          8
#define COMPOUND_MIN      4 /* Japanese: Han characters and runs of katakana, by characters */
#define KATAKANA_MIN      6 /* characters of one run that is a compound by itself */
#define PHRASE_TOKENS_MAX 6 /* of a function word or ending */

size_t chunk_flagged_end(const struct finder *f, size_t i, size_t end, uint16_t flags)
{
    size_t found = i;
    uint32_t node = 0;
    for (size_t k = i; k < end && k - i < PHRASE_TOKENS_MAX; k++) {
        if (k > i && f->tokens[k].gap > GAP_BREAK)
            break;
        node = trie_step(f->vocabulary, node, f->tokens[k].word);
        if (!node)
            break;
        if (f->vocabulary->nodes.items[node].flags & flags)
            found = k + 1;
    }
    return found;
}

static bool has_flags(const struct finder *f, size_t begin, size_t end, uint16_t flags)
{
    return vocabulary_phrase_flags(f->vocabulary, f->in->tokens, begin, end) & flags;
}

bool chunk_has_ending(const struct finder *f, size_t begin, size_t end)
{
    size_t first = end - begin > PHRASE_TOKENS_MAX ? end - PHRASE_TOKENS_MAX : begin;
    for (size_t i = first; i < end; i++)
        if (has_flags(f, i, end, PHRASE_ENDING))
            return i > begin;
    return end - begin >= WIDE_MIN && has_flags(f, end - 1, end, PHRASE_SUFFIX);
}

static bool is_wide(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    return t->kind == TOKEN_HAN || (t->kind == TOKEN_KANA && t->fold.n > 3);
}

static bool is_in_label(const struct finder *f, size_t i)
{
    if (f->token_match[i] == UINT32_MAX)
        return false;
    const struct match *m = &f->in->matches->items[f->token_match[i]];
    return m->token_end - m->token_begin > 1;
}

/* Where the word goes on that begins at `i`; `i` when a function word or verb ends the run there. */
static size_t run_step(const struct finder *f, size_t i, size_t end, uint16_t breaks)
{
    size_t stop = chunk_flagged_end(f, i, end, breaks);
    size_t inner = chunk_flagged_end(f, i, end, PHRASE_INNER);
    if (inner >= stop && inner > i)
        return inner;
    return stop == i || (stop == i + 1 && is_in_label(f, i)) ? i + 1 : i;
}

/* A middle dot joins katakana (モンテカルロ・シミュレーション) and lists anything else. */
static bool goes_on(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    return t->gap == GAP_NONE ||
           (t->gap == GAP_HYPHEN && t->kind == TOKEN_KANA && f->tokens[i - 1].kind == TOKEN_KANA);
}

static size_t wide_run_end(const struct finder *f, size_t begin, size_t end, uint16_t breaks)
{
    size_t i = begin;
    size_t solid = begin; /* no function character stands before it */
    while (i < end && is_wide(f, i) && (i == begin || goes_on(f, i))) {
        size_t next = run_step(f, i, end, breaks);
        if (next == i)
            break;
        if (next > i + 1)
            solid = next;
        i = next;
    }
    while (i > solid && phrase_token_flags(f, i - 1) & breaks & PHRASE_STOP &&
           !is_in_label(f, i - 1))
        i--;
    return i;
}

static size_t count_characters(const struct finder *f, size_t begin, size_t end)
{
    size_t n = 0;
    for (size_t i = begin; i < end; i++)
        n += utf8_count(f->tokens[i].fold);
    return n;
}

static bool has_head(const struct finder *f, size_t begin, size_t end, uint16_t flags)
{
    for (size_t i = begin; i < end; i++)
        if (has_flags(f, i, end, flags))
            return true;
    return false;
}

bool chunk_next_wide(const struct chunker *c, size_t i, struct chunk *out)
{
    const struct finder *f = c->finder;
    uint16_t breaks = c->is_japanese ? PHRASE_VERB : PHRASE_STOP | PHRASE_VERB;
    size_t end = wide_run_end(f, i, c->end, breaks);
    size_t stop = chunk_flagged_end(f, i, c->end, breaks);
    *out = (struct chunk){.begin = i, .end = end, .kind = CHUNK_WIDE};
    out->next = end > i ? end : stop > i ? stop : i + 1;
    if (end == i)
        return false;
    bool is_katakana = end == i + 1 && f->tokens[i].kind == TOKEN_KANA;
    bool fits = end - i <= WIDE_MAX && !has_head(f, i, end, PHRASE_WEAK_HEAD); /* 論文メモ */
    size_t n = count_characters(f, i, end);
    out->has_ending = fits && (is_katakana ? n >= KATAKANA_MIN : chunk_has_ending(f, i, end));
    out->is_plain = has_head(f, i, end, PHRASE_LEAD);
    out->is_compound = fits && c->is_japanese && n >= COMPOUND_MIN;
    return is_katakana || (fits && end - i >= WIDE_MIN) || out->is_compound ||
           place_is_gloss(f, i, end);
}
