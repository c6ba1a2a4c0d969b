#include <stdlib.h>

#include "extract/identity/identity_internal.h"
#include "extract/link.h"

#define YEARS_APART_MAX 3

/* ---- setting up ---- */

struct ranked {
    struct str order;
    uint32_t index;
};

static int by_order(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    int c = str_cmp(x->order, y->order);
    return c ? c : (x->index > y->index) - (x->index < y->index);
}

static void rank_mentions(struct clustering *c)
{
    struct ranked *ranked = ARENA_ARRAY(c->a, struct ranked, c->n);
    for (size_t i = 0; i < c->n; i++)
        ranked[i] = (struct ranked){c->mentions[i].order, (uint32_t)i};
    if (c->n > 0)
        qsort(ranked, c->n, sizeof(*ranked), by_order);
    for (size_t i = 0; i < c->n; i++)
        c->index_of[i] = ranked[i].index;
}

bool identifier_counts(const struct paper_mention *m, size_t i)
{
    struct str family = identifier_family(m->identifiers[i]);
    if (!identifier_is_exclusive(m->identifiers[i]))
        return true;
    for (size_t k = 0; k < i; k++)
        if (str_eq(identifier_family(m->identifiers[k]), family))
            return false;
    return true;
}

static void describe(struct clustering *c, uint32_t rank)
{
    const struct paper_mention *m = clustering_mention(c, rank);
    struct cluster *own = &c->of[rank];
    mention_names(m, c->a, &c->names[rank]);
    const struct mention_names *names = &c->names[rank];
    own->first_year = own->last_year = m->year;
    own->has_title = names->n_titles > 0;
    own->has_identifier = m->n_identifiers > 0;
    for (size_t i = 0; i < m->n_identifiers; i++)
        if (identifier_is_exclusive(m->identifiers[i]) && identifier_counts(m, i))
            str_vec_add_unique(&own->exclusive, m->identifiers[i], c->a);
    for (size_t i = 0; own->has_title && i < names->shorts.n; i++)
        str_vec_add_unique(&own->shorts, names->shorts.items[i], c->a);
}

void clustering_init(struct clustering *c, const struct paper_mention *mentions, size_t n,
                     const struct vocabulary *v, struct arena *a)
{
    *c = (struct clustering){.mentions = mentions,
                             .vocabulary = v,
                             .a = a,
                             .n = n,
                             .index_of = ARENA_ARRAY(a, uint32_t, n),
                             .parent = ARENA_ARRAY(a, uint32_t, n),
                             .of = ARENA_ARRAY(a, struct cluster, n),
                             .names = ARENA_ARRAY(a, struct mention_names, n)};
    rank_mentions(c);
    for (uint32_t rank = 0; rank < n; rank++) {
        c->parent[rank] = rank;
        describe(c, rank);
    }
}

const struct paper_mention *clustering_mention(const struct clustering *c, uint32_t rank)
{
    return &c->mentions[c->index_of[rank]];
}

uint32_t clustering_root(struct clustering *c, uint32_t rank)
{
    while (c->parent[rank] != rank) {
        c->parent[rank] = c->parent[c->parent[rank]];
        rank = c->parent[rank];
    }
    return rank;
}

/* ---- vetoes ---- */

static bool identifiers_differ(const struct cluster *x, const struct cluster *y)
{
    for (size_t i = 0; i < x->exclusive.n; i++)
        for (size_t k = 0; k < y->exclusive.n; k++) {
            struct str a = x->exclusive.items[i];
            struct str b = y->exclusive.items[k];
            if (str_eq(identifier_family(a), identifier_family(b)) && !str_eq(a, b))
                return true;
        }
    return false;
}

static bool shorts_differ(const struct cluster *x, const struct cluster *y)
{
    for (size_t i = 0; i < x->shorts.n; i++)
        if (str_vec_has(&y->shorts, x->shorts.items[i]))
            return false;
    return x->shorts.n > 0 && y->shorts.n > 0;
}

