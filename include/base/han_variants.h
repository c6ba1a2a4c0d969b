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
extern const size_t han_variants_n;

#endif
