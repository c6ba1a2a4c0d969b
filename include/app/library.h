/* library.h: an opened data folder: the store, the vocabulary, and the locks between them. What use
 * cases get as their first argument; made and freed in main.c / the command line. */
#ifndef PS_APP_LIBRARY_H
#define PS_APP_LIBRARY_H

#include <pthread.h>

#include "base/err.h"
#include "extract/vocabulary.h"
#include "store/store.h"

struct graph_cache;
struct jobs;
struct overview_cache;
struct suggest_cache;

struct library {
    struct store *store;
    struct vocabulary *vocabulary; /* the shipped one and the users'; read-only, but see below */
    struct graph_cache *graph;     /* app/graph_index.h; has its own locks */
    struct jobs *jobs;
    struct overview_cache *overview;
    struct suggest_cache *suggest;
    uint32_t latest_year;        /* identifiers dated later are refused: the year of start + 1 */
    pthread_rwlock_t notes_lock; /* shared by whatever takes in notes; see library_lock … */
    pthread_mutex_t vocabulary_lock; /* of the pointer above */
};

/* Opens store and vocabulary. When the vocabulary or the extractor changed since the notes were
 * read, `*needs_rebuild` is set: ingest_rebuild brings everything up to date. */
MUST_USE bool library_open(const struct store_options *options, struct library *out,
                           bool *needs_rebuild, struct err *e);
void library_close(struct library *l);
/* Remembers, inside a write transaction, that all notes were read with this vocabulary and extractor. */
MUST_USE bool library_mark_current(const struct library *l, struct db *db, struct err *e);

/* ---- the vocabulary may be exchanged while the library is in use (app/vocabulary.h) ---- */

/* Between these, `l->vocabulary` stays: for whatever extracts and stores notes. Many at once. */
void library_lock_for_notes(struct library *l);
/* Alone: for exchanging the vocabulary and reading all notes again. */
void library_lock_for_exchange(struct library *l);
void library_unlock(struct library *l);
/* The vocabulary of now, for as long as it is wanted, without waiting for an exchange; give it back
 * with vocabulary_free. */
struct vocabulary *library_hold_vocabulary(struct library *l);
/* Takes `v` over. Only under library_lock_for_exchange. */
void library_set_vocabulary(struct library *l, struct vocabulary *v);
/* The shipped vocabulary and all stored ones, finished. `*n_merged` (may be NULL) is that of the one
 * called `name`. */
MUST_USE bool library_load_vocabulary(struct db *db, struct str name, size_t *n_merged,
                                      struct vocabulary **out, struct err *e);

#endif
