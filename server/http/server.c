#include "http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "cors_internal.h"
#include "exchange_internal.h"

#define DEFAULT_THREADS   4 /* that answer questions */
#define WRITER_THREADS    4
#define IO_THREADS        4
#define CONNECTION_LIMIT  1000
#define IDLE_TIMEOUT_S    30
#define CONNECTION_MEMORY ((size_t)48 << 10) /* above our own caps on target and headers */
#define BODIES_IN_FLIGHT  ((uint64_t)64 << 20)
/* What is still read and thrown away of a body that is too large, so that the client gets the answer. */
#define DISCARD_MAX ((size_t)8 << 20)

struct server {
    struct MHD_Daemon *daemon;
    struct server_options options;
    struct cache *cache;
    struct streams *streams; /* NULL: there are none */
    struct workers *readers, *writers;
    _Atomic uint16_t port; /* set when threads are running already */
    atomic_uint_fast64_t requests, refused, errors_5xx, in_flight, body_bytes, sequence;
};

/* On every answer. The page needs nothing from elsewhere, so the policy can be strict. */
static const char *const fixed_headers[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
     "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Paperstack-Version", PS_VERSION},
};

/* ---- reading ---- */

static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    return exchange_new(target);
}

/* Paths and parameters are decoded by filter.c, segment by segment. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

static enum MHD_Result count_one(void *context, enum MHD_ValueKind kind, const char *name,
                                 size_t name_n, const char *value, size_t value_n)
{
    (void)kind, (void)name, (void)name_n, (void)value, (void)value_n;
    ++*(size_t *)context;
    return MHD_YES;
}

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   size_t name_n, const char *value, size_t value_n)
{
    (void)kind;
    struct request *q = context;
    q->headers[q->n_headers++] = (struct http_pair){
        str_copy(q->arena, str_of(name, name_n)),
        str_copy(q->arena, str_of(value, value_n)),
    };
    return MHD_YES;
}

static void read_headers(struct request *q, struct MHD_Connection *connection)
{
    size_t n = 0;
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, count_one, &n);
    q->headers = ARENA_ARRAY(q->arena, struct http_pair, n);
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take_header, q);
}

static void read_peer(struct request *q, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (!info || !info->client_addr)
        return;
    if (info->client_addr->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, info->client_addr, sizeof(in));
        (void)inet_ntop(AF_INET, &in.sin_addr, text, sizeof(text));
        q->is_loopback = (ntohl(in.sin_addr.s_addr) >> 24) == 127;
    } else if (info->client_addr->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, info->client_addr, sizeof(in));
        (void)inet_ntop(AF_INET6, &in.sin6_addr, text, sizeof(text));
        q->is_loopback = IN6_IS_ADDR_LOOPBACK(&in.sin6_addr);
    }
    q->remote = str_copy(q->arena, str_from(text));
}

static bool read_method(struct request *q, const char *name, struct err *e)
{
    for (int m = 0; m < HTTP_METHOD_COUNT; m++) {
        if (str_eq(str_from(name), str_from(http_method_name((enum http_method)m)))) {
            q->method = (enum http_method)m;
            return true;
        }
    }
    return err_set(e, ERR_NOT_IMPLEMENTED, "The method is not known here.");
}

/* ---- answering ---- */

static struct MHD_Response *mhd_response(struct response *r)
{
    if (r->borrowed.p)
        /* libmicrohttpd does not write to persistent buffers, but its type is not const. */
        return MHD_create_response_from_buffer(r->borrowed.n, (void *)(uintptr_t)r->borrowed.p,
                                               MHD_RESPMEM_PERSISTENT);
    size_t n;
    char *bytes = strbuf_take(&r->body, &n);
    return MHD_create_response_from_buffer_with_free_callback(n, bytes, free);
}

static void add_header(struct MHD_Response *m, struct arena *a, struct str name, struct str value)
{
    if (MHD_add_response_header(m, str_cstr(a, name), str_cstr(a, value)) != MHD_YES)
        LOG_ERROR("http", "a response header was refused", "name=%.*s", STR_FMT(name));
}

static void add_cors_headers(struct MHD_Response *m, const struct server_options *o,
                             const struct request *q)
{
    struct http_pair headers[CORS_HEADERS_MAX];
    size_t n = cors_list_headers(o->cors_origins, q, headers);
    for (size_t i = 0; i < n; i++)
        add_header(m, q->arena, headers[i].name, headers[i].value);
}

