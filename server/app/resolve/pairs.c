#include "app/resolve/pairs_internal.h"

static uint32_t root_of(const uint32_t *group, uint32_t i)
{
    while (group[i] != i)
        i = group[i];
    return i;
}

/* Whether a pair behind this one tells the two groups apart. */
static bool is_told_apart(const struct pair *later, size_t n, const uint32_t *group, uint32_t x,
                          uint32_t y)
{
    for (size_t i = 0; i < n; i++) {
        if (!later[i].is_distinct || !later[i].counts)
            continue;
        uint32_t a = root_of(group, later[i].a), b = root_of(group, later[i].b);
        if ((a == x && b == y) || (a == y && b == x))
            return true;
    }
    return false;
}

void pairs_judge(struct pair *pairs, size_t n_pairs, uint32_t *group, size_t n)
{
    for (size_t i = 0; i < n; i++)
        group[i] = (uint32_t)i;
    for (size_t i = n_pairs; i-- > 0;) {
        struct pair *p = &pairs[i];
        uint32_t x = root_of(group, p->a), y = root_of(group, p->b);
        p->counts =
            p->is_distinct ? x != y : !is_told_apart(pairs + i + 1, n_pairs - i - 1, group, x, y);
        if (p->counts && !p->is_distinct)
            group[x > y ? x : y] = x < y ? x : y;
    }
    for (size_t i = 0; i < n; i++)
        group[i] = root_of(group, (uint32_t)i);
}
