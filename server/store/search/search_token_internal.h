/* search_token_internal.h: text -> the tokens of the search index; the same for notes, names and
 * questions.
 *
 * Latin and other alphabets: one token a word, folded; a plural stands beside its singular at the same
 * place. Chinese, Japanese and Korean: each pair of neighbouring characters, and the last character of
 * a run alone. So every character begins exactly one token: places count characters, phrases of pairs
 * match where the characters stand together, and a single character is found as a prefix.
 * In a question a word gives its singular only, and a run that ends the text no last character, since
 * the text may go on there. */
#ifndef PS_STORE_SEARCH_TOKEN_INTERNAL_H
#define PS_STORE_SEARCH_TOKEN_INTERNAL_H

#include <stdbool.h>

#include "base/str.h"

#define SEARCH_TOKEN_MAX 64 /* bytes; longer words are cut, in texts and questions alike */
/* Between two names: a token of its own, so that no phrase reaches from one into the other. */
#define SEARCH_NAME_BORDER '\x1f'

struct search_token {
    struct str text;   /* valid during the call */
    size_t begin, end; /* in the source */
    bool is_colocated; /* at the same place as the token before */
    bool is_single;    /* one character of Chinese, Japanese or Korean */
};

/* Called for each token; anything but 0 stops and is given back. */
typedef int (*search_token_sink)(void *context, const struct search_token *token);

int search_token_each(struct str text, bool is_question, search_token_sink sink, void *context);

#endif
