#include <stdlib.h>

#include "extract/identity/identity_internal.h"
#include "extract/title/title_internal.h"

/* Thresholds of EXTRACTION.md 2.7, rule 6, in thousandths. */
#define SIMILAR_WITHOUT_ID    900
#define SIMILAR_OTHER_SCHEMES 950
#define SIMILAR_ACROSS_YEARS  970
#define YEARS_APART           3
/* In a bucket of many equal keys a mention is compared with this many clusters. */
#define BUCKET_REPRESENTATIVES 64

/* One mention under one key. */
struct entry {
    struct str key;
    uint32_t mention; /* position in the sorted order */
    uint8_t rank;
};

struct clusterer {
    struct groups groups;
    struct reading *readings; /* sorted by `order` */
    size_t n;
    const struct vocabulary *vocabulary;
    struct arena *arena;
};

/* ---- one pair ---- */

static bool are_years_apart(const struct paper_mention *a, const struct paper_mention *b)
{
    uint32_t low = a->year < b->year ? a->year : b->year;
    uint32_t high = a->year < b->year ? b->year : a->year;
    return low && high - low > YEARS_APART;
}

static bool differ_in_short_name(const struct reading *a, const struct reading *b)
{
    return a->short_key.n && b->short_key.n && !str_eq(a->short_key, b->short_key);
}

static uint32_t threshold(const struct reading *a, const struct reading *b)
{
    if (are_years_apart(a->mention, b->mention))
        return SIMILAR_ACROSS_YEARS;
    if (!a->mention->n_identifiers || !b->mention->n_identifiers)
        return SIMILAR_WITHOUT_ID;
    return SIMILAR_OTHER_SCHEMES;
}

/* Title or part of it behind "Short: ", as compared. */
static bool are_equal_names(const struct name *a, const struct name *b)
{
    bool same_full = a->is_strong && b->is_strong &&
                     (str_eq(a->keys.full, b->keys.full) || str_eq(a->keys.joined, b->keys.joined));
    bool a_tail = a->keys.tail.n && str_eq(a->keys.tail, b->keys.full);
    bool b_tail = b->keys.tail.n && str_eq(b->keys.tail, a->keys.full);
    bool tails = a->keys.tail.n && str_eq(a->keys.tail, b->keys.tail);
    return same_full || a_tail || b_tail || tails;
}

static bool are_similar_names(const struct clusterer *c, const struct reading *a,
                              const struct reading *b, const struct name *x, const struct name *y)
{
    struct str left = x->keys.tail.n && !y->keys.tail.n ? x->keys.tail : x->keys.full;
    struct str right = y->keys.tail.n && !x->keys.tail.n ? y->keys.tail : y->keys.full;
    uint32_t least = threshold(a, b);
    return identity_similarity(x->keys.full, y->keys.full, c->vocabulary, c->arena) >= least ||
           identity_similarity(left, right, c->vocabulary, c->arena) >= least;
}

/* Rules 3, 4 and 6 with their vetoes; any name of one against any of the other. */
static bool are_same_title(const struct clusterer *c, const struct reading *a,
                           const struct reading *b)
{
    for (size_t i = 0; i < a->n_names; i++) {
        for (size_t k = 0; k < b->n_names; k++) {
            const struct name *x = &a->names[i];
            const struct name *y = &b->names[k];
            if (x->is_strong && y->is_strong && str_eq(x->keys.full, y->keys.full))
                return !are_years_apart(a->mention, b->mention);
            if (differ_in_short_name(a, b))
                continue;
            if (are_equal_names(x, y) ||
                (x->is_strong && y->is_strong && are_similar_names(c, a, b, x, y)))
                return true;
        }
    }
    return false;
}

/* ---- buckets of equal keys ---- */

static uint8_t rank_of(struct str key)
{
    if (key.n < 2 || key.p[1] != ':')
        return 0; /* identifiers */
    return key.p[0] == 't' ? 1 : key.p[0] == 'j' ? 2 : 3;
}

