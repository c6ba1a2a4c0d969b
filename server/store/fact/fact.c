#include "store/fact.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/fact/fact_pack_internal.h"
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

/* A row of fact_key, without its note. */
struct key_row {
    uint64_t key;
    int64_t mention;
};

struct key_rows {
    struct key_row *items;
    size_t n;
};

static int by_key(const void *a, const void *b)
{
    const struct key_row *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return (left->mention > right->mention) - (left->mention < right->mention);
}

/* Sorted, each once. */
static struct key_rows key_rows_of(const struct join_key *keys, size_t n, struct arena *a)
{
    struct key_rows rows = {ARENA_ARRAY(a, struct key_row, n), 0};
    for (size_t i = 0; i < n; i++)
        rows.items[i] =
            (struct key_row){keys[i].key, keys[i].index * 2 + class_of_letter(keys[i].type)};
    if (n)
        qsort(rows.items, n, sizeof(*rows.items), by_key);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || by_key(&rows.items[i], &rows.items[i - 1]) != 0)
            rows.items[rows.n++] = rows.items[i];
    return rows;
}

/* Runs the statement for the rows of `rows` that are not in `but`. */
static bool change_keys(struct db *db, enum statement_id statement, int64_t note_id,
                        const struct key_rows *rows, const struct key_rows *but, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    for (size_t i = 0, k = 0; i < rows->n; i++) {
        while (k < but->n && by_key(&but->items[k], &rows->items[i]) < 0)
            k++;
        if (k < but->n && by_key(&but->items[k], &rows->items[i]) == 0)
            continue;
        stmt_rewind(&s);
        bind_i64(&s, 1, (int64_t)rows->items[i].key);
        bind_i64(&s, 2, note_id);
        bind_i64(&s, 3, rows->items[i].mention);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool replace_keys(struct db *db, int64_t note_id, const struct join_key *old, size_t n_old,
                         const struct fact_set *facts, struct err *e)
{
    struct key_rows gone = key_rows_of(old, n_old, db->scratch);
    struct key_rows now = key_rows_of(facts->keys, facts->n_keys, db->scratch);
    return change_keys(db, STMT_FACT_KEY_DELETE, note_id, &gone, &now, e) &&
           change_keys(db, STMT_FACT_KEY_ADD, note_id, &now, &gone, e);
}

bool fact_by_key(struct db *db, uint64_t key, struct arena *a, struct fact_ref **out, size_t *n,
                 struct err *e)
{
    STMT_SCOPE(s, db, FACT_KEY_FIND);
    bind_i64(&s, 1, (int64_t)key);
    VEC(struct fact_ref) rows = VEC_INIT;
    while (stmt_next(&s)) {
        int64_t mention = column_i64(&s, 1);
        *vec_push(a, &rows) = (struct fact_ref){
            .note_id = column_i64(&s, 0), .index = mention >> 1, .type = class_letter(mention & 1)};
    }
    *out = rows.items;
    *n = rows.n;
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

bool fact_replace_known(struct db *db, int64_t note_id, const struct join_key *old_keys,
                        size_t n_old_keys, const struct fact_set *facts, struct err *e)
{
    struct arena_mark mark = arena_mark(db->scratch);
    bool done = replace_keys(db, note_id, old_keys, n_old_keys, facts, e) &&
                write_blobs(db, note_id, facts, e) &&
                count_evidence(db, note_id, facts->n_evidence, e);
    arena_reset(db->scratch, mark);
    return done;
}

bool fact_replace(struct db *db, int64_t note_id, const struct fact_set *facts, struct err *e)
{
    struct fact_view view;
    struct fact_set old = {0};
    if (!fact_view_load(db, note_id, db->scratch, &view, e))
        return false;
    fact_view_unpack(&view, db->scratch, &old);
    return fact_replace_known(db, note_id, old.keys, old.n_keys, facts, e);
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
