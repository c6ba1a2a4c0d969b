/* graph_filter.h: which links and nodes a walk over the index may use. */
#ifndef PS_APP_GRAPH_FILTER_H
#define PS_APP_GRAPH_FILTER_H

#include "app/graph_index.h"
#include "base/strbuf.h"

/* A proposed edge below this is a guess that needs somebody's eye: not walked unless asked for. */
#define GRAPH_SCORE_WALKED 300

/* All zero: every confirmed link, and proposed ones from GRAPH_SCORE_WALKED. */
struct graph_filter {
    uint32_t relations; /* bits by enum relation; 0: any */
    unsigned statuses;  /* bits by enum edge_status; 0: as above */
    int64_t min_score;  /* thousandths */
    bool only_papers, only_concepts;
    int64_t year_from, year_to; /* of papers; 0 = open; papers without a year fit no limit */
    bool only_edges;            /* no others than these: row numbers, ascending */
    const int64_t *edges;
    size_t n_edges;
};

/* Looks at the link alone: `edges` is for graph_filter_edge. */
bool graph_filter_link(const struct graph_filter *f, struct graph_link link);
/* A link with the row number of its edge. */
bool graph_filter_edge(const struct graph_filter *f, struct graph_link link, int64_t edge);
/* False for numbers that no node has. */
bool graph_filter_node(const struct graph_filter *f, const struct graph_index *g, uint32_t node);

/* Relations as links hold them. The name of an unknown one is "related_to". */
const char *graph_relation_name(uint32_t relation);
/* False for a name that is none; then all names, by comma, are in `known` (may be NULL). */
MUST_USE bool graph_relation_find(struct str name, uint32_t *out, struct strbuf *known);
const char *graph_status_name(uint32_t status); /* "proposed" */

#endif
