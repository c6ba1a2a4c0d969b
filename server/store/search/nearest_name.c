#include "base/arena.h"
#include "base/fold.h"
#include "base/nearest.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/search.h"
#include "store/search/search_hit_internal.h"
#include "store/search/search_terms_internal.h"
#include "store/store_internal.h"

#define NAMES_MAX      500  /* papers that are compared, of each way to find some */
#define PREFIX_BYTES   3    /* papers whose names begin with as many bytes of the name */
#define TRIPLE_SLOTS   4096 /* bits of a set of letter triples; a power of two */
#define TRIPLES_MIN    3    /* with fewer a name shares them all with much that is not meant */
#define LEAST_LIKENESS 0.5  /* below, a name is not worth showing */

struct triples {
    uint64_t bits[TRIPLE_SLOTS / 64];
    size_t n;
};

static size_t slot_of(const char *p)
{
    uint32_t v = (uint32_t)(unsigned char)p[0] << 16 | (uint32_t)(unsigned char)p[1] << 8 |
                 (unsigned char)p[2];
    return v * 2654435761u >> 20; /* 12 bits; Knuth's multiplier */
}

static bool set_bit(uint64_t *bits, size_t slot)
{
    uint64_t bit = (uint64_t)1 << (slot % 64);
    bool is_new = !(bits[slot / 64] & bit);
    bits[slot / 64] |= bit;
    return is_new;
}

static void collect(struct str key, struct triples *out)
{
    *out = (struct triples){.n = 0};
    for (size_t i = 0; i + 3 <= key.n; i++)
        out->n += set_bit(out->bits, slot_of(key.p + i));
}

struct nearest {
    struct db *db;
    struct arena *arena;
    struct str key;
    struct triples wanted;
    VEC(struct candidate) found;
};

/* How many of the wanted triples a name has, mostly; and how little else it has. */
static double likeness_by_triples(const struct nearest *w, struct str key)
{
    struct triples own;
    collect(key, &own);
    if (w->wanted.n < TRIPLES_MIN || !own.n)
        return 0;
    size_t shared = 0;
    for (size_t i = 0; i < ARRAY_LEN(own.bits); i++)
        shared += (size_t)__builtin_popcountll(own.bits[i] & w->wanted.bits[i]);
    double share = (double)shared / (double)w->wanted.n;
    double dice = 2 * (double)shared / (double)(w->wanted.n + own.n);
    return 0.6 * share + 0.4 * dice;
}

static double likeness_by_edits(const struct nearest *w, struct str key)
{
    size_t limit = w->key.n / 3 > 0 ? w->key.n / 3 : 1;
    if (key.n > w->key.n + limit || w->key.n > key.n + limit)
        return 0;
    size_t edits = nearest_distance(w->key, key, limit);
    return edits > limit ? 0 : 1 - (double)edits / (double)(w->key.n + 1);
}

static void consider(struct nearest *w, enum search_kind kind, int64_t id, struct str key)
{
    double by_triples = likeness_by_triples(w, key);
    double by_edits = likeness_by_edits(w, key);
    double score = by_edits > by_triples ? by_edits : by_triples;
    if (score >= LEAST_LIKENESS)
        *vec_push(w->arena, &w->found) = (struct candidate){kind, id, score, SEARCH_MATCH_NEAREST};
}

/* There are far fewer concepts than papers, and this is asked for only when a name is not known: all
 * labels are compared. */
static bool consider_concepts(struct nearest *w, struct err *e)
{
    STMT_SCOPE(s, w->db, NEAREST_CONCEPTS);
    while (stmt_next(&s))
        consider(w, SEARCH_CONCEPT, column_i64(&s, 0), column_view(&s, 1));
    return stmt_finish(&s, e);
}

static bool consider_papers_by_prefix(struct nearest *w, struct err *e)
{
    STRBUF_SCOPE(end);
    struct str from = str_sub(w->key, 0, PREFIX_BYTES);
    strbuf_add_str(&end, from);
    strbuf_add_byte(&end, '\xff');
    STMT_SCOPE(s, w->db, NEAREST_PAPERS);
    bind_str(&s, 1, from);
    bind_str(&s, 2, strbuf_view(&end));
    bind_i64(&s, 3, NAMES_MAX);
    while (stmt_next(&s))
        consider(w, SEARCH_PAPER, column_i64(&s, 0), column_view(&s, 1));
    return stmt_finish(&s, e);
}

static bool consider_title(struct nearest *w, int64_t id, struct err *e)
{
    STMT_SCOPE(s, w->db, PAPER_NAMES);
    bind_i64(&s, 1, id);
    if (stmt_next(&s))
        consider(w, SEARCH_PAPER, id, fold_key(w->arena, column_view(&s, 0)));
    return stmt_finish(&s, e);
}

/* Papers that have any of the words. */
static bool consider_papers_by_word(struct nearest *w, struct str expression, struct err *e)
{
    STMT_SCOPE(s, w->db, SUGGEST_PAPERS_TEXT);
    bind_str(&s, 1, expression);
    bind_i64(&s, 2, NAMES_MAX);
    while (stmt_next(&s))
        if (!consider_title(w, column_i64(&s, 0), e))
            return false;
    return stmt_finish(&s, e);
}

/* A node is found by several of its names: its best one counts. Sorted best first already. */
static size_t drop_repeated(struct candidate *c, size_t n, size_t limit)
{
    size_t kept = 0;
    for (size_t i = 0; i < n && kept < limit; i++) {
        bool is_known = false;
        for (size_t k = 0; k < kept; k++)
            is_known = is_known || (c[k].kind == c[i].kind && c[k].id == c[i].id);
        if (!is_known)
            c[kept++] = c[i];
    }
    return kept;
}

bool search_nearest_list(struct db *db, struct str name, unsigned kinds, size_t limit,
                         struct arena *a, struct candidate **out, size_t *n, struct err *e)
{
    struct nearest w = {.db = db, .arena = a};
    w.key = fold_key(a, str_sub(name, 0, SEARCH_BYTES_MAX));
    collect(w.key, &w.wanted);
    struct search_terms terms = search_terms_read(name, false, a);
    *n = 0;
    if (!w.key.n)
        return true;
    if ((kinds & SEARCH_CONCEPT) && !consider_concepts(&w, e))
        return false;
    if ((kinds & SEARCH_PAPER) && !(consider_papers_by_prefix(&w, e) &&
                                    (!terms.any.n || consider_papers_by_word(&w, terms.any, e))))
        return false;
    search_hit_sort(w.found.items, w.found.n);
    *n = drop_repeated(w.found.items, w.found.n, limit);
    *out = w.found.items;
    return true;
}

bool search_nearest(struct db *db, struct str name, unsigned kinds, size_t limit, struct arena *a,
                    struct search_hit **out, size_t *n, struct err *e)
{
    struct candidate *found = NULL;
    struct search_terms terms = search_terms_read(name, false, a);
    if (!search_nearest_list(db, name, kinds, limit, a, &found, n, e))
        return false;
    *out = ARENA_ARRAY(a, struct search_hit, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i].score = (int64_t)(1000 * found[i].score);
    return search_hit_read(db, found, *n, &terms, a, *out, e);
}
