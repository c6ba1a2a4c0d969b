#include "app/json.h"
#include "app/resolve/ledger_internal.h"
#include "app/resolve/name_list_internal.h"
#include "base/arena.h"
#include "base/map.h"

/* ---- papers ---- */

struct str *decision_identifiers(const struct decision *d, struct arena *a, size_t *n)
{
    struct str *items = NULL;
    *n = 0;
    if (!str_has(d->fields, STR("\"identifiers\"")))
        return NULL;
    json_t *fields = json_make_stored(d->fields);
    const json_t *list = json_object_get(fields, "identifiers");
    if (json_is_array(list))
        json_read_texts(json_print(list, JSON_COMPACT, a), a, &items, n);
    json_decref(fields);
    return items;
}

static void set_text(const json_t *fields, const char *name, struct arena *a, struct str *out)
{
    const json_t *value = json_object_get(fields, name);
    if (json_is_string(value))
        *out = str_copy(a, str_of(json_string_value(value), json_string_length(value)));
}

static void set_list(const json_t *fields, const char *name, struct arena *a, struct str *out)
{
    const json_t *value = json_object_get(fields, name);
    if (json_is_array(value))
        *out = json_print(value, JSON_COMPACT, a);
}

static void set_fields(const json_t *fields, struct arena *a, struct paper_row *row)
{
    set_text(fields, "title", a, &row->title);
    set_text(fields, "short", a, &row->short_name);
    set_text(fields, "venue", a, &row->venue);
    set_list(fields, "authors", a, &row->authors);
    if (json_is_integer(json_object_get(fields, "year")))
        row->year = json_integer_value(json_object_get(fields, "year"));
}

/* Old names stay findable. */
static struct str names_of(const struct paper_row *was, const struct paper_row *row,
                           struct arena *a)
{
    struct name_list names;
    struct str *items;
    size_t n;
    name_list_init(&names, a);
    name_list_hide(&names, row->title);
    name_list_hide(&names, row->short_name);
    json_read_texts(was->aliases, a, &items, &n);
    for (size_t i = 0; i < n; i++)
        name_list_add(&names, items[i]);
    name_list_add(&names, was->title);
    name_list_add(&names, was->short_name);
    return name_list_text(&names);
}

/* Those given stand in place of those that mentions give the paper, or that were given before; what came
 * by a merge stays. */
static void set_identifiers(const struct paper_edit *edit, struct map *replaced, struct arena *a,
                            struct paper_row *row)
{
    struct str *given, *had;
    size_t n_given, n_had, n = 0;
    given = decision_identifiers(edit->decision, a, &n_given);
    if (n_given == 0)
        return;
    json_read_texts(row->identifiers, a, &had, &n_had);
    for (size_t i = 0; i < edit->n_identifiers; i++)
        map_put(replaced, edit->identifiers[i], NULL);
    for (size_t i = 0; i < n_given; i++)
        map_put(replaced, given[i], NULL);
    struct str *all = ARENA_ARRAY(a, struct str, n_given + n_had);
    for (; n < n_given; n++)
        all[n] = given[n];
    for (size_t i = 0; i < n_had; i++)
        if (!map_get(replaced, had[i]))
            all[n++] = had[i];
    row->identifiers = json_write_texts(all, n, a);
}

void ledger_edit_paper(const struct paper_edit *edits, size_t n, struct arena *a,
                       struct paper_row *row)
{
    if (n == 0)
        return;
    struct paper_row was = *row;
    struct map *replaced = map_new(a);
    for (size_t i = 0; i < n; i++) {
        json_t *fields = json_make_stored(edits[i].decision->fields);
        set_fields(fields, a, row);
        set_identifiers(&edits[i], replaced, a, row);
        json_decref(fields);
    }
    row->aliases = names_of(&was, row, a);
}

/* ---- concepts ---- */

