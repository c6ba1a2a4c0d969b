#include <stdlib.h>

#include "app/json.h"
#include "app/query/read_internal.h"
#include "base/arena.h"

static struct query_predicate *normalise(struct query_predicate *p, struct arena *a);

/* ---- order without meaning ---- */

/* A thing and the document that it is: what is sorted and compared. */
struct keyed {
    struct str key;
    size_t index;
};

static int by_key(const void *x, const void *y)
{
    return str_cmp(((const struct keyed *)x)->key, ((const struct keyed *)y)->key);
}

static struct str key_of(json_t *value, struct arena *a)
{
    struct str key = json_print(value, JSON_STYLE | JSON_COMPACT | JSON_ENCODE_ANY, a);
    json_decref(value);
    return key;
}

/* Sorts and drops what stands twice. */
static size_t sort_keyed(struct keyed *items, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(items, n, sizeof(*items), by_key);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !str_eq(items[i].key, items[i - 1].key))
            items[kept++] = items[i];
    return kept;
}

static int by_text(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static void sort_texts(struct str *items, size_t *n)
{
    size_t kept = 0;
    if (*n)
        qsort(items, *n, sizeof(*items), by_text);
    for (size_t i = 0; i < *n; i++)
        if (i == 0 || !str_eq(items[i], items[kept - 1]))
            items[kept++] = items[i];
    *n = kept;
}

/* ---- conditions ---- */

static int by_value(const void *x, const void *y)
{
    const struct query_value *left = x, *right = y;
    if (left->number != right->number)
        return left->number < right->number ? -1 : 1;
    return str_cmp(left->text, right->text);
}

static void normalise_condition(struct query_condition *c)
{
    size_t kept = 0;
    if (!query_op_is_list(c->op))
        return;
    qsort(c->values, c->n_values, sizeof(*c->values), by_value);
    for (size_t i = 0; i < c->n_values; i++)
        if (i == 0 || by_value(&c->values[i], &c->values[kept - 1]) != 0)
            c->values[kept++] = c->values[i];
    c->n_values = kept;
    if (kept == 1)
        c->op = c->op == OP_NIN ? OP_NE : OP_EQ;
}

/* ---- links ---- */

static enum query_direction turned(enum query_direction direction)
{
    return direction == DIRECTION_IN ? DIRECTION_OUT : DIRECTION_IN;
}

static struct str turned_name(struct str name)
{
    bool is_inverse;
    const struct query_relation *relation = query_relation_find(name, &is_inverse);
    if (!relation)
        return name;
    return str_from(is_inverse ? relation->name : relation->inverse);
}

static void turn(struct query_link *link)
{
    for (size_t i = 0; i < link->n_relations; i++)
        link->relations[i] = turned_name(link->relations[i]);
    link->direction = turned(link->direction);
}

/* All inverse: the direction says it. Some: seen from x, so that "in" is not written two ways. */
static void normalise_relations(struct query_link *link)
{
    size_t n_inverse = 0, n_plain = 0;
    for (size_t i = 0; i < link->n_relations; i++) {
        bool is_inverse;
        const struct query_relation *relation =
            query_relation_find(link->relations[i], &is_inverse);
        n_inverse += relation && is_inverse;
        n_plain += relation && !is_inverse && !relation->is_symmetric;
    }
    if (n_inverse && (!n_plain || link->direction == DIRECTION_IN))
        turn(link);
    else if (link->n_relations && !n_inverse && !n_plain)
        link->direction = DIRECTION_ANY;
    sort_texts(link->relations, &link->n_relations);
}

static void normalise_targets(struct query_link *link, struct arena *a)
{
    struct keyed *keys = ARENA_ARRAY(a, struct keyed, link->n_to);
    struct query_target *sorted = ARENA_ARRAY(a, struct query_target, link->n_to);
    for (size_t i = 0; i < link->n_to; i++) {
        link->to[i].where = normalise(link->to[i].where, a);
        keys[i] = (struct keyed){key_of(query_target_to_json(&link->to[i]), a), i};
    }
    size_t n = sort_keyed(keys, link->n_to);
    for (size_t i = 0; i < n; i++)
        sorted[i] = link->to[keys[i].index];
    link->to = sorted;
    link->n_to = n;
}

static bool has_space(struct str text)
{
    return str_find_byte(text, ' ', 0) != SIZE_MAX || str_find_byte(text, '\t', 0) != SIZE_MAX ||
           str_find_byte(text, '\n', 0) != SIZE_MAX;
}

static void normalise_text(struct query_text *text)
{
    sort_texts(text->in, &text->n_in);
    if (!has_space(text->match))
        text->mode = TEXT_ALL;
}

/* ---- groups ---- */

static void add_flat(struct arena *a, struct predicate_list *list, enum query_predicate_type type,
                     struct query_predicate *part)
{
    if (part->type != type) {
        query_predicate_push(a, list, part);
        return;
    }
    for (size_t i = 0; i < part->n_parts; i++)
        query_predicate_push(a, list, part->parts[i]);
}

static struct query_predicate *normalise_group(struct query_predicate *p, struct arena *a)
{
    struct predicate_list flat = {0}, sorted = {0};
    for (size_t i = 0; i < p->n_parts; i++)
        add_flat(a, &flat, p->type, normalise(p->parts[i], a));
    struct keyed *keys = ARENA_ARRAY(a, struct keyed, flat.n);
    for (size_t i = 0; i < flat.n; i++)
        keys[i] = (struct keyed){key_of(query_predicate_to_json(flat.items[i]), a), i};
    size_t n = sort_keyed(keys, flat.n);
    for (size_t i = 0; i < n; i++)
        query_predicate_push(a, &sorted, flat.items[keys[i].index]);
    return query_predicate_group(a, p->type, &sorted);
}

/* As deep as the form, which the readers bound. */
static struct query_predicate *normalise(struct query_predicate *p, struct arena *a)
{
    if (!p)
        return NULL;
    switch (p->type) {
    case PREDICATE_ALL:
    case PREDICATE_ANY:
        return normalise_group(p, a);
    case PREDICATE_NOT:
        p->parts[0] = normalise(p->parts[0], a);
        return p->parts[0]->type == PREDICATE_NOT ? p->parts[0]->parts[0] : p;
    case PREDICATE_LINKED:
        normalise_relations(&p->link);
        normalise_targets(&p->link, a);
        sort_texts(p->link.statuses, &p->link.n_statuses);
        return p;
    case PREDICATE_TEXT:
        normalise_text(&p->text);
        return p;
    case PREDICATE_SIMILAR:
        p->similar.to.where = normalise(p->similar.to.where, a);
        return p;
    case PREDICATE_CONDITION:
        normalise_condition(&p->condition);
        return p;
    }
    return p;
}

void query_normalise(struct query *q, struct arena *a)
{
    q->where = normalise(q->where, a);
}

bool query_equals(const struct query *x, const struct query *y, struct arena *a)
{
    return str_eq(query_write_json(x, a), query_write_json(y, a));
}
