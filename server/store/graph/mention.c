#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/fact/pack_internal.h"
#include "store/graph.h"
#include "store/graph/count_internal.h"
#include "store/graph/note_nodes_internal.h"
#include "store/store_internal.h"

/* ---- packed ---- */

static void pack_ids(struct packer *p, const int64_t *ids, size_t n)
{
    pack_varint(p, n);
    for (size_t i = 0; i < n; i++)
        pack_varint(p, (uint64_t)ids[i]);
}

static int64_t *unpack_ids(struct unpacker *u, struct arena *a, size_t *n)
{
    *n = unpack_count(u);
    int64_t *ids = ARENA_ARRAY(a, int64_t, *n);
    for (size_t i = 0; i < *n; i++)
        ids[i] = (int64_t)unpack_varint(u);
    return ids;
}

bool note_nodes_unpack(struct str blob, struct arena *a, struct note_nodes *out)
{
    struct unpacker u;
    *out = (struct note_nodes){0};
    if (!unpack_open(blob, a, &u))
        return false;
    out->papers = unpack_ids(&u, a, &out->n_papers);
    out->concepts = unpack_ids(&u, a, &out->n_concepts);
    out->edges = unpack_ids(&u, a, &out->n_edges);
    return !u.is_damaged;
}

bool graph_get_note_nodes(struct db *db, int64_t note_id, struct arena *a, struct note_nodes *out,
                          struct err *e)
{
    STMT_SCOPE(s, db, NOTE_NODE_GET);
    bind_i64(&s, 1, note_id);
    *out = (struct note_nodes){0};
    if (stmt_next(&s) && !note_nodes_unpack(column_view(&s, 0), a, out))
        return err_set(e, ERR_STORAGE,
                       "What note %lld became is damaged in the data file. Rebuild the library.",
                       (long long)note_id);
    return stmt_finish(&s, e);
}

/* ---- which notes mention a node ---- */

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static size_t add_ids(int64_t *to, size_t n_to, const int64_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i])
            to[n_to++] = ids[i];
    return n_to;
}

int64_t *note_nodes_distinct(const struct note_nodes *nodes, struct arena *a, size_t *n)
{
    int64_t *ids = ARENA_ARRAY(a, int64_t, nodes->n_papers + nodes->n_concepts);
    size_t all = add_ids(ids, 0, nodes->papers, nodes->n_papers);
    all = add_ids(ids, all, nodes->concepts, nodes->n_concepts);
    if (all)
        qsort(ids, all, sizeof(*ids), ascending);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (i == 0 || ids[i] != ids[*n - 1])
            ids[(*n)++] = ids[i];
    return ids;
}

/* Rows of mention: node, note. */
struct mention_rows {
    struct row *items;
    size_t n, cap;
};

static bool delete_mention(struct db *db, int64_t node_id, int64_t note_id, struct err *e)
{
    STMT_SCOPE(s, db, MENTION_DELETE);
    bind_i64(&s, 1, node_id);
    bind_i64(&s, 2, note_id);
    return stmt_run(&s, e);
}

static bool read_added(struct db *db, int64_t note_id, int64_t *out, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_ADDED);
    bind_i64(&s, 1, note_id);
    return stmt_read_i64(&s, out, NULL, e);
}

/* Deletes what has gone and adds to `come` what is new. */
static bool compare_mentions(struct db *db, const struct note_nodes_change *c, struct arena *a,
                             struct mention_rows *come, struct graph_counts *counts, struct err *e)
{
    size_t n_old, n_now;
    int64_t added_ms;
    if (!read_added(db, c->note_id, &added_ms, e))
        return false;
    const int64_t *old = note_nodes_distinct(c->old, a, &n_old);
    const int64_t *now = note_nodes_distinct(c->now, a, &n_now);
    size_t i = 0, k = 0;
    while (i < n_old || k < n_now) {
        bool is_gone = k == n_now || (i < n_old && old[i] < now[k]);
        bool is_new = i == n_old || (k < n_now && now[k] < old[i]);
        if (is_gone) {
            graph_count_again(counts, old[i]);
            if (!delete_mention(db, old[i], c->note_id, e))
                return false;
        }
        if (is_new) {
            count_note(counts, now[k], added_ms);
            *vec_push(a, come) = (struct row){.numbers = {now[k], c->note_id}};
        }
        i += !is_new;
        k += !is_gone;
    }
    return true;
}

static int by_node(const void *a, const void *b)
{
    const int64_t *left = ((const struct row *)a)->numbers;
    const int64_t *right = ((const struct row *)b)->numbers;
    size_t i = left[0] == right[0];
    return (left[i] > right[i]) - (left[i] < right[i]);
}

static bool change_mentions(struct db *db, const struct note_nodes_change *changes, size_t n,
                            struct arena *a, struct graph_counts *counts, struct err *e)
{
    struct mention_rows come = {0};
    for (size_t i = 0; i < n; i++)
        if (!compare_mentions(db, &changes[i], a, &come, counts, e))
            return false;
    if (come.n)
        qsort(come.items, come.n, sizeof(*come.items), by_node);
    return rows_run(db, STMT_MENTION_ADD, come.items, come.n, e);
}

/* ---- writing ---- */

static bool write_nodes(struct db *db, int64_t note_id, const struct note_nodes *now, struct err *e)
{
    PACKER_SCOPE(p);
    bool is_empty = now->n_papers + now->n_concepts + now->n_edges == 0;
    STMT_SCOPE_OF(s, db, is_empty ? STMT_NOTE_NODE_DELETE : STMT_NOTE_NODE_PUT);
    bind_i64(&s, 1, note_id);
    if (is_empty)
        return stmt_run(&s, e);
    pack_start(&p);
    pack_ids(&p, now->papers, now->n_papers);
    pack_ids(&p, now->concepts, now->n_concepts);
    pack_ids(&p, now->edges, now->n_edges);
    bind_blob(&s, 2, pack_seal(&p));
    return stmt_run(&s, e);
}

bool graph_put_note_nodes(struct db *db, const struct note_nodes_change *changes, size_t n,
                          struct graph_counts *counts, struct err *e)
{
    struct arena *a = arena_new();
    bool done = change_mentions(db, changes, n, a, counts, e);
    arena_free(a);
    for (size_t i = 0; done && i < n; i++)
        done = write_nodes(db, changes[i].note_id, changes[i].now, e);
    return done;
}
