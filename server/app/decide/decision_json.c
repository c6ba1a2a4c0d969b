#include "app/decide/decide_internal.h"
#include "app/json.h"
#include "base/arena.h"

static const struct {
    const char *name, *first, *second;
} kinds[DECISION_KIND_COUNT] = {

#define DECISION_ROW(name, wire, first, second) {wire, first, second},
    DECISION_KINDS(DECISION_ROW)
#undef DECISION_ROW
};

const char *decision_kind_name(enum decision_kind kind)
{
    return kinds[kind].name;
}

const char *decision_anchor_name(enum decision_kind kind, bool is_second)
{
    return is_second ? kinds[kind].second : kinds[kind].first;
}

bool decision_is_about_edge(enum decision_kind kind)
{
    return kind == DECISION_CONFIRM || kind == DECISION_REJECT || kind == DECISION_ADD_EDGE;
}

bool decision_is_about_node(enum decision_kind kind)
{
    return *kinds[kind].first && !decision_is_about_edge(kind);
}

bool decision_kind_from_name(struct str name, enum decision_kind *out)
{
    for (int i = 0; i < DECISION_KIND_COUNT; i++)
        if (str_eq(name, str_from(kinds[i].name))) {
            *out = (enum decision_kind)i;
            return true;
        }
    return false;
}

/* ---- writing ---- */

static json_t *anchor_to_json(const struct graph_anchor *anchor)
{
    json_t *o = json_object();
    bool is_paper = anchor->class_ == NODE_PAPER;
    (void)json_object_set_new(o, "type", json_string(is_paper ? "paper" : "concept"));
    (void)json_object_set_new(o, "key", json_make_text(anchor->key));
    (void)json_object_set_new(o, "names", json_make_texts(anchor->names, anchor->n_names));
    if (is_paper)
        (void)json_object_set_new(o, "identifiers",
                                  json_make_texts(anchor->identifiers, anchor->n_identifiers));
    return o;
}

json_t *decision_body(const struct decision *d)
{
    json_t *o = json_object();
    if (*kinds[d->kind].first)
        (void)json_object_set_new(o, kinds[d->kind].first, anchor_to_json(&d->first));
    if (*kinds[d->kind].second)
        (void)json_object_set_new(o, kinds[d->kind].second, anchor_to_json(&d->second));
    if (d->relation.n)
        (void)json_object_set_new(o, "relation", json_make_text(d->relation));
    if (d->fields.n)
        (void)json_object_set_new(o, "set", json_make_stored(d->fields));
    if (d->suggestion.n)
        (void)json_object_set_new(o, "suggestion", json_make_text(d->suggestion));
    if (d->reverts.n)
        (void)json_object_set_new(o, "reverts", json_make_text(d->reverts));
    return o;
}

/* ---- reading ---- */

static struct str text_of(const json_t *o, const char *name, struct arena *a)
{
    const json_t *value = json_object_get(o, name);
    return str_copy(a, str_of(json_string_value(value), json_string_length(value)));
}

static const struct str *texts_of(const json_t *o, const char *name, struct arena *a, size_t *n)
{
    const json_t *list = json_object_get(o, name), *value;
    size_t i;
    struct str *items = ARENA_ARRAY(a, struct str, json_array_size(list));
    *n = 0;
    json_array_foreach((json_t *)(uintptr_t)list, i, value)
    {
        struct str text = str_of(json_string_value(value), json_string_length(value));
        items[(*n)++] = str_copy(a, text);
    }
    return items;
}

static void read_anchor(const json_t *body, const char *name, struct arena *a,
                        struct graph_anchor *out)
{
    const json_t *o = json_object_get(body, name);
    out->class_ = str_eq(text_of(o, "type", a), STR("concept")) ? NODE_CONCEPT : NODE_PAPER;
    out->key = text_of(o, "key", a);
    out->names = texts_of(o, "names", a, &out->n_names);
    out->identifiers = texts_of(o, "identifiers", a, &out->n_identifiers);
}

void decision_from_row(const struct decision_row *row, struct arena *a, struct decision *out)
{
    *out = (struct decision){
        .id = row->id, .at_ms = row->at_ms, .author = row->author, .reason = row->reason};
    if (!decision_kind_from_name(row->kind, &out->kind))
        BUG("a stored decision has a kind that is not known");
    json_t *body = json_make_stored(row->body);
    read_anchor(body, kinds[out->kind].first, a, &out->first);
    read_anchor(body, kinds[out->kind].second, a, &out->second);
    out->relation = text_of(body, "relation", a);
    out->suggestion = text_of(body, "suggestion", a);
    out->reverts = text_of(body, "reverts", a);
    const json_t *fields = json_object_get(body, "set");
    if (fields)
        out->fields = json_print(fields, JSON_COMPACT | JSON_SORT_KEYS, a);
    json_decref(body);
}
