#include <arpa/inet.h>
#include <jansson.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/ask_source_internal.h"
#include "cli/curl_library_internal.h"

#define BODY_MAX          ((size_t)64 << 20)
#define CONNECT_TIMEOUT_S 5L

struct remote {
    struct curl_library lib;
    const char *base;  /* the URL without a last slash */
    struct str origin; /* its front: scheme, host and port */
    int64_t timeout_s;
    bool is_loopback, has_token;
    CURL *curl;
    struct strbuf body;
};

/* ---- the address ---- */

static bool is_loopback_host(const char *host)
{
    struct in_addr v4;
    if (inet_pton(AF_INET, host, &v4) == 1)
        return ntohl(v4.s_addr) >> 24 == 127;
    return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0;
}

/* Scheme and host; false when the URL has none, or has what no server of ours has. */
static bool read_parts(CURLU *parts, const char *url, struct remote *remote)
{
    const struct curl_library *lib = &remote->lib;
    char *scheme = NULL, *host = NULL, *query = NULL;
    bool ok = lib->url_set(parts, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK &&
              lib->url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
              lib->url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
              (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0) &&
              lib->url_get(parts, CURLUPART_QUERY, &query, 0) == CURLUE_NO_QUERY;
    remote->is_loopback = ok && is_loopback_host(host);
    lib->free(query);
    lib->free(host);
    lib->free(scheme);
    return ok;
}

static bool read_url(const char *url, struct remote *remote, struct arena *a, struct err *e)
{
    CURLU *parts = remote->lib.url();
    struct str base = str_from(url);
    bool ok = parts && read_parts(parts, url, remote);
    remote->lib.url_cleanup(parts);
    if (!ok)
        return err_set(e, ERR_USAGE,
                       "--url takes the address of a server, such as http://127.0.0.1:8765, not "
                       "\"%.200s\".",
                       url);
    while (str_ends(base, STR("/")))
        base = str_sub(base, 0, base.n - 1);
    size_t host = str_find(base, STR("://"), 0) + 3;
    remote->base = str_cstr(a, base);
    remote->origin = str_sub(str_from(remote->base), 0, str_find_byte(base, '/', host));
    return true;
}

/* ---- one exchange ---- */

static size_t receive(char *bytes, size_t size, size_t n, void *context)
{
    struct strbuf *body = context;
    if (body->n + size * n > BODY_MAX)
        return 0;
    strbuf_add(body, bytes, size * n);
    return size * n;
}

static bool fail_to_reach(const struct remote *remote, CURLcode code, struct err *e)
{
    const char *why = remote->lib.easy_strerror(code);
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return err_set_detail(e, ERR_UNREACHABLE, why,
                              "%.200s did not answer within %lld s; --timeout N waits longer.",
                              remote->base, (long long)remote->timeout_s);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return err_set_detail(e, ERR_UNREACHABLE, why,
                              "The certificate of %.200s is not trusted on this machine.",
                              remote->base);
    case CURLE_WRITE_ERROR:
        return err_set_detail(e, ERR_UNREACHABLE, why,
                              "The answer of %.200s is larger than any of a paperstack.",
                              remote->base);
    default:
        return err_set_detail(e, ERR_UNREACHABLE, why,
                              "No server answers at %.200s. Start one with paperstack serve, or "
                              "correct --url (PAPERSTACK_URL).",
                              remote->base);
    }
}

/* "/api/v1/papers/…" of the address that an answer sends us to. */
static bool read_moved(const struct remote *remote, struct ask_answer *out, struct arena *a,
                       struct err *e)
{
    char *to = NULL;
    struct str base = str_from(remote->base);
    (void)remote->lib.easy_getinfo(remote->curl, CURLINFO_REDIRECT_URL, &to);
    struct str address = str_from(to);
    struct str front = str_starts(address, base) ? base : remote->origin;
    struct str target = str_from_pos(address, front.n);
    if (!to || (str_starts(address, front) && str_starts(target, STR("/")))) {
        out->moved = to ? str_copy(a, target) : STR_EMPTY;
        return true;
    }
    return err_set(e, ERR_UNREACHABLE,
                   "%.120s sends us on to %.120s. If that is the server you mean, say so by --url.",
                   remote->base, to);
}

