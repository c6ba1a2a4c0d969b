#include "app/json.h"
#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/fold.h"

/* Which of the two a mention is about. */
enum side { SIDE_OPEN, SIDE_FIRST, SIDE_SECOND };

struct splitting {
    struct resolver *resolver;
    const struct paper_member *members;
    size_t n;
    uint32_t *cluster;
};

static bool has_identifier(const struct paper_member *m, struct str identifier)
{
    for (size_t i = 0; i < m->n_identifiers; i++)
        if (str_eq(m->identifiers[i], identifier))
            return true;
    return false;
}

static bool has_name(const struct paper_member *m, struct str name, struct arena *a)
{
    struct str folded = fold_key(a, name);
    if (str_eq(fold_key(a, m->fact.title), folded) ||
        str_eq(fold_key(a, m->fact.short_name), folded))
        return true;
    for (size_t i = 0; i < m->n_aliases; i++)
        if (str_eq(fold_key(a, m->aliases[i]), folded))
            return true;
    return false;
}

/* An identifier says more than a name. */
static int closeness(const struct paper_member *m, const struct graph_anchor *anchor,
                     struct arena *a)
{
    if (has_identifier(m, anchor->key))
        return 2;
    for (size_t i = 0; i < anchor->n_identifiers; i++)
        if (has_identifier(m, anchor->identifiers[i]))
            return 2;
    for (size_t i = 0; i < anchor->n_names; i++)
        if (has_name(m, anchor->names[i], a))
            return 1;
    return 0;
}

static enum side side_of(const struct paper_member *m, const struct decision *d, struct arena *a)
{
    int first = closeness(m, &d->first, a), second = closeness(m, &d->second, a);
    return first > second ? SIDE_FIRST : second > first ? SIDE_SECOND : SIDE_OPEN;
}

/* Open mentions that would be one with those of `side`, were there no others, go with them. */
static void draw(const struct splitting *s, const size_t *part, size_t n, enum side side,
                 enum side *sides)
{
    struct arena *a = s->resolver->scratch;
    struct paper_member *members = ARENA_ARRAY(a, struct paper_member, n);
    size_t *places = ARENA_ARRAY(a, size_t, n), n_members = 0;
    for (size_t i = 0; i < n; i++)
        if (sides[i] == side || sides[i] == SIDE_OPEN) {
            places[n_members] = i;
            members[n_members++] = s->members[part[i]];
        }
    const uint32_t *cluster = resolve_cluster(s->resolver, members, n_members);
    bool *is_drawn = ARENA_ARRAY(a, bool, n_members);
    for (size_t i = 0; i < n_members; i++)
        if (sides[places[i]] == side)
            is_drawn[cluster[i]] = true;
    for (size_t i = 0; i < n_members; i++)
        if (is_drawn[cluster[i]])
            sides[places[i]] = side;
}

/* The parts of one cluster: the two sides, and what is left open together. */
static void take_apart(struct splitting *s, const struct decision *d, const size_t *part, size_t n)
{
    struct arena *a = s->resolver->scratch;
    enum side *sides = ARENA_ARRAY(a, enum side, n);
    size_t counts[3] = {0}, first[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < n; i++)
        counts[sides[i] = side_of(&s->members[part[i]], d, a)]++;
    if (!counts[SIDE_FIRST] || !counts[SIDE_SECOND])
        return;
    draw(s, part, n, SIDE_FIRST, sides);
    draw(s, part, n, SIDE_SECOND, sides);
    for (size_t i = 0; i < n; i++) {
        if (first[sides[i]] == SIZE_MAX)
            first[sides[i]] = part[i];
        s->cluster[part[i]] = (uint32_t)first[sides[i]];
    }
}

static void apply(struct splitting *s, const struct decision *d)
{
    struct arena *a = s->resolver->scratch;
    size_t *starts = ARENA_ARRAY(a, size_t, s->n + 1), *sorted = ARENA_ARRAY(a, size_t, s->n);
    for (size_t i = 0; i < s->n; i++)
        starts[s->cluster[i] + 1]++;
    for (size_t i = 0; i < s->n; i++)
        starts[i + 1] += starts[i];
    size_t *next = ARENA_ARRAY(a, size_t, s->n);
    for (size_t i = 0; i < s->n; i++)
        sorted[starts[s->cluster[i]] + next[s->cluster[i]]++] = i;
    for (size_t i = 0; i < s->n; i++)
        if (starts[i + 1] - starts[i] > 1)
            take_apart(s, d, sorted + starts[i], starts[i + 1] - starts[i]);
}

void paper_split(struct resolver *r, const struct paper_member *members, size_t n,
                 const int64_t *decisions, size_t n_decisions, uint32_t *cluster)
{
    struct splitting s = {r, members, n, cluster};
    for (size_t i = 0; i < n_decisions && n > 1; i++)
        if (r->ledger->decisions[decisions[i]].kind == DECISION_DISTINCT)
            apply(&s, &r->ledger->decisions[decisions[i]]);
}
