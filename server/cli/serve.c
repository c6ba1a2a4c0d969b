#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "api/api.h"
#include "app/graph_index.h"
#include "app/ingest.h"
#include "app/overview.h"
#include "app/people.h"
#include "app/watch.h"
#include "base/arena.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/commands_internal.h"
#include "cli/interrupt_internal.h"
#include "http/server.h"

/* After the notes were taken in at start: first the questions that wait. */
#define OVERVIEW_DELAY_MS 2000
#define DRAIN_MS          10000
#define HOSTS_MAX         32

static const enum option options[] = {
    OPTION_DATA_DIR,   OPTION_NOTES,        OPTION_WATCH,       OPTION_ADDRESS,
    OPTION_PORT,       OPTION_ALLOWED_HOST, OPTION_CORS_ORIGIN, OPTION_INSECURE_OPEN,
    OPTION_BEHIND_TLS, OPTION_FIRST_TOKEN,  OPTION_BASE_PATH,   OPTION_STATIC_DIR,
    OPTION_LOG_LEVEL,  OPTION_THREADS,
};

/* A running server and what keeps its library up to date. */
struct service {
    const struct command_line *line;
    struct library library;
    struct api api;
    struct people *people;
    struct server *server;
    struct watch *watch;
    const char *notes;
    bool watches, needs_rebuild;
    atomic_bool draining, importing;
    pthread_t keeper;
    bool has_keeper;
};

/* ---- the notes folder ---- */

static void note_progress(void *context, size_t done, size_t total, uint64_t bytes)
{
    struct api *api = context;
    (void)bytes;
    atomic_store(&api->notes_done, done);
    atomic_store(&api->notes_total, total);
}

static bool update_library(struct service *s, struct err *e)
{
    struct ingest_options how = {.threads = (unsigned)options_number(s->line, OPTION_THREADS),
                                 .stop = &s->draining,
                                 .progress = note_progress,
                                 .progress_context = &s->api};
    struct ingest_report report = {0};
    struct arena *a = arena_new();
    bool ok = (!s->needs_rebuild || ingest_rebuild(&s->library, &how, e)) &&
              (!s->notes || ingest_sync(&s->library, s->notes, &how, a, &report, e));
    for (size_t i = 0; i < report.n_rows; i++)
        if (report.rows[i].outcome == INGEST_FAILED)
            LOG_WARN("ingest", "note rejected", "note=%.*s problem=\"%.*s\"",
                     STR_FMT(report.rows[i].path), STR_FMT(report.rows[i].problem));
    if (ok && s->notes)
        LOG_INFO("ingest", "notes folder taken in",
                 "added=%zu changed=%zu unchanged=%zu deleted=%zu failed=%zu",
                 report.counts[INGEST_ADDED], report.counts[INGEST_CHANGED],
                 report.counts[INGEST_UNCHANGED], report.counts[INGEST_DELETED],
                 report.counts[INGEST_FAILED]);
    arena_free(a);
    return ok;
}

/* The server answers while this runs. */
static void *keep(void *context)
{
    struct service *s = context;
    struct err e = {0};
    bool ok = update_library(s, &e);
    if (ok && s->watches && !atomic_load(&s->draining))
        ok = watch_start(&s->library, s->notes, &s->watch, &e);
    if (ok && !atomic_load(&s->draining))
        ok = graph_index_warm(&s->library, &e);
    if (ok && !atomic_load(&s->draining))
        ok = overview_refresh(&s->library, OVERVIEW_DELAY_MS, &e);
    if (!ok && e.code != ERR_INTERRUPTED)
        LOG_ERROR("ingest", "notes folder not taken in", "problem=\"%s\" detail=\"%s\"", e.msg,
                  e.detail);
    atomic_store(&s->importing, false);
    return NULL;
}

