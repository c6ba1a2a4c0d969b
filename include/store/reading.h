/* reading.h: what each person says of reading a paper, as rows: queued, reading, read or skipped, a rating.
 *
 * A row belongs to a person and to the key that the paper had, like a decision; which paper that is now is
 * derived (reading_place). After a merge a person may have several rows for one paper: the latest one
 * counts, the others wait until the merge is reverted. A row whose paper has gone is dormant.
 * Knows nothing of who may say what. A rebuild leaves the rows alone. */
#ifndef PS_STORE_READING_H
#define PS_STORE_READING_H

#include "store/graph.h"

struct reading_row {
    struct str person;
    struct str key;                /* of the paper when it was said */
    struct str identifiers, names; /* JSON arrays: how the paper is found again */
    struct str state;              /* "queued", "reading", "read", "skipped" */
    int64_t rating;                /* 1 to 5; 0 = none */
    struct str note;
    int64_t changed_ms;
    int64_t paper_id; /* 0 = dormant */
};

/* Inserts or replaces the row of this person and key; it counts from now on. `paper_id` must be set. */
MUST_USE bool reading_put(struct db *db, const struct reading_row *row, struct err *e);
/* What counts for a paper; `*found` false when the person has said nothing. */
MUST_USE bool reading_get(struct db *db, struct str person, int64_t paper_id, struct arena *a,
                          struct reading_row *out, bool *found, struct err *e);
/* All rows of a person for a paper. `*found` whether there were any. */
MUST_USE bool reading_delete(struct db *db, struct str person, int64_t paper_id, bool *found,
                             struct err *e);
/* What counts of everybody, by person. */
MUST_USE bool reading_list_of_paper(struct db *db, int64_t paper_id, struct arena *a,
                                    struct reading_row **out, size_t *n, struct err *e);

/* Everybody who has said something of a paper, by name. */
MUST_USE bool reading_list_people(struct db *db, struct arena *a, struct str **out, size_t *n,
                                  struct err *e);

struct reading_filter {
    struct str person;
    struct str state;     /* empty: any */
    int64_t before_ms;    /* of the last row of the page before; INT64_MAX begins */
    struct str after_key; /* of the same row */
    size_t limit;
};

/* What counts of one person, dormant rows too, latest change first, then by key. */
MUST_USE bool reading_list(struct db *db, const struct reading_filter *f, struct arena *a,
                           struct reading_row **out, size_t *n, uint64_t *total, struct err *e);

/* Papers that two or more people have read, the last of them from `from_ms` until before `to_ms`; latest first. */
MUST_USE bool reading_list_shared(struct db *db, int64_t from_ms, int64_t to_ms, size_t limit,
                                  struct arena *a, int64_t **out, size_t *n, struct err *e);

/* Finds the papers of all rows again, when this transaction has written or deleted papers. */
MUST_USE bool reading_place(struct db *db, struct err *e);

#endif
