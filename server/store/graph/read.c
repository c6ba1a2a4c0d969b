#include "base/arena.h"
#include "base/vec.h"
#include "store/graph.h"
#include "store/graph/graph_row_internal.h"
#include "store/search/search_terms_internal.h"
#include "store/store_internal.h"

bool graph_get_paper(struct db *db, int64_t id, struct arena *a, struct paper_row *out,
                     struct err *e)
{
    STMT_SCOPE(s, db, PAPER_BY_ID);
    bind_i64(&s, 1, id);
    bool found;
    if (!graph_row_next_paper(&s, a, out, &found, e))
        return false;
    return found || err_set(e, ERR_NOT_FOUND, "The paper is no longer there.");
}

bool graph_get_concept(struct db *db, int64_t id, struct arena *a, struct concept_row *out,
                       struct err *e)
{
    STMT_SCOPE(s, db, CONCEPT_BY_ID);
    bind_i64(&s, 1, id);
    bool found;
    if (!graph_row_next_concept(&s, a, out, &found, e))
        return false;
    return found || err_set(e, ERR_NOT_FOUND, "The concept is no longer there.");
}

/* The words of a filter as an expression for FTS5; `*never` when they can match nothing. */
static struct str words_of(struct str text, struct arena *a, bool *never)
{
    struct search_terms terms = search_terms_read(text, false, a);
    *never = text.n && !terms.all.n;
    return terms.all;
}

static bool read_count(struct stmt *s, uint64_t *total, struct err *e)
{
    int64_t n;
    if (!stmt_read_i64(s, &n, NULL, e))
        return false;
    *total = (uint64_t)n;
    return true;
}

/* ---- concepts ---- */

static void bind_concept_filter(struct stmt *s, const struct concept_filter *f, struct str after,
                                struct str words)
{
    bind_str(s, 1, after);
    bind_str(s, 2, f->kind);
    bind_str(s, 3, f->origin);
    if (words.n)
        bind_str(s, 6, words);
}

static bool count_concepts(struct db *db, const struct concept_filter *f, struct str words,
                           uint64_t *total, struct err *e)
{
    STMT_SCOPE_OF(s, db, words.n ? STMT_CONCEPT_LIST_WORDS_COUNT : STMT_CONCEPT_LIST_COUNT);
    bind_concept_filter(&s, f, STR_EMPTY, words);
    return read_count(&s, total, e);
}

/* Papers of the last concept of the page before; more than any when there was none, or it has gone. */
static bool papers_of_key(struct db *db, struct str key, int64_t *out, struct err *e)
{
    *out = INT64_MAX;
    if (!key.n)
        return true;
    struct concept_row row;
    bool found;
    STMT_SCOPE(s, db, CONCEPT_BY_KEY);
    bind_str(&s, 1, key);
    if (!graph_row_next_concept(&s, db->scratch, &row, &found, e))
        return false;
    if (found)
        *out = row.n_papers;
    return true;
}

static enum statement_id choose_concept_list(const struct concept_filter *f, struct str words)
{
    if (f->by_papers)
        return words.n ? STMT_CONCEPT_LIST_WORDS_BY_PAPERS : STMT_CONCEPT_LIST_BY_PAPERS;
    return words.n ? STMT_CONCEPT_LIST_WORDS : STMT_CONCEPT_LIST;
}

bool graph_list_concepts(struct db *db, const struct concept_filter *f, struct arena *a,
                         struct concept_row **out, size_t *n, uint64_t *total, struct err *e)
{
    bool never;
    int64_t n_papers;
    struct str words = words_of(f->text, a, &never);
    *n = 0;
    *total = 0;
    if (never)
        return true;
    if (!papers_of_key(db, f->after, &n_papers, e))
        return false;
    STMT_SCOPE_OF(s, db, choose_concept_list(f, words));
    bind_concept_filter(&s, f, f->after, words);
    bind_i64(&s, 4, (int64_t)f->limit);
    if (f->by_papers)
        bind_i64(&s, 5, n_papers);
    VEC(struct concept_row) rows = VEC_INIT;
    while (stmt_next(&s))
        graph_row_read_concept(&s, a, vec_push(a, &rows));
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e) && count_concepts(db, f, words, total, e);
}

/* ---- broader and narrower ---- */

static bool read_ids(struct stmt *s, struct arena *a, int64_t **ids, size_t *n, struct err *e)
{
    VEC(int64_t) list = VEC_INIT;
    while (stmt_next(s))
        *vec_push(a, &list) = column_i64(s, 0);
    *ids = list.items;
    *n = list.n;
    return stmt_finish(s, e);
}

bool graph_narrower(struct db *db, int64_t concept_id, size_t limit, struct arena *a, int64_t **ids,
                    size_t *n, struct err *e)
{
    struct concept_row top;
    if (!graph_get_concept(db, concept_id, db->scratch, &top, e))
        return false;
    STMT_SCOPE(s, db, NARROWER);
    bind_str(&s, 1, top.slug);
    bind_i64(&s, 2, (int64_t)limit);
    return read_ids(&s, a, ids, n, e);
}

static bool next_to(struct db *db, enum statement_id statement, int64_t concept_id, struct arena *a,
                    int64_t **ids, size_t *n, struct err *e)
{
    struct concept_row concept;
    if (!graph_get_concept(db, concept_id, db->scratch, &concept, e))
        return false;
    STMT_SCOPE_OF(s, db, statement);
    bind_str(&s, 1, concept.slug);
    return read_ids(&s, a, ids, n, e);
}

bool graph_children(struct db *db, int64_t concept_id, struct arena *a, int64_t **ids, size_t *n,
                    struct err *e)
{
    return next_to(db, STMT_CHILDREN, concept_id, a, ids, n, e);
}

bool graph_broader(struct db *db, int64_t concept_id, struct arena *a, int64_t **ids, size_t *n,
                   struct err *e)
{
    return next_to(db, STMT_BROADER, concept_id, a, ids, n, e);
}
