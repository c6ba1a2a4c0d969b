/* feed_internal.h: an Atom feed (RFC 4287) as it is put together, entry by entry.
 *
 * Ids are made from the store and the thing, so that they stay and no two libraries share one. Text of notes
 * may hold what XML cannot: it becomes U+FFFD. */
#ifndef PS_API_FEED_INTERNAL_H
#define PS_API_FEED_INTERNAL_H

#include "api_internal.h"

/* Begins the answer; `updated_ms` is that of the newest entry. */
void feed_begin(struct api_call *c, const char *title, struct str self, int64_t updated_ms);
/* `path` is the address of the thing's page below the server; `author` may be empty. */
void feed_add(struct api_call *c, struct str thing, struct str title, struct str path,
              struct str author, int64_t updated_ms);
void feed_end(struct api_call *c);

#endif
