/* query_form.h: the one form of a question. JSON documents, URL parameters and phrases are read into it
 * and it is written back as each of them (INTERFACES.md 2; where that says "accepted" we say
 * "confirmed", where it says "confidence" we say "score"). Plain data in an arena; it knows neither the store nor HTTP.
 *
 * `reading` and `rating` are those of the person who asks. A paper is unread until it is begun, queued or
 * not; unfinished until it is read or skipped; so it has up to three values of `reading`. `read_by` are
 * all who have read it; "me" is the one who asks.
 *
 * Two-valued logic: a comparison with a missing value is false, `not` is the plain complement. Fields
 * of several values (author, tag …) fit when one value does; OP_ALL_OF demands each. */
#ifndef PS_APP_QUERY_FORM_H
#define PS_APP_QUERY_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

enum query_find {
    FIND_PAPERS,
    FIND_CONCEPTS,
    FIND_NOTES,
    FIND_EDGES,
    FIND_PATHS, /* only `path` counts */
    FIND_COUNT
};

/* ---- fields: server/app/query/fields.def has one row for each ---- */

enum query_type {
    TYPE_TEXT,   /* compared folded: NFKC, case, white space, width */
    TYPE_NUMBER, /* whole numbers */
    TYPE_SCORE,  /* 0 … 1, kept in thousandths */
    TYPE_DATE, /* "2024", "2024-05", "2024-05-03": an interval; or "yesterday", "7d" … of the answer's day */
    TYPE_NODE /* a paper or concept by any of its names */
};

struct query_field {
    const char *name; /* as in JSON and URLs: "year" */
    enum query_find find;
    enum query_type type;
    bool is_multiple; /* several values: authors, tags */
    bool can_sort, can_facet;
    const char *values; /* of an enumeration: "entry|cited|stub"; NULL: any */
    const char *doc, *example;
};

/* ---- predicates ---- */

enum query_op {
    OP_EQ,
    OP_NE,
    OP_GT,
    OP_GTE,
    OP_LT,
    OP_LTE,
    OP_IN,
    OP_NIN,
    OP_CONTAINS,
    OP_PREFIX,
    OP_EXISTS,
    OP_ALL_OF
};

/* A value of the type of its field. Dates hold text and the days of their interval. */
struct query_value {
    struct str text; /* TYPE_TEXT, TYPE_DATE, TYPE_NODE */
    int64_t number;  /* TYPE_NUMBER; TYPE_SCORE in thousandths; OP_EXISTS: 0 or 1 */
    /* TYPE_DATE: first and last day, "2024-05-01", "2024-05-31"; empty when relative: today, yesterday,
     * this-week, last-week (from Monday to Sunday), 7d (seven days ago until today), all in UTC. */
    struct str from, to;
};

struct query_condition {
    const struct query_field *field;
    enum query_op op;
    struct query_value *values; /* one, but for OP_IN, OP_NIN, OP_ALL_OF */
    size_t n_values;
};

enum query_target_type { TARGET_NAME, TARGET_PAPER, TARGET_CONCEPT, TARGET_WHERE };

struct query_target {
    enum query_target_type type;
    struct str reference;          /* id, identifier, slug or name; not for TARGET_WHERE */
    enum query_find find;          /* TARGET_WHERE: papers or concepts */
    struct query_predicate *where; /* TARGET_WHERE: all that fit are targets */
};

enum query_direction { DIRECTION_ANY, DIRECTION_OUT, DIRECTION_IN };

enum query_expand { EXPAND_NARROWER, EXPAND_NONE, EXPAND_SYNONYMS, EXPAND_RELATED };

