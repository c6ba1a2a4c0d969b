#include "app/query/query_internal.h"
#include "base/arena.h"

/* Reasons that a hit shows, and places for each. */
#define REASONS 3
#define PLACES  3

static bool label_of(struct db *db, enum node_class class_, int64_t id, struct arena *a,
                     struct str *out, struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (class_ == NODE_PAPER) {
        if (!graph_get_paper(db, id, a, &paper, e))
            return false;
        *out = query_paper_label(&paper);
        return true;
    }
    if (!graph_get_concept(db, id, a, &concept, e))
        return false;
    *out = query_concept_label(&concept, a);
    return true;
}

static bool explain_edge(struct db *db, int64_t edge_id, struct arena *a, struct query_reason *out,
                         struct err *e)
{
    return graph_get_edge_by_id(db, edge_id, a, &out->edge, e) &&
           label_of(db, out->edge.from_class, out->edge.from_id, a, &out->from_label, e) &&
           label_of(db, out->edge.to_class, out->edge.to_id, a, &out->to_label, e) &&
           graph_list_evidence(db, edge_id, PLACES, a, &out->evidence, &out->n_evidence, e);
}

static bool load_row(struct db *db, struct arena *a, int64_t id, struct query_hit *hit,
                     struct err *e)
{
    switch (hit->find) {
    case FIND_PAPERS:
        return graph_get_paper(db, id, a, &hit->paper, e);
    case FIND_CONCEPTS:
        return graph_get_concept(db, id, a, &hit->concept, e);
    default:
        hit->note_id = id;
        return true;
    }
}

bool query_explain(struct db *db, int64_t id, const struct scored_edge *reasons, size_t n,
                   struct arena *a, struct query_hit *hit, struct err *e)
{
    hit->why = ARENA_ARRAY(a, struct query_reason, n);
    hit->n_why = n;
    for (size_t i = 0; i < n; i++)
        if (!explain_edge(db, reasons[i].id, a, &hit->why[i], e))
            return false;
    return load_row(db, a, id, hit, e);
}
