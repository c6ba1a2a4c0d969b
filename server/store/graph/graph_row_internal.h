/* graph_row_internal.h: rows of papers, concepts and edges as the statements give them. */
#ifndef PS_STORE_GRAPH_ROW_INTERNAL_H
#define PS_STORE_GRAPH_ROW_INTERNAL_H

#include "store/graph.h"
#include "store/statement_internal.h"

/* From SQL_PAPER_COLUMNS and SQL_CONCEPT_COLUMNS. */
void graph_row_read_paper(struct stmt *s, struct arena *a, struct paper_row *out);
void graph_row_read_concept(struct stmt *s, struct arena *a, struct concept_row *out);
/* From SQL_EDGE_COLUMNS. */
MUST_USE bool graph_row_read_edge(struct stmt *s, struct arena *a, struct edge_row *out,
                                  struct err *e);
/* The next row, if there is one. */
MUST_USE bool graph_row_next_paper(struct stmt *s, struct arena *a, struct paper_row *out,
                                   bool *found, struct err *e);
MUST_USE bool graph_row_next_concept(struct stmt *s, struct arena *a, struct concept_row *out,
                                     bool *found, struct err *e);

/* Key and public id of a node; ERR_NOT_FOUND when it has gone. */
struct node_name {
    struct str key;
    int64_t public_id;
};

MUST_USE bool graph_row_node_name(struct db *db, int64_t node_id, struct arena *a,
                                  struct node_name *out, struct err *e);

/* graph/find.c: the node of a public id, or the one that a gone node became (`*moved`); 0 = none. */
MUST_USE bool graph_find_number(struct db *db, enum node_class class_, int64_t number, int64_t *id,
                                bool *moved, struct err *e);

#endif
