/* resolve_internal.h: one run of resolve inside a write transaction, in the order of its files:
 *
 *   facts.c       facts replaced; what came and went is remembered
 *   known_note.c  the notes that the run looks at, each loaded once
 *   reach.c       the mentions that can be one with a changed mention
 *   papers.c      those mentions clustered; paper_row.c merges a cluster to a row
 *   concepts.c    concepts of the vocabulary and discovered ones; concept_row.c
 *   edges.c       edges of the notes whose mentions moved; edge_draft.c writes them
 *   resolve.c     the run as a whole; counts; nodes that nothing mentions any more
 *   ledger_internal.h  what people decided, for all of these
 *
 * What mentions became is changed in memory and written once, when all is known. */
#ifndef PS_APP_RESOLVE_INTERNAL_H
#define PS_APP_RESOLVE_INTERNAL_H

#include "app/id_set_internal.h"
#include "app/resolve.h"
#include "base/map.h"
#include "store/graph.h"

/* A note that the run looks at. */
struct known_note {
    int64_t note_id;
    struct str path;                 /* p NULL: not read yet */
    struct fact_view view;           /* what is stored; not of a note that changed */
    const struct fact_set *facts;    /* of a note that changed; else NULL */
    const uint32_t *key_ends;        /* of `facts`: where the keys of each mention end */
    struct note_nodes stored, nodes; /* what the facts became: as stored, and now */
    bool *is_seen;                   /* mentions, papers first, that were clustered in this run */
    bool is_changed, is_moved;
};

struct resolve_changes {
    struct arena *arena;
    struct map *known; /* note id -> index into known_notes */
    struct known_note **known_notes;
    size_t n_known_notes, cap_known_notes;
    struct known_note **notes; /* that changed */
    size_t n_notes, cap_notes;
    struct id_set keys;       /* under which mentions that may have moved are found */
    struct map *known_owners; /* of the following */
    struct str *owners; /* keys of concepts for which a note began or ceased to define names */
    size_t n_owners, cap_owners;
    struct id_set lost_papers, lost_concepts; /* nodes that lost a mention */
};

struct ledger;
struct made;

struct resolver {
    const struct vocabulary *vocabulary;
    const struct ledger *ledger;
    struct made *made; /* made by hand */
    struct db *db;
    struct resolve_changes *changes;
    struct arena *arena;     /* for the run */
    struct arena *scratch;   /* for one component or one note */
    struct map *carriers_of; /* join key -> one more than where its carriers begin */
    struct fact_carrier *carriers;
    size_t n_carriers;
    struct map *known_nodes;   /* key of a concept of the vocabulary -> row */
    struct known_note **moved; /* unchanged notes of which a mention got another node */
    size_t n_moved, cap_moved;
    struct graph_counts *counts;
    bool has_hidden_mentions; /* concepts of the vocabulary are hidden, or were */
};

/* ---- facts.c ---- */
/* Names for the concept of the vocabulary with this key came or went. */
void resolve_add_owner(struct resolve_changes *c, struct str concept_key);
/* Stores the facts of the notes that changed. */
MUST_USE bool resolve_write_facts(struct resolve_changes *c, struct db *db, struct err *e);

/* ---- known_note.c ---- */
MUST_USE bool known_note_get(struct resolve_changes *c, struct db *db, int64_t note_id,
                             struct known_note **out, struct err *e);
/* Note 0, which is in no folder: its facts are decisions. */
struct known_note *known_note_make(struct resolve_changes *c, const struct fact_set *facts,
                                   const struct note_nodes *nodes);
/* Gives the note new facts; both live as long as the run. */
void known_note_change(struct resolve_changes *c, struct known_note *k,
                       const struct fact_set *facts, const struct note_nodes *nodes);
/* All papers, concepts and keys. */
void known_note_mentions(const struct known_note *k, struct arena *a, struct fact_set *out);
void known_note_paper(const struct known_note *k, int64_t index, struct fact_paper *out);
void known_note_concept(const struct known_note *k, int64_t index, struct fact_concept *out);
void known_note_keys(const struct known_note *k, char type, int64_t index, struct arena *a,
                     struct join_key **out, size_t *n);
/* True when the mention has not been met in this run. */
bool known_note_mark_seen(struct known_note *k, char type, int64_t index);
/* Which node the mention is. */
int64_t *known_note_node(const struct known_note *k, char type, int64_t index);
/* Reads `k->path`. */
MUST_USE bool known_note_path(struct resolve_changes *c, struct db *db, struct known_note *k,
                              struct err *e);

/* ---- reach.c ---- */
struct ref_list {
    struct fact_ref *items;
    size_t n, cap;
};

/* Looks up at once who carries the keys of the changes. */
MUST_USE bool resolve_load_carriers(struct resolver *r, struct err *e);
/* Adds to `out` the mentions with this key that are new to the run and all that are reachable from
 * them, in no particular order. */
MUST_USE bool resolve_reach(struct resolver *r, uint64_t key, struct ref_list *out, struct err *e);
/* The same from one mention. */
MUST_USE bool resolve_reach_from(struct resolver *r, struct fact_ref ref, struct ref_list *out,
                                 struct err *e);

/* ---- resolve.c ---- */
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
/* cluster[i] is the index of the first member of the cluster that i belongs to. In the scratch arena. */
uint32_t *resolve_cluster(struct resolver *r, const struct paper_member *members, size_t n);
/* paper_row.c: what the mentions of one paper say together; without key. */
void paper_row_merge(const struct paper_member *const *members, size_t n, struct arena *a,
                     struct paper_row *out);

/* ---- concepts.c ---- */
struct concept_member {
    struct fact_ref ref;
    struct fact_concept fact;
};

/* The mentions are of one discovered concept, or of several that people told apart. */
MUST_USE bool resolve_discovered(struct resolver *r, const struct ref_list *refs, struct err *e);
/* Gives the concepts of the vocabulary that a note mentions their nodes. */
MUST_USE bool resolve_known(struct resolver *r, struct known_note *k, struct err *e);
/* Names that notes define for this concept of the vocabulary came or went. */
MUST_USE bool resolve_own_names(struct resolver *r, struct str concept_key, struct err *e);
/* The same for all concepts for which notes define the name with this join key. */
MUST_USE bool resolve_own_name(struct resolver *r, uint64_t key, struct err *e);
/* concept_row.c */
void concept_row_of_known(const struct vocabulary_concept *known, const struct str *own_names,
                          size_t n, struct arena *a, struct concept_row *out);
void concept_row_merge(const struct ledger *l, const struct concept_member *members, size_t n,
                       struct arena *a, struct concept_row *out);

/* ---- edges.c ---- */
/* Maps the edges of the notes to nodes, scores what that changes and writes what the notes became. */
MUST_USE bool resolve_edges(struct resolver *r, struct known_note *const *notes, size_t n,
                            struct err *e);
/* Scores of notes to the score of the edge: 1 - (1 - a)(1 - b)…, in thousandths. Sorts `scores`. */
int64_t resolve_noisy_or(int64_t *scores, size_t n);

#endif
