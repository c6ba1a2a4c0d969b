#include <stdlib.h>

#include "base/utf8.h"
#include "extract/identity/identity_internal.h"

#define RUN_PAIRS_MAX       64  /* in longer runs all are compared with the first ones only */
#define AGREEMENTS_MAX      8   /* different titles under one identifier */
#define UNLIKE              500 /* thousandths: titles under one identifier that say otherwise */
#define SIMILAR             920
#define SIMILAR_NO_ID       900 /* one of the two has no identifier */
#define SIMILAR_TWO_SCHEMES 950 /* both have, and none in common */
#define ALMOST_EQUAL        970 /* years do not matter */

/* ---- lists of keys ---- */

void keyed_add(struct keyed_vec *v, struct str key, uint32_t rank, uint32_t detail, struct arena *a)
{
    if (key.n > 0)
        *vec_push(a, v) = (struct keyed){key, rank, detail};
}

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a;
    const struct keyed *y = b;
    int c = str_cmp(x->key, y->key);
    if (c != 0)
        return c;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->detail > y->detail) - (x->detail < y->detail);
}

void keyed_sort(struct keyed_vec *v)
{
    if (v->n > 0)
        qsort(v->items, v->n, sizeof(*v->items), by_key);
}

size_t keyed_run_end(const struct keyed_vec *v, size_t begin)
{
    size_t end = begin + 1;
    while (end < v->n && str_eq(v->items[end].key, v->items[begin].key))
        end++;
    return end;
}

/* ---- identifiers ---- */

/* The best overlap of the titles of two mentions; 1000 when one has none. */
static uint32_t best_overlap(const struct mention_names *x, const struct mention_names *y)
{
    uint32_t best = x->n_titles > 0 && y->n_titles > 0 ? 0 : 1000;
    for (size_t i = 0; i < x->n_titles; i++)
        for (size_t k = 0; k < y->n_titles; k++) {
            uint32_t overlap = overlap_of_folded(x->titles[i].full, y->titles[k].full);
            best = overlap > best ? overlap : best;
        }
    return best;
}

static bool share_short(const struct mention_names *x, const struct mention_names *y)
{
    for (size_t i = 0; i < x->shorts.n; i++)
        if (str_vec_has(&y->shorts, x->shorts.items[i]))
            return true;
    return false;
}

static bool is_wide(const struct mention_names *names)
{
    size_t len;
    return names->n_titles > 0 &&
           utf8_script(utf8_decode(names->titles[0].full, 0, &len)) != SCRIPT_WORD;
}

/* Translations share no words, so that titles of two scripts say nothing. */
static bool titles_are_unlike(const struct mention_names *x, const struct mention_names *y)
{
    return is_wide(x) == is_wide(y) && !share_short(x, y) && best_overlap(x, y) < UNLIKE;
}

static bool only_names_differ(const struct mention_names *x, const struct mention_names *y)
{
    bool only_names = x->n_titles == 0 && y->n_titles == 0;
    return only_names && x->shorts.n > 0 && y->shorts.n > 0 && !share_short(x, y);
}

/* A page may list several works: its address joins only what is called alike. */
static bool is_page_of_another(struct str identifier, const struct mention_names *x,
                               const struct mention_names *y)
{
    return str_starts(identifier, STR("url:")) &&
           (titles_are_unlike(x, y) || only_names_differ(x, y));
}

/* Mentions under one identifier whose titles agree. */
struct agreement {
    uint32_t rank; /* of the first */
    size_t count;
    struct str title; /* the longest */
};

static struct str longest_title(const struct mention_names *names)
{
    struct str longest = STR_EMPTY;
    for (size_t i = 0; i < names->n_titles; i++)
        if (names->titles[i].full.n > longest.n)
            longest = names->titles[i].full;
    return longest;
}

/* The majority is believed; of equal numbers the longer title, then byte order. */
static bool is_more_credible(const struct agreement *x, const struct agreement *y)
{
    if (x->count != y->count)
        return x->count > y->count;
    if (x->title.n != y->title.n)
        return x->title.n > y->title.n;
    return str_cmp(x->title, y->title) < 0;
}

static struct agreement *agreement_of(const struct clustering *c, struct agreement *groups,
                                      size_t *n, uint32_t rank)
{
    for (size_t i = 0; i < *n; i++)
        if (!titles_are_unlike(&c->names[groups[i].rank], &c->names[rank]))
            return &groups[i];
    if (*n < AGREEMENTS_MAX)
        groups[(*n)++] = (struct agreement){.rank = rank};
    return &groups[*n - 1];
}

