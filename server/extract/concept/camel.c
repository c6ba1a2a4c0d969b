/* Words of mixed case that hide known concepts: FewShotLearning, ImagenetSOTA. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/strbuf.h"
#include "extract/concept/concept_internal.h"

#define CAMEL_MIN 6 /* letters; shorter names are no compounds */

/* A piece begins at a capital after a lower-case letter, at the last capital of a run that a
 * lower-case letter follows, and where digits begin. */
static bool begins_piece(struct str w, size_t i)
{
    char before = w.p[i - 1];
    char here = w.p[i];
    if (ascii_is_upper(here))
        return ascii_is_lower(before) || ascii_is_digit(before) ||
               (i + 1 < w.n && ascii_is_lower(w.p[i + 1]) && !str_eq(str_from_pos(w, i), STR("s")));
    return ascii_is_digit(here) && !ascii_is_digit(before);
}

struct str camel_split(struct arena *a, struct str word)
{
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < word.n; i++) {
        if (i && begins_piece(word, i))
            strbuf_add_byte(&out, ' ');
        strbuf_add_byte(&out, word.p[i]);
    }
    return str_copy(a, strbuf_view(&out));
}

/* A piece that no label covers must be a word by itself: "bi" of BigBiGAN is none. */
static bool is_plain_word(const struct finder *f, const struct token *t)
{
    uint16_t flags = vocabulary_word_flags(f->vocabulary, t->word);
    return flags & PHRASE_STOP || (t->fold.n >= 4 && flags & (PHRASE_ENGLISH | PHRASE_BLOCKED));
}

static bool covers_all(const struct finder *f, const struct token_list *tokens,
                       const struct match_list *matches)
{
    size_t m = 0;
    bool any = false;
    for (size_t i = 0; i < tokens->n; i++) {
        while (m < matches->n &&
               (matches->items[m].kind != MATCH_LABEL || matches->items[m].token_end <= i))
            m++;
        bool covered = m < matches->n && matches->items[m].token_begin <= i;
        any |= covered;
        if (!covered && !is_plain_word(f, &tokens->items[i]))
            return false;
    }
    return any && tokens->n > 1;
}

static bool counts(const struct match *m)
{
    if (m->kind != MATCH_LABEL || m->n_candidates != 1)
        return false;
    enum label_class c = m->candidates[0].class_;
    return c == CLASS_SAFE || c == CLASS_CASED ||
           (c == CLASS_STRUCTURAL && m->token_end - m->token_begin > 1);
}

static void split_word(struct finder *f, size_t i)
{
    struct str pieces = camel_split(f->arena, place_text(f, i, i + 1));
    struct token_list tokens;
    struct match_list matches;
    tokenise_text(pieces, f->vocabulary, f->arena, &tokens);
    match_all(&tokens, f->vocabulary, f->arena, &matches);
    if (!covers_all(f, &tokens, &matches))
        return;
    for (size_t k = 0; k < matches.n; k++)
        if (counts(&matches.items[k]))
            concept_add_found(f, matches.items[k].candidates[0].concept, i, i + 1, VIA_CAMEL,
                              CONFIDENCE_CAMEL);
}

void camel_find_all(struct finder *f)
{
    for (size_t i = 0; i < f->n_tokens; i++) {
        const struct token *t = &f->tokens[i];
        if (t->kind == TOKEN_WORD && t->shape == SHAPE_MIXED && t->end - t->begin >= CAMEL_MIN &&
            f->token_match[i] == UINT32_MAX && f->token_target[i] == NO_TARGET)
            split_word(f, i);
    }
}