/* x fits when a path of 1 to `hops` edges that all pass the filters leads from x to a target. */
struct query_link {
    struct query_target *to; /* any of them */
    size_t n_to;
    /* Names; none: any. Read questions hold an inverse name only beside plain ones: it is then the relation
     * with the direction turned; one with DIRECTION_ANY means DIRECTION_IN. */
    struct str *relations;
    size_t n_relations;
    enum query_direction direction; /* seen from x; symmetric relations ignore it */
    unsigned hops;                  /* 1 … 4 */
    enum query_expand expand;       /* costs no hop */
    int64_t min_score;              /* thousandths */
    struct str *statuses;           /* none: confirmed, and proposed from a score of 0.3 */
    size_t n_statuses;
};

enum query_text_mode { TEXT_ALL, TEXT_ANY, TEXT_PHRASE };

struct query_text {
    struct str match;
    struct str *in; /* "title", "notes", "name"; none: everywhere */
    size_t n_in;
    enum query_text_mode mode;
};

/* "papers like MAML": those that share concepts, links and words with one of these. */
struct query_similar {
    struct query_target to;
};

enum query_predicate_type {
    PREDICATE_ALL,
    PREDICATE_ANY,
    PREDICATE_NOT, /* one part */
    PREDICATE_LINKED,
    PREDICATE_TEXT,
    PREDICATE_SIMILAR,
    PREDICATE_CONDITION
};

struct query_predicate {
    enum query_predicate_type type;
    struct query_predicate **parts; /* ALL, ANY, NOT */
    size_t n_parts;

    union {
        struct query_link link;
        struct query_text text;
        struct query_similar similar;
        struct query_condition condition;
    };
};

/* ---- the question ---- */

struct query_sort {
    const struct query_field *field; /* NULL: by score */
    bool descending;
};

struct query_path {
    struct query_target from, to;
    unsigned k, hops; /* how many paths (1 … 10), of at most so many edges (1 … 6) */
};

struct query {
    enum query_find find;
    struct query_predicate *where; /* NULL: everything */
    struct query_path path;        /* FIND_PATHS */
    struct query_sort *sort;       /* none: by score when there is one, else newest first */
    size_t n_sort;
    size_t limit; /* 0: default */
    struct str cursor;
    struct str *fields, *include, *facets; /* names as written, checked by the reader */
    size_t n_fields, n_include, n_facets;
};

/* Limits, checked when a question is read (INTERFACES.md 2.2). */
#define QUERY_DEPTH_MAX         8
#define QUERY_PREDICATES_MAX    64
#define QUERY_VALUES_MAX        500
#define QUERY_HOPS_MAX          4
#define QUERY_PHRASE_MAX        1000 /* code points */
#define QUERY_DOCUMENT_MAX      65536
#define QUERY_SUBQUERY_MAX      2 /* depth of TARGET_WHERE */
#define QUERY_LIMIT_DEFAULT     50
#define QUERY_LIMIT_MAX         200

#define QUERY_PATHS_DEFAULT     3 /* query_path: k, hops; and their limits */
#define QUERY_PATHS_MAX         10
#define QUERY_PATH_HOPS_DEFAULT 4
#define QUERY_PATH_HOPS_MAX     6

/* First and last day of a relative date on the day of `now_ms`. */
void query_relative_date_resolve(struct str name, int64_t now_ms, struct arena *a, struct str *from,
                                 struct str *to);
/* NULL when things of this kind have no such field. */
const struct query_field *query_field_find(enum query_find find, struct str name);
/* All fields of all kinds, in the order of the table; `*n` is set. */
const struct query_field *query_fields(size_t *n);
const char *query_find_name(enum query_find find); /* "papers" */
const char *query_op_name(enum query_op op);       /* "gte" */

/* A relation and the name it has seen from the other end (server/app/query/relations.def). */
struct query_relation {
    const char *name, *inverse; /* "cites", "cited_by" */
    bool is_symmetric;          /* then both names are one */
};

const struct query_relation *query_relations(size_t *n);
/* By name or inverse name; NULL when there is none. */
const struct query_relation *query_relation_find(struct str name, bool *is_inverse);

#endif
