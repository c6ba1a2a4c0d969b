/* suggest_internal.h: the parts of making suggestions. All run on one snapshot and put what they find into
 * one arena; what is kept goes to another, so that the names of all nodes are not. */
#ifndef PS_APP_SUGGEST_INTERNAL_H
#define PS_APP_SUGGEST_INTERNAL_H

#include "app/graph_index.h"
#include "app/suggest.h"
#include "base/map.h"
#include "base/vec.h"

/* ---- names.c: the nodes that are looked at, with all their names ---- */

#define NAMES_OF_NODE 8

struct node_name {
    struct str raw, folded; /* folded as by fold_key */
};

struct named_node {
    uint32_t node;
    bool is_concept, is_stub;
    bool is_known; /* a concept of a vocabulary */
    int standing;  /* of two twins the one with more stays: entry, cited, stub; known, discovered */
    struct str public_id, kind;
    struct node_name *names; /* the title or a label first */
    size_t n_names;
    struct str *identifiers;
    size_t n_identifiers;
    int64_t year, n_notes; /* 0 = unknown */
};

struct name_holder {
    uint32_t node; /* index into `nodes` */
    uint32_t next; /* 1 + index into `holders`, 0 = none */
};

struct naming {
    VEC(struct named_node) nodes;
    VEC(struct name_holder) holders;
    struct map *by_name; /* folded name -> 1 + index of its first holder */
};

/* ---- decided.c: what people said already ---- */

struct decided {
    struct map *dismissed; /* by key of the suggestion */
    struct map *distinct;  /* by ends_key */
    struct map *corrected; /* by ends_key(node, 0) */
};

/* 8 bytes in `a` that stand for two nodes in either order. */
struct str ends_key(struct arena *a, uint32_t one, uint32_t other);

/* ---- one making ---- */

struct making {
    struct db *db;
    const struct graph_index *graph;
    struct arena *scratch; /* goes when the list is made */
    struct arena *kept;
    struct naming naming;
    struct decided decided;
    struct pair_set *pairs;
    VEC(struct suggestion) found;
    bool is_complete;
};

MUST_USE bool naming_read(struct making *m, struct err *e);
MUST_USE bool decided_read(struct making *m, struct err *e);
/* Adds it unless it was dismissed. */
void making_add(struct making *m, const struct suggestion *s);

/* ---- pairs.c: candidates for twins ---- */

/* X(NAME, wire, weight in thousandths): how sure each reason makes by itself. Chosen on the labelled pairs of
 * tests/quality/twins. */
#define TWIN_REASONS(X)                                                                            \
    X(GLOSS, "gloss", 700)                                                                         \
    X(SAME_NAME, "same-name", 800)                                                                 \
    X(SAME_LETTERS, "same-letters", 750)                                                           \
    X(NEAR_NAME, "near-name", 550)                                                                 \
    X(INITIALS, "initials", 500)                                                                   \
    X(SHARED_WORDS, "shared-words", 460)

enum twin_reason {

#define TWIN_MEMBER(name, wire, weight) TWIN_##name,
    TWIN_REASONS(TWIN_MEMBER)
#undef TWIN_MEMBER
        TWIN_REASON_COUNT
};

struct twin_pair {
    uint32_t one, other;                 /* indices of nodes, ascending */
    struct str texts[TWIN_REASON_COUNT]; /* empty: not for this reason */
    const struct evidence_row *gloss;    /* or NULL */
};

struct pair_set *pairs_new(struct arena *a);
/* The pair, made when it is new; valid until the next one. */
struct twin_pair *pairs_put(struct pair_set *s, uint32_t one, uint32_t other);
const struct twin_pair *pairs_list(const struct pair_set *s, size_t *n);

/* compare.c: why two names may be one; TWIN_REASON_COUNT: no reason. */
enum twin_reason names_compare(const struct named_node *x, struct node_name a,
                               const struct named_node *y, struct node_name b);
/* The first letters of the words, without small ones; empty when it is no name of several words. */
struct str name_initials(struct str folded, struct arena *a);
/* "GNN", "MoCo": a short word with capitals inside. */
bool name_is_acronym(struct str raw);
struct str name_letters(struct str folded, struct arena *a); /* without spaces */
/* Whether the short name can be made of letters of the long one, in their order from its first. */
bool name_shortens(struct str short_letters, struct str letters);

/* blocks.c, neighbours.c: pairs by names and by neighbours. */
void blocks_find(struct making *m);
void neighbours_find(struct making *m);
/* Neighbours of few others that both have. */
uint32_t neighbours_count_shared(const struct graph_index *g, uint32_t one, uint32_t other);

/* gloss.c: "X (Y)" in the text of a note. */
void gloss_find(struct making *m, struct str path, struct str body);

/* ---- each kind ---- */

MUST_USE bool notes_suggest(struct making *m, struct err *e); /* warnings; finds glosses */
void twins_suggest(struct making *m);
MUST_USE bool edges_suggest(struct making *m, struct err *e);
void stubs_suggest(struct making *m);

/* Of several: those of `n` reasons, copied. */
const struct suggestion_reason *reasons_keep(struct making *m,
                                             const struct suggestion_reason *items, size_t n);

#endif