static bool start_keeper(struct service *s, struct err *e)
{
    s->has_keeper = pthread_create(&s->keeper, NULL, keep, s) == 0;
    return s->has_keeper || err_set(e, ERR_INTERNAL, "No thread could be started.");
}

/* ---- the server ---- */

/* "a, b" to a NULL-terminated list; NULL when there is none. */
static const char *const *split_hosts(const char *names, struct arena *a)
{
    struct str rest = str_from(names), part;
    size_t n = 0;
    if (!names)
        return NULL;
    const char **hosts = ARENA_ARRAY(a, const char *, HOSTS_MAX + 1);
    while (n < HOSTS_MAX && str_split(&rest, ',', &part))
        if (str_trim(part).n)
            hosts[n++] = str_cstr(a, str_trim(part));
    return hosts;
}

static bool start_server(struct service *s, struct err *e)
{
    const struct command_line *line = s->line;
    const char *const *origins = split_hosts(options_text(line, OPTION_CORS_ORIGIN), line->arena);
    s->api = (struct api){.cors_origins = origins,
                          .library = &s->library,
                          .people = s->people,
                          .behind_tls = options_flag(line, OPTION_BEHIND_TLS),
                          .base_path = options_text(line, OPTION_BASE_PATH),
                          .static_dir = options_text(line, OPTION_STATIC_DIR),
                          .draining = &s->draining,
                          .importing = &s->importing};
    struct server_options how = {
        .address = options_text(line, OPTION_ADDRESS),
        .port = (uint16_t)options_number(line, OPTION_PORT),
        .allowed_hosts = split_hosts(options_text(line, OPTION_ALLOWED_HOST), line->arena),
        .cors_origins = origins,
        .router = api_router(),
        .context = &s->api,
        .authorise = api_authorise,
        .version = api_version,
        .read_events = api_read_events,
        .finished = api_record,
        .fallback = api_fallback,
    };
    if (!server_start(&how, &s->server, e))
        return false;
    bool is_ipv6 = strchr(how.address, ':') != NULL;
    printf("listening on http://%s%s%s:%u\n", is_ipv6 ? "[" : "", how.address, is_ipv6 ? "]" : "",
           (unsigned)server_port(s->server));
    (void)fflush(stdout);
    return true;
}

static void stop_service(struct service *s)
{
    atomic_store(&s->draining, true);
    if (s->server)
        server_stop(s->server, DRAIN_MS);
    if (s->has_keeper)
        (void)pthread_join(s->keeper, NULL);
    watch_stop(s->watch);
    people_close(s->people);
    library_close(&s->library);
}

/* ---- the command ---- */

static bool check_notes_folder(const struct service *s, struct err *e)
{
    if (s->watches && !s->notes)
        return err_set(e, ERR_USAGE, "--watch needs --notes DIR.");
    if (!s->notes)
        return true;
    int fd = open(s->notes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, ERR_NOT_FOUND, "The notes folder %s cannot be opened.", s->notes);
    (void)close(fd);
    return true;
}

static bool is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

/* It stands in the page as it is. */
static bool check_base_path(const struct service *s, struct err *e)
{
    const char *path = options_text(s->line, OPTION_BASE_PATH);
    size_t n = path ? strlen(path) : 0;
    if (!path ||
        (path[0] == '/' && n > 1 && path[n - 1] != '/' && !strstr(path, "//") &&
         strspn(path, "/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") == n))
        return true;
    return err_set(e, ERR_USAGE,
                   "--base-path must begin with \"/\", not end with it, and hold only letters, "
                   "digits and -._~ between: /stack");
}

/* In an open library whoever reaches the port may read and write everything. */
static bool check_address(const struct service *s, struct err *e)
{
    const char *address = options_text(s->line, OPTION_ADDRESS);
    if (is_loopback(address) || !people_is_open(s->people) ||
        options_flag(s->line, OPTION_INSECURE_OPEN))
        return true;
    return err_set(
        e, ERR_USAGE,
        "%s can be reached from other machines, and there is no token yet. Make one with "
        "paperstack token create NAME --rights admin, or start with --first-token FILE.",
        address);
}

