/* note_nodes_internal.h: what the facts of a note became, as it is stored. */
#ifndef PS_STORE_NOTE_NODES_INTERNAL_H
#define PS_STORE_NOTE_NODES_INTERNAL_H

#include "store/graph.h"

/* False when the blob is damaged. */
MUST_USE bool note_nodes_unpack(struct str blob, struct arena *a, struct note_nodes *out);
/* The nodes, each once, ascending. */
int64_t *note_nodes_distinct(const struct note_nodes *nodes, struct arena *a, size_t *n);

/* support.c: false when the packed evidence is damaged or lies outside a note of `body_size` bytes. */
bool support_evidence_is_sound(struct str packed, int64_t body_size);

#endif
