/* identifier.h: a text that somebody typed or pasted, read as the identifier of a paper. It knows how
 * identifiers and addresses are written (extract/link.h), not what the library holds. */
#ifndef PS_APP_IDENTIFIER_H
#define PS_APP_IDENTIFIER_H

#include "base/str.h"

struct arena;

/* "https://arxiv.org/abs/1710.10903v3", "arXiv 1710.10903" and "1710.10903v3" are "arxiv:1710.10903".
 * Empty when the text as a whole is no identifier. */
struct str identifier_read(struct str text, struct arena *a);

#endif
