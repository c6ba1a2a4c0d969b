/* suggest.h: what is worth a person's look: likely twins, edges whose confirmation tells most, stubs that
 * several notes name, notes that could not be read as they were meant.
 *
 * Made from one snapshot of the graph and its notes, kept until the graph changes; the same graph gives the
 * same list. Pairs of twins are only looked for among names that share a blocking key and papers that share
 * a rare neighbour, so the work is linear; what a large library has beyond the limits below is left out, and
 * the list says that it is not complete.
 *
 * What a person decided is no suggestion any more: a merge, a confirmation and a hidden stub are gone from
 * the graph, two that were told apart and what was dismissed are left out until that is reverted.
 *
 * Threads: a list never changes and is counted. */
#ifndef PS_APP_SUGGEST_H
#define PS_APP_SUGGEST_H

#include "app/library.h"
#include "store/graph.h"

/* The best joined ones; text of notes in the order of their paths. All of it takes about a second on a busy
 * core, half of what a request may. */
#define SUGGEST_NODES_MAX 20000
#define SUGGEST_NOTES_MAX 10000
#define SUGGEST_TEXT_MAX  ((size_t)24 << 20)
/* Of each kind, best first. */
#define SUGGEST_KIND_MAX 500

/* X(NAME, wire) */
#define SUGGESTION_KINDS(X)                                                                        \
    X(TWINS, "twins")                                                                              \
    X(EDGE, "edge")                                                                                \
    X(STUB, "stub")                                                                                \
    X(WARNING, "warning")

enum suggestion_kind {

#define SUGGESTION_MEMBER(name, wire) SUGGESTION_##name,
    SUGGESTION_KINDS(SUGGESTION_MEMBER)
#undef SUGGESTION_MEMBER
        SUGGESTION_KIND_COUNT
};

const char *suggestion_kind_name(enum suggestion_kind kind);

struct suggestion_reason {
    const char *code;
    struct str text; /* of a note or a name, when there is one */
    int64_t count;   /* 0: nothing is counted */
};

struct suggestion {
    enum suggestion_kind kind;
    struct str key;  /* the same as long as it is about the same things: what `dismiss` names */
    int64_t score;   /* thousandths; the list is in this order, ties by key */
    int64_t first;   /* twins: the one that would be merged; stub: the paper; else 0 */
    int64_t second;  /* twins: the one that would stay; else 0 */
    int64_t edge;    /* row of the edge, or 0 */
    struct str note; /* path of the note with warnings, or empty */
    const struct suggestion_reason *reasons;
    size_t n_reasons;
    const struct evidence_row
        *places; /* beside the evidence of edges: where the reasons stand in notes */
    size_t n_places;
};

struct suggestions {
    const struct suggestion *items;
    size_t n;
    bool is_complete;
};

/* Those of the snapshot; to be released. Errors: those of reading; ERR_BUSY as graph_index_get. */
MUST_USE bool suggest_get(const struct library *l, struct db *db, const struct suggestions **out,
                          struct err *e);
void suggest_release(const struct suggestions *s); /* NULL is fine */

/* For struct library. */
struct suggest_cache *suggest_cache_new(void);
void suggest_cache_free(struct suggest_cache *c); /* NULL is fine */

#endif
