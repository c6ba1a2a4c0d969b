/* Rule 7: mentions that are only named go to the one paper of that name. */
#include <stdlib.h>

#include "extract/identity/identity_internal.h"

/* What one name stands for in all mentions. */
struct name_run {
    struct clustering *c;
    const struct keyed *items;
    size_t n;
    VEC(uint32_t) titled;     /* roots whose titles carry the name */
    VEC(uint32_t) identified; /* roots that are only named but have an identifier */
    VEC(uint32_t) weak;       /* ranks of mentions that are only named */
};

enum { PAPERS_OF_ONE_NAME_MAX = 64 }; /* a name of more papers says nothing */

/* ---- sorting out ---- */

static bool has_root(struct clustering *c, const uint32_t *ranks, size_t n, uint32_t rank)
{
    uint32_t root = clustering_root(c, rank);
    for (size_t i = 0; i < n; i++)
        if (clustering_root(c, ranks[i]) == root)
            return true;
    return false;
}

static void sort_out(struct name_run *run)
{
    struct clustering *c = run->c;
    for (size_t i = 0; i < run->n; i++) {
        uint32_t root = clustering_root(c, run->items[i].rank);
        const struct cluster *cluster = &c->of[root];
        if (cluster->has_title) {
            if (run->titled.n <= PAPERS_OF_ONE_NAME_MAX &&
                !has_root(c, run->titled.items, run->titled.n, root))
                *vec_push(c->a, &run->titled) = root;
        } else if (cluster->has_identifier) {
            if (run->identified.n <= PAPERS_OF_ONE_NAME_MAX &&
                !has_root(c, run->identified.items, run->identified.n, root))
                *vec_push(c->a, &run->identified) = root;
        } else {
            *vec_push(c->a, &run->weak) = run->items[i].rank;
        }
    }
}

/* ---- scopes ---- */

struct scoped {
    struct str scope;
    uint32_t root;
};

struct scope_index {
    VEC(struct scoped) items; /* by scope, then root */
};

static int by_scope(const void *a, const void *b)
{
    const struct scoped *x = a;
    const struct scoped *y = b;
    int c = str_cmp(x->scope, y->scope);
    return c ? c : (x->root > y->root) - (x->root < y->root);
}

/* Where the papers of this name are at home; titled ones only, or those with identifiers too. */
static void index_scopes(struct name_run *run, bool titled_only, struct scope_index *index)
{
    struct clustering *c = run->c;
    *index = (struct scope_index){0};
    for (size_t i = 0; i < run->n; i++) {
        uint32_t root = clustering_root(c, run->items[i].rank);
        const struct cluster *cluster = &c->of[root];
        struct str scope = clustering_mention(c, run->items[i].rank)->scope;
        bool counts = cluster->has_title || (!titled_only && cluster->has_identifier);
        if (counts && scope.n > 0)
            *vec_push(c->a, &index->items) = (struct scoped){scope, root};
    }
    if (index->items.n > 0)
        qsort(index->items.items, index->items.n, sizeof(struct scoped), by_scope);
}

/* The one paper of the scope, or UINT32_MAX when there is none or more than one. */
static uint32_t only_in_scope(const struct scope_index *index, struct str scope)
{
    size_t low = 0;
    size_t high = index->items.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(index->items.items[mid].scope, scope) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    uint32_t found = UINT32_MAX;
    for (size_t i = low; i < index->items.n && str_eq(index->items.items[i].scope, scope); i++) {
        if (found != UINT32_MAX && index->items.items[i].root != found)
            return UINT32_MAX;
        found = index->items.items[i].root;
    }
    return found;
}

/* ---- papers that are only named, with an identifier ---- */

static bool all_may_join(struct clustering *c, const uint32_t *x, size_t n, const uint32_t *y,
                         size_t m)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (!clustering_may_join(c, x[i], y[k], JOIN_NEAR_YEARS))
                return false;
    return true;
}

static void join_in_scope(struct name_run *run)
{
    struct scope_index index;
    index_scopes(run, true, &index);
    for (size_t i = 0; i < run->identified.n; i++) {
        uint32_t rank = run->identified.items[i];
        uint32_t paper = only_in_scope(&index, clustering_mention(run->c, rank)->scope);
        if (paper != UINT32_MAX && clustering_may_join(run->c, paper, rank, JOIN_NEAR_YEARS))
            (void)clustering_join(run->c, paper, rank, JOIN_NEAR_YEARS);
    }
}

