#include <stdlib.h>

#include "app/resolve/edge_draft_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "extract/extract.h"

/* ---- the edge of a fact ---- */

static int64_t end_node(const struct known_note *k, struct str type, int64_t index)
{
    return *known_note_node(k, str_eq(type, STR("paper")) ? 'p' : 'c', index);
}

static bool is_symmetric(struct str relation_text, struct str from_type, struct str to_type)
{
    enum relation relation;
    return str_eq(from_type, to_type) && relation_from_name(relation_text, &relation) &&
           relation_is_symmetric(relation);
}

/* `*draft` stays 0 when the fact joins a node with itself or with nothing; else it is one more than
 * the index of the draft. */
static bool map_edge(struct edge_work *w, const struct known_note *k, const struct fact_edge *fact,
                     int64_t *draft, struct err *e)
{
    int64_t from = end_node(k, fact->from_type, fact->from_index);
    int64_t to = end_node(k, fact->to_type, fact->to_index);
    size_t index;
    if (from == to || !from || !to)
        return true;
    bool any_order = is_symmetric(fact->relation, fact->from_type, fact->to_type);
    if (!edge_draft_find(w, from, fact->relation, to, any_order, &index, e))
        return false;
    *draft = (int64_t)index + 1;
    return true;
}

/* ---- what a note says for each edge ---- */

/* The facts of a note, by the edge that they became. */
struct place {
    int64_t edge_id;
    size_t fact;
};

struct note_edges {
    struct known_note *note;
    const struct fact_set *facts;
    size_t *evidence; /* where that of each fact begins, and one past the last */
    struct place *places;
    size_t n;
};

static int by_edge(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->edge_id != y->edge_id)
        return x->edge_id < y->edge_id ? -1 : 1;
    return (x->fact > y->fact) - (x->fact < y->fact);
}

static size_t *find_evidence(const struct fact_set *f, struct arena *a)
{
    size_t *starts = ARENA_ARRAY(a, size_t, f->n_edges + 1), at = 0;
    for (size_t i = 0; i < f->n_edges; i++) {
        starts[i] = at;
        while (at < f->n_evidence && (size_t)f->evidence[at].edge_index == i)
            at++;
    }
    starts[f->n_edges] = at;
    return starts;
}

static void sort_places(struct note_edges *n, const int64_t *edges, struct arena *a)
{
    n->places = ARENA_ARRAY(a, struct place, n->facts->n_edges);
    for (size_t i = 0; i < n->facts->n_edges; i++)
        if (edges[i])
            n->places[n->n++] = (struct place){edges[i], i};
    if (n->n)
        qsort(n->places, n->n, sizeof(*n->places), by_edge);
}

static size_t group_end(const struct note_edges *n, size_t first)
{
    size_t end = first;
    while (end < n->n && n->places[end].edge_id == n->places[first].edge_id)
        end++;
    return end;
}

/* The facts [first, end) of one edge: the best score, and all evidence. */
static bool make_support(struct edge_work *w, const struct note_edges *n, size_t first, size_t end,
                         struct support_row *out, struct err *e)
{
    struct evidence_run {
        struct fact_evidence *items;
        size_t n, cap;
    } run = {0};

    *out = (struct support_row){.edge_id = n->places[first].edge_id, .note_id = n->note->note_id};
    for (size_t i = first; i < end; i++) {
        size_t fact = n->places[i].fact;
        if (n->facts->edges[fact].score > out->score)
            out->score = n->facts->edges[fact].score;
        for (size_t k = n->evidence[fact]; k < n->evidence[fact + 1]; k++)
            *vec_push(w->arena, &run) = n->facts->evidence[k];
    }
    return graph_pack_evidence(w->resolver->db, run.items, run.n, w->arena, &out->evidence, e);
}

