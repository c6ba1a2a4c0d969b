#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "extract/identity.h"

/* Members of one cluster stand together, the clusters in the order of their first members. */
struct clustering {
    const struct paper_member **members;
    size_t *starts; /* of each cluster, and one past the last */
    size_t n;
};

static int by_order(const void *a, const void *b)
{
    return str_cmp(((const struct paper_member *)a)->order,
                   ((const struct paper_member *)b)->order);
}

static bool load_member(struct resolver *r, struct fact_ref ref, struct paper_member *out,
                        struct err *e)
{
    struct arena *a = r->scratch;
    struct known_note *note;
    if (!known_note_get(r->changes, r->db, ref.note_id, &note, e) ||
        !known_note_path(r->changes, r->db, note, e))
        return false;
    out->ref = ref;
    out->path = note->path;
    known_note_paper(note, ref.index, &out->fact);
    json_read_texts(out->fact.aliases, a, &out->aliases, &out->n_aliases);
    json_read_texts(out->fact.identifiers, a, &out->identifiers, &out->n_identifiers);
    json_read_texts(out->fact.urls, a, &out->urls, &out->n_urls);
    json_read_texts(out->fact.resources, a, &out->resources, &out->n_resources);
    out->is_stub = str_eq(out->fact.status, STR("stub"));
    /* Byte 1 sorts before all that a path can hold. */
    out->order =
        str_from(arena_printf(a, "%.*s\001%.*s", STR_FMT(out->path), STR_FMT(out->fact.key)));
    return true;
}

static bool load_members(struct resolver *r, const struct ref_list *refs, struct paper_member **out,
                         struct err *e)
{
    *out = ARENA_ARRAY(r->scratch, struct paper_member, refs->n);
    for (size_t i = 0; i < refs->n; i++)
        if (!load_member(r, refs->items[i], &(*out)[i], e))
            return false;
    qsort(*out, refs->n, sizeof(**out), by_order);
    return true;
}

static struct paper_mention mention_of(const struct paper_member *m)
{
    return (struct paper_mention){
        .order = m->order,
        .title = m->fact.title,
        .short_name = m->fact.short_name,
        .aliases = m->aliases,
        .n_aliases = m->n_aliases,
        .identifiers = m->identifiers,
        .n_identifiers = m->n_identifiers,
        .year = (uint32_t)m->fact.year,
        .is_stub = m->is_stub,
        .scope = m->path,
    };
}

/* cluster[i] is the index of the first member of the cluster that i belongs to. */
static uint32_t *cluster_members(struct resolver *r, const struct paper_member *members, size_t n)
{
    struct arena *a = r->scratch;
    uint32_t *cluster = ARENA_ARRAY(a, uint32_t, n);
    if (n == 1)
        return cluster;
    struct paper_mention *mentions = ARENA_ARRAY(a, struct paper_mention, n);
    struct identity_conflict *conflicts;
    size_t n_conflicts;
    for (size_t i = 0; i < n; i++)
        mentions[i] = mention_of(&members[i]);
    identity_cluster(mentions, n, r->vocabulary, a, cluster, &conflicts, &n_conflicts);
    return cluster;
}

/* Counting sort of the members by cluster. */
static void group_clusters(const struct paper_member *members, const uint32_t *cluster, size_t n,
                           struct arena *a, struct clustering *out)
{
    size_t *place = ARENA_ARRAY(a, size_t, n + 1);
    size_t *size = ARENA_ARRAY(a, size_t, n);
    *out = (struct clustering){.members = ARENA_ARRAY(a, const struct paper_member *, n),
                               .starts = ARENA_ARRAY(a, size_t, n + 1)};
    for (size_t i = 0; i < n; i++)
        size[cluster[i]]++;
    for (size_t i = 0, next = 0; i < n; i++) {
        if (!size[i])
            continue;
        place[i] = out->starts[out->n++] = next;
        next += size[i];
        out->starts[out->n] = next;
    }
    for (size_t i = 0; i < n; i++)
        out->members[place[cluster[i]]++] = &members[i];
}

/* Several clusters may want one key (papers without identifier and of the same title that are told
 * apart by year, say): the later ones get a number. No identifier or slug of ours ends in "~2". */
static struct str free_key(struct map *taken, struct str natural, struct arena *a)
{
    uint64_t *uses = map_put(taken, natural, NULL);
    if (++*uses == 1)
        return natural;
    return str_from(arena_printf(a, "%.*s~%u", STR_FMT(natural), (unsigned)*uses));
}

static bool write_cluster(struct resolver *r, const struct paper_member *const *members, size_t n,
                          struct map *taken, struct err *e)
{
    struct paper_row row;
    struct str *identifiers;
    size_t n_identifiers;
    paper_row_merge(members, n, r->scratch, &row);
    json_read_texts(row.identifiers, r->scratch, &identifiers, &n_identifiers);
    struct str natural = paper_natural_key(row.title, identifiers, n_identifiers, r->scratch);
    row.key = free_key(taken, natural, r->scratch);
    if (!graph_put_paper(r->db, &row, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!resolve_set_node(r, members[i]->ref, row.id, e))
            return false;
    return true;
}

bool resolve_papers(struct resolver *r, const struct ref_list *refs, struct err *e)
{
    struct paper_member *members;
    struct clustering clusters;
    struct map *taken = map_new(r->scratch);
    if (!load_members(r, refs, &members, e))
        return false;
    const uint32_t *cluster = cluster_members(r, members, refs->n);
    group_clusters(members, cluster, refs->n, r->scratch, &clusters);
    for (size_t i = 0; i < clusters.n; i++) {
        size_t start = clusters.starts[i];
        if (!write_cluster(r, clusters.members + start, clusters.starts[i + 1] - start, taken, e))
            return false;
    }
    return true;
}
