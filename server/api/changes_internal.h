/* changes_internal.h: what the feed of changes and its live form share. */
#ifndef PS_API_CHANGES_INTERNAL_H
#define PS_API_CHANGES_INTERNAL_H

#include "api_internal.h"
#include "store/journal.h"

#define CHANGES_LIMIT_MAX 1000

/* The number behind ?since=. Errors: ERR_INVALID_PARAMETER, ERR_GONE. */
MUST_USE bool changes_read_since(struct db *db, struct str text, struct arena *a, int64_t *since,
                                 struct err *e);
/* {seq,type,id,action,at}, with the name of what is there and `now` for an id that leads on. A new
 * reference. */
json_t *changes_row_to_json(struct db *db, const struct journal_row *row, struct arena *a);

#endif
