#include <math.h>
#include <stdlib.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"
#include "base/map.h"

/* A thing that is linked, before it is known what all its edges are. */
struct linked {
    int64_t id;
    unsigned hops;
    double doubt;
};

struct linked_list {
    VEC(struct linked) items;
};

static int by_id(const void *a, const void *b)
{
    const struct linked *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->hops > y->hops) - (x->hops < y->hops);
}

static bool is_sorted(const struct linked_list *list)
{
    for (size_t i = 1; i < list->items.n; i++)
        if (by_id(&list->items.items[i - 1], &list->items.items[i]) > 0)
            return false;
    return true;
}

/* Nodes come in order from a walk. */
static void sort(struct linked_list *list)
{
    if (!is_sorted(list))
        qsort(list->items.items, list->items.n, sizeof(*list->items.items), by_id);
}

/* One row a thing: its shortest way, with the doubts of all edges of that length. */
static void join_equal(struct linked_list *list)
{
    size_t kept = 0;
    sort(list);
    for (size_t i = 0; i < list->items.n; i++) {
        struct linked x = list->items.items[i];
        struct linked *last = kept ? &list->items.items[kept - 1] : NULL;
        if (!last || last->id != x.id)
            list->items.items[kept++] = x;
        else if (last->hops == x.hops)
            last->doubt *= x.doubt;
    }
    list->items.n = kept;
}

static double score_of(const struct linked *x)
{
    return ldexp(1.0 - x->doubt, 1 - (int)x->hops);
}

/* ---- papers and concepts ---- */

/* What has the one name that is asked for is one thing, and not linked to itself: a paper and the method of
 * its name. */
static bool is_itself(const struct query_link *link, const struct walk_step *step)
{
    return step->is_asked && link->n_to == 1 && link->to[0].type != TARGET_WHERE;
}

static void add_nodes(struct answer *w, const struct walk *k, enum select_kind kind,
                      const struct query_link *link, struct linked_list *out)
{
    size_t at = 0;
    out->items.cap = walk_size(k);
    out->items.items = ARENA_ARRAY(w->arena, struct linked, out->items.cap);
    for (const struct walk_step *s; (s = walk_next(k, &at));)
        if (s->hops && !is_itself(link, s) &&
            graph_node_is_concept(s->node) == (kind == SELECT_CONCEPTS))
            *vec_push(w->arena, &out->items) = (struct linked){s->node, s->hops, s->doubt};
}

/* ---- edges, and the notes behind them ---- */

/* The edges at what was reached; one with both ends there counts by the nearer. */
static bool add_edges(struct answer *w, const struct walk *k, struct linked_list *out,
                      struct err *e)
{
    size_t at = 0;
    for (const struct walk_step *s; (s = walk_next(k, &at));) {
        unsigned hops = walk_is_target(k, s->node) ? 0 : s->hops;
        struct graph_links links = graph_index_links(w->graph, s->node);
        if (!answer_count_visits(w, links.n, e))
            return false;
        for (uint32_t j = 0; j < links.n; j++)
            if (walk_takes(walk_filter_of(k), &links.items[j], true))
                *vec_push(w->arena, &out->items) = (struct linked){
                    links.edges[j], hops + 1, 1.0 - (double)links.items[j].score / 1000.0};
    }
    sort(out);
    size_t kept = 0;
    for (size_t i = 0; i < out->items.n; i++)
        if (!kept || out->items.items[kept - 1].id != out->items.items[i].id)
            out->items.items[kept++] = out->items.items[i];
    out->items.n = kept;
    return true;
}

static void add_note_ids(struct answer *w, struct select_ids ids, unsigned hops, double doubt,
                         struct linked_list *out)
{
    for (size_t i = 0; i < ids.n; i++)
        *vec_push(w->arena, &out->items) = (struct linked){ids.items[i], hops, doubt};
}

