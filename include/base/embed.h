/* embed.h: files that are part of the binary (page, migrations, vocabulary, demo of the API).
 * Written by server/tools/mkembed.c at build time; sorted by path. */
#ifndef PS_BASE_EMBED_H
#define PS_BASE_EMBED_H

#include "base/str.h"

struct embedded_file {
    const char *path; /* "static/index.html", "migrations/0001_init.sql", "vocabulary/vision.tsv" */
    const char *mime; /* with charset where it has one */
    const char *etag; /* content hash, in quotes */
    struct str bytes;
    struct str gzip; /* empty when compression does not pay */
};

extern const struct embedded_file embedded_files[];
extern const size_t embedded_files_n;

/* NULL when there is none. */
const struct embedded_file *embed_find(struct str path);

/* The files whose path starts with `prefix`: they stand together; `*n` of them. */
const struct embedded_file *embed_folder(struct str prefix, size_t *n);

#endif
