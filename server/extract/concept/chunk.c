/* Cuts a block into chunks that may be terms: runs of content words, Han runs between function
 * words. Knows words; scores nothing. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/str.h"
#include "extract/concept/chunk_internal.h"

#define WIDE_MIN          3
#define WIDE_MAX          8
#define PHRASE_TOKENS_MAX 6 /* of a function word or ending */

/* End of the longest phrase with one of `flags` that begins at `i`; `i` when there is none. */
static size_t flagged_end(const struct finder *f, size_t i, size_t end, uint16_t flags)
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

/* ---- words ---- */

/* Function words count inside a compound: "long-range", "one-shot". */
static bool is_hyphenated(const struct finder *f, size_t i, size_t end)
{
    return i + 1 < end && f->tokens[i + 1].gap == GAP_HYPHEN;
}

/* "empirically"; words in -ly that a label holds (assembly, anomaly) are left. */
static bool is_adverb(const struct finder *f, size_t i)
{
    struct str w = f->tokens[i].fold;
    return w.n > 4 && str_ends(w, STR("ly")) && !(phrase_token_flags(f, i) & PHRASE_LABEL);
}

static bool is_content_word(const struct finder *f, size_t i, size_t end)
{
    const struct token *t = &f->tokens[i];
    if (t->kind != TOKEN_WORD)
        return false;
    if (is_hyphenated(f, i, end) || (!place_begins_block(f, i) && t->gap == GAP_HYPHEN))
        return true;
    return !(phrase_token_flags(f, i) & (PHRASE_STOP | PHRASE_VERB)) && !is_adverb(f, i) &&
           !(t->fold.n == 1 && t->shape != SHAPE_DIGIT);
}

/* A digit goes on a term ("type 2 diabetes") but does not begin one. */
static size_t word_chunk_end(const struct finder *f, size_t begin, size_t end)
{
    size_t i = begin + 1;
    while (i < end && f->tokens[i].gap <= GAP_BREAK && is_content_word(f, i, end))
        i++;
    while (i > begin + 1 && f->tokens[i - 1].shape == SHAPE_DIGIT &&
           f->tokens[i - 1].gap != GAP_HYPHEN)
        i--;
    return i;
}

/* A gerund before a noun phrase governs it: "learning fine-grained manipulation". */
static bool is_gerund(const struct finder *f, size_t i, size_t end)
{
    struct str w = f->tokens[i].fold;
    bool opens = place_begins_block(f, i) || f->tokens[i].gap >= GAP_COMMA;
    return opens && end - i > 2 && w.n > 5 && str_ends(w, STR("ing")) &&
           f->tokens[i + 1].gap != GAP_HYPHEN;
}

/* Praise and size at the front belong to no term. */
static size_t skip_front(const struct finder *f, size_t begin, size_t end)
{
    while (begin < end) {
        size_t next = flagged_end(f, begin, end, PHRASE_QUALITY);
        if (next == begin && is_gerund(f, begin, end))
            next = begin + 1;
        if (next == begin || (next < end && f->tokens[next].gap == GAP_HYPHEN))
            return begin;
        begin = next;
    }
    return begin;
}

/* What the author makes of a term is no part of it: "unit propagation example". */
static size_t skip_back(const struct finder *f, size_t begin, size_t end)
{
    while (end - begin > 2 && phrase_token_flags(f, end - 1) & PHRASE_QUALITY &&
           f->tokens[end - 1].gap != GAP_HYPHEN)
        end--;
    size_t bare = end;
    if (f->in_title[end - 1])
        return end;
    while (bare - begin > 2 && phrase_token_flags(f, bare - 1) & PHRASE_WEAK_HEAD &&
           f->tokens[bare - 1].gap != GAP_HYPHEN)
        bare--;
    return phrase_has_head(f, bare - 1) || f->tokens[bare - 1].shape == SHAPE_UPPER ? bare : end;
}

/* ---- Han and katakana ---- */

static bool is_wide(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    return t->kind == TOKEN_HAN || (t->kind == TOKEN_KANA && t->fold.n > 3);
}

/* Begin of the longest ending that closes [begin, end), `end` when there is none. */
static size_t ending_begin(const struct finder *f, size_t begin, size_t end)
{
    size_t first = end - begin > PHRASE_TOKENS_MAX ? end - PHRASE_TOKENS_MAX : begin;
    for (size_t i = first; i < end; i++)
        if (has_flags(f, i, end, PHRASE_ENDING))
            return i;
    return end;
}