/* A wrong link: the titles of the minority stay with their identifier but lead nowhere else. */
static void doubt_minority(struct clustering *c, const struct keyed *run, size_t n)
{
    struct agreement groups[AGREEMENTS_MAX];
    size_t n_groups = 0;
    uint32_t root = clustering_root(c, run[0].rank);
    for (size_t i = 0; i < n; i++) {
        uint32_t rank = run[i].rank;
        if (c->names[rank].n_titles == 0 || clustering_root(c, rank) != root)
            continue;
        struct agreement *group = agreement_of(c, groups, &n_groups, rank);
        struct str title = longest_title(&c->names[rank]);
        group->count++;
        if (title.n > group->title.n)
            group->title = title;
    }
    size_t best = 0;
    for (size_t i = 1; i < n_groups; i++)
        if (is_more_credible(&groups[i], &groups[best]))
            best = i;
    for (size_t i = 0; i < n_groups && n_groups > 1; i++)
        if (i != best)
            clustering_report(c, groups[best].rank, groups[i].rank, "title-conflict");
    for (size_t i = 0; i < n && n_groups > 1; i++)
        if (titles_are_unlike(&c->names[groups[best].rank], &c->names[run[i].rank]))
            c->names[run[i].rank].is_doubtful = true;
}

static void join_identifier_run(struct clustering *c, const struct keyed *run, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (!is_page_of_another(run[0].key, &c->names[run[0].rank], &c->names[run[i].rank]))
            (void)clustering_join(c, run[0].rank, run[i].rank, JOIN_FREELY);
    if (n > 1)
        doubt_minority(c, run, n);
}

void join_by_identifiers(struct clustering *c)
{
    struct keyed_vec keys = {0};
    for (uint32_t rank = 0; rank < c->n; rank++) {
        const struct paper_mention *m = clustering_mention(c, rank);
        for (size_t i = 0; i < m->n_identifiers; i++)
            if (identifier_counts(m, i))
                keyed_add(&keys, m->identifiers[i], rank, 0, c->a);
    }
    keyed_sort(&keys);
    for (size_t begin = 0, end; begin < keys.n; begin = end) {
        end = keyed_run_end(&keys, begin);
        join_identifier_run(c, keys.items + begin, end - begin);
    }
}

/* Sorted, a name stands before all names that it is the beginning of. */
void join_by_cvf_beginnings(struct clustering *c)
{
    struct keyed_vec keys = {0};
    for (uint32_t rank = 0; rank < c->n; rank++) {
        const struct paper_mention *m = clustering_mention(c, rank);
        for (size_t i = 0; i < m->n_identifiers; i++)
            if (cvf_beginning(m->identifiers[i]).n > 0)
                keyed_add(&keys, m->identifiers[i], rank, 0, c->a);
    }
    keyed_sort(&keys);
    size_t base = 0;
    for (size_t i = 1; i < keys.n; i++) {
        if (str_starts(keys.items[i].key, keys.items[base].key))
            (void)clustering_join(c, keys.items[base].rank, keys.items[i].rank, JOIN_FREELY);
        else
            base = i;
    }
}

/* ---- equal titles ---- */

enum title_part { PART_FULL, PART_TAIL };

/* Joins with the first of the clusters seen in this run that takes it. */
static void join_with_seen(struct clustering *c, const struct keyed *own, const struct keyed *seen,
                           size_t *n_seen)
{
    for (size_t i = 0; i < *n_seen; i++) {
        bool both_full = own->detail == PART_FULL && seen[i].detail == PART_FULL;
        unsigned checks = both_full ? JOIN_FREELY : JOIN_SAME_SHORT;
        if (clustering_join(c, seen[i].rank, own->rank, checks))
            return;
    }
    if (*n_seen < RUN_PAIRS_MAX)
        ++*n_seen;
}

static void join_title_run(struct clustering *c, const struct keyed *run, size_t n)
{
    struct keyed seen[RUN_PAIRS_MAX];
    size_t n_seen = 0;
    for (size_t i = 0; i < n; i++) {
        size_t before = n_seen;
        join_with_seen(c, &run[i], seen, &n_seen);
        if (n_seen > before)
            seen[before] = run[i];
    }
}

void join_by_equal_titles(struct clustering *c)
{
    struct keyed_vec keys = {0};
    for (uint32_t rank = 0; rank < c->n; rank++) {
        const struct mention_names *names = &c->names[rank];
        for (size_t i = 0; i < names->n_titles && !names->is_doubtful; i++) {
            keyed_add(&keys, names->titles[i].joined, rank, PART_FULL, c->a);
            keyed_add(&keys, names->titles[i].tail_joined, rank, PART_TAIL, c->a);
        }
    }
    keyed_sort(&keys);
    for (size_t begin = 0, end; begin < keys.n; begin = end) {
        end = keyed_run_end(&keys, begin);
        join_title_run(c, keys.items + begin, end - begin);
    }
}

/* ---- similar titles ---- */

struct deletion {
    uint64_t hash;
    uint32_t title; /* into `titles` */
};

