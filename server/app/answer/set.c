#include "app/answer/answer_internal.h"
#include "base/arena.h"

struct row_set set_of(struct select_ids ids)
{
    return (struct row_set){ids.items, ids.n, false};
}

struct row_set set_not(struct row_set s)
{
    s.is_rest = !s.is_rest;
    return s;
}

/* Steps that double, then halves. */
size_t set_skip_to(const struct row_set *s, size_t from, int64_t id)
{
    size_t step = 1, low = from;
    while (low + step < s->n && s->ids[low + step] < id) {
        low += step;
        step *= 2;
    }
    size_t high = low + step < s->n ? low + step : s->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool set_has(const struct row_set *s, int64_t id)
{
    size_t place = set_skip_to(s, 0, id);
    return (place < s->n && s->ids[place] == id) != s->is_rest;
}

/* Those of x that are in y, or that are not. */
static struct row_set filter(struct row_set x, const struct row_set *y, bool wanted,
                             struct arena *a)
{
    struct row_set out = {.ids = ARENA_ARRAY(a, int64_t, x.n)};
    size_t at = 0;
    for (size_t i = 0; i < x.n; i++) {
        at = set_skip_to(y, at, x.ids[i]);
        if ((at < y->n && y->ids[at] == x.ids[i]) == wanted)
            out.ids[out.n++] = x.ids[i];
    }
    return out;
}

static struct row_set merge(struct row_set x, struct row_set y, struct arena *a)
{
    struct row_set out = {.ids = ARENA_ARRAY(a, int64_t, x.n + y.n)};
    size_t i = 0, k = 0;
    while (i < x.n || k < y.n) {
        bool from_x = k == y.n || (i < x.n && x.ids[i] <= y.ids[k]);
        int64_t id = from_x ? x.ids[i] : y.ids[k];
        i += i < x.n && x.ids[i] == id;
        k += k < y.n && y.ids[k] == id;
        out.ids[out.n++] = id;
    }
    return out;
}

struct row_set set_and(struct row_set x, struct row_set y, struct arena *a)
{
    if (x.is_rest && y.is_rest)
        return set_not(merge(x, y, a));
    if (x.is_rest)
        return filter(y, &x, false, a);
    if (y.is_rest)
        return filter(x, &y, false, a);
    return x.n <= y.n ? filter(x, &y, true, a) : filter(y, &x, true, a);
}

struct row_set set_or(struct row_set x, struct row_set y, struct arena *a)
{
    return set_not(set_and(set_not(x), set_not(y), a));
}
