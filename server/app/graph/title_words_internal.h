/* title_words_internal.h: the words of titles, to say how many two papers share. */
#ifndef PS_APP_TITLE_WORDS_INTERNAL_H
#define PS_APP_TITLE_WORDS_INTERNAL_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct arena;
struct db;

struct title_words {
    struct str *items; /* folded, sorted, each once: Latin words, pairs of Han characters */
    size_t n;
};

MUST_USE bool title_words_read(struct db *db, int64_t paper, struct arena *a,
                               struct title_words *out, struct err *e);
/* Shared words among all of both, in thousandths (Jaccard), and which they are. */
int64_t title_words_compare(const struct title_words *x, const struct title_words *y,
                            struct arena *a, struct str **shared, size_t *n_shared);

#endif
