#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/fact.h"
#include "store/store_internal.h"

static void read_paper(struct stmt *s, struct arena *a, struct fact_paper *out)
{
    *out = (struct fact_paper){
        .note_id = column_i64(s, 0),
        .index = column_i64(s, 1),
        .key = column_str(s, 2, a),
        .status = column_str(s, 3, a),
        .title = column_str(s, 4, a),
        .short_name = column_str(s, 5, a),
        .venue = column_str(s, 6, a),
        .year = column_i64(s, 7),
        .line = column_i64(s, 8),
        .aliases = column_str(s, 9, a),
        .identifiers = column_str(s, 10, a),
        .urls = column_str(s, 11, a),
        .resources = column_str(s, 12, a),
        .authors = column_str(s, 13, a),
    };
}

static void read_concept(struct stmt *s, struct arena *a, struct fact_concept *out)
{
    *out = (struct fact_concept){
        .note_id = column_i64(s, 0),
        .index = column_i64(s, 1),
        .key = column_str(s, 2, a),
        .kind = column_str(s, 3, a),
        .origin = column_str(s, 4, a),
        .labels = column_str(s, 5, a),
        .alternatives = column_str(s, 6, a),
    };
}

static bool load_papers(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                        struct err *e)
{
    STMT_SCOPE(s, db, FACT_PAPER_LIST);
    bind_i64(&s, 1, note_id);
    VEC(struct fact_paper) rows = VEC_INIT;
    while (stmt_next(&s))
        read_paper(&s, a, vec_push(a, &rows));
    out->papers = rows.items;
    out->n_papers = rows.n;
    return stmt_finish(&s, e);
}

static bool load_concepts(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                          struct err *e)
{
    STMT_SCOPE(s, db, FACT_CONCEPT_LIST);
    bind_i64(&s, 1, note_id);
    VEC(struct fact_concept) rows = VEC_INIT;
    while (stmt_next(&s))
        read_concept(&s, a, vec_push(a, &rows));
    out->concepts = rows.items;
    out->n_concepts = rows.n;
    return stmt_finish(&s, e);
}

static bool load_edges(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                       struct err *e)
{
    STMT_SCOPE(s, db, FACT_EDGE_LIST);
    bind_i64(&s, 1, note_id);
    VEC(struct fact_edge) rows = VEC_INIT;
    while (stmt_next(&s)) {
        struct fact_edge *row = vec_push(a, &rows);
        *row = (struct fact_edge){
            .note_id = column_i64(&s, 0),
            .index = column_i64(&s, 1),
            .from_type = class_name(column_i64(&s, 2)),
            .from_index = column_i64(&s, 3),
            .to_type = class_name(column_i64(&s, 5)),
            .to_index = column_i64(&s, 6),
            .score = column_i64(&s, 7),
        };
        if (!word_text(db, column_i64(&s, 4), a, &row->relation, e))
            return false;
    }
    out->edges = rows.items;
    out->n_edges = rows.n;
    return stmt_finish(&s, e);
}

static bool load_evidence(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                          struct err *e)
{
    STMT_SCOPE(s, db, FACT_EVIDENCE_LIST);
    bind_i64(&s, 1, note_id);
    VEC(struct fact_evidence) rows = VEC_INIT;
    while (stmt_next(&s)) {
        struct fact_evidence *row = vec_push(a, &rows);
        *row = (struct fact_evidence){
            .note_id = column_i64(&s, 0),
            .edge_index = column_i64(&s, 1),
            .rank = column_i64(&s, 2),
            .begin = column_i64(&s, 3),
            .end = column_i64(&s, 4),
            .line = column_i64(&s, 5),
            .weight = column_i64(&s, 6),
        };
        if (!word_text(db, column_i64(&s, 7), a, &row->rule, e))
            return false;
    }
    out->evidence = rows.items;
    out->n_evidence = rows.n;
    return stmt_finish(&s, e);
}

static bool load_keys(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out,
                      struct err *e)
{
    STMT_SCOPE(s, db, FACT_KEY_LIST);
    bind_i64(&s, 1, note_id);
    VEC(struct join_key) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = (struct join_key){
            .type = class_letter(column_i64(&s, 0)),
            .index = column_i64(&s, 1),
            .key = column_str(&s, 2, a),
        };
    out->keys = rows.items;
    out->n_keys = rows.n;
    return stmt_finish(&s, e);
}

bool fact_load(struct db *db, int64_t note_id, struct arena *a, struct fact_set *out, struct err *e)
{
    *out = (struct fact_set){0};
    return load_papers(db, note_id, a, out, e) && load_concepts(db, note_id, a, out, e) &&
           load_edges(db, note_id, a, out, e) && load_evidence(db, note_id, a, out, e) &&
           load_keys(db, note_id, a, out, e) &&
           fact_list_warnings(db, note_id, a, &out->warnings, &out->n_warnings, e);
}

bool fact_list_warnings(struct db *db, int64_t note_id, struct arena *a, struct fact_warning **out,
                        size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, FACT_WARNING_LIST);
    bind_i64(&s, 1, note_id);
    VEC(struct fact_warning) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = (struct fact_warning){
            .note_id = column_i64(&s, 0),
            .line = column_i64(&s, 1),
            .code = column_str(&s, 2, a),
            .detail = column_str(&s, 3, a),
        };
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

bool fact_by_key(struct db *db, char type, struct str key, struct arena *a, struct fact_ref **out,
                 size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, FACT_KEY_FIND);
    bind_str(&s, 1, key);
    bind_i64(&s, 2, class_of_letter(type));
    VEC(struct fact_ref) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = (struct fact_ref){
            .note_id = column_i64(&s, 0), .index = column_i64(&s, 1), .type = type};
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

bool fact_keys(struct db *db, struct fact_ref ref, struct arena *a, struct str **out, size_t *n,
               struct err *e)
{
    STMT_SCOPE(s, db, FACT_KEY_LIST_OF);
    bind_i64(&s, 1, ref.note_id);
    bind_i64(&s, 2, class_of_letter(ref.type));
    bind_i64(&s, 3, ref.index);
    VEC(struct str) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = column_str(&s, 0, a);
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

static bool missing(struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "The note no longer says this.");
}

bool fact_get_paper(struct db *db, int64_t note_id, int64_t index, struct arena *a,
                    struct fact_paper *out, struct err *e)
{
    STMT_SCOPE(s, db, FACT_PAPER_GET);
    bind_i64(&s, 1, note_id);
    bind_i64(&s, 2, index);
    bool found = stmt_next(&s);
    if (found)
        read_paper(&s, a, out);
    return stmt_finish(&s, e) && (found || missing(e));
}

bool fact_get_concept(struct db *db, int64_t note_id, int64_t index, struct arena *a,
                      struct fact_concept *out, struct err *e)
{
    STMT_SCOPE(s, db, FACT_CONCEPT_GET);
    bind_i64(&s, 1, note_id);
    bind_i64(&s, 2, index);
    bool found = stmt_next(&s);
    if (found)
        read_concept(&s, a, out);
    return stmt_finish(&s, e) && (found || missing(e));
}
