/* reading.h (app): what a person says of reading a paper: a state, a rating, a few words.
 *
 * It is the person's word alone: notes are not asked, and nobody writes for another. A state stays with its
 * paper as decisions do (app/decide.h): through edited notes, a better extractor, a rebuild. After a merge
 * what was said last counts; a revert gives each paper its own again. `person` is the name of the identity
 * that asks (app/people.h), "local" in an open library.
 *
 * Threads: reading_say and reading_forget take the write transaction; the others read in the caller's. */
#ifndef PS_APP_READING_H
#define PS_APP_READING_H

#include <jansson.h>

#include "app/library.h"
#include "base/language.h"
#include "store/reading.h"

#define READING_STATES     "queued|reading|read|skipped"
#define READING_RATING_MAX 5
#define READING_NOTE_MAX   2000 /* bytes */

/* Reads {state, rating, note}; of the row that is there, if any, nothing stays. Errors: ERR_VALIDATION names
 * the member and the fix. */
MUST_USE bool reading_read_request(const json_t *request, enum language language, struct arena *a,
                                   struct reading_row *out, struct err *e);

/* Records state, rating and note of `row` for the paper with this public id, durably, and completes `row`.
 * Errors: ERR_NOT_FOUND. */
MUST_USE bool reading_say(struct library *l, struct str person, struct str paper_id,
                          struct arena *a, struct reading_row *row, struct err *e);
/* As if nothing had been said; that is fine when nothing was. Errors: ERR_NOT_FOUND for the paper. */
MUST_USE bool reading_forget(struct library *l, struct str person, struct str paper_id,
                             struct arena *a, struct err *e);

/* {person, state, rating, note, changed_at}; a new reference. */
json_t *reading_to_json(const struct reading_row *row);

#endif
