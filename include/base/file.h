/* file.h: whole files, safely. Regular files only; symbolic links, FIFOs and devices are refused
 * before they are opened for reading, and the size is read from the open descriptor. */
#ifndef PS_BASE_FILE_H
#define PS_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

struct arena;

struct file_stamp {
    int64_t size;     /* bytes */
    int64_t mtime_ns; /* since 1970 */
};

/* Reads `path` below the open folder `dir_fd` (AT_FDCWD for the working directory) into `a`.
 * Errors: ERR_NOT_FOUND, ERR_TOO_LARGE (over `max` bytes), ERR_IO (not a regular file, no
 * permission …). The message begins with the reason, not with the path. */
MUST_USE bool file_read(int dir_fd, const char *path, size_t max, struct arena *a, struct str *out,
                        struct file_stamp *stamp, struct err *e);

/* Standard input up to `max` bytes. */
MUST_USE bool file_read_stdin(size_t max, struct arena *a, struct str *out, struct err *e);

#endif
