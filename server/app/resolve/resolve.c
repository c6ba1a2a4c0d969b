#include "app/resolve.h"

#include "app/ingest/facts_internal.h"
#include "app/resolve/join_keys_internal.h"
#include "app/resolve/made_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "store/note.h"
#include "store/reading.h"

#define NOTES_PER_PAGE 500

static bool resolver_init(struct resolver *r, const struct library *l, struct db *db,
                          struct resolve_changes *c, struct err *e)
{
    struct arena *a = c->arena;
    struct ledger *ledger = ARENA_NEW(a, struct ledger);
    *r = (struct resolver){
        .vocabulary = l->vocabulary,
        .ledger = ledger,
        .db = db,
        .changes = c,
        .arena = a,
        .scratch = arena_new(),
        .carriers_of = map_new(a),
        .counts = graph_counts_new(a),
        .known_nodes = map_new(a),
    };
    return ledger_load(db, a, ledger, e) &&
           (ledger->n_all == 0 || hidden_mention_exists(db, &r->has_hidden_mentions, e)) &&
           made_load(r, e);
}

static void add_moved(struct resolver *r, struct known_note *note)
{
    if (note->is_changed || note->is_moved)
        return;
    note->is_moved = true;
    r->moved =
        vec_grow(r->arena, r->moved, &r->n_moved, &r->cap_moved, sizeof(struct known_note *));
    r->moved[r->n_moved - 1] = note;
}

bool resolve_set_node(struct resolver *r, struct fact_ref ref, int64_t node_id, struct err *e)
{
    struct id_set *lost = ref.type == 'p' ? &r->changes->lost_papers : &r->changes->lost_concepts;
    struct known_note *note;
    if (!known_note_get(r->changes, r->db, ref.note_id, &note, e))
        return false;
    int64_t *node = known_note_node(note, ref.type, ref.index);
    if (*node == node_id)
        return true;
    if (*node)
        id_set_add(lost, *node);
    *node = node_id;
    add_moved(r, note);
    return true;
}

/* ---- the steps of a run ---- */

static bool resolve_component(struct resolver *r, char type, const struct ref_list *refs,
                              struct err *e)
{
    if (refs->n == 0)
        return true;
    return type == 'p' ? resolve_papers(r, refs, e) : resolve_discovered(r, refs, e);
}

static bool resolve_key(struct resolver *r, uint64_t key, struct err *e)
{
    struct ref_list refs = {0};
    arena_clear(r->scratch);
    if (join_key_letter(key) == 'x')
        return resolve_own_name(r, key, e);
    return resolve_reach(r, key, &refs, e) &&
           resolve_component(r, join_key_letter(key) == 'c' ? 'c' : 'p', &refs, e);
}

static bool resolve_changed_notes(struct resolver *r, struct err *e)
{
    struct resolve_changes *c = r->changes;
    if (!resolve_write_facts(c, r->db, e) || !resolve_load_carriers(r, e))
        return false;
    for (size_t i = 0; i < c->n_notes; i++) {
        arena_clear(r->scratch);
        if (!resolve_known(r, c->notes[i], e))
            return false;
    }
    for (size_t i = 0; i < c->n_owners; i++) {
        arena_clear(r->scratch);
        if (!resolve_own_names(r, c->owners[i], e))
            return false;
    }
    for (size_t i = 0; i < c->keys.n; i++)
        if (!resolve_key(r, (uint64_t)c->keys.items[i], e))
            return false;
    return true;
}

/* The notes that changed, then those that mention something that did: their edges lead elsewhere. */
static bool resolve_all_edges(struct resolver *r, struct err *e)
{
    struct resolve_changes *c = r->changes;
    if (!resolve_edges(r, c->notes, c->n_notes, e))
        return false;
    for (size_t i = 0; i < r->n_moved; i += NOTES_PER_PAGE) {
        size_t n = r->n_moved - i < NOTES_PER_PAGE ? r->n_moved - i : NOTES_PER_PAGE;
        if (!resolve_edges(r, r->moved + i, n, e))
            return false;
    }
    return true;
}

