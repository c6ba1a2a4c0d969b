#include "base/arena.h"
#include "base/fold.h"
#include "store/class_internal.h"
#include "store/graph.h"
#include "store/graph/graph_row_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/store_internal.h"

/* Each way of looking up sets `*id`, or leaves it 0. */

static bool look_up(struct db *db, enum statement_id statement, struct str text, int64_t *id,
                    struct err *e)
{
    if (*id)
        return true;
    STMT_SCOPE_OF(s, db, statement);
    bind_str(&s, 1, text);
    return stmt_read_i64(&s, id, NULL, e);
}

static bool look_up_number(struct db *db, enum statement_id statement, int64_t number, int64_t *id,
                           struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, number);
    return stmt_read_i64(&s, id, NULL, e);
}

static bool ambiguous(struct str name, struct err *e)
{
    return err_set(e, ERR_AMBIGUOUS_TERM,
                   "\"%.*s\" is the name of several papers. Use an identifier or an id.",
                   STR_FMT(name));
}

static bool look_up_title(struct db *db, struct str name, struct str key, int64_t *id,
                          struct err *e)
{
    if (*id || !key.n)
        return true;
    STMT_SCOPE(s, db, PAPER_ID_BY_NAME);
    bind_str(&s, 1, key);
    if (stmt_next(&s))
        *id = column_i64(&s, 0);
    if (stmt_next(&s))
        return ambiguous(name, e);
    return stmt_finish(&s, e);
}

/* ---- ids of nodes that have gone ---- */

struct alias {
    struct str key, name_key;
};

static bool read_alias(struct db *db, enum node_class class_, int64_t number, struct arena *a,
                       struct alias *out, bool *found, struct err *e)
{
    STMT_SCOPE(s, db, NODE_ALIAS_GET);
    bind_i64(&s, 1, class_);
    bind_i64(&s, 2, number);
    *found = stmt_next(&s);
    if (*found)
        *out = (struct alias){column_str(&s, 0, a), column_str(&s, 1, a)};
    return stmt_finish(&s, e);
}

/* The node that now has the key or the name of the one that has gone. */
static bool follow_alias(struct db *db, enum node_class class_, const struct alias *alias,
                         int64_t *id, struct err *e)
{
    if (class_ == NODE_CONCEPT)
        return look_up(db, STMT_CONCEPT_ID_BY_KEY, alias->key, id, e) &&
               look_up(db, STMT_CONCEPT_ID_BY_LABEL, alias->name_key, id, e);
    return look_up(db, STMT_PAPER_ID_BY_IDENTIFIER, alias->key, id, e) &&
           look_up(db, STMT_PAPER_ID_BY_KEY, alias->key, id, e) &&
           look_up_title(db, alias->key, alias->name_key, id, e);
}

static bool look_up_alias(struct db *db, enum node_class class_, int64_t number, int64_t *id,
                          struct err *e)
{
    struct alias alias;
    bool found;
    if (!read_alias(db, class_, number, db->scratch, &alias, &found, e))
        return false;
    return !found || follow_alias(db, class_, &alias, id, e);
}

bool graph_find_number(struct db *db, enum node_class class_, int64_t number, int64_t *id,
                       bool *moved, struct err *e)
{
    enum statement_id statement =
        class_ == NODE_PAPER ? STMT_PAPER_ID_BY_PUBLIC_ID : STMT_CONCEPT_ID_BY_PUBLIC_ID;
    *id = 0;
    *moved = false;
    if (!look_up_number(db, statement, number, id, e))
        return false;
    if (*id)
        return true;
    if (!look_up_alias(db, class_, number, id, e))
        return false;
    *moved = *id != 0;
    return true;
}

static bool look_up_public_id(struct db *db, enum node_class class_, struct str reference,
                              int64_t *id, bool *moved, struct err *e)
{
    int64_t number;
    *moved = false;
    if (!public_id_read(reference, class_letter(class_), &number))
        return true;
    return graph_find_number(db, class_, number, id, moved, e);
}

/* ---- any reference ---- */

bool graph_find_paper(struct db *db, struct str reference, struct arena *a, struct paper_row *out,
                      bool *moved, struct err *e)
{
    int64_t id = 0;
    if (!look_up_public_id(db, NODE_PAPER, reference, &id, moved, e) ||
        !look_up(db, STMT_PAPER_ID_BY_KEY, reference, &id, e) ||
        !look_up(db, STMT_PAPER_ID_BY_IDENTIFIER, reference, &id, e) ||
        !look_up(db, STMT_PAPER_ID_BY_IDENTIFIER, fold_text(a, reference), &id, e) ||
        !look_up_title(db, reference, fold_key(a, reference), &id, e))
        return false;
    if (!id)
        return err_set(e, ERR_NOT_FOUND, "There is no paper \"%.*s\".", STR_FMT(reference));
    return graph_get_paper(db, id, a, out, e);
}

bool graph_find_concept(struct db *db, struct str reference, struct arena *a,
                        struct concept_row *out, bool *moved, struct err *e)
{
    int64_t id = 0;
    struct str as_slug = str_from(arena_printf(a, "concept:%.*s", STR_FMT(reference)));
    if (!look_up_public_id(db, NODE_CONCEPT, reference, &id, moved, e) ||
        !look_up(db, STMT_CONCEPT_ID_BY_KEY, reference, &id, e) ||
        !look_up(db, STMT_CONCEPT_ID_BY_KEY, as_slug, &id, e) ||
        !look_up(db, STMT_CONCEPT_ID_BY_LABEL, fold_key(a, reference), &id, e))
        return false;
    if (!id)
        return err_set(e, ERR_NOT_FOUND, "There is no concept \"%.*s\".", STR_FMT(reference));
    return graph_get_concept(db, id, a, out, e);
}
