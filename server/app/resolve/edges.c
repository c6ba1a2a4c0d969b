#include <stdlib.h>

#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "extract/extract.h"

/* Stored as this while nobody has decided about the edge. */
#define STATUS_PROPOSED  STR("proposed")
#define ORIGIN_EXTRACTED STR("extracted")

static bool end_node(struct resolver *r, int64_t note_id, struct str type, int64_t index,
                     enum node_class *class_, int64_t *node, struct err *e)
{
    bool is_paper = str_eq(type, STR("paper"));
    *class_ = is_paper ? NODE_PAPER : NODE_CONCEPT;
    return graph_get_mention(r->db, note_id, is_paper ? 'p' : 'c', index, node, e);
}

static bool node_key(struct resolver *r, enum node_class class_, int64_t id, struct str *out,
                     struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (class_ == NODE_PAPER) {
        if (!graph_get_paper(r->db, id, r->scratch, &paper, e))
            return false;
        *out = paper.key;
        return true;
    }
    if (!graph_get_concept(r->db, id, r->scratch, &concept, e))
        return false;
    *out = concept.key;
    return true;
}

static bool is_symmetric(const struct edge_row *edge)
{
    enum relation relation;
    return edge->from_class == edge->to_class && relation_from_name(edge->relation, &relation) &&
           relation_is_symmetric(relation);
}

/* A relation that has no direction is stored from the smaller key to the larger. */
static bool put_in_order(struct resolver *r, struct edge_row *edge, struct err *e)
{
    struct str from, to;
    if (!is_symmetric(edge))
        return true;
    if (!node_key(r, edge->from_class, edge->from_id, &from, e) ||
        !node_key(r, edge->to_class, edge->to_id, &to, e))
        return false;
    if (str_cmp(from, to) > 0) {
        int64_t swap = edge->from_id;
        edge->from_id = edge->to_id;
        edge->to_id = swap;
    }
    return true;
}

static bool support_edge(struct resolver *r, int64_t note_id, const struct fact_edge *fact,
                         struct err *e)
{
    struct edge_row edge = {.relation = fact->relation,
                            .score = fact->score,
                            .status = STATUS_PROPOSED,
                            .origin = ORIGIN_EXTRACTED};
    if (!end_node(r, note_id, fact->from_type, fact->from_index, &edge.from_class, &edge.from_id,
                  e) ||
        !end_node(r, note_id, fact->to_type, fact->to_index, &edge.to_class, &edge.to_id, e))
        return false;
    bool is_self = edge.from_class == edge.to_class && edge.from_id == edge.to_id;
    if (is_self || !edge.from_id || !edge.to_id)
        return true;
    if (!put_in_order(r, &edge, e) || !graph_put_edge(r->db, &edge, e))
        return false;
    id_set_add(&r->edges, edge.id);
    return graph_add_support(r->db, edge.id, note_id, fact->index, fact->score, e);
}

bool resolve_note_edges(struct resolver *r, int64_t note_id, const struct fact_set *facts,
                        struct err *e)
{
    for (size_t i = 0; i < facts->n_edges; i++)
        if (!support_edge(r, note_id, &facts->edges[i], e))
            return false;
    return true;
}

/* ---- scores ---- */

static int descending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left < right) - (left > right);
}

int64_t resolve_noisy_or(int64_t *scores, size_t n)
{
    int64_t doubt = 1000;
    if (n)
        qsort(scores, n, sizeof(*scores), descending);
    for (size_t i = 0; i < n; i++)
        doubt = doubt * (1000 - scores[i]) / 1000;
    return 1000 - doubt;
}

/* The best score of each note, since a note that says a thing twice is no second witness. */
static int64_t score_of(const struct support_row *support, size_t n, struct arena *a)
{
    int64_t *best = ARENA_ARRAY(a, int64_t, n);
    struct map *notes = map_new(a);
    size_t n_notes = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_new;
        struct str key = str_of((const char *)&support[i].note_id, sizeof(support[i].note_id));
        uint64_t *place = map_put(notes, key, &is_new);
        if (is_new)
            *place = n_notes++;
        if (support[i].score > best[*place])
            best[*place] = support[i].score;
    }
    return resolve_noisy_or(best, n_notes);
}

static void count_ends_again(struct resolver *r, const struct edge_row *edge)
{
    id_set_add(edge->from_class == NODE_PAPER ? &r->papers : &r->concepts, edge->from_id);
    id_set_add(edge->to_class == NODE_PAPER ? &r->papers : &r->concepts, edge->to_id);
}

static bool score_edge(struct resolver *r, int64_t id, struct err *e)
{
    struct support_row *support;
    size_t n;
    struct edge_row edge;
    if (!graph_get_edge_by_id(r->db, id, r->scratch, &edge, e) ||
        !graph_list_support(r->db, id, r->scratch, &support, &n, e))
        return false;
    count_ends_again(r, &edge);
    if (n == 0)
        return graph_delete_edge(r->db, id, e);
    int64_t score = score_of(support, n, r->scratch);
    if (score == edge.score)
        return true;
    edge.score = score;
    return graph_put_edge(r->db, &edge, e);
}

bool resolve_scores(struct resolver *r, struct err *e)
{
    for (size_t i = 0; i < r->edges.n; i++) {
        arena_clear(r->scratch);
        if (!score_edge(r, r->edges.items[i], e))
            return false;
    }
    return true;
}
