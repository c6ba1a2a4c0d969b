#include "base/arena.h"
#include "base/fold.h"
#include "store/graph.h"
#include "store/store_internal.h"

static bool find_text(struct db *db, enum statement_id statement, struct str text, int64_t *id,
                      struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_str(&s, 1, text);
    return stmt_read_i64(&s, id, NULL, e);
}

/* A name of several nodes says nothing. */
static bool find_only(struct db *db, enum node_class class_, struct str name, int64_t *id,
                      struct err *e)
{
    STMT_SCOPE_OF(s, db,
                  class_ == NODE_PAPER ? STMT_SEARCH_PAPERS_EXACT : STMT_SEARCH_CONCEPTS_EXACT);
    bind_str(&s, 1, name);
    bind_i64(&s, 2, 2);
    int64_t first = stmt_next(&s) ? column_i64(&s, 0) : 0;
    bool is_only = first && !stmt_next(&s);
    if (is_only)
        *id = first;
    return stmt_finish(&s, e);
}

bool graph_find_anchor(struct db *db, const struct graph_anchor *anchor, int64_t *id, struct err *e)
{
    bool is_paper = anchor->class_ == NODE_PAPER;
    *id = 0;
    if (!find_text(db, is_paper ? STMT_PAPER_ID_BY_KEY : STMT_CONCEPT_ID_BY_KEY, anchor->key, id,
                   e))
        return false;
    for (size_t i = 0; is_paper && !*id && i < anchor->n_identifiers; i++)
        if (!find_text(db, STMT_ANCHOR_IDENTIFIER, anchor->identifiers[i], id, e))
            return false;
    for (size_t i = 0; !*id && i < anchor->n_names; i++) {
        struct str name = fold_key(db->scratch, anchor->names[i]);
        if (name.n && !find_only(db, anchor->class_, name, id, e))
            return false;
    }
    return true;
}
