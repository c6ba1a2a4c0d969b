/* search_hit_internal.h: from a row number that was found to what is shown of it. */
#ifndef PS_STORE_SEARCH_HIT_INTERNAL_H
#define PS_STORE_SEARCH_HIT_INTERNAL_H

#include "store/search.h"
#include "store/search/search_terms_internal.h"

/* What was found, before its row is read. */
struct candidate {
    enum search_kind kind;
    int64_t id;
    double score;
};

/* Best first; equal ones by kind, then number. */
void search_hit_sort(struct candidate *candidates, size_t n);

/* Reads the rows of `n` candidates, best first. */
MUST_USE bool search_hit_read(struct db *db, const struct candidate *candidates, size_t n,
                              const struct search_terms *terms, struct arena *a,
                              struct search_hit *out, struct err *e);

#endif
