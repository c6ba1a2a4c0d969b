#include "base/ascii.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/token/token_internal.h"

struct letter_counts {
    size_t upper, lower, digits;
    bool starts_upper, ends_plural;
};

static void count_letter(struct letter_counts *c, char letter)
{
    bool is_upper = ascii_is_upper(letter);
    bool is_digit = ascii_is_digit(letter);
    c->upper += is_upper;
    c->digits += is_digit;
    c->lower += !is_upper && !is_digit; /* letters beyond ASCII count as lower case */
}

static enum token_shape shape_of(const struct letter_counts *c)
{
    if (!c->upper)
        return c->lower ? SHAPE_LOWER : SHAPE_DIGIT;
    if (!c->lower || (c->lower == 1 && c->ends_plural && c->upper > 1))
        return SHAPE_UPPER; /* "GAN", "GANs" */
    return c->upper == 1 && c->starts_upper ? SHAPE_TITLE : SHAPE_MIXED;
}

static void fold_ascii(struct str word, struct folded_word *out, struct letter_counts *counts)
{
    for (size_t i = 0; i < word.n; i++) {
        count_letter(counts, word.p[i]);
        out->p[i] = ascii_lower(word.p[i]);
    }
    out->n = word.n;
    counts->starts_upper = ascii_is_upper(word.p[0]);
}

/* What stands for a code point when shapes are counted. */
static char plain_letter(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E) /* full-width ASCII */
        return (char)(cp - 0xFF01 + '!');
    return cp < 0x80 ? (char)cp : 'a';
}

static void fold_unicode(struct str word, struct folded_word *out, struct letter_counts *counts)
{
    STRBUF_SCOPE(folded);
    fold_append(&folded, word);
    for (size_t i = 0; i < word.n;) {
        size_t len;
        char letter = plain_letter(utf8_decode(word, i, &len));
        counts->starts_upper |= i == 0 && ascii_is_upper(letter);
        count_letter(counts, letter);
        i += len;
    }
    out->n = folded.n;
    while (out->n > WORD_MAX)
        out->n = utf8_prev(strbuf_view(&folded), out->n);
    memcpy(out->p, folded.p, out->n);
}

void word_fold(struct str word, bool is_ascii, struct folded_word *out)
{
    struct letter_counts counts = {0};
    if (is_ascii)
        fold_ascii(word, out, &counts);
    else
        fold_unicode(word, out, &counts);
    counts.ends_plural = word.p[word.n - 1] == 's';
    out->shape = shape_of(&counts);
}
