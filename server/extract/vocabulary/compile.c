/* Settles which concepts each spelling stands for, and resolves broader ids. */
#include "base/arena.h"
#include "base/map.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* A joined form that is an English word, or that someone wrote for another label, does not count. */
static bool gives_way(const struct vocabulary *v, const struct spelling *s, uint32_t first)
{
    if (!s->is_joined)
        return false;
    return first || vocabulary_word_flags(v, s->joined_word) & PHRASE_ENGLISH;
}

/* Spellings of each node as a chain, one a concept. `first` holds their numbers + 1. */
static void chain_spellings(struct vocabulary *v, uint32_t *first)
{
    for (int joined = 0; joined <= 1; joined++) {
        for (size_t i = 0; i < v->spellings.n; i++) {
            struct spelling *s = &v->spellings.items[i];
            if (s->is_joined != joined || gives_way(v, s, first[s->node]))
                continue;
            uint32_t k = first[s->node];
            while (k && v->spellings.items[k - 1].candidate.concept != s->candidate.concept)
                k = v->spellings.items[k - 1].next;
            if (k)
                continue;
            s->next = first[s->node];
            first[s->node] = (uint32_t)i + 1;
        }
    }
}

/* A label of the user replaces those of shipped concepts; several concepts make it ambiguous. */
static void settle_node(struct vocabulary *v, struct trie_node *n, uint32_t first, size_t *used)
{
    bool any_user = false;
    for (uint32_t k = first; k; k = v->spellings.items[k - 1].next)
        any_user |= v->spellings.items[k - 1].is_user;
    if (any_user)
        n->flags &= (uint16_t) ~(PHRASE_BLOCKED | PHRASE_BLOCKER);
    else if (n->flags & PHRASE_BLOCKED)
        return;
    n->candidates = (uint32_t)*used;
    for (uint32_t k = first; k; k = v->spellings.items[k - 1].next)
        if (!any_user || v->spellings.items[k - 1].is_user)
            v->candidates[(*used)++] = v->spellings.items[k - 1].candidate;
    n->n_candidates = (uint16_t)(*used - n->candidates);
    for (size_t i = n->candidates; n->n_candidates > 1 && i < *used; i++)
        v->candidates[i].class_ = CLASS_MULTI;
}

static void settle_spellings(struct vocabulary *v)
{
    uint32_t *first = ARENA_ARRAY(v->scratch, uint32_t, v->nodes.n);
    size_t used = 0;
    v->candidates = ARENA_ARRAY(v->arena, struct label_candidate, v->spellings.n);
    chain_spellings(v, first);
    for (size_t i = 0; i < v->nodes.n; i++)
        if (first[i])
            settle_node(v, &v->nodes.items[i], first[i], &used);
}

/* ---- the order of labels ---- */

/* The user's choice, then what was there, then the user's other labels; each as they came. */
static unsigned place_of(const struct vocabulary_label *l)
{
    return l->is_choice ? 0 : l->is_user ? 2 : 1;
}

static void reorder_labels(struct vocabulary *v, struct vocabulary_concept *c, uint32_t *moved)
{
    struct vocabulary_label *sorted = ARENA_ARRAY(v->arena, struct vocabulary_label, c->n_labels);
    uint32_t n = 0;
    for (unsigned place = 0; place <= 2; place++) {
        for (size_t i = 0; i < c->n_labels; i++) {
            if (place_of(&c->labels[i]) != place)
                continue;
            moved[i] = n;
            sorted[n++] = c->labels[i];
        }
    }
    c->labels = sorted;
}

static void reorder_all(struct vocabulary *v)
{
    const uint32_t **moved = ARENA_ARRAY(v->scratch, const uint32_t *, v->concepts.n);
    for (size_t i = 0; i < v->reordered.n; i++) {
        struct vocabulary_concept *c = &v->concepts.items[v->reordered.items[i]];
        if (moved[v->reordered.items[i]])
            continue;
        uint32_t *places = ARENA_ARRAY(v->scratch, uint32_t, c->n_labels);
        reorder_labels(v, c, places);
        moved[v->reordered.items[i]] = places;
    }
    for (size_t i = 0; v->reordered.n && i < v->spellings.n; i++) {
        struct label_candidate *s = &v->spellings.items[i].candidate;
        if (moved[s->concept])
            s->label = moved[s->concept][s->label];
    }
}

/* ---- references ---- */

static void count_references(struct vocabulary *v)
{
    for (size_t i = 0; i < v->references.n; i++) {
        const struct concept_reference *r = &v->references.items[i];
        struct vocabulary_concept *c = &v->concepts.items[r->concept];
        *(r->is_broader ? &c->n_broader : &c->n_related) += 1;
    }
    for (size_t i = 0; i < v->concepts.n; i++) {
        struct vocabulary_concept *c = &v->concepts.items[i];
        c->broader = ARENA_ARRAY(v->arena, uint32_t, c->n_broader);
        c->related = ARENA_ARRAY(v->arena, uint32_t, c->n_related);
        c->n_broader = 0;
        c->n_related = 0;
    }
}

static void resolve_references(struct vocabulary *v)
{
    count_references(v);
    for (size_t i = 0; i < v->references.n; i++) {
        const struct concept_reference *r = &v->references.items[i];
        struct vocabulary_concept *c = &v->concepts.items[r->concept];
        const uint64_t *target = map_get(v->ids, r->id);
        if (!target)
            vocabulary_add_problem(v, "%.*s: unknown id %.*s", STR_FMT(r->place), STR_FMT(r->id));
        else if (*target == r->concept)
            vocabulary_add_problem(v, "%.*s: %.*s is linked to itself", STR_FMT(r->place),
                                   STR_FMT(r->id));
        else if (r->is_broader)
            c->broader[c->n_broader++] = (uint32_t)*target;
        else
            c->related[c->n_related++] = (uint32_t)*target;
    }
}

bool vocabulary_finish(struct vocabulary *v, struct err *e)
{
    if (v->is_finished)
        return err_set(e, ERR_CONFLICT, "The vocabulary is complete already.");
    arena_clear(v->scratch);
    reorder_all(v);
    settle_spellings(v);
    resolve_references(v);
    for (size_t i = 0; i < v->concepts.n; i++)
        v->concepts.items[i].key =
            str_from(arena_printf(v->arena, "concept:%.*s", STR_FMT(v->concepts.items[i].id)));
    trie_index(v);
    arena_free(v->scratch);
    v->scratch = NULL;
    v->is_finished = true;
    return true;
}
