#include <stdlib.h>

#include "app/query/query_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/note.h"

/* Weaker edges are kept but not shown (EXTRACTION.md 4.1). */
#define LEAST_SCORE 300
#define EDGES_MAX   2000000 /* visited by one question (INTERFACES.md 2.2) */
#define EVERY_EDGE  ((size_t)EDGES_MAX + 1)

struct spread {
    struct db *db;
    const struct query_link *link;
    struct arena *arena;
    struct reach *out;
    struct map *targets;
    size_t n_visited;
};

static struct str node_key(const struct node_ref *node, struct arena *a)
{
    int64_t *parts = ARENA_ARRAY(a, int64_t, 2);
    parts[0] = node->class_;
    parts[1] = node->id;
    return str_of((const char *)parts, 2 * sizeof(*parts));
}

const struct reached *reach_get(const struct reach *r, struct node_ref node)
{
    int64_t parts[2] = {node.class_, node.id};
    const uint64_t *place = map_get(r->index, str_of((const char *)parts, sizeof(parts)));
    return place ? &r->items[*place] : NULL;
}

static struct reached *reach_put(struct reach *r, struct node_ref node, struct arena *a)
{
    bool is_new;
    uint64_t *place = map_put(r->index, node_key(&node, a), &is_new);
    if (is_new) {
        *place = r->n;
        vec_push(a, r)->node = node;
    }
    return &r->items[*place];
}

static void add_edge(struct reached *reached, int64_t id, int64_t score, struct arena *a)
{
    reached->edges = vec_grow(a, reached->edges, &reached->n_edges, &reached->cap_edges,
                              sizeof(*reached->edges));
    reached->edges[reached->n_edges - 1] = (struct scored_edge){.id = id, .score = score};
}

/* ---- edges of a node ---- */

static bool list_edges(struct spread *s, struct node_ref node, struct edge_row **edges, size_t *n,
                       struct err *e)
{
    struct edge_filter filter = {.has_node = true,
                                 .node_class = node.class_,
                                 .node_id = node.id,
                                 .relation = s->link->relation,
                                 .min_score = LEAST_SCORE,
                                 .limit = EVERY_EDGE};
    uint64_t total;
    if (!graph_list_edges(s->db, &filter, s->arena, edges, n, &total, e))
        return false;
    s->n_visited += *n;
    return s->n_visited <= EDGES_MAX ||
           err_set(e, ERR_QUERY_TOO_EXPENSIVE,
                   "Over %d links were visited. Use fewer hops or name a relation.", EDGES_MAX);
}

static struct node_ref other_end(const struct edge_row *edge, struct node_ref node)
{
    bool is_from = edge->from_class == node.class_ && edge->from_id == node.id;
    return is_from ? (struct node_ref){edge->to_class, edge->to_id}
                   : (struct node_ref){edge->from_class, edge->from_id};
}

static bool is_rejected(const struct edge_row *edge)
{
    return str_eq(edge->status, STR("rejected"));
}

static bool is_target(struct spread *s, struct node_ref node)
{
    return map_get(s->targets, node_key(&node, s->arena)) != NULL;
}

/* ---- hops ---- */

