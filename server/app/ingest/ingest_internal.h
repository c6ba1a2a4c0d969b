/* ingest_internal.h: the parts of taking in notes.
 *
 *   folder.c   which files there are
 *   workers.c  reading and extracting a batch on several threads
 *   store.c    storing a batch in one transaction
 *   rehearse.c the same for a dry run: all batches in one transaction that is taken back
 *   plan.c     what a sync has to do, and the whole run over it
 *   ingest.c          the use cases */
#ifndef PS_APP_INGEST_INTERNAL_H
#define PS_APP_INGEST_INTERNAL_H

#include "app/ingest.h"
#include "app/resolve.h"
#include "store/note.h"

struct map;

/* ---- folder.c ---- */

struct note_file {
    struct str path;  /* of the note */
    const char *name; /* of the file below the folder */
    int dir_fd;
    int64_t size, mtime_ns;
};

/* What could not be looked at. */
struct unreadable {
    struct str path; /* below the folder; a folder ends in '/' */
    struct str problem;
};

struct folder_listing {
    struct note_file *files; /* by path */
    size_t n_files, cap_files;
    struct unreadable *unreadable;
    size_t n_unreadable, cap_unreadable;
    const char **folders; /* that were looked through, "" the first; in no particular order */
    size_t n_folders, cap_folders;
};

#define FOLDER_DEPTH_MAX 32

/* Adds the notes below the open folder: regular files called *.md or *.markdown. Symbolic links and
 * all that begins with a dot are passed over. Errors: ERR_IO when the folder itself cannot be read. */
MUST_USE bool ingest_walk(int dir_fd, struct arena *a, struct folder_listing *out, struct err *e);
bool ingest_is_note_name(struct str name);
/* Adds to what could not be looked at. */
void ingest_report_file(struct folder_listing *l, struct str path, struct str problem,
                        struct arena *a);

/* ---- workers.c ---- */

enum item_state {
    ITEM_WAITING,
    ITEM_SAME,    /* the bytes are those stored */
    ITEM_READ,    /* bytes, row and facts are there */
    ITEM_REJECTED /* problem says why */
};

/* One note on its way in. */
struct ingest_item {
    const struct note_file *file; /* NULL: `bytes` are given */
    struct note_row stored;       /* id 0 when the note is new */
    struct str source;            /* "folder", "upload" */
    bool force;                   /* extract even when the bytes are those stored */
    enum item_state state;
    struct str bytes;
    struct note_row row; /* without id and times */
    struct fact_set facts;
    struct str problem;
};

struct ingest_batch;

/* Starts reading `items`; they and what they point at live until the batch is freed. */
struct ingest_batch *ingest_batch_start(const struct library *l, struct ingest_item *items,
                                        size_t n, unsigned threads);
/* Waits until all items have been read. */
void ingest_batch_wait(struct ingest_batch *b);
void ingest_batch_free(struct ingest_batch *b); /* NULL is fine */

/* Extracts the bytes of one item into `a`. */
void ingest_extract(const struct library *l, struct ingest_item *item, struct str path,
                    struct arena *a, struct arena *scratch);

/* ---- rehearse.c ---- */

/* In a dry run everything reads from and writes to one transaction, `rehearsal`; otherwise that is NULL and
 * each step has its own, which these begin and end. */
MUST_USE bool ingest_begin_read(const struct library *l, struct db *rehearsal, struct db **out,
                                struct err *e);
void ingest_end_read(struct db *rehearsal, struct db *db);
MUST_USE bool ingest_begin_write(const struct library *l, struct db *rehearsal, struct db **out,
                                 struct err *e);
/* Commits when `ok`, or rolls back. */
MUST_USE bool ingest_end_write(struct db *rehearsal, struct db *db, bool ok, struct err *e);
/* `*out` is NULL unless it is wanted. */
MUST_USE bool ingest_begin_rehearsal(const struct library *l, bool is_wanted, struct db **out,
                                     struct err *e);
/* Says what would be different, when `ok`, and takes everything back. */
MUST_USE bool ingest_end_rehearsal(const struct library *l, struct db *rehearsal, bool ok,
                                   struct arena *a, struct difference *out, struct err *e);

/* ---- store.c ---- */

/* Notes whose file has gone, by hash of their bytes: one of them that turns up elsewhere was renamed. */
struct vanished {
    struct note_row *notes;
    bool *is_renamed;
    size_t n;
    struct map *by_sha256; /* index into notes */
};

/* Stores what was read in one transaction and says in `rows` (as many as items) what came of each. */
MUST_USE bool ingest_store_items(const struct library *l, struct db *rehearsal,
                                 struct ingest_item *items, size_t n, struct vanished *vanished,
                                 struct arena *a, struct ingest_report_row *rows, struct err *e);
/* Takes the notes out in one transaction. */
MUST_USE bool ingest_delete_notes(const struct library *l, struct db *rehearsal,
                                  const struct note_row *notes, size_t n, struct err *e);

/* ---- plan.c ---- */

struct ingest_plan {
    struct ingest_item *items; /* what has to be read, by path */
    size_t n_items, cap_items;
    struct vanished vanished;
    struct unreadable *unreadable;
    size_t n_unreadable;
    struct unreadable *refused; /* unchanged since they could not be taken in */
    size_t n_refused, cap_refused;
    size_t n_unchanged; /* known by their stamp */
};

/* Compares the files with the stored notes of a source. `may_vanish`: notes without a file go. */
MUST_USE bool ingest_plan_files(const struct library *l, struct db *rehearsal,
                                const struct folder_listing *files, struct str source,
                                bool may_vanish, struct arena *a, struct ingest_plan *out,
                                struct err *e);
/* Reads, extracts and stores batch after batch. */
MUST_USE bool ingest_run(const struct library *l, struct db *rehearsal, struct ingest_plan *plan,
                         const struct ingest_options *o, struct arena *a, struct ingest_report *out,
                         struct err *e);

/* ---- ingest.c ---- */

/* ingest_rebuild for a caller that has the library to itself (library_lock_for_exchange), or in a rehearsal. */
MUST_USE bool ingest_rebuild_alone(const struct library *l, struct db *rehearsal,
                                   const struct ingest_options *o, struct err *e);

#endif
