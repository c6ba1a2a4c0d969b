/* In which of the languages whose terms look unlike English ones a note is written: counted from its
 * small words, over the beginning of the note. */
#include "extract/concept/concept_internal.h"

#define TOKENS_READ 500
#define WORD_MAX    4  /* letters of the small words */
#define SHARE       16 /* one token in so many is a small word of the language */

static const struct {
    enum tongue tongue;
    struct str word;
} small_words[] = {

#define SMALL_WORD(tongue, word) {TONGUE_##tongue, {word, sizeof(word) - 1}},
#include "extract/tables/small_words.def"
#undef SMALL_WORD
};

static enum tongue tongue_of(const struct token *t)
{
    if (t->kind != TOKEN_WORD || t->shape == SHAPE_UPPER || t->fold.n > WORD_MAX)
        return TONGUE_OTHER;
    for (size_t i = 0; i < ARRAY_LEN(small_words); i++)
        if (str_eq(t->fold, small_words[i].word))
            return small_words[i].tongue;
    return TONGUE_OTHER;
}

enum tongue tongue_find(const struct finder *f)
{
    size_t counts[] = {[TONGUE_OTHER] = 0, [TONGUE_GERMAN] = 0, [TONGUE_ROMANCE] = 0};
    size_t read = 0;
    for (size_t i = 0; i < f->n_tokens && read < TOKENS_READ; i++) {
        if (f->in_title[i])
            continue;
        counts[tongue_of(&f->tokens[i])]++;
        read++;
    }
    enum tongue best =
        counts[TONGUE_GERMAN] > counts[TONGUE_ROMANCE] ? TONGUE_GERMAN : TONGUE_ROMANCE;
    return counts[best] * SHARE > read ? best : TONGUE_OTHER;
}