static int by_rank_and_key(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    int c = str_cmp(x->key, y->key);
    if (c)
        return c;
    return x->mention < y->mention ? -1 : x->mention > y->mention;
}

static void report_titles(struct clusterer *c, uint32_t a, uint32_t b)
{
    const struct reading *x = &c->readings[a];
    const struct reading *y = &c->readings[b];
    bool both = x->names[0].is_strong && y->names[0].is_strong && !x->is_bare && !y->is_bare;
    if (!both || are_same_title(c, x, y))
        return;
    *vec_push(c->arena, &c->groups.conflicts) = (struct identity_conflict){a, b, "title-conflict"};
}

static void try_pair(struct clusterer *c, uint32_t a, uint32_t b, uint8_t rank)
{
    if (groups_root(&c->groups, a) == groups_root(&c->groups, b))
        return;
    if (rank > 0 && !are_same_title(c, &c->readings[a], &c->readings[b]))
        return;
    if (groups_join(&c->groups, a, b, rank == 0) && rank == 0)
        report_titles(c, a, b);
}

/* Each mention against one representative of each cluster before it in the bucket. */
static void try_bucket(struct clusterer *c, const struct entry *e, size_t n)
{
    uint32_t seen[BUCKET_REPRESENTATIVES];
    size_t n_seen = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n_seen; k++)
            try_pair(c, seen[k], e[i].mention, e[i].rank);
        bool is_new = n_seen < BUCKET_REPRESENTATIVES;
        for (size_t k = 0; k < n_seen; k++)
            is_new =
                is_new && groups_root(&c->groups, seen[k]) != groups_root(&c->groups, e[i].mention);
        if (is_new)
            seen[n_seen++] = e[i].mention;
    }
}

struct entry_list {
    struct entry *items;
    size_t n, cap;
};

static void sort_entries(struct entry_list *list)
{
    if (list->n)
        qsort(list->items, list->n, sizeof(*list->items), by_rank_and_key);
}

static size_t bucket_end(const struct entry_list *list, size_t begin)
{
    size_t end = begin + 1;
    while (end < list->n && str_eq(list->items[end].key, list->items[begin].key))
        end++;
    return end;
}

static void join_by_identifier_and_title(struct clusterer *c)
{
    struct entry_list entries = VEC_INIT;
    for (uint32_t i = 0; i < c->n; i++) {
        struct key_list keys = VEC_INIT;
        name_add_strong_keys(&c->readings[i], c->arena, &keys);
        for (size_t k = 0; k < keys.n; k++)
            *vec_push(c->arena, &entries) =
                (struct entry){keys.items[k], i, rank_of(keys.items[k])};
    }
    sort_entries(&entries);
    for (size_t i = 0; i < entries.n;) {
        size_t end = bucket_end(&entries, i);
        if (end - i > 1)
            try_bucket(c, &entries.items[i], end - i);
        i = end;
    }
}

/* ---- bare names (rule 7) ---- */

/* The one cluster that a bare name can mean among the titled mentions of the bucket, in `scope` or
 * anywhere (scope.p == NULL): a mention of it, or UINT32_MAX for none or several. */
static uint32_t only_titled(struct clusterer *c, const struct entry *e, size_t n, struct str scope)
{
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        const struct reading *r = &c->readings[e[i].mention];
        if (r->is_bare || (scope.p && !str_eq(r->mention->scope, scope)))
            continue;
        if (found != UINT32_MAX &&
            groups_root(&c->groups, found) != groups_root(&c->groups, e[i].mention))
            return UINT32_MAX;
        found = found == UINT32_MAX ? e[i].mention : found;
    }
    return found;
}

static bool has_titled(const struct clusterer *c, const struct entry *e, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!c->readings[e[i].mention].is_bare)
            return true;
    return false;
}

/* A bare mention that already belongs with a title has found its paper. */
static bool is_settled(struct clusterer *c, const bool *settled, uint32_t mention)
{
    return settled[groups_root(&c->groups, mention)];
}

