#include "app/resolve/edge_draft_internal.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"

/* Stored as this while nobody has decided about the edge. */
#define STATUS_PROPOSED  STR("proposed")
#define ORIGIN_EXTRACTED STR("extracted")

void edge_work_init(struct edge_work *w, struct resolver *r, struct arena *a)
{
    *w = (struct edge_work){
        .resolver = r, .arena = a, .by_ends = map_new(a), .by_id = map_new(a), .keys = map_new(a)};
}

static struct str id_key(const int64_t *id)
{
    return str_of((const char *)id, sizeof(*id));
}

/* ---- gathering ---- */

static bool node_key(struct edge_work *w, int64_t node_id, struct str *out, struct err *e)
{
    const uint64_t *place = map_get(w->keys, id_key(&node_id));
    if (place) {
        *out = w->key_texts[*place];
        return true;
    }
    if (!graph_get_key(w->resolver->db, node_id, w->arena, out, e))
        return false;
    *map_put(w->keys, str_copy(w->arena, id_key(&node_id)), NULL) = w->n_key_texts;
    w->key_texts =
        vec_grow(w->arena, w->key_texts, &w->n_key_texts, &w->cap_key_texts, sizeof(*w->key_texts));
    w->key_texts[w->n_key_texts - 1] = *out;
    return true;
}

static const struct edge_draft *draft_of(const struct edge_work *w, int64_t edge_id)
{
    const uint64_t *place = map_get(w->by_id, id_key(&edge_id));
    return place ? &w->drafts[*place] : NULL;
}

static bool is_same_edge(const struct edge_row *a, const struct edge_row *b)
{
    return a->from_id == b->from_id && a->to_id == b->to_id && str_eq(a->relation, b->relation);
}

/* A number that another new edge has taken already is passed over, as graph_find_edge does with those
 * that are stored. */
static bool place_draft(struct edge_work *w, struct edge_draft *draft, struct err *e)
{
    struct str from, to;
    if (!node_key(w, draft->row.from_id, &from, e) || !node_key(w, draft->row.to_id, &to, e))
        return false;
    for (;; draft->row.id++) {
        if (!graph_find_edge(w->resolver->db, &draft->row, from, to, &draft->exists, e))
            return false;
        const struct edge_draft *other = draft_of(w, draft->row.id);
        if (!other || is_same_edge(&other->row, &draft->row))
            return true;
    }
}

static bool add_draft(struct edge_work *w, int64_t from, struct str relation, int64_t to,
                      uint64_t *place, struct err *e)
{
    w->drafts = vec_grow(w->arena, w->drafts, &w->n_drafts, &w->cap_drafts, sizeof(*w->drafts));
    struct edge_draft *draft = &w->drafts[w->n_drafts - 1];
    draft->row = (struct edge_row){.from_id = from,
                                   .relation = str_copy(w->arena, relation),
                                   .to_id = to,
                                   .status = STATUS_PROPOSED,
                                   .origin = ORIGIN_EXTRACTED};
    if (!place_draft(w, draft, e))
        return false;
    *place = w->n_drafts - 1;
    *map_put(w->by_id, str_copy(w->arena, id_key(&draft->row.id)), NULL) = *place;
    return true;
}

/* The two numbers and the relation, as they are in memory. */
static struct str ends_key(int64_t from, struct str relation, int64_t to, struct arena *a)
{
    char *bytes = arena_alloc(a, sizeof(from) + sizeof(to) + relation.n);
    memcpy(bytes, &from, sizeof(from));
    memcpy(bytes + sizeof(from), &to, sizeof(to));
    memcpy(bytes + sizeof(from) + sizeof(to), relation.p, relation.n);
    return str_of(bytes, sizeof(from) + sizeof(to) + relation.n);
}

bool edge_draft_find(struct edge_work *w, int64_t from, struct str relation, int64_t to,
                     bool any_order, int64_t *edge_id, struct err *e)
{
    struct arena_mark mark = arena_mark(w->arena);
    struct str from_key, to_key;
    if (any_order) {
        if (!node_key(w, from, &from_key, e) || !node_key(w, to, &to_key, e))
            return false;
        if (str_cmp(from_key, to_key) > 0)
            return edge_draft_find(w, to, relation, from, false, edge_id, e);
        mark = arena_mark(w->arena);
    }
    struct str ends = ends_key(from, relation, to, w->arena);
    const uint64_t *known = map_get(w->by_ends, ends);
    uint64_t place = known ? *known : 0;
    if (known) {
        arena_reset(w->arena, mark);
    } else {
        if (!add_draft(w, from, relation, to, &place, e))
            return false;
        *map_put(w->by_ends, ends, NULL) = place;
    }
    *edge_id = w->drafts[place].row.id;
    return true;
}

