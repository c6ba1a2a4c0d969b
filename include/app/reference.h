/* reference.h: a paper by whatever a person has at hand: also an address or an identifier in another
 * spelling than the canonical one. */
#ifndef PS_APP_REFERENCE_H
#define PS_APP_REFERENCE_H

#include "store/graph.h"

/* As graph_find_paper; then "https://arxiv.org/abs/1911.05722", "arXiv:1911.05722v2", "1911.05722",
 * "10.1145/223784.223785". Errors as there. */
MUST_USE bool reference_find_paper(struct db *db, struct str reference, struct arena *a,
                                   struct paper_row *out, bool *moved, struct err *e);

#endif
