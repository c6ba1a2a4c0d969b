#include "store/vocabulary.h"

#include "base/arena.h"
#include "base/vec.h"
#include "store/store_internal.h"

static bool not_found(struct str name, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "There is no vocabulary \"%.*s\".", STR_FMT(name));
}

bool store_put_vocabulary(struct db *db, const struct vocabulary_row *row, struct err *e)
{
    STMT_SCOPE(s, db, VOCABULARY_PUT);
    bind_str(&s, 1, row->name);
    bind_str(&s, 2, row->format);
    bind_i64(&s, 3, row->n_concepts);
    bind_i64(&s, 4, row->n_labels);
    bind_i64(&s, 5, row->imported_ms);
    bind_blob(&s, 6, row->body);
    return stmt_run(&s, e);
}

bool store_delete_vocabulary(struct db *db, struct str name, struct err *e)
{
    STMT_SCOPE(s, db, VOCABULARY_DELETE);
    bind_str(&s, 1, name);
    bool found = stmt_next(&s);
    return stmt_finish(&s, e) && (found || not_found(name, e));
}

static void read_row(struct stmt *s, struct arena *a, struct vocabulary_row *out)
{
    *out = (struct vocabulary_row){
        .name = column_str(s, 0, a),
        .format = column_str(s, 1, a),
        .n_concepts = column_i64(s, 2),
        .n_labels = column_i64(s, 3),
        .imported_ms = column_i64(s, 4),
    };
}

bool store_list_vocabularies(struct db *db, struct arena *a, struct vocabulary_row **out, size_t *n,
                             struct err *e)
{
    VEC(struct vocabulary_row) rows = VEC_INIT;
    STMT_SCOPE(s, db, SCAN_VOCABULARIES);
    while (stmt_next(&s))
        read_row(&s, a, vec_push(a, &rows));
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

bool store_get_vocabulary(struct db *db, struct str name, struct arena *a,
                          struct vocabulary_row *out, struct err *e)
{
    STMT_SCOPE(s, db, VOCABULARY_GET);
    bind_str(&s, 1, name);
    bool found = stmt_next(&s);
    if (found) {
        read_row(&s, a, out);
        out->body = column_str(&s, 5, a);
    }
    return stmt_finish(&s, e) && (found || not_found(name, e));
}
