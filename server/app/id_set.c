#include "app/id_set_internal.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

void id_set_init(struct id_set *set, struct arena *a)
{
    *set = (struct id_set){.arena = a, .index = map_new(a)};
}

bool id_set_add(struct id_set *set, int64_t id)
{
    if (id_set_has(set, id))
        return false;
    int64_t *bytes = ARENA_NEW(set->arena, int64_t); /* the map does not copy its keys */
    *bytes = id;
    *map_put(set->index, str_of((const char *)bytes, sizeof(*bytes)), NULL) = 1;
    *vec_push(set->arena, set) = id;
    return true;
}

bool id_set_has(const struct id_set *set, int64_t id)
{
    return map_get(set->index, str_of((const char *)&id, sizeof(id))) != NULL;
}
