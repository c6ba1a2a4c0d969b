/* vocabulary.h (store): the vocabularies that users imported, each under a name.
 * Knows nothing of what a body holds. */
#ifndef PS_STORE_VOCABULARY_H
#define PS_STORE_VOCABULARY_H

#include "store/store.h"

struct vocabulary_row {
    struct str name, format;
    int64_t n_concepts, n_labels, imported_ms;
    struct str body; /* packed list */
};

/* Replaces the one of this name. */
MUST_USE bool store_put_vocabulary(struct db *db, const struct vocabulary_row *row, struct err *e);
/* Errors: ERR_NOT_FOUND. */
MUST_USE bool store_delete_vocabulary(struct db *db, struct str name, struct err *e);
/* All by name, without bodies. */
MUST_USE bool store_list_vocabularies(struct db *db, struct arena *a, struct vocabulary_row **out,
                                      size_t *n, struct err *e);
/* One with its body. Errors: ERR_NOT_FOUND. */
MUST_USE bool store_get_vocabulary(struct db *db, struct str name, struct arena *a,
                                   struct vocabulary_row *out, struct err *e);

#endif
