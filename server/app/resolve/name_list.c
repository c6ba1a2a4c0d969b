#include "app/resolve/name_list_internal.h"

#include <stdlib.h>

#include "app/json.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/vec.h"

void name_list_init(struct name_list *l, struct arena *a)
{
    *l = (struct name_list){.arena = a, .shown = map_new(a)};
}

void name_list_hide(struct name_list *l, struct str name)
{
    map_put(l->shown, fold_key(l->arena, name), NULL);
}

void name_list_add(struct name_list *l, struct str name)
{
    if (name.n)
        *vec_push(l->arena, l) = name;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t name_list_sort(struct str *items, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(items, n, sizeof(*items), by_bytes);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !str_eq(items[kept - 1], items[i]))
            items[kept++] = items[i];
    return kept;
}

struct str name_list_text(struct name_list *l)
{
    size_t kept = 0;
    l->n = name_list_sort(l->items, l->n);
    for (size_t i = 0; i < l->n; i++) {
        bool is_new;
        map_put(l->shown, fold_key(l->arena, l->items[i]), &is_new);
        if (is_new)
            l->items[kept++] = l->items[i];
    }
    l->n = kept;
    return json_write_texts(l->items, l->n, l->arena);
}
