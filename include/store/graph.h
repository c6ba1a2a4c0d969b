/* graph.h: the derived graph as rows: papers, concepts, edges. Written by app/resolve only.
 *
 * Nodes and edges have a row number (`id`, inside this store only; no paper and concept share one),
 * a key (the same on every machine) and a public id made from the key, which answers for ever: see
 * graph_find_paper. The key of an edge is from key, relation and to key. */
#ifndef PS_STORE_GRAPH_H
#define PS_STORE_GRAPH_H

#include "store/fact.h"
#include "store/store.h"

struct paper_row {
    int64_t id;
    struct str public_id, key;
    struct str status; /* "entry", "cited", "stub" */
    struct str title, short_name, venue;
    int64_t year;                                              /* 0 = unknown */
    struct str aliases, identifiers, urls, resources, authors; /* JSON arrays */
    int64_t n_notes, n_concepts;                               /* counted */
};

struct concept_row {
    int64_t id;
    struct str public_id, key, slug; /* key = "concept:" + slug */
    struct str kind, origin;
    struct str labels;       /* JSON object */
    struct str alternatives; /* JSON array */
    int64_t n_papers, n_notes;
};

enum node_class { NODE_PAPER, NODE_CONCEPT };

struct edge_row {
    int64_t id;
    struct str public_id;
    enum node_class from_class, to_class;
    int64_t from_id, to_id;
    struct str relation;
    int64_t score;     /* thousandths */
    struct str status; /* "proposed", "confirmed", "rejected" */
    struct str origin; /* "extracted", "vocabulary", "person" */
};

/* One place that supports an edge, with the note's path. */
struct evidence_row {
    int64_t edge_id, note_id;
    struct str path;
    int64_t begin, end, line, weight;
    struct str rule;
    struct str quote; /* the bytes [begin, end) of the note */
};

/* ---- writing (app/resolve) ---- */

/* Insert or update by key; `row->id` and `public_id` (valid until the transaction ends) are set.
 * Counts are kept. Names and, at the commit, the search index follow. */
MUST_USE bool graph_put_paper(struct db *db, struct paper_row *row, struct err *e);
MUST_USE bool graph_put_concept(struct db *db, struct concept_row *row, struct err *e);
/* Deletes the node, whose edges must be gone; its public id leads on to the node that then has its
 * key as an identifier or its title or label as a name. */
MUST_USE bool graph_delete_paper(struct db *db, int64_t id, struct err *e);
MUST_USE bool graph_delete_concept(struct db *db, int64_t id, struct err *e);

/* The counts of nodes are written once, after all their mentions and edges. */
struct graph_counts;

struct graph_counts *graph_counts_new(struct arena *a);
/* The node lost a mention or an edge: it has to be counted again. */
void graph_count_again(struct graph_counts *c, int64_t node_id);
MUST_USE bool graph_write_counts(struct db *db, struct graph_counts *c, struct err *e);

/* What the facts of a note became: nodes by the index of the mention, edges by the index of the
 * fact; 0 = nothing. */
struct note_nodes {
    int64_t *papers, *concepts, *edges;
    size_t n_papers, n_concepts, n_edges;
};

/* Empty for a note that was never resolved. */
MUST_USE bool graph_get_note_nodes(struct db *db, int64_t note_id, struct arena *a,
                                   struct note_nodes *out, struct err *e);

/* `old` is what graph_get_note_nodes gave. */
struct note_nodes_change {
    int64_t note_id;
    const struct note_nodes *old, *now;
};

/* Facts and what they became are replaced apart: empty it when a note goes. */
MUST_USE bool graph_put_note_nodes(struct db *db, const struct note_nodes_change *changes, size_t n,
                                   struct graph_counts *counts, struct err *e);

/* Edge of (from, relation, to), made when it is new; `id` and `public_id` are set as above. */
MUST_USE bool graph_put_edge(struct db *db, struct edge_row *row, struct err *e);
/* The same for many new edges, whose ids are set: each free, ascending. */
MUST_USE bool graph_insert_edges(struct db *db, const struct edge_row *rows, size_t n,
                                 struct graph_counts *counts, struct err *e);
/* Of an edge that exists: score, status and origin, by id. */
MUST_USE bool graph_update_edge(struct db *db, const struct edge_row *row, struct err *e);
/* The id that an edge has, unless another edge of the same hash has it: then the next free one. */
int64_t graph_edge_id(struct str from_key, struct str relation, struct str to_key);
/* Those of the ids that exist, in the order of `ids`. */
MUST_USE bool graph_list_edges_by_id(struct db *db, const int64_t *ids, size_t n_ids,
                                     struct arena *a, struct edge_row **out, size_t *n,
                                     struct err *e);
MUST_USE bool graph_delete_edge(struct db *db, int64_t id, struct err *e);

/* What one note says for an edge. */
struct support_row {
    int64_t edge_id, note_id;
    int64_t score;       /* the best that the note gives */
    struct str path;     /* of the note; only read */
    struct str evidence; /* packed */
};

/* `out` is valid as long as `a`. */
MUST_USE bool graph_pack_evidence(struct db *db, const struct fact_evidence *rows, size_t n,
                                  struct arena *a, struct str *out, struct err *e);
/* Inserts or replaces. Quickest when the rows ascend by edge and note. */
MUST_USE bool graph_put_support(struct db *db, const struct support_row *rows, size_t n,
                                struct err *e);
MUST_USE bool graph_delete_support(struct db *db, int64_t edge_id, int64_t note_id, struct err *e);
/* Without path; `*found` false when the note says nothing for the edge. */
MUST_USE bool graph_get_support(struct db *db, int64_t edge_id, int64_t note_id, struct arena *a,
                                struct support_row *out, bool *found, struct err *e);