static void add_fixed_headers(struct MHD_Response *m, const struct server_options *o,
                              const struct request *q)
{
    add_cors_headers(m, o, q);
    for (size_t i = 0; i < ARRAY_LEN(fixed_headers); i++)
        (void)MHD_add_response_header(m, fixed_headers[i][0], fixed_headers[i][1]);
    (void)MHD_add_response_header(m, "X-Request-Id", q->id);
}

static enum MHD_Result send_response(struct exchange *x, const struct server_options *o,
                                     struct MHD_Connection *connection, bool close)
{
    struct response *r = &x->response;
    struct MHD_Response *m = mhd_response(r);
    if (!m)
        return MHD_NO;
    add_fixed_headers(m, o, &x->request);
    if (close)
        (void)MHD_add_response_header(m, "Connection", "close");
    for (size_t i = 0; i < r->n_headers; i++)
        add_header(m, x->arena, r->headers[i].name, r->headers[i].value);
    enum MHD_Result ok = MHD_queue_response(connection, (unsigned)r->status, m);
    MHD_destroy_response(m);
    return ok;
}

static void release_cached(void *entry)
{
    cache_release(entry);
}

/* The bytes go out from the cache itself; the entry is released when they are sent. */
static enum MHD_Result send_cached(struct exchange *x, const struct server_options *o,
                                   struct MHD_Connection *connection)
{
    const char *name, *value;
    size_t at = 0;
    struct str body = cache_body(x->cached);
    struct MHD_Response *m = MHD_create_response_from_buffer_with_free_callback_cls(
        body.n, (void *)(uintptr_t)body.p, release_cached, (void *)(uintptr_t)x->cached);
    if (!m)
        return MHD_NO;
    const struct cache_entry *entry = x->cached;
    x->cached = NULL;
    add_fixed_headers(m, o, &x->request);
    while (cache_next_header(entry, &at, &name, &value))
        (void)MHD_add_response_header(m, name, value);
    enum MHD_Result ok = MHD_queue_response(connection, MHD_HTTP_OK, m);
    MHD_destroy_response(m);
    return ok;
}

/* ---- streams ---- */

static void add_line(struct strbuf *head, struct str name, struct str value)
{
    strbuf_printf(head, "%.*s: %.*s\r\n", STR_FMT(name), STR_FMT(value));
}

/* What libmicrohttpd writes before other answers. */
static void write_head(struct strbuf *head, const struct server_options *o, const struct request *q,
                       const struct response *r)
{
    struct http_pair cors[CORS_HEADERS_MAX];
    size_t n_cors = cors_list_headers(o->cors_origins, q, cors);
    char date[40];
    time_t now = time(NULL);
    struct tm t;
    (void)gmtime_r(&now, &t);
    (void)strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &t);
    strbuf_add_cstr(head, "HTTP/1.1 200 OK\r\nConnection: close\r\n");
    add_line(head, STR("Date"), str_from(date));
    for (size_t i = 0; i < ARRAY_LEN(fixed_headers); i++)
        add_line(head, str_from(fixed_headers[i][0]), str_from(fixed_headers[i][1]));
    for (size_t i = 0; i < n_cors; i++)
        add_line(head, cors[i].name, cors[i].value);
    add_line(head, STR("X-Request-Id"), str_from(q->id));
    for (size_t i = 0; i < r->n_headers; i++)
        add_line(head, r->headers[i].name, r->headers[i].value);
    strbuf_add_cstr(head, "\r\n");
}

/* Small writes are to arrive at once; libmicrohttpd may have left the socket corked. */
static void send_without_delay(int fd)
{
    int off = 0, on = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &off, sizeof(off));
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

/* From here on only the thread of the streams touches the socket, until end_stream. A stream that cannot be
 * taken is resumed at once, and answered with the refusal when libmicrohttpd calls again. */
static enum MHD_Result begin_stream(struct server *s, struct exchange *x,
                                    struct MHD_Connection *connection, const struct response *r)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (!info || !s->streams)
        return MHD_NO;
    x->stream = (struct stream){
        .fd = info->connect_fd, .owner = connection, .place = *r->stream, .pending = STRBUF_INIT};
    write_head(&x->stream.pending, &s->options, &x->request, r);
    strbuf_add_str(&x->stream.pending, strbuf_view(&r->body));
    send_without_delay(x->stream.fd);
    MHD_suspend_connection(connection);
    x->is_streamed = true;
    if (streams_add(s->streams, &x->stream, &x->refused))
        return MHD_YES;
    x->is_streamed = x->is_answered = false;
    strbuf_release(&x->stream.pending);
    strbuf_release(&x->response.body);
    x->response = (struct response){.body = STRBUF_INIT};
    MHD_resume_connection(connection);
    return MHD_YES;
}