static bool write_first_token(const char *path, struct str secret, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, secret.p, secret.n) == (ssize_t)secret.n &&
              write(fd, "\n", 1) == 1 && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    return ok || err_set_detail(e, ERR_IO, strerror(errno),
                                "The first token could not be written to %s: %s. Nothing may stand "
                                "there yet.",
                                path, strerror(errno));
}

/* For a container, where nobody can run a command before the first start. */
static bool make_first_token(struct service *s, struct err *e)
{
    const char *path = options_text(s->line, OPTION_FIRST_TOKEN);
    struct token_row row;
    struct str secret;
    if (!path || !people_is_open(s->people))
        return true;
    if (!people_create_token(s->people, STR("first admin"), RIGHTS_ADMIN, 0, s->line->arena, &row,
                             &secret, e))
        return false;
    if (!write_first_token(path, secret, e)) {
        struct err ignored = {0};
        (void)!people_revoke_token(s->people, row.id, &ignored);
        return false;
    }
    LOG_INFO("people", "first token written", "file=%s", path);
    return true;
}

static bool open_people(struct service *s, struct err *e)
{
    return people_open(s->library.store, &s->people, e) && make_first_token(s, e) &&
           check_address(s, e) && check_base_path(s, e);
}

/* An origin has a scheme and no path; one that browsers never send would only look as if it worked. */
static bool check_origins(const struct service *s, struct err *e)
{
    struct str rest = str_from(options_text(s->line, OPTION_CORS_ORIGIN)), part;
    while (rest.n && str_split(&rest, ',', &part)) {
        part = str_trim(part);
        size_t scheme = str_find(part, STR("://"), 0);
        bool is_origin = scheme != SIZE_MAX && str_starts(part, STR("http")) &&
                         str_find_byte(part, '/', scheme + 3) == SIZE_MAX;
        if (!is_origin && !str_eq(part, STR("*")))
            return err_set(e, ERR_USAGE,
                           "--cors-origin takes origins such as https://lab.example:8080, without "
                           "a path, not \"%.*s\".",
                           STR_FMT(part));
    }
    return true;
}

static bool set_up(struct service *s, struct store_options *store, struct err *e)
{
    enum log_level level;
    if (log_level_from_name(options_text(s->line, OPTION_LOG_LEVEL), &level))
        log_set_level(level);
    s->notes = options_text(s->line, OPTION_NOTES);
    s->watches = options_flag(s->line, OPTION_WATCH);
    atomic_init(&s->draining, false);
    atomic_init(&s->importing, true);
    return options_require(s->line, OPTION_DATA_DIR, &store->data_dir, e) && check_origins(s, e) &&
           check_notes_folder(s, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    struct service s = {.line = line};
    struct store_options store = {.create = true};
    (void)status;
    if (line->n_arguments)
        return err_set(e, ERR_USAGE, "serve takes no arguments; did you mean --notes %s?",
                       line->arguments[0]);
    if (!set_up(&s, &store, e))
        return false;
    memory_keep_little();
    interrupt_block();
    (void)signal(SIGPIPE, SIG_IGN);
    if (!library_open(&store, &s.library, &s.needs_rebuild, e))
        return false;
    bool ok = open_people(&s, e) && start_server(&s, e) && start_keeper(&s, e);
    if (ok)
        interrupt_wait();
    stop_service(&s);
    return ok;
}

const struct command serve_command = {
    .name = "serve",
    .purpose = "answer questions in the browser and over HTTP",
    .details = "The first line on standard output is the address. SIGTERM or Ctrl-C finishes the\n"
               "requests under way and ends with 0.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack serve --data-dir data --notes notes --watch",
                 "paperstack serve --data-dir data --port 0"},
    .run = run,
};
