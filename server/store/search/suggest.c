#include <math.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/search.h"
#include "store/search/search_hit_internal.h"
#include "store/search/search_terms_internal.h"
#include "store/store_internal.h"

/* A name that begins with the text comes before one with such a word inside; then what more papers
 * or notes speak of. Weight grows with the logarithm and never bridges the first difference. */
#define SCORE_EXACT      3000
#define SCORE_BEGINS     2000
#define SCORE_WORD       1000
#define SCORE_CONCEPT    50 /* concepts first, all else being equal */
#define SCORE_WEIGHT_MAX 900

struct suggester {
    struct db *db;
    struct arena *arena;
    unsigned kinds;
    size_t limit;
    VEC(struct candidate) found;
};

static double score_of_weight(int64_t n)
{
    double score = 60 * log2(1 + (double)n);
    return score < SCORE_WEIGHT_MAX ? score : SCORE_WEIGHT_MAX;
}

static void add(struct suggester *g, enum search_kind kind, int64_t id, double score)
{
    for (size_t i = 0; i < g->found.n; i++)
        if (g->found.items[i].kind == kind && g->found.items[i].id == id)
            return;
    *vec_push(g->arena, &g->found) = (struct candidate){kind, id, score, SEARCH_MATCH_ALL};
}

/* Rows of (number, weight). */
static bool add_rows(struct suggester *g, struct stmt *s, enum search_kind kind, double base,
                     struct err *e)
{
    double of_kind = kind == SEARCH_CONCEPT ? SCORE_CONCEPT : 0;
    while (stmt_next(s))
        add(g, kind, column_i64(s, 0), base + of_kind + score_of_weight(column_i64(s, 1)));
    return stmt_finish(s, e);
}

static bool add_range(struct suggester *g, enum search_kind kind, enum statement_id id,
                      struct str from, struct str to, double base, struct err *e)
{
    if (!(g->kinds & (unsigned)kind))
        return true;
    STMT_SCOPE_OF(s, g->db, id);
    bind_str(&s, 1, from);
    bind_str(&s, 2, to);
    bind_i64(&s, 3, (int64_t)g->limit);
    return add_rows(g, &s, kind, base, e);
}

static bool add_text(struct suggester *g, enum search_kind kind, enum statement_id id,
                     struct str expression, struct err *e)
{
    if (!(g->kinds & (unsigned)kind))
        return true;
    STMT_SCOPE_OF(s, g->db, id);
    bind_str(&s, 1, expression);
    bind_i64(&s, 2, (int64_t)g->limit);
    return add_rows(g, &s, kind, SCORE_WORD, e);
}

static struct str with_byte(struct str key, char byte, struct arena *a)
{
    STRBUF_SCOPE(b);
    strbuf_add_str(&b, key);
    strbuf_add_byte(&b, byte);
    return str_copy(a, strbuf_view(&b));
}

/* Keys from `key` up to the first that does not begin with it: no UTF-8 text holds the byte 0xFF, and
 * only `key` itself is below `key` and a zero byte. */
static bool add_names(struct suggester *g, struct str key, struct err *e)
{
    struct str only = with_byte(key, '\0', g->arena);
    struct str end = with_byte(key, '\xff', g->arena);
    return add_range(g, SEARCH_CONCEPT, STMT_SUGGEST_CONCEPTS, key, only, SCORE_EXACT, e) &&
           add_range(g, SEARCH_PAPER, STMT_SUGGEST_PAPERS, key, only, SCORE_EXACT, e) &&
           add_range(g, SEARCH_CONCEPT, STMT_SUGGEST_CONCEPTS, key, end, SCORE_BEGINS, e) &&
           add_range(g, SEARCH_PAPER, STMT_SUGGEST_PAPERS, key, end, SCORE_BEGINS, e);
}

static bool add_words(struct suggester *g, const struct search_terms *terms, struct err *e)
{
    if (g->found.n >= g->limit || !terms->all.n)
        return true;
    return add_text(g, SEARCH_CONCEPT, STMT_SUGGEST_CONCEPTS_TEXT, terms->all, e) &&
           add_text(g, SEARCH_PAPER, STMT_SUGGEST_PAPERS_TEXT, terms->all, e);
}

bool search_suggest(struct db *db, struct str text, unsigned kinds, size_t limit, struct arena *a,
                    struct search_hit **out, size_t *n, struct err *e)
{
    struct suggester g = {.db = db, .arena = a, .kinds = kinds, .limit = limit};
    struct search_terms terms = search_terms_read(text, true, a);
    struct str key = text.n <= SEARCH_BYTES_MAX ? fold_key(a, text) : STR_EMPTY;
    if ((key.n && !add_names(&g, key, e)) || !add_words(&g, &terms, e))
        return false;
    search_hit_sort(g.found.items, g.found.n);
    *n = g.found.n < limit ? g.found.n : limit;
    *out = ARENA_ARRAY(a, struct search_hit, *n);
    if (!search_hit_read(db, g.found.items, *n, &terms, a, *out, e))
        return false;
    for (size_t i = 0; i < *n; i++)
        (*out)[i].score = (int64_t)(1000 * g.found.items[i].score / g.found.items[0].score);
    return true;
}
