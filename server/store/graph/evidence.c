#include "base/arena.h"
#include "base/vec.h"
#include "store/graph.h"
#include "store/store_internal.h"

static bool read_row(struct stmt *s, struct arena *a, struct evidence_row *out, struct err *e)
{
    *out = (struct evidence_row){
        .edge_id = column_i64(s, 0),
        .note_id = column_i64(s, 1),
        .path = column_str(s, 2, a),
        .begin = column_i64(s, 3),
        .end = column_i64(s, 4),
        .line = column_i64(s, 5),
        .weight = column_i64(s, 6),
    };
    return word_text(s->db, column_i64(s, 7), a, &out->rule, e) &&
           body_read_slice(s->db, out->note_id, out->begin, out->end, a, &out->quote, e);
}

static bool read_all(struct stmt *s, struct arena *a, struct evidence_row **out, size_t *n,
                     struct err *e)
{
    VEC(struct evidence_row) rows = VEC_INIT;
    while (stmt_next(s))
        if (!read_row(s, a, vec_push(a, &rows), e))
            return false;
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(s, e);
}

bool graph_list_evidence(struct db *db, int64_t edge_id, size_t limit, struct arena *a,
                         struct evidence_row **out, size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, EVIDENCE_LIST);
    bind_i64(&s, 1, edge_id);
    bind_i64(&s, 2, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
    return read_all(&s, a, out, n, e);
}

bool graph_list_evidence_in_note(struct db *db, int64_t note_id, struct arena *a,
                                 struct evidence_row **out, size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, EVIDENCE_LIST_IN_NOTE);
    bind_i64(&s, 1, note_id);
    return read_all(&s, a, out, n, e);
}