static void join_identified(struct name_run *run)
{
    struct clustering *c = run->c;
    const uint32_t *named = run->identified.items;
    size_t n = run->identified.n;
    bool bounded = n <= PAPERS_OF_ONE_NAME_MAX && run->titled.n <= 1;
    bool agree = bounded && all_may_join(c, named, n, named, n) &&
                 all_may_join(c, run->titled.items, run->titled.n, named, n);
    if (!agree) {
        join_in_scope(run);
        return;
    }
    for (size_t i = 0; i < n; i++)
        (void)clustering_join(c, run->titled.n > 0 ? run->titled.items[0] : named[0], named[i],
                              JOIN_NEAR_YEARS);
}

/* ---- mentions that are only named ---- */

/* The one paper of this name, or UINT32_MAX. */
static uint32_t only_paper(struct name_run *run)
{
    struct clustering *c = run->c;
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < run->titled.n + run->identified.n; i++) {
        uint32_t rank =
            i < run->titled.n ? run->titled.items[i] : run->identified.items[i - run->titled.n];
        uint32_t root = clustering_root(c, rank);
        if (found != UINT32_MAX && root != found)
            return UINT32_MAX;
        found = root;
    }
    return found;
}

/* In one note "CPC" may stand for a title without short name that has these initials. */
static uint32_t paper_of_initials(struct clustering *c, const struct keyed_vec *initials,
                                  struct str name, struct str scope)
{
    uint32_t found = UINT32_MAX;
    struct str key = str_from(arena_printf(c->a, "%.*s@%.*s", STR_FMT(name), STR_FMT(scope)));
    size_t low = 0;
    size_t high = initials->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(initials->items[mid].key, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (size_t i = low; i < initials->n && str_eq(initials->items[i].key, key); i++) {
        uint32_t root = clustering_root(c, initials->items[i].rank);
        if (found != UINT32_MAX && root != found)
            return UINT32_MAX;
        found = root;
    }
    return found;
}

static void join_weak(struct name_run *run, const struct keyed_vec *initials)
{
    struct clustering *c = run->c;
    struct scope_index index;
    uint32_t only = only_paper(run);
    bool none = run->titled.n + run->identified.n == 0;
    uint32_t left_over = UINT32_MAX;
    index_scopes(run, false, &index);
    for (size_t i = 0; i < run->weak.n; i++) {
        uint32_t rank = run->weak.items[i];
        struct str scope = clustering_mention(c, rank)->scope;
        uint32_t paper = only != UINT32_MAX ? only : only_in_scope(&index, scope);
        if (none && scope.n > 0)
            paper = paper_of_initials(c, initials, run->items[0].key, scope);
        if (paper != UINT32_MAX && clustering_join(c, paper, rank, JOIN_NEAR_YEARS))
            continue;
        if (left_over == UINT32_MAX)
            left_over = rank;
        else
            (void)clustering_join(c, left_over, rank, JOIN_NEAR_YEARS);
    }
}

/* ---- all names ---- */

static void collect_initials(struct clustering *c, struct keyed_vec *initials)
{
    for (uint32_t rank = 0; rank < c->n; rank++) {
        struct str letters = c->names[rank].initials;
        struct str scope = clustering_mention(c, rank)->scope;
        if (letters.n == 0 || scope.n == 0 || c->of[clustering_root(c, rank)].shorts.n > 0)
            continue;
        struct str key =
            str_from(arena_printf(c->a, "%.*s@%.*s", STR_FMT(letters), STR_FMT(scope)));
        keyed_add(initials, key, rank, 0, c->a);
    }
    keyed_sort(initials);
}

void join_by_names(struct clustering *c)
{
    struct keyed_vec names = {0};
    struct keyed_vec initials = {0};
    for (uint32_t rank = 0; rank < c->n; rank++)
        for (size_t i = 0; i < c->names[rank].shorts.n; i++)
            keyed_add(&names, c->names[rank].shorts.items[i], rank, 0, c->a);
    keyed_sort(&names);
    collect_initials(c, &initials);
    for (size_t begin = 0, end; begin < names.n; begin = end) {
        end = keyed_run_end(&names, begin);
        struct name_run run = {.c = c, .items = names.items + begin, .n = end - begin};
        sort_out(&run);
        join_identified(&run);
        join_weak(&run, &initials);
    }
}
