/* search_terms_internal.h: what a person typed -> an expression that FTS5 always accepts.
 *
 * User text never reaches FTS5: the expression is put together from tokens of ours, each in quotes.
 * A part between blanks whose tokens are several ("state-of-the-art", 对比学习) is a phrase. */
#ifndef PS_STORE_SEARCH_TERMS_INTERNAL_H
#define PS_STORE_SEARCH_TERMS_INTERNAL_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

#define SEARCH_BYTES_MAX  512 /* of the text that count */
#define SEARCH_TOKENS_MAX 32  /* one bit each in search_terms_match */

struct search_word {
    struct str text; /* a token */
    bool is_prefix;
};

struct search_terms {
    struct str all;            /* every part must match; empty when nothing can be searched for */
    struct str loose;          /* every token must match, but only quoted ones together */
    struct str any;            /* any token may match */
    struct search_word *words; /* the tokens that are looked for, without excluded ones */
    size_t n_words;
    bool only_excludes; /* there are words, but all are to be left out */
};

/* `prefix`: the last word may go on. Memory: `a`. */
struct search_terms search_terms_read(struct str text, bool prefix, struct arena *a);

/* The bit of the word that a token of a text matches, 0 for none. */
uint32_t search_terms_match(const struct search_terms *terms, struct str token);

#endif
