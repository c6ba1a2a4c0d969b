/* graph_call_internal.h: what the routes of the graph share: nodes by any name, filters of walks, nodes and
 * edges as JSON. */
#ifndef PS_API_GRAPH_CALL_INTERNAL_H
#define PS_API_GRAPH_CALL_INTERNAL_H

#include "api_internal.h"
#include "app/graph_filter.h"
#include "app/overview.h"

/* A call with the index of its snapshot; `found` says that a node was named that exists. */
typedef bool (*api_graph_reader)(struct api_call *c, const struct graph_index *g, struct err *e);

/* Runs `read` with the index, which is released behind it. */
MUST_USE bool api_with_index(struct api_call *c, api_graph_reader read, struct err *e);

/* The paper or concept that a parameter of the query names, by id, identifier, slug or name; "p:" and "c:"
 * in front say which is meant. When nothing has that name the answer is sent and `*found` is false. */
MUST_USE bool api_find_node(struct api_call *c, const char *parameter, int64_t *row, bool *found,
                            struct err *e);
/* relation, min_score, status, type, year__gte, year__lte, note. What it holds is in the arena of the call. */
MUST_USE bool api_read_filter(struct api_call *c, struct graph_filter *out, struct err *e);
/* "0.35" as thousandths; `fallback` when absent. */
MUST_USE bool api_read_score(const struct request *q, const char *name, int64_t fallback,
                             int64_t *out, struct err *e);

/* {type,id,key,label,short,kind,status,year,degree}; slug for concepts. */
MUST_USE bool api_node_to_json(struct api_call *c, const struct graph_index *g, int64_t row,
                               json_t **out, struct err *e);

/* Adds cluster, x and y to a node; null when it has no place. `o` may be NULL. */
void api_add_place(json_t *node, const struct overview *o);

#endif
