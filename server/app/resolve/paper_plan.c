#include "app/resolve/ledger_internal.h"
#include "app/resolve/pairs_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"

struct planning {
    const struct paper_candidate *candidates;
    size_t n;
    struct arena *arena;
    struct paper_plan *plan;

    struct said_pairs {
        struct pair *items;
        size_t n, cap;
    } said;
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

static void say(struct planning *p, size_t a, size_t b, bool is_distinct)
{
    *vec_push(p->arena, &p->said) =
        (struct pair){.a = (uint32_t)a, .b = (uint32_t)b, .is_distinct = is_distinct};
}

/* Mentions that have an identifier which somebody gave the paper are of that paper. */
static void join_given(struct planning *p, size_t target, const struct decision *d)
{
    size_t n;
    const struct str *given = decision_identifiers(d, p->arena, &n);
    for (size_t i = 0; i < p->n && n; i++)
        for (size_t k = 0; k < n; k++)
            if (i != target &&
                has_text(p->candidates[i].identifiers, p->candidates[i].n_identifiers, given[k]))
                say(p, i, target, false);
}

static void add_edit(struct planning *p, size_t target, const struct decision *d)
{
    struct paper_plan *out = p->plan;
    out->edited[out->n_edits] = (uint32_t)target;
    out->edits[out->n_edits++] = (struct paper_edit){d, p->candidates[target].identifiers,
                                                     p->candidates[target].n_identifiers};
}

static void plan_decision(struct planning *p, const struct decision *d)
{
    size_t target = find_candidate(p, &d->first);
    if (target == SIZE_MAX)
        return;
    if (d->kind == DECISION_MERGE || d->kind == DECISION_DISTINCT) {
        size_t other = find_candidate(p, &d->second);
        if (other != SIZE_MAX)
            say(p, target, other, d->kind == DECISION_DISTINCT);
        return;
    }
    join_given(p, target, d);
    add_edit(p, target, d);
}

void paper_plan_make(const struct ledger *l, const int64_t *decisions, size_t n_decisions,
                     const struct paper_candidate *candidates, size_t n, struct arena *a,
                     struct paper_plan *out)
{
    struct planning p = {.candidates = candidates, .n = n, .arena = a, .plan = out};
    *out = (struct paper_plan){.group = ARENA_ARRAY(a, uint32_t, n),
                               .is_hidden = ARENA_ARRAY(a, bool, n),
                               .edits = ARENA_ARRAY(a, struct paper_edit, n_decisions),
                               .edited = ARENA_ARRAY(a, uint32_t, n_decisions)};
    for (size_t i = 0; i < n_decisions; i++)
        plan_decision(&p, &l->decisions[decisions[i]]);
    pairs_judge(p.said.items, p.said.n, out->group, n);
    for (size_t i = 0; i < out->n_edits; i++)
        if (out->edits[i].decision->kind == DECISION_HIDE)
            out->is_hidden[out->group[out->edited[i]]] = true;
}

struct paper_edit *paper_plan_edits(const struct paper_plan *plan, uint32_t group, struct arena *a,
                                    size_t *n)
{
    struct paper_edit *edits = ARENA_ARRAY(a, struct paper_edit, plan->n_edits);
    *n = 0;
    for (size_t i = 0; i < plan->n_edits; i++)
        if (plan->edits[i].decision->kind != DECISION_HIDE && plan->group[plan->edited[i]] == group)
            edits[(*n)++] = plan->edits[i];
    return edits;
}
