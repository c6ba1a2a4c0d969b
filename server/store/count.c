#include "store/store_internal.h"

static bool count_notes(struct db *db, struct store_counts *out, struct err *e)
{
    STMT_SCOPE(s, db, COUNT_NOTES);
    if (stmt_next(&s)) {
        out->notes = (uint64_t)column_i64(&s, 0);
        out->failed_notes = (uint64_t)column_i64(&s, 1);
        out->bytes = (uint64_t)column_i64(&s, 2);
        out->evidence = (uint64_t)column_i64(&s, 3);
    }
    return stmt_finish(&s, e);
}

static bool count_papers(struct db *db, struct store_counts *out, struct err *e)
{
    STMT_SCOPE(s, db, COUNT_PAPERS);
    while (stmt_next(&s)) {
        struct str status = column_view(&s, 0);
        uint64_t n = (uint64_t)column_i64(&s, 1);
        out->papers += n;
        if (str_eq(status, STR("entry")))
            out->entries = n;
        else if (str_eq(status, STR("cited")))
            out->cited = n;
        else
            out->stubs = n;
    }
    return stmt_finish(&s, e);
}

static bool count_rows(struct db *db, enum statement_id id, uint64_t *out, struct err *e)
{
    STMT_SCOPE_OF(s, db, id);
    int64_t n;
    if (!stmt_read_i64(&s, &n, NULL, e))
        return false;
    *out = (uint64_t)n;
    return true;
}

bool store_count(struct db *db, struct store_counts *out, struct err *e)
{
    *out = (struct store_counts){0};
    return count_notes(db, out, e) && count_papers(db, out, e) &&
           count_rows(db, STMT_COUNT_CONCEPTS, &out->concepts, e) &&
           count_rows(db, STMT_COUNT_EDGES, &out->edges, e);
}
