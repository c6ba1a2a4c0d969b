/* fact.h: what one note says by itself. Facts belong to their note and go with it (invariant 5).
 *
 * A fact is known by (note, index): its place in the note's extraction. The facts of a note are one
 * row, packed (server/store/fact/): they are only ever written, read and deleted together. Only the
 * join keys of its mentions stand apart, so that they can be looked up. */
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

/* Two mentions can only become one when they share a key. A number that is the same on every machine;
 * what it is made of: app/resolve/join_keys_internal.h. */
struct join_key {
    uint64_t key;
    int64_t index;
    char type; /* 'p' or 'c' */
};

/* Everything that a note says, in the order of its extraction: each list by index, evidence by edge
 * and rank, keys by mention, those of papers first. */
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
    struct join_key *keys;
    size_t n_keys;
};

/* Replaces the facts of a note. */
MUST_USE bool fact_replace(struct db *db, int64_t note_id, const struct fact_set *facts,
                           struct err *e);

/* The same for many notes, of which it is known what join keys they have now. */
struct fact_change {
    int64_t note_id;
    const struct join_key *old_keys;
    size_t n_old_keys;
    const struct fact_set *facts;
};

MUST_USE bool fact_replace_all(struct db *db, const struct fact_change *changes, size_t n,
                               struct err *e);
/* All facts of one note; keys included, by mention. ERR_STORAGE when they are damaged. */
MUST_USE bool fact_load(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                        struct err *e);
MUST_USE bool fact_list_warnings(struct db *db, int64_t note_id, struct arena *a,
                                 struct fact_warning **out, size_t *n, struct err *e);

/* The mentions of a note, read one by one. Its members are private. */
struct fact_view {
    int64_t note_id;
    size_t n_papers, n_concepts, n_keys;
    struct str bytes;
    const struct str *words;
    size_t n_words;
};

/* A note that says nothing gives an empty view. The view and all that is read from it lie in `a`. */
MUST_USE bool fact_view_load(struct db *db, int64_t note_id, struct arena *a, struct fact_view *out,
                             struct err *e);
void fact_view_paper(const struct fact_view *v, size_t index, struct fact_paper *out);
void fact_view_concept(const struct fact_view *v, size_t index, struct fact_concept *out);
/* The join keys of one mention. */
void fact_view_keys(const struct fact_view *v, char type, size_t index, struct arena *a,
                    struct join_key **out, size_t *n);

/* All of them: papers, concepts and keys of `out`. */
void fact_view_unpack(const struct fact_view *v, struct arena *a, struct fact_set *out);

struct fact_ref {
    int64_t note_id;
    int64_t index;
    char type; /* 'p' or 'c' */
};

/* A mention and a join key that it carries. */
struct fact_carrier {
    uint64_t key;
    struct fact_ref ref;
};

/* The mentions that carry any of the keys, in the order of `keys`. */
MUST_USE bool fact_by_keys(struct db *db, const uint64_t *keys, size_t n_keys, struct arena *a,
                           struct fact_carrier **out, size_t *n, struct err *e);

#endif