static bool delete_unmentioned(struct resolver *r, struct err *e)
{
    const struct resolve_changes *c = r->changes;
    for (size_t i = 0; i < c->lost_papers.n; i++) {
        struct paper_row row;
        arena_clear(r->scratch);
        if (!graph_get_paper(r->db, c->lost_papers.items[i], r->scratch, &row, e) ||
            (row.n_notes == 0 && !made_holds(r->made, row.id) &&
             (!decided_edges_detach(r, row.id, e) || !graph_delete_paper(r->db, row.id, e))))
            return false;
    }
    for (size_t i = 0; i < c->lost_concepts.n; i++) {
        struct concept_row row;
        arena_clear(r->scratch);
        if (!graph_get_concept(r->db, c->lost_concepts.items[i], r->scratch, &row, e) ||
            (row.n_notes == 0 && !made_holds(r->made, row.id) &&
             (!decided_edges_detach(r, row.id, e) || !graph_delete_concept(r->db, row.id, e))))
            return false;
    }
    return true;
}

static bool finish(struct resolver *r, struct err *e)
{
    return resolve_all_edges(r, e) && graph_write_counts(r->db, r->counts, e) &&
           delete_unmentioned(r, e) && made_write(r, e) && decided_broader_write(r, e) &&
           decided_edges_write(r, e) && reading_place(r->db, e) && store_touch_graph(r->db, e);
}

bool resolve_changed(const struct library *l, struct db *db, struct resolve_changes *c,
                     struct err *e)
{
    struct resolver r;
    if (c->n_notes == 0)
        return true;
    bool ok = resolver_init(&r, l, db, c, e) && resolve_changed_notes(&r, e) && finish(&r, e);
    arena_free(r.scratch);
    return ok;
}

/* ---- decisions ---- */

/* The notes that mention a concept of the vocabulary place it again: it may have been merged or hidden. */
static bool place_again(struct resolver *r, struct str key, struct err *e)
{
    struct note_row *notes;
    size_t n, n_hidden;
    int64_t node, *hidden;
    const struct graph_anchor concept = {.class_ = NODE_CONCEPT, .key = key};
    if (!graph_find_anchor(r->db, &concept, &node, e) ||
        !note_list_of_paper(r->db, node, r->arena, &notes, &n, e) ||
        !hidden_mention_list(r->db, key, r->arena, &hidden, &n_hidden, e))
        return false;
    for (size_t i = 0; i < n + n_hidden; i++) {
        struct known_note *note;
        int64_t note_id = i < n ? notes[i].id : hidden[i - n];
        arena_clear(r->scratch);
        if (!known_note_get(r->changes, r->db, note_id, &note, e) || !resolve_known(r, note, e))
            return false;
    }
    return !r->made->note || resolve_known(r, r->made->note, e);
}

static bool concept_changed(struct resolver *r, struct str anchor_key, struct err *e)
{
    size_t n;
    const struct str *keys = concept_groups_keys(r->ledger, anchor_key, r->arena, &n);
    for (size_t i = 0; i < n; i++) {
        if (facts_known_concept(r->vocabulary, keys[i]))
            resolve_add_owner(r->changes, keys[i]);
        id_set_add(&r->changes->keys, (int64_t)join_key_make('c', keys[i]));
        if (!place_again(r, keys[i], e))
            return false;
    }
    return true;
}

/* The label may have been of other concepts before, or be so again. */
static bool label_changed(struct resolver *r, struct str label, struct err *e)
{
    const struct ledger *l = r->ledger;
    id_set_add(&r->changes->keys, (int64_t)join_key_make('c', label));
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(ledger_label(&l->decisions[i], r->arena), label) &&
            !concept_changed(r, l->decisions[i].first.key, e))
            return false;
    return true;
}

