#include "app/resolve/join_keys_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* What a note says before and after, and which mentions stay as they are. */
struct fact_diff {
    struct fact_set old;
    const struct fact_set *new;
    const struct note_nodes *old_nodes;
    struct note_nodes nodes;
    bool *gone_papers, *gone_concepts; /* old mentions that nothing equals now */
    bool *is_new_paper, *is_new_concept;
};

struct resolve_changes *resolve_changes_new(struct arena *a)
{
    struct resolve_changes *c = ARENA_NEW(a, struct resolve_changes);
    c->arena = a;
    c->known = map_new(a);
    c->known_owners = map_new(a);
    id_set_init(&c->keys, a);
    id_set_init(&c->lost_papers, a);
    id_set_init(&c->lost_concepts, a);
    return c;
}

void resolve_add_owner(struct resolve_changes *c, struct str concept_key)
{
    bool is_new;
    map_put(c->known_owners, concept_key, &is_new);
    if (!is_new)
        return;
    c->owners = vec_grow(c->arena, c->owners, &c->n_owners, &c->cap_owners, sizeof(*c->owners));
    c->owners[c->n_owners - 1] = concept_key;
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

static void keep_papers(struct fact_diff *d, struct arena *a)
{
    struct map *by_key = map_new(a);
    for (size_t i = 0; i < d->old.n_papers; i++) {
        *map_put(by_key, d->old.papers[i].key, NULL) = i;
        d->gone_papers[i] = true;
    }
    for (size_t i = 0; i < d->new->n_papers; i++) {
        const uint64_t *old = map_get(by_key, d->new->papers[i].key);
        d->is_new_paper[i] = !old || !d->old_nodes->papers[*old] ||
                             !is_same_paper(&d->old.papers[*old], &d->new->papers[i]);
        if (d->is_new_paper[i])
            continue;
        d->gone_papers[*old] = false;
        d->nodes.papers[i] = d->old_nodes->papers[*old];
    }
}

static void keep_concepts(struct fact_diff *d, struct arena *a)
{
    struct map *by_key = map_new(a);
    for (size_t i = 0; i < d->old.n_concepts; i++) {
        *map_put(by_key, d->old.concepts[i].key, NULL) = i;
        d->gone_concepts[i] = true;
    }
    for (size_t i = 0; i < d->new->n_concepts; i++) {
        const uint64_t *old = map_get(by_key, d->new->concepts[i].key);
        d->is_new_concept[i] = !old || !d->old_nodes->concepts[*old] ||
                               !is_same_concept(&d->old.concepts[*old], &d->new->concepts[i]);
        if (d->is_new_concept[i])
            continue;
        d->gone_concepts[*old] = false;
        d->nodes.concepts[i] = d->old_nodes->concepts[*old];
    }
}

/* ---- what came or went ---- */

/* Per paper of a note: whether it is a bare name. */
static bool *find_bare(const struct fact_set *facts, struct arena *a)
{
    bool *is_bare = ARENA_ARRAY(a, bool, facts->n_papers);
    for (size_t i = 0; i < facts->n_keys; i++)
        if (facts->keys[i].type == 'p' && join_keys_are_bare(&facts->keys[i], 1))
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
        uint64_t lookup = join_key_lookup(key->key, is_paper && is_bare[key->index]);
        if (join_key_letter(key->key) == 'a')
            resolve_add_owner(c, facts->concepts[key->index].key);
        else if (lookup)
            id_set_add(&c->keys, (int64_t)lookup);
    }
}

static void add_lost_nodes(struct resolve_changes *c, const struct fact_diff *d)
{
    for (size_t i = 0; i < d->old.n_papers; i++)
        if (d->gone_papers[i] && d->old_nodes->papers[i])
            id_set_add(&c->lost_papers, d->old_nodes->papers[i]);
    for (size_t i = 0; i < d->old.n_concepts; i++)
        if (d->gone_concepts[i] && d->old_nodes->concepts[i])
            id_set_add(&c->lost_concepts, d->old_nodes->concepts[i]);
}

static void diff_init(struct fact_diff *d, struct arena *a)
{
    d->gone_papers = ARENA_ARRAY(a, bool, d->old.n_papers);
    d->gone_concepts = ARENA_ARRAY(a, bool, d->old.n_concepts);
    d->is_new_paper = ARENA_ARRAY(a, bool, d->new->n_papers);
    d->is_new_concept = ARENA_ARRAY(a, bool, d->new->n_concepts);
    d->nodes.n_papers = d->new->n_papers;
    d->nodes.n_concepts = d->new->n_concepts;
    d->nodes.papers = ARENA_ARRAY(a, int64_t, d->new->n_papers);
    d->nodes.concepts = ARENA_ARRAY(a, int64_t, d->new->n_concepts);
}

bool resolve_put_facts(struct resolve_changes *c, struct db *db, int64_t note_id,
                       const struct fact_set *facts, struct err *e)
{
    struct arena *a = c->arena;
    struct fact_diff d = {.new = facts};
    struct known_note *note;
    if (!known_note_get(c, db, note_id, &note, e))
        return false;
    known_note_mentions(note, a, &d.old);
    d.old_nodes = &note->nodes;
    diff_init(&d, a);
    keep_papers(&d, a);
    keep_concepts(&d, a);
    add_lost_nodes(c, &d);
    add_keys(c, &d.old, d.gone_papers, d.gone_concepts);
    add_keys(c, facts, d.is_new_paper, d.is_new_concept);
    known_note_change(c, note, facts, &d.nodes);
    return true;
}

bool resolve_write_facts(struct resolve_changes *c, struct db *db, struct err *e)
{
    struct fact_change *changes = ARENA_ARRAY(c->arena, struct fact_change, c->n_notes);
    for (size_t i = 0; i < c->n_notes; i++) {
        struct fact_set old = {0};
        fact_view_unpack(&c->notes[i]->view, c->arena, &old);
        changes[i] =
            (struct fact_change){c->notes[i]->note_id, old.keys, old.n_keys, c->notes[i]->facts};
    }
    return fact_replace_all(db, changes, c->n_notes, e);
}
