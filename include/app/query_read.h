/* query_read.h: JSON document, URL parameters or phrase -> struct query. Each reader finds all that is
 * wrong before anything runs, checks the limits of query_form.h and gives a normalised form
 * (query_write.h), so that equal questions are equal forms whatever they were written in.
 *
 * Memory: the form and the problems live in the arena and keep nothing of the input. On failure `e` holds
 * the one problem there is, or how many there are and the first, in the language asked for; the code
 * and the suggestions are the same in both languages. */
#ifndef PS_APP_QUERY_READ_H
#define PS_APP_QUERY_READ_H

#include "app/query_form.h"
#include "base/err.h"
#include "base/language.h"

struct arena;
struct db;

/* Where in the phrase something went wrong, in code points. */
struct query_position {
    size_t offset, length;
};

/* One thing that is wrong; of pointer, parameter and position the one that the input has is set. */
struct query_problem {
    struct str pointer;   /* JSON Pointer into the document: "/where/year/gte" */
    struct str parameter; /* "yaer__gte" */
    struct query_position at;
    const char *code;      /* "unknown-field", "wrong-type", "out-of-range", … */
    struct str detail;     /* names the place and the fix */
    struct str suggestion; /* nearest name, or empty */
};

struct query_problems {
    struct query_problem *items;
    size_t n, cap;
};

/* Reads a document of INTERFACES 2.2; for paths {"find":"paths","path":{"from","to","k","hops"}}.
 * Errors: ERR_BAD_JSON (also for a key that stands twice), ERR_TOO_LARGE, ERR_VALIDATION. */
MUST_USE bool query_read_json(struct str body, enum language language, struct arena *a,
                              struct query *out, struct query_problems *problems, struct err *e);

struct query_pair {
    struct str name, value; /* decoded */
};

/* Reads field=, field__op=, linked_to= and the others of query_parameters; parameters with the same
 * name must all hold. Errors: ERR_INVALID_PARAMETER. */
MUST_USE bool query_read_url(enum query_find find, const struct query_pair *pairs, size_t n,
                             enum language language, struct arena *a, struct query *out,
                             struct query_problems *problems, struct err *e);

enum query_parameter_type { PARAMETER_TEXT, PARAMETER_NUMBER, PARAMETER_SCORE, PARAMETER_BOOL };

/* A parameter of query_read_url: what the route table, OpenAPI and a 400 say of it. */
struct query_parameter {
    const char *name; /* "year__gte" */
    enum query_parameter_type type;
    int64_t min, max;   /* PARAMETER_NUMBER that is bounded; else both 0 */
    const char *values; /* "a|b|c", or NULL */
    const char *doc, *example;
};

/* All parameters that a list of things of this kind takes, in the arena. */
const struct query_parameter *query_parameters(enum query_find find, struct arena *a, size_t *n);

/* Reads a question in words (INTERFACES 2.4), English, Chinese or mixed. Names are the longest that
 * `db` knows; with NULL they end at the next word of the language. `problems` gets one item, with
 * the position. Errors: ERR_QUERY_SYNTAX. */
MUST_USE bool query_read_phrase(struct str phrase, struct db *db, enum language language,
                                struct arena *a, struct query *out, struct query_problems *problems,
                                struct err *e);

#endif
