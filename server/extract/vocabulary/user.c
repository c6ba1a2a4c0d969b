/* Joins a vocabulary of a user with what is known already. A concept that has the id or a clear label
 * of a known one is the same concept. */
#include "base/arena.h"
#include "base/map.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"
#include "extract/vocabulary_file.h"

struct joining {
    struct vocabulary *vocabulary;
    const struct concept_list *list;
    struct arena *arena; /* for the run */
    uint32_t area_number;
    uint32_t
        *owners; /* by node: spelling + 1 of the one concept that has it; or one of the below */
    size_t n_owners;
    uint32_t *concepts; /* by concept of the list: index in the vocabulary */
    size_t n_merged;
};

#define OWNER_NONE 0
#define OWNER_MANY UINT32_MAX

/* The labels of the concept that is looked at. */
struct label_nodes {
    struct token_list *tokens;
    uint32_t *nodes;
};

/* ---- who has a label ---- */

static void note_owner(struct joining *j, uint32_t spelling)
{
    const struct spelling *s = &j->vocabulary->spellings.items[spelling];
    uint32_t *owner = &j->owners[s->node];
    if (*owner == OWNER_NONE)
        *owner = spelling + 1;
    else if (*owner != OWNER_MANY &&
             j->vocabulary->spellings.items[*owner - 1].candidate.concept != s->candidate.concept)
        *owner = s->is_joined ? *owner : OWNER_MANY;
}

/* What someone wrote comes before what is only written together. */
static void note_owners(struct joining *j)
{
    const struct vocabulary *v = j->vocabulary;
    j->n_owners = v->nodes.n;
    j->owners = ARENA_ARRAY(j->arena, uint32_t, j->n_owners);
    for (int joined = 0; joined <= 1; joined++)
        for (uint32_t i = 0; i < v->spellings.n; i++)
            if (v->spellings.items[i].is_joined == joined)
                note_owner(j, i);
}

/* NULL when no concept, or more than one, has the label. */
static const struct label_candidate *owner_of(const struct joining *j, uint32_t node)
{
    uint32_t owner = node && node < j->n_owners ? j->owners[node] : OWNER_NONE;
    if (owner == OWNER_NONE || owner == OWNER_MANY)
        return NULL;
    return &j->vocabulary->spellings.items[owner - 1].candidate;
}

static bool is_first_of_language(const struct vocabulary_concept *c, uint32_t label)
{
    for (uint32_t i = 0; i < label; i++)
        if (str_eq(c->labels[i].lang, c->labels[label].lang))
            return false;
    return true;
}

/* Whether label `i` makes the concept the one that has the label already. Short capitals mean many
 * things; an alternative label counts only when it is the other's preferred one. */
static bool find_same(const struct joining *j, const struct list_label *label, uint32_t node,
                      uint32_t *concept)
{
    const struct label_candidate *owner = owner_of(j, node);
    if (!owner || owner->class_ == CLASS_MULTI || owner->class_ == CLASS_CONTEXT)
        return false;
    const struct vocabulary_concept *c = &j->vocabulary->concepts.items[owner->concept];
    *concept = owner->concept;
    if (label->rank == LABEL_PREFERRED)
        return true;
    return label->rank == LABEL_ALTERNATIVE && is_first_of_language(c, owner->label);
}

static bool find_known(const struct joining *j, const struct list_concept *c,
                       const struct label_nodes *labels, uint32_t *concept)
{
    const uint64_t *known = map_get(j->vocabulary->ids, c->id);
    if (known) {
        *concept = (uint32_t)*known;
        return true;
    }
    for (int rank = LABEL_PREFERRED; rank <= LABEL_ALTERNATIVE; rank++)
        for (size_t i = 0; i < c->n_labels; i++)
            if ((int)c->labels[i].rank == rank &&
                find_same(j, &c->labels[i], labels->nodes[i], concept))
                return true;
    return false;
}

/* ---- taking a concept in ---- */

static void tokenise_labels(struct joining *j, const struct list_concept *c,
                            struct label_nodes *out)
{
    struct vocabulary *v = j->vocabulary;
    out->tokens = ARENA_ARRAY(v->scratch, struct token_list, c->n_labels);
    out->nodes = ARENA_ARRAY(v->scratch, uint32_t, c->n_labels);
    for (size_t i = 0; i < c->n_labels; i++) {
        tokenise_text(c->labels[i].text, NULL, v->scratch, &out->tokens[i]);
        out->nodes[i] = trie_add_tokens(v, &out->tokens[i], PHRASE_LABEL);
    }
}

static uint32_t add_concept(struct joining *j, const struct list_concept *c)
{
    struct vocabulary *v = j->vocabulary;
    uint32_t index = (uint32_t)v->concepts.n;
    *map_put(v->ids, c->id, NULL) = index;
    *vec_push(v->arena, &v->concepts) = (struct vocabulary_concept){
        .id = c->id,
        .area = v->areas.items[j->area_number],
        .area_number = j->area_number,
        .is_user = true,
    };
    return index;
}

