#include "app/json.h"
#include "app/query/read_internal.h"
#include "base/arena.h"

static json_t *make_object(const char *key, json_t *value)
{
    json_t *o = json_object();
    json_put(o, key, value);
    return o;
}

static void set_texts(json_t *o, const char *key, const struct str *items, size_t n)
{
    if (n)
        json_put(o, key, json_make_texts(items, n));
}

/* ---- conditions ---- */

static json_t *value_to_json(const struct query_condition *c, const struct query_value *v)
{
    if (c->op == OP_EXISTS)
        return json_boolean(v->number);
    if (c->field->type == TYPE_NUMBER)
        return json_integer(v->number);
    return c->field->type == TYPE_SCORE ? json_make_score(v->number) : json_make_text(v->text);
}

static json_t *condition_to_json(const struct query_condition *c)
{
    if (c->op == OP_EQ)
        return make_object(c->field->name, value_to_json(c, c->values));
    json_t *value = query_op_is_list(c->op) ? json_array() : value_to_json(c, c->values);
    for (size_t i = 0; query_op_is_list(c->op) && i < c->n_values; i++)
        (void)json_array_append_new(value, value_to_json(c, &c->values[i]));
    return make_object(c->field->name, make_object(query_op_name(c->op), value));
}

/* ---- links, texts, likeness ---- */

json_t *query_target_to_json(const struct query_target *t)
{
    if (t->type == TARGET_NAME)
        return json_make_text(t->reference);
    if (t->type != TARGET_WHERE)
        return make_object(t->type == TARGET_PAPER ? "paper" : "concept",
                           json_make_text(t->reference));
    json_t *o = make_object("where", query_predicate_to_json(t->where));
    json_put(o, "find", json_string(query_find_name(t->find)));
    return o;
}

static json_t *targets_to_json(const struct query_link *link)
{
    if (link->n_to == 1)
        return query_target_to_json(&link->to[0]);
    json_t *list = json_array();
    for (size_t i = 0; i < link->n_to; i++)
        (void)json_array_append_new(list, query_target_to_json(&link->to[i]));
    return list;
}

static json_t *link_to_json(const struct query_link *link)
{
    json_t *o = make_object("to", targets_to_json(link));
    set_texts(o, "relation", link->relations, link->n_relations);
    if (link->direction != DIRECTION_ANY)
        json_put(o, "direction", json_string(query_direction_name(link->direction)));
    if (link->hops != 1)
        json_put(o, "hops", json_integer(link->hops));
    if (link->expand != EXPAND_NARROWER)
        json_put(o, "expand", json_string(query_expand_name(link->expand)));
    if (link->min_score)
        json_put(o, "min_score", json_make_score(link->min_score));
    set_texts(o, "status", link->statuses, link->n_statuses);
    return o;
}

static json_t *text_to_json(const struct query_text *text)
{
    if (!text->n_in && text->mode == TEXT_ALL)
        return json_make_text(text->match);
    json_t *o = make_object("match", json_make_text(text->match));
    set_texts(o, "in", text->in, text->n_in);
    if (text->mode != TEXT_ALL)
        json_put(o, "mode", json_string(query_text_mode_name(text->mode)));
    return o;
}

/* ---- predicates ---- */

static json_t *parts_to_json(const struct query_predicate *p)
{
    json_t *list = json_array();
    for (size_t i = 0; i < p->n_parts; i++)
        (void)json_array_append_new(list, query_predicate_to_json(p->parts[i]));
    return list;
}

json_t *query_predicate_to_json(const struct query_predicate *p)
{
    switch (p->type) {
    case PREDICATE_ALL:
        return make_object("all", parts_to_json(p));
    case PREDICATE_ANY:
        return make_object("any", parts_to_json(p));
    case PREDICATE_NOT:
        return make_object("not", query_predicate_to_json(p->parts[0]));
    case PREDICATE_LINKED:
        return make_object("linked", link_to_json(&p->link));
    case PREDICATE_TEXT:
        return make_object("text", text_to_json(&p->text));
    case PREDICATE_SIMILAR:
        return make_object("similar", make_object("to", query_target_to_json(&p->similar.to)));
    case PREDICATE_CONDITION:
        return condition_to_json(&p->condition);
    }
    BUG("a predicate of no type");
}

/* ---- the document ---- */

static json_t *path_to_json(const struct query_path *path)
{
    json_t *o = make_object("from", query_target_to_json(&path->from));
    json_put(o, "to", query_target_to_json(&path->to));
    if (path->k != QUERY_PATHS_DEFAULT)
        json_put(o, "k", json_integer(path->k));
    if (path->hops != QUERY_PATH_HOPS_DEFAULT)
        json_put(o, "hops", json_integer(path->hops));
    return o;
}

static json_t *sort_to_json(const struct query *q)
{
    json_t *list = json_array();
    for (size_t i = 0; i < q->n_sort; i++)
        (void)json_array_append_new(
            list, json_sprintf("%s%s", q->sort[i].descending ? "-" : "",
                               q->sort[i].field ? q->sort[i].field->name : "score"));
    return list;
}

json_t *query_make_json(const struct query *q)
{
    json_t *o = make_object("find", json_string(query_find_name(q->find)));
    if (q->find == FIND_PATHS)
        json_put(o, "path", path_to_json(&q->path));
    if (q->where)
        json_put(o, "where", query_predicate_to_json(q->where));
    if (q->n_sort)
        json_put(o, "sort", sort_to_json(q));
    if (q->limit)
        json_put(o, "limit", json_integer((json_int_t)q->limit));
    if (q->cursor.n)
        json_put(o, "cursor", json_make_text(q->cursor));
    set_texts(o, "fields", q->fields, q->n_fields);
    set_texts(o, "include", q->include, q->n_include);
    set_texts(o, "facets", q->facets, q->n_facets);
    return o;
}

struct str query_write_json(const struct query *q, struct arena *a)
{
    json_t *o = query_make_json(q);
    struct str text = json_print(o, JSON_STYLE | JSON_COMPACT, a);
    json_decref(o);
    return text;
}
