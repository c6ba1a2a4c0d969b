/* stream.h: answers without an end: server-sent events to many clients, all from one thread.
 *
 * A handler sets `response.stream`; the body that it wrote goes out first. From then on the thread of the
 * streams owns the socket: it asks server_options.read_events for what came after the place of each client, some
 * times a second, and sends a comment when nothing was sent for a while. A client that has gone, or does not
 * take what it is sent, is dropped. libmicrohttpd suspends the connection once and resumes it once, at the end:
 * its handling of connections that are suspended often has defects (RELIABILITY.md 1.1).
 *
 * The place is opaque here. Clients at the same place get the same bytes, made once. */
#ifndef PS_HTTP_STREAM_H
#define PS_HTTP_STREAM_H

#include <stdint.h>

#include "base/strbuf.h"

#define STREAMS_MAX 256 /* at once; more get ERR_BUSY */

struct stream_place {
    uint64_t numbers[3];
};

/* Appends what came after `*place` and moves it there; appends nothing when nothing did. */
typedef void stream_reader(void *context, struct stream_place *place, struct strbuf *out);

#endif
