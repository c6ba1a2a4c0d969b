/* decide_internal.h: decisions between their three forms.
 *
 *   decision_json.c  as stored, and as shown
 *   request.c        what a client asks for, made into a decision with anchors
 *   decide.c         recording, listing, states
 *   target.c         which decisions touch a thing
 *   file.c           all of them as a text file */
#ifndef PS_APP_DECIDE_INTERNAL_H
#define PS_APP_DECIDE_INTERNAL_H

#include "app/decide.h"

#define DECISION_ID_MAX   80
#define DECISION_TEXT_MAX 2000 /* bytes of a reason, title or label */

/* ---- decision_json.c ---- */
void decision_from_row(const struct decision_row *row, struct arena *a, struct decision *out);
/* The members of the body only. A new reference. */
json_t *decision_body(const struct decision *d);
bool decision_kind_from_name(struct str name, enum decision_kind *out);
const char *decision_anchor_name(enum decision_kind kind, bool is_second);

/* ---- request.c ---- */
bool decision_id_is_valid(struct str id);
/* Reads everything but id, time and author. */
MUST_USE bool decision_read_request(const struct vocabulary *v, struct db *db,
                                    const json_t *request, struct arena *a, struct decision *out,
                                    struct err *e);

/* ---- decide.c ---- */
/* What the graph has to follow: a revert brings back, or takes back again, the decision at the end of the
 * chain; `*found` false while that one has not arrived. */
MUST_USE bool decision_find_concerned(struct db *db, const struct decision *d, struct arena *a,
                                      struct decision *out, bool *found, struct err *e);
/* Adds a decision that is complete and brings the graph up to date. A revert may come before what it
 * reverts, but a chain of reverts must not lead back to itself: each is later than its target. */
MUST_USE bool decision_put(const struct library *l, struct db *db, const struct decision *d,
                           struct str request_hash, struct arena *a, struct err *e);

#endif
