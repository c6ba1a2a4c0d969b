#include "check.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/server.h"

/* ---- a small server: one route of each kind ---- */

static bool echo(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context;
    (void)e;
    struct str name = request_path_param(q, "name");
    response_content_type(r, "text/plain");
    strbuf_printf(&r->body, "%s|%.*s|%.*s|%.*s", http_method_name(q->method), STR_FMT(name),
                  STR_FMT(request_query(q, "q", NULL)), STR_FMT(q->body));
    return true;
}

static bool break_down(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context, (void)q, (void)r;
    return err_set_detail(e, ERR_STORAGE, "disk /dev/secret", "The data cannot be written.");
}

static bool lengthy(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context, (void)q, (void)e;
    r->allow_gzip = true;
    response_content_type(r, "text/plain");
    for (int i = 0; i < 1000; i++)
        strbuf_add_cstr(&r->body, "the same words again. ");
    return true;
}

static const struct route_param echo_params[] = {
    {.name = "q", .type = PARAM_TEXT},
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = 200},
    {.name = NULL},
};

static const struct route routes[] = {
    {.method = HTTP_GET, .pattern = "/echo/{name}", .handler = echo, .params = echo_params},
    {.method = HTTP_PUT, .pattern = "/echo/{name}", .handler = echo, .body_max = 100},
    {.method = HTTP_GET, .pattern = "/files/{name*}", .handler = echo},
    {.method = HTTP_GET, .pattern = "/fail", .handler = break_down},
    {.method = HTTP_GET, .pattern = "/long", .handler = lengthy},
};
static const struct router router = {routes, ARRAY_LEN(routes)};

static int start(void **state)
{
    struct server_options o = {.address = "127.0.0.1", .router = &router, .threads = 2};
    struct server *s;
    struct err e = {0};
    check_ok(server_start(&o, &s, &e), e);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    server_stop(*state, 1000);
    return 0;
}

static int connect_to(const struct server *s)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(server_port(s)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval limit = {.tv_sec = 3};
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

/* Sends the bytes as they are, with "@HOST@" replaced; reads until the server closes or is silent. */
static size_t exchange(const struct server *s, const char *request, char *answer, size_t cap)
{
    int fd = connect_to(s);
    char host[32];
    STRBUF_SCOPE(bytes);
    (void)snprintf(host, sizeof(host), "127.0.0.1:%u", server_port(s));
    struct str rest = str_from(request);
    size_t at;
    while ((at = str_find(rest, STR("@HOST@"), 0)) != SIZE_MAX) {
        strbuf_add(&bytes, rest.p, at);
        strbuf_add_cstr(&bytes, host);
        rest = str_from_pos(rest, at + 6);
    }
    strbuf_add_str(&bytes, rest);
    assert_int_equal(send(fd, bytes.p, bytes.n, MSG_NOSIGNAL), bytes.n);
    (void)shutdown(fd, SHUT_WR);
    size_t n = 0;
    ssize_t got;
    while (n + 1 < cap && (got = recv(fd, answer + n, cap - 1 - n, 0)) > 0)
        n += (size_t)got;
    answer[n] = '\0';
    (void)close(fd);
    return n;
}

/* How many answers came back: a smuggled request would give a second. */
static int count_answers(const char *answer)
{
    int n = 0;
    for (const char *p = strstr(answer, "HTTP/1."); p; p = strstr(p + 1, "HTTP/1."))
        n++;
    return n;
}

struct http_case {
    const char *name;
    const char *request;
    const char *status;
    const char *contains;
};

#define GET(path) "GET " path " HTTP/1.1\r\nHost: @HOST@\r\nConnection: close\r\n\r\n"
#define HIDDEN    "GET /echo/hidden HTTP/1.1\r\nHost: @HOST@\r\n\r\n"

static const struct http_case cases[] = {
    {"plain", GET("/echo/a"), " 200 ", "GET|a||"},
    {"decoded segment keeps its slash", GET("/echo/10.1%2Fx?q=a%20b+c"), " 200 ",
     "GET|10.1/x|a b c|"},
    {"rest of the path", GET("/files/a/b.md"), " 200 ", "GET|a/b.md||"},
    {"not found", GET("/nothing"), " 404 ", "\"code\":\"not-found\""},
    {"unknown parameter", GET("/echo/a?limt=3"), " 400 ", "\"suggestion\":\"limit\""},
    {"bad value", GET("/echo/a?limit=900"), " 400 ", "limit must be a number from 1 to 200."},
    {"method with Allow", "DELETE /echo/a HTTP/1.1\r\nHost: @HOST@\r\nConnection: close\r\n\r\n",
     " 405 ", "Allow: GET, HEAD, PUT, OPTIONS"},
    {"options", "OPTIONS /echo/a HTTP/1.1\r\nHost: @HOST@\r\nConnection: close\r\n\r\n", " 204 ",
     "Allow: GET, HEAD, PUT, OPTIONS"},
    {"head", "HEAD /echo/a HTTP/1.1\r\nHost: @HOST@\r\nConnection: close\r\n\r\n", " 200 ",
     "Content-Length: 8"},
    {"invented method", "BREW /echo/a HTTP/1.1\r\nHost: @HOST@\r\n\r\n", " 501 ",
     "not-implemented"},
    {"body",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
     " 200 ", "PUT|a||hello"},
    {"chunked body",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding: chunked\r\nConnection: "
     "close\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
     " 200 ", "PUT|a||abc"},
    {"body too large by its header",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 101\r\n\r\n", " 413 ",
     "the limit here is 100"},
    {"body where none is taken",
     "GET /echo/a HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 3\r\n\r\nabc", " 413 ", "too-large"},
    {"no host", "GET /echo/a HTTP/1.1\r\n\r\n", " 400 ", ""},
    {"two hosts", "GET /echo/a HTTP/1.1\r\nHost: @HOST@\r\nHost: evil\r\n\r\n", " 400 ",
     "exactly one Host"},
    {"foreign host", "GET /echo/a HTTP/1.1\r\nHost: rebound.example:80\r\n\r\n", " 421 ",
     "host-not-allowed"},
    {"foreign host on a missing page", "GET /nothing HTTP/1.1\r\nHost: rebound.example\r\n\r\n",
     " 421 ", "host-not-allowed"},
    {"length and chunked",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 4\r\nTransfer-Encoding: "
     "chunked\r\n\r\n0\r\n\r\n" HIDDEN,
     " 400 ", "bad-request"},
    {"two lengths",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 0\r\nContent-Length: "
     "44\r\n\r\n" HIDDEN,
     " 400 ", "bad-request"},
    {"space before the colon",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding : chunked\r\nContent-Length: "
     "5\r\n\r\n0\r\n\r\n" HIDDEN,
     " 400 ", ""},
    {"other transfer coding",
     "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", " 501 ",
     "chunked"},
    {"NUL in the path", GET("/echo/a%00b"), " 400 ", "control character"},
    {"half escape", GET("/echo/a%zz"), " 400 ", "hexadecimal"},
    {"invalid UTF-8", GET("/echo/%ff"), " 400 ", "UTF-8"},
    {"dot segments", GET("/files/..%2f..%2fetc/passwd"), " 200 ", "GET|../../etc/passwd||"},
    {"plain dot segments", GET("/files/../etc/passwd"), " 400 ", "not allowed in the path"},
    {"empty segment", GET("/files//a"), " 400 ", "empty part"},
    {"absolute form", GET("http://evil/echo/a"), " 400 ", "must begin with"},
    {"CONNECT", "CONNECT evil:443 HTTP/1.1\r\nHost: @HOST@\r\n\r\n", " 501 ", ""},
    {"errors hide the detail", GET("/fail"), " 507 ", "The data cannot be written."},
    {"security headers", GET("/echo/a"), " 200 ", "Content-Security-Policy: default-src 'none'"},
};

static void requests_are_answered(void **state)
{
    static char answer[65536];
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        (void)exchange(*state, cases[i].request, answer, sizeof(answer));
        char first[64] = "";
        (void)snprintf(first, sizeof(first), "%.40s", answer);
        if (!strstr(first, cases[i].status) || !strstr(answer, cases[i].contains))
            fail_msg("%s: want %s with \"%s\", got:\n%.1200s", cases[i].name, cases[i].status,
                     cases[i].contains, answer);
        if (strstr(answer, "hidden") || count_answers(answer) != 1)
            fail_msg("%s: %d answers:\n%s", cases[i].name, count_answers(answer), answer);
        assert_null(strstr(answer, "/dev/secret"));
    }
}