static bool decision_changed(struct resolver *r, const struct decision *d, struct err *e)
{
    struct resolve_changes *c = r->changes;
    size_t n;
    struct str label = ledger_label(d, r->arena);
    if (label.n && !label_changed(r, label, e))
        return false;
    if (d->kind == DECISION_ADD_PAPER || d->kind == DECISION_ADD_CONCEPT) {
        const uint64_t *made = made_keys(r, d, c->arena, &n);
        for (size_t i = 0; i < n; i++)
            id_set_add(&c->keys, (int64_t)made[i]);
    }
    if (d->first.class_ == NODE_CONCEPT)
        return concept_changed(r, d->first.key, e) &&
               (!d->second.key.n || concept_changed(r, d->second.key, e));
    const uint64_t *keys = ledger_paper_keys(d, c->arena, &n);
    for (size_t i = 0; i < n; i++)
        id_set_add(&c->keys, (int64_t)keys[i]);
    return true;
}

static bool all_changed(struct resolver *r, const struct decision *decisions, size_t n,
                        struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (decision_is_about_node(decisions[i].kind) && !decision_changed(r, &decisions[i], e))
            return false;
    return true;
}

bool resolve_decided(const struct library *l, struct db *db, const struct decision *decisions,
                     size_t n, struct err *e)
{
    struct arena *a = arena_new();
    struct resolve_changes *c = resolve_changes_new(a);
    struct resolver r;
    bool ok = resolver_init(&r, l, db, c, e) && all_changed(&r, decisions, n, e) &&
              resolve_changed_notes(&r, e) && finish(&r, e);
    arena_free(r.scratch);
    arena_free(a);
    return ok;
}

/* ---- from nothing ---- */

/* Mentions of the vocabulary are placed by their keys, and have no node when they are hidden. */
static bool is_placed(const struct resolver *r, const struct known_note *note, char type,
                      int64_t index)
{
    struct fact_concept f;
    if (*known_note_node(note, type, index))
        return true;
    if (type == 'p')
        return false;
    known_note_concept(note, index, &f);
    return facts_known_concept(r->vocabulary, f.key) != NULL;
}

static bool resolve_mentions(struct resolver *r, struct known_note *note, char type, size_t n,
                             struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct ref_list refs = {0};
        struct fact_ref ref = {.note_id = note->note_id, .index = (int64_t)i, .type = type};
        if (is_placed(r, note, type, ref.index))
            continue;
        arena_clear(r->scratch);
        if (!resolve_reach_from(r, ref, &refs, e) || !resolve_component(r, type, &refs, e))
            return false;
    }
    return true;
}

static bool resolve_note(struct resolver *r, int64_t note_id, struct err *e)
{
    struct known_note *note;
    if (!known_note_get(r->changes, r->db, note_id, &note, e))
        return false;
    arena_clear(r->scratch);
    add_moved(r, note);
    return resolve_known(r, note, e) && resolve_mentions(r, note, 'p', note->nodes.n_papers, e) &&
           resolve_mentions(r, note, 'c', note->nodes.n_concepts, e);
}

static bool resolve_made(struct resolver *r, struct err *e)
{
    struct known_note *note = r->made->note;
    return !note ||
           (resolve_known(r, note, e) && resolve_mentions(r, note, 'p', note->nodes.n_papers, e) &&
            resolve_mentions(r, note, 'c', note->nodes.n_concepts, e));
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
        for (size_t i = 0; ok && i < n; i++)
            ok = resolve_note(r, notes[i].id, e);
        if (ok && n)
            after = notes[n - 1].path;
    }
    arena_free(page);
    return ok;
}

bool resolve_all(const struct library *l, struct db *db, struct err *e)
{
    struct arena *a = arena_new();
    struct resolver r = {0};
    bool ok = store_clear_graph(db, e) && resolver_init(&r, l, db, resolve_changes_new(a), e) &&
              resolve_vocabulary(l, db, e) && resolve_notes(&r, e) && resolve_made(&r, e) &&
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
