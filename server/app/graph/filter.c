#include "app/graph_filter.h"

#include "extract/extract.h"

static bool fits_status(const struct graph_filter *f, struct graph_link link)
{
    if (f->statuses)
        return f->statuses & 1u << link.status;
    if (link.status == EDGE_PROPOSED)
        return f->min_score || link.score >= GRAPH_SCORE_WALKED;
    return link.status == EDGE_CONFIRMED;
}

bool graph_filter_link(const struct graph_filter *f, struct graph_link link)
{
    if (link.score < f->min_score || !fits_status(f, link))
        return false;
    return !f->relations || (link.relation < 32 && f->relations & 1u << link.relation);
}

static bool is_among(const struct graph_filter *f, int64_t edge)
{
    size_t low = 0, high = f->n_edges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->edges[middle] < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n_edges && f->edges[low] == edge;
}

bool graph_filter_edge(const struct graph_filter *f, struct graph_link link, int64_t edge)
{
    return graph_filter_link(f, link) && (!f->only_edges || is_among(f, edge));
}

static bool fits_year(const struct graph_filter *f, const struct graph_node *node)
{
    if (!f->year_from && !f->year_to)
        return true;
    return node->year && node->year >= f->year_from && (!f->year_to || node->year <= f->year_to);
}

bool graph_filter_node(const struct graph_filter *f, const struct graph_index *g, uint32_t node)
{
    const struct graph_node *info = graph_index_node(g, node);
    if (!info)
        return false;
    if (graph_node_is_concept(node))
        return !f->only_papers;
    return !f->only_concepts && fits_year(f, info);
}

const char *graph_relation_name(uint32_t relation)
{
    return relation_name(relation < REL_COUNT ? (enum relation)relation : REL_RELATED_TO);
}

bool graph_relation_find(struct str name, uint32_t *out, struct strbuf *known)
{
    enum relation relation;
    if (relation_from_name(name, &relation)) {
        *out = relation;
        return true;
    }
    for (enum relation r = 0; known && r < REL_COUNT; r++)
        strbuf_printf(known, "%s%s", r ? ", " : "", relation_name(r));
    return false;
}

const char *graph_status_name(uint32_t status)
{
    static const char *const names[] = {"proposed", "confirmed", "rejected"};
    return status < ARRAY_LEN(names) ? names[status] : names[0];
}
