/* query.h: answering questions: one form (query_form.h), read by query_read.h, run against one snapshot of
 * the store. Exact semantics: INTERFACES.md 2.2; where that leaves a choice the doc comments below say
 * what was chosen.
 *
 * Things are linked as the edges say; a note is linked to what its facts say something about, an edge to
 * both its ends. */
#ifndef PS_APP_QUERY_H
#define PS_APP_QUERY_H

#include "app/library.h"
#include "app/query_form.h"
#include "base/language.h"
#include "store/graph.h"
#include "store/note.h"

struct arena;
struct graph_path;

/* One hop of why: the edge and its best evidence. */
struct query_reason {
    struct edge_row edge;
    struct str from_label, to_label;
    struct evidence_row *evidence;
    size_t n_evidence;
};

struct query_hit {
    enum query_find find;
    int64_t id; /* row; not of paths */
    struct paper_row paper;
    struct concept_row concept;
    struct note_row note;
    struct edge_row edge;
    const struct graph_path *path; /* its nodes and hops; `why` has the edge of each hop */
    struct str *nodes;             /* of a path: what its nodes are called, one more than hops */
    int64_t score;                 /* thousandths; 0 when nothing was asked that gives one */
    /* Of one hop the best edges to what was asked for; of more the edges of the best path: fewest hops,
     * then the greatest product of scores, then the smallest edges. */
    struct query_reason *why;
    size_t n_why;
};

/* How a name in the question was understood. */
struct query_term {
    struct str text;
    enum node_class class_;
    struct str key, label;
    struct str *others; /* further meanings, not used */
    size_t n_others;
};

struct query_facet_value {
    struct str value; /* as written; of a concept its slug */
    struct str label; /* of a concept; else empty */
    uint64_t count;
};

struct query_facet {
    struct str field;
    struct query_facet_value *values; /* the most frequent first, then by value */
    size_t n_values;
    uint64_t other; /* sum of the counts of the values that are not shown */
};

#define QUERY_FACET_VALUES 20

struct query_warning {
    const char *code; /* "ambiguous-term", "text-cut", "no-path", "paths-cut", "unknown-person" */
    struct str detail;
};

struct query_result {
    struct query_hit *hits;
    size_t n_hits;
    size_t limit; /* that was used */
    uint64_t total;
    bool has_score;
    bool is_of_today;       /* a relative date was asked for: tomorrow's answer may differ */
    struct str next_cursor; /* empty on the last page */
    struct query_facet *facets;
    size_t n_facets;
    struct query_term *terms;
    size_t n_terms;
    struct query_warning *warnings;
    size_t n_warnings;
    struct str unknown;      /* on ERR_UNKNOWN_CONCEPT and ERR_AMBIGUOUS_TERM: the name */
    struct str *suggestions; /* then: names nearest to it */
    size_t n_suggestions;
};

/* Order when none is asked for: by score with a score (then papers by year, concepts by papers), else
 * newest first, concepts with most papers first, edges by id. Ties go by public id. A cursor is good for the same question only, with any
 * limit; what comes in between two pages shifts nothing.
 * Errors: ERR_UNKNOWN_CONCEPT, ERR_AMBIGUOUS_TERM, ERR_CURSOR_MISMATCH, ERR_QUERY_TOO_EXPENSIVE,
 * ERR_QUERY_TIMEOUT (past the deadline of `db`); ERR_VALIDATION for a path whose ends are not two nodes. */
MUST_USE bool query_run(const struct library *l, struct db *db, const struct query *q,
                        enum language language, struct arena *a, struct query_result *out,
                        struct err *e);

/* The English label, else the first one, else the slug. */
struct str query_concept_label(const struct concept_row *row, struct arena *a);
struct str query_paper_label(const struct paper_row *row);

#endif
