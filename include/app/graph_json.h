/* graph_json.h: what a paper, concept or edge says of itself as JSON, named by key: the part that the export
 * (app/export.h) and the difference of a dry run (app/difference.h) have in common. Without counts, evidence, ids
 * and times: those follow from others or from the order of arrival. */
#ifndef PS_APP_GRAPH_JSON_H
#define PS_APP_GRAPH_JSON_H

#include <jansson.h>

#include "store/graph.h"

/* They add the members to the object. */
void graph_json_put_paper(json_t *o, const struct paper_row *row);
void graph_json_put_concept(json_t *o, const struct concept_row *row);
void graph_json_put_edge(json_t *o, const struct edge_row *row, struct str from_key,
                         struct str to_key);

#endif
