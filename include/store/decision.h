/* decision.h: the ledger of decisions as rows. Append-only: there is no update and no deletion.
 *
 * Knows nothing of what a decision means (app/decide.h). A rebuild leaves the ledger alone; only the
 * list of edges that decisions changed is derived. */
#ifndef PS_STORE_DECISION_H
#define PS_STORE_DECISION_H

#include "store/store.h"

struct decision_row {
    struct str id;
    int64_t at_ms;
    struct str author, kind, reason;
    struct str body;         /* JSON object */
    struct str request_hash; /* empty when it came in a ledger file */
};

MUST_USE bool decision_add(struct db *db, const struct decision_row *row, struct err *e);
/* `*found` false when there is none. */
MUST_USE bool decision_get(struct db *db, struct str id, struct arena *a, struct decision_row *out,
                           bool *found, struct err *e);
/* All, by time and id. */
MUST_USE bool decision_list_all(struct db *db, struct arena *a, struct decision_row **out,
                                size_t *n, struct err *e);
/* Time of the latest one; 0 when there is none. */
MUST_USE bool decision_last_ms(struct db *db, int64_t *out, struct err *e);

/* Which notes mention a concept of the vocabulary that is hidden and has no node: when it is shown again,
 * they are placed again. */
MUST_USE bool hidden_mention_add(struct db *db, struct str concept_key, int64_t note_id,
                                 struct err *e);
MUST_USE bool hidden_mention_forget(struct db *db, int64_t note_id, struct err *e);
MUST_USE bool hidden_mention_list(struct db *db, struct str concept_key, struct arena *a,
                                  int64_t **note_ids, size_t *n, struct err *e);
MUST_USE bool hidden_mention_exists(struct db *db, bool *out, struct err *e);

/* Which node a paper or concept became that was made by hand; 0 when it is hidden. */
struct made_node_row {
    struct str decision_id;
    int64_t node_id;
};

MUST_USE bool made_node_list(struct db *db, struct arena *a, struct made_node_row **out, size_t *n,
                             struct err *e);
MUST_USE bool made_node_put(struct db *db, struct str decision_id, int64_t node_id, struct err *e);
MUST_USE bool made_node_delete(struct db *db, struct str decision_id, struct err *e);

/* Concepts whose broader ones people said, by slug. */
MUST_USE bool decided_broader_list(struct db *db, struct arena *a, struct str **slugs, size_t *n,
                                   struct err *e);
MUST_USE bool decided_broader_put(struct db *db, struct str slug, struct err *e);
MUST_USE bool decided_broader_delete(struct db *db, struct str slug, struct err *e);

/* An edge that stands as it does because of a decision. */
struct decided_edge_row {
    int64_t edge_id;
    struct str decision_id;
};

MUST_USE bool decided_edge_list(struct db *db, struct arena *a, struct decided_edge_row **out,
                                size_t *n, struct err *e);
/* Inserts or replaces. */
MUST_USE bool decided_edge_put(struct db *db, int64_t edge_id, struct str decision_id,
                               struct err *e);
MUST_USE bool decided_edge_delete(struct db *db, int64_t edge_id, struct err *e);
/* Of one edge; empty when nobody decided about it. */
MUST_USE bool decided_edge_get(struct db *db, int64_t edge_id, struct arena *a, struct str *out,
                               struct err *e);

#endif
