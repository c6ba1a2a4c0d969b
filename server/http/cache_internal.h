/* cache_internal.h: answers that are sent again as they are, while what they depend on has not changed.
 *
 * An answer to a GET is found by its target as sent, its language and whether it is compressed, and is good for
 * one version of the library (server_options.version). What is found skips routing, the database, JSON and
 * compression. At most CACHE_BYTES are kept; older ones go.
 *
 * Threads: any. An entry that was found stays alive until it is released. */
#ifndef PS_HTTP_CACHE_INTERNAL_H
#define PS_HTTP_CACHE_INTERNAL_H

#include "http/route.h"

#define CACHE_BYTES     ((size_t)32 << 20)
#define CACHE_ENTRY_MAX ((size_t)512 << 10)

struct cache;
struct cache_entry;

struct cache *cache_new(void);
void cache_free(struct cache *c); /* NULL is fine */

/* NULL when there is none for this version, or the request has something of its own: another method, a version
 * that it knows already, a wish for text. */
const struct cache_entry *cache_find(struct cache *c, const struct request *q, uint64_t version);
/* Keeps a copy of what is about to be sent, if it may be sent again. */
void cache_keep(struct cache *c, const struct request *q, const struct route *route,
                const struct response *r);
void cache_release(const struct cache_entry *entry); /* NULL is fine */

const struct route *cache_route(const struct cache_entry *entry);
struct str cache_body(const struct cache_entry *entry);
/* Goes through the headers; false at the end. `*at` begins at 0; both zero-terminated. */
bool cache_next_header(const struct cache_entry *entry, size_t *at, const char **name,
                       const char **value);

#endif
