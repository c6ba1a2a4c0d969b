/* ingest.h: taking in notes: read, extract (on several threads), store facts, resolve.
 *
 * Notes go in by batches of one write transaction each: what a report says is stored is durable. A
 * batch is resolved once. Extraction has no side effects, so the graph does not depend on the number
 * of threads, the order of the notes or the borders of the batches (invariant 1).
 *
 * A dry run does the same in one transaction, says how the graph would differ, and takes it back: nothing is
 * stored, readers see nothing of it, other writers wait. What it changes must fit on the disk beside the file for
 * as long as it takes, and in memory by about 2 KB a paper: some 100 MB for 10,000 new notes. */
#ifndef PS_APP_INGEST_H
#define PS_APP_INGEST_H

#include <stdatomic.h>

#include "app/difference.h"
#include "app/library.h"
#include "base/str.h"

struct arena;

enum ingest_outcome {
    INGEST_ADDED,
    INGEST_CHANGED,
    INGEST_UNCHANGED,
    INGEST_RENAMED,
    INGEST_DELETED,
    INGEST_FAILED
};

const char *ingest_outcome_name(enum ingest_outcome o);

/* One line of the report. */
struct ingest_report_row {
    struct str path;
    enum ingest_outcome outcome;
    uint32_t papers, concepts, edges, warnings;
    struct str problem; /* INGEST_FAILED: the reason and the fix, one line; or a remark */
};

struct ingest_report {
    struct ingest_report_row *rows; /* changed and failed ones, by path */
    size_t n_rows;
    size_t counts[INGEST_FAILED + 1];
    uint64_t bytes;
    struct difference difference; /* of a dry run */
};

struct ingest_options {
    unsigned threads;   /* 0 = the number of processors, at most 4 */
    size_t batch_notes; /* notes per transaction; 0 = from 64 up to 1,024 */
    bool dry_run;       /* report what would be, and store nothing */
    bool rebuild;       /* ingest_paths: first as ingest_rebuild does */
    atomic_bool
        *stop; /* set by a signal: finish the batch and end with ERR_INTERRUPTED; may be NULL */
    /* Called between batches; may be NULL. */
    void (*progress)(void *context, size_t done, size_t total, uint64_t bytes);
    void *progress_context;
};

/* Folders and files given by hand (`import PATH…`): added and changed; nothing is deleted. Paths are
 * kept relative to the folder that was named. */
MUST_USE bool ingest_paths(struct library *l, const char *const *paths, size_t n,
                           const struct ingest_options *o, struct arena *a,
                           struct ingest_report *out, struct err *e);

/* Makes the stored notes of source "folder" equal to the folder: added, changed, renamed (same
 * content under another path) and deleted files. A file whose size and time are those stored is not
 * read. */
MUST_USE bool ingest_sync(struct library *l, const char *folder, const struct ingest_options *o,
                          struct arena *a, struct ingest_report *out, struct err *e);

/* One note sent by a client or seen by the watcher. `row` tells what came of it. */
MUST_USE bool ingest_note(struct library *l, struct str path, struct str source, struct str bytes,
                          struct arena *a, struct ingest_report_row *row, struct err *e);

/* Several, in one transaction. `rows` has one for each file, in their order: a bad file spoils none of the
 * others. With `difference` it is a dry run, otherwise that is NULL. */
struct ingest_file {
    struct str path, bytes;
};

MUST_USE bool ingest_files(struct library *l, const struct ingest_file *files, size_t n,
                           struct str source, struct arena *a, struct ingest_report_row *rows,
                           struct difference *difference, struct err *e);
MUST_USE bool ingest_delete(struct library *l, struct str path, struct err *e);

/* Extracts every stored note again and resolves from nothing. Equal to what incremental work gave. */
MUST_USE bool ingest_rebuild(struct library *l, const struct ingest_options *o, struct err *e);

#endif
