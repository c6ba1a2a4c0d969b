#include "store/search.h"

#include <math.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"
#include "store/search/search_hit_internal.h"
#include "store/search/search_terms_internal.h"
#include "store/store_internal.h"

#define EXACT_MAX     20   /* nodes that have the whole text as a name */
#define BEGUN_MAX     20   /* nodes whose name goes on from the text */
#define BEGUN_MIN     2    /* bytes of the text */
#define NEAREST_MAX   5    /* names that are spelled nearly so */
#define LEAST_NEAREST 0.75 /* likeness from which such a name is taken for what was meant */

/* Each above all that the next can give: closeness gives at most 1 for each word. */
#define LIFT_EXACT   (3.0 * SEARCH_TOKENS_MAX)
#define LIFT_BEGUN   (2.0 * SEARCH_TOKENS_MAX)
#define LIFT_NEAREST SEARCH_TOKENS_MAX

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
    const struct search_question *question;
    struct search_page *page;
    enum search_match match; /* of what is being looked for */
    VEC(struct candidate) found;
};

static uint64_t *count_of(struct finder *f, enum search_kind kind)
{
    struct search_page *p = f->page;
    return kind == SEARCH_PAPER ? &p->papers : kind == SEARCH_CONCEPT ? &p->concepts : &p->notes;
}

static bool is_wanted(const struct finder *f, enum search_kind kind)
{
    return f->question->kinds & (unsigned)kind;
}

static bool count_matches(struct finder *f, const struct kind_statements *k, struct str expression,
                          struct err *e)
{
    int64_t n;
    STMT_SCOPE_OF(s, f->db, k->count);
    bind_str(&s, 1, expression);
    bind_i64(&s, 2, SEARCH_COUNT_MAX);
    if (!stmt_read_i64(&s, &n, NULL, e))
        return false;
    *count_of(f, k->kind) = (uint64_t)n;
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
        *vec_push(f->arena, &f->found) = (struct candidate){.kind = k->kind,
                                                            .id = column_i64(&s, 0),
                                                            .score = column_double(&s, 1),
                                                            .match = f->match};
    if (!stmt_finish(&s, e))
        return false;
    size_t n = f->found.n - before;
    if (n == SEARCH_RANKED_MAX)
        return count_matches(f, k, expression, e);
    *count_of(f, k->kind) = n;
    return true;
}

/* Kinds that are not asked for are counted. */
static bool find_kinds(struct finder *f, struct str expression, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds_of_rows) && expression.n; i++) {
        const struct kind_statements *k = &kinds_of_rows[i];
        bool done = is_wanted(f, k->kind) ? find_kind(f, k, expression, e)
                                          : count_matches(f, k, expression, e);
        if (!done)
            return false;
    }
    return true;
}

/* ---- names that are the whole text ---- */

static struct candidate *candidate_of(struct finder *f, enum search_kind kind, int64_t id)
{
    for (size_t i = 0; i < f->found.n; i++)
        if (f->found.items[i].kind == kind && f->found.items[i].id == id)
            return &f->found.items[i];
    ++*count_of(f, kind);
    struct candidate *c = vec_push(f->arena, &f->found);
    *c = (struct candidate){.kind = kind, .id = id, .match = f->match};
    return c;
}

static void lift(struct finder *f, enum search_kind kind, int64_t id, double score)
{
    struct candidate *c = candidate_of(f, kind, id);
    c->score = c->score > score ? c->score : c->score + score;
}

static bool lift_exact(struct finder *f, enum search_kind kind, enum statement_id id,
                       struct str text, struct err *e)
{
    if (!text.n || !is_wanted(f, kind))
        return true;
    STMT_SCOPE_OF(s, f->db, id);
    bind_str(&s, 1, text);
    bind_i64(&s, 2, EXACT_MAX);
    while (stmt_next(&s))
        lift(f, kind, column_i64(&s, 0), LIFT_EXACT);
    return stmt_finish(&s, e);
}