static void chunked_body_over_the_limit_is_refused(void **state)
{
    static char answer[65536];
    STRBUF_SCOPE(b);
    strbuf_add_cstr(&b,
                    "PUT /echo/a HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 20; i++)
        strbuf_add_cstr(&b, "a\r\n0123456789\r\n");
    strbuf_add_cstr(&b, "0\r\n\r\n");
    (void)exchange(*state, b.p, answer, sizeof(answer));
    assert_non_null(strstr(answer, " 413 "));
}

static void answers_are_compressed_when_asked(void **state)
{
    static char answer[65536];
    size_t plain = exchange(*state, GET("/long"), answer, sizeof(answer));
    size_t small = exchange(*state,
                            "GET /long HTTP/1.1\r\nHost: @HOST@\r\nAccept-Encoding: br, "
                            "gzip;q=0.5\r\nConnection: close\r\n\r\n",
                            answer, sizeof(answer));
    assert_true(plain > 20000);
    assert_true(small < 3000);
    assert_non_null(strstr(answer, "Content-Encoding: gzip"));
    (void)exchange(*state,
                   "GET /long HTTP/1.1\r\nHost: @HOST@\r\nAccept-Encoding: gzip;q=0\r\nConnection: "
                   "close\r\n\r\n",
                   answer, sizeof(answer));
    assert_null(strstr(answer, "Content-Encoding"));
}

static void too_many_headers_are_refused(void **state)
{
    static char answer[65536];
    STRBUF_SCOPE(b);
    strbuf_add_cstr(&b, "GET /echo/a HTTP/1.1\r\nHost: @HOST@\r\n");
    for (int i = 0; i < 120; i++)
        strbuf_printf(&b, "X-%d: 1\r\n", i);
    strbuf_add_cstr(&b, "\r\n");
    (void)exchange(*state, b.p, answer, sizeof(answer));
    assert_non_null(strstr(answer, " 431 "));
}

static void taken_port_is_an_error(void **state)
{
    struct server_options o = {
        .address = "127.0.0.1", .port = server_port(*state), .router = &router};
    struct server *s = NULL;
    struct err e = {0};
    assert_false(server_start(&o, &s, &e));
    check_err(e, ERR_IO);
    assert_non_null(strstr(e.msg, "--port"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_answered),
        cmocka_unit_test(chunked_body_over_the_limit_is_refused),
        cmocka_unit_test(answers_are_compressed_when_asked),
        cmocka_unit_test(too_many_headers_are_refused),
        cmocka_unit_test(taken_port_is_an_error),
    };
    return cmocka_run_group_tests_name("http", tests, start, stop);
}
