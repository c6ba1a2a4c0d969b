/* note.h: notes as taken in. A note is known by its path below the notes folder ("reading/nas.md"). */
#ifndef PS_STORE_NOTE_H
#define PS_STORE_NOTE_H

#include "store/store.h"

struct note_row {
    int64_t id;           /* row, inside this store only */
    struct str public_id; /* "n_…", from the path */
    struct str path;
    struct str source; /* "folder" (synced) or "upload" */
    struct str sha256;
    int64_t size, mtime_ns;
    struct str title;
    struct str languages; /* JSON array of strings */
    struct str date;
    struct str tags; /* JSON array of strings */
    struct str
        error; /* why the last attempt failed; its facts are then those of the last good one */
    int64_t added_ms, changed_ms;
};

/* Inserts or replaces by path; keeps added_ms and the id. `row->id` is set. */
MUST_USE bool note_put(struct db *db, struct note_row *row, struct str body, struct err *e);
/* Records that reading failed, keeping body and facts when there are any. */
MUST_USE bool note_put_failure(struct db *db, struct str path, struct str source, int64_t size,
                               int64_t mtime_ns, struct str error, int64_t now_ms, struct err *e);
/* New size and time of a file whose bytes did not change. */
MUST_USE bool note_put_stamp(struct db *db, int64_t id, int64_t size, int64_t mtime_ns,
                             struct err *e);
/* The note and its facts. */
MUST_USE bool note_delete(struct db *db, int64_t id, struct err *e);
MUST_USE bool note_rename(struct db *db, int64_t id, struct str path, struct err *e);

/* Errors: ERR_NOT_FOUND. `reference` is a path, a public id, or a path without ".md". */
MUST_USE bool note_get(struct db *db, struct str reference, struct arena *a, struct note_row *out,
                       struct err *e);
MUST_USE bool note_get_by_id(struct db *db, int64_t id, struct arena *a, struct note_row *out,
                             struct err *e);
MUST_USE bool note_get_path(struct db *db, int64_t id, struct arena *a, struct str *out,
                            struct err *e);
MUST_USE bool note_get_body(struct db *db, int64_t id, struct arena *a, struct str *out,
                            struct err *e);

/* Sorted by path. `after` is the last path of the page before, or empty. */
MUST_USE bool note_list(struct db *db, struct str after, size_t limit, struct arena *a,
                        struct note_row **out, size_t *n, struct err *e);
/* All of one source with path, sha256, size, mtime_ns and id only: what a sync compares with. */
MUST_USE bool note_list_stamps(struct db *db, struct str source, struct arena *a,
                               struct note_row **out, size_t *n, struct err *e);
/* Notes that mention a paper. */
MUST_USE bool note_list_of_paper(struct db *db, int64_t paper_id, struct arena *a,
                                 struct note_row **out, size_t *n, struct err *e);

/* Notes that mention a paper or concept, by month of their date ("2020-03", empty when unknown). */
struct month_count {
    struct str month;
    int64_t n;
};

MUST_USE bool note_count_months(struct db *db, int64_t node_id, struct arena *a,
                                struct month_count **out, size_t *n, struct err *e);

/* Notes by the week (from Monday, UTC) in which they were last written: by the time of the file, or by that of
 * the upload. */
struct week_count {
    int64_t monday_ms;
    int64_t n;
};

/* The latest weeks that have any, latest first, at most `limit`. */
MUST_USE bool note_count_weeks(struct db *db, size_t limit, struct arena *a,
                               struct week_count **out, size_t *n, struct err *e);

#endif
