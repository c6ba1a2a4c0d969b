#include "app/resolve.h"

#include "app/ingest/facts_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "store/note.h"

#define NOTES_PER_PAGE 500

static void resolver_init(struct resolver *r, const struct library *l, struct db *db,
                          struct resolve_changes *c)
{
    struct arena *a = c->arena;
    *r = (struct resolver){
        .vocabulary = l->vocabulary,
        .db = db,
        .changes = c,
        .arena = a,
        .scratch = arena_new(),
        .seen = map_new(a),
        .paths = map_new(a),
        .known_nodes = map_new(a),
    };
    id_set_init(&r->moved_notes, a);
    id_set_init(&r->edges, a);
    id_set_init(&r->papers, a);
    id_set_init(&r->concepts, a);
}

bool resolve_note_path(struct resolver *r, int64_t note_id, struct str *out, struct err *e)
{
    struct str key = str_of((const char *)&note_id, sizeof(note_id));
    const uint64_t *known = map_get(r->paths, key);
    if (!known) {
        struct note_row note;
        if (!note_get_by_id(r->db, note_id, r->scratch, &note, e))
            return false;
        r->path_texts = vec_grow(r->arena, r->path_texts, &r->n_path_texts, &r->cap_path_texts,
                                 sizeof(*r->path_texts));
        r->path_texts[r->n_path_texts - 1] = str_copy(r->arena, note.path);
        known = map_put(r->paths, str_copy(r->arena, key), NULL);
        *map_put(r->paths, key, NULL) = r->n_path_texts - 1;
    }
    *out = r->path_texts[*known];
    return true;
}

bool resolve_set_node(struct resolver *r, struct fact_ref ref, int64_t node_id, struct err *e)
{
    int64_t before;
    struct id_set *nodes = ref.type == 'p' ? &r->papers : &r->concepts;
    struct id_set *lost = ref.type == 'p' ? &r->changes->lost_papers : &r->changes->lost_concepts;
    if (!graph_get_mention(r->db, ref.note_id, ref.type, ref.index, &before, e))
        return false;
    if (before == node_id)
        return true;
    if (before)
        id_set_add(lost, before);
    id_set_add(nodes, node_id);
    id_set_add(&r->moved_notes, ref.note_id);
    return graph_set_mention(r->db, ref.note_id, ref.type, ref.index, node_id, e);
}

/* ---- the steps of a run ---- */

static bool resolve_component(struct resolver *r, char type, const struct ref_list *refs,
                              struct err *e)
{
    if (refs->n == 0)
        return true;
    return type == 'p' ? resolve_papers(r, refs, e) : resolve_discovered(r, refs, e);
}

static bool resolve_key(struct resolver *r, struct str key, struct err *e)
{
    struct ref_list refs = {0};
    arena_clear(r->scratch);
    switch (key.p[0]) {
    case 'a':
    case 'x':
        return resolve_own_names(r, key, e);
    case 'c':
        return resolve_reach(r, 'c', key, &refs, e) && resolve_component(r, 'c', &refs, e);
    default:
        return resolve_reach(r, 'p', key, &refs, e) && resolve_component(r, 'p', &refs, e);
    }
}

static bool resolve_changed_notes(struct resolver *r, struct err *e)
{
    struct resolve_changes *c = r->changes;
    for (size_t i = 0; i < c->n_notes; i++) {
        arena_clear(r->scratch);
        if (!resolve_known(r, c->notes[i].note_id, c->notes[i].facts, e))
            return false;
    }
    for (size_t i = 0; i < c->n_keys; i++)
        if (!resolve_key(r, c->keys[i], e))
            return false;
    return true;
}

/* Notes that did not change but mention something that did: their edges lead elsewhere now. */
static bool resolve_moved_notes(struct resolver *r, const struct id_set *done, struct err *e)
{
    for (size_t i = 0; i < r->moved_notes.n; i++) {
        int64_t note_id = r->moved_notes.items[i];
        struct fact_set facts;
        int64_t *edges;
        size_t n;
        if (id_set_has(done, note_id))
            continue;
        arena_clear(r->scratch);
        if (!graph_remove_support(r->db, note_id, r->scratch, &edges, &n, e))
            return false;
        for (size_t k = 0; k < n; k++)
            id_set_add(&r->edges, edges[k]);
        if (!fact_load(r->db, note_id, r->scratch, &facts, e) ||
            !resolve_note_edges(r, note_id, &facts, e))
            return false;
    }
    return true;
}

static bool resolve_all_edges(struct resolver *r, struct err *e)
{
    struct resolve_changes *c = r->changes;
    struct id_set done;
    id_set_init(&done, r->arena);
    for (size_t i = 0; i < c->edges.n; i++)
        id_set_add(&r->edges, c->edges.items[i]);
    for (size_t i = 0; i < c->n_notes; i++) {
        id_set_add(&done, c->notes[i].note_id);
        arena_clear(r->scratch);
        if (!resolve_note_edges(r, c->notes[i].note_id, c->notes[i].facts, e))
            return false;
    }
    return resolve_moved_notes(r, &done, e) && resolve_scores(r, e);
}

