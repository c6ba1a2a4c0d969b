#include <stdlib.h>

#include "extract/identity/identity_internal.h"

struct key_list {
    struct arena *a;
    struct str_vec keys;
};

static void add(struct key_list *list, const char *kind, struct str value)
{
    if (value.n > 0)
        *vec_push(list->a, &list->keys) =
            str_from(arena_printf(list->a, "%s%.*s", kind, STR_FMT(value)));
}

static void add_deletion(void *context, uint64_t hash)
{
    struct key_list *list = context;
    *vec_push(list->a, &list->keys) =
        str_from(arena_printf(list->a, "d:%016llx", (unsigned long long)hash));
}

static void add_title(struct key_list *list, const struct full_name *title)
{
    add(list, "j:", title->joined);
    add(list, "j:", title->tail_joined);
    title_each_deletion(title->full, add_deletion, list);
    title_each_deletion(title->tail, add_deletion, list);
}

/* Initials mean a work only inside one note, so that their key holds the note. */
static void add_initials(struct key_list *list, struct str initials, struct str scope)
{
    if (initials.n > 0 && scope.n > 0)
        *vec_push(list->a, &list->keys) =
            str_from(arena_printf(list->a, "i:%.*s@%.*s", STR_FMT(initials), STR_FMT(scope)));
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void identity_keys(const struct paper_mention *m, struct arena *a, struct str **keys, size_t *n)
{
    struct key_list list = {.a = a};
    struct mention_names names;
    mention_names(m, a, &names);
    for (size_t i = 0; i < m->n_identifiers; i++) {
        add(&list, "", m->identifiers[i]);
        add(&list, "c:", cvf_beginning(m->identifiers[i]));
    }
    for (size_t i = 0; i < names.n_titles; i++)
        add_title(&list, &names.titles[i]);
    for (size_t i = 0; i < names.shorts.n; i++) {
        add(&list, "s:", names.shorts.items[i]);
        if (names.n_titles == 0)
            add_initials(&list, names.shorts.items[i], m->scope);
    }
    add_initials(&list, names.initials, m->scope);
    if (list.keys.n > 0)
        qsort(list.keys.items, list.keys.n, sizeof(struct str), by_bytes);
    *keys = list.keys.items;
    *n = 0;
    for (size_t i = 0; i < list.keys.n; i++)
        if (i == 0 || !str_eq(list.keys.items[i], list.keys.items[i - 1]))
            (*keys)[(*n)++] = list.keys.items[i];
}
