/* backup.h: a copy of the library in one file, made while it is in use, and the way back.
 *
 * A backup is a snapshot: what was acknowledged before it began is in it, nothing half done is. It is
 * one file without a write-ahead log, so it may be copied, mailed and kept on media that cannot be
 * written to. Copying paperstack.db by hand instead can miss the log beside it.
 *
 * A file appears under its name only when it is whole and on the disk: until then it is called
 * FILE.part, in the same folder.
 *
 * Threads: store_backup may run beside readers and the writer; store_restore needs the data folder to itself. */
#ifndef PS_STORE_BACKUP_H
#define PS_STORE_BACKUP_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct backup_progress {
    /* Called every few megabytes with pages of 4 KiB; may be NULL. */
    void (*show)(void *context, int64_t done, int64_t total);
    void *context;
    atomic_bool *stop; /* when it is set: ERR_INTERRUPTED, and no file is left; may be NULL */
};

/* Copies what `s` holds now to `file`, which must not exist yet. Errors: ERR_CONFLICT (it exists),
 * ERR_STORAGE, ERR_IO, ERR_INTERRUPTED. */
MUST_USE bool store_backup(struct store *s, const char *file,
                           const struct backup_progress *progress, struct err *e);

/* Makes `file` the library of the data folder. It is copied, brought to the schema of today and checked
 * (store_check) first: a damaged one is refused, and what the folder holds stays as it was. A library that
 * is there already is only replaced when `replaces` says so, and is kept in the folder "replaced-N" beside it.
 * Cut short at any moment, the old library or the new one is there, or running it again ends it.
 * Errors: ERR_CONFLICT (there is a library), ERR_LOCKED, ERR_NOT_FOUND, ERR_SCHEMA, ERR_STORAGE, ERR_IO. */
MUST_USE bool store_restore(const char *file, const char *data_dir, bool replaces, struct err *e);

#endif
