#include "base/arena.h"
#include "base/fold.h"
#include "store/graph/graph_row_internal.h"
#include "store/graph/name_internal.h"
#include "store/search/search_index_internal.h"
#include "store/store_internal.h"

static bool add_alias(struct db *db, enum node_class class_, int64_t public_id, struct str key,
                      struct str name, struct err *e)
{
    STMT_SCOPE(s, db, NODE_ALIAS_ADD);
    bind_i64(&s, 1, class_);
    bind_i64(&s, 2, public_id);
    bind_str(&s, 3, key);
    bind_str(&s, 4, fold_key(db->scratch, name));
    return stmt_run(&s, e);
}

static bool keep_papers(struct db *db, struct err *e)
{
    STMT_SCOPE(s, db, CLEAR_PAPER_ALIASES);
    while (stmt_next(&s)) {
        struct arena_mark mark = arena_mark(db->scratch);
        if (!add_alias(db, NODE_PAPER, column_i64(&s, 0), column_view(&s, 1), column_view(&s, 2),
                       e))
            return false;
        arena_reset(db->scratch, mark);
    }
    return stmt_finish(&s, e);
}

static bool keep_concepts(struct db *db, struct err *e)
{
    STMT_SCOPE(s, db, CLEAR_CONCEPT_ALIASES);
    while (stmt_next(&s)) {
        struct arena_mark mark = arena_mark(db->scratch);
        struct concept_row row = {.key = column_view(&s, 1), .labels = column_view(&s, 2)};
        if (!add_alias(db, NODE_CONCEPT, column_i64(&s, 0), row.key, name_label(&row, db->scratch),
                       e))
            return false;
        arena_reset(db->scratch, mark);
    }
    return stmt_finish(&s, e);
}

static bool run_all(struct db *db, const enum statement_id *statements, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        STMT_SCOPE_OF(s, db, statements[i]);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

bool store_clear_graph(struct db *db, struct err *e)
{
    static const enum statement_id statements[] = {
        STMT_CLEAR_EDGE_ALIASES,     STMT_CLEAR_PAPER,
        STMT_CLEAR_PAPER_IDENTIFIER, STMT_CLEAR_PAPER_NAME,
        STMT_CLEAR_CONCEPT,          STMT_CLEAR_CONCEPT_LABEL,
        STMT_CLEAR_CONCEPT_BROADER,  STMT_CLEAR_NOTE_NODE,
        STMT_CLEAR_MENTION,          STMT_CLEAR_EDGE,
        STMT_CLEAR_EDGE_SUPPORT,     STMT_CLEAR_PAPER_VALUE,
        STMT_CLEAR_DECIDED_EDGE,     STMT_CLEAR_HIDDEN_MENTION,
        STMT_CLEAR_MADE_NODE,        STMT_CLEAR_DECIDED_BROADER,
    };

    change_everything(db);
    db->moves_papers = true;
    journal_add_all(db);
    return keep_papers(db, e) && keep_concepts(db, e) &&
           run_all(db, statements, ARRAY_LEN(statements), e) && search_index_clear_names(db, e) &&
           store_touch_graph(db, e);
}
