#include "app/query/document_internal.h"
#include "base/arena.h"

/* Text of enumerations, dates and the like, as URL parameters and phrases have it too. */
static bool read_text_value(const struct document *d, struct str place,
                            const struct query_field *field, enum query_op op, json_t *value,
                            struct query_value *out)
{
    struct str text;
    if (!document_read_text(d, place, value, &text))
        return false;
    switch (query_value_read(field, op, text, d->reader.arena, out)) {
    case VALUE_FINE:
        return true;
    case VALUE_NOT_DATE:
        DOCUMENT_PROBLEM(d, NOT_A_DATE, place, STR_EMPTY, query_shown(text));
        return false;
    case VALUE_NOT_CHOICE:
        DOCUMENT_PROBLEM(d, NOT_ONE_OF, place, query_nearest_of(text, field->values),
                         str_from(field->values), query_shown(text));
        return false;
    default:
        DOCUMENT_PROBLEM(d, NOT_TEXT, place, STR_EMPTY, STR_EMPTY);
        return false;
    }
}

static bool read_whole(const struct document *d, struct str place, json_t *value, int64_t *out)
{
    *out = json_integer_value(value);
    if (!json_is_integer(value))
        document_wrong_type(d, place,
                            json_is_real(value) ? MESSAGE_A_WHOLE_NUMBER : MESSAGE_A_NUMBER, value);
    return json_is_integer(value);
}

static bool read_value(const struct document *d, struct str place, const struct query_field *field,
                       enum query_op op, json_t *value, struct query_value *out)
{
    if (op == OP_EXISTS) {
        out->number = json_is_true(value);
        if (!json_is_boolean(value))
            document_wrong_type(d, place, MESSAGE_A_BOOL, value);
        return json_is_boolean(value);
    }
    if (field->type == TYPE_NUMBER)
        return read_whole(d, place, value, &out->number);
    if (field->type == TYPE_SCORE)
        return document_read_score(d, place, value, &out->number);
    return read_text_value(d, place, field, op, value, out);
}

static bool check_list(const struct document *d, struct str place, json_t *value)
{
    size_t n = json_array_size(value);
    if (!json_is_array(value))
        document_wrong_type(d, place, MESSAGE_A_LIST, value);
    else if (n == 0)
        DOCUMENT_PROBLEM(d, EMPTY, place, STR_EMPTY, STR_EMPTY);
    else if (n > QUERY_VALUES_MAX)
        DOCUMENT_PROBLEM(d, MANY_VALUES, place, STR_EMPTY, query_message_number(&d->reader, n),
                         query_message_number(&d->reader, QUERY_VALUES_MAX));
    return n > 0 && n <= QUERY_VALUES_MAX;
}

static void read_op(const struct document *d, struct str place, const struct query_field *field,
                    enum query_op op, json_t *value, struct predicate_list *out)
{
    struct query_value one = {0};
    if (!query_op_is_list(op)) {
        if (read_value(d, place, field, op, value, &one))
            query_predicate_push(d->reader.arena, out,
                                 query_predicate_condition(d->reader.arena, field, op, one));
        return;
    }
    if (!check_list(d, place, value))
        return;
    struct query_predicate *p = query_predicate_condition(d->reader.arena, field, op, one);
    p->condition.n_values = json_array_size(value);
    p->condition.values = ARENA_ARRAY(d->reader.arena, struct query_value, p->condition.n_values);
    for (size_t i = 0; i < p->condition.n_values; i++)
        (void)read_value(d, document_place_at(d, place, i), field, op, json_array_get(value, i),
                         &p->condition.values[i]);
    query_predicate_push(d->reader.arena, out, p);
}

#define OPS "eq|ne|gt|gte|lt|lte|in|nin|contains|prefix|exists|all_of"

static void read_named_op(const struct document *d, struct str place,
                          const struct query_field *field, const char *key, json_t *value,
                          struct predicate_list *out)
{
    enum query_op op;
    struct str name = str_copy(d->reader.arena, query_shown(str_from(key)));
    struct str below = document_place(d, place, key);
    struct query_problem where = {.pointer = below};
    struct str shown = document_place_name(d, place);
    if (!query_op_find(str_from(key), &op)) {
        where.suggestion = query_nearest_of(name, OPS);
        query_problem_add(&d->reader, MESSAGE_UNKNOWN_OP, where,
                          (struct query_message_args){{shown, name}});
        return;
    }
    if (query_op_fits(field, op)) {
        read_op(d, below, field, op, value, out);
        return;
    }
    query_problem_add(&d->reader, MESSAGE_WRONG_OP, where,
                      (struct query_message_args){{shown, name, str_from(field->name),
                                                   query_list_ops(field, d->reader.arena)}});
}

void document_read_condition(const struct document *d, struct str place,
                             const struct query_field *field, json_t *value,
                             struct predicate_list *out)
{
    const char *key;
    json_t *member;
    if (!json_is_object(value)) {
        read_op(d, place, field, OP_EQ, value, out);
        return;
    }
    if (json_object_size(value) == 0)
        DOCUMENT_PROBLEM(d, EMPTY, place, STR_EMPTY, STR_EMPTY);
    json_object_foreach(value, key, member) read_named_op(d, place, field, key, member, out);
}