static void join_bare(struct clusterer *c, const struct entry *e, size_t n, bool *settled)
{
    bool titled = has_titled(c, e, n);
    uint32_t everywhere = only_titled(c, e, n, STR_EMPTY);
    uint32_t first_bare = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        uint32_t m = e[i].mention;
        if (!c->readings[m].is_bare || is_settled(c, settled, m))
            continue;
        uint32_t to = everywhere;
        if (to == UINT32_MAX && titled)
            to = only_titled(c, e, n, c->readings[m].mention->scope);
        if (to != UINT32_MAX && groups_join(&c->groups, to, m, false)) {
            settled[groups_root(&c->groups, m)] = true;
            continue;
        }
        bool is_short = e[i].key.p[0] == 's';
        if (is_short && first_bare != UINT32_MAX)
            (void)groups_join(&c->groups, first_bare, m, false);
        else if (is_short)
            first_bare = m;
    }
}

/* Clusters with a title in them are settled from the start. */
static bool *find_settled(struct clusterer *c)
{
    bool *settled = ARENA_ARRAY(c->arena, bool, c->n);
    for (uint32_t i = 0; i < c->n; i++)
        if (!c->readings[i].is_bare)
            settled[groups_root(&c->groups, i)] = true;
    return settled;
}

/* Names given as such ("s:") before initials ("i:"), so that CPC the name beats CPC the initials. */
static void join_by_name(struct clusterer *c)
{
    struct entry_list entries = VEC_INIT;
    for (uint32_t i = 0; i < c->n; i++) {
        struct key_list keys = VEC_INIT;
        name_add_name_keys(&c->readings[i], c->arena, &keys);
        for (size_t k = 0; k < keys.n; k++)
            *vec_push(c->arena, &entries) =
                (struct entry){keys.items[k], i, keys.items[k].p[0] == 's' ? 0 : 1};
    }
    sort_entries(&entries);
    bool *settled = find_settled(c);
    for (size_t i = 0; i < entries.n;) {
        size_t end = bucket_end(&entries, i);
        if (end - i > 1)
            join_bare(c, &entries.items[i], end - i, settled);
        i = end;
    }
}

/* ---- all ---- */

struct position {
    struct str order;
    uint32_t index;
};

static int by_order(const void *a, const void *b)
{
    const struct position *x = a;
    const struct position *y = b;
    int c = str_cmp(x->order, y->order);
    return c ? c : x->index < y->index ? -1 : 1;
}

/* position -> index of the mention as it was given */
static struct position *sort_mentions(const struct paper_mention *m, size_t n, struct arena *a)
{
    struct position *p = ARENA_ARRAY(a, struct position, n);
    for (uint32_t i = 0; i < n; i++)
        p[i] = (struct position){m[i].order, i};
    if (n)
        qsort(p, n, sizeof(*p), by_order);
    return p;
}

void identity_cluster(const struct paper_mention *mentions, size_t n, const struct vocabulary *v,
                      struct arena *a, uint32_t *cluster, struct identity_conflict **conflicts,
                      size_t *n_conflicts)
{
    struct position *order = sort_mentions(mentions, n, a);
    struct clusterer c = {.n = n, .vocabulary = v, .arena = a};
    c.readings = ARENA_ARRAY(a, struct reading, n);
    for (size_t i = 0; i < n; i++)
        name_read(&mentions[order[i].index], a, &c.readings[i]);
    groups_init(&c.groups, c.readings, n, a);
    join_by_identifier_and_title(&c);
    join_by_name(&c);
    for (uint32_t i = 0; i < n; i++)
        cluster[order[i].index] = order[groups_root(&c.groups, i)].index;
    for (size_t i = 0; i < c.groups.conflicts.n; i++) {
        struct identity_conflict *x = &c.groups.conflicts.items[i];
        x->a = order[x->a].index;
        x->b = order[x->b].index;
    }
    *conflicts = c.groups.conflicts.items;
    *n_conflicts = c.groups.conflicts.n;
}
