/* count_internal.h: what writing mentions and edges says to the counts of their nodes. */
#ifndef PS_STORE_GRAPH_COUNT_INTERNAL_H
#define PS_STORE_GRAPH_COUNT_INTERNAL_H

#include "store/graph.h"
#include "store/rows_internal.h"

/* One more note, which came in then, mentions the node. */
void count_note(struct graph_counts *c, int64_t node_id, int64_t added_ms);
/* Before the edges are inserted: papers and concepts that they are the first to join. */
MUST_USE bool count_new_edges(struct db *db, struct graph_counts *c, const struct edge_row *edges,
                              size_t n_edges, struct arena *a, struct err *e);

#endif
