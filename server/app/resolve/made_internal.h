/* made_internal.h: papers and concepts made by hand, as mentions of a note that is not there.
 *
 * The decisions that add them are read like what a note says, as facts of the note number 0. So they meet
 * the mentions of notes by the same join keys and the same rules, and what is written of them follows the
 * same ways; only where their nodes are kept differs (table made_node), and that note 0 has no edges. */
#ifndef PS_APP_MADE_INTERNAL_H
#define PS_APP_MADE_INTERNAL_H

#include "app/resolve/ledger_internal.h"

struct made_carrier {
    uint64_t key;
    struct fact_ref ref;
};

struct made {
    struct known_note *note;        /* NULL when nothing was made by hand */
    const struct decision **papers; /* by the index of the mention */
    const struct decision **concepts;
    struct made_carrier *carriers; /* ascending by key */
    size_t n_carriers;
    struct made_node_row *stored;
    size_t n_stored;
};

/* Reads them from the ledger, and the nodes that they were; those that are gone lose their mention. */
MUST_USE bool made_load(struct resolver *r, struct err *e);
/* Mentions of note 0 with this join key, one after the other. */
const struct made_carrier *made_find(const struct made *m, uint64_t key, size_t *n);
/* The join keys under which the thing of this decision and its partners are found. In `a`. */
uint64_t *made_keys(const struct resolver *r, const struct decision *d, struct arena *a, size_t *n);
/* Whether a thing made by hand is this node. */
bool made_holds(const struct made *m, int64_t node_id);
/* Stores what they became. */
MUST_USE bool made_write(struct resolver *r, struct err *e);

#endif
