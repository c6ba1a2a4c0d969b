/* fact_pack_internal.h: the two blobs in which the facts of a note are stored.
 *
 *   mentions  papers, concepts and their join keys, with a table of places: resolve looks at single
 *             mentions of many notes
 *   edges     edges with their evidence, then warnings: read whole */
#ifndef PS_STORE_FACT_PACK_INTERNAL_H
#define PS_STORE_FACT_PACK_INTERNAL_H

#include "store/fact.h"
#include "store/fact/pack_internal.h"

struct str fact_pack_mentions(struct packer *p, const struct fact_set *facts);
struct str fact_pack_edges(struct packer *p, const struct fact_set *facts);

/* False when the blob is damaged. What they give are slices of the blob. */
MUST_USE bool fact_view_open(int64_t note_id, struct str blob, struct arena *a,
                             struct fact_view *out);
/* Edges, evidence and warnings. */
MUST_USE bool fact_unpack_edges(int64_t note_id, struct str blob, struct arena *a,
                                struct fact_set *out);

#endif
