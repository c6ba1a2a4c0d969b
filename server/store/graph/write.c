#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/graph.h"
#include "store/graph/graph_row_internal.h"
#include "store/graph/name_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/search/search_index_internal.h"
#include "store/select/value_internal.h"
#include "store/store_internal.h"

/* ---- papers ---- */

static bool find_paper(struct db *db, struct str key, struct paper_row *out, bool *found,
                       struct err *e)
{
    STMT_SCOPE(s, db, PAPER_BY_KEY);
    bind_str(&s, 1, key);
    return graph_row_next_paper(&s, db->scratch, out, found, e);
}

/* Parameters 1 to 12 of PAPER_INSERT and PAPER_UPDATE. */
static void bind_paper(struct stmt *s, const struct paper_row *row, int64_t public_id)
{
    bind_i64(s, 1, public_id);
    bind_str(s, 2, row->key);
    bind_str(s, 3, row->status);
    bind_str(s, 4, row->title);
    bind_str(s, 5, row->short_name);
    bind_str(s, 6, row->venue);
    bind_i64(s, 7, row->year);
    bind_json_array(s, 8, row->aliases);
    bind_json_array(s, 9, row->identifiers);
    bind_json_array(s, 10, row->urls);
    bind_json_array(s, 11, row->resources);
    bind_json_array(s, 12, row->authors);
}

static bool insert_paper(struct db *db, struct paper_row *row, int64_t public_id, struct err *e)
{
    STMT_SCOPE(s, db, PAPER_INSERT);
    bind_paper(&s, row, public_id);
    return stmt_insert(&s, &row->id, e);
}

static bool update_paper(struct db *db, const struct paper_row *row, int64_t public_id,
                         struct err *e)
{
    STMT_SCOPE(s, db, PAPER_UPDATE);
    bind_paper(&s, row, public_id);
    bind_i64(&s, 13, row->id);
    return stmt_run(&s, e);
}

static bool is_same_json(struct str a, struct str b)
{
    return str_eq(a.n ? a : STR("[]"), b.n ? b : STR("[]"));
}

static bool is_same_paper(const struct paper_row *a, const struct paper_row *b)
{
    return str_eq(a->status, b->status) && str_eq(a->title, b->title) &&
           str_eq(a->short_name, b->short_name) && str_eq(a->venue, b->venue) &&
           a->year == b->year && is_same_json(a->aliases, b->aliases) &&
           is_same_json(a->identifiers, b->identifiers) && is_same_json(a->urls, b->urls) &&
           is_same_json(a->resources, b->resources) && is_same_json(a->authors, b->authors);
}

bool graph_put_paper(struct db *db, struct paper_row *row, struct err *e)
{
    struct paper_row old = {0};
    bool found;
    int64_t public_id = public_id_of_key(row->key);
    row->public_id = public_id_write('p', public_id, db->scratch);
    if (!find_paper(db, row->key, &old, &found, e))
        return false;
    if (!found && !insert_paper(db, row, public_id, e))
        return false;
    if (found)
        row->id = old.id;
    if (found && is_same_paper(&old, row))
        return true;
    change_node(db, row->id);
    db->moves_papers = true;
    journal_add(db, JOURNAL_PAPER, public_id, found ? JOURNAL_CHANGED : JOURNAL_ADDED);
    search_index_touch_paper(db, row->id, found ? &old : NULL);
    if (!found)
        return name_replace_paper(db, NULL, row, e) && value_replace_paper(db, NULL, row, e);
    return update_paper(db, row, public_id, e) && name_replace_paper(db, &old, row, e) &&
           value_replace_paper(db, &old, row, e);
}

/* ---- concepts ---- */

static bool find_concept(struct db *db, struct str key, struct concept_row *out, bool *found,
                         struct err *e)
{
    STMT_SCOPE(s, db, CONCEPT_BY_KEY);
    bind_str(&s, 1, key);
    return graph_row_next_concept(&s, db->scratch, out, found, e);
}

/* Parameters 1 to 6 of CONCEPT_INSERT and CONCEPT_UPDATE. */
static void bind_concept(struct stmt *s, const struct concept_row *row, int64_t public_id)
{
    bind_i64(s, 1, public_id);
    bind_str(s, 2, row->key);
    bind_str(s, 3, row->kind);
    bind_str(s, 4, row->origin);
    bind_str(s, 5, row->labels.n ? row->labels : STR("{}"));
    bind_json_array(s, 6, row->alternatives);
}

