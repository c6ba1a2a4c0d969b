#include "base/memory.h"

#include <malloc.h>

#define KEPT_BYTES (1 << 20)

void memory_keep_little(void)
{
    (void)mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
}
