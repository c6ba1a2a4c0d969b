/* resolve.h: graph = resolve(facts, vocabulary, decisions): one node for each paper and concept over all notes.
 *
 * Papers are clustered by extract/identity.h. Concepts of the vocabulary are known by their key;
 * others ("discovered") are one when they have the same key or the same folded label. A mention can
 * only join mentions with which it shares a join key, directly or over others: so those reachable
 * from what changed are clustered again and nothing else, and the result is the same as clustering
 * everything (tested against it). A mention that says the same as before the edit keeps its node.
 *
 * Deterministic: mentions are ordered by note path and key, never by row number.
 *
 * Decisions (app/decide.h) are read from the store in each run: what they say of papers and concepts
 * is applied where rows are written, edges are put right at the end.
 *
 * Edges: one for each (from, relation, to) over all notes; the score is the noisy-or of the best
 * score that each note gives it. Symmetric relations run from the smaller key to the larger. */
#ifndef PS_APP_RESOLVE_H
#define PS_APP_RESOLVE_H

#include "app/library.h"
#include "store/fact.h"

struct arena;
struct decision;

/* What changed in one write transaction. */
struct resolve_changes;

struct resolve_changes *resolve_changes_new(struct arena *a);

/* The facts of a note are to be replaced: notes what comes and goes. An empty set takes the note out of
 * the graph (before note_rename, or before resolve_changed and then note_delete). `facts` must live
 * until resolve_changed. */
MUST_USE bool resolve_put_facts(struct resolve_changes *c, struct db *db, int64_t note_id,
                                const struct fact_set *facts, struct err *e);

/* Writes the facts and brings the graph up to date, once all notes of the transaction have been put. */
MUST_USE bool resolve_changed(const struct library *l, struct db *db, struct resolve_changes *c,
                              struct err *e);

/* Brings the graph up to date after these decisions were added or reverted. */
MUST_USE bool resolve_decided(const struct library *l, struct db *db,
                              const struct decision *decisions, size_t n, struct err *e);

/* Writes which concepts of the vocabulary are broader than which. Once after it changed. */
MUST_USE bool resolve_vocabulary(const struct library *l, struct db *db, struct err *e);

/* Everything, from an empty graph. */
MUST_USE bool resolve_all(const struct library *l, struct db *db, struct err *e);

#endif
