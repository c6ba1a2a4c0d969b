/* token_internal.h: the folded form and the shape of one word of an alphabetic script. */
#ifndef PS_EXTRACT_TOKEN_INTERNAL_H
#define PS_EXTRACT_TOKEN_INTERNAL_H

#include "extract/token.h"

#define WORD_MAX 96 /* bytes: longer runs are no words (hashes, base64) and are cut */

struct folded_word {
    char p[WORD_MAX + 4]; /* room for a sign behind it */
    size_t n;
    enum token_shape shape;
};

/* Case and diacritics are taken off; plural endings are left. */
void word_fold(struct str word, bool is_ascii, struct folded_word *out);

#endif