/* Queues the support when it is not what is stored. */
static bool change_support(struct edge_work *w, const struct support_row *row, bool was_there,
                           struct err *e)
{
    struct support_row old = {0};
    if (was_there && !graph_get_support(w->resolver->db, row->edge_id, row->note_id, w->arena, &old,
                                        &was_there, e))
        return false;
    bool same_score = was_there && old.score == row->score;
    if (!same_score || !str_eq(old.evidence, row->evidence))
        edge_draft_queue(w, row, false, !same_score);
    return true;
}

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The edges that the note supported when it was stored last, ascending; with repetitions. */
static int64_t *stored_edges(const struct known_note *k, struct arena *a, size_t *n)
{
    int64_t *ids = ARENA_ARRAY(a, int64_t, k->stored.n_edges);
    *n = 0;
    for (size_t i = 0; i < k->stored.n_edges; i++)
        if (k->stored.edges[i])
            ids[(*n)++] = k->stored.edges[i];
    if (*n)
        qsort(ids, *n, sizeof(*ids), ascending);
    return ids;
}

/* One walk along the edges before and now. */
static bool compare_support(struct edge_work *w, const struct note_edges *n, struct err *e)
{
    size_t n_old, at = 0;
    const int64_t *old = stored_edges(n->note, w->arena, &n_old);
    for (size_t first = 0; first < n->n || at < n_old;) {
        int64_t edge = first < n->n ? n->places[first].edge_id : INT64_MAX;
        bool was_there = at < n_old && old[at] <= edge;
        if (was_there && old[at] < edge) {
            edge = old[at];
            struct support_row gone = {.edge_id = edge, .note_id = n->note->note_id};
            edge_draft_queue(w, &gone, true, true);
        } else {
            struct support_row row;
            size_t end = group_end(n, first);
            if (!make_support(w, n, first, end, &row, e) || !change_support(w, &row, was_there, e))
                return false;
            first = end;
        }
        while (at < n_old && old[at] == edge)
            at++;
    }
    return true;
}

/* ---- the steps ---- */

static bool find_drafts(struct edge_work *w, struct known_note *k, struct note_edges *n,
                        struct err *e)
{
    n->note = k;
    n->facts = k->facts;
    if (!k->facts) {
        struct fact_set *loaded = ARENA_NEW(w->arena, struct fact_set);
        n->facts = loaded;
        if (!fact_load(w->resolver->db, k->note_id, w->arena, loaded, e))
            return false;
    }
    k->nodes.n_edges = n->facts->n_edges;
    k->nodes.edges = ARENA_ARRAY(w->resolver->changes->arena, int64_t, n->facts->n_edges);
    for (size_t i = 0; i < n->facts->n_edges; i++)
        if (!map_edge(w, k, &n->facts->edges[i], &k->nodes.edges[i], e))
            return false;
    return true;
}

static bool queue_support(struct edge_work *w, struct note_edges *n, struct err *e)
{
    int64_t *edges = n->note->nodes.edges;
    for (size_t i = 0; i < n->facts->n_edges; i++)
        if (edges[i])
            edges[i] = w->drafts[edges[i] - 1].row.id;
    n->evidence = find_evidence(n->facts, w->arena);
    sort_places(n, edges, w->arena);
    return compare_support(w, n, e);
}

static bool write_nodes(struct edge_work *w, struct known_note *const *notes, size_t n,
                        struct err *e)
{
    struct note_nodes_change *changes = ARENA_ARRAY(w->arena, struct note_nodes_change, n);
    for (size_t i = 0; i < n; i++)
        changes[i] =
            (struct note_nodes_change){notes[i]->note_id, &notes[i]->stored, &notes[i]->nodes};
    return graph_put_note_nodes(w->resolver->db, changes, n, w->resolver->counts, e);
}

static bool resolve_notes(struct edge_work *w, struct known_note *const *notes, size_t n,
                          struct err *e)
{
    struct note_edges *all = ARENA_ARRAY(w->arena, struct note_edges, n);
    for (size_t i = 0; i < n; i++)
        if (!find_drafts(w, notes[i], &all[i], e))
            return false;
    if (!edge_draft_place(w, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!queue_support(w, &all[i], e))
            return false;
    return edge_draft_write(w, e) && write_nodes(w, notes, n, e);
}

bool resolve_edges(struct resolver *r, struct known_note *const *notes, size_t n, struct err *e)
{
    struct edge_work w;
    edge_work_init(&w, r, arena_new());
    bool ok = resolve_notes(&w, notes, n, e);
    arena_free(w.arena);
    return ok;
}
