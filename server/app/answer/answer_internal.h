/* answer_internal.h: the parts of answering a question.
 *
 *   set.c       sets of rows and their algebra
 *   condition.c a field compared with values -> a set, or a test of one row
 *   target.c    names and sub-queries -> the nodes that a link leads to
 *   walk.c      nodes -> all that is linked to them within some hops
 *   link.c      a link -> a set with scores, for each kind of thing
 *   text.c      words -> a set with scores
 *   similar.c   papers like a paper, concepts that go with a concept -> a set with scores
 *   evaluate.c  predicates -> one set
 *   order.c     the set in the order asked for, one page of it
 *   place.c     cursors
 *   facet.c     counts of values
 *   path.c      ways from one node to another, in place of all these
 *   explain.c   rows and reasons of the hits on the page
 *   run.c       the whole */
#ifndef PS_APP_ANSWER_INTERNAL_H
#define PS_APP_ANSWER_INTERNAL_H

#include "app/graph_index.h"
#include "app/query.h"
#include "base/language.h"
#include "base/vec.h"
#include "extract/extract.h"
#include "store/select.h"

/* INTERFACES.md 2.2. */
#define ANSWER_TARGETS_MAX 2000
#define ANSWER_VISITED_MAX 2000000
#define ANSWER_LEAST_SCORE 300 /* of a proposed edge, when no status is asked for */

/* ---- set.c ---- */

/* Rows, ascending and each once; or all of a kind but these. */
struct row_set {
    int64_t *ids;
    size_t n;
    bool is_rest;
};

struct row_set set_of(struct select_ids ids);
struct row_set set_not(struct row_set s);
struct row_set set_and(struct row_set x, struct row_set y, struct arena *a);
struct row_set set_or(struct row_set x, struct row_set y, struct arena *a);
bool set_has(const struct row_set *s, int64_t id);
/* The first place at or behind `from` whose id is not below `id`. */
size_t set_skip_to(const struct row_set *s, size_t from, int64_t id);

/* ---- scores ---- */

struct walk;

/* What a link or a text adds to the score of the things that fit it. */
struct score_part {
    const struct query_predicate *predicate;
    const struct walk *walk; /* of a link; else NULL */
    int64_t *ids;            /* ascending */
    double *scores;          /* 0 … 1 */
    size_t n;
    size_t last; /* where the last look ended: things are looked up in order, mostly */
};

struct link_targets;

/* ---- one question being answered ---- */

struct answer {
    const struct library *library;
    struct db *db;
    const struct query *query;
    struct arena *arena;
    enum language language; /* of messages */
    struct query_result *result;
    struct graph_index *graph; /* NULL until a link needs it */
    enum select_kind kind;
    uint64_t n_visited; /* edges */
    VEC(struct score_part) parts;
    VEC(struct link_targets *) targets; /* of links that were looked up */
    VEC(struct query_term) terms;
    VEC(struct query_warning) warnings;
};

enum select_kind answer_kind(enum query_find find);
MUST_USE bool answer_need_graph(struct answer *w, struct err *e);
/* Counts edges that were looked at. Errors: ERR_QUERY_TOO_EXPENSIVE, ERR_QUERY_TIMEOUT. */
MUST_USE bool answer_count_visits(struct answer *w, uint64_t n, struct err *e);

/* ---- condition.c ---- */

struct matcher; /* a condition, ready to compare */

MUST_USE bool matcher_new(struct answer *w, enum select_kind kind, const struct query_condition *c,
                          struct matcher **out, struct err *e);
/* How much work the set is: 0 little, 1 as much as it is large, 2 all rows of the kind. */
unsigned matcher_cost(const struct matcher *m);
MUST_USE bool matcher_find(struct answer *w, const struct matcher *m, struct row_set *out,
                           struct err *e);
MUST_USE bool matcher_fits(struct answer *w, const struct matcher *m, int64_t id, bool *out,
                           struct err *e);

/* ---- target.c ---- */

struct node_list {
    int64_t *items; /* rows; odd ones are concepts */
    size_t n, cap;
};

/* Nodes with this name; ERR_UNKNOWN_CONCEPT, ERR_AMBIGUOUS_TERM with suggestions in the result.
 * `asked` gets the nodes themselves, `all` these and what `expand` adds (concepts only). */
MUST_USE bool target_find(struct answer *w, const struct query_target *target,
                          enum query_expand expand, struct node_list *asked, struct node_list *all,
                          struct err *e);
/* Nodes of a class by any of their names, without expansion. */
MUST_USE bool target_find_nodes(struct answer *w, struct str name, bool papers, bool concepts,
                                struct node_list *out, struct err *e);

/* ---- walk.c ---- */

/* The best way on from a node: over `edge` to `next`. */
struct walk_step {
    uint32_t node, next;
    uint32_t next_way;
    unsigned hops;   /* 0 on a target that nothing leads to but itself */
    bool is_asked;   /* see walk_is_asked */
    int64_t edge;    /* row */
    int64_t product; /* of the scores, in thousandths to the power of hops */
    double doubt;    /* product of 1 - score over the first edges of all shortest ways */
};

