/* facts_internal.h: what the extraction of a note says, as rows of the store.
 *
 * A concept that the vocabulary knows, by its id or by a label of one meaning, gets the vocabulary's
 * key and keeps only the names that the vocabulary does not have; the rest is looked up when it is
 * needed. */
#ifndef PS_APP_FACTS_INTERNAL_H
#define PS_APP_FACTS_INTERNAL_H

#include "extract/extract.h"
#include "extract/vocabulary.h"
#include "store/fact.h"

/* All text of `*out` is copied into `a`. */
void facts_make(const struct extraction *x, const struct vocabulary *v, struct arena *a,
                struct fact_set *out);

/* The concept of the vocabulary that stands behind the key of a fact; NULL for a discovered one. */
const struct vocabulary_concept *facts_known_concept(const struct vocabulary *v, struct str key);

/* Whether the vocabulary gives the concept this name, in any spelling. */
bool facts_is_known_name(const struct vocabulary_concept *known, struct str name, struct arena *a);

#endif
