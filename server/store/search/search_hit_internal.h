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
    enum search_match match;
};

/* Best first; equal ones by kind, then number, newest notes first. */
void search_hit_sort(struct candidate *candidates, size_t n);

/* Reads the rows of `n` candidates, best first. */
MUST_USE bool search_hit_read(struct db *db, const struct candidate *candidates, size_t n,
                              const struct search_terms *terms, struct arena *a,
                              struct search_hit *out, struct err *e);

/* Names nearest to the text, best first, each once; the score is the likeness, 0.5 to 1. */
MUST_USE bool search_nearest_list(struct db *db, struct str name, unsigned kinds, size_t limit,
                                  struct arena *a, struct candidate **out, size_t *n,
                                  struct err *e);

#endif