/* Names that go on from `key`: the more papers or notes speak of it, the sooner it is meant. */
static bool lift_begun(struct finder *f, enum search_kind kind, enum statement_id id,
                       struct str key, struct err *e)
{
    if (!f->question->prefix || key.n < BEGUN_MIN || !is_wanted(f, kind))
        return true;
    char *end = arena_printf(f->arena, "%.*s\xff", STR_FMT(key)); /* no UTF-8 holds this byte */
    STMT_SCOPE_OF(s, f->db, id);
    bind_str(&s, 1, key);
    bind_str(&s, 2, str_from(end));
    bind_i64(&s, 3, BEGUN_MAX);
    while (stmt_next(&s))
        lift(f, kind, column_i64(&s, 0), LIFT_BEGUN + log2(1 + (double)column_i64(&s, 1)));
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
    return lift_exact(f, SEARCH_PAPER, STMT_SEARCH_PAPERS_BY_IDENTIFIER, f->question->identifier,
                      e);
}

static bool lift_names(struct finder *f, struct err *e)
{
    struct str text = f->question->text;
    struct str key = text.n <= SEARCH_BYTES_MAX ? fold_key(f->arena, text) : STR_EMPTY;
    return lift_begun(f, SEARCH_CONCEPT, STMT_SUGGEST_CONCEPTS, key, e) &&
           lift_begun(f, SEARCH_PAPER, STMT_SUGGEST_PAPERS, key, e) &&
           lift_exact(f, SEARCH_CONCEPT, STMT_SEARCH_CONCEPTS_EXACT, key, e) &&
           lift_exact(f, SEARCH_PAPER, STMT_SEARCH_PAPERS_EXACT, key, e) &&
           lift_identifier(f, text, e);
}

/* ---- what to show when nothing has all words ---- */

static bool add_nearest(struct finder *f, struct err *e)
{
    struct candidate *near = NULL;
    size_t n;
    if (!search_nearest_list(f->db, f->question->text, f->question->kinds, NEAREST_MAX, f->arena,
                             &near, &n, e))
        return false;
    f->match = SEARCH_MATCH_NEAREST;
    for (size_t i = 0; i < n && near[i].score >= LEAST_NEAREST; i++) {
        lift(f, near[i].kind, near[i].id, LIFT_NEAREST * near[i].score);
        candidate_of(f, near[i].kind, near[i].id)->match = SEARCH_MATCH_NEAREST;
    }
    return true;
}

static bool find_something(struct finder *f, const struct search_terms *terms, struct err *e)
{
    if (f->found.n)
        return true;
    if (!find_kinds(f, terms->loose, e))
        return false;
    if (f->found.n)
        return true;
    f->match = SEARCH_MATCH_SOME;
    return find_kinds(f, terms->any, e) && add_nearest(f, e);
}

/* ---- the page that was asked for ---- */

static bool read_page(struct finder *f, const struct search_terms *terms, struct err *e)
{
    struct search_page *page = f->page;
    const struct search_question *q = f->question;
    search_hit_sort(f->found.items, f->found.n);
    size_t first = q->offset < f->found.n ? q->offset : f->found.n;
    page->n = f->found.n - first < q->limit ? f->found.n - first : q->limit;
    page->hits = ARENA_ARRAY(f->arena, struct search_hit, page->n);
    if (!page->n)
        return true;
    const struct candidate *shown = &f->found.items[first];
    if (!search_hit_read(f->db, shown, page->n, terms, f->arena, page->hits, e))
        return false;
    double best = f->found.items[0].score;
    for (size_t i = 0; i < page->n; i++)
        page->hits[i].score = best > 0 ? (int64_t)(1000 * shown[i].score / best + 0.5) : 0;
    return true;
}

static void add_up(struct finder *f)
{
    f->page->total = 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds_of_rows); i++)
        if (is_wanted(f, kinds_of_rows[i].kind))
            f->page->total += *count_of(f, kinds_of_rows[i].kind);
}

bool search_only_excludes(struct str text, struct arena *a)
{
    return search_terms_read(text, false, a).only_excludes;
}

bool search_find(struct db *db, const struct search_question *q, struct arena *a,
                 struct search_page *out, struct err *e)
{
    struct search_terms terms = search_terms_read(q->text, q->prefix, a);
    struct finder f = {.db = db, .arena = a, .question = q, .page = out};
    *out = (struct search_page){0};
    if (terms.only_excludes)
        return true;
    if (!find_kinds(&f, terms.all, e) || !lift_names(&f, e) || !find_something(&f, &terms, e))
        return false;
    add_up(&f);
    return read_page(&f, &terms, e);
}
