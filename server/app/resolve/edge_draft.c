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

/* The two numbers and the relation, as they are in memory. */
static struct str ends_key(int64_t from, struct str relation, int64_t to, struct arena *a)
{
    char *bytes = arena_alloc(a, sizeof(from) + sizeof(to) + relation.n);
    memcpy(bytes, &from, sizeof(from));
    memcpy(bytes + sizeof(from), &to, sizeof(to));
    memcpy(bytes + sizeof(from) + sizeof(to), relation.p, relation.n);
    return str_of(bytes, sizeof(from) + sizeof(to) + relation.n);
}

static bool add_draft(struct edge_work *w, int64_t from, struct str relation, int64_t to,
                      struct err *e)
{
    struct str from_key, to_key;
    w->drafts = vec_grow(w->arena, w->drafts, &w->n_drafts, &w->cap_drafts, sizeof(*w->drafts));
    struct edge_draft *draft = &w->drafts[w->n_drafts - 1];
    draft->row = (struct edge_row){.from_id = from,
                                   .relation = str_copy(w->arena, relation),
                                   .to_id = to,
                                   .status = STATUS_PROPOSED,
                                   .origin = ORIGIN_EXTRACTED};
    if (!node_key(w, from, &from_key, e) || !node_key(w, to, &to_key, e))
        return false;
    draft->row.id = graph_edge_id(from_key, relation, to_key);
    return true;
}

bool edge_draft_find(struct edge_work *w, int64_t from, struct str relation, int64_t to,
                     bool any_order, size_t *draft, struct err *e)
{
    struct str from_key, to_key;
    if (any_order) {
        if (!node_key(w, from, &from_key, e) || !node_key(w, to, &to_key, e))
            return false;
        if (str_cmp(from_key, to_key) > 0)
            return edge_draft_find(w, to, relation, from, false, draft, e);
    }
    struct arena_mark mark = arena_mark(w->arena);
    struct str ends = ends_key(from, relation, to, w->arena);
    const uint64_t *known = map_get(w->by_ends, ends);
    if (known) {
        arena_reset(w->arena, mark);
        *draft = *known;
        return true;
    }
    *draft = w->n_drafts;
    *map_put(w->by_ends, ends, NULL) = w->n_drafts;
    return add_draft(w, from, relation, to, e);
}

/* ---- numbers ---- */

static bool is_same_edge(const struct edge_row *a, const struct edge_row *b)
{
    return a->from_id == b->from_id && a->to_id == b->to_id && str_eq(a->relation, b->relation);
}

/* The edges that are stored under the numbers that the drafts want. */
struct stored_edges {
    struct edge_row *rows;
    size_t n;
    struct map *by_id; /* index into rows */
};

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool load_stored(struct edge_work *w, struct stored_edges *out, struct err *e)
{
    int64_t *ids = ARENA_ARRAY(w->arena, int64_t, w->n_drafts);
    for (size_t i = 0; i < w->n_drafts; i++)
        ids[i] = w->drafts[i].row.id;
    if (w->n_drafts)
        qsort(ids, w->n_drafts, sizeof(*ids), ascending);
    if (!graph_list_edges_by_id(w->resolver->db, ids, w->n_drafts, w->arena, &out->rows, &out->n,
                                e))
        return false;
    out->by_id = map_new(w->arena);
    for (size_t i = 0; i < out->n; i++)
        *map_put(out->by_id, id_key(&out->rows[i].id), NULL) = i;
    return true;
}

/* Numbers behind the wanted one were not loaded with the others. */
static bool find_stored(struct edge_work *w, const struct stored_edges *stored, int64_t id,
                        bool is_wanted, struct edge_row *out, bool *found, struct err *e)
{
    const uint64_t *place = map_get(stored->by_id, id_key(&id));
    struct edge_row *rows;
    size_t n = 0;
    if (!place && !is_wanted &&
        !graph_list_edges_by_id(w->resolver->db, &id, 1, w->arena, &rows, &n, e))
        return false;
    *found = place || n;
    if (*found)
        *out = place ? stored->rows[*place] : rows[0];
    return true;
}

/* Two edges can share a hash only when someone looked for such keys; the second then takes the next
 * free number. */
