#include <stdlib.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"
#include "base/map.h"

/* Counts of one field while they grow. */
struct counting {
    struct answer *answer;
    const struct select_field *field;
    struct map *index; /* folded text, or the bytes of a number -> place in values */
    VEC(struct query_facet_value) values;
    VEC(int64_t) numbers; /* of the same places */
};

static struct str key_of(struct counting *c, const struct select_value *v)
{
    if (v->text.n)
        return select_fold(c->answer->arena, v->text);
    return str_copy(c->answer->arena, str_of((const char *)&v->number, sizeof(v->number)));
}

static struct str shown(struct counting *c, const struct select_value *v)
{
    if (v->text.n || select_is_node(c->field))
        return v->text;
    return str_from(arena_printf(c->answer->arena, "%lld", (long long)v->number));
}

static void count_value(struct counting *c, const struct select_value *v)
{
    bool is_new;
    struct arena_mark mark = arena_mark(c->answer->arena);
    struct str key = key_of(c, v);
    uint64_t *place = map_get(c->index, key);
    if (place) {
        c->values.items[*place].count++;
        arena_reset(c->answer->arena, mark);
        return;
    }
    *map_put(c->index, key, &is_new) = c->values.n;
    *vec_push(c->answer->arena, &c->values) =
        (struct query_facet_value){.value = shown(c, v), .count = 1};
    *vec_push(c->answer->arena, &c->numbers) = v->number;
}

static bool count_thing(struct counting *c, int64_t id, struct err *e)
{
    struct select_value *values;
    size_t n;
    if (!select_values(c->answer->db, c->field, id, c->answer->arena, &values, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        count_value(c, &values[i]);
    return true;
}

/* ---- concepts are shown by slug and label ---- */

static bool name_nodes(struct counting *c, struct err *e)
{
    for (size_t i = 0; select_is_node(c->field) && i < c->values.n; i++) {
        struct concept_row row;
        if (!graph_get_concept(c->answer->db, c->numbers.items[i], c->answer->arena, &row, e))
            return false;
        c->values.items[i].value = row.slug;
        c->values.items[i].label = query_concept_label(&row, c->answer->arena);
    }
    return true;
}

static int most_first(const void *a, const void *b)
{
    const struct query_facet_value *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_cmp(x->value, y->value);
}

static bool count_field(struct answer *w, struct str name, const struct row_set *set,
                        struct query_facet *out, struct err *e)
{
    struct counting c = {.answer = w, .index = map_new(w->arena)};
    c.field = select_field_find(w->kind, name);
    if (!c.field)
        BUG("a facet of fields.def is missing in select_fields.def");
    for (size_t i = 0; i < set->n; i++)
        if ((i % 256 == 0 && !store_check_deadline(w->db, e)) || !count_thing(&c, set->ids[i], e))
            return false;
    if (!name_nodes(&c, e))
        return false;
    if (c.values.n)
        qsort(c.values.items, c.values.n, sizeof(*c.values.items), most_first);
    *out = (struct query_facet){.field = name, .values = c.values.items, .n_values = c.values.n};
    for (size_t i = QUERY_FACET_VALUES; i < c.values.n; i++)
        out->other += c.values.items[i].count;
    if (out->n_values > QUERY_FACET_VALUES)
        out->n_values = QUERY_FACET_VALUES;
    return true;
}

bool facet_count(struct answer *w, const struct row_set *set, struct err *e)
{
    struct select_ids all;
    struct row_set counted = *set;
    struct query_result *r = w->result;
    r->facets = ARENA_ARRAY(w->arena, struct query_facet, w->query->n_facets);
    if (set->is_rest && w->query->n_facets) {
        if (!select_all(w->db, w->kind, w->arena, &all, e))
            return false;
        counted = set_and(*set, set_of(all), w->arena);
    }
    for (size_t i = 0; i < w->query->n_facets; i++)
        if (!count_field(w, w->query->facets[i], &counted, &r->facets[r->n_facets++], e))
            return false;
    return true;
}
