/* snippet_internal.h: the place of a text that shows best why it was found. */
#ifndef PS_STORE_SNIPPET_INTERNAL_H
#define PS_STORE_SNIPPET_INTERNAL_H

#include "base/str.h"
#include "store/search/search_terms_internal.h"

#define SNIPPET_BEGIN '\x01'
#define SNIPPET_END   '\x02'

struct snippet {
    struct str text; /* one line, each match between the two marks; empty when nothing matches */
    int64_t line;    /* 1-based line of the first match */
};

/* Some 240 bytes round the place where most of the words stand closest together. */
struct snippet snippet_of_text(struct str text, const struct search_terms *terms, struct arena *a);
/* The whole text with its matches marked; empty when there is none. */
struct str snippet_mark(struct str text, const struct search_terms *terms, struct arena *a);

#endif
