/* query.h: questions to the graph. One form (struct query); phrases in English and Chinese are read
 * into it and it is written back as a canonical phrase (INTERFACES.md 2). */
#ifndef PS_APP_QUERY_H
#define PS_APP_QUERY_H

#include "app/library.h"
#include "base/str.h"
#include "store/graph.h"

struct arena;

enum query_find { FIND_PAPERS, FIND_CONCEPTS, FIND_NOTES };

/* Where in the phrase something went wrong, in code points. */
struct query_position {
    size_t offset, length;
};

/* "linked to A or B", optionally by some relation, not, within hops. */
struct query_link {
    struct str *terms; /* as written, at least one: any of them */
    size_t n_terms;
    struct str relation; /* "uses" …, or empty: any */
    bool is_negated;
    unsigned hops; /* 1 */
};

struct query {
    enum query_find find;
    struct query_link *links; /* all must hold */
    size_t n_links;
    int64_t year_from, year_to; /* 0 = open */
    struct str *texts;          /* "mentioning X" and quoted strings: all must occur */
    size_t n_texts;
    bool newest_first;
    size_t offset; /* hits to skip */
    size_t limit;  /* 0 = default */
};

/* Reads a phrase. Errors: ERR_QUERY_SYNTAX with position and remedy in the message. */
MUST_USE bool query_read_question(struct str phrase, struct db *db, struct arena *a,
                                struct query *out, struct query_position *at, struct err *e);
/* The canonical phrase, in English; reading it gives the same query. */
struct str query_write_question(const struct query *q, struct arena *a);

/* One hop of why: the edge and its best evidence. */
struct query_reason {
    struct edge_row edge;
    struct str from_label, to_label;
    struct evidence_row *evidence;
    size_t n_evidence;
};

struct query_hit {
    enum query_find find;
    struct paper_row paper;
    struct concept_row concept;
    int64_t note_id;
    int64_t score; /* thousandths */
    struct query_reason *why;
    size_t n_why;
};

/* How a term of the query was understood. */
struct query_term {
    struct str text;
    enum node_class class_;
    struct str key, label;
    struct str *others; /* further meanings, not used */
    size_t n_others;
};

struct query_result {
    struct query_hit *hits;
    size_t n_hits;
    uint64_t total;
    struct query_term *terms;
    size_t n_terms;
    struct str *suggestions; /* on ERR_UNKNOWN_CONCEPT: names nearest to the unknown one */
    size_t n_suggestions;
};

/* Errors: ERR_UNKNOWN_CONCEPT (suggestions are filled), ERR_QUERY_TIMEOUT. */
MUST_USE bool query_run(struct db *db, const struct query *q, struct arena *a,
                        struct query_result *out, struct err *e);

/* How nodes are called in answers: the English label, else any; the short name, else the title. */
struct str query_concept_label(const struct concept_row *row, struct arena *a);
struct str query_paper_label(const struct paper_row *row);

#endif
