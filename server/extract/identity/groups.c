#include "extract/identity/identity_internal.h"
#include "extract/link.h"

/* The scheme within which two different identifiers mean two works: "arxiv", "doi:10.1145" (a
 * preprint and its publication have dois of different registrants). */
static struct str scheme_of(struct str identifier)
{
    size_t colon = str_find_byte(identifier, ':', 0);
    struct str scheme = str_sub(identifier, 0, colon);
    if (!str_eq(scheme, STR("doi")))
        return scheme;
    return str_sub(identifier, 0, str_find_byte(identifier, '/', 0));
}

void groups_init(struct groups *g, const struct reading *readings, size_t n, struct arena *a)
{
    *g = (struct groups){.arena = a, .readings = readings};
    g->parent = ARENA_ARRAY(a, uint32_t, n);
    g->group = ARENA_ARRAY(a, struct group, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct paper_mention *m = readings[i].mention;
        g->parent[i] = i;
        for (size_t k = 0; k < m->n_identifiers; k++)
            if (identifier_is_exclusive(m->identifiers[k]))
                *vec_push(a, &g->group[i].exclusive) = m->identifiers[k];
    }
}

uint32_t groups_root(struct groups *g, uint32_t i)
{
    while (g->parent[i] != i) {
        g->parent[i] = g->parent[g->parent[i]];
        i = g->parent[i];
    }
    return i;
}

static bool has_identifier(const struct group *g, struct str identifier)
{
    for (size_t i = 0; i < g->exclusive.n; i++)
        if (str_eq(g->exclusive.items[i], identifier))
            return true;
    return false;
}

/* Whether some scheme has identifiers on both sides and none in common. */
static bool contradict(const struct group *a, const struct group *b)
{
    for (size_t i = 0; i < a->exclusive.n; i++) {
        struct str scheme = scheme_of(a->exclusive.items[i]);
        bool other = false;
        bool common = false;
        for (size_t k = 0; k < b->exclusive.n; k++) {
            if (!str_eq(scheme_of(b->exclusive.items[k]), scheme))
                continue;
            other = true;
            common = common || has_identifier(a, b->exclusive.items[k]);
        }
        if (other && !common)
            return true;
    }
    return false;
}

bool groups_join(struct groups *g, uint32_t a, uint32_t b, bool report)
{
    uint32_t low = groups_root(g, a);
    uint32_t high = groups_root(g, b);
    if (low == high)
        return true;
    if (low > high) {
        uint32_t swap = low;
        low = high;
        high = swap;
    }
    if (contradict(&g->group[low], &g->group[high])) {
        if (report)
            *vec_push(g->arena, &g->conflicts) =
                (struct identity_conflict){a, b, "identifier-conflict"};
        return false;
    }
    for (size_t i = 0; i < g->group[high].exclusive.n; i++)
        if (!has_identifier(&g->group[low], g->group[high].exclusive.items[i]))
            *vec_push(g->arena, &g->group[low].exclusive) = g->group[high].exclusive.items[i];
    g->parent[high] = low;
    return true;
}
