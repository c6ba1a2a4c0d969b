#include "app/graph/leiden_internal.h"
#include "base/arena.h"

static struct weighted_graph new_graph(uint32_t n, uint64_t n_links, struct arena *a)
{
    return (struct weighted_graph){.n = n,
                                   .start = ARENA_ARRAY(a, uint64_t, n + 1),
                                   .to = ARENA_ARRAY(a, uint32_t, n_links),
                                   .weight = ARENA_ARRAY(a, double, n_links),
                                   .loop = ARENA_ARRAY(a, double, n),
                                   .strength = ARENA_ARRAY(a, double, n)};
}

void weighted_graph_finish(struct weighted_graph *g)
{
    g->total = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        g->strength[i] = g->loop[i];
        for (uint64_t k = g->start[i]; k < g->start[i + 1]; k++)
            g->strength[i] += g->weight[k];
        g->total += g->strength[i];
    }
}

/* Members of each part, one part after the other. */
static uint32_t *list_members(const uint32_t *parts, uint32_t n, uint32_t n_parts, uint32_t *first,
                              struct arena *a)
{
    uint32_t *members = ARENA_ARRAY(a, uint32_t, n);
    uint32_t *next = ARENA_ARRAY(a, uint32_t, n_parts);
    for (uint32_t i = 0; i < n; i++)
        first[parts[i] + 1]++;
    for (uint32_t p = 0; p < n_parts; p++) {
        first[p + 1] += first[p];
        next[p] = first[p];
    }
    for (uint32_t i = 0; i < n; i++)
        members[next[parts[i]]++] = i;
    return members;
}

struct gathered {
    double *weight; /* to each part */
    uint32_t *met;
    uint32_t n_met;
};

static void gather(const struct weighted_graph *g, const uint32_t *parts, uint32_t node,
                   uint32_t part, struct weighted_graph *out, struct gathered *to)
{
    out->loop[part] += g->loop[node];
    for (uint64_t k = g->start[node]; k < g->start[node + 1]; k++) {
        uint32_t other = parts[g->to[k]];
        double weight = g->weight ? g->weight[k] : 1;
        if (other == part) {
            out->loop[part] += weight;
            continue;
        }
        if (to->weight[other] == 0)
            to->met[to->n_met++] = other;
        to->weight[other] += weight;
    }
}

/* There are never more links than before. */
void weighted_graph_join(const struct weighted_graph *g, const uint32_t *part, uint32_t n_parts,
                         struct arena *a, struct weighted_graph *out)
{
    struct arena *scratch = arena_new();
    uint32_t *first = ARENA_ARRAY(scratch, uint32_t, n_parts + 1);
    const uint32_t *members = list_members(part, g->n, n_parts, first, scratch);
    struct gathered to = {.weight = ARENA_ARRAY(scratch, double, n_parts),
                          .met = ARENA_ARRAY(scratch, uint32_t, n_parts)};
    uint64_t n = 0;
    *out = new_graph(n_parts, g->start[g->n], a);
    for (uint32_t p = 0; p < n_parts; p++) {
        for (uint32_t i = first[p]; i < first[p + 1]; i++)
            gather(g, part, members[i], p, out, &to);
        for (uint32_t i = 0; i < to.n_met; i++, n++) {
            out->to[n] = to.met[i];
            out->weight[n] = to.weight[to.met[i]];
            to.weight[to.met[i]] = 0;
        }
        to.n_met = 0;
        out->start[p + 1] = n;
    }
    weighted_graph_finish(out);
    arena_free(scratch);
}

void weighted_graph_pick(const struct weighted_graph *g, const uint32_t *members, uint32_t n,
                         uint32_t *inside, struct arena *a, struct weighted_graph *out)
{
    uint64_t most = 0, links = 0;
    for (uint32_t i = 0; i < n; i++) {
        inside[members[i]] = i;
        most += g->start[members[i] + 1] - g->start[members[i]];
    }
    *out = new_graph(n, most, a);
    for (uint32_t i = 0; i < n; i++) {
        for (uint64_t k = g->start[members[i]]; k < g->start[members[i] + 1]; k++) {
            if (inside[g->to[k]] == UINT32_MAX)
                continue;
            out->to[links] = inside[g->to[k]];
            out->weight[links++] = g->weight[k];
        }
        out->start[i + 1] = links;
    }
    for (uint32_t i = 0; i < n; i++)
        inside[members[i]] = UINT32_MAX;
    weighted_graph_finish(out);
}
