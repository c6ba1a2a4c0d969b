#include "app/resolve/ledger_internal.h"

#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "app/resolve/name_list_internal.h"
#include "base/arena.h"
#include "base/vec.h"

/* ---- keys ---- */

/* "t:introduction~2" was the second of that title: its mentions have the key without the number. */
static struct str without_number(struct str key)
{
    size_t at = str_find_byte(key, '~', 0);
    return at == SIZE_MAX ? key : str_sub(key, 0, at);
}

static void add_strong(const struct join_key_list *list, uint64_t *out, size_t *n)
{
    for (size_t i = 0; i < list->n; i++)
        if (join_key_lookup(list->items[i].key, true) == list->items[i].key &&
            join_key_letter(list->items[i].key) == 'k')
            out[(*n)++] = list->items[i].key;
}

uint64_t *ledger_anchor_keys(const struct graph_anchor *anchor, struct arena *a, size_t *n)
{
    struct join_key_list list = {0};
    if (anchor->class_ == NODE_CONCEPT) {
        uint64_t *key = ARENA_NEW(a, uint64_t);
        *key = join_key_make('c', anchor->key);
        *n = 1;
        return key;
    }
    struct paper_mention identified = {.identifiers = anchor->identifiers,
                                       .n_identifiers = anchor->n_identifiers};
    join_keys_add_paper(&list, &identified, 0, a);
    for (size_t i = 0; i < anchor->n_names; i++) {
        struct paper_mention named = {.title = anchor->names[i]};
        join_keys_add_paper(&list, &named, 0, a);
    }
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, list.n + 1);
    *n = 0;
    add_strong(&list, keys, n);
    keys[(*n)++] = join_key_make('k', without_number(anchor->key));
    return keys;
}

static int by_key(const void *a, const void *b)
{
    const struct ledger_key *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->decision > y->decision) - (x->decision < y->decision);
}

const struct ledger_key *ledger_find(const struct ledger *l, uint64_t key, size_t *n)
{
    size_t low = 0, high = l->n_keys;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->keys[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    *n = 0;
    while (low + *n < l->n_keys && l->keys[low + *n].key == key)
        ++*n;
    return *n ? l->keys + low : NULL;
}

/* ---- loading ---- */

struct key_list {
    struct ledger_key *items;
    size_t n, cap;
};

static void add_keys(struct key_list *list, const struct graph_anchor *anchor, uint32_t decision,
                     struct arena *a)
{
    size_t n;
    if (!anchor->key.n)
        return;
    const uint64_t *keys = ledger_anchor_keys(anchor, a, &n);
    for (size_t i = 0; i < n; i++)
        *vec_push(a, list) = (struct ledger_key){keys[i], decision};
}

static void index_keys(struct ledger *l, struct arena *a)
{
    struct key_list list = {0};
    for (size_t i = 0; i < l->n; i++) {
        const struct decision *d = &l->decisions[i];
        if (decision_is_about_edge(d->kind) ||
            (d->first.class_ == NODE_CONCEPT && d->kind != DECISION_MERGE))
            continue;
        add_keys(&list, &d->first, (uint32_t)i, a);
        add_keys(&list, &d->second, (uint32_t)i, a);
    }
    if (list.n)
        qsort(list.items, list.n, sizeof(*list.items), by_key);
    l->keys = list.items;
    l->n_keys = list.n;
}

bool ledger_load(struct db *db, struct arena *a, struct ledger *out, struct err *e)
{
    struct decision *all;
    size_t n;
    *out = (struct ledger){0};
    if (!decide_list(db, a, &all, &n, e))
        return false;
    out->decisions = all;
    for (size_t i = 0; i < n; i++)
        if (!all[i].is_reverted && all[i].kind != DECISION_REVERT)
            out->decisions[out->n++] = all[i];
    index_keys(out, a);
    concept_groups_make(out, a);
    return true;
}

/* ---- fields ---- */

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
    set_list(fields, "identifiers", a, &row->identifiers);
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

void ledger_edit_paper(const struct decision *const *decisions, size_t n, struct arena *a,
                       struct paper_row *row)
{
    if (n == 0)
        return;
    struct paper_row was = *row;
    for (size_t i = 0; i < n; i++) {
        json_t *fields = json_make_stored(decisions[i]->fields);
        set_fields(fields, a, row);
        json_decref(fields);
    }
    row->aliases = names_of(&was, row, a);
}

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

/* False when the decision says nothing about the names of the concept. */
static bool edit_names(const struct ledger *l, const struct decision *d, struct arena *a,
                       struct concept_row *row, struct name_list *names)
{
    if (d->first.class_ != NODE_CONCEPT)
        return false;
    if (d->kind == DECISION_RENAME && str_eq(d->first.key, row->key)) {
        edit_labels(d, a, row, names);
        return true;
    }
    if (d->kind != DECISION_MERGE || !str_eq(concept_groups_survivor(l, d->first.key), row->key))
        return false;
    for (size_t i = 0; i < d->first.n_names; i++)
        name_list_add(names, d->first.names[i]);
    for (size_t i = 0; i < d->second.n_names; i++)
        name_list_add(names, d->second.names[i]);
    return true;
}

void ledger_edit_concept(const struct ledger *l, struct arena *a, struct concept_row *row)
{
    struct name_list names;
    bool is_edited = false;
    name_list_init(&names, a);
    for (size_t i = 0; i < l->n; i++)
        is_edited = edit_names(l, &l->decisions[i], a, row, &names) || is_edited;
    if (!is_edited)
        return;
    hide_labels(&names, row->labels, a);
    add_alternatives(&names, row->alternatives, a);
    row->alternatives = name_list_text(&names);
}
