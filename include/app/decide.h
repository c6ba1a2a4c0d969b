/* decide.h: decisions, what people say about the graph beside the notes.
 *
 * graph = resolve(facts, vocabulary, decisions), and the decisions are a set: the order in which they
 * arrive, before or after the notes, does not matter. They count in the order of (time recorded, id),
 * so of two people who disagree the later stands, and both are kept.
 *
 * A decision names its targets by anchors: the key, identifiers and names that the thing had. An anchor
 * finds its thing by the key, else by an identifier, else by a name that only one thing has; so it
 * survives edited notes and a better extractor. While it finds nothing the decision is dormant, and
 * works again when the thing comes back.
 *
 *   merge            two papers or concepts are one; also how a stub is attached to a paper. All that
 *                    notes say of both goes to one node; the id that is no longer used leads to it. A
 *                    concept keeps the key of what it is merged into, a paper the better identifier.
 *   distinct         two papers or concepts are two, also when notes would make them one. Of merge and
 *                    distinct about the same two the later stands, and what it contradicts counts no
 *                    longer. When two papers are one node by what notes say, the anchors name what tells
 *                    their mentions apart: an identifier or a title of each.
 *   correct, rename  fields of a paper, labels of a concept. What they replace stays findable. Mentions
 *                    that have an identifier which was given to a paper are of that paper.
 *   add_label        a concept gets a further label: it is found by it, and what notes call so is this
 *                    concept unless the vocabulary knows it as another. It does not change what is
 *                    extracted: a label that no note's own term has is found by search only.
 *   retire_label     the concept is no longer found by the label, and add_label of it counts no longer.
 *                    What notes say of the concept under that label stays, since extraction is unchanged.
 *   set_broader      these are the broader concepts, instead of those of the vocabulary. What would close
 *                    a circle is refused, or left out when it comes in a ledger file.
 *   add_paper, add_concept
 *                    a thing that no note mentions yet. It is one more mention beside those of notes, and
 *                    is one with them by the same rules.
 *   hide             the thing leaves the graph, with its edges.
 *   confirm, reject  an edge; a rejected one is kept and only shown when asked for.
 *   add_edge         an edge that no note states: its author and reason stand in for evidence.
 *   dismiss          a suggestion of the program is not wanted; the graph stays as it is.
 *   revert           another decision counts no longer, as if it had never been made; what was decided
 *                    after it still counts. A revert can be reverted.
 *
 * After a merge, later decisions about the survivor keep to its key: when the merge is reverted they
 * stay with the one of the two that has the key.
 *
 * Threads: decide_record and decide_revert take the locks they need. */
#ifndef PS_APP_DECIDE_H
#define PS_APP_DECIDE_H

#include <jansson.h>

#include "app/library.h"
#include "store/decision.h"
#include "store/graph.h"

/* X(NAME, wire, name of the first anchor, name of the second) */
#define DECISION_KINDS(X)                                                                          \
    X(MERGE, "merge", "target", "into")                                                            \
    X(DISTINCT, "distinct", "target", "other")                                                     \
    X(RENAME, "rename", "target", "")                                                              \
    X(CORRECT, "correct", "target", "")                                                            \
    X(ADD_LABEL, "add_label", "target", "")                                                        \
    X(RETIRE_LABEL, "retire_label", "target", "")                                                  \
    X(SET_BROADER, "set_broader", "target", "")                                                    \
    X(HIDE, "hide", "target", "")                                                                  \
    X(ADD_PAPER, "add_paper", "target", "")                                                        \
    X(ADD_CONCEPT, "add_concept", "target", "")                                                    \
    X(CONFIRM, "confirm", "from", "to")                                                            \
    X(REJECT, "reject", "from", "to")                                                              \
    X(ADD_EDGE, "add_edge", "from", "to")                                                          \
    X(DISMISS, "dismiss", "", "")                                                                  \
    X(REVERT, "revert", "", "")

enum decision_kind {

#define DECISION_MEMBER(name, wire, first, second) DECISION_##name,
    DECISION_KINDS(DECISION_MEMBER)
#undef DECISION_MEMBER
        DECISION_KIND_COUNT
};

struct decision {
    struct str id;
    int64_t at_ms;
    struct str author, reason;
    enum decision_kind kind;
    struct graph_anchor first;  /* target; or where the edge begins */
    struct graph_anchor second; /* what it is merged into; or where the edge ends */
    struct str relation;        /* of an edge */
    struct str fields;          /* JSON object: what is corrected, renamed, added */
    struct str suggestion;      /* that is dismissed */
    struct str reverts;         /* id of a decision */
    bool is_reverted;
};

const char *decision_kind_name(enum decision_kind kind);
bool decision_is_about_edge(enum decision_kind kind);
/* About papers or concepts. */
bool decision_is_about_node(enum decision_kind kind);

/* All decisions by time and id, with is_reverted set. */
MUST_USE bool decide_list(struct db *db, struct arena *a, struct decision **out, size_t *n,
                          struct err *e);
/* Errors: ERR_NOT_FOUND. */
MUST_USE bool decide_get(struct db *db, struct str id, struct arena *a, struct decision *out,
                         struct err *e);

/* "active"; "reverted"; "dormant" when an anchor finds nothing now; "overruled" when a later decision says
 * otherwise of the same two things, or of the same edge. */
MUST_USE bool decide_state(struct db *db, const struct decision *d, const char **out,
                           struct err *e);
/* A new reference, with the state. */
MUST_USE bool decide_to_json(struct db *db, const struct decision *d, json_t **out, struct err *e);

/* Records what `request` says and applies it; both are durable when it returns. A request whose id is
 * known already and that says the same gives that decision again (`*is_new` false). Errors:
 * ERR_VALIDATION and ERR_UNKNOWN_CONCEPT name the member and the fix; ERR_CONFLICT when the id
 * stands for another decision. */
MUST_USE bool decide_record(struct library *l, const json_t *request, struct str author,
                            struct arena *a, struct decision *out, bool *is_new, struct err *e);

/* Several requests at once (a JSON array), in their order: all are recorded or none. `out` has a place for
 * each; `*is_new` says whether any was not known. */
MUST_USE bool decide_record_all(struct library *l, const json_t *requests, struct str author,
                                struct arena *a, struct decision *out, bool *is_new, struct err *e);

/* ---- what a decision is about ---- */

/* The edge; 0 while there is none between its ends. */
MUST_USE bool decide_find_edge(struct db *db, const struct decision *d, struct arena *a,
                               int64_t *edge_id, struct err *e);

/* A paper, concept or edge, for asking which decisions touch it. */
struct decision_target {
    struct str reference;
    int64_t paper, concept, edge; /* row numbers; 0: the reference names none */
};

/* Any way to name it. What is hidden or gone is found by its key in the decisions themselves. */
MUST_USE bool decide_find_target(struct db *db, struct str reference, struct arena *a,
                                 struct decision_target *out, struct err *e);
MUST_USE bool decide_touches(struct db *db, const struct decision *d,
                             const struct decision_target *target, struct arena *a, bool *out,
                             struct err *e);
/* The decision that hides what `reference` names: its id, key, slug, an identifier or a name. */
MUST_USE bool decide_find_hidden(struct db *db, enum node_class class_, struct str reference,
                                 struct arena *a, struct decision *out, bool *found, struct err *e);

#endif
