/* search_index_internal.h: keeps the full-text indexes in step with notes, papers and concepts.
 *
 * FTS5 writes a segment whenever row numbers fall, so changes of names are gathered during a
 * transaction and written at its commit in the order of their numbers. Texts of notes are written
 * at once: new notes have rising numbers anyway. */
#ifndef PS_STORE_SEARCH_INDEX_INTERNAL_H
#define PS_STORE_SEARCH_INDEX_INTERNAL_H

#include "store/graph.h"

MUST_USE bool search_index_add_note(struct db *db, int64_t note_id, struct str title,
                                    struct str body, struct err *e);
/* `title` and `body` are those that were added. */
MUST_USE bool search_index_remove_note(struct db *db, int64_t note_id, struct str title,
                                       struct str body, struct err *e);

/* A node was made (`old` NULL), changed or deleted in this transaction; `old` as it was before. */
void search_index_touch_paper(struct db *db, int64_t id, const struct paper_row *old);
void search_index_touch_concept(struct db *db, int64_t id, const struct concept_row *old);
/* Empties the index of names. */
MUST_USE bool search_index_clear_names(struct db *db, struct err *e);
/* Writes what was gathered. */
MUST_USE bool search_index_flush(struct db *db, struct err *e);

#endif