/* Which edges a walk takes. */
struct walk_filter {
    uint8_t relations[REL_COUNT + 1]; /* bits WALK_OUT and WALK_IN, as seen from what is found */
    uint8_t statuses;                 /* bit of each enum edge_status */
    bool is_default;                  /* proposed edges from ANSWER_LEAST_SCORE only */
    uint32_t min_score;
};

enum { WALK_OUT = 1, WALK_IN = 2 };

void walk_read_filter(const struct query_link *link, struct walk_filter *out);
bool walk_takes(const struct walk_filter *f, const struct graph_link *link, bool seen_from_target);

/* From the targets outwards, at most `hops` edges, no node twice in a way. Only what is in `within` (NULL:
 * everything) needs to be reached. */
MUST_USE bool walk_run(struct answer *w, const struct walk_filter *f, const struct node_list *asked,
                       const struct node_list *targets, unsigned hops, const struct row_set *within,
                       struct walk **out, struct err *e);
/* All that was reached, and the targets, in the order of the nodes, which is that of the sets that are made
 * of them: `*node` begins at 0; NULL at the end. walk_size is at least as many. */
const struct walk_step *walk_next(const struct walk *k, size_t *node);
size_t walk_size(const struct walk *k);
/* NULL when the node was not reached. */
const struct walk_step *walk_find(const struct walk *k, int64_t node);
bool walk_is_target(const struct walk *k, int64_t node);
bool walk_is_asked(const struct walk *k, int64_t node);
const struct walk_filter *walk_filter_of(const struct walk *k);
/* The edges of the best way from a node that was reached, the first one first; at most `max`. */
size_t walk_path(const struct walk *k, const struct walk_step *step, int64_t *edges, size_t max);

/* ---- link.c, text.c, similar.c: the set, and a score part when `is_scored` ---- */

MUST_USE bool link_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
                        const struct row_set *within, bool is_scored, struct row_set *out,
                        struct err *e);
/* How many edges the nodes have that a link leads to: which of several links to begin with. */
MUST_USE bool link_size(struct answer *w, const struct query_predicate *p, uint64_t *out,
                        struct err *e);
MUST_USE bool text_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
                        bool is_scored, struct row_set *out, struct err *e);
MUST_USE bool similar_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
                           bool is_scored, struct row_set *out, struct err *e);

/* Things as they were found, in any order, some perhaps twice. */
struct scored_list {
    struct scored {
        int64_t id;
        double score; /* 0 … 1 */
    } * items;

    size_t n, cap;
};

/* run.c: `out` and, when `is_scored`, a score part: each thing once, with its best score. */
void answer_keep_found(struct answer *w, const struct query_predicate *p, struct scored_list *found,
                       bool is_scored, struct row_set *out);
/* Keeps a part; `ids` ascending. */
void answer_add_part(struct answer *w, struct score_part part);
/* Mean over the parts that the thing fits, thousandths. */
int64_t answer_score(const struct answer *w, int64_t id);

/* ---- evaluate.c ---- */

/* NULL is true of everything. */
MUST_USE bool evaluate(struct answer *w, enum select_kind kind, const struct query_predicate *p,
                       bool is_scored, struct row_set *out, struct err *e);

/* ---- order.c, place.c ---- */

/* Where a thing stands: one value a column, then its public id. */
struct order_value {
    bool is_missing;
    int64_t number;
    struct str text; /* folded */
};

struct order_column {
    const struct select_field *field; /* NULL: score */
    bool is_number, descending;
};

#define ORDER_COLUMNS_MAX 8

struct order_row {
    int64_t id, public_number;
    struct order_value *values;
};

struct order {
    struct order_column columns[ORDER_COLUMNS_MAX];
    size_t n;
};

/* One page of the set, and whether more follows. */
MUST_USE bool order_page(struct answer *w, const struct row_set *set, size_t limit,
                         struct order_row **rows, size_t *n, bool *has_more, struct err *e);
int order_compare(const struct order *o, const struct order_row *x, const struct order_row *y);
void order_read(struct answer *w, struct order *out);

/* The cursor behind a row, and the row of a cursor. Errors: ERR_CURSOR_MISMATCH. */
MUST_USE bool place_write(struct answer *w, const struct order *o, const struct order_row *row,
                          struct str *out, struct err *e);
MUST_USE bool place_read(struct answer *w, const struct order *o, struct order_row *out,
                         struct err *e);

/* ---- facet.c, explain.c ---- */

MUST_USE bool facet_count(struct answer *w, const struct row_set *set, struct err *e);
MUST_USE bool explain_hit(struct answer *w, struct query_hit *hit, struct err *e);
/* An edge by its row with the labels of its ends and its best evidence; what a node is called. */
MUST_USE bool explain_edge(struct answer *w, int64_t edge_id, struct query_reason *out,
                           struct err *e);
MUST_USE bool explain_node(struct answer *w, uint32_t node, struct str *label, struct err *e);

/* ---- path.c ---- */

/* The whole answer to a question for paths. */
MUST_USE bool path_find(struct answer *w, struct err *e);

#endif
