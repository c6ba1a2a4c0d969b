#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/store_internal.h"

#define PRIVATE_FOLDER 0700
#define PRIVATE_FILE   0600

struct network_filesystem {
    const char *name;
    unsigned long type;
};

static const struct network_filesystem network_filesystems[] = {
#define X(name, type) {name, type},
#include "store/network_filesystems.def"
#undef X
};

static bool refuse_network(const char *folder, struct err *e)
{
    struct statfs fs;
    if (statfs(folder, &fs) != 0)
        return err_set_detail(e, ERR_IO, strerror(errno), "The data folder cannot be looked at.");
    for (size_t i = 0; i < ARRAY_LEN(network_filesystems); i++)
        if (((unsigned long)fs.f_type & 0xFFFFFFFFu) == network_filesystems[i].type)
            return err_set(e, ERR_STORAGE,
                           "The data folder is on a network file system (%s), where the data can "
                           "be damaged. Put it on a local disk, or allow it explicitly.",
                           network_filesystems[i].name);
    return true;
}

static bool make_folder(const char *folder, struct err *e)
{
    if (mkdir(folder, PRIVATE_FOLDER) == 0 || errno == EEXIST)
        return true;
    return err_set_detail(e, ERR_IO, strerror(errno), "The data folder cannot be made: %s.",
                          strerror(errno));
}

/* An absolute path, so that a folder named "file:x" is never taken for a URI. */
static const char *resolve(const char *folder, struct arena *a, struct err *e)
{
    char absolute[PATH_MAX];
    if (realpath(folder, absolute))
        return arena_strndup(a, absolute, strlen(absolute));
    if (errno == ENOENT)
        (void)err_set_detail(
            e, ERR_NOT_FOUND, folder,
            "There is no such data folder. Name another with --data-dir, or import "
            "some notes first: that makes it.");
    else
        (void)err_set_detail(e, ERR_IO, strerror(errno),
                             "The data folder cannot be opened. Check its permissions.");
    return NULL;
}

bool data_dir_open(const struct store_options *o, struct arena *a, const char **path, struct err *e)
{
    if (o->create && !o->read_only && !make_folder(o->data_dir, e))
        return false;
    const char *folder = resolve(o->data_dir, a, e);
    if (!folder || (!o->allow_network_filesystem && !refuse_network(folder, e)))
        return false;
    *path = arena_printf(a, "%s/%s", folder, DATABASE_FILE);
    if ((o->create && !o->read_only) || access(*path, F_OK) == 0)
        return true;
    return err_set(e, ERR_NOT_FOUND,
                   "There is no paperstack data in this folder. Import some notes first.");
}

/* The file is made with its permissions before the library can make it with others. */
bool data_dir_make_file(const char *path, struct err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, PRIVATE_FILE);
    if (fd < 0)
        return err_set_detail(e, ERR_IO, strerror(errno),
                              "The data file cannot be opened for writing: %s.", strerror(errno));
    (void)close(fd);
    return true;
}

bool data_dir_identify(const char *path, struct file_identity *out, struct err *e)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return err_set_detail(e, ERR_STORAGE, strerror(errno),
                              "The data file cannot be looked at.");
    *out = (struct file_identity){(uint64_t)st.st_dev, (uint64_t)st.st_ino};
    return true;
}

bool data_dir_is_in_place(const char *path, const struct file_identity *file, struct err *e)
{
    struct file_identity now = {0};
    if (data_dir_identify(path, &now, NULL) && now.device == file->device &&
        now.inode == file->inode)
        return true;
    return err_set(e, ERR_STORAGE,
                   "The data folder was moved, replaced or removed while it is in use. Nothing of "
                   "this change was "
                   "stored; put it back, or start the server again.");
}

bool data_dir_lock(const char *path, struct arena *a, int *lock_fd, struct err *e)
{
    size_t folder = strlen(path) - strlen(DATABASE_FILE);
    const char *name = arena_printf(a, "%.*s%s", (int)folder, path, DATA_LOCK_FILE);
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, PRIVATE_FILE);
    if (fd < 0)
        return err_set_detail(e, ERR_IO, strerror(errno),
                              "The data folder cannot be written to: %s.", strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        *lock_fd = fd;
        return true;
    }
    int reason = errno;
    (void)close(fd);
    if (reason == EWOULDBLOCK)
        return err_set(e, ERR_LOCKED,
                       "Another paperstack is using this data folder. Stop it first, or send the "
                       "notes to its address.");
    return err_set_detail(e, ERR_IO, strerror(reason), "The data folder cannot be locked.");
}

void data_dir_unlock(int lock_fd)
{
    if (lock_fd >= 0)
        (void)close(lock_fd);
}
