#include "app/similar.h"

#include "app/answer/answer_internal.h"
#include "base/arena.h"

/* Of each thing that others are to be like. */
#define SIMILAR_MAX 200

static bool add_papers(struct answer *w, uint32_t node, struct scored_list *out, struct err *e)
{
    struct similar_paper *found;
    size_t n;
    bool complete;
    if (!graph_find_similar(w->graph, w->db, node, SIMILAR_MAX, w->arena, &found, &n, &complete, e))
        return false;
    for (size_t i = 0; i < n; i++)
        *vec_push(w->arena, out) = (struct scored){found[i].node, (double)found[i].score / 1000.0};
    return true;
}

static bool add_concepts(struct answer *w, uint32_t node, struct scored_list *out, struct err *e)
{
    struct related_concept *found;
    size_t n;
    bool complete;
    if (!graph_find_related(w->graph, w->db, node, SIMILAR_MAX, w->arena, &found, &n, &complete, e))
        return false;
    for (size_t i = 0; i < n; i++)
        *vec_push(w->arena, out) = (struct scored){found[i].node, (double)found[i].score / 1000.0};
    return true;
}

bool similar_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
                  bool is_scored, struct row_set *out, struct err *e)
{
    struct node_list asked = {0}, all = {0};
    struct scored_list list = {0};
    if (!target_find(w, &p->similar.to, EXPAND_NONE, &asked, &all, e) || !answer_need_graph(w, e))
        return false;
    for (size_t i = 0; i < asked.n; i++) {
        uint32_t node = (uint32_t)asked.items[i];
        bool is_concept = graph_node_is_concept(node);
        if (kind == SELECT_PAPERS && !is_concept && !add_papers(w, node, &list, e))
            return false;
        if (kind == SELECT_CONCEPTS && is_concept && !add_concepts(w, node, &list, e))
            return false;
    }
    answer_keep_found(w, p, &list, is_scored, out);
    return true;
}