struct similar_pair {
    uint32_t similarity;
    uint32_t a, b; /* ranks */
};

struct similar_search {
    struct clustering *c;
    struct keyed_vec titles; /* folded titles, one of each cluster */
    VEC(struct deletion) deletions;
    VEC(struct similar_pair) pairs;
    uint32_t current;
};

static void add_deletion(void *context, uint64_t hash)
{
    struct similar_search *s = context;
    *vec_push(s->c->a, &s->deletions) = (struct deletion){hash, s->current};
}

static int by_hash(const void *a, const void *b)
{
    const struct deletion *x = a;
    const struct deletion *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->title > y->title) - (x->title < y->title);
}

static int most_similar_first(const void *a, const void *b)
{
    const struct similar_pair *x = a;
    const struct similar_pair *y = b;
    if (x->similarity != y->similarity)
        return x->similarity > y->similarity ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Each title once for each cluster, with the first mention that has it. */
static void collect_titles(struct similar_search *s)
{
    struct keyed_vec all = {0};
    for (uint32_t rank = 0; rank < s->c->n; rank++) {
        const struct mention_names *names = &s->c->names[rank];
        for (size_t i = 0; i < names->n_titles && !names->is_doubtful; i++) {
            keyed_add(&all, names->titles[i].full, clustering_root(s->c, rank), rank, s->c->a);
            keyed_add(&all, names->titles[i].tail, clustering_root(s->c, rank), rank, s->c->a);
        }
    }
    keyed_sort(&all);
    for (size_t i = 0; i < all.n; i++) {
        const struct keyed *k = &all.items[i];
        if (i == 0 || k->rank != all.items[i - 1].rank || !str_eq(k->key, all.items[i - 1].key))
            keyed_add(&s->titles, k->key, k->detail, 0, s->c->a);
    }
}

static bool is_han_title(struct str folded)
{
    size_t len;
    return utf8_script(utf8_decode(folded, 0, &len)) == SCRIPT_HAN;
}

static uint32_t threshold(const struct similar_search *s, const struct keyed *x,
                          const struct keyed *y)
{
    const struct cluster *a = &s->c->of[clustering_root(s->c, x->rank)];
    const struct cluster *b = &s->c->of[clustering_root(s->c, y->rank)];
    if (is_han_title(x->key))
        return a->has_identifier || b->has_identifier ? 1000 : SIMILAR_NO_ID;
    if (a->has_identifier && b->has_identifier)
        return SIMILAR_TWO_SCHEMES;
    return a->has_identifier || b->has_identifier ? SIMILAR_NO_ID : SIMILAR;
}

static void compare(struct similar_search *s, uint32_t x, uint32_t y)
{
    const struct keyed *a = &s->titles.items[x];
    const struct keyed *b = &s->titles.items[y];
    if (clustering_root(s->c, a->rank) == clustering_root(s->c, b->rank))
        return;
    uint32_t similarity = similarity_of_folded(a->key, b->key, s->c->vocabulary);
    if (similarity < threshold(s, a, b))
        return;
    bool in_order = a->rank < b->rank;
    *vec_push(s->c->a, &s->pairs) = (struct similar_pair){similarity, in_order ? a->rank : b->rank,
                                                          in_order ? b->rank : a->rank};
}

static void compare_run(struct similar_search *s, const struct deletion *run, size_t n)
{
    for (size_t i = 0; i < n && i < RUN_PAIRS_MAX; i++)
        for (size_t k = i + 1; k < n; k++)
            compare(s, run[i].title, run[k].title);
}

static void compare_runs(struct similar_search *s)
{
    struct deletion *items = s->deletions.items;
    if (s->deletions.n > 0)
        qsort(items, s->deletions.n, sizeof(*items), by_hash);
    for (size_t begin = 0, end; begin < s->deletions.n; begin = end) {
        end = begin + 1;
        while (end < s->deletions.n && items[end].hash == items[begin].hash)
            end++;
        compare_run(s, items + begin, end - begin);
    }
}

void join_by_similar_titles(struct clustering *c)
{
    struct similar_search s = {.c = c};
    collect_titles(&s);
    for (size_t i = 0; i < s.titles.n; i++) {
        s.current = (uint32_t)i;
        title_each_deletion(s.titles.items[i].key, add_deletion, &s);
    }
    compare_runs(&s);
    if (s.pairs.n > 0)
        qsort(s.pairs.items, s.pairs.n, sizeof(*s.pairs.items), most_similar_first);
    for (size_t i = 0; i < s.pairs.n; i++) {
        unsigned checks = JOIN_SAME_SHORT;
        if (s.pairs.items[i].similarity < ALMOST_EQUAL)
            checks |= JOIN_NEAR_YEARS;
        (void)clustering_join(c, s.pairs.items[i].a, s.pairs.items[i].b, checks);
    }
}
