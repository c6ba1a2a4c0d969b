#include "store/search.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"
#include "store/search/search_hit_internal.h"
#include "store/search/search_terms_internal.h"
#include "store/store_internal.h"

#define EXACT_MAX 20 /* nodes that have the whole text as a name */

struct kind_statements {
    enum search_kind kind;
    enum statement_id list, count;
};

static const struct kind_statements kinds_of_rows[] = {
    {SEARCH_CONCEPT, STMT_SEARCH_CONCEPTS, STMT_SEARCH_CONCEPTS_COUNT},
    {SEARCH_PAPER, STMT_SEARCH_PAPERS, STMT_SEARCH_PAPERS_COUNT},
    {SEARCH_NOTE, STMT_SEARCH_NOTES, STMT_SEARCH_NOTES_COUNT},
};

struct finder {
    struct db *db;
    struct arena *arena;
    unsigned kinds;
    VEC(struct candidate) found;
    uint64_t total;
};

static bool count_matches(struct finder *f, enum statement_id id, struct str expression,
                          struct err *e)
{
    int64_t n;
    STMT_SCOPE_OF(s, f->db, id);
    bind_str(&s, 1, expression);
    bind_i64(&s, 2, SEARCH_COUNT_MAX);
    if (!stmt_read_i64(&s, &n, NULL, e))
        return false;
    f->total += (uint64_t)n;
    return true;
}

static bool find_kind(struct finder *f, const struct kind_statements *k, struct str expression,
                      struct err *e)
{
    size_t before = f->found.n;
    STMT_SCOPE_OF(s, f->db, k->list);
    bind_str(&s, 1, expression);
    bind_i64(&s, 2, SEARCH_RANKED_MAX);
    while (stmt_next(&s))
        *vec_push(f->arena, &f->found) = (struct candidate){
            .kind = k->kind, .id = column_i64(&s, 0), .score = column_double(&s, 1)};
    if (!stmt_finish(&s, e))
        return false;
    size_t n = f->found.n - before;
    if (n == SEARCH_RANKED_MAX)
        return count_matches(f, k->count, expression, e);
    f->total += n;
    return true;
}

static bool find_kinds(struct finder *f, struct str expression, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds_of_rows) && expression.n; i++)
        if (f->kinds & (unsigned)kinds_of_rows[i].kind &&
            !find_kind(f, &kinds_of_rows[i], expression, e))
            return false;
    return true;
}

/* ---- names that are the whole text ---- */

static struct candidate *candidate_of(struct finder *f, enum search_kind kind, int64_t id)
{
    for (size_t i = 0; i < f->found.n; i++)
        if (f->found.items[i].kind == kind && f->found.items[i].id == id)
            return &f->found.items[i];
    f->total++;
    struct candidate *c = vec_push(f->arena, &f->found);
    *c = (struct candidate){.kind = kind, .id = id};
    return c;
}

/* Above anything that closeness can give: at most 1 for each word. */
static bool lift_exact(struct finder *f, enum search_kind kind, enum statement_id id,
                       struct str text, struct err *e)
{
    if (!text.n || !(f->kinds & (unsigned)kind))
        return true;
    STMT_SCOPE_OF(s, f->db, id);
    bind_str(&s, 1, text);
    bind_i64(&s, 2, EXACT_MAX);
    while (stmt_next(&s))
        candidate_of(f, kind, column_i64(&s, 0))->score += SEARCH_TOKENS_MAX;
    return stmt_finish(&s, e);
}

/* "1911.05722" and "10.1000/182" are searched for without their scheme as well. */
static bool lift_identifier(struct finder *f, struct str text, struct err *e)
{
    static const char *const schemes[] = {"", "arxiv:", "doi:"};
    struct str folded = str_trim(fold_text(f->arena, text));
    if (folded.n > SEARCH_BYTES_MAX)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        const char *identifier = arena_printf(f->arena, "%s%.*s", schemes[i], STR_FMT(folded));
        if (!lift_exact(f, SEARCH_PAPER, STMT_SEARCH_PAPERS_BY_IDENTIFIER, str_from(identifier), e))
            return false;
    }
    return true;
}

static bool lift_names(struct finder *f, struct str text, struct err *e)
{
    struct str key = text.n <= SEARCH_BYTES_MAX ? fold_key(f->arena, text) : STR_EMPTY;
    return lift_exact(f, SEARCH_CONCEPT, STMT_SEARCH_CONCEPTS_EXACT, key, e) &&
           lift_exact(f, SEARCH_PAPER, STMT_SEARCH_PAPERS_EXACT, key, e) &&
           lift_identifier(f, text, e);
}

/* ---- the page that was asked for ---- */

static bool read_page(struct finder *f, size_t limit, size_t offset,
                      const struct search_terms *terms, struct search_hit **out, size_t *n,
                      struct err *e)
{
    search_hit_sort(f->found.items, f->found.n);
    size_t first = offset < f->found.n ? offset : f->found.n;
    *n = f->found.n - first < limit ? f->found.n - first : limit;
    *out = ARENA_ARRAY(f->arena, struct search_hit, *n);
    if (!*n)
        return true;
    if (!search_hit_read(f->db, &f->found.items[first], *n, terms, f->arena, *out, e))
        return false;
    double best = f->found.items[0].score;
    for (size_t i = 0; i < *n; i++)
        (*out)[i].score =
            best > 0 ? (int64_t)(1000 * f->found.items[first + i].score / best + 0.5) : 0;
    return true;
}

bool search_find(struct db *db, struct str text, unsigned kinds, bool prefix, size_t limit,
                 size_t offset, struct arena *a, struct search_hit **out, size_t *n,
                 uint64_t *total, struct err *e)
{
    struct search_terms terms = search_terms_read(text, prefix, a);
    struct finder f = {.db = db, .arena = a, .kinds = kinds};
    if (!find_kinds(&f, terms.all, e) || !lift_names(&f, text, e))
        return false;
    if (!f.found.n && !find_kinds(&f, terms.any, e))
        return false;
    *total = f.total;
    return read_page(&f, limit, offset, &terms, out, n, e);
}
