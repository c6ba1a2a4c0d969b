#include "store/fact.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/fact/fact_pack_internal.h"
#include "store/rows_internal.h"
#include "store/store_internal.h"

static bool damaged(int64_t note_id, struct err *e)
{
    return err_set(e, ERR_STORAGE,
                   "What note %lld says is damaged in the data file. Rebuild the library.",
                   (long long)note_id);
}

/* A column of note_fact, copied; empty when the note says nothing. */
static bool read_blob(struct db *db, enum statement_id statement, int64_t note_id, struct arena *a,
                      struct str *out, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, note_id);
    *out = stmt_next(&s) ? column_str(&s, 0, a) : STR_EMPTY;
    return stmt_finish(&s, e);
}

/* ---- join keys ---- */

/* Rows of fact_key: key, note, mention. */
struct key_rows {
    struct row *items;
    size_t n, cap;
};

static int by_key(const void *a, const void *b)
{
    const int64_t *left = ((const struct row *)a)->numbers;
    const int64_t *right = ((const struct row *)b)->numbers;
    for (size_t i = 0; i < 3; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static void add_keys(struct key_rows *rows, int64_t note_id, const struct join_key *keys, size_t n,
                     struct arena *a)
{
    for (size_t i = 0; i < n; i++) {
        int64_t mention = keys[i].index * 2 + class_of_letter(keys[i].type);
        *vec_push(a, rows) = (struct row){.numbers = {(int64_t)keys[i].key, note_id, mention}};
    }
}

/* Sorted, each once. */
static void sort_keys(struct key_rows *rows)
{
    size_t all = rows->n;
    if (all)
        qsort(rows->items, all, sizeof(*rows->items), by_key);
    rows->n = 0;
    for (size_t i = 0; i < all; i++)
        if (i == 0 || by_key(&rows->items[i], &rows->items[rows->n - 1]) != 0)
            rows->items[rows->n++] = rows->items[i];
}

/* Those of `rows` that are not in `but`; both are sorted. */
static void subtract_keys(const struct key_rows *rows, const struct key_rows *but, struct arena *a,
                          struct key_rows *out)
{
    size_t k = 0;
    for (size_t i = 0; i < rows->n; i++) {
        while (k < but->n && by_key(&but->items[k], &rows->items[i]) < 0)
            k++;
        if (k == but->n || by_key(&but->items[k], &rows->items[i]) != 0)
            *vec_push(a, out) = rows->items[i];
    }
}

static bool delete_keys(struct db *db, const struct key_rows *rows, struct err *e)
{
    STMT_SCOPE(s, db, FACT_KEY_DELETE);
    for (size_t i = 0; i < rows->n; i++) {
        stmt_rewind(&s);
        for (int k = 0; k < 3; k++)
            bind_i64(&s, k + 1, rows->items[i].numbers[k]);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool replace_keys(struct db *db, const struct fact_change *changes, size_t n,
                         struct arena *a, struct err *e)
{
    struct key_rows old = {0}, now = {0}, gone = {0}, come = {0};
    for (size_t i = 0; i < n; i++) {
        add_keys(&old, changes[i].note_id, changes[i].old_keys, changes[i].n_old_keys, a);
        add_keys(&now, changes[i].note_id, changes[i].facts->keys, changes[i].facts->n_keys, a);
    }
    sort_keys(&old);
    sort_keys(&now);
    subtract_keys(&old, &now, a, &gone);
    subtract_keys(&now, &old, a, &come);
    return delete_keys(db, &gone, e) && rows_run(db, STMT_FACT_KEY_ADD, come.items, come.n, e);
}

bool fact_by_keys(struct db *db, const uint64_t *keys, size_t n_keys, struct arena *a,
                  struct fact_carrier **out, size_t *n, struct err *e)
{
    struct key_rows wanted = {0};
    for (size_t i = 0; i < n_keys; i++)
        *vec_push(a, &wanted) = (struct row){.numbers = {(int64_t)keys[i]}};
    struct row_source source = {wanted.items, wanted.n};
    STMT_SCOPE(s, db, FACT_KEY_FIND);
    bind_rows(&s, 1, &source);
    VEC(struct fact_carrier) found = VEC_INIT;
    while (stmt_next(&s)) {
        int64_t mention = column_i64(&s, 2);
        *vec_push(a, &found) =
            (struct fact_carrier){(uint64_t)column_i64(&s, 0),
                                  {column_i64(&s, 1), mention >> 1, class_letter(mention & 1)}};
    }
    *out = found.items;
    *n = found.n;
    return stmt_finish(&s, e);
}

/* ---- writing ---- */

static bool delete_blobs(struct db *db, int64_t note_id, struct err *e)
{
    STMT_SCOPE(s, db, FACT_DELETE);
    bind_i64(&s, 1, note_id);
    return stmt_run(&s, e);
}

static bool write_blobs(struct db *db, int64_t note_id, const struct fact_set *facts, struct err *e)
{
    PACKER_SCOPE(mentions);
    PACKER_SCOPE(edges);
    if (facts->n_papers + facts->n_concepts + facts->n_edges + facts->n_warnings == 0)
        return delete_blobs(db, note_id, e);
    STMT_SCOPE(s, db, FACT_PUT);
    bind_i64(&s, 1, note_id);
    bind_blob(&s, 2, fact_pack_mentions(&mentions, facts));
    bind_blob(&s, 3, fact_pack_edges(&edges, facts));
    return stmt_run(&s, e);
}

static bool count_evidence(struct db *db, int64_t note_id, size_t n, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_UPDATE_EVIDENCE);
    bind_i64(&s, 1, note_id);
    bind_i64(&s, 2, (int64_t)n);
    return stmt_run(&s, e);
}

bool fact_replace_all(struct db *db, const struct fact_change *changes, size_t n, struct err *e)
{
    struct arena *a = arena_new();
    bool done = replace_keys(db, changes, n, a, e);
    arena_free(a);
    for (size_t i = 0; done && i < n; i++)
        done = write_blobs(db, changes[i].note_id, changes[i].facts, e) &&
               count_evidence(db, changes[i].note_id, changes[i].facts->n_evidence, e);
    return done;
}

bool fact_replace(struct db *db, int64_t note_id, const struct fact_set *facts, struct err *e)
{
    struct fact_view view;
    struct fact_set old = {0};
    if (!fact_view_load(db, note_id, db->scratch, &view, e))
        return false;
    fact_view_unpack(&view, db->scratch, &old);
    struct fact_change change = {note_id, old.keys, old.n_keys, facts};
    return fact_replace_all(db, &change, 1, e);
}

/* ---- reading ---- */

bool fact_view_load(struct db *db, int64_t note_id, struct arena *a, struct fact_view *out,
                    struct err *e)
{
    struct str blob;
    *out = (struct fact_view){.note_id = note_id};
    if (!read_blob(db, STMT_FACT_MENTIONS, note_id, a, &blob, e))
        return false;
    return !blob.n || fact_view_open(note_id, blob, a, out) || damaged(note_id, e);
}

static bool load_edges(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                       struct err *e)
{
    struct str blob;
    if (!read_blob(db, STMT_FACT_EDGES, note_id, a, &blob, e))
        return false;
    return !blob.n || fact_unpack_edges(note_id, blob, a, out) || damaged(note_id, e);
}

bool fact_load(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out, struct err *e)
{
    struct fact_view view;
    *out = (struct fact_set){0};
    if (!fact_view_load(db, note_id, a, &view, e) || !load_edges(db, note_id, a, out, e))
        return false;
    fact_view_unpack(&view, a, out);
    return true;
}

bool fact_list_warnings(struct db *db, int64_t note_id, struct arena *a, struct fact_warning **out,
                        size_t *n, struct err *e)
{
    struct fact_set facts = {0};
    if (!load_edges(db, note_id, a, &facts, e))
        return false;
    *out = facts.warnings;
    *n = facts.n_warnings;
    return true;
}
