#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/fold.h"
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

uint32_t *resolve_cluster(struct resolver *r, const struct paper_member *members, size_t n)
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

/* The row that the mentions make by themselves, with the key that they get. */
static void make_row(struct resolver *r, const struct paper_member *const *members, size_t n,
                     struct map *taken, struct paper_row *out)
{
    struct str *identifiers;
    size_t n_identifiers;
    paper_row_merge(members, n, r->scratch, out);
    json_read_texts(out->identifiers, r->scratch, &identifiers, &n_identifiers);
    struct str natural = paper_natural_key(out->title, identifiers, n_identifiers, r->scratch);
    out->key = free_key(taken, natural, r->scratch);
}

static bool place_members(struct resolver *r, const struct paper_member *const *members, size_t n,
                          int64_t node_id, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!resolve_set_node(r, members[i]->ref, node_id, e))
            return false;
    return true;
}

static bool write_clusters(struct resolver *r, const struct clustering *c, struct err *e)
{
    struct map *taken = map_new(r->scratch);
    for (size_t i = 0; i < c->n; i++) {
        const struct paper_member *const *members = c->members + c->starts[i];
        size_t n = c->starts[i + 1] - c->starts[i];
        struct paper_row row;
        make_row(r, members, n, taken, &row);
        if (!graph_put_paper(r->db, &row, e) || !place_members(r, members, n, row.id, e))
            return false;
    }
    return true;
}

/* ---- what people decided about these papers ---- */

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The decisions that share a key with a member, in their order. */
static bool find_decisions(struct resolver *r, const struct paper_member *members, size_t n,
                           struct id_set *out, struct err *e)
{
    id_set_init(out, r->scratch);
    for (size_t i = 0; r->ledger->n_keys && i < n; i++) {
        struct known_note *note;
        struct join_key *keys;
        size_t n_keys;
        if (!known_note_get(r->changes, r->db, members[i].ref.note_id, &note, e))
            return false;
        known_note_keys(note, 'p', members[i].ref.index, r->scratch, &keys, &n_keys);
        for (size_t k = 0; k < n_keys; k++) {
            size_t n_found;
            const struct ledger_key *found = ledger_find(r->ledger, keys[k].key, &n_found);
            for (size_t j = 0; j < n_found; j++)
                id_set_add(out, found[j].decision);
        }
    }
    if (out->n)
        qsort(out->items, out->n, sizeof(*out->items), ascending);
    return true;
}

static void make_candidate(const struct paper_row *row, struct arena *a,
                           struct paper_candidate *out)
{
    struct str *aliases, *identifiers;
    size_t n;
    json_read_texts(row->aliases, a, &aliases, &n);
    json_read_texts(row->identifiers, a, &identifiers, &out->n_identifiers);
    out->key = row->key;
    out->identifiers = identifiers;
    out->names = ARENA_ARRAY(a, struct str, n + 2);
    out->names[out->n_names++] = fold_key(a, row->title);
    if (row->short_name.n)
        out->names[out->n_names++] = fold_key(a, row->short_name);
    for (size_t i = 0; i < n; i++)
        out->names[out->n_names++] = fold_key(a, aliases[i]);
}

/* Clusters as they would be without decisions are what the anchors name. */
static struct paper_candidate *make_candidates(struct resolver *r, const struct clustering *c)
{
    struct map *taken = map_new(r->scratch);
    struct paper_candidate *out = ARENA_ARRAY(r->scratch, struct paper_candidate, c->n);
    for (size_t i = 0; i < c->n; i++) {
        struct paper_row row;
        make_row(r, c->members + c->starts[i], c->starts[i + 1] - c->starts[i], taken, &row);
        make_candidate(&row, r->scratch, &out[i]);
    }
    return out;
}

/* Clusters of one group become one; the members stay in their order. */
static void unite_clusters(const struct paper_member *members, const uint32_t *cluster, size_t n,
                           const struct paper_plan *plan, struct arena *a, struct clustering *out)
{
    uint32_t *place = ARENA_ARRAY(a, uint32_t, n), *first = ARENA_ARRAY(a, uint32_t, n);
    uint32_t *united = ARENA_ARRAY(a, uint32_t, n), n_clusters = 0;
    for (uint32_t i = 0; i < n; i++)
        if (cluster[i] == i) {
            first[n_clusters] = i;
            place[i] = n_clusters++;
        }
    for (size_t i = 0; i < n; i++)
        united[i] = first[plan->group[place[cluster[i]]]];
    group_clusters(members, united, n, a, out);
}

static bool write_group(struct resolver *r, const struct paper_plan *plan, uint32_t group,
                        const struct paper_member *const *members, size_t n, struct map *taken,
                        struct err *e)
{
    struct paper_row row;
    size_t n_edits;
    make_row(r, members, n, taken, &row);
    if (plan->is_hidden[group])
        return place_members(r, members, n, 0, e);
    const struct paper_edit *edits = paper_plan_edits(plan, group, r->scratch, &n_edits);
    ledger_edit_paper(edits, n_edits, r->scratch, &row);
    return graph_put_paper(r->db, &row, e) && place_members(r, members, n, row.id, e);
}

static bool write_decided(struct resolver *r, const struct paper_member *members,
                          const uint32_t *cluster, size_t n, const struct clustering *natural,
                          const struct id_set *decisions, struct err *e)
{
    struct paper_plan plan;
    struct clustering united;
    struct map *taken = map_new(r->scratch);
    paper_plan_make(r->ledger, decisions->items, decisions->n, make_candidates(r, natural),
                    natural->n, r->scratch, &plan);
    unite_clusters(members, cluster, n, &plan, r->scratch, &united);
    for (uint32_t group = 0, i = 0; group < natural->n; group++) {
        if (plan.group[group] != group)
            continue;
        size_t start = united.starts[i], end = united.starts[i + 1];
        i++;
        if (!write_group(r, &plan, group, united.members + start, end - start, taken, e))
            return false;
    }
    return true;
}

bool resolve_papers(struct resolver *r, const struct ref_list *refs, struct err *e)
{
    struct paper_member *members;
    struct clustering clusters;
    struct id_set decisions;
    if (!load_members(r, refs, &members, e) || !find_decisions(r, members, refs->n, &decisions, e))
        return false;
    uint32_t *cluster = resolve_cluster(r, members, refs->n);
    paper_split(r, members, refs->n, decisions.items, decisions.n, cluster);
    group_clusters(members, cluster, refs->n, r->scratch, &clusters);
    if (decisions.n == 0)
        return write_clusters(r, &clusters, e);
    return write_decided(r, members, cluster, refs->n, &clusters, &decisions, e);
}
