/* ledger_internal.h: the decisions that count, ready for one run of resolve.
 *
 *   ledger.c         loads them; finds those about a mention by its join keys
 *   edit.c           what they say about the fields of a paper and the names of a concept
 *   concept_groups.c which concepts are one
 *   concept_split.c  which mentions of discovered concepts stay apart
 *   paper_split.c    the same for mentions of papers that are one by themselves
 *   paper_plan.c     what they say about the papers of one component
 *   made.c           papers and concepts made by hand (made_internal.h)
 *   decided_broader.c  writes which concepts are broader than which
 *   decided_edges.c  writes edges as they were decided, once all nodes are placed
 *
 * A decision is followed from mention to mention like a join key, so that whatever it names is in one
 * component, and can be decided there without looking elsewhere. */
#ifndef PS_APP_LEDGER_INTERNAL_H
#define PS_APP_LEDGER_INTERNAL_H

#include "app/decide.h"
#include "app/resolve/resolve_internal.h"

struct ledger_key {
    uint64_t key; /* join key */
    uint32_t decision;
};

/* Keys of concepts that people made one. */
struct concept_group {
    struct str key;
    uint32_t root;       /* index of the first key of the group */
    struct str survivor; /* of a root: the key that all of them have now */
};

/* Keys of concepts that people told apart, and that nobody made one later. */
struct concept_pair {
    struct str a, b;
};

struct ledger {
    struct decision *decisions; /* that count, in their order */
    size_t n, n_all;            /* also of those that count no longer */
    struct ledger_key *keys;    /* of decisions about papers and merges of concepts, ascending */
    size_t n_keys;
    struct map *group_of; /* key of a concept -> index into groups */
    struct concept_group *groups;
    size_t n_groups, cap_groups;
    struct concept_pair *told_apart;
    size_t n_told_apart;
    struct map
        *label_owner; /* folded label -> one more than the decision that gave it last; 0: retired */
    struct map *hidden; /* keys of concepts that are hidden, as they survive merges */
};

/* ---- concept_groups.c ---- */
/* Merges that count, in their order: the survivor of what a concept is merged into becomes that of both. */
void concept_groups_make(struct ledger *l, struct arena *a);
/* The key that a concept has now; `key` itself when nobody merged it. */
struct str concept_groups_survivor(const struct ledger *l, struct str key);
/* All keys that are one with this, itself included. */
struct str *concept_groups_keys(const struct ledger *l, struct str key, struct arena *a, size_t *n);

/* ---- ledger.c ---- */
MUST_USE bool ledger_load(struct db *db, struct arena *a, struct ledger *out, struct err *e);
/* The join keys under which mentions of the thing are found. In `a`. */
uint64_t *ledger_anchor_keys(const struct graph_anchor *anchor, struct arena *a, size_t *n);
/* Of all that a decision about papers names: its anchors, and identifiers that it gives. */
uint64_t *ledger_paper_keys(const struct decision *d, struct arena *a, size_t *n);
/* The decisions that have this join key; NULL and 0 when there are none. */
const struct ledger_key *ledger_find(const struct ledger *l, uint64_t key, size_t *n);
/* The label that an add_label or retire_label is about; empty for others. */
struct str ledger_label(const struct decision *d, struct arena *a);
/* The key of the concept that people gave one of these labels (JSON, by language); empty when none. */
struct str ledger_owner_of_labels(const struct ledger *l, struct str labels, struct arena *a);
/* Whether somebody hid the concept with this key, or one that it is one with. */
bool ledger_hides_concept(const struct ledger *l, struct str key);

/* ---- edit.c ---- */
/* Identifiers that a decision about a paper gives it; none when it says nothing of them. */
struct str *decision_identifiers(const struct decision *d, struct arena *a, size_t *n);
/* Labels that people gave the concept, over those of the row, and the names of what they merged into it. */
void ledger_edit_concept(const struct ledger *l, struct arena *a, struct concept_row *row);

/* A decision about fields of a paper, and the identifiers that mentions give what it is about. */
struct paper_edit {
    const struct decision *decision;
    const struct str *identifiers;
    size_t n_identifiers;
};

/* The same for the fields of a paper; `edits` in their order. */
void ledger_edit_paper(const struct paper_edit *edits, size_t n, struct arena *a,
                       struct paper_row *row);

/* ---- concept_split.c ---- */
/* group[i] becomes the first of the members that member i is one with. */
void concept_split(const struct ledger *l, const struct concept_member *members, size_t n,
                   struct arena *a, uint32_t *group);

/* ---- paper_split.c ---- */
/* Takes apart clusters whose mentions people told apart. cluster[i] is the first member of the cluster of
 * member i, before and after; `decisions` are indexes into the ledger, ascending. */
void paper_split(struct resolver *r, const struct paper_member *members, size_t n,
                 const int64_t *decisions, size_t n_decisions, uint32_t *cluster);

/* ---- paper_plan.c: clusters of one component ---- */
struct paper_candidate {
    struct str key;
    const struct str *identifiers;
    size_t n_identifiers;
    struct str *names; /* folded */
    size_t n_names;
};

struct paper_plan {
    uint32_t *group;          /* of each candidate: the first candidate that it is one with */
    bool *is_hidden;          /* of each group */
    struct paper_edit *edits; /* that correct a field */
    uint32_t *edited;         /* the candidate that each is about */
    size_t n_edits;
};

/* `decisions` are indexes into the ledger, ascending. */
void paper_plan_make(const struct ledger *l, const int64_t *decisions, size_t n_decisions,
                     const struct paper_candidate *candidates, size_t n, struct arena *a,
                     struct paper_plan *out);
/* The edits of a group, in their order. */
struct paper_edit *paper_plan_edits(const struct paper_plan *plan, uint32_t group, struct arena *a,
                                    size_t *n);

/* ---- decided_broader.c ---- */
/* Writes which concepts are broader by people's words; elsewhere those of the vocabulary again. */
MUST_USE bool decided_broader_write(struct resolver *r, struct err *e);

/* ---- decided_edges.c ---- */
/* The edge that a decision is about; 0 while one of its ends has gone. */
MUST_USE bool decided_edge_find(struct db *db, const struct decision *d, struct arena *a,
                                int64_t *edge_id, struct err *e);
MUST_USE bool decided_edges_write(struct resolver *r, struct err *e);
/* Deletes the edges of a node that goes. Only a person's word can have left any. */
MUST_USE bool decided_edges_detach(struct resolver *r, int64_t node_id, struct err *e);

#endif
