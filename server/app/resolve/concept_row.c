#include "app/json.h"
#include "app/resolve/ballot_internal.h"
#include "app/resolve/ledger_internal.h"
#include "app/resolve/name_list_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "extract/vocabulary.h"

static struct str print_labels(json_t *labels, struct arena *a)
{
    struct str text = json_print(labels, JSON_COMPACT | JSON_SORT_KEYS, a);
    json_decref(labels);
    return text;
}

static void hide_labels(struct name_list *names, const json_t *labels)
{
    const char *lang;
    json_t *label;
    json_object_foreach((json_t *)(uintptr_t)labels, lang, label) name_list_hide(
        names, str_copy(names->arena, str_of(json_string_value(label), json_string_length(label))));
}

/* The first label of each language. */
static json_t *preferred_labels(const struct vocabulary_concept *known)
{
    json_t *labels = json_object();
    for (size_t i = 0; i < known->n_labels; i++) {
        const struct vocabulary_label *label = &known->labels[i];
        if (!label->is_hidden && !json_object_getn(labels, label->lang.p, label->lang.n))
            json_object_setn_new_nocheck(labels, label->lang.p, label->lang.n,
                                         json_make_text(label->text));
    }
    return labels;
}

void concept_row_of_known(const struct vocabulary_concept *known, const struct str *own_names,
                          size_t n, struct arena *a, struct concept_row *out)
{
    struct name_list names;
    name_list_init(&names, a);
    json_t *labels = preferred_labels(known);
    hide_labels(&names, labels);
    for (size_t i = 0; i < known->n_labels; i++)
        if (!known->labels[i].is_hidden)
            name_list_add(&names, known->labels[i].text);
    for (size_t i = 0; i < n; i++)
        name_list_add(&names, own_names[i]);
    *out = (struct concept_row){
        .key = str_from(arena_printf(a, "concept:%.*s", STR_FMT(known->id))),
        .slug = known->id,
        .kind = known->kind,
        .origin = known->is_user ? STR("user") : STR("vocabulary"),
        .labels = print_labels(labels, a),
        .alternatives = name_list_text(&names),
    };
}

/* ---- discovered concepts ---- */

struct language {
    struct str lang;
    struct ballot ballot;
};

struct languages {
    struct language *items;
    size_t n, cap;
};

static struct ballot *ballot_of(struct languages *all, struct str lang, struct arena *a)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->items[i].lang, lang))
            return &all->items[i].ballot;
    struct language *added = vec_push(a, all);
    added->lang = lang;
    ballot_init(&added->ballot, a);
    return &added->ballot;
}

static void vote_labels(const struct concept_member *m, int rank, struct languages *all,
                        struct name_list *names, struct arena *a)
{
    json_t *labels = json_make_stored(m->fact.labels);
    const char *lang;
    json_t *label;
    json_object_foreach(labels, lang, label)
    {
        struct str text = str_copy(a, str_of(json_string_value(label), json_string_length(label)));
        ballot_vote(ballot_of(all, str_copy(a, str_from(lang)), a), text, rank);
        name_list_add(names, text);
    }
    json_decref(labels);
}

static void add_alternatives(const struct concept_member *m, struct name_list *names,
                             struct arena *a)
{
    struct str *items;
    size_t n;
    json_read_texts(m->fact.alternatives, a, &items, &n);
    for (size_t i = 0; i < n; i++)
        name_list_add(names, items[i]);
}

static json_t *elected_labels(const struct languages *all)
{
    json_t *labels = json_object();
    for (size_t i = 0; i < all->n; i++)
        json_object_setn_new_nocheck(labels, all->items[i].lang.p, all->items[i].lang.n,
                                     json_make_text(ballot_winner(&all->items[i].ballot)));
    return labels;
}

/* What people merged into another concept has a say only where that one is silent. */
static int rank_of(const struct ledger *l, struct str key)
{
    return str_eq(concept_groups_survivor(l, key), key) ? 1 : 0;
}

void concept_row_merge(const struct ledger *l, const struct concept_member *members, size_t n,
                       struct arena *a, struct concept_row *out)
{
    struct languages languages = {0};
    struct name_list names;
    struct ballot keys, kinds;
    bool is_made = false; /* by hand */
    name_list_init(&names, a);
    ballot_init(&keys, a);
    ballot_init(&kinds, a);
    for (size_t i = 0; i < n; i++) {
        const struct fact_concept *f = &members[i].fact;
        is_made = is_made || str_eq(f->origin, STR("user"));
        int rank = rank_of(l, f->key);
        ballot_vote(&keys, f->key, rank);
        ballot_vote(&kinds, f->kind, str_eq(f->kind, STR("term")) ? 0 : 1);
        vote_labels(&members[i], rank, &languages, &names, a);
        add_alternatives(&members[i], &names, a);
    }
    json_t *labels = elected_labels(&languages);
    hide_labels(&names, labels);
    *out = (struct concept_row){.key = ballot_winner(&keys),
                                .kind = ballot_winner(&kinds),
                                .origin = is_made ? STR("user") : STR("discovered"),
                                .labels = print_labels(labels, a),
                                .alternatives = name_list_text(&names)};
}