static bool insert_concept(struct db *db, struct concept_row *row, int64_t public_id, struct err *e)
{
    STMT_SCOPE(s, db, CONCEPT_INSERT);
    bind_concept(&s, row, public_id);
    return stmt_insert(&s, &row->id, e);
}

static bool update_concept(struct db *db, const struct concept_row *row, int64_t public_id,
                           struct err *e)
{
    STMT_SCOPE(s, db, CONCEPT_UPDATE);
    bind_concept(&s, row, public_id);
    bind_i64(&s, 7, row->id);
    return stmt_run(&s, e);
}

static bool is_same_concept(const struct concept_row *a, const struct concept_row *b)
{
    return str_eq(a->kind, b->kind) && str_eq(a->origin, b->origin) &&
           str_eq(a->labels, b->labels) && is_same_json(a->alternatives, b->alternatives);
}

bool graph_put_concept(struct db *db, struct concept_row *row, struct err *e)
{
    struct concept_row old = {0};
    bool found;
    int64_t public_id = public_id_of_key(row->key);
    row->public_id = public_id_write('c', public_id, db->scratch);
    if (!find_concept(db, row->key, &old, &found, e))
        return false;
    if (!found && !insert_concept(db, row, public_id, e))
        return false;
    if (found)
        row->id = old.id;
    if (found && is_same_concept(&old, row))
        return true;
    change_node(db, row->id);
    journal_add(db, JOURNAL_CONCEPT, public_id, found ? JOURNAL_CHANGED : JOURNAL_ADDED);
    search_index_touch_concept(db, row->id, found ? &old : NULL);
    if (!found)
        return name_replace_concept(db, NULL, row, e);
    return update_concept(db, row, public_id, e) && name_replace_concept(db, &old, row, e);
}

/* ---- going ---- */

/* The id of a node that goes is kept with what it was, so that it leads to what it becomes. */
static bool keep_alias(struct db *db, enum node_class class_, struct str public_id, struct str key,
                       struct str name, struct err *e)
{
    int64_t number;
    if (!public_id_read(public_id, class_letter(class_), &number))
        BUG("a public id of ours cannot be read back");
    STMT_SCOPE(s, db, NODE_ALIAS_ADD);
    bind_i64(&s, 1, class_);
    bind_i64(&s, 2, number);
    bind_str(&s, 3, key);
    bind_str(&s, 4, fold_key(db->scratch, name));
    return stmt_run(&s, e);
}

static bool delete_row(struct db *db, enum statement_id statement, int64_t id, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, id);
    return stmt_run(&s, e);
}

bool graph_delete_paper(struct db *db, int64_t id, struct err *e)
{
    struct paper_row old;
    if (!graph_get_paper(db, id, db->scratch, &old, e))
        return false;
    change_node(db, id);
    db->moves_papers = true;
    journal_add(db, JOURNAL_PAPER, public_id_of_key(old.key), JOURNAL_REMOVED);
    search_index_touch_paper(db, id, &old);
    return keep_alias(db, NODE_PAPER, old.public_id, old.key, old.title, e) &&
           name_delete_paper(db, &old, e) && value_replace_paper(db, &old, NULL, e) &&
           delete_row(db, STMT_PAPER_DELETE, id, e);
}

bool graph_delete_concept(struct db *db, int64_t id, struct err *e)
{
    struct concept_row old;
    if (!graph_get_concept(db, id, db->scratch, &old, e))
        return false;
    change_node(db, id);
    journal_add(db, JOURNAL_CONCEPT, public_id_of_key(old.key), JOURNAL_REMOVED);
    search_index_touch_concept(db, id, &old);
    return keep_alias(db, NODE_CONCEPT, old.public_id, old.key, name_label(&old, db->scratch), e) &&
           name_delete_concept(db, &old, e) && delete_row(db, STMT_CONCEPT_DELETE, id, e);
}

/* ---- the vocabulary ---- */

bool graph_set_broader(struct db *db, struct str slug, const struct str *broader, size_t n,
                       struct err *e)
{
    {
        STMT_SCOPE(s, db, BROADER_CLEAR);
        bind_str(&s, 1, slug);
        if (!stmt_run(&s, e))
            return false;
    }
    STMT_SCOPE(s, db, BROADER_ADD);
    for (size_t i = 0; i < n; i++) {
        stmt_rewind(&s);
        bind_str(&s, 1, slug);
        bind_str(&s, 2, broader[i]);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}
