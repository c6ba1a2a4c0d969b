/* chunk_internal.h: the runs of a block that may be terms. */
#ifndef PS_EXTRACT_CHUNK_INTERNAL_H
#define PS_EXTRACT_CHUNK_INTERNAL_H

#include "extract/concept/concept_internal.h"

enum chunk_kind { CHUNK_WORDS, CHUNK_WIDE };

struct chunk {
    size_t begin, end; /* tokens */
    size_t next;       /* where the search goes on */
    enum chunk_kind kind;
    bool has_ending; /* closed by the head of a technical term */
};

struct chunker {
    const struct finder *finder;
    size_t at, end; /* tokens of one block */
};

bool chunk_next(struct chunker *c, struct chunk *out);

#endif
