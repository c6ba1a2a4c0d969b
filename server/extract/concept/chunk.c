/* Cuts a block into chunks that may be terms: here runs of content words. Scores nothing. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/str.h"
#include "extract/concept/chunk_internal.h"

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

/* German writes nouns with capitals: a small word is a verb, an adjective or grammar. */
static bool is_no_german_noun(const struct finder *f, size_t i)
{
    return f->tongue == TONGUE_GERMAN && !f->in_title[i] && f->tokens[i].shape == SHAPE_LOWER;
}

static bool is_content_word(const struct finder *f, size_t i, size_t end)
{
    const struct token *t = &f->tokens[i];
    if (t->kind != TOKEN_WORD)
        return false;
    if (is_hyphenated(f, i, end) || (!place_begins_block(f, i) && t->gap == GAP_HYPHEN))
        return true;
    if (is_no_german_noun(f, i))
        return false;
    if (phrase_is_plural_noun(f, i))
        return true;
    return !(phrase_token_flags(f, i) & (PHRASE_STOP | PHRASE_VERB)) && !is_adverb(f, i) &&
           !(t->fold.n == 1 && t->shape != SHAPE_DIGIT);
}

/* "base de sécurité", "biais d'attention": the word that joins two nouns of a Romance language. */
static bool is_romance_joint(const struct finder *f, size_t i, size_t end)
{
    static const char *const joints[] = {"de", "du", "del", "des", "d"};
    if (f->tongue != TONGUE_ROMANCE || f->in_title[i] || i + 1 >= end ||
        f->tokens[i + 1].gap > GAP_BREAK || !is_content_word(f, i + 1, end))
        return false;
    for (size_t k = 0; k < ARRAY_LEN(joints); k++)
        if (str_eq(f->tokens[i].fold, str_from(joints[k])))
            return true;
    return false;
}

/* A digit goes on a term ("type 2 diabetes") but does not begin one. */
static size_t word_chunk_end(const struct finder *f, size_t begin, size_t end)
{
    size_t i = begin + 1;
    while (i < end && f->tokens[i].gap <= GAP_BREAK &&
           (is_content_word(f, i, end) || is_romance_joint(f, i, end)))
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
        size_t next = chunk_flagged_end(f, begin, end, PHRASE_QUALITY);
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
           !(phrase_token_flags(f, end - 1) & PHRASE_ENDING) &&
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

/* ---- walking ---- */

static bool next_words(const struct chunker *c, size_t i, struct chunk *out)
{
    const struct finder *f = c->finder;
    bool digit = f->tokens[i].shape == SHAPE_DIGIT && !is_hyphenated(f, i, c->end);
    size_t praise = chunk_flagged_end(f, i, c->end, PHRASE_QUALITY);
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

struct chunker chunk_open(const struct finder *f, size_t begin, size_t end)
{
    struct chunker c = {.finder = f, .at = begin, .end = end};
    for (size_t i = begin; i < end && !c.is_japanese; i++)
        c.is_japanese = f->tokens[i].kind == TOKEN_KANA;
    return c;
}

bool chunk_next(struct chunker *c, struct chunk *out)
{
    while (c->at < c->end) {
        size_t i = c->at;
        bool found;
        if (c->finder->tokens[i].kind == TOKEN_WORD)
            found = next_words(c, i, out);
        else if (c->finder->tokens[i].kind == TOKEN_HANGUL)
            found = chunk_next_hangul(c, i, out);
        else
            found = chunk_next_wide(c, i, out);
        c->at = out->next;
        if (found)
            return true;
    }
    return false;
}
