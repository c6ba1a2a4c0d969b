/* resolve.h: graph = resolve(facts): one node for each paper and concept over all notes.
 *
 * A mention can only join mentions with which it shares a join key, directly or over others. So the
 * mentions of changed notes and all that are reachable from them through keys are clustered again,
 * and nothing else; the result is the same as clustering everything (tested against it).
 * Papers are clustered by extract/identity.h, concepts by key and label. Deterministic: rows are
 * visited in the order of their keys, never of their row numbers. */
#ifndef PS_APP_RESOLVE_H
#define PS_APP_RESOLVE_H

#include "app/library.h"
#include "base/str.h"

struct arena;

/* What changed in this transaction: filled by ingest while it replaces facts. */
struct resolve_changes {
    struct str *keys; /* join keys ("p:" or "c:" in front) that came or went */
    size_t n_keys;
    int64_t *notes; /* notes whose facts changed or which were deleted */
    size_t n_notes;
};

/* Inside the write transaction that changed the facts. */
MUST_USE bool resolve_changed(struct library *l, struct db *db, const struct resolve_changes *c,
                              struct err *e);
/* Everything, from an empty graph. */
MUST_USE bool resolve_all(struct library *l, struct db *db, struct err *e);

#endif