/* A common English word counts only where a term would stand, whatever its length. */
static enum label_class class_of(const struct vocabulary *v, const struct token_list *tokens)
{
    enum label_class class_ = class_infer(tokens);
    if (class_ != CLASS_SAFE || tokens->n != 1)
        return class_;
    uint32_t word = vocabulary_word(v, tokens->items[0].fold);
    return vocabulary_word_flags(v, word) & PHRASE_ENGLISH ? CLASS_STRUCTURAL : CLASS_SAFE;
}

/* Whether the concept has the label already, and nothing is to be said about how it is shown. */
static bool has_label(const struct joining *j, uint32_t concept, const struct list_label *label,
                      uint32_t node)
{
    const struct label_candidate *owner = owner_of(j, node);
    return label->rank != LABEL_PREFERRED && owner && owner->concept == concept;
}

static void add_labels(struct joining *j, uint32_t index, const struct list_concept *from,
                       const struct label_nodes *nodes)
{
    struct vocabulary *v = j->vocabulary;
    struct vocabulary_concept *c = &v->concepts.items[index];
    struct vocabulary_label *labels =
        ARENA_ARRAY(v->arena, struct vocabulary_label, c->n_labels + from->n_labels);
    if (c->n_labels)
        memcpy(labels, c->labels, c->n_labels * sizeof(*labels));
    c->labels = labels;
    for (size_t i = 0; i < from->n_labels; i++) {
        const struct list_label *l = &from->labels[i];
        if (has_label(j, index, l, nodes->nodes[i]))
            continue;
        labels[c->n_labels] = (struct vocabulary_label){
            .lang = l->lang,
            .text = l->text,
            .class_ = class_of(v, &nodes->tokens[i]),
            .is_hidden = l->rank == LABEL_HIDDEN,
            .is_user = true,
            .is_choice = l->rank == LABEL_PREFERRED,
        };
        spelling_add_label(v, index, (uint32_t)c->n_labels++, &nodes->tokens[i], nodes->nodes[i]);
        v->n_labels++;
    }
}

static void join_concept(struct joining *j, size_t i)
{
    struct vocabulary *v = j->vocabulary;
    const struct list_concept *c = &j->list->items[i];
    struct label_nodes labels;
    uint32_t index;
    arena_clear(v->scratch);
    tokenise_labels(j, c, &labels);
    bool is_known = find_known(j, c, &labels, &index);
    if (is_known)
        *vec_push(v->arena, &v->reordered) = index;
    else
        index = add_concept(j, c);
    j->n_merged += is_known;
    j->concepts[i] = index;
    add_labels(j, index, c, &labels);
    struct vocabulary_concept *known = &v->concepts.items[index];
    if (c->kind.n || !known->kind.n)
        known->kind = c->kind.n ? c->kind : STR("term");
}

/* ---- links ---- */

/* The id of a concept that the list only names. */
static struct str id_of_name(struct joining *j, struct str name)
{
    struct vocabulary *v = j->vocabulary;
    struct token_list tokens;
    if (map_get(v->ids, name))
        return name;
    arena_clear(v->scratch);
    tokenise_text(name, NULL, v->scratch, &tokens);
    const struct label_candidate *owner = owner_of(j, trie_find_tokens(v, &tokens));
    return owner ? v->concepts.items[owner->concept].id : name;
}

static bool has_open_links(const struct concept_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->items[i].n_links; k++)
            if (list->items[i].links[k].target == UINT32_MAX)
                return true;
    return false;
}

static void join_links(struct joining *j, struct str place)
{
    struct vocabulary *v = j->vocabulary;
    if (has_open_links(j->list))
        note_owners(j);
    for (size_t i = 0; i < j->list->n; i++) {
        const struct list_concept *c = &j->list->items[i];
        for (size_t k = 0; k < c->n_links; k++) {
            const struct list_link *l = &c->links[k];
            struct str id = l->target == UINT32_MAX ? id_of_name(j, l->name)
                                                    : v->concepts.items[j->concepts[l->target]].id;
            *vec_push(v->arena, &v->references) = (struct concept_reference){
                .concept = j->concepts[i], .is_broader = l->is_broader, .id = id, .place = place};
        }
    }
}

bool vocabulary_add_packed(struct vocabulary *v, struct str name, struct str packed,
                           size_t *n_merged, struct err *e)
{
    if (v->is_finished)
        BUG("nothing may be added to a finished vocabulary");
    struct arena *run = arena_new();
    struct concept_list list;
    struct str copy = str_copy(v->arena, packed);
    bool ok = concept_list_unpack(copy, run, &list, e);
    if (ok) {
        struct joining j = {.vocabulary = v, .list = &list, .arena = run};
        j.concepts = ARENA_ARRAY(run, uint32_t, list.n);
        j.area_number = vocabulary_area(v, name);
        vocabulary_mix_version(v, copy);
        note_owners(&j);
        /* Labels share beginnings; this is the least that they take. */
        trie_reserve(v, list.n_labels / 4, list.n_labels * 2);
        for (size_t i = 0; i < list.n; i++)
            join_concept(&j, i);
        join_links(&j, v->areas.items[j.area_number]);
        *n_merged = j.n_merged;
    }
    arena_free(run);
    return ok;
}