static void edit_labels(const struct decision *d, struct arena *a, struct concept_row *row,
                        struct name_list *names)
{
    json_t *fields = json_make_stored(d->fields);
    json_t *labels = json_make_stored(row->labels);
    const char *lang;
    json_t *label;
    json_object_foreach(json_object_get(fields, "label"), lang, label)
    {
        const json_t *old = json_object_get(labels, lang);
        if (old)
            name_list_add(names,
                          str_copy(a, str_of(json_string_value(old), json_string_length(old))));
        (void)json_object_set(labels, lang, label);
    }
    row->labels = json_print(labels, JSON_COMPACT | JSON_SORT_KEYS, a);
    json_decref(labels);
    json_decref(fields);
}

static void hide_labels(struct name_list *names, struct str labels, struct arena *a)
{
    json_t *o = json_make_stored(labels);
    const char *lang;
    json_t *label;
    json_object_foreach(o, lang, label) name_list_hide(
        names, str_copy(a, str_of(json_string_value(label), json_string_length(label))));
    json_decref(o);
}

static void add_alternatives(struct name_list *names, struct str alternatives, struct arena *a)
{
    struct str *items;
    size_t n;
    json_read_texts(alternatives, a, &items, &n);
    for (size_t i = 0; i < n; i++)
        name_list_add(names, items[i]);
}

/* Whether the same label was given again behind decision `i`. */
static bool is_given_again(const struct ledger *l, size_t i, struct str label, struct arena *a)
{
    const struct decision *d = &l->decisions[i];
    while (++i < l->n)
        if (l->decisions[i].kind == DECISION_ADD_LABEL &&
            str_eq(l->decisions[i].first.key, d->first.key) &&
            str_eq(ledger_label(&l->decisions[i], a), label))
            return true;
    return false;
}

static bool edit_alternatives(const struct ledger *l, size_t i, struct str label, struct arena *a,
                              const struct concept_row *row, struct name_list *names)
{
    const struct decision *d = &l->decisions[i];
    if (!str_eq(concept_groups_survivor(l, d->first.key), row->key))
        return false;
    if (d->kind == DECISION_RETIRE_LABEL) {
        if (!is_given_again(l, i, label, a))
            name_list_hide(names, label);
        return true;
    }
    const uint64_t *owner = map_get(l->label_owner, label);
    json_t *fields = json_make_stored(d->fields);
    const json_t *text = json_object_get(fields, "alt");
    if (owner && *owner == i + 1)
        name_list_add(names,
                      str_copy(a, str_of(json_string_value(text), json_string_length(text))));
    json_decref(fields);
    return true;
}

/* False when the decision says nothing about the names of the concept. */
static bool edit_names(const struct ledger *l, size_t i, struct arena *a, struct concept_row *row,
                       struct name_list *names)
{
    const struct decision *d = &l->decisions[i];
    struct str label = ledger_label(d, a);
    if (label.n)
        return edit_alternatives(l, i, label, a, row, names);
    if (d->first.class_ != NODE_CONCEPT)
        return false;
    if (d->kind == DECISION_RENAME && str_eq(d->first.key, row->key)) {
        edit_labels(d, a, row, names);
        return true;
    }
    if (d->kind != DECISION_MERGE || !str_eq(concept_groups_survivor(l, d->first.key), row->key))
        return false;
    for (size_t k = 0; k < d->first.n_names; k++)
        name_list_add(names, d->first.names[k]);
    for (size_t k = 0; k < d->second.n_names; k++)
        name_list_add(names, d->second.names[k]);
    return true;
}

void ledger_edit_concept(const struct ledger *l, struct arena *a, struct concept_row *row)
{
    struct name_list names;
    bool is_edited = false;
    name_list_init(&names, a);
    for (size_t i = 0; i < l->n; i++)
        is_edited = edit_names(l, i, a, row, &names) || is_edited;
    if (!is_edited)
        return;
    hide_labels(&names, row->labels, a);
    add_alternatives(&names, row->alternatives, a);
    row->alternatives = name_list_text(&names);
}