static bool update_counts(struct resolver *r, struct err *e)
{
    const struct resolve_changes *c = r->changes;
    for (size_t i = 0; i < c->lost_papers.n; i++)
        id_set_add(&r->papers, c->lost_papers.items[i]);
    for (size_t i = 0; i < c->lost_concepts.n; i++)
        id_set_add(&r->concepts, c->lost_concepts.items[i]);
    for (size_t i = 0; i < r->papers.n; i++)
        if (!graph_update_counts(r->db, NODE_PAPER, r->papers.items[i], e))
            return false;
    for (size_t i = 0; i < r->concepts.n; i++)
        if (!graph_update_counts(r->db, NODE_CONCEPT, r->concepts.items[i], e))
            return false;
    return true;
}

static bool delete_unmentioned(struct resolver *r, struct err *e)
{
    const struct resolve_changes *c = r->changes;
    for (size_t i = 0; i < c->lost_papers.n; i++) {
        struct paper_row row;
        arena_clear(r->scratch);
        if (!graph_get_paper(r->db, c->lost_papers.items[i], r->scratch, &row, e) ||
            (row.n_notes == 0 && !graph_delete_paper(r->db, row.id, e)))
            return false;
    }
    for (size_t i = 0; i < c->lost_concepts.n; i++) {
        struct concept_row row;
        arena_clear(r->scratch);
        if (!graph_get_concept(r->db, c->lost_concepts.items[i], r->scratch, &row, e) ||
            (row.n_notes == 0 && !graph_delete_concept(r->db, row.id, e)))
            return false;
    }
    return true;
}

static bool finish(struct resolver *r, struct err *e)
{
    return resolve_all_edges(r, e) && update_counts(r, e) && delete_unmentioned(r, e) &&
           store_touch_graph(r->db, e);
}

bool resolve_changed(const struct library *l, struct db *db, struct resolve_changes *c,
                     struct err *e)
{
    struct resolver r;
    if (c->n_notes == 0)
        return true;
    resolver_init(&r, l, db, c);
    bool ok = resolve_changed_notes(&r, e) && finish(&r, e);
    arena_free(r.scratch);
    return ok;
}

/* ---- from nothing ---- */

static bool resolve_mentions(struct resolver *r, int64_t note_id, char type, size_t n,
                             struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct ref_list refs = {0};
        struct fact_ref ref = {.note_id = note_id, .index = (int64_t)i, .type = type};
        int64_t node;
        if (!graph_get_mention(r->db, note_id, type, ref.index, &node, e))
            return false;
        if (node)
            continue;
        arena_clear(r->scratch);
        if (!resolve_reach_from(r, ref, &refs, e) || !resolve_component(r, type, &refs, e))
            return false;
    }
    return true;
}

static bool resolve_note(struct resolver *r, int64_t note_id, struct arena *a, struct err *e)
{
    struct fact_set facts;
    if (!fact_load(r->db, note_id, a, &facts, e))
        return false;
    arena_clear(r->scratch);
    id_set_add(&r->moved_notes, note_id);
    return resolve_known(r, note_id, &facts, e) &&
           resolve_mentions(r, note_id, 'p', facts.n_papers, e) &&
           resolve_mentions(r, note_id, 'c', facts.n_concepts, e);
}

static bool resolve_notes(struct resolver *r, struct err *e)
{
    struct arena *page = arena_new();
    struct note_row *notes = NULL;
    size_t n = NOTES_PER_PAGE;
    struct str after = STR_EMPTY;
    bool ok = true;
    while (ok && n == NOTES_PER_PAGE) {
        after = str_copy(r->arena, after);
        arena_clear(page);
        ok = note_list(r->db, after, NOTES_PER_PAGE, page, &notes, &n, e);
        for (size_t i = 0; ok && i < n; i++) {
            struct arena_mark mark = arena_mark(page);
            ok = resolve_note(r, notes[i].id, page, e);
            arena_reset(page, mark);
        }
        if (ok && n)
            after = notes[n - 1].path;
    }
    arena_free(page);
    return ok;
}

bool resolve_all(const struct library *l, struct db *db, struct err *e)
{
    struct arena *a = arena_new();
    struct resolver r;
    resolver_init(&r, l, db, resolve_changes_new(a));
    bool ok = store_clear_graph(db, e) && resolve_vocabulary(l, db, e) && resolve_notes(&r, e) &&
              finish(&r, e);
    arena_free(r.scratch);
    arena_free(a);
    return ok;
}

bool resolve_vocabulary(const struct library *l, struct db *db, struct err *e)
{
    struct arena *a = arena_new();
    bool ok = true;
    for (uint32_t i = 0; ok && i < vocabulary_count(l->vocabulary); i++) {
        const struct vocabulary_concept *c = vocabulary_at(l->vocabulary, i);
        struct arena_mark mark = arena_mark(a);
        struct str *broader = ARENA_ARRAY(a, struct str, c->n_broader);
        for (size_t k = 0; k < c->n_broader; k++)
            broader[k] = vocabulary_at(l->vocabulary, c->broader[k])->id;
        ok = c->n_broader == 0 || graph_set_broader(db, c->id, broader, c->n_broader, e);
        arena_reset(a, mark);
    }
    arena_free(a);
    return ok;
}
