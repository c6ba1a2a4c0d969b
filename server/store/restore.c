#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/backup.h"
#include "store/store_internal.h"

#define COPY_BYTES     ((size_t)1 << 20)
#define REPLACED_MAX   1000
#define FILE_MAGIC     "SQLite format 3"
#define PRIVATE_FOLDER 0700

/* What stands beside the database file in a data folder. */
static const char *const companions[] = {"-wal", "-shm"};

struct restore {
    struct arena *arena;
    const char *file, *data_dir;
    const char *folder; /* where the copy is checked, below the data folder */
    const char *copy;   /* the database file in it */
    const char *target; /* the database file of the data folder */
};

static bool err_io(struct err *e, const char *what)
{
    return err_set_detail(e, ERR_IO, strerror(errno), "%s: %s. Nothing was changed.", what,
                          strerror(errno));
}

/* ---- the copy ---- */

static bool copy_bytes(int from, int to, struct arena *a, struct err *e)
{
    char *buffer = arena_alloc(a, COPY_BYTES);
    ssize_t n;
    while ((n = read(from, buffer, COPY_BYTES)) > 0)
        for (ssize_t done = 0, part; done < n; done += part)
            if ((part = write(to, buffer + done, (size_t)(n - done))) <= 0)
                return err_io(e, "The backup cannot be copied");
    return n == 0 || err_io(e, "The backup cannot be read");
}

static bool is_database(int fd)
{
    char start[sizeof(FILE_MAGIC)];
    return pread(fd, start, sizeof(start), 0) == (ssize_t)sizeof(start) &&
           memcmp(start, FILE_MAGIC, sizeof(start)) == 0;
}

/* The log beside a file that was copied by hand has what the file lacks. */
static bool refuse_log(const struct restore *r, struct err *e)
{
    struct stat log;
    const char *path = arena_printf(r->arena, "%s-wal", r->file);
    if (stat(path, &log) != 0 || log.st_size == 0)
        return true;
    return err_set(e, ERR_VALIDATION,
                   "Beside this file lies its write-ahead log: it is the file of a library, not a "
                   "backup. Make one "
                   "with \"paperstack backup\".");
}

static bool copy_file(const struct restore *r, struct err *e)
{
    int from = open(r->file, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return err_set_detail(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, strerror(errno),
                              "The backup cannot be opened: %s.", strerror(errno));
    bool done = is_database(from) ||
                err_set(e, ERR_VALIDATION, "This file is no backup of a paperstack library.");
    done = done && data_dir_make_file(r->copy, e);
    int to = done ? open(r->copy, O_WRONLY | O_CLOEXEC) : -1;
    done = done && (to >= 0 || err_io(e, "The copy cannot be written")) &&
           copy_bytes(from, to, r->arena, e);
    (void)close(from);
    if (to >= 0)
        (void)close(to);
    return done;
}

/* Opening it brings it to the schema of today. */
static bool check_copy(const struct restore *r, struct err *e)
{
    struct store_options how = {.data_dir = r->folder, .allow_network_filesystem = true};
    struct store *s;
    struct str *problems;
    size_t n;
    if (!store_open(&how, &s, e))
        return false;
    bool done = store_check(s, r->arena, &problems, &n, e);
    store_close(s);
    if (done && n > 0)
        return err_set_detail(
            e, ERR_VALIDATION, problems[0].p,
            "The backup is damaged (%.*s). Nothing was changed; try an older one.",
            STR_FMT(str_sub(problems[0], 0, 120)));
    return done;
}

static void remove_copy(const struct restore *r)
{
    static const char *const names[] = {DATABASE_FILE, DATABASE_FILE "-wal", DATABASE_FILE "-shm",
                                        DATA_LOCK_FILE};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        (void)unlink(arena_printf(r->arena, "%s/%s", r->folder, names[i]));
    (void)rmdir(r->folder);
}

/* ---- the library that is there ---- */

/* Its log goes into its file, so that moving one file moves all. One that cannot be opened is moved as it is. */
static bool settle_old(const struct restore *r, bool replaces, bool *is_there, struct err *e)
{
    struct store_options how = {.data_dir = r->data_dir};
    struct err why = {0};
    struct store *old;
    *is_there = access(r->target, F_OK) == 0;
    if (!*is_there)
        return true;
    if (!replaces)
        return err_set(e, ERR_CONFLICT,
                       "The data folder holds a library. Name an empty folder, or say --replace: "
                       "the old one is then kept beside it.");
    if (store_open(&how, &old, &why))
        store_close(old);
    else if (why.code == ERR_LOCKED)
        return err_set_detail(e, why.code, why.detail, "%s", why.msg);
    return true;
}

static bool make_replaced(const struct restore *r, const char **out, struct err *e)
{
    for (int i = 1; i < REPLACED_MAX; i++) {
        *out = arena_printf(r->arena, "%s/replaced-%d", r->data_dir, i);
        if (mkdir(*out, PRIVATE_FOLDER) == 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    return err_io(e, "There is no place for the library that is replaced");
}

static bool move_old(const struct restore *r, struct err *e)
{
    const char *away;
    if (!make_replaced(r, &away, e))
        return false;
    if (rename(r->target, arena_printf(r->arena, "%s/" DATABASE_FILE, away)) != 0)
        return err_io(e, "The library that is there cannot be moved away");
    for (size_t i = 0; i < ARRAY_LEN(companions); i++)
        (void)rename(arena_printf(r->arena, "%s%s", r->target, companions[i]),
                     arena_printf(r->arena, "%s/" DATABASE_FILE "%s", away, companions[i]));
    return true;
}

/* A log that a run cut short has left behind would be played into the new file. */
static void remove_leftovers(const struct restore *r)
{
    for (size_t i = 0; i < ARRAY_LEN(companions); i++)
        (void)unlink(arena_printf(r->arena, "%s%s", r->target, companions[i]));
}

/* ---- all of it ---- */

static bool restore_locked(const struct restore *r, bool is_there, struct err *e)
{
    remove_copy(r); /* of a run that was cut short */
    if (mkdir(r->folder, PRIVATE_FOLDER) != 0)
        return err_io(e, "The data folder cannot be written to");
    bool done = copy_file(r, e) && check_copy(r, e) && (!is_there || move_old(r, e));
    if (done) {
        remove_leftovers(r);
        done = backup_publish(r->copy, r->target, r->arena, e);
    }
    remove_copy(r);
    return done;
}

static bool restore(struct restore *r, bool replaces, struct err *e)
{
    struct store_options how = {.data_dir = r->data_dir, .create = true};
    bool is_there;
    int lock_fd = -1;
    if (access(r->file, R_OK) != 0)
        return err_set_detail(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, strerror(errno),
                              "The backup cannot be opened: %s.", strerror(errno));
    if (!refuse_log(r, e) || !data_dir_open(&how, r->arena, &r->target, e) ||
        !settle_old(r, replaces, &is_there, e) || !data_dir_lock(r->target, r->arena, &lock_fd, e))
        return false;
    bool done = restore_locked(r, is_there, e);
    data_dir_unlock(lock_fd);
    return done;
}

bool store_restore(const char *file, const char *data_dir, bool replaces, struct err *e)
{
    struct arena *a = arena_new();
    struct restore r = {
        .arena = a,
        .file = file,
        .data_dir = data_dir,
        .folder = arena_printf(a, "%s/restoring", data_dir),
        .copy = arena_printf(a, "%s/restoring/" DATABASE_FILE, data_dir),
    };
    bool done = restore(&r, replaces, e);
    arena_free(a);
    return done;
}