/* A note that only names a paper says nothing about it, but it is about it all the same. */
static bool add_namers(struct answer *w, const struct query_link *link,
                       const struct node_list *asked, struct linked_list *out, struct err *e)
{
    struct select_ids ids;
    for (size_t i = 0; i < asked->n && !link->n_relations; i++) {
        if (graph_node_is_concept((uint32_t)asked->items[i]))
            continue;
        if (!select_notes_of_node(w->db, asked->items[i], w->arena, &ids, e))
            return false;
        add_note_ids(w, ids, 1, 1.0, out);
    }
    return true;
}

static bool add_notes(struct answer *w, const struct linked_list *edges, struct linked_list *out,
                      struct err *e)
{
    struct select_ids ids;
    for (size_t i = 0; i < edges->items.n; i++) {
        const struct linked *edge = &edges->items.items[i];
        if ((i % 256 == 0 && !store_check_deadline(w->db, e)) ||
            !select_notes_of_edge(w->db, edge->id, w->arena, &ids, e))
            return false;
        add_note_ids(w, ids, edge->hops, edge->doubt, out);
    }
    return true;
}

/* ---- the whole ---- */

struct link_targets {
    const struct query_link *link;
    struct node_list asked, all;
};

/* Looked up once for each link. */
static bool find_targets(struct answer *w, const struct query_link *link,
                         const struct link_targets **out, struct err *e)
{
    for (size_t i = 0; i < w->targets.n; i++)
        if (w->targets.items[i]->link == link) {
            *out = w->targets.items[i];
            return true;
        }
    struct link_targets *t = ARENA_NEW(w->arena, struct link_targets);
    t->link = link;
    for (size_t i = 0; i < link->n_to; i++)
        if (!target_find(w, &link->to[i], link->expand, &t->asked, &t->all, e))
            return false;
    *vec_push(w->arena, &w->targets) = t;
    *out = t;
    return true;
}

bool link_size(struct answer *w, const struct query_predicate *p, uint64_t *out, struct err *e)
{
    const struct link_targets *t;
    *out = UINT64_MAX;
    if (!find_targets(w, &p->link, &t, e) || !answer_need_graph(w, e))
        return false;
    if (p->link.hops > 1)
        return true;
    *out = 0;
    for (size_t i = 0; i < t->all.n; i++)
        if (graph_index_node(w->graph, t->all.items[i]))
            *out += graph_index_links(w->graph, (uint32_t)t->all.items[i]).n;
    return true;
}

static bool find_linked(struct answer *w, enum select_kind kind, const struct query_link *link,
                        const struct row_set *within, struct walk **walk, struct linked_list *out,
                        struct err *e)
{
    const struct link_targets *t;
    struct walk_filter filter;
    struct linked_list edges = {VEC_INIT};
    walk_read_filter(link, &filter);
    bool is_node = kind == SELECT_PAPERS || kind == SELECT_CONCEPTS;
    if (!find_targets(w, link, &t, e) ||
        !walk_run(w, &filter, &t->asked, &t->all, is_node ? link->hops : link->hops - 1,
                  is_node ? within : NULL, walk, e))
        return false;
    if (is_node) {
        add_nodes(w, *walk, kind, link, out);
        return true;
    }
    if (kind == SELECT_EDGES)
        return add_edges(w, *walk, out, e);
    return add_namers(w, link, &t->asked, out, e) && add_edges(w, *walk, &edges, e) &&
           add_notes(w, &edges, out, e);
}

bool link_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
               const struct row_set *within, bool is_scored, struct row_set *out, struct err *e)
{
    struct linked_list list = {VEC_INIT};
    struct walk *walk;
    if (!find_linked(w, kind, &p->link, within, &walk, &list, e))
        return false;
    join_equal(&list);
    size_t n = list.items.n;
    struct score_part part = {.predicate = p, .walk = walk, .n = n};
    part.ids = ARENA_ARRAY(w->arena, int64_t, n);
    part.scores = ARENA_ARRAY(w->arena, double, n);
    for (size_t i = 0; i < n; i++) {
        part.ids[i] = list.items.items[i].id;
        part.scores[i] = score_of(&list.items.items[i]);
    }
    *out = (struct row_set){part.ids, n, false};
    if (is_scored)
        answer_add_part(w, part);
    return true;
}
