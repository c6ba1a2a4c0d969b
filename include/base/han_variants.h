/* han_variants.h: traditional Chinese characters and their simplified forms, sorted by `from`.
 * The table is generated at build time by server/tools/mkhan.c from Debian's unicode-data. */
#ifndef PS_BASE_HAN_VARIANTS_H
#define PS_BASE_HAN_VARIANTS_H

#include <stddef.h>
#include <stdint.h>

struct han_variant {
    uint32_t from;
    uint32_t to;
};

extern const struct han_variant han_variants[];

/* The variants of code points [HAN_PAGE * i, HAN_PAGE * (i + 1)) begin at han_pages[i] and end where
 * those of the next page begin. */
#define HAN_PAGE 64
extern const uint16_t han_pages[];
extern const size_t han_pages_n; /* without the last, which ends the others */

#endif
