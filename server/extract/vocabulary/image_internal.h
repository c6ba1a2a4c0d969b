/* image_internal.h: a finished vocabulary as one block of bytes, made at build time.
 *
 * Compiling the shipped files takes 50 ms, which every start of every command would pay. The image is
 * what that gives: a part that is copied, because it holds pointers, and a part that is used where it
 * stands in the program. A pointer is stored as an offset; a table names the places of all of them.
 * Written by server/tools/mkvocabulary.c from the same objects that read it, so that the layout of
 * structs agrees; the image never leaves the build. */
#ifndef PS_EXTRACT_VOCABULARY_IMAGE_INTERNAL_H
#define PS_EXTRACT_VOCABULARY_IMAGE_INTERNAL_H

#include <stdint.h>

#include "base/strbuf.h"

struct vocabulary;

struct image_header {
    uint64_t
        moving;     /* bytes that are copied, from the end of the header; the vocabulary is first */
    uint64_t fixed; /* bytes behind them, used in place */
    uint64_t n_places; /* behind these: uint32_t offsets of pointers in the moving part */
};

#define IMAGE_ALIGN 16
#define IMAGE_START 32 /* of the moving part: behind the header */

/* Linked in by the Makefile. */
extern const unsigned char vocabulary_image[];

/* Appends the image of a finished vocabulary. */
void image_write(const struct vocabulary *v, struct strbuf *out);

#endif
