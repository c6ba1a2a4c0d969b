#include "extract/vocabulary/image_internal.h"

#include "base/arena.h"
#include "base/map.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Offsets become addresses: of the copy, or of the part that stays where it is. */
static void settle_pointers(const struct image_header *h, const unsigned char *image, char *moving)
{
    const unsigned char *fixed = image + IMAGE_START + h->moving;
    const unsigned char *places = fixed + h->fixed;
    for (uint64_t i = 0; i < h->n_places; i++) {
        uint32_t place;
        uint64_t target;
        memcpy(&place, places + i * sizeof(place), sizeof(place));
        memcpy(&target, moving + place, sizeof(target));
        uintptr_t address = target < h->moving ? (uintptr_t)(moving + target)
                                               : (uintptr_t)(fixed + (target - h->moving));
        memcpy(moving + place, &address, sizeof(address));
    }
}

struct vocabulary *image_read(const unsigned char *image)
{
    struct image_header h;
    struct arena *a = arena_new();
    memcpy(&h, image, sizeof(h));
    char *moving = arena_alloc(a, h.moving);
    memcpy(moving, image + IMAGE_START, h.moving);
    settle_pointers(&h, image, moving);
    struct vocabulary *v = (struct vocabulary *)(void *)moving;
    v->arena = a;
    atomic_init(&v->n_holders, 1);
    v->ids = map_new(a);
    for (size_t i = 0; i < v->concepts.n; i++)
        *map_put(v->ids, v->concepts.items[i].id, NULL) = i;
    return v;
}

struct vocabulary *vocabulary_new_shipped(void)
{
    return image_read(vocabulary_image);
}
