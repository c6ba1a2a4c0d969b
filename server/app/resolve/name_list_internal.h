/* name_list_internal.h: further names of a thing: each once in any spelling, without the names that
 * are shown anyway, in byte order. */
#ifndef PS_APP_NAME_LIST_INTERNAL_H
#define PS_APP_NAME_LIST_INTERNAL_H

#include "base/str.h"

struct arena;
struct map;

struct name_list {
    struct arena *arena;
    struct str *items;
    size_t n, cap;
    struct map *shown; /* folded */
};

void name_list_init(struct name_list *l, struct arena *a);
/* A name that is shown elsewhere and not to be listed. Before name_list_text. */
void name_list_hide(struct name_list *l, struct str name);
void name_list_add(struct name_list *l, struct str name);
/* The list as JSON text. Of two spellings the first in byte order stays. */
struct str name_list_text(struct name_list *l);

/* Sorts in byte order and removes repetitions; gives the new length. */
size_t name_list_sort(struct str *items, size_t n);

#endif
