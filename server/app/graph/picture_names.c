#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "app/graph/picture_internal.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/vec.h"

#define NONE           UINT32_MAX
#define CONCEPTS_SHOWN 8
#define CONCEPTS_NAMED 3

/* A concept of a cluster and how much it tells about it. */
struct telling {
    uint32_t node;
    double weight;
};

struct telling_list {
    struct telling items[CONCEPTS_SHOWN]; /* most telling first */
    size_t n;
};

struct describer {
    struct picture_work *w;
    struct db *db;
    struct arena *arena;
    struct picture *out;
};

/* ---- the most telling concepts ---- */

/* Links into the cluster, and which share of all links of the concept they are. */
static double telling(const struct picture_work *w, const struct part_level *l, uint32_t node)
{
    const struct weighted_graph *g = &w->graph;
    double inside = 0, all = (double)(g->start[node + 1] - g->start[node]);
    for (uint64_t k = g->start[node]; k < g->start[node + 1]; k++)
        inside += l->of_node[g->to[k]] == l->of_node[node];
    return all > 0 ? inside * inside / all : 0;
}

static void add_telling(struct telling_list *list, uint32_t node, double weight)
{
    size_t i = list->n < CONCEPTS_SHOWN ? list->n++ : CONCEPTS_SHOWN;
    for (; i > 0 && list->items[i - 1].weight < weight; i--)
        if (i < CONCEPTS_SHOWN)
            list->items[i] = list->items[i - 1];
    if (i < CONCEPTS_SHOWN)
        list->items[i] = (struct telling){node, weight};
}

static struct telling_list find_telling(const struct picture_work *w, const struct part_level *l,
                                        uint32_t cluster)
{
    struct telling_list list = {0};
    for (uint32_t i = l->first[cluster]; i < l->first[cluster + 1]; i++)
        if (graph_node_is_concept(w->rows[l->order[i]]))
            add_telling(&list, l->order[i], telling(w, l, l->order[i]));
    return list;
}

/* ---- names ---- */

/* The label in a language, or in any when there is none in it. */
static const char *label_in(const json_t *labels, const char *language)
{
    const char *label = json_string_value(json_object_get(labels, language));
    void *first = json_object_iter((json_t *)(uintptr_t)labels);
    return label || !first ? label : json_string_value(json_object_iter_value(first));
}

/* False when the concept has gone since the graph was read. */
static bool read_concept(struct describer *d, uint32_t node, struct concept_row *out)
{
    struct err gone = {0};
    return graph_get_concept(d->db, d->w->rows[node], d->arena, out, &gone);
}

static void add_name(struct strbuf *name, const json_t *labels, const char *language)
{
    const char *label = label_in(labels, language);
    if (label)
        strbuf_printf(name, "%s%s", name->n ? " · " : "", label);
}

static void name_after_concepts(struct describer *d, const struct telling_list *list,
                                struct cluster_row *out)
{
    STRBUF_SCOPE(en);
    STRBUF_SCOPE(zh);
    json_t *keys = json_array();
    for (size_t i = 0; i < list->n; i++) {
        struct concept_row concept;
        if (!read_concept(d, list->items[i].node, &concept))
            continue;
        json_t *labels = json_make_stored(concept.labels);
        if (i < CONCEPTS_NAMED) {
            add_name(&en, labels, "en");
            add_name(&zh, labels, "zh");
        }
        json_decref(labels);
        (void)json_array_append_new(keys, json_make_text(concept.slug));
    }
    json_t *names = json_pack("{s:o, s:o}", "en", json_make_text(strbuf_view(&en)), "zh",
                              json_make_text(strbuf_view(&zh)));
    out->labels = json_print(names, 0, d->arena);
    out->concepts = json_print(keys, 0, d->arena);
    json_decref(names);
    json_decref(keys);
}

/* A cluster of papers alone is called after the one that has the most links. */
static void name_after_paper(struct describer *d, uint32_t node, struct cluster_row *out)
{
    struct paper_row paper;
    struct err gone = {0};
    if (!graph_get_paper(d->db, d->w->rows[node], d->arena, &paper, &gone))
        return;
    struct str title = paper.short_name.n ? paper.short_name : paper.title;
    json_t *names =
        json_pack("{s:o, s:o}", "en", json_make_text(title), "zh", json_make_text(title));
    out->labels = json_print(names, 0, d->arena);
    json_decref(names);
}

static uint64_t degree(const struct picture_work *w, uint32_t node)
{
    return w->graph.start[node + 1] - w->graph.start[node];
}

