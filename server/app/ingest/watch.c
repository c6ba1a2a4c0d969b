#include "app/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "app/ingest/ingest_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"

#define QUIET_MS          100  /* an editor writes in several steps */
#define GATHER_MS         500  /* but a folder that never rests is read all the same */
#define LOOK_MS           2000 /* without inotify */
#define NEW_FOLDER_ROUNDS 4

#define EVENTS                                                                                     \
    (IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF |       \
     IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR | IN_DONT_FOLLOW)

struct watch {
    struct arena *arena;
    struct library *library;
    const char *folder;
    int inotify_fd; /* -1: there is none */
    int stop_fd;
    int last_watch; /* the highest number that the kernel gave out */
    bool must_look; /* not everything is watched: look every LOOK_MS */
    atomic_bool stopping;
    pthread_t thread;
};

/* ---- watching folders ---- */

/* False when the kernel's limit is reached; then looking replaces watching. */
static bool watch_folder(struct watch *w, const char *below, struct arena *a, bool *has_new)
{
    const char *path = arena_printf(a, "%s/%s", w->folder, below);
    int number = inotify_add_watch(w->inotify_fd, path, EVENTS);
    if (number < 0)
        return errno == ENOENT || errno == ENOTDIR;
    if (number > w->last_watch) {
        w->last_watch = number;
        *has_new = true;
    }
    return true;
}

/* Watches every folder below ours; those that are watched already stay so. */
static void watch_folders(struct watch *w, bool *has_new)
{
    struct arena *a = arena_new();
    struct folder_listing listing = {0};
    struct err e = {0};
    int fd = open(w->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *has_new = false;
    w->must_look = fd < 0 || w->inotify_fd < 0 || !ingest_walk(fd, a, &listing, &e);
    for (size_t i = 0; i < listing.n_folders && !w->must_look; i++)
        w->must_look = !watch_folder(w, listing.folders[i], a, has_new);
    if (fd >= 0)
        (void)close(fd);
    arena_free(a);
}

static void log_report(const struct ingest_report *report)
{
    if (report->n_rows == 0)
        return;
    LOG_INFO("watch", "notes folder changed",
             "added=%zu changed=%zu renamed=%zu deleted=%zu failed=%zu",
             report->counts[INGEST_ADDED], report->counts[INGEST_CHANGED],
             report->counts[INGEST_RENAMED], report->counts[INGEST_DELETED],
             report->counts[INGEST_FAILED]);
}

static void sync_once(struct watch *w)
{
    struct ingest_options how = {.stop = &w->stopping};
    struct ingest_report report = {0};
    struct arena *a = arena_new();
    struct err e = {0};
    if (!ingest_sync(w->library, w->folder, &how, a, &report, &e) && e.code != ERR_INTERRUPTED) {
        LOG_WARN("watch", "notes folder not taken in", "problem=\"%s\" detail=\"%s\"", e.msg,
                 e.detail);
        w->must_look = true;
    }
    log_report(&report);
    arena_free(a);
}

/* What lies in a folder from before it was watched raises no event: so watch first, then read, and
 * again while new folders turn up. */
static void sync_all(struct watch *w)
{
    bool has_new = true;
    for (int round = 0; has_new && round < NEW_FOLDER_ROUNDS; round++) {
        watch_folders(w, &has_new);
        sync_once(w);
    }
}

/* ---- events ---- */

static bool concerns_notes(const struct inotify_event *event)
{
    if (event->mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF))
        return true;
    return event->len > 0 && ingest_is_note_name(str_from(event->name));
}

/* Takes all events that wait; true when one of them matters. */
static bool drain_events(struct watch *w)
{
    _Alignas(struct inotify_event) char buffer[4096];
    bool matters = false;
    for (;;) {
        ssize_t n = read(w->inotify_fd, buffer, sizeof(buffer));
        if (n <= 0)
            return matters;
        for (ssize_t at = 0; at < n;) {
            const struct inotify_event *event = (const void *)(buffer + at);
            matters = matters || concerns_notes(event);
            at += (ssize_t)(sizeof(*event) + event->len);
        }
    }
}

/* Waits at most `timeout_ms` (-1 = for ever); true when events wait. */
static bool wait_for_events(struct watch *w, int timeout_ms)
{
    struct pollfd fds[2] = {{.fd = w->stop_fd, .events = POLLIN},
                            {.fd = w->inotify_fd, .events = POLLIN}};
    (void)poll(fds, w->inotify_fd < 0 ? 1 : 2, timeout_ms);
    return (fds[1].revents & POLLIN) != 0;
}

/* Until the folder has been quiet for a moment. */
static void gather(struct watch *w)
{
    int64_t end = clock_monotonic_ms() + GATHER_MS;
    while (!atomic_load(&w->stopping) && clock_monotonic_ms() < end && wait_for_events(w, QUIET_MS))
        (void)drain_events(w);
}

static void *follow(void *context)
{
    struct watch *w = context;
    sync_all(w);
    while (!atomic_load(&w->stopping)) {
        bool has_events = wait_for_events(w, w->must_look ? LOOK_MS : -1);
        bool matters = has_events ? drain_events(w) : w->must_look;
        if (!matters || atomic_load(&w->stopping))
            continue;
        if (has_events)
            gather(w);
        sync_all(w);
    }
    return NULL;
}

/* ---- life ---- */

bool watch_start(struct library *l, const char *folder, struct watch **out, struct err *e)
{
    struct arena *a = arena_new();
    struct watch *w = ARENA_NEW(a, struct watch);
    w->arena = a;
    w->library = l;
    w->folder = str_cstr(a, str_from(folder));
    w->inotify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    w->stop_fd = eventfd(0, EFD_CLOEXEC);
    atomic_init(&w->stopping, false);
    if (w->stop_fd >= 0 && pthread_create(&w->thread, NULL, follow, w) == 0) {
        *out = w;
        return true;
    }
    if (w->inotify_fd >= 0)
        (void)close(w->inotify_fd);
    if (w->stop_fd >= 0)
        (void)close(w->stop_fd);
    arena_free(a);
    return err_set(e, ERR_INTERNAL, "The notes folder cannot be watched: no thread to be had.");
}

void watch_stop(struct watch *w)
{
    if (!w)
        return;
    atomic_store(&w->stopping, true);
    (void)eventfd_write(w->stop_fd, 1);
    (void)pthread_join(w->thread, NULL);
    if (w->inotify_fd >= 0)
        (void)close(w->inotify_fd);
    (void)close(w->stop_fd);
    arena_free(w->arena);
}
