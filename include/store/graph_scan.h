/* graph_scan.h: the graph as bare numbers, for the index in memory (app/graph_index.h): all of it, or what
 * the last commits changed.
 *
 * The store remembers the changes of the last 64 commits in memory. Who asks from further back, or across
 * a commit that changed more than is worth remembering, is told that they are not known and reads
 * everything. */
#ifndef PS_STORE_GRAPH_SCAN_H
#define PS_STORE_GRAPH_SCAN_H

#include "store/graph.h"

/* The version of the graph that this snapshot shows. */
MUST_USE bool graph_read_version(struct db *db, uint64_t *out, struct err *e);

struct node_scan {
    int64_t id;
    int64_t year; /* of a paper; 0 = unknown */
    bool is_stub; /* a paper that is only named */
};

/* An edge as one of its ends sees it. */
struct link_scan {
    int64_t node_id, other_id, edge_id, score;
    int64_t relation, status; /* numbers of words: graph_read_word */
    bool is_out;              /* runs from the node */
};

/* One callback a row; false from it stops with ERR_INTERRUPTED. */
typedef bool node_scan_fn(void *context, const struct node_scan *row);
typedef bool link_scan_fn(void *context, const struct link_scan *row);

/* Papers by number, then concepts by number. */
MUST_USE bool graph_scan_nodes(struct db *db, node_scan_fn *visit, void *context, struct err *e);
/* Each edge twice, once for each end: by node, then score, best first, then edge. */
MUST_USE bool graph_scan_links(struct db *db, link_scan_fn *visit, void *context, struct err *e);
/* The same for one node; ERR_NOT_FOUND when it has gone. */
MUST_USE bool graph_scan_node(struct db *db, int64_t id, struct node_scan *out, struct err *e);
/* The text of a relation or status; in `a`. */
MUST_USE bool graph_read_word(struct db *db, int64_t word, struct arena *a, struct str *out,
                              struct err *e);

/* The public id of an edge, without reading its row. */
struct str graph_write_edge_id(int64_t id, struct arena *a);

/* Something that a commit put, changed or deleted. */
struct graph_change {
    int64_t edge_id; /* 0: the node from_id itself */
    int64_t from_id, to_id;
};

/* What the commits after version `after` up to `version` changed, in their order, with repetitions. False
 * when that is not known. */
bool graph_list_changes(struct store *s, uint64_t after, uint64_t version, struct arena *a,
                        struct graph_change **out, size_t *n);

#endif