static bool years_differ(const struct cluster *x, const struct cluster *y)
{
    if (x->first_year == 0 || y->first_year == 0)
        return false;
    uint32_t first = x->first_year < y->first_year ? x->first_year : y->first_year;
    uint32_t last = x->last_year > y->last_year ? x->last_year : y->last_year;
    return last - first > YEARS_APART_MAX;
}

static bool checks_allow(const struct cluster *x, const struct cluster *y, unsigned checks)
{
    return !((checks & JOIN_SAME_SHORT) && shorts_differ(x, y)) &&
           !((checks & JOIN_NEAR_YEARS) && years_differ(x, y));
}

bool clustering_may_join(struct clustering *c, uint32_t x, uint32_t y, unsigned checks)
{
    const struct cluster *a = &c->of[clustering_root(c, x)];
    const struct cluster *b = &c->of[clustering_root(c, y)];
    return a == b || (checks_allow(a, b, checks) && !identifiers_differ(a, b));
}

/* ---- joining ---- */

static void widen_years(struct cluster *into, const struct cluster *from)
{
    if (from->first_year == 0)
        return;
    if (into->first_year == 0 || from->first_year < into->first_year)
        into->first_year = from->first_year;
    if (from->last_year > into->last_year)
        into->last_year = from->last_year;
}

static void merge_into(struct clustering *c, struct cluster *into, const struct cluster *from)
{
    for (size_t i = 0; i < from->exclusive.n; i++)
        str_vec_add_unique(&into->exclusive, from->exclusive.items[i], c->a);
    for (size_t i = 0; i < from->shorts.n; i++)
        str_vec_add_unique(&into->shorts, from->shorts.items[i], c->a);
    into->has_title = into->has_title || from->has_title;
    into->has_identifier = into->has_identifier || from->has_identifier;
    widen_years(into, from);
}

void clustering_report(struct clustering *c, uint32_t x, uint32_t y, const char *code)
{
    uint32_t low = x < y ? x : y;
    uint32_t high = x < y ? y : x;
    *vec_push(c->a, &c->conflicts) =
        (struct identity_conflict){c->index_of[low], c->index_of[high], code};
}

bool clustering_join(struct clustering *c, uint32_t x, uint32_t y, unsigned checks)
{
    uint32_t low = clustering_root(c, x);
    uint32_t high = clustering_root(c, y);
    if (low == high)
        return true;
    if (!checks_allow(&c->of[low], &c->of[high], checks))
        return false;
    if (identifiers_differ(&c->of[low], &c->of[high])) {
        clustering_report(c, x, y, "identifier-conflict");
        return false;
    }
    if (low > high) {
        uint32_t swap = low;
        low = high;
        high = swap;
    }
    c->parent[high] = low;
    merge_into(c, &c->of[low], &c->of[high]);
    return true;
}

/* ---- the result ---- */

static int by_mentions(const void *a, const void *b)
{
    const struct identity_conflict *x = a;
    const struct identity_conflict *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* Conflicts were found in the order of ranks; here they are named by index, each once. */
static void give_conflicts(struct clustering *c, struct identity_conflict **conflicts,
                           size_t *n_conflicts)
{
    struct identity_conflict *items = c->conflicts.items;
    if (c->conflicts.n > 0)
        qsort(items, c->conflicts.n, sizeof(*items), by_mentions);
    *conflicts = items;
    *n_conflicts = 0;
    for (size_t i = 0; i < c->conflicts.n; i++)
        if (i == 0 || by_mentions(&items[i], &items[i - 1]) != 0)
            items[(*n_conflicts)++] = items[i];
}

void identity_cluster(const struct paper_mention *mentions, size_t n, const struct vocabulary *v,
                      struct arena *a, uint32_t *cluster, struct identity_conflict **conflicts,
                      size_t *n_conflicts)
{
    struct clustering c;
    clustering_init(&c, mentions, n, v, a);
    join_by_identifiers(&c);
    join_by_cvf_beginnings(&c);
    join_by_equal_titles(&c);
    join_by_similar_titles(&c);
    join_by_names(&c);
    for (uint32_t rank = 0; rank < n; rank++)
        cluster[c.index_of[rank]] = c.index_of[clustering_root(&c, rank)];
    give_conflicts(&c, conflicts, n_conflicts);
}