/* By path. */
MUST_USE bool graph_list_support(struct db *db, int64_t edge_id, struct arena *a,
                                 struct support_row **out, size_t *n, struct err *e);
/* The score of each note. */
MUST_USE bool graph_list_scores(struct db *db, int64_t edge_id, struct arena *a, int64_t **out,
                                size_t *n, struct err *e);
/* The key of a node of either class. Errors: ERR_NOT_FOUND. */
MUST_USE bool graph_get_key(struct db *db, int64_t node_id, struct arena *a, struct str *out,
                            struct err *e);
/* Counts of a node, from its edges and mentions: after graph_put_edge. */
MUST_USE bool graph_update_counts(struct db *db, enum node_class class_, int64_t id, struct err *e);
/* Broader concepts of the vocabulary, by slug; only pairs whose two concepts are in the graph show.
 * Emptied by store_clear_graph with all that is derived. */
MUST_USE bool graph_set_broader(struct db *db, struct str slug, const struct str *broader, size_t n,
                                struct err *e);

/* ---- reading ---- */

/* Any way to name a node: public id, identifier ("arxiv:…", "doi:…"), key, slug, title or label in
 * any language and spelling. `*moved` is set when `reference` is an id of a node that is now part of
 * another. Errors: ERR_NOT_FOUND; ERR_AMBIGUOUS_TERM only for names of several papers. */
MUST_USE bool graph_find_paper(struct db *db, struct str reference, struct arena *a,
                               struct paper_row *out, bool *moved, struct err *e);
MUST_USE bool graph_find_concept(struct db *db, struct str reference, struct arena *a,
                                 struct concept_row *out, bool *moved, struct err *e);
MUST_USE bool graph_get_paper(struct db *db, int64_t id, struct arena *a, struct paper_row *out,
                              struct err *e);
MUST_USE bool graph_get_concept(struct db *db, int64_t id, struct arena *a, struct concept_row *out,
                                struct err *e);
/* Errors: ERR_NOT_FOUND. An id of an edge whose end is now part of another node gives the edge that it
 * became, with another public id than the one asked for. */
MUST_USE bool graph_get_edge(struct db *db, struct str public_id, struct arena *a,
                             struct edge_row *out, struct err *e);

/* What a decision names: a node by its key, else by its identifiers in their order, else by a folded name
 * that only one node has. The same for every order in which the graph was written. `*id` 0: none. */
struct graph_anchor {
    enum node_class class_;
    struct str key;
    const struct str *identifiers;
    size_t n_identifiers;
    const struct str *names;
    size_t n_names;
};

MUST_USE bool graph_find_anchor(struct db *db, const struct graph_anchor *anchor, int64_t *id,
                                struct err *e);
/* By row number. Errors: ERR_NOT_FOUND. */
MUST_USE bool graph_get_edge_by_id(struct db *db, int64_t id, struct arena *a, struct edge_row *out,
                                   struct err *e);

/* Lists are sorted by key and paged by the last key of the page before. `status` and others empty:
 * any. `*total` counts without paging. */
struct concept_filter {
    struct str kind, origin;
    struct str text;
    bool by_papers; /* most papers first instead of by key */
    struct str after;
    size_t limit;
};

MUST_USE bool graph_list_concepts(struct db *db, const struct concept_filter *f, struct arena *a,
                                  struct concept_row **out, size_t *n, uint64_t *total,
                                  struct err *e);

struct edge_filter {
    bool has_node;
    enum node_class node_class;
    int64_t node_id; /* at either end, unless a direction is set */
    bool only_out, only_in;
    bool has_other;
    enum node_class other_class; /* class of the other end */
    struct str relation;
    int64_t min_score;
    struct str status;
    struct str after; /* public id */
    size_t limit;
};

/* By score, best first, then public id, when a node is given; else by public id. `other_class` needs a
 * node. */
MUST_USE bool graph_list_edges(struct db *db, const struct edge_filter *f, struct arena *a,
                               struct edge_row **out, size_t *n, uint64_t *total, struct err *e);
/* Best first: weight, then path, then begin. */
MUST_USE bool graph_list_evidence(struct db *db, int64_t edge_id, size_t limit, struct arena *a,
                                  struct evidence_row **out, size_t *n, struct err *e);
/* All evidence in one note: what the rendered note highlights. */
MUST_USE bool graph_list_evidence_in_note(struct db *db, int64_t note_id, struct arena *a,
                                          struct evidence_row **out, size_t *n, struct err *e);
/* The concept and all below it (narrower, transitively), at most `limit`. */
MUST_USE bool graph_narrower(struct db *db, int64_t concept_id, size_t limit, struct arena *a,
                             int64_t **ids, size_t *n, struct err *e);
/* Those directly below and directly above, by key. */
MUST_USE bool graph_children(struct db *db, int64_t concept_id, struct arena *a, int64_t **ids,
                             size_t *n, struct err *e);
MUST_USE bool graph_broader(struct db *db, int64_t concept_id, struct arena *a, int64_t **ids,
                            size_t *n, struct err *e);

/* Whole graph for the export: papers, then concepts, each by key; then edges by class and key of
 * `from`, relation, key of `to`, with all evidence. One callback a row, whose data is valid during
 * the call; false from it stops with ERR_INTERRUPTED. */
struct graph_visitor {
    void *context;
    bool (*paper)(void *context, const struct paper_row *row);
    bool (*concept)(void *context, const struct concept_row *row);
    bool (*edge)(void *context, const struct edge_row *row, struct str from_key, struct str to_key,
                 const struct evidence_row *evidence, size_t n_evidence);
};

MUST_USE bool graph_visit(struct db *db, const struct graph_visitor *v, struct err *e);

#endif
