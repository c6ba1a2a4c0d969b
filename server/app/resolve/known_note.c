#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "store/note.h"

static struct str key_of(const int64_t *note_id)
{
    return str_of((const char *)note_id, sizeof(*note_id));
}

/* A copy to be changed, as long as there are mentions: before the first run nothing is stored. */
static int64_t *copy_nodes(const int64_t *from, size_t n_from, size_t n, struct arena *a)
{
    int64_t *to = ARENA_ARRAY(a, int64_t, n);
    if (n_from && n)
        memcpy(to, from, (n_from < n ? n_from : n) * sizeof(*to));
    return to;
}

static void remember(struct resolve_changes *c, struct known_note *k)
{
    *map_put(c->known, key_of(&k->note_id), NULL) = c->n_known_notes;
    c->known_notes = vec_grow(c->arena, c->known_notes, &c->n_known_notes, &c->cap_known_notes,
                              sizeof(struct known_note *));
    c->known_notes[c->n_known_notes - 1] = k;
}

bool known_note_get(struct resolve_changes *c, struct db *db, int64_t note_id,
                    struct known_note **out, struct err *e)
{
    const uint64_t *place = map_get(c->known, key_of(&note_id));
    if (place) {
        *out = c->known_notes[*place];
        return true;
    }
    struct known_note *k = ARENA_NEW(c->arena, struct known_note);
    k->note_id = note_id;
    if (!fact_view_load(db, note_id, c->arena, &k->view, e) ||
        !graph_get_note_nodes(db, note_id, c->arena, &k->stored, e))
        return false;
    k->nodes.n_papers = k->view.n_papers;
    k->nodes.n_concepts = k->view.n_concepts;
    k->nodes.papers = copy_nodes(k->stored.papers, k->stored.n_papers, k->nodes.n_papers, c->arena);
    k->nodes.concepts =
        copy_nodes(k->stored.concepts, k->stored.n_concepts, k->nodes.n_concepts, c->arena);
    k->is_seen = ARENA_ARRAY(c->arena, bool, k->nodes.n_papers + k->nodes.n_concepts);
    remember(c, k);
    *out = k;
    return true;
}

/* Where the keys of each mention end, papers first. */
static uint32_t *find_key_ends(const struct fact_set *f, struct arena *a)
{
    size_t n = f->n_papers + f->n_concepts, end = 0;
    uint32_t *ends = ARENA_ARRAY(a, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        bool is_concept = i >= f->n_papers;
        size_t index = is_concept ? i - f->n_papers : i;
        while (end < f->n_keys && (f->keys[end].type == 'c') == is_concept &&
               (size_t)f->keys[end].index == index)
            end++;
        ends[i] = (uint32_t)end;
    }
    return ends;
}

struct known_note *known_note_make(struct resolve_changes *c, const struct fact_set *facts,
                                   const struct note_nodes *nodes)
{
    struct known_note *k = ARENA_NEW(c->arena, struct known_note);
    *k = (struct known_note){.path = STR(""),
                             .facts = facts,
                             .nodes = *nodes,
                             .key_ends = find_key_ends(facts, c->arena),
                             .is_seen =
                                 ARENA_ARRAY(c->arena, bool, facts->n_papers + facts->n_concepts),
                             .is_changed = true};
    remember(c, k);
    return k;
}

void known_note_change(struct resolve_changes *c, struct known_note *k,
                       const struct fact_set *facts, const struct note_nodes *nodes)
{
    k->facts = facts;
    k->nodes = *nodes;
    k->key_ends = find_key_ends(facts, c->arena);
    k->is_seen = ARENA_ARRAY(c->arena, bool, facts->n_papers + facts->n_concepts);
    if (k->is_changed)
        return;
    k->is_changed = true;
    c->notes = vec_grow(c->arena, c->notes, &c->n_notes, &c->cap_notes, sizeof(*c->notes));
    c->notes[c->n_notes - 1] = k;
}

void known_note_mentions(const struct known_note *k, struct arena *a, struct fact_set *out)
{
    if (k->facts)
        *out = *k->facts;
    else
        fact_view_unpack(&k->view, a, out);
}

void known_note_paper(const struct known_note *k, int64_t index, struct fact_paper *out)
{
    if (k->facts)
        *out = k->facts->papers[index];
    else
        fact_view_paper(&k->view, (size_t)index, out);
    out->note_id = k->note_id;
}

void known_note_concept(const struct known_note *k, int64_t index, struct fact_concept *out)
{
    if (k->facts)
        *out = k->facts->concepts[index];
    else
        fact_view_concept(&k->view, (size_t)index, out);
    out->note_id = k->note_id;
}

static size_t place_of(const struct known_note *k, char type, int64_t index)
{
    return (type == 'c' ? k->nodes.n_papers : 0) + (size_t)index;
}

void known_note_keys(const struct known_note *k, char type, int64_t index, struct arena *a,
                     struct join_key **out, size_t *n)
{
    if (!k->facts) {
        fact_view_keys(&k->view, type, (size_t)index, a, out, n);
        return;
    }
    size_t place = place_of(k, type, index);
    size_t first = place ? k->key_ends[place - 1] : 0;
    *out = k->facts->keys + first;
    *n = k->key_ends[place] - first;
}

bool known_note_mark_seen(struct known_note *k, char type, int64_t index)
{
    bool *is_seen = &k->is_seen[place_of(k, type, index)];
    bool is_new = !*is_seen;
    *is_seen = true;
    return is_new;
}

int64_t *known_note_node(const struct known_note *k, char type, int64_t index)
{
    return &(type == 'c' ? k->nodes.concepts : k->nodes.papers)[index];
}

bool known_note_path(struct resolve_changes *c, struct db *db, struct known_note *k, struct err *e)
{
    return k->path.p || note_get_path(db, k->note_id, c->arena, &k->path, e);
}
