/* Proposed edges whose confirmation or rejection tells most: of a score in the middle, and between two that
 * are joined with much else, so that many walks cross them. */
#include <stdlib.h>

#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "store/graph_scan.h"

/* Above, the notes are clear; below, they hardly say it. */
#define SCORE_LOW  200
#define SCORE_HIGH 700
#define LINKS_MIN  3
/* More links than this count no more. */
#define LINKS_MOST 32
#define KEPT       (2 * SUGGEST_KIND_MAX)

struct useful_edge {
    int64_t edge;
    int64_t score;
    uint32_t links;
};

struct useful_edges {
    VEC(struct useful_edge) items;
};

static int by_score(const void *left, const void *right)
{
    const struct useful_edge *a = left;
    const struct useful_edge *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static int64_t usefulness(int64_t score, uint32_t links)
{
    int64_t doubt = 1000 - (score > 500 ? score - 500 : 500 - score);
    int64_t reach = links < LINKS_MOST ? links : LINKS_MOST;
    return doubt * reach / (reach + LINKS_MIN);
}

/* The worse half goes when there are many. */
static void add_edge(struct making *m, struct useful_edges *all, struct useful_edge edge)
{
    *vec_push(m->scratch, &all->items) = edge;
    if (all->items.n < 2 * KEPT)
        return;
    qsort(all->items.items, all->items.n, sizeof(*all->items.items), by_score);
    all->items.n = KEPT;
    m->is_complete = false;
}

static void look_at(struct making *m, uint32_t node, uint32_t i, struct useful_edges *all)
{
    struct graph_links links = graph_index_links(m->graph, node);
    struct graph_link link = links.items[i];
    uint32_t other = graph_index_links(m->graph, link.other).n;
    uint32_t least = links.n < other ? links.n : other;
    if (!link.is_out || link.status != EDGE_PROPOSED || link.score < SCORE_LOW ||
        link.score > SCORE_HIGH || least < LINKS_MIN || link.other == node)
        return;
    add_edge(m, all, (struct useful_edge){links.edges[i], usefulness(link.score, least), least});
}

/* What a vocabulary says is not for the notes to confirm. */
static bool suggest(struct making *m, struct useful_edge edge, struct err *e)
{
    struct edge_row row;
    if (!graph_get_edge_by_id(m->db, edge.edge, m->scratch, &row, e))
        return false;
    if (!str_eq(row.origin, STR("extracted")))
        return true;
    struct suggestion_reason reasons[] = {
        {.code = "middling-score", .text = STR_EMPTY, .count = row.score / 10},
        {.code = "well-joined", .text = STR_EMPTY, .count = edge.links},
    };
    struct suggestion s = {.kind = SUGGESTION_EDGE,
                           .key =
                               str_from(arena_printf(m->kept, "edge:%.*s", STR_FMT(row.public_id))),
                           .score = edge.score,
                           .edge = edge.edge,
                           .reasons = reasons_keep(m, reasons, ARRAY_LEN(reasons)),
                           .n_reasons = ARRAY_LEN(reasons)};
    making_add(m, &s);
    return true;
}

bool edges_suggest(struct making *m, struct err *e)
{
    struct useful_edges all = {0};
    for (uint32_t node = 0; node < graph_index_limit(m->graph); node++)
        for (uint32_t i = 0; i < graph_index_links(m->graph, node).n; i++)
            look_at(m, node, i, &all);
    if (all.items.n)
        qsort(all.items.items, all.items.n, sizeof(*all.items.items), by_score);
    for (size_t i = 0; i < all.items.n && i < KEPT; i++)
        if (!suggest(m, all.items.items[i], e))
            return false;
    return true;
}
