/* similar.h: papers that are like a paper, and concepts that go with a concept, each with its reasons.
 *
 * Papers: the cosine between their concepts, a concept weighing the score of its edge times its rarity
 * (ln(papers / papers with it) over ln(papers)); the edges between them and the papers that both are
 * joined with; the words that their titles share.
 *
 * Concepts: how much more often than by chance papers have both, as normalised pointwise mutual
 * information (Bouma 2009) of the stored counts, times how close the two stand to those papers; and the
 * edges between the two, which come from standing in one bullet or sentence.
 *
 * All in thousandths and whole numbers, so that the order is the same everywhere. */
#ifndef PS_APP_SIMILAR_H
#define PS_APP_SIMILAR_H

#include "app/graph_filter.h"

struct arena;

#define SIMILAR_REASONS_MAX 5
#define RELATED_PAPERS_MAX  3
/* Links that one question looks at, best first. */
#define SIMILAR_VISITS_MAX 50000

/* A node that both have, and what it adds. */
struct shared_node {
    uint32_t node;
    int64_t weight; /* thousandths of the whole likeness */
};

struct similar_paper {
    uint32_t node;
    int64_t score;                                  /* thousandths, of the parts below */
    int64_t concepts, links, words;                 /* each from 0 to 1000 */
    struct shared_node shared[SIMILAR_REASONS_MAX]; /* concepts, then papers; heaviest first */
    size_t n_shared;
    size_t n_shared_all;
    int64_t edge_id; /* best edge between the two; 0 = none */
    struct str *shared_words;
    size_t n_shared_words;
};

/* Best first, at most `limit`. `*complete` is false when the limit of visits was met. */
MUST_USE bool graph_find_similar(const struct graph_index *g, struct db *db, uint32_t paper,
                                 size_t limit, struct arena *a, struct similar_paper **out,
                                 size_t *n, bool *complete, struct err *e);

struct related_concept {
    uint32_t node;
    int64_t score;     /* thousandths */
    int64_t npmi;      /* thousandths, from -1000 to 1000 */
    int64_t closeness; /* mean product of the two scores at the papers that have both */
    uint32_t n_papers; /* that have both */
    uint32_t papers[RELATED_PAPERS_MAX]; /* closest first */
    size_t n_examples;
    int64_t edge_id;        /* best edge between the two; 0 = none */
    struct graph_link link; /* of that edge */
};

/* The same for concepts. */
MUST_USE bool graph_find_related(const struct graph_index *g, struct db *db, uint32_t concept,
                                 size_t limit, struct arena *a, struct related_concept **out,
                                 size_t *n, bool *complete, struct err *e);

#endif
