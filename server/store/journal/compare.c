#include "store/journal/journal_internal.h"
#include "store/store_internal.h"

static bool is_same_row(struct stmt *a, struct stmt *b)
{
    int n = sqlite3_column_count(a->handle);
    for (int i = 1; i < n; i++)
        if (!str_eq(column_view(a, i), column_view(b, i)))
            return false;
    return true;
}

static int64_t number_of(struct stmt *s, bool is_there)
{
    return is_there ? column_i64(s, 0) : INT64_MAX;
}

static void add(struct db *db, enum journal_class class_, int64_t number,
                enum journal_action action)
{
    db->journal.graph_is_new = false; /* or it would not be taken */
    journal_add(db, class_, number, action);
}

/* Walks along both in the order of their ids; the first column of the statement is the id. */
static bool compare_class(struct db *before, struct db *db, enum statement_id statement,
                          enum journal_class class_, struct err *e)
{
    STMT_SCOPE_OF(old, before, statement);
    STMT_SCOPE_OF(now, db, statement);
    bool has_old = stmt_next(&old), has_now = stmt_next(&now);
    while (has_old || has_now) {
        int64_t a = number_of(&old, has_old), b = number_of(&now, has_now);
        if (a < b)
            add(db, class_, a, JOURNAL_REMOVED);
        else if (b < a)
            add(db, class_, b, JOURNAL_ADDED);
        else if (!is_same_row(&old, &now))
            add(db, class_, a, JOURNAL_CHANGED);
        if (a <= b)
            has_old = stmt_next(&old);
        if (b <= a)
            has_now = stmt_next(&now);
    }
    return stmt_finish(&old, e) && stmt_finish(&now, e);
}

static bool compare_all(struct db *before, struct db *db, struct err *e)
{
    {
        STMT_SCOPE(begin, before, BEGIN_READ);
        if (!stmt_run(&begin, e))
            return false;
    }
    return compare_class(before, db, STMT_SCAN_PAPER_ROWS, JOURNAL_PAPER, e) &&
           compare_class(before, db, STMT_SCAN_CONCEPT_ROWS, JOURNAL_CONCEPT, e) &&
           compare_class(before, db, STMT_SCAN_EDGE_ROWS, JOURNAL_EDGE, e);
}

/* Another connection still sees what was committed last. */
bool journal_compare(struct db *db, struct err *e)
{
    struct db *before;
    if (!connection_open(db->store, false, &before, e))
        return false;
    bool done = compare_all(before, db, e);
    connection_close(before);
    return done;
}
