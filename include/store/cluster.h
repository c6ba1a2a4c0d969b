/* cluster.h: the picture of the graph as rows: clusters, what joins them, where nodes stand. Written by
 * app/overview only. Nodes are known by their public numbers, which survive a rebuild. */
#ifndef PS_STORE_CLUSTER_H
#define PS_STORE_CLUSTER_H

#include "store/graph.h"

struct cluster_row {
    int64_t id, level, parent;
    int64_t n_papers, n_concepts;
    int64_t x, y, radius;        /* hundredths */
    struct str labels, concepts; /* JSON object, JSON array */
};

struct cluster_link_row {
    int64_t from, to; /* clusters of one level, from < to */
    int64_t n_edges;
};

/* As it is packed in the file: only for machines of one byte order, as the file is derived. */
struct place_row {
    int64_t public_id; /* the number that the public id shows */
    uint32_t cluster;  /* of level 2 */
    int32_t x, y;      /* hundredths */
    uint32_t class_;   /* enum node_class */
};

struct picture {
    uint64_t version; /* of the graph that it shows */
    uint64_t written; /* version of the commit that wrote it; 0: there is none */
    struct cluster_row *clusters;
    size_t n_clusters;
    struct cluster_link_row *links;
    size_t n_links;
    struct place_row *places; /* by cluster, in it the best joined first */
    size_t n_places;
};

/* Replaces what there was and raises the graph version, so that answers with places are asked for anew. */
MUST_USE bool picture_write(struct db *db, const struct picture *p, struct err *e);
/* Clusters by level and size, links by their ends. */
MUST_USE bool picture_read(struct db *db, struct arena *a, struct picture *out, struct err *e);
/* `written` of the picture that is stored; 0: none. */
MUST_USE bool picture_read_written(struct db *db, uint64_t *out, struct err *e);

/* Numbers of nodes: papers, then concepts, each by row. */
struct node_number {
    int64_t id, public_id;
};

MUST_USE bool picture_list_nodes(struct db *db, struct arena *a, struct node_number **out,
                                 size_t *n, struct err *e);
/* The row of a node; 0 when it has gone. */
MUST_USE bool picture_find_node(struct db *db, enum node_class class_, int64_t public_id,
                                int64_t *id, struct err *e);
/* The number that a public id of a node shows; false for other texts. */
MUST_USE bool picture_node_number(struct str public_id, int64_t *out);

#endif
