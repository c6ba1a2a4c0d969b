#include <stdlib.h>

#include "app/graph/picture_internal.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

#define NONE UINT32_MAX
/* A cluster with fewer members is not parted further. */
#define PARTED_MIN 40

static struct str key_of(const int64_t *id)
{
    return str_of((const char *)id, sizeof(*id));
}

static void list_members(struct picture_work *w, struct part_level *l)
{
    l->first = ARENA_ARRAY(w->arena, uint32_t, l->n + 1);
    l->order = ARENA_ARRAY(w->arena, uint32_t, w->n);
    uint32_t *next = ARENA_ARRAY(w->arena, uint32_t, l->n);
    for (uint32_t i = 0; i < w->n; i++)
        l->first[l->of_node[i] + 1]++;
    for (uint32_t c = 0; c < l->n; c++) {
        l->first[c + 1] += l->first[c];
        next[c] = l->first[c];
    }
    for (uint32_t i = 0; i < w->n; i++)
        l->order[next[l->of_node[i]]++] = i;
}

/* ---- communities ---- */

/* Leiden begins with what was together before; each such group bears the number of its first node. */
static void begin(const int64_t *before, const uint32_t *members, uint32_t n, uint32_t *community)
{
    struct arena *a = arena_new();
    struct map *first = map_new(a);
    for (uint32_t i = 0; i < n; i++) {
        const int64_t *id = &before[members ? members[i] : i];
        bool is_new;
        community[i] = i;
        if (!*id)
            continue;
        uint64_t *place = map_put(first, key_of(id), &is_new);
        if (is_new)
            *place = i;
        community[i] = (uint32_t)*place;
    }
    arena_free(a);
}

static bool find_first_level(struct picture_work *w)
{
    struct part_level *l = &w->levels[0];
    l->of_node = ARENA_ARRAY(w->arena, uint32_t, w->n);
    begin(w->cluster_before[0], NULL, w->n, l->of_node);
    /* The second run begins with what the first one found, and seldom moves much: without it the next
     * picture would differ from this one though nothing has changed. */
    if (!leiden_run(&w->leiden, &w->graph, l->of_node, &l->n) ||
        !leiden_run(&w->leiden, &w->graph, l->of_node, &l->n))
        return false;
    list_members(w, l);
    return true;
}

/* Parts one cluster; its parts are numbered from `next` on. */
static bool part_cluster(struct picture_work *w, uint32_t cluster, uint32_t *inside, uint32_t *next)
{
    const struct part_level *above = &w->levels[0];
    const uint32_t *members = above->order + above->first[cluster];
    uint32_t n = above->first[cluster + 1] - above->first[cluster], n_parts = 1;
    struct arena *a = arena_new();
    uint32_t *community = ARENA_ARRAY(a, uint32_t, n);
    bool done = true;
    if (n >= PARTED_MIN) {
        struct weighted_graph g;
        weighted_graph_pick(&w->graph, members, n, inside, a, &g);
        begin(w->cluster_before[1], members, n, community);
        done = leiden_run(&w->leiden, &g, community, &n_parts);
    }
    for (uint32_t i = 0; done && i < n; i++)
        w->levels[1].of_node[members[i]] = *next + community[i];
    *next += n_parts;
    picture_progress(w, n);
    arena_free(a);
    return done;
}

static bool find_second_level(struct picture_work *w)
{
    struct part_level *l = &w->levels[1];
    uint32_t *inside = ARENA_ARRAY(w->arena, uint32_t, w->n);
    l->of_node = ARENA_ARRAY(w->arena, uint32_t, w->n);
    for (uint32_t i = 0; i < w->n; i++)
        inside[i] = NONE;
    for (uint32_t c = 0; c < w->levels[0].n; c++)
        if (!part_cluster(w, c, inside, &l->n))
            return false;
    list_members(w, l);
    l->parent = ARENA_ARRAY(w->arena, uint32_t, l->n);
    for (uint32_t c = 0; c < l->n; c++)
        l->parent[c] = w->levels[0].of_node[l->order[l->first[c]]];
    return true;
}

/* ---- numbers ---- */

struct overlap {
    uint32_t cluster, n;
    const int64_t *before;
};

struct overlap_list {
    VEC(struct overlap) items;
};

static int by_size(const void *left, const void *right)
{
    const struct overlap *a = left;
    const struct overlap *b = right;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    if (*a->before != *b->before)
        return *a->before < *b->before ? -1 : 1;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* How many members a cluster shares with each of before. */
static void find_overlaps(const struct picture_work *w, size_t level, uint32_t cluster,
                          struct arena *a, struct overlap_list *out)
{
    const struct part_level *l = &w->levels[level];
    struct arena *scratch = arena_new();
    struct map *places = map_new(scratch);
    for (uint32_t i = l->first[cluster]; i < l->first[cluster + 1]; i++) {
        const int64_t *id = &w->cluster_before[level][l->order[i]];
        bool is_new;
        if (!*id)
            continue;
        uint64_t *place = map_put(places, key_of(id), &is_new);
        if (is_new) {
            *vec_push(a, &out->items) = (struct overlap){cluster, 0, id};
            *place = out->items.n - 1;
        }
        out->items.items[*place].n++;
    }
    arena_free(scratch);
}

/* Members that each cluster of before has now, wherever they are. */
static struct map *count_before(const struct picture_work *w, size_t level, struct arena *a)
{
    struct map *sizes = map_new(a);
    for (uint32_t i = 0; i < w->n; i++)
        if (w->cluster_before[level][i])
            ++*map_put(sizes, key_of(&w->cluster_before[level][i]), NULL);
    return sizes;
}

/* A cluster that kept more than half of its members keeps its number. */
static void keep_numbers(struct picture_work *w, size_t level)
{
    struct part_level *l = &w->levels[level];
    struct arena *a = arena_new();
    struct overlap_list list = {0};
    struct map *sizes = count_before(w, level, a), *taken = map_new(a);
    for (uint32_t c = 0; c < l->n; c++)
        find_overlaps(w, level, c, a, &list);
    if (list.items.n)
        qsort(list.items.items, list.items.n, sizeof(*list.items.items), by_size);
    for (size_t i = 0; i < list.items.n; i++) {
        const struct overlap *o = &list.items.items[i];
        bool is_most = 2 * (uint64_t)o->n > *map_get(sizes, key_of(o->before));
        if (l->ids[o->cluster] || !is_most || map_get(taken, key_of(o->before)))
            continue;
        l->ids[o->cluster] = *o->before;
        (void)map_put(taken, key_of(o->before), NULL);
    }
    arena_free(a);
}

static void number_clusters(struct picture_work *w)
{
    const struct picture *before = w->before ? overview_picture(w->before) : NULL;
    int64_t last = 0;
    for (size_t i = 0; before && i < before->n_clusters; i++)
        if (before->clusters[i].id > last)
            last = before->clusters[i].id;
    for (size_t level = 0; level < LEVELS; level++) {
        struct part_level *l = &w->levels[level];
        l->ids = ARENA_ARRAY(w->arena, int64_t, l->n);
        keep_numbers(w, level);
        for (uint32_t c = 0; c < l->n; c++)
            if (!l->ids[c])
                l->ids[c] = ++last;
    }
}

bool picture_find_parts(struct picture_work *w)
{
    if (!find_first_level(w) || !find_second_level(w))
        return false;
    number_clusters(w);
    return true;
}
