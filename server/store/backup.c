#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/store_internal.h"

#define PAGES_PER_STEP 1024 /* 4 MiB: an interrupt is noticed between two steps */

/* The copy is synced once, when it is whole; a half one is thrown away. */
static const char before_copy[] = "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF";
/* One file, and one that can be opened where nothing can be written. */
static const char after_copy[] = "PRAGMA journal_mode = DELETE";

static bool copy_failed(struct err *e, sqlite3 *target, int rc)
{
    return err_set_detail(
        e, (rc & 0xff) == SQLITE_NOMEM ? ERR_BUSY : ERR_STORAGE,
        target ? sqlite3_errmsg(target) : sqlite3_errstr(rc),
        "The backup cannot be written: %s. Nothing was kept of it; name a file on "
        "a disk with room for it.",
        sqlite3_errstr(rc));
}

static bool is_stopped(const struct backup_progress *p)
{
    return p && p->stop && atomic_load(p->stop);
}

static bool copy_steps(sqlite3_backup *copy, const struct backup_progress *p, int *rc)
{
    while ((*rc = sqlite3_backup_step(copy, PAGES_PER_STEP)) == SQLITE_OK) {
        int64_t total = sqlite3_backup_pagecount(copy);
        if (p && p->show)
            p->show(p->context, total - sqlite3_backup_remaining(copy), total);
        if (is_stopped(p))
            return false;
    }
    return *rc == SQLITE_DONE;
}

static bool copy_pages(struct db *from, sqlite3 *target, const struct backup_progress *p,
                       struct err *e)
{
    sqlite3_backup *copy = sqlite3_backup_init(target, "main", from->handle, "main");
    if (!copy)
        return copy_failed(e, target, sqlite3_errcode(target));
    int rc;
    bool done = copy_steps(copy, p, &rc);
    (void)sqlite3_backup_finish(copy);
    if (done)
        return true;
    return is_stopped(p) ? err_set(e, ERR_INTERRUPTED, "Stopped; no backup was made.")
                         : copy_failed(e, NULL, rc);
}

static bool copy_to(struct db *from, const char *part, const struct backup_progress *p,
                    struct err *e)
{
    sqlite3 *target = NULL;
    int rc = sqlite3_open_v2(part, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    bool done = rc == SQLITE_OK && (rc = sqlite3_exec(target, before_copy, 0, 0, 0)) == SQLITE_OK;
    if (!done)
        (void)copy_failed(e, target, rc);
    done = done && copy_pages(from, target, p, e);
    if (done && (rc = sqlite3_exec(target, after_copy, 0, 0, 0)) != SQLITE_OK)
        done = copy_failed(e, target, rc);
    (void)sqlite3_close(target);
    return done;
}

static bool sync_path(const char *path, int flags, struct err *e)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    int reason = errno;
    if (fd >= 0)
        (void)close(fd);
    return done || err_set_detail(e, ERR_STORAGE, strerror(reason),
                                  "The file cannot be brought to the disk: %s.", strerror(reason));
}

bool backup_publish(const char *part, const char *file, struct arena *a, struct err *e)
{
    if (!sync_path(part, O_RDONLY, e))
        return false;
    if (rename(part, file) != 0)
        return err_set_detail(e, ERR_IO, strerror(errno), "The file cannot be put in place: %s.",
                              strerror(errno));
    return sync_path(dirname(arena_strndup(a, file, strlen(file))), O_RDONLY | O_DIRECTORY, e);
}

bool store_backup(struct store *s, const char *file, const struct backup_progress *progress,
                  struct err *e)
{
    if (access(file, F_OK) == 0)
        return err_set(
            e, ERR_CONFLICT,
            "There is a file with this name. Name another, so that no backup is overwritten.");
    struct arena *a = arena_new();
    const char *part = arena_printf(a, "%s.part", file);
    struct db *from;
    (void)unlink(part);
    bool done = data_dir_make_file(part, e) && store_read_begin(s, 0, &from, e);
    if (done) {
        done = copy_to(from, part, progress, e);
        store_read_end(from);
    }
    done = done && backup_publish(part, file, a, e);
    if (!done)
        (void)unlink(part);
    arena_free(a);
    return done;
}
