/* identity_internal.h: what the files of identity/ share.
 *
 * names.c folds what a mention is called, keys.c makes join keys of it, similarity.c compares two
 * titles, cluster.c keeps the clusters and refuses joins, join.c and name_join.c apply the rules.
 * Inside, mentions are known by rank: their place in the order of `order`. */
#ifndef PS_EXTRACT_IDENTITY_INTERNAL_H
#define PS_EXTRACT_IDENTITY_INTERNAL_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "extract/identity.h"

struct str_vec {
    struct str *items;
    size_t n, cap;
};

void str_vec_add_unique(struct str_vec *v, struct str s, struct arena *a);
bool str_vec_has(const struct str_vec *v, struct str s);

/* ---- names.c ---- */

#define TAIL_WORDS_MIN 4 /* of a part behind "Short: " that may stand for the whole title */

/* A title that says which work is meant. */
struct full_name {
    struct str full;   /* folded */
    struct str joined; /* without spaces */
    struct str tail;   /* folded part behind "Short: ", or empty */
    struct str tail_joined;
    struct str short_key; /* or empty */
};

struct mention_names {
    struct full_name *titles; /* none: the mention is only named */
    size_t n_titles;
    struct str_vec shorts;
    struct str initials; /* of the first title; only of a mention without short names */
    bool is_doubtful;    /* stands under an identifier whose other titles say otherwise */
};

void mention_names(const struct paper_mention *m, struct arena *a, struct mention_names *out);

/* "cvf:cvpr2019/" and the first bytes of the name; empty for other identifiers and short names. */
struct str cvf_beginning(struct str identifier);

/* ---- similarity.c ---- */

#define TITLE_TOKENS_MAX 64 /* longer titles are compared whole only */
#define TYPO_TOKENS_MIN  4  /* content words */
#define TYPO_HAN_MIN     12

struct token_vec {
    struct str items[TITLE_TOKENS_MAX];
    size_t n;
    bool is_han; /* all are Han characters */
};

/* False when there are too many. */
bool tokens_read(struct str folded, struct token_vec *out);
/* As identity_similarity, of folded titles. */
uint32_t similarity_of_folded(struct str a, struct str b, const struct vocabulary *v);
/* Share of common words in thousandths, in any order, no vetoes. */
uint32_t overlap_of_folded(struct str a, struct str b);

/* Calls `add` with a hash of the content words without the k-th, for each k. Titles too short for
 * typos have none. */
void title_each_deletion(struct str folded, void (*add)(void *context, uint64_t hash),
                         void *context);

/* ---- cluster.c ---- */

struct cluster {
    struct str_vec exclusive;       /* identifiers, one of each family */
    struct str_vec shorts;          /* of its mentions with titles */
    uint32_t first_year, last_year; /* 0 = none known */
    bool has_title;
    bool has_identifier;
};

struct clustering {
    const struct paper_mention *mentions;
    const struct vocabulary *vocabulary;
    struct arena *a;
    size_t n;
    uint32_t *index_of;          /* rank -> index of the mention */
    uint32_t *parent;            /* of ranks; a root is the smallest of its cluster */
    struct cluster *of;          /* of roots */
    struct mention_names *names; /* of ranks */
    VEC(struct identity_conflict) conflicts;
};

/* What a join has to respect besides identifiers. */
enum join_check { JOIN_FREELY, JOIN_SAME_SHORT = 1, JOIN_NEAR_YEARS = 2 };

void clustering_init(struct clustering *c, const struct paper_mention *mentions, size_t n,
                     const struct vocabulary *v, struct arena *a);
const struct paper_mention *clustering_mention(const struct clustering *c, uint32_t rank);
uint32_t clustering_root(struct clustering *c, uint32_t rank);
/* Whether nothing forbids to join the clusters of two ranks. */
bool clustering_may_join(struct clustering *c, uint32_t x, uint32_t y, unsigned checks);
/* Joins them; a refusal because of identifiers is reported as a conflict. False when refused. */
bool clustering_join(struct clustering *c, uint32_t x, uint32_t y, unsigned checks);
void clustering_report(struct clustering *c, uint32_t x, uint32_t y, const char *code);
/* Whether an identifier of the mention takes part in joining: not a second one of its family. */
bool identifier_counts(const struct paper_mention *m, size_t i);

/* ---- join.c, name_join.c ---- */

void join_by_identifiers(struct clustering *c);
void join_by_cvf_beginnings(struct clustering *c);
void join_by_equal_titles(struct clustering *c);
void join_by_similar_titles(struct clustering *c);
void join_by_names(struct clustering *c);

/* A key and who has it; lists of these are sorted and read run by run. */
struct keyed {
    struct str key;
    uint32_t rank;
    uint32_t detail;
};

struct keyed_vec {
    struct keyed *items;
    size_t n, cap;
};

void keyed_add(struct keyed_vec *v, struct str key, uint32_t rank, uint32_t detail,
               struct arena *a);
void keyed_sort(struct keyed_vec *v); /* by key, rank, detail */
size_t keyed_run_end(const struct keyed_vec *v, size_t begin);

#endif