static void end_stream(struct stream *stream)
{
    MHD_resume_connection(stream->owner);
}

/* ---- who answers ---- */

static void answer_now(struct server *s, struct exchange *x)
{
    exchange_answer(x, &s->options);
    if (x->response.status >= 500)
        atomic_fetch_add(&s->errors_5xx, 1);
}

/* On a thread of the pool; on_request goes on with the answer. */
static void answer_later(void *context)
{
    struct exchange *x = context;
    answer_now(x->server, x);
    MHD_resume_connection(x->owner);
}

/* The page, refusals and what is kept need no thread of their own. */
static bool needs_worker(const struct exchange *x, bool close)
{
    return !close && x->route && x->refused.code == ERR_NONE;
}

static bool give_to_worker(struct server *s, struct exchange *x, struct MHD_Connection *connection)
{
    x->server = s;
    x->owner = connection;
    x->item = (struct work_item){.work = answer_later, .context = x};
    MHD_suspend_connection(connection);
    if (workers_add(exchange_changes_something(x) ? s->writers : s->readers, &x->item))
        return true;
    MHD_resume_connection(connection);
    (void)err_set(&x->refused, ERR_BUSY, "The server is stopping; try again in a moment.");
    return false;
}

static enum MHD_Result answer(struct server *s, struct exchange *x,
                              struct MHD_Connection *connection, bool close)
{
    if (x->cached && !close)
        return send_cached(x, &s->options, connection);
    if (!x->is_answered && needs_worker(x, close)) {
        (void)give_to_worker(s, x, connection);
        return MHD_YES; /* called again when it is resumed */
    }
    if (!x->is_answered)
        answer_now(s, x);
    return x->response.stream && !close ? begin_stream(s, x, connection, &x->response)
                                        : send_response(x, &s->options, connection, close);
}

/* ---- the callbacks ---- */

static enum MHD_Result refuse(struct server *s, struct exchange *x,
                              struct MHD_Connection *connection)
{
    atomic_fetch_add(&s->refused, 1);
    return answer(s, x, connection, true);
}

static enum MHD_Result begin(struct server *s, struct exchange *x,
                             struct MHD_Connection *connection, const char *method)
{
    x->started = true;
    x->counted = true;
    x->cache = s->cache;
    atomic_fetch_add(&s->in_flight, 1);
    (void)snprintf(x->request.id, sizeof(x->request.id), "%08x-%llu", (unsigned)getpid(),
                   (unsigned long long)atomic_fetch_add(&s->sequence, 1));
    atomic_fetch_add(&s->requests, 1);
    read_headers(&x->request, connection);
    read_peer(&x->request, connection);
    if (!read_method(&x->request, method, &x->refused) || !exchange_begin(x, &s->options, s->port))
        return refuse(s, x, connection);
    if (x->body_length > 0 &&
        atomic_load(&s->body_bytes) + (uint64_t)x->body_length > BODIES_IN_FLIGHT) {
        (void)err_set(&x->refused, ERR_BUSY, "Too many uploads at once; try again in a moment.");
        return refuse(s, x, connection);
    }
    return MHD_YES;
}

static enum MHD_Result take_body(struct server *s, struct exchange *x, const char *p, size_t *n)
{
    size_t size = *n;
    *n = 0;
    if (x->body.n + size <= x->body_max) {
        strbuf_add(&x->body, p, size);
        atomic_fetch_add(&s->body_bytes, size);
        return MHD_YES;
    }
    x->body_too_large = true;
    return size > DISCARD_MAX ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_n, void **connection_context)
{
    (void)url;
    (void)version;
    struct server *s = context;
    struct exchange *x = *connection_context;
    if (!x)
        return MHD_NO;
    if (x->is_streamed)
        return MHD_NO; /* closes the connection */
    if (!x->started)
        return begin(s, x, connection, method);
    if (*data_n)
        return take_body(s, x, data, data_n);
    return answer(s, x, connection, x->body_too_large);
}

static void on_completed(void *context, struct MHD_Connection *connection,
                         void **connection_context, enum MHD_RequestTerminationCode reason)
{
    (void)connection;
    (void)reason;
    struct server *s = context;
    struct exchange *x = *connection_context;
    if (!x)
        return;
    if (x->counted)
        atomic_fetch_sub(&s->in_flight, 1);
    atomic_fetch_sub(&s->body_bytes, x->body.n);
    exchange_free(x);
    *connection_context = NULL;
}

/* ---- life ---- */

static void log_library(void *context, const char *fmt, va_list args) PRINTF(2, 0);

