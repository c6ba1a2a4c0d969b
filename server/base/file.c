#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"

static bool open_error(struct err *e)
{
    int code = errno;
    if (code == ENOENT)
        return err_set(e, ERR_NOT_FOUND, "There is no such file.");
    if (code == EACCES || code == EPERM)
        return err_set(e, ERR_IO, "No permission to read it.");
    if (code == ELOOP)
        return err_set(e, ERR_IO, "It is a symbolic link, and links are not followed.");
    return err_set_detail(e, ERR_IO, strerror(code), "It cannot be opened: %s.", strerror(code));
}

static bool check_kind(const struct stat *st, size_t max, struct err *e)
{
    if (S_ISDIR(st->st_mode))
        return err_set(e, ERR_IO, "It is a folder, not a file.");
    if (!S_ISREG(st->st_mode))
        return err_set(e, ERR_IO, "It is not a regular file.");
    if ((uint64_t)st->st_size > max)
        return err_set(e, ERR_TOO_LARGE, "It has %lld bytes; the limit is %zu.",
                       (long long)st->st_size, max);
    return true;
}

/* Reads until the end, since a file can grow or shrink after fstat. */
static bool read_all(int fd, size_t size, size_t max, struct arena *a, struct str *out,
                     struct err *e)
{
    size_t cap = size + 1; /* one more, to see the end */
    char *p = arena_alloc(a, cap);
    size_t n = 0;
    while (n < cap) {
        ssize_t got = read(fd, p + n, cap - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set_detail(e, ERR_IO, strerror(errno), "It cannot be read.");
        if (got == 0)
            break;
        n += (size_t)got;
        if (n < cap)
            continue;
        if (n > max)
            return err_set(e, ERR_TOO_LARGE, "It grew over the limit of %zu bytes.", max);
        char *bigger = arena_alloc(a, cap * 2);
        memcpy(bigger, p, n);
        p = bigger;
        cap *= 2;
    }
    *out = str_of(p, n);
    return true;
}

bool file_read(int dir_fd, const char *path, size_t max, struct arena *a, struct str *out,
               struct file_stamp *stamp, struct err *e)
{
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    int fd = openat(dir_fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return open_error(e);
    struct stat st;
    bool ok = fstat(fd, &st) == 0 || err_set(e, ERR_IO, "Its size cannot be read.");
    ok = ok && check_kind(&st, max, e);
    ok = ok && read_all(fd, (size_t)st.st_size, max, a, out, e);
    if (ok && stamp)
        *stamp = (struct file_stamp){
            .size = st.st_size,
            .mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
        };
    (void)close(fd);
    return ok;
}

bool file_read_stdin(size_t max, struct arena *a, struct str *out, struct err *e)
{
    return read_all(STDIN_FILENO, 65536, max, a, out, e);
}
