#include "app/resolve/join_keys_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* The facts of a note before and after, and which mentions stay as they are. */
struct fact_diff {
    const struct fact_set *old, *new;
    int64_t *old_papers, *old_concepts; /* their nodes */
    bool *gone_papers, *gone_concepts;  /* old mentions that nothing equals now */
    bool *is_new_paper, *is_new_concept;
};

struct resolve_changes *resolve_changes_new(struct arena *a)
{
    struct resolve_changes *c = ARENA_NEW(a, struct resolve_changes);
    c->arena = a;
    c->known_keys = map_new(a);
    id_set_init(&c->lost_papers, a);
    id_set_init(&c->lost_concepts, a);
    id_set_init(&c->edges, a);
    return c;
}

void resolve_note_changed(struct resolve_changes *c, int64_t note_id, const struct fact_set *facts)
{
    struct changed_note *note;
    c->notes = vec_grow(c->arena, c->notes, &c->n_notes, &c->cap_notes, sizeof(*c->notes));
    note = &c->notes[c->n_notes - 1];
    *note = (struct changed_note){note_id, facts};
}

static void add_key(struct resolve_changes *c, struct str key)
{
    bool is_new;
    map_put(c->known_keys, key, &is_new);
    if (!is_new)
        return;
    c->keys = vec_grow(c->arena, c->keys, &c->n_keys, &c->cap_keys, sizeof(*c->keys));
    c->keys[c->n_keys - 1] = key;
}

/* ---- what stays ---- */

static bool is_same_paper(const struct fact_paper *a, const struct fact_paper *b)
{
    return str_eq(a->key, b->key) && str_eq(a->status, b->status) && str_eq(a->title, b->title) &&
           str_eq(a->short_name, b->short_name) && str_eq(a->venue, b->venue) &&
           a->year == b->year && str_eq(a->aliases, b->aliases) &&
           str_eq(a->identifiers, b->identifiers) && str_eq(a->urls, b->urls) &&
           str_eq(a->resources, b->resources) && str_eq(a->authors, b->authors);
}

static bool is_same_concept(const struct fact_concept *a, const struct fact_concept *b)
{
    return str_eq(a->key, b->key) && str_eq(a->kind, b->kind) && str_eq(a->origin, b->origin) &&
           str_eq(a->labels, b->labels) && str_eq(a->alternatives, b->alternatives);
}

static bool load_nodes(struct db *db, int64_t note_id, char type, size_t n, struct arena *a,
                       int64_t **out, struct err *e)
{
    *out = ARENA_ARRAY(a, int64_t, n);
    for (size_t i = 0; i < n; i++)
        if (!graph_get_mention(db, note_id, type, (int64_t)i, &(*out)[i], e))
            return false;
    return true;
}

static bool keep_papers(struct fact_diff *d, struct db *db, int64_t note_id, struct arena *a,
                        struct err *e)
{
    struct map *by_key = map_new(a);
    for (size_t i = 0; i < d->old->n_papers; i++) {
        *map_put(by_key, d->old->papers[i].key, NULL) = i;
        d->gone_papers[i] = true;
    }
    for (size_t i = 0; i < d->new->n_papers; i++) {
        const uint64_t *old = map_get(by_key, d->new->papers[i].key);
        d->is_new_paper[i] = !old || !d->old_papers[*old] ||
                             !is_same_paper(&d->old->papers[*old], &d->new->papers[i]);
        if (d->is_new_paper[i])
            continue;
        d->gone_papers[*old] = false;
        if (!graph_set_mention(db, note_id, 'p', (int64_t)i, d->old_papers[*old], e))
            return false;
    }
    return true;
}

