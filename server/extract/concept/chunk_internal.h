/* chunk_internal.h: the runs of a block that may be terms. */
#ifndef PS_EXTRACT_CHUNK_INTERNAL_H
#define PS_EXTRACT_CHUNK_INTERNAL_H

#include "extract/concept/concept_internal.h"

enum chunk_kind { CHUNK_WORDS, CHUNK_WIDE };

struct chunk {
    size_t begin, end; /* tokens */
    size_t next;       /* where the search goes on */
    enum chunk_kind kind;
    bool has_ending;  /* closed by the head of a technical term */
    bool is_plain;    /* its head is a common word: 网络, 训练 */
    bool is_compound; /* long enough for its language that it is a compound noun */
};

struct chunker {
    const struct finder *finder;
    size_t at, end;   /* tokens of one block */
    bool is_japanese; /* there Chinese function characters (高, 中, 等) are parts of nouns */
};

struct chunker chunk_open(const struct finder *f, size_t begin, size_t end);

bool chunk_next(struct chunker *c, struct chunk *out);

/* ---- chunk_wide.c, chunk_hangul.c: the chunk at `i`; false moves on to `next` ---- */

bool chunk_next_wide(const struct chunker *c, size_t i, struct chunk *out);
bool chunk_next_hangul(const struct chunker *c, size_t i, struct chunk *out);

/* End of the longest phrase with one of `flags` that begins at `i`; `i` when there is none. */
size_t chunk_flagged_end(const struct finder *f, size_t i, size_t end, uint16_t flags);
/* Whether a head of technical terms closes [begin, end), with something before it. */
bool chunk_has_ending(const struct finder *f, size_t begin, size_t end);

#endif
