/* library.h: an opened data folder: the store, the vocabulary, and the locks between them. What use
 * cases get as their first argument; made and freed in main.c / the command line. */
#ifndef PS_APP_LIBRARY_H
#define PS_APP_LIBRARY_H

#include "base/err.h"
#include "extract/vocabulary.h"
#include "store/store.h"

struct graph_cache;

struct library {
    struct store *store;
    struct vocabulary *vocabulary; /* read-only */
    struct graph_cache *graph;     /* app/graph_index.h; has its own locks */
    uint32_t latest_year;          /* identifiers dated later are refused: the year of start + 1 */
};

/* Opens store and vocabulary. When the vocabulary or the extractor changed since the notes were
 * read, `*needs_rebuild` is set: ingest_rebuild brings everything up to date. */
MUST_USE bool library_open(const struct store_options *options, struct library *out,
                           bool *needs_rebuild, struct err *e);
void library_close(struct library *l);
/* Remembers, inside a write transaction, that all notes were read with this vocabulary and extractor. */
MUST_USE bool library_mark_current(const struct library *l, struct db *db, struct err *e);

#endif