static uint32_t best_joined(const struct picture_work *w, const struct part_level *l,
                            uint32_t cluster)
{
    uint32_t best = l->order[l->first[cluster]];
    for (uint32_t i = l->first[cluster]; i < l->first[cluster + 1]; i++)
        if (degree(w, l->order[i]) > degree(w, best))
            best = l->order[i];
    return best;
}

static int64_t hundredths(double length)
{
    return llround(length * 100);
}

static void describe_cluster(struct describer *d, size_t level, uint32_t cluster,
                             struct cluster_row *out)
{
    const struct part_level *l = &d->w->levels[level];
    struct telling_list list = find_telling(d->w, l, cluster);
    *out = (struct cluster_row){
        .id = l->ids[cluster],
        .level = (int64_t)level + 1,
        .parent = level ? d->w->levels[0].ids[l->parent[cluster]] : 0,
        .x = hundredths(l->places[cluster].x),
        .y = hundredths(l->places[cluster].y),
        .radius = hundredths(l->radii[cluster]),
        .labels = STR("{}"),
        .concepts = STR("[]"),
    };
    for (uint32_t i = l->first[cluster]; i < l->first[cluster + 1]; i++) {
        bool is_concept = graph_node_is_concept(d->w->rows[l->order[i]]);
        out->n_concepts += is_concept;
        out->n_papers += !is_concept;
    }
    if (list.n)
        name_after_concepts(d, &list, out);
    else
        name_after_paper(d, best_joined(d->w, l, cluster), out);
}

/* ---- links ---- */

struct link_list {
    VEC(struct cluster_link_row) items;
};

/* Between the parts of one cluster, or between those of the first level. */
static void add_links(struct describer *d, size_t level, struct link_list *out)
{
    const struct part_level *l = &d->w->levels[level];
    struct arena *scratch = arena_new();
    struct weighted_graph counted = d->w->graph, g;
    counted.weight = NULL;
    weighted_graph_join(&counted, l->of_node, l->n, scratch, &g);
    for (uint32_t c = 0; c < l->n; c++) {
        for (uint64_t k = g.start[c]; k < g.start[c + 1]; k++) {
            uint32_t other = g.to[k];
            if (l->ids[c] < l->ids[other] && (!level || l->parent[c] == l->parent[other]))
                *vec_push(d->arena, &out->items) =
                    (struct cluster_link_row){l->ids[c], l->ids[other], (int64_t)g.weight[k]};
        }
    }
    arena_free(scratch);
}

/* ---- places ---- */

struct ranked {
    uint32_t node;
    uint64_t degree;
};

static int by_degree(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void write_places(struct describer *d)
{
    const struct picture_work *w = d->w;
    const struct part_level *l = &w->levels[1];
    d->out->places = ARENA_ARRAY(d->arena, struct place_row, w->n);
    struct ranked *ranked = ARENA_ARRAY(d->arena, struct ranked, w->n);
    for (uint32_t i = 0; i < w->n; i++)
        ranked[i] = (struct ranked){l->order[i], degree(w, l->order[i])};
    for (uint32_t c = 0; c < l->n; c++)
        qsort(ranked + l->first[c], l->first[c + 1] - l->first[c], sizeof(*ranked), by_degree);
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t node = ranked[i].node;
        d->out->places[i] = (struct place_row){
            .public_id = w->numbers[node],
            .cluster = (uint32_t)l->ids[l->of_node[node]],
            .x = (int32_t)hundredths(w->places[node].x),
            .y = (int32_t)hundredths(w->places[node].y),
            .class_ = graph_node_is_concept(w->rows[node]) ? NODE_CONCEPT : NODE_PAPER,
        };
    }
    d->out->n_places = w->n;
}

void picture_describe(struct picture_work *w, struct db *db, struct picture *out)
{
    struct describer d = {.w = w, .db = db, .arena = w->arena, .out = out};
    struct link_list links = {0};
    out->n_clusters = (size_t)w->levels[0].n + w->levels[1].n;
    out->clusters = ARENA_ARRAY(w->arena, struct cluster_row, out->n_clusters);
    size_t n = 0;
    for (size_t level = 0; level < LEVELS; level++) {
        for (uint32_t c = 0; c < w->levels[level].n; c++)
            describe_cluster(&d, level, c, &out->clusters[n++]);
        add_links(&d, level, &links);
    }
    out->links = links.items.items;
    out->n_links = links.items.n;
    write_places(&d);
}
