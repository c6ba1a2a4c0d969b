/* head_internal.h: what the files that read the head of a block share.
 *
 * head.c reads the link at the head, the citation key and what stands beside the title; head_text.c
 * reads a title that has no link of its own. Both fill one candidate; neither scores it. */
#ifndef PS_EXTRACT_ENTRY_HEAD_INTERNAL_H
#define PS_EXTRACT_ENTRY_HEAD_INTERNAL_H

#include "extract/entry/entry_internal.h"

/* A head link, and what stands before a marked title, is at most this many code points long. */
#define HEAD_PREFIX_MAX 24

/* The text of bytes [begin, end) without markup, trimmed. */
struct str head_visible(const struct entry_search *s, uint32_t begin, uint32_t end);
/* The same from the beginning of the block to `end`; the whole of a block has been read before. */
struct str head_visible_to(const struct entry_search *s, const struct candidate *c, uint32_t end);
/* Where the head of the block ends: at the end of the block, or behind HEAD_BYTES_MAX. */
uint32_t head_limit(const struct entry_search *s, const struct candidate *c);
/* Cleans `text`, which stands in [begin, end), and makes it the title, unless it is none. */
void head_set_title(struct entry_search *s, struct candidate *c, enum title_source source,
                    uint32_t begin, uint32_t end, struct str text);
/* The first reference behind `from` that belongs to the title, or NONE. */
uint32_t head_find_identifier(const struct entry_search *s, const struct candidate *c,
                              uint32_t from);
/* Finds the title of a block that has no link at its head. */
void head_read_text(struct entry_search *s, struct candidate *c);

#endif
