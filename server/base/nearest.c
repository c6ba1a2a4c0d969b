#include "base/nearest.h"

#include "base/ascii.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool is_same(char a, char b)
{
    return ascii_lower(a) == ascii_lower(b);
}

/* One row of the table of optimal string alignment; `two` and `one` are the rows above. */
static size_t fill_row(struct str a, struct str b, size_t i, const size_t *two, const size_t *one,
                       size_t *row)
{
    size_t best = row[0] = i;
    for (size_t j = 1; j <= b.n; j++) {
        size_t replace = one[j - 1] + (is_same(a.p[i - 1], b.p[j - 1]) ? 0 : 1);
        row[j] = least(replace, least(one[j], row[j - 1]) + 1);
        bool is_swap =
            i > 1 && j > 1 && is_same(a.p[i - 1], b.p[j - 2]) && is_same(a.p[i - 2], b.p[j - 1]);
        if (is_swap)
            row[j] = least(row[j], two[j - 2] + 1);
        best = least(best, row[j]);
    }
    return best;
}

size_t nearest_distance(struct str a, struct str b, size_t limit)
{
    size_t rows[3][NEAREST_MAX + 1];
    if (a.n > NEAREST_MAX || b.n > NEAREST_MAX)
        return limit + 1;
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t best = fill_row(a, b, i, rows[(i + 1) % 3], rows[(i + 2) % 3], rows[i % 3]);
        if (best > limit)
            return limit + 1;
    }
    return least(rows[a.n % 3][b.n], limit + 1);
}

struct str nearest_of(struct str name, const struct str *names, size_t n)
{
    struct str best = STR_EMPTY;
    size_t best_distance = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t limit = names[i].n / 3 ? names[i].n / 3 : 1;
        size_t distance = nearest_distance(name, names[i], limit);
        if (distance <= limit && distance < best_distance) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}
