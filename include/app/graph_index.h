/* graph_index.h: the graph in memory, for walks: the links of every node, without names and texts.
 *
 * An index shows one version of the graph and never changes; it is counted, so that it lives as long as
 * somebody walks it. The first use after a start reads the whole graph; after an edit only the pages of
 * nodes that the edit touched are made anew and the others are shared with the index before.
 *
 * Nodes are the numbers of rows (papers even, concepts odd), so arrays over nodes have graph_index_limit
 * places, of which some are nobody's. The links of a node come best score first, then by edge, which is
 * the same on every machine; loops and rejected edges are among them. 8 bytes a link and 8 for the number
 * of its edge: 10 million edges take 320 MB.
 *
 * Threads: any number may share an index. */
#ifndef PS_APP_GRAPH_INDEX_H
#define PS_APP_GRAPH_INDEX_H

#include "app/library.h"
#include "base/err.h"

struct db;
struct graph_index;
struct graph_cache;

enum edge_status { EDGE_PROPOSED, EDGE_CONFIRMED, EDGE_REJECTED };

/* An edge as one of its ends sees it. */
struct graph_link {
    uint32_t other;         /* the node at its other end */
    uint32_t score : 10;    /* thousandths */
    uint32_t relation : 16; /* enum relation, or GRAPH_RELATION_UNKNOWN */
    uint32_t status : 2;    /* enum edge_status */
    uint32_t is_out : 1;    /* runs from the node to `other` */
};

#define GRAPH_RELATION_UNKNOWN 0xffffu

struct graph_links {
    const struct graph_link *items;
    const int64_t *edges; /* row numbers of the edges, in the same order */
    uint32_t n;
};

struct graph_node {
    uint16_t year; /* of a paper; 0 = unknown */
    bool exists;
    bool is_stub; /* a paper that is only named */
};

/* The index of the version that `db` shows; to be released. It is made when it is not there yet, which
 * takes seconds for millions of edges; whoever asks meanwhile waits up to 2 s.
 * Errors: ERR_BUSY after that; those of reading. */
MUST_USE bool graph_index_get(const struct library *l, struct db *db, struct graph_index **out,
                              struct err *e);
void graph_index_release(struct graph_index *g); /* NULL is fine */
/* Makes the index of the newest version, so that nobody has to wait for it. */
MUST_USE bool graph_index_warm(const struct library *l, struct err *e);

/* Nodes are smaller than this. */
uint32_t graph_index_limit(const struct graph_index *g);
uint64_t graph_index_version(const struct graph_index *g);

struct graph_totals {
    uint64_t papers, concepts, edges;
};

struct graph_totals graph_index_totals(const struct graph_index *g);

/* NULL when no paper or concept has this number. */
const struct graph_node *graph_index_node(const struct graph_index *g, int64_t row);
struct graph_links graph_index_links(const struct graph_index *g, uint32_t node);

static inline bool graph_node_is_concept(uint32_t node)
{
    return node & 1;
}

/* For struct library. */
struct graph_cache *graph_cache_new(void);
void graph_cache_free(struct graph_cache *c); /* NULL is fine; no index may be in use */

#endif