static bool keep_concepts(struct fact_diff *d, struct db *db, int64_t note_id, struct arena *a,
                          struct err *e)
{
    struct map *by_key = map_new(a);
    for (size_t i = 0; i < d->old->n_concepts; i++) {
        *map_put(by_key, d->old->concepts[i].key, NULL) = i;
        d->gone_concepts[i] = true;
    }
    for (size_t i = 0; i < d->new->n_concepts; i++) {
        const uint64_t *old = map_get(by_key, d->new->concepts[i].key);
        d->is_new_concept[i] = !old || !d->old_concepts[*old] ||
                               !is_same_concept(&d->old->concepts[*old], &d->new->concepts[i]);
        if (d->is_new_concept[i])
            continue;
        d->gone_concepts[*old] = false;
        if (!graph_set_mention(db, note_id, 'c', (int64_t)i, d->old_concepts[*old], e))
            return false;
    }
    return true;
}

/* ---- what came or went ---- */

/* Per paper of a note: whether it is a bare name. */
static bool *find_bare(const struct fact_set *facts, struct arena *a)
{
    bool *is_bare = ARENA_ARRAY(a, bool, facts->n_papers);
    for (size_t i = 0; i < facts->n_keys; i++)
        if (facts->keys[i].type == 'p' && join_keys_are_bare(&facts->keys[i].key, 1))
            is_bare[facts->keys[i].index] = true;
    return is_bare;
}

static void add_keys(struct resolve_changes *c, const struct fact_set *facts, const bool *papers,
                     const bool *concepts)
{
    const bool *is_bare = find_bare(facts, c->arena);
    for (size_t i = 0; i < facts->n_keys; i++) {
        const struct join_key *key = &facts->keys[i];
        bool is_paper = key->type == 'p';
        if (!(is_paper ? papers : concepts)[key->index])
            continue;
        struct str lookup = join_key_lookup(key->key, is_paper && is_bare[key->index], c->arena);
        if (lookup.n)
            add_key(c, lookup);
    }
}

static void add_lost_nodes(struct resolve_changes *c, const struct fact_diff *d)
{
    for (size_t i = 0; i < d->old->n_papers; i++)
        if (d->gone_papers[i] && d->old_papers[i])
            id_set_add(&c->lost_papers, d->old_papers[i]);
    for (size_t i = 0; i < d->old->n_concepts; i++)
        if (d->gone_concepts[i] && d->old_concepts[i])
            id_set_add(&c->lost_concepts, d->old_concepts[i]);
}

static bool remove_support(struct resolve_changes *c, struct db *db, int64_t note_id, struct err *e)
{
    int64_t *edges;
    size_t n;
    if (!graph_remove_support(db, note_id, c->arena, &edges, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        id_set_add(&c->edges, edges[i]);
    return true;
}

static void diff_init(struct fact_diff *d, struct arena *a)
{
    d->gone_papers = ARENA_ARRAY(a, bool, d->old->n_papers);
    d->gone_concepts = ARENA_ARRAY(a, bool, d->old->n_concepts);
    d->is_new_paper = ARENA_ARRAY(a, bool, d->new->n_papers);
    d->is_new_concept = ARENA_ARRAY(a, bool, d->new->n_concepts);
}

bool resolve_put_facts(struct resolve_changes *c, struct db *db, int64_t note_id,
                       const struct fact_set *facts, struct err *e)
{
    struct arena *a = c->arena;
    struct fact_set *old = ARENA_NEW(a, struct fact_set);
    struct fact_diff d = {.old = old, .new = facts};
    int64_t *nodes;
    size_t n;
    if (!fact_load(db, note_id, a, old, e) ||
        !load_nodes(db, note_id, 'p', old->n_papers, a, &d.old_papers, e) ||
        !load_nodes(db, note_id, 'c', old->n_concepts, a, &d.old_concepts, e))
        return false;
    diff_init(&d, a);
    if (!graph_remove_mentions(db, note_id, a, &nodes, &n, e) ||
        !remove_support(c, db, note_id, e) || !keep_papers(&d, db, note_id, a, e) ||
        !keep_concepts(&d, db, note_id, a, e) || !fact_replace(db, note_id, facts, e))
        return false;
    add_lost_nodes(c, &d);
    add_keys(c, old, d.gone_papers, d.gone_concepts);
    add_keys(c, facts, d.is_new_paper, d.is_new_concept);
    resolve_note_changed(c, note_id, facts);
    return true;
}