void edge_draft_queue(struct edge_work *w, int64_t edge_id, const struct support_row *row,
                      bool is_gone, bool changes_score)
{
    w->changes =
        vec_grow(w->arena, w->changes, &w->n_changes, &w->cap_changes, sizeof(*w->changes));
    w->changes[w->n_changes - 1] = (struct support_change){
        .edge_id = edge_id, .row = *row, .is_gone = is_gone, .changes_score = changes_score};
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

static void count_ends_again(struct resolver *r, const struct edge_row *edge)
{
    resolve_count_again(r, edge->from_id);
    resolve_count_again(r, edge->to_id);
}

/* All support of a new edge is among the changes. */
static bool insert_edge(struct edge_work *w, const struct edge_draft *draft,
                        const struct support_change *changes, size_t n, struct err *e)
{
    struct edge_row row = draft->row;
    int64_t *scores = ARENA_ARRAY(w->resolver->scratch, int64_t, n);
    for (size_t i = 0; i < n; i++)
        scores[i] = changes[i].row.score;
    row.score = resolve_noisy_or(scores, n);
    count_ends_again(w->resolver, &row);
    return graph_write_edge(w->resolver->db, &row, false, e);
}

static bool score_edge(struct edge_work *w, int64_t edge_id, struct err *e)
{
    struct resolver *r = w->resolver;
    const struct edge_draft *draft = draft_of(w, edge_id);
    struct edge_row row;
    int64_t *scores;
    size_t n;
    if (draft)
        row = draft->row;
    else if (!graph_get_edge_by_id(r->db, edge_id, r->scratch, &row, e))
        return false;
    if (!graph_list_scores(r->db, edge_id, r->scratch, &scores, &n, e))
        return false;
    if (n == 0) {
        count_ends_again(r, &row);
        return graph_delete_edge(r->db, edge_id, e);
    }
    int64_t score = resolve_noisy_or(scores, n);
    if (score == row.score)
        return true;
    row.score = score;
    return graph_write_edge(r->db, &row, true, e);
}

/* ---- writing ---- */

static int by_edge_and_note(const void *a, const void *b)
{
    const struct support_change *x = a, *y = b;
    if (x->edge_id != y->edge_id)
        return x->edge_id < y->edge_id ? -1 : 1;
    return (x->row.note_id > y->row.note_id) - (x->row.note_id < y->row.note_id);
}

static bool write_support(struct db *db, const struct support_change *c, struct err *e)
{
    return c->is_gone ? graph_delete_support(db, c->edge_id, c->row.note_id, e)
                      : graph_put_support(db, c->edge_id, &c->row, e);
}

/* The changes of one edge. */
static bool write_edge(struct edge_work *w, const struct support_change *changes, size_t n,
                       struct err *e)
{
    const struct edge_draft *draft = draft_of(w, changes[0].edge_id);
    bool changes_score = false;
    arena_clear(w->resolver->scratch);
    for (size_t i = 0; i < n; i++) {
        changes_score = changes_score || changes[i].changes_score;
        if (!write_support(w->resolver->db, &changes[i], e))
            return false;
    }
    if (draft && !draft->exists)
        return insert_edge(w, draft, changes, n, e);
    return !changes_score || score_edge(w, changes[0].edge_id, e);
}

bool edge_draft_write(struct edge_work *w, struct err *e)
{
    if (w->n_changes)
        qsort(w->changes, w->n_changes, sizeof(*w->changes), by_edge_and_note);
    for (size_t first = 0, end; first < w->n_changes; first = end) {
        end = first + 1;
        while (end < w->n_changes && w->changes[end].edge_id == w->changes[first].edge_id)
            end++;
        if (!write_edge(w, w->changes + first, end - first, e))
            return false;
    }
    return true;
}
