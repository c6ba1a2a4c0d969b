/* fact.h: what one note says by itself. Facts belong to their note and go with it (invariant 5).
 *
 * A fact row is known by (note, index): the index in the note's extraction. */
#ifndef PS_STORE_FACT_H
#define PS_STORE_FACT_H

#include "store/store.h"

struct fact_paper {
    int64_t note_id;
    int64_t index;
    struct str key;
    struct str status; /* "entry", "cited", "stub" */
    struct str title, short_name, venue;
    int64_t year, line;                                        /* 0 = unknown */
    struct str aliases, identifiers, urls, resources, authors; /* JSON arrays of strings */
};

struct fact_concept {
    int64_t note_id;
    int64_t index;
    struct str key;
    struct str kind, origin;
    struct str labels;       /* JSON object: language -> preferred label */
    struct str alternatives; /* JSON array */
};

struct fact_edge {
    int64_t note_id;
    int64_t index;
    struct str from_type, to_type; /* "paper", "concept" */
    int64_t from_index, to_index;
    struct str relation;
    int64_t score; /* thousandths */
};

struct fact_evidence {
    int64_t note_id;
    int64_t edge_index;
    int64_t rank; /* 0 = best */
    int64_t begin, end, line, weight;
    struct str rule;
};

struct fact_warning {
    int64_t note_id;
    int64_t line;
    struct str code, detail;
};

/* Everything that a note says, in the order of its extraction. */
struct fact_set {
    struct fact_paper *papers;
    size_t n_papers;
    struct fact_concept *concepts;
    size_t n_concepts;
    struct fact_edge *edges;
    size_t n_edges;
    struct fact_evidence *evidence;
    size_t n_evidence;
    struct fact_warning *warnings;
    size_t n_warnings;

    /* Join keys of papers and concepts: two mentions can only become one when they share a key. */
    struct join_key {
        struct str key;
        int64_t index;
        char type; /* 'p' or 'c' */
    } * keys;

    size_t n_keys;
};

/* Replaces the facts of a note. */
MUST_USE bool fact_replace(struct db *db, int64_t note_id, const struct fact_set *facts,
                           struct err *e);
/* All facts of one note; keys included. */
MUST_USE bool fact_load(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                        struct err *e);

struct fact_ref {
    int64_t note_id;
    int64_t index;
    char type; /* 'p' or 'c' */
};

/* The mentions that carry a join key. */
MUST_USE bool fact_by_key(struct db *db, char type, struct str key, struct arena *a,
                          struct fact_ref **out, size_t *n, struct err *e);
/* The join keys of one mention. */
MUST_USE bool fact_keys(struct db *db, struct fact_ref ref, struct arena *a, struct str **out,
                        size_t *n, struct err *e);
MUST_USE bool fact_get_paper(struct db *db, int64_t note_id, int64_t index, struct arena *a,
                             struct fact_paper *out, struct err *e);
MUST_USE bool fact_get_concept(struct db *db, int64_t note_id, int64_t index, struct arena *a,
                               struct fact_concept *out, struct err *e);
MUST_USE bool fact_list_warnings(struct db *db, int64_t note_id, struct arena *a,
                                 struct fact_warning **out, size_t *n, struct err *e);

#endif