static bool place_draft(struct edge_work *w, const struct stored_edges *stored, size_t i,
                        struct err *e)
{
    struct edge_draft *draft = &w->drafts[i];
    int64_t wanted = draft->row.id;
    for (int64_t id = wanted;; id++) {
        struct edge_row other;
        bool found;
        if (draft_of(w, id))
            continue;
        if (!find_stored(w, stored, id, id == wanted, &other, &found, e))
            return false;
        if (found && !is_same_edge(&other, &draft->row))
            continue;
        draft->exists = found;
        if (found)
            draft->row = other;
        draft->row.id = id;
        *map_put(w->by_id, str_copy(w->arena, id_key(&id)), NULL) = i;
        return true;
    }
}

bool edge_draft_place(struct edge_work *w, struct err *e)
{
    struct stored_edges stored;
    if (!load_stored(w, &stored, e))
        return false;
    for (size_t i = 0; i < w->n_drafts; i++)
        if (!place_draft(w, &stored, i, e))
            return false;
    return true;
}

void edge_draft_queue(struct edge_work *w, const struct support_row *row, bool is_gone,
                      bool changes_score)
{
    w->changes =
        vec_grow(w->arena, w->changes, &w->n_changes, &w->cap_changes, sizeof(*w->changes));
    w->changes[w->n_changes - 1] =
        (struct support_change){.row = *row, .is_gone = is_gone, .changes_score = changes_score};
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
        graph_count_again(r->counts, row.from_id);
        graph_count_again(r->counts, row.to_id);
        return graph_delete_edge(r->db, edge_id, e);
    }
    int64_t score = resolve_noisy_or(scores, n);
    if (score == row.score)
        return true;
    row.score = score;
    return graph_update_edge(r->db, &row, e);
}

/* ---- writing ---- */

static int by_edge_and_note(const void *a, const void *b)
{
    const struct support_row *x = &((const struct support_change *)a)->row;
    const struct support_row *y = &((const struct support_change *)b)->row;
    if (x->edge_id != y->edge_id)
        return x->edge_id < y->edge_id ? -1 : 1;
    return (x->note_id > y->note_id) - (x->note_id < y->note_id);
}

static bool write_support(struct edge_work *w, struct err *e)
{
    struct support_row *rows = ARENA_ARRAY(w->arena, struct support_row, w->n_changes);
    size_t n = 0;
    for (size_t i = 0; i < w->n_changes; i++) {
        const struct support_change *c = &w->changes[i];
        if (!c->is_gone)
            rows[n++] = c->row;
        else if (!graph_delete_support(w->resolver->db, c->row.edge_id, c->row.note_id, e))
            return false;
    }
    return graph_put_support(w->resolver->db, rows, n, e);
}

static size_t changes_end(const struct edge_work *w, size_t first)
{
    size_t end = first;
    while (end < w->n_changes && w->changes[end].row.edge_id == w->changes[first].row.edge_id)
        end++;
    return end;
}

/* All support of a new edge is among the changes. */
static void finish_new(struct edge_work *w, const struct edge_draft *draft,
                       const struct support_change *changes, size_t n, struct edge_row *out)
{
    int64_t *scores = ARENA_ARRAY(w->resolver->scratch, int64_t, n);
    for (size_t i = 0; i < n; i++)
        scores[i] = changes[i].row.score;
    *out = draft->row;
    out->score = resolve_noisy_or(scores, n);
}

static bool score_changed(struct edge_work *w, const struct support_change *changes, size_t n,
                          struct err *e)
{
    bool changes_score = false;
    for (size_t i = 0; i < n; i++)
        changes_score = changes_score || changes[i].changes_score;
    return !changes_score || score_edge(w, changes[0].row.edge_id, e);
}

bool edge_draft_write(struct edge_work *w, struct err *e)
{
    struct edge_row *rows = ARENA_ARRAY(w->arena, struct edge_row, w->n_drafts);
    size_t n = 0;
    if (w->n_changes)
        qsort(w->changes, w->n_changes, sizeof(*w->changes), by_edge_and_note);
    if (!write_support(w, e))
        return false;
    for (size_t first = 0, end; first < w->n_changes; first = end) {
        const struct edge_draft *draft = draft_of(w, w->changes[first].row.edge_id);
        end = changes_end(w, first);
        arena_clear(w->resolver->scratch);
        if (draft && !draft->exists)
            finish_new(w, draft, w->changes + first, end - first, &rows[n++]);
        else if (!score_changed(w, w->changes + first, end - first, e))
            return false;
    }
    return graph_insert_edges(w->resolver->db, rows, n, w->resolver->counts, e);
}