static void log_library(void *context, const char *fmt, va_list args)
{
    (void)context;
    char text[512];
    (void)vsnprintf(text, sizeof(text), fmt, args);
    /* Said whenever on_request closes a connection, which is how streams end. */
    if (str_starts(str_from(text), STR("Application reported internal error")))
        return;
    LOG_WARN("http", "libmicrohttpd", "text=\"%s\"", text);
}

static bool read_address(const struct server_options *o, struct sockaddr_storage *out, bool *is_v6,
                         struct err *e)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(o->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(o->port)};
    memset(out, 0, sizeof(*out));
    *is_v6 = false;
    if (inet_pton(AF_INET, o->address, &v4.sin_addr) == 1) {
        memcpy(out, &v4, sizeof(v4));
        return true;
    }
    if (inet_pton(AF_INET6, o->address, &v6.sin6_addr) == 1) {
        memcpy(out, &v6, sizeof(v6));
        *is_v6 = true;
        return true;
    }
    return err_set(e, ERR_USAGE, "\"%s\" is not an address; write for example 127.0.0.1.",
                   o->address);
}

static struct MHD_Daemon *start_daemon(struct server *s, const struct sockaddr_storage *address,
                                       bool is_v6)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
                     MHD_USE_ERROR_LOG | (is_v6 ? MHD_USE_IPv6 : 0);
    return MHD_start_daemon(
        flags, s->options.port, NULL, NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, log_library,
        NULL, MHD_OPTION_SOCK_ADDR, (const struct sockaddr *)address, MHD_OPTION_URI_LOG_CALLBACK,
        on_target, NULL, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s, MHD_OPTION_THREAD_POOL_SIZE, IO_THREADS,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTION_LIMIT, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_TIMEOUT_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_END);
}

static void stop_streams(struct server *s)
{
    if (s->streams)
        streams_stop(s->streams);
}

static bool start_workers(struct server *s, struct err *e)
{
    unsigned threads = s->options.threads ? s->options.threads : DEFAULT_THREADS;
    return workers_new(threads, &s->readers, e) && workers_new(WRITER_THREADS, &s->writers, e);
}

/* What waits is answered first: a suspended connection must not be left behind. */
static void stop_workers(struct server *s)
{
    workers_stop(s->readers);
    workers_stop(s->writers);
}

static void free_parts(struct server *s)
{
    workers_free(s->readers);
    workers_free(s->writers);
    streams_free(s->streams);
    cache_free(s->cache);
    free(s);
}

static bool start_listening(struct server *s, const struct sockaddr_storage *address, bool is_v6,
                            struct err *e)
{
    s->daemon = start_daemon(s, address, is_v6);
    return s->daemon ||
           err_set_detail(e, ERR_IO, strerror(errno),
                          "Cannot listen on %s port %u: %s. Choose another with --port.",
                          s->options.address, s->options.port, strerror(errno));
}

bool server_start(const struct server_options *o, struct server **out, struct err *e)
{
    struct sockaddr_storage address;
    bool is_v6;
    if (!read_address(o, &address, &is_v6, e))
        return false;
    struct server *s = calloc(1, sizeof(*s));
    if (!s)
        BUG("out of memory");
    s->options = *o;
    s->port = o->port;
    s->cache = o->version ? cache_new() : NULL;
    struct streams_options streams = {o->context, o->read_events, end_stream};
    s->streams = o->read_events ? streams_new(&streams) : NULL;
    if (!start_workers(s, e) || !start_listening(s, &address, is_v6, e)) {
        stop_workers(s);
        stop_streams(s);
        free_parts(s);
        return false;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info && info->port)
        s->port = info->port;
    *out = s;
    return true;
}

uint16_t server_port(const struct server *s)
{
    return s->port;
}

void server_stop(struct server *s, int64_t drain_ms)
{
    if (!s)
        return;
    MHD_socket listening = MHD_quiesce_daemon(s->daemon);
    int64_t end = clock_monotonic_ms() + drain_ms;
    stop_streams(s);
    while (atomic_load(&s->in_flight) && clock_monotonic_ms() < end)
        (void)usleep(5000);
    stop_workers(s);
    MHD_stop_daemon(s->daemon);
    if (listening != MHD_INVALID_SOCKET)
        (void)close(listening);
    free_parts(s);
}

void server_read_stats(const struct server *s, struct server_stats *out)
{
    *out = (struct server_stats){
        .requests = atomic_load(&s->requests),
        .refused = atomic_load(&s->refused),
        .errors_5xx = atomic_load(&s->errors_5xx),
        .in_flight = atomic_load(&s->in_flight),
    };
}

const char *server_microhttpd_version(void)
{
    return MHD_get_version();
}
