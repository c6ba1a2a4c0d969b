#include "app/paths.h"

#include "app/graph/path_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* Links that all searches for one question look at: a microsecond each while the graph fits into the cache
 * of the processor, four when it does not (measured with 1 and 10 million edges). */
#define VISITS_MAX   30000
#define VISITS_LARGE 9000
#define LARGE        2000000 /* edges */
/* Shares of them: the first path may have two thirds, each further search a tenth. */
#define FIRST(visits) ((visits)*2 / 3)
#define EACH(visits)  ((visits) / 10)

struct candidate {
    struct graph_path path;
    unsigned deviation; /* hops that it shares with the path it came from */
    bool is_taken;
};

struct yen {
    const struct graph_index *g;
    const struct path_options *o;
    struct arena *arena, *scratch;
    VEC(struct candidate) candidates;
    struct candidate found[PATHS_K_MAX];
    struct path_result *out;
};

/* The order of paths: the same on every machine, since edges are numbered by their hash. */
static bool is_better(const struct graph_path *a, const struct graph_path *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    if (a->n_hops != b->n_hops)
        return a->n_hops < b->n_hops;
    for (unsigned i = 0; i < a->n_hops; i++)
        if (a->edges[i] != b->edges[i])
            return a->edges[i] < b->edges[i];
    return false;
}

static bool shares_root(const struct graph_path *a, const struct graph_path *b, unsigned hops)
{
    if (a->n_hops < hops || b->n_hops < hops)
        return false;
    for (unsigned i = 0; i <= hops; i++)
        if (a->nodes[i] != b->nodes[i])
            return false;
    return true;
}

static bool is_same(const struct graph_path *a, const struct graph_path *b)
{
    return a->n_hops == b->n_hops && shares_root(a, b, a->n_hops);
}

static bool is_known(const struct yen *y, const struct graph_path *path)
{
    for (size_t i = 0; i < y->candidates.n; i++)
        if (is_same(&y->candidates.items[i].path, path))
            return true;
    return false;
}

/* What the worst of the candidates that can still be needed costs, plus one: a dearer path is of no use. */
static uint64_t bound(const struct yen *y)
{
    size_t needed = y->o->k - y->out->n_paths;
    uint64_t worst = COST_NONE;
    for (size_t i = 0; i < y->candidates.n; i++) {
        size_t n_better = 0;
        const struct candidate *c = &y->candidates.items[i];
        if (c->is_taken)
            continue;
        for (size_t k = 0; k < y->candidates.n; k++)
            n_better += !y->candidates.items[k].is_taken &&
                        is_better(&y->candidates.items[k].path, &c->path);
        if (n_better + 1 == needed)
            worst = c->path.cost + 1;
    }
    return worst;
}

/* ---- one search ---- */

static bool search(struct yen *y, struct path_search *s, struct graph_path *out)
{
    struct path_result *r = y->out;
    uint64_t all = graph_index_totals(y->g).edges > LARGE ? VISITS_LARGE : VISITS_MAX;
    uint64_t left = r->n_visits < all ? all - r->n_visits : 0;
    uint64_t most = r->n_paths ? EACH(all) : FIRST(all);
    struct arena_mark mark = arena_mark(y->scratch);
    s->g = y->g;
    s->o = y->o;
    s->visits_max = left < most ? left : most;
    bool found = path_search_run(s, y->scratch, out);
    arena_reset(y->scratch, mark);
    r->n_visits += s->n_visits;
    r->is_complete = r->is_complete && !s->is_cut;
    return found;
}

/* The first `hops` edges of `root`, then `rest`. */
static void join(const struct yen *y, const struct graph_path *root, unsigned hops,
                 const struct graph_path *rest, struct graph_path *out)
{
    *out = (struct graph_path){.n_hops = hops + rest->n_hops};
    for (unsigned i = 0; i < out->n_hops; i++) {
        out->edges[i] = i < hops ? root->edges[i] : rest->edges[i - hops];
        out->links[i] = i < hops ? root->links[i] : rest->links[i - hops];
        out->nodes[i] = i < hops ? root->nodes[i] : rest->nodes[i - hops];
        out->cost += path_link_cost(out->links[i]);
        if (i)
            out->cost += path_pass_cost(y->g, y->o, out->nodes[i]);
    }
    out->nodes[out->n_hops] = y->o->to;
}

/* What the first `hops` edges cost, with the pass over the node behind them. */
static uint64_t root_cost(const struct yen *y, const struct graph_path *path, unsigned hops)
{
    uint64_t cost = 0;
    for (unsigned i = 0; i < hops; i++)
        cost += path_link_cost(path->links[i]) + path_pass_cost(y->g, y->o, path->nodes[i + 1]);
    return cost;
}

/* The best path that goes with `path` for `hops` edges and then another way than any path before. */
static void deviate(struct yen *y, const struct graph_path *path, unsigned hops)
{
    uint32_t banned_next[PATHS_K_MAX];
    struct graph_path rest, joined;
    uint64_t most = bound(y);
    uint64_t root = root_cost(y, path, hops);
    struct path_search s = {
        .from = path->nodes[hops],
        .hops = y->o->hops - hops,
        .bound = most == COST_NONE ? most
                 : most > root     ? most - root
                                   : 0,
        .banned = path->nodes,
        .n_banned = hops,
        .banned_next = banned_next,
    };
    for (size_t i = 0; i < y->out->n_paths; i++)
        if (shares_root(&y->found[i].path, path, hops))
            banned_next[s.n_banned_next++] = y->found[i].path.nodes[hops + 1];
    if (!search(y, &s, &rest))
        return;
    join(y, path, hops, &rest, &joined);
    if (!is_known(y, &joined))
        *vec_push(y->arena, &y->candidates) = (struct candidate){joined, hops, false};
}

static bool take_best(struct yen *y)
{
    struct candidate *best = NULL;
    for (size_t i = 0; i < y->candidates.n; i++) {
        struct candidate *c = &y->candidates.items[i];
        if (!c->is_taken && (!best || is_better(&c->path, &best->path)))
            best = c;
    }
    if (!best)
        return false;
    best->is_taken = true;
    y->found[y->out->n_paths++] = *best;
    return true;
}

void graph_find_paths(const struct graph_index *g, const struct path_options *o, struct arena *a,
                      struct path_result *out)
{
    struct yen y = {.g = g, .o = o, .arena = a, .scratch = arena_new(), .out = out};
    struct path_search first = {.from = o->from, .hops = o->hops, .bound = COST_NONE};
    struct graph_path path;
    *out = (struct path_result){.is_complete = true};
    if (search(&y, &first, &path))
        *vec_push(a, &y.candidates) = (struct candidate){.path = path};
    while (out->n_paths < o->k && take_best(&y)) {
        const struct candidate *last = &y.found[out->n_paths - 1];
        for (unsigned hops = last->deviation; hops < last->path.n_hops && out->n_paths < o->k;
             hops++)
            deviate(&y, &last->path, hops);
    }
    arena_free(y.scratch);
    out->paths = ARENA_ARRAY(a, struct graph_path, out->n_paths);
    for (size_t i = 0; i < out->n_paths; i++)
        out->paths[i] = y.found[i].path;
}

int64_t graph_path_score(const struct graph_path *path)
{
    int64_t score = 1000000;
    for (unsigned i = 0; i < path->n_hops; i++)
        score = score * path->links[i].score / 1000;
    return score / 1000;
}