/* Any JSON of ours is an object, and a refusal of ours has a code. */
static bool is_ours(const struct ask_answer *answer)
{
    json_auto_t *json = json_loadb(answer->body.p, answer->body.n, 0, NULL);
    return json_is_object(json) &&
           (answer->status < 400 || json_is_string(json_object_get(json, "code")));
}

static bool check_answer(const struct remote *remote, const struct ask_answer *answer,
                         struct err *e)
{
    char *type = NULL;
    if (answer->status == 401 && remote->has_token)
        return err_set(e, ERR_UNAUTHENTICATED,
                       "%.160s does not accept this token: it is unknown, revoked or over. Ask an "
                       "admin for another (paperstack token create NAME).",
                       remote->base);
    if (answer->status == 401)
        return err_set(e, ERR_UNAUTHENTICATED,
                       "%.160s needs a token. Set PAPERSTACK_TOKEN, or say --token-file FILE.",
                       remote->base);
    if (answer->moved.n || is_ours(answer))
        return true;
    (void)remote->lib.easy_getinfo(remote->curl, CURLINFO_CONTENT_TYPE, &type);
    return err_set(e, ERR_UNREACHABLE,
                   "What answers at %.160s is no paperstack (HTTP %d, %.40s). Is --url right?",
                   remote->base, answer->status, type ? type : "no content type");
}

static bool get(void *state, struct str target, struct arena *a, struct ask_answer *out,
                struct err *e)
{
    struct remote *remote = state;
    long status = 0;
    const char *url = arena_printf(a, "%s%.*s", remote->base, STR_FMT(target));
    strbuf_reset(&remote->body);
    (void)remote->lib.easy_setopt(remote->curl, CURLOPT_URL, url);
    CURLcode code = remote->lib.easy_perform(remote->curl);
    if (code != CURLE_OK)
        return fail_to_reach(remote, code, e);
    (void)remote->lib.easy_getinfo(remote->curl, CURLINFO_RESPONSE_CODE, &status);
    *out =
        (struct ask_answer){.status = (int)status, .body = str_copy(a, strbuf_view(&remote->body))};
    return read_moved(remote, out, a, e) && check_answer(remote, out, e);
}

/* ---- opening ---- */

static void close_remote(void *state)
{
    struct remote *remote = state;
    remote->lib.easy_cleanup(remote->curl);
    strbuf_release(&remote->body);
    remote->lib.global_cleanup();
}

/* Redirects are followed by ask.c, so that nothing of ours goes to another host. */
static bool set_up(struct remote *remote, const struct ask_server_options *o)
{
    const struct curl_library *lib = &remote->lib;
    CURL *c = remote->curl;
    return c && lib->easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           lib->easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S) == CURLE_OK &&
           lib->easy_setopt(c, CURLOPT_TIMEOUT, (long)o->timeout_s) == CURLE_OK &&
           lib->easy_setopt(c, CURLOPT_USERAGENT, "paperstack/" PS_VERSION) == CURLE_OK &&
           lib->easy_setopt(c, CURLOPT_WRITEFUNCTION, receive) == CURLE_OK &&
           lib->easy_setopt(c, CURLOPT_WRITEDATA, &remote->body) == CURLE_OK &&
           (!remote->is_loopback || lib->easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK) &&
           (!o->token ||
            (lib->easy_setopt(c, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER) == CURLE_OK &&
             lib->easy_setopt(c, CURLOPT_XOAUTH2_BEARER, o->token) == CURLE_OK));
}

bool ask_open_server(const struct ask_server_options *o, struct arena *a, struct ask_source *out,
                     struct err *e)
{
    struct remote *remote = ARENA_NEW(a, struct remote);
    *remote = (struct remote){
        .timeout_s = o->timeout_s, .has_token = o->token != NULL, .body = STRBUF_INIT};
    if (!curl_library_load(&remote->lib, e) || !read_url(o->url, remote, a, e))
        return false;
    if (remote->lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_set(e, ERR_INTERNAL, "libcurl does not start.");
    remote->curl = remote->lib.easy_init();
    *out = (struct ask_source){get, close_remote, remote};
    if (set_up(remote, o))
        return true;
    close_remote(remote);
    return err_set(e, ERR_INTERNAL, "libcurl does not take its options.");
}
