#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "extract/extract.h"

/* How sure a person's word makes an edge that no note states. */
#define SCORE_OF_PERSON 1000

/* An edge about which somebody decided; the latest decision stands. */
struct verdict {
    struct edge_row edge; /* ends, relation, id */
    const struct decision *decision;
};

struct verdicts {
    struct resolver *resolver;
    struct arena *arena;
    struct verdict *items;
    size_t n, cap;
    struct map *by_edge; /* edge id -> index */
};

static struct str id_key(const int64_t *id)
{
    return str_of((const char *)id, sizeof(*id));
}

/* ---- which edges ---- */

static bool runs_backward(const struct decision *d, struct str from_key, struct str to_key)
{
    enum relation relation;
    return d->first.class_ == d->second.class_ && relation_from_name(d->relation, &relation) &&
           relation_is_symmetric(relation) && str_cmp(from_key, to_key) > 0;
}

/* The edge that a decision is about; its id is 0 while one of its ends has gone. */
static bool find_edge(struct db *db, const struct decision *d, struct arena *a,
                      struct edge_row *out, struct err *e)
{
    struct str from, to;
    *out = (struct edge_row){.relation = d->relation};
    if (!graph_find_anchor(db, &d->first, &out->from_id, e) ||
        !graph_find_anchor(db, &d->second, &out->to_id, e))
        return false;
    if (!out->from_id || !out->to_id || out->from_id == out->to_id)
        return true;
    if (!graph_get_key(db, out->from_id, a, &from, e) || !graph_get_key(db, out->to_id, a, &to, e))
        return false;
    if (runs_backward(d, from, to)) {
        int64_t swap = out->from_id;
        out->from_id = out->to_id;
        out->to_id = swap;
        out->id = graph_edge_id(to, d->relation, from);
    } else {
        out->id = graph_edge_id(from, d->relation, to);
    }
    return true;
}

bool decided_edge_find(struct db *db, const struct decision *d, struct arena *a, int64_t *edge_id,
                       struct err *e)
{
    struct edge_row edge;
    if (!find_edge(db, d, a, &edge, e))
        return false;
    *edge_id = edge.id;
    return true;
}

static bool add_verdict(struct verdicts *v, const struct decision *d, struct err *e)
{
    struct edge_row edge;
    bool is_new;
    if (!find_edge(v->resolver->db, d, v->arena, &edge, e))
        return false;
    if (!edge.id)
        return true;
    struct verdict *added;
    uint64_t *place = map_put(v->by_edge, str_copy(v->arena, id_key(&edge.id)), &is_new);
    if (is_new) {
        *place = v->n;
        added = vec_push(v->arena, v);
    } else {
        added = &v->items[*place];
    }
    *added = (struct verdict){edge, d};
    return true;
}

/* ---- writing ---- */

static bool count_ends(struct db *db, const struct edge_row *edge, struct err *e)
{
    return graph_update_counts(db, edge->from_id & 1 ? NODE_CONCEPT : NODE_PAPER, edge->from_id,
                               e) &&
           graph_update_counts(db, edge->to_id & 1 ? NODE_CONCEPT : NODE_PAPER, edge->to_id, e);
}

static bool is_same(const struct edge_row *a, const struct edge_row *b)
{
    return a->score == b->score && str_eq(a->status, b->status) && str_eq(a->origin, b->origin);
}

/* The edge as the notes and the verdict make it; `*stands` false when nothing speaks for it. */
static void judge(const struct decision *d, int64_t *scores, size_t n, struct edge_row *edge,
                  bool *stands)
{
    bool is_rejected = d && d->kind == DECISION_REJECT;
    edge->origin = n ? STR("extracted") : STR("person");
    edge->score = n ? resolve_noisy_or(scores, n) : SCORE_OF_PERSON;
    edge->status = !d ? STR("proposed") : is_rejected ? STR("rejected") : STR("confirmed");
    *stands = n || (d && !is_rejected);
}

static bool apply(struct verdicts *v, const struct edge_row *wanted, const struct decision *d,
                  bool *stands, struct err *e)
{
    struct db *db = v->resolver->db;
    struct edge_row *stored;
    int64_t *scores;
    size_t n_stored, n_scores;
    if (!graph_list_edges_by_id(db, &wanted->id, 1, v->arena, &stored, &n_stored, e) ||
        !graph_list_scores(db, wanted->id, v->arena, &scores, &n_scores, e))
        return false;
    struct edge_row edge = n_stored ? stored[0] : *wanted;
    judge(d, scores, n_scores, &edge, stands);
    if (n_stored ? *stands && is_same(&edge, stored) : !*stands)
        return true;
    bool ok = *stands ? graph_put_edge(db, &edge, e) : graph_delete_edge(db, edge.id, e);
    return ok && count_ends(db, &edge, e);
}

static bool write_verdict(struct verdicts *v, const struct verdict *verdict, struct err *e)
{
    struct db *db = v->resolver->db;
    bool stands;
    if (!apply(v, &verdict->edge, verdict->decision, &stands, e))
        return false;
    return stands ? decided_edge_put(db, verdict->edge.id, verdict->decision->id, e)
                  : decided_edge_delete(db, verdict->edge.id, e);
}

/* Edges about which nobody says anything any more. */
static bool undo_others(struct verdicts *v, const struct decided_edge_row *old, size_t n,
                        struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct edge_row edge = {.id = old[i].edge_id};
        bool stands;
        if (map_get(v->by_edge, id_key(&edge.id)))
            continue;
        if (!apply(v, &edge, NULL, &stands, e) || !decided_edge_delete(v->resolver->db, edge.id, e))
            return false;
    }
    return true;
}

static bool write_all(struct verdicts *v, struct err *e)
{
    const struct ledger *l = v->resolver->ledger;
    struct decided_edge_row *old;
    size_t n_old;
    for (size_t i = 0; i < l->n; i++)
        if (decision_is_about_edge(l->decisions[i].kind) && !add_verdict(v, &l->decisions[i], e))
            return false;
    if (!decided_edge_list(v->resolver->db, v->arena, &old, &n_old, e) ||
        !undo_others(v, old, n_old, e))
        return false;
    for (size_t i = 0; i < v->n; i++)
        if (!write_verdict(v, &v->items[i], e))
            return false;
    return true;
}

bool decided_edges_write(struct resolver *r, struct err *e)
{
    struct verdicts v = {.resolver = r, .arena = arena_new()};
    v.by_edge = map_new(v.arena);
    bool ok = write_all(&v, e);
    arena_free(v.arena);
    return ok;
}

/* ---- edges of a node that goes ---- */

#define EDGES_AT_ONCE 200

bool decided_edges_detach(struct resolver *r, int64_t node_id, struct err *e)
{
    struct edge_filter filter = {.has_node = true,
                                 .node_class = node_id & 1 ? NODE_CONCEPT : NODE_PAPER,
                                 .node_id = node_id,
                                 .limit = EDGES_AT_ONCE};
    for (;;) {
        struct edge_row *edges;
        size_t n;
        uint64_t total;
        if (!graph_list_edges(r->db, &filter, r->scratch, &edges, &n, &total, e))
            return false;
        for (size_t i = 0; i < n; i++)
            if (!graph_delete_edge(r->db, edges[i].id, e) || !count_ends(r->db, &edges[i], e))
                return false;
        if (n < EDGES_AT_ONCE)
            return true;
    }
}
