/* mkfields: writes the rows that extract/document/fields.c looks names of fields up in. Runs at
 * build time.
 *
 *   mkfields < server/extract/tables/fields.tsv > field_names.inc
 *
 * One row for each name, folded, in the order of its bytes; of a name that two keys have the first
 * counts. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"

struct name {
    struct str folded, key;
    size_t row;
};

struct name_list {
    struct name *items;
    size_t n, cap;
};

static int compare(const void *x, const void *y)
{
    const struct name *a = x, *b = y;
    int by_name = str_cmp(a->folded, b->folded);
    return by_name ? by_name : a->row < b->row ? -1 : 1;
}

static void add_line(struct arena *a, struct str line, struct name_list *names)
{
    struct str key, name;
    if (!str_split(&line, '\t', &key) || !line.p || str_starts(key, STR("#")))
        return;
    key = str_copy(a, key);
    while (str_split(&line, '|', &name)) {
        size_t row = names->n;
        *vec_push(a, names) = (struct name){fold_text(a, name), key, row};
    }
}

static void print_string(struct str s)
{
    printf("STR_INIT(\"");
    for (size_t i = 0; i < s.n; i++)
        printf("\\%03o", (unsigned char)s.p[i]);
    printf("\")");
}

int main(void)
{
    char line[4096];
    struct arena *a = arena_new();
    struct name_list names = {0};
    while (fgets(line, sizeof(line), stdin))
        add_line(a, str_trim(str_from(line)), &names);
    if (names.n == 0)
        return 1;
    qsort(names.items, names.n, sizeof(*names.items), compare);
    for (size_t i = 0; i < names.n; i++) {
        const struct name *n = &names.items[i];
        if (i > 0 && str_eq(n->folded, n[-1].folded))
            continue;
        printf("{");
        print_string(n->folded);
        printf(", ");
        print_string(n->key);
        printf("},\n");
    }
    arena_free(a);
    return 0;
}
