#include "app/decide.h"
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"

struct str ends_key(struct arena *a, uint32_t one, uint32_t other)
{
    uint32_t ends[2] = {one < other ? one : other, one < other ? other : one};
    return str_of(arena_strndup(a, (const char *)ends, sizeof(ends)), sizeof(ends));
}

static bool add(struct making *m, const struct decision *d, struct err *e)
{
    int64_t first = 0, second = 0;
    if (d->kind == DECISION_DISMISS) {
        (void)map_put(m->decided.dismissed, d->suggestion, NULL);
        return true;
    }
    if (d->kind != DECISION_DISTINCT && d->kind != DECISION_CORRECT)
        return true;
    if (!graph_find_anchor(m->db, &d->first, &first, e) ||
        (d->kind == DECISION_DISTINCT && !graph_find_anchor(m->db, &d->second, &second, e)))
        return false;
    struct str key = ends_key(m->scratch, (uint32_t)first, (uint32_t)second);
    (void)map_put(d->kind == DECISION_DISTINCT ? m->decided.distinct : m->decided.corrected, key,
                  NULL);
    return true;
}

bool decided_read(struct making *m, struct err *e)
{
    struct decision *all;
    size_t n;
    m->decided = (struct decided){map_new(m->scratch), map_new(m->scratch), map_new(m->scratch)};
    if (!decide_list(m->db, m->scratch, &all, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!all[i].is_reverted && !add(m, &all[i], e))
            return false;
    return true;
}
