/* resolve_internal.h: one run of resolve inside a write transaction, in the order of its files:
 *
 *   facts.c     facts replaced; what came and went is remembered
 *   reach.c     the mentions that can be one with a changed mention
 *   papers.c    those mentions clustered; paper_row.c merges a cluster to a row
 *   concepts.c  concepts of the vocabulary and discovered ones; concept_row.c
 *   edges.c     edges of the notes whose mentions moved
 *   resolve.c           the run as a whole; counts; nodes that nothing mentions any more */
#ifndef PS_APP_RESOLVE_INTERNAL_H
#define PS_APP_RESOLVE_INTERNAL_H

#include "app/id_set_internal.h"
#include "app/resolve.h"
#include "base/map.h"
#include "store/graph.h"

struct changed_note {
    int64_t note_id;
    const struct fact_set *facts; /* NULL: to be loaded */
};

struct resolve_changes {
    struct arena *arena;
    struct map *known_keys;
    struct str *keys; /* under which mentions that may have moved are found, each once */
    size_t n_keys, cap_keys;
    struct changed_note *notes;
    size_t n_notes, cap_notes;
    struct id_set lost_papers, lost_concepts; /* nodes that lost a mention */
    struct id_set edges;                      /* edges that lost support */
};

struct resolver {
    const struct vocabulary *vocabulary;
    struct db *db;
    struct resolve_changes *changes;
    struct arena *arena;   /* for the run */
    struct arena *scratch; /* for one component or one note */
    struct map *seen;      /* mentions that were clustered in this run */
    struct map *paths;     /* note id -> 1 + index into path_texts */
    struct str *path_texts;
    size_t n_path_texts, cap_path_texts;
    struct map *known_nodes;        /* key of a concept of the vocabulary -> row */
    struct id_set moved_notes;      /* a mention of theirs got another node */
    struct id_set edges;            /* to be scored again */
    struct id_set papers, concepts; /* to be counted again */
};

/* ---- facts.c ---- */
void resolve_note_changed(struct resolve_changes *c, int64_t note_id, const struct fact_set *facts);

/* ---- reach.c ---- */
struct ref_list {
    struct fact_ref *items;
    size_t n, cap;
};

/* Adds to `out` the mentions with this key that are new to the run and all that are reachable from
 * them, in no particular order. */
MUST_USE bool resolve_reach(struct resolver *r, char type, struct str key, struct ref_list *out,
                            struct err *e);
/* The same from one mention. */
MUST_USE bool resolve_reach_from(struct resolver *r, struct fact_ref ref, struct ref_list *out,
                                 struct err *e);

/* ---- resolve.c ---- */
/* The path of a note; lives as long as the run. */
MUST_USE bool resolve_note_path(struct resolver *r, int64_t note_id, struct str *out,
                                struct err *e);
/* Says which node a mention is; remembers what that changes. */
MUST_USE bool resolve_set_node(struct resolver *r, struct fact_ref ref, int64_t node_id,
                               struct err *e);

/* ---- papers.c ---- */
struct paper_member {
    struct fact_ref ref;
    struct fact_paper fact;
    struct str path;
    struct str order; /* path and key: the same in every run */
    struct str *aliases, *identifiers, *urls, *resources;
    size_t n_aliases, n_identifiers, n_urls, n_resources;
    bool is_stub;
};

/* Clusters the mentions and writes their papers. */
MUST_USE bool resolve_papers(struct resolver *r, const struct ref_list *refs, struct err *e);
/* paper_row.c: what the mentions of one paper say together; without key. */
void paper_row_merge(const struct paper_member *const *members, size_t n, struct arena *a,
                     struct paper_row *out);

/* ---- concepts.c ---- */
struct concept_member {
    struct fact_ref ref;
    struct fact_concept fact;
};

/* The mentions are one discovered concept. */
MUST_USE bool resolve_discovered(struct resolver *r, const struct ref_list *refs, struct err *e);
/* Gives the concepts of the vocabulary that a note mentions their nodes. */
MUST_USE bool resolve_known(struct resolver *r, int64_t note_id, const struct fact_set *facts,
                            struct err *e);
/* Names that notes define for a concept of the vocabulary came or went under this key. */
MUST_USE bool resolve_own_names(struct resolver *r, struct str key, struct err *e);
/* concept_row.c */
void concept_row_of_known(const struct vocabulary_concept *known, const struct str *own_names,
                          size_t n, struct arena *a, struct concept_row *out);
void concept_row_merge(const struct concept_member *members, size_t n, struct arena *a,
                       struct concept_row *out);

/* ---- edges.c ---- */
/* Maps the edges of a note to nodes and supports them. */
MUST_USE bool resolve_note_edges(struct resolver *r, int64_t note_id, const struct fact_set *facts,
                                 struct err *e);
/* Scores every edge of r->edges from its support; one without support goes. */
MUST_USE bool resolve_scores(struct resolver *r, struct err *e);
/* Scores of notes to the score of the edge: 1 - (1 - a)(1 - b)…, in thousandths. Sorts `scores`. */
int64_t resolve_noisy_or(int64_t *scores, size_t n);

#endif