static size_t wide_run_end(const struct finder *f, size_t begin, size_t end)
{
    size_t i = begin;
    while (i < end && is_wide(f, i) && (i == begin || f->tokens[i].gap <= GAP_BREAK) &&
           flagged_end(f, i, end, PHRASE_STOP | PHRASE_VERB) == i)
        i++;
    return i;
}

static bool is_term_run(const struct finder *f, size_t begin, size_t end)
{
    if (end - begin < WIDE_MIN || end - begin > WIDE_MAX)
        return false;
    size_t ending = ending_begin(f, begin, end);
    return ending > begin && ending < end;
}

/* ---- hangul ---- */

static size_t eojeol_end(const struct finder *f, size_t begin, size_t end)
{
    size_t i = begin + 1;
    while (i < end && f->tokens[i].kind == TOKEN_HANGUL && f->tokens[i].gap == GAP_NONE)
        i++;
    return i;
}

/* Without the particle (a stop syllable) at the end. */
static size_t without_particle(const struct finder *f, size_t begin, size_t end)
{
    for (size_t cut = 2; cut > 0; cut--)
        if (end - begin > cut + 1 && has_flags(f, end - cut, end, PHRASE_STOP))
            return end - cut;
    return end;
}

/* ---- walking ---- */

static bool next_hangul(const struct chunker *c, size_t i, struct chunk *out)
{
    const struct finder *f = c->finder;
    size_t word_end = eojeol_end(f, i, c->end);
    size_t bare = without_particle(f, i, word_end);
    *out = (struct chunk){.begin = i, .end = bare, .next = word_end, .kind = CHUNK_WIDE};
    if (bare == word_end && word_end < c->end && f->tokens[word_end].kind == TOKEN_HANGUL &&
        f->tokens[word_end].gap == GAP_SPACE) {
        size_t second_end = eojeol_end(f, word_end, c->end);
        out->end = without_particle(f, word_end, second_end);
        out->next = second_end;
    }
    size_t ending = ending_begin(f, i, out->end);
    out->has_ending = ending < out->end;
    return out->has_ending && ending > i && out->end - i >= WIDE_MIN;
}

static bool next_wide(const struct chunker *c, size_t i, struct chunk *out)
{
    const struct finder *f = c->finder;
    size_t end = wide_run_end(f, i, c->end);
    size_t stop = flagged_end(f, i, c->end, PHRASE_STOP | PHRASE_VERB);
    *out = (struct chunk){.begin = i, .end = end, .kind = CHUNK_WIDE, .has_ending = true};
    out->next = end > i ? end : stop > i ? stop : i + 1;
    bool is_katakana = end == i + 1 && f->tokens[i].kind == TOKEN_KANA;
    out->has_ending = !is_katakana;
    return end > i && (is_katakana || is_term_run(f, i, end) || place_is_gloss(f, i, end));
}

static bool next_words(const struct chunker *c, size_t i, struct chunk *out)
{
    const struct finder *f = c->finder;
    bool digit = f->tokens[i].shape == SHAPE_DIGIT && !is_hyphenated(f, i, c->end);
    size_t praise = flagged_end(f, i, c->end, PHRASE_QUALITY);
    bool praised = praise > i && !(praise < c->end && f->tokens[praise].gap == GAP_HYPHEN);
    if (!is_content_word(f, i, c->end) || digit || praised) {
        out->next = praised ? praise : i + 1;
        return false;
    }
    size_t end = word_chunk_end(f, i, c->end);
    *out = (struct chunk){.end = end, .next = end, .kind = CHUNK_WORDS};
    out->begin = skip_front(f, i, end);
    out->end = skip_back(f, out->begin, end);
    out->has_ending = phrase_has_head(f, out->end - 1);
    return out->begin < end;
}

bool chunk_next(struct chunker *c, struct chunk *out)
{
    while (c->at < c->end) {
        size_t i = c->at;
        bool found;
        if (c->finder->tokens[i].kind == TOKEN_WORD)
            found = next_words(c, i, out);
        else if (c->finder->tokens[i].kind == TOKEN_HANGUL)
            found = next_hangul(c, i, out);
        else
            found = next_wide(c, i, out);
        c->at = out->next;
        if (found)
            return true;
    }
    return false;
}
