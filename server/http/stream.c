#include "stream_internal.h"

#include <errno.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

#define TICK_MS     200
#define COMMENT_MS  15000              /* proxies cut what is silent for a minute or less */
#define LIFE_MS     ((int64_t)3600000) /* then the client comes again, with its token */
#define PENDING_MAX ((size_t)1 << 20)  /* a client that is slower than this is dropped */
#define EVENTS_MAX  64

struct streams {
    struct strbuf memory; /* which this is in */
    struct streams_options options;
    pthread_t thread;
    bool has_thread;
    int epoll_fd, wake_fd;
    pthread_mutex_t mutex; /* guards the fields below */
    struct stream *added;  /* not seen by the thread yet */
    size_t n;
    bool is_stopping;
};

/* What was read for the client before, which most others want, too. */
struct batch {
    struct stream_place from, to;
    struct strbuf bytes;
    bool is_read;
};

/* ---- one stream ---- */

static void end_stream(struct streams *s, struct stream *stream)
{
    (void)epoll_ctl(s->epoll_fd, EPOLL_CTL_DEL, stream->fd, NULL);
    strbuf_release(&stream->pending);
    (void)pthread_mutex_lock(&s->mutex);
    s->n--;
    (void)pthread_mutex_unlock(&s->mutex);
    s->options.close(stream);
}

static void send_pending(struct stream *stream)
{
    struct str rest = str_from_pos(strbuf_view(&stream->pending), stream->sent);
    if (!rest.n)
        return;
    ssize_t n = send(stream->fd, rest.p, rest.n, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        stream->is_over = true;
    stream->sent += n > 0 ? (size_t)n : 0;
    if (stream->sent == stream->pending.n) {
        strbuf_reset(&stream->pending);
        stream->sent = 0;
    }
    if (stream->pending.n > PENDING_MAX)
        stream->is_over = true;
}

static bool is_same_place(const struct stream_place *a, const struct stream_place *b)
{
    return memcmp(a->numbers, b->numbers, sizeof(a->numbers)) == 0;
}

static void read_batch(struct streams *s, struct batch *b, const struct stream_place *from)
{
    if (b->is_read && is_same_place(&b->from, from))
        return;
    strbuf_reset(&b->bytes);
    b->from = b->to = *from;
    b->is_read = true;
    s->options.read(s->options.context, &b->to, &b->bytes);
}

static void serve_stream(struct streams *s, struct stream *stream, struct batch *b, int64_t now)
{
    if (!stream->pending.n) {
        read_batch(s, b, &stream->place);
        strbuf_add_str(&stream->pending, strbuf_view(&b->bytes));
        stream->place = b->to;
    }
    if (!stream->pending.n && now - stream->last_ms >= COMMENT_MS)
        strbuf_add_cstr(&stream->pending, ":\n\n");
    if (stream->pending.n)
        stream->last_ms = now;
    send_pending(stream);
    if (now - stream->begun_ms >= LIFE_MS)
        stream->is_over = true;
}

/* ---- the thread ---- */

static void watch(struct streams *s, struct stream *stream)
{
    struct epoll_event event = {.events = EPOLLRDHUP, .data.ptr = stream};
    stream->begun_ms = stream->last_ms = clock_monotonic_ms();
    if (epoll_ctl(s->epoll_fd, EPOLL_CTL_ADD, stream->fd, &event) != 0)
        stream->is_over = true;
}

static bool take_added(struct streams *s, struct stream **list)
{
    (void)pthread_mutex_lock(&s->mutex);
    struct stream *added = s->added;
    bool is_stopping = s->is_stopping;
    s->added = NULL;
    (void)pthread_mutex_unlock(&s->mutex);
    while (added) {
        struct stream *next = added->next;
        watch(s, added);
        added->next = *list;
        *list = added;
        added = next;
    }
    return !is_stopping;
}

/* Until something is to be done: sleeps for good without clients. */
static void wait_for_work(struct streams *s, bool has_streams)
{
    struct epoll_event events[EVENTS_MAX];
    uint64_t count;
    int n = epoll_wait(s->epoll_fd, events, EVENTS_MAX, has_streams ? TICK_MS : -1);
    for (int i = 0; i < n; i++) {
        struct stream *stream = events[i].data.ptr;
        if (stream)
            stream->is_over = true; /* the client has gone */
        else
            (void)!read(s->wake_fd, &count, sizeof(count));
    }
}

static void serve_all(struct streams *s, struct stream **list, bool goes_on)
{
    struct batch b = {.bytes = STRBUF_INIT};
    int64_t now = clock_monotonic_ms();
    for (struct stream **at = list; *at;) {
        struct stream *stream = *at;
        if (goes_on && !stream->is_over)
            serve_stream(s, stream, &b, now);
        if (goes_on && !stream->is_over) {
            at = &stream->next;
            continue;
        }
        *at = stream->next;
        end_stream(s, stream);
    }
    strbuf_release(&b.bytes);
}

static void *run(void *context)
{
    struct streams *s = context;
    struct stream *list = NULL;
    for (bool goes_on = true; goes_on;) {
        wait_for_work(s, list != NULL);
        goes_on = take_added(s, &list);
        serve_all(s, &list, goes_on);
    }
    return NULL;
}

/* ---- life ---- */

static void wake(struct streams *s)
{
    uint64_t one = 1;
    (void)!write(s->wake_fd, &one, sizeof(one));
}

struct streams *streams_new(const struct streams_options *o)
{
    struct strbuf memory = STRBUF_INIT;
    strbuf_reserve(&memory, sizeof(struct streams));
    struct streams *s = (struct streams *)(void *)memory.p;
    *s = (struct streams){.memory = memory, .options = *o};
    (void)pthread_mutex_init(&s->mutex, NULL);
    s->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    s->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN};
    s->has_thread = s->epoll_fd >= 0 && s->wake_fd >= 0 &&
                    epoll_ctl(s->epoll_fd, EPOLL_CTL_ADD, s->wake_fd, &event) == 0 &&
                    pthread_create(&s->thread, NULL, run, s) == 0;
    s->is_stopping = !s->has_thread;
    if (!s->has_thread)
        LOG_ERROR("http", "no streams of events", "problem=\"%s\"", strerror(errno));
    return s;
}

void streams_stop(struct streams *s)
{
    (void)pthread_mutex_lock(&s->mutex);
    s->is_stopping = true;
    (void)pthread_mutex_unlock(&s->mutex);
    if (!s->has_thread)
        return;
    wake(s);
    (void)pthread_join(s->thread, NULL);
    s->has_thread = false;
}

void streams_free(struct streams *s)
{
    if (!s)
        return;
    if (s->epoll_fd >= 0)
        (void)close(s->epoll_fd);
    if (s->wake_fd >= 0)
        (void)close(s->wake_fd);
    (void)pthread_mutex_destroy(&s->mutex);
    struct strbuf memory = s->memory;
    strbuf_release(&memory);
}

bool streams_add(struct streams *s, struct stream *stream, struct err *e)
{
    (void)pthread_mutex_lock(&s->mutex);
    bool fits = !s->is_stopping && s->n < STREAMS_MAX;
    if (fits) {
        stream->next = s->added;
        s->added = stream;
        s->n++;
    }
    (void)pthread_mutex_unlock(&s->mutex);
    if (!fits)
        return err_set(e, ERR_BUSY,
                       "Too many streams of events are open; ask GET /api/v1/changes instead.");
    wake(s);
    return true;
}
