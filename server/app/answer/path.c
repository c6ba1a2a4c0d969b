#include "app/paths.h"

#include "app/answer/answer_internal.h"
#include "base/arena.h"

static void warn(struct answer *w, const char *code, char *detail)
{
    *vec_push(w->arena, &w->warnings) = (struct query_warning){code, str_from(detail)};
}

/* An end is one node: of a name that a concept and its paper share the concept, as in GET /graph/path. */
static bool find_end(struct answer *w, const struct query_target *end, const char *member,
                     uint32_t *out, struct err *e)
{
    struct node_list nodes = {0}, all = {0};
    if (!target_find(w, end, EXPAND_NONE, &nodes, &all, e))
        return false;
    if (nodes.n == 0 || (nodes.n > 1 && end->type == TARGET_WHERE))
        return err_set(e, ERR_VALIDATION,
                       w->language == LANGUAGE_ZH
                           ? "/path/%s 必须是一篇论文或一个概念，而这里有 %zu 个。"
                           : "/path/%s must be one paper or concept; this is %zu of them.",
                       member, nodes.n);
    *out = (uint32_t)nodes.items[0];
    return true;
}

static bool find_ends(struct answer *w, struct path_options *o, struct err *e)
{
    const struct query_path *asked = &w->query->path;
    if (!find_end(w, &asked->from, "from", &o->from, e) ||
        !find_end(w, &asked->to, "to", &o->to, e))
        return false;
    if (o->from != o->to)
        return true;
    return err_set(e, ERR_VALIDATION,
                   w->language == LANGUAGE_ZH
                       ? "路径的两端是同一个：请指定两篇不同的论文或两个不同的概念。"
                       : "Both ends of the path are the same: name two different ones.");
}

static void warn_of_ends(struct answer *w, const struct path_options *o,
                         const struct path_result *paths)
{
    bool zh = w->language == LANGUAGE_ZH;
    if (!paths->is_complete)
        warn(w, "paths-cut",
             arena_printf(w->arena,
                          zh ? "查看 %llu 条关系后停止：可能还有更好的路径。"
                             : "Stopped after looking at %llu links: there may be better paths.",
                          (unsigned long long)paths->n_visits));
    else if (!paths->n_paths)
        warn(w, "no-path",
             arena_printf(w->arena,
                          zh ? "没有不超过 %u 步的路径。" : "There is no path of at most %u edges.",
                          o->hops));
}

static bool show_path(struct answer *w, const struct graph_path *path, struct query_hit *hit,
                      struct err *e)
{
    *hit = (struct query_hit){
        .find = FIND_PATHS, .score = graph_path_score(path), .path = path, .n_why = path->n_hops};
    hit->nodes = ARENA_ARRAY(w->arena, struct str, path->n_hops + 1);
    hit->why = ARENA_ARRAY(w->arena, struct query_reason, path->n_hops);
    for (unsigned i = 0; i <= path->n_hops; i++)
        if (!explain_node(w, path->nodes[i], &hit->nodes[i], e) ||
            (i < path->n_hops && !explain_edge(w, path->edges[i], &hit->why[i], e)))
            return false;
    return true;
}

bool path_find(struct answer *w, struct err *e)
{
    struct query_result *r = w->result;
    struct path_options o = {
        .k = w->query->path.k, .hops = w->query->path.hops, .penalty = PATHS_PENALTY_DEFAULT};
    struct path_result paths;
    if (!answer_need_graph(w, e) || !find_ends(w, &o, e))
        return false;
    graph_find_paths(w->graph, &o, w->arena, &paths);
    warn_of_ends(w, &o, &paths);
    r->hits = ARENA_ARRAY(w->arena, struct query_hit, paths.n_paths);
    r->limit = o.k;
    r->total = paths.n_paths;
    r->has_score = true;
    for (; r->n_hits < paths.n_paths; r->n_hits++)
        if (!show_path(w, &paths.paths[r->n_hits], &r->hits[r->n_hits], e))
            return false;
    return true;
}
