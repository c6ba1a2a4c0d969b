/* stream_internal.h: the thread that writes to all streams, for server.c. */
#ifndef PS_HTTP_STREAM_INTERNAL_H
#define PS_HTTP_STREAM_INTERNAL_H

#include "base/attr.h"
#include "base/err.h"
#include "http/stream.h"

struct streams;

/* One client. Its memory belongs to whoever adds it, until `close` is called with it. */
struct stream {
    int fd;
    void *owner; /* for `close` */
    struct stream_place place;
    struct strbuf pending; /* what the socket did not take yet; released before `close` */
    size_t sent;           /* of it */
    int64_t begun_ms, last_ms;
    struct stream *next;
    bool is_over;
};

struct streams_options {
    void *context;
    stream_reader *read;
    /* Gives the stream back; called on the thread of the streams, which does not look at it again. */
    void (*close)(struct stream *s);
};

struct streams *streams_new(const struct streams_options *o);
/* Gives all streams back; afterwards none can be added. */
void streams_stop(struct streams *s);
void streams_free(struct streams *s); /* after streams_stop; NULL is fine */
/* False when there are too many, or the server is stopping. Errors: ERR_BUSY. */
MUST_USE bool streams_add(struct streams *s, struct stream *stream, struct err *e);

#endif