static bool reach_from_target(struct spread *s, struct node_ref target, bool is_asked,
                              struct err *e)
{
    struct edge_row *edges;
    size_t n;
    if (!list_edges(s, target, &edges, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct node_ref other = other_end(&edges[i], target);
        if (is_rejected(&edges[i]) || is_target(s, other))
            continue;
        struct reached *reached = reach_put(s->out, other, s->arena);
        reached->hops = 1;
        add_edge(reached, edges[i].id, edges[i].score, s->arena);
        reached->edges[reached->n_edges - 1].is_asked = is_asked;
    }
    return true;
}

static int best_first(const void *a, const void *b)
{
    const struct scored_edge *left = a, *right = b;
    if (left->score != right->score)
        return left->score < right->score ? 1 : -1;
    return (left->id > right->id) - (left->id < right->id);
}

/* The reason that is shown first speaks of what was asked for. */
static int asked_first(const void *a, const void *b)
{
    const struct scored_edge *left = a, *right = b;
    if (left->is_asked != right->is_asked)
        return left->is_asked ? -1 : 1;
    return best_first(a, b);
}

static void score_first_hop(struct reach *r, struct arena *a)
{
    for (size_t i = 0; i < r->n; i++) {
        struct reached *reached = &r->items[i];
        int64_t *scores = ARENA_ARRAY(a, int64_t, reached->n_edges);
        qsort(reached->edges, reached->n_edges, sizeof(*reached->edges), best_first);
        for (size_t k = 0; k < reached->n_edges; k++)
            scores[k] = reached->edges[k].score;
        reached->score = resolve_noisy_or(scores, reached->n_edges);
        qsort(reached->edges, reached->n_edges, sizeof(*reached->edges), asked_first);
    }
}

/* One step further from a node that was reached in `hops` steps. Of several ways to a node the best
 * one counts, of equal ones that with the smaller edge. */
static bool reach_further(struct spread *s, size_t place, unsigned hops, struct err *e)
{
    struct edge_row *edges;
    size_t n;
    if (!list_edges(s, s->out->items[place].node, &edges, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct node_ref other = other_end(&edges[i], s->out->items[place].node);
        if (is_rejected(&edges[i]) || is_target(s, other))
            continue;
        struct reached *reached = reach_put(s->out, other, s->arena);
        const struct reached *before = &s->out->items[place];
        int64_t score = before->score * edges[i].score / 2000;
        bool is_better =
            !reached->hops ||
            (reached->hops == hops + 1 &&
             (score > reached->score ||
              (score == reached->score && edges[i].id < reached->edges[reached->n_edges - 1].id)));
        if (!is_better)
            continue;
        reached->hops = hops + 1;
        reached->score = score;
        reached->n_edges = 0;
        for (size_t k = 0; k < before->n_edges && k < hops; k++)
            add_edge(reached, before->edges[k].id, before->edges[k].score, s->arena);
        add_edge(reached, edges[i].id, edges[i].score, s->arena);
    }
    return true;
}

static bool spread_hops(struct spread *s, const struct query_target *target, struct err *e)
{
    for (size_t i = 0; i < target->n; i++)
        if (!reach_from_target(s, target->items[i], i == 0, e))
            return false;
    score_first_hop(s->out, s->arena);
    for (unsigned hops = 1; hops < s->link->hops; hops++) {
        size_t n = s->out->n;
        for (size_t i = 0; i < n; i++)
            if (s->out->items[i].hops == hops && !reach_further(s, i, hops, e))
                return false;
    }
    return true;
}

bool query_reach(struct db *db, const struct query_link *link, const struct query_target *target,
                 struct arena *a, struct reach *out, struct err *e)
{
    struct spread s = {.db = db, .link = link, .arena = a, .out = out, .targets = map_new(a)};
    *out = (struct reach){.index = map_new(a)};
    for (size_t i = 0; i < target->n; i++)
        map_put(s.targets, node_key(&target->items[i], a), NULL);
    return spread_hops(&s, target, e);
}

/* ---- notes ---- */

static void add_note(struct spread *s, int64_t note_id, const struct edge_row *edge)
{
    struct reached *reached =
        reach_put(s->out, (struct node_ref){.class_ = NODE_PAPER, .id = note_id}, s->arena);
    reached->hops = 1;
    if (edge)
        add_edge(reached, edge->id, edge->score, s->arena);
}

/* A note that only names a paper says nothing about it, but it is about it all the same. */
static bool reach_notes_of_paper(struct spread *s, int64_t paper_id, struct err *e)
{
    struct note_row *notes;
    size_t n;
    if (!note_list_of_paper(s->db, paper_id, s->arena, &notes, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        add_note(s, notes[i].id, NULL);
    return true;
}

static bool reach_notes_of_edge(struct spread *s, const struct edge_row *edge, struct err *e)
{
    struct support_row *support;
    size_t n;
    if (!graph_list_support(s->db, edge->id, s->arena, &support, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        add_note(s, support[i].note_id, edge);
    return true;
}

bool query_reach_notes(struct db *db, const struct query_link *link,
                       const struct query_target *target, struct arena *a, struct reach *out,
                       struct err *e)
{
    struct spread s = {.db = db, .link = link, .arena = a, .out = out, .targets = map_new(a)};
    *out = (struct reach){.index = map_new(a)};
    for (size_t i = 0; i < target->n; i++) {
        struct edge_row *edges;
        size_t n;
        if ((target->items[i].class_ == NODE_PAPER && !link->relation.n &&
             !reach_notes_of_paper(&s, target->items[i].id, e)) ||
            !list_edges(&s, target->items[i], &edges, &n, e))
            return false;
        for (size_t k = 0; k < n; k++)
            if (!is_rejected(&edges[k]) && !reach_notes_of_edge(&s, &edges[k], e))
                return false;
    }
    score_first_hop(out, a);
    return true;
}
