/* select.h: things by the values of their fields: which row numbers have a value, which values a row
 * number has, and row numbers in the order of a field. What app/query asks questions with.
 *
 * Fields stand in server/store/select/select_fields.def under the names of app/query/fields.def. Text is
 * compared folded (select_fold), numbers as they are: years, counts, thousandths, milliseconds since
 * 1970; the date of a note is yyyymmdd of its first day. Sets are sorted arrays without repeats. */
#ifndef PS_STORE_SELECT_H
#define PS_STORE_SELECT_H

#include "store/graph.h"

enum select_kind { SELECT_PAPERS, SELECT_CONCEPTS, SELECT_NOTES, SELECT_EDGES };

struct select_field;

struct select_ids {
    int64_t *items; /* ascending */
    size_t n, cap;
};

struct select_value {
    struct str text; /* as written; empty for numbers and nodes */
    int64_t number;  /* of a node its row */
};

/* NULL when things of this kind have no such field. */
const struct select_field *select_field_find(enum select_kind kind, struct str name);
bool select_is_number(const struct select_field *f);
bool select_is_node(const struct select_field *f);
/* A number that is yyyymmdd. */
bool select_is_day(const struct select_field *f);
/* A number that select_walk gives as 0 where it is missing. */
bool select_zero_is_unknown(const struct select_field *f);
/* Whether select_by_test can look at it. */
bool select_has_scan(const struct select_field *f);
/* Whether select_by_number or select_by_text can find it; slowly when they look at all rows. */
bool select_has_index(const struct select_field *f);
bool select_is_slow(const struct select_field *f);
/* Whether select_walk reads in the order of this field; the id of edges is one. */
bool select_has_order(const struct select_field *f);

/* NFKC, case, width and simplified forms folded, white space collapsed. In `a`. */
struct str select_fold(struct arena *a, struct str text);

/* All values that a thing has, each once; none when it has none or is gone. */
MUST_USE bool select_values(struct db *db, const struct select_field *f, int64_t id,
                            struct arena *a, struct select_value **out, size_t *n, struct err *e);

/* Things with a value from `from` to `to`, of a node with this row (`from` = `to`). */
MUST_USE bool select_by_number(struct db *db, const struct select_field *f, int64_t from,
                               int64_t to, struct arena *a, struct select_ids *out, struct err *e);
/* Whether select_by_text gives the things without this value: most papers are unread. */
bool select_is_rest(const struct select_field *f, struct str folded);
/* Things with this folded value, or without it (select_is_rest). */
MUST_USE bool select_by_text(struct db *db, const struct select_field *f, struct str folded,
                             struct arena *a, struct select_ids *out, struct err *e);
/* Things with a value for which `fits` is true; NULL: with any value. Looks at all of them. */
typedef bool select_test(void *context, const struct select_value *value);
MUST_USE bool select_by_test(struct db *db, const struct select_field *f, select_test *fits,
                             void *context, struct arena *a, struct select_ids *out, struct err *e);

MUST_USE bool select_all(struct db *db, enum select_kind kind, struct arena *a,
                         struct select_ids *out, struct err *e);
MUST_USE bool select_count(struct db *db, enum select_kind kind, uint64_t *out, struct err *e);

/* A place in the order of a field: greatest value first, then by public id. */
struct select_place {
    int64_t id, value, public_number;
};

/* At most `limit` things behind `*place`; INT64_MAX and -1 begin. Errors: a field without order is a
 * defect of the caller. */
MUST_USE bool select_walk(struct db *db, const struct select_field *f, struct select_place after,
                          size_t limit, struct arena *a, struct select_place **out, size_t *n,
                          struct err *e);

/* The number of the public id of a thing, which compares like the id; -1 when it is gone. */
MUST_USE bool select_public_number(struct db *db, enum select_kind kind, int64_t id, int64_t *out,
                                   struct err *e);
/* "p_…" and so on. */
struct str select_public_id(enum select_kind kind, int64_t number, struct arena *a);

/* ---- who asks ---- */

/* The fields "reading" and "rating" are those of this person until the transaction ends; `person` must
 * live as long. Nobody has read anything when it is empty. */
void select_set_person(struct db *db, struct str person);
/* Marks the answer as one for this person. */
struct str select_take_person(struct db *db);
/* Whether anything that was read since depends on the person. */
bool select_is_personal(const struct db *db);

/* ---- notes ---- */

/* Notes that support an edge or mention a node. */
MUST_USE bool select_notes_of_edge(struct db *db, int64_t edge, struct arena *a,
                                   struct select_ids *out, struct err *e);
MUST_USE bool select_notes_of_node(struct db *db, int64_t node, struct arena *a,
                                   struct select_ids *out, struct err *e);

/* ---- full text ---- */

struct select_text {
    int64_t id;
    double closeness; /* above 0, more is better */
};

/* Papers and concepts by their names (`titles` and `others` choose which), notes by title and body. */
enum select_text_place { SELECT_TEXT_ANYWHERE, SELECT_TEXT_TITLE, SELECT_TEXT_REST };

enum select_text_mode { SELECT_TEXT_ALL, SELECT_TEXT_ANY, SELECT_TEXT_PHRASE };

MUST_USE bool select_by_words(struct db *db, enum select_kind kind, struct str text,
                              enum select_text_place place, enum select_text_mode mode,
                              struct arena *a, struct select_text **out, size_t *n, struct err *e);

#endif
