#include "app/similar.h"

#include <stdlib.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"

/* Of each thing that others are to be like. */
#define SIMILAR_MAX 200

struct alike {
    int64_t id, score; /* thousandths */
};

struct alike_list {
    VEC(struct alike) items;
};

static int by_id(const void *a, const void *b)
{
    const struct alike *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->score < y->score) - (x->score > y->score);
}

static bool add_papers(struct answer *w, uint32_t node, struct alike_list *out, struct err *e)
{
    struct similar_paper *found;
    size_t n;
    bool complete;
    if (!graph_find_similar(w->graph, w->db, node, SIMILAR_MAX, w->arena, &found, &n, &complete, e))
        return false;
    for (size_t i = 0; i < n; i++)
        *vec_push(w->arena, &out->items) = (struct alike){found[i].node, found[i].score};
    return true;
}

static bool add_concepts(struct answer *w, uint32_t node, struct alike_list *out, struct err *e)
{
    struct related_concept *found;
    size_t n;
    bool complete;
    if (!graph_find_related(w->graph, w->db, node, SIMILAR_MAX, w->arena, &found, &n, &complete, e))
        return false;
    for (size_t i = 0; i < n; i++)
        *vec_push(w->arena, &out->items) = (struct alike){found[i].node, found[i].score};
    return true;
}

/* The best likeness of each thing. */
static void keep(struct answer *w, const struct query_predicate *p, struct alike_list *list,
                 bool is_scored, struct row_set *out)
{
    struct score_part part = {.predicate = p};
    part.ids = ARENA_ARRAY(w->arena, int64_t, list->items.n);
    part.scores = ARENA_ARRAY(w->arena, double, list->items.n);
    if (list->items.n)
        qsort(list->items.items, list->items.n, sizeof(*list->items.items), by_id);
    for (size_t i = 0; i < list->items.n; i++) {
        const struct alike *x = &list->items.items[i];
        if (part.n && part.ids[part.n - 1] == x->id)
            continue;
        part.ids[part.n] = x->id;
        part.scores[part.n++] = (double)x->score / 1000.0;
    }
    *out = (struct row_set){part.ids, part.n, false};
    if (is_scored)
        answer_add_part(w, part);
}

bool similar_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
                  bool is_scored, struct row_set *out, struct err *e)
{
    struct node_list asked = {0}, all = {0};
    struct alike_list list = {VEC_INIT};
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
    keep(w, p, &list, is_scored, out);
    return true;
}
