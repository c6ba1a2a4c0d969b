#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/fold.h"

struct planning {
    const struct paper_candidate *candidates;
    size_t n;
    struct arena *arena;
    uint32_t *group;
};

static size_t find_by_key(const struct planning *p, struct str key)
{
    for (size_t i = 0; i < p->n; i++)
        if (str_eq(p->candidates[i].key, key))
            return i;
    return SIZE_MAX;
}

static bool has_text(const struct str *items, size_t n, struct str text)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(items[i], text))
            return true;
    return false;
}

static size_t find_by_identifier(const struct planning *p, struct str identifier)
{
    for (size_t i = 0; i < p->n; i++)
        if (has_text(p->candidates[i].identifiers, p->candidates[i].n_identifiers, identifier))
            return i;
    return SIZE_MAX;
}

/* A name of several papers says nothing. */
static size_t find_by_name(const struct planning *p, struct str name)
{
    size_t found = SIZE_MAX;
    struct str folded = fold_key(p->arena, name);
    for (size_t i = 0; i < p->n; i++) {
        if (!has_text(p->candidates[i].names, p->candidates[i].n_names, folded))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = i;
    }
    return found;
}

static size_t find_candidate(const struct planning *p, const struct graph_anchor *anchor)
{
    size_t found = find_by_key(p, anchor->key);
    for (size_t i = 0; found == SIZE_MAX && i < anchor->n_identifiers; i++)
        found = find_by_identifier(p, anchor->identifiers[i]);
    for (size_t i = 0; found == SIZE_MAX && i < anchor->n_names; i++)
        found = find_by_name(p, anchor->names[i]);
    return found;
}

static uint32_t root_of(const struct planning *p, uint32_t i)
{
    while (p->group[i] != i)
        i = p->group[i];
    return i;
}

/* The smaller index stays the first, so that groups are in the order of their first members. */
static void unite(struct planning *p, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(p, a), y = root_of(p, b);
    p->group[x > y ? x : y] = x < y ? x : y;
}

static void plan_decision(struct planning *p, const struct decision *d, struct paper_plan *out)
{
    size_t target = find_candidate(p, &d->first);
    if (target == SIZE_MAX)
        return;
    if (d->kind == DECISION_MERGE) {
        size_t into = find_candidate(p, &d->second);
        if (into != SIZE_MAX)
            unite(p, (uint32_t)target, (uint32_t)into);
        return;
    }
    out->edits[out->n_edits] = d;
    out->edited[out->n_edits++] = (uint32_t)target;
}

void paper_plan_make(const struct ledger *l, const int64_t *decisions, size_t n_decisions,
                     const struct paper_candidate *candidates, size_t n, struct arena *a,
                     struct paper_plan *out)
{
    struct planning p = {candidates, n, a, ARENA_ARRAY(a, uint32_t, n)};
    *out = (struct paper_plan){.group = p.group,
                               .is_hidden = ARENA_ARRAY(a, bool, n),
                               .edits = ARENA_ARRAY(a, const struct decision *, n_decisions),
                               .edited = ARENA_ARRAY(a, uint32_t, n_decisions)};
    for (size_t i = 0; i < n; i++)
        p.group[i] = (uint32_t)i;
    for (size_t i = 0; i < n_decisions; i++)
        plan_decision(&p, &l->decisions[decisions[i]], out);
    for (size_t i = 0; i < n; i++)
        p.group[i] = root_of(&p, (uint32_t)i);
    for (size_t i = 0; i < out->n_edits; i++)
        if (out->edits[i]->kind == DECISION_HIDE)
            out->is_hidden[p.group[out->edited[i]]] = true;
}

const struct decision **paper_plan_edits(const struct paper_plan *plan, uint32_t group,
                                         struct arena *a, size_t *n)
{
    const struct decision **edits = ARENA_ARRAY(a, const struct decision *, plan->n_edits);
    *n = 0;
    for (size_t i = 0; i < plan->n_edits; i++)
        if (plan->edits[i]->kind != DECISION_HIDE && plan->group[plan->edited[i]] == group)
            edits[(*n)++] = plan->edits[i];
    return edits;
}
