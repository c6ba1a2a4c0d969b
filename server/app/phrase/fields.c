#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/vec.h"

/* ---- what stands here ---- */

/* The field that is named at `at`, in words or as it is called; empty when there is none. */
static struct str field_at(struct str phrase, size_t at, size_t *length)
{
    size_t n;
    const struct phrase_word *word = phrase_word_at(phrase, at, WORD_FIELD, length);
    struct str name = word ? word->value : STR_EMPTY;
    const struct query_field *fields = query_fields(&n);
    for (size_t i = 0; i < n; i++) {
        size_t taken = phrase_match(phrase, at, str_from(fields[i].name));
        if (taken > *length) {
            *length = taken;
            name = str_from(fields[i].name);
        }
    }
    return name;
}

/* A field of this name: of all kinds it has the same type. */
static const struct query_field *any_field(struct str name)
{
    const struct query_field *field = NULL;
    for (unsigned find = 0; find < FIND_COUNT && !field; find++)
        field = query_field_find((enum query_find)find, name);
    return field;
}

static enum query_op op_of(const struct phrase_word *word)
{
    enum query_op op;
    return query_op_find(word->value, &op) ? op : OP_EXISTS;
}

static bool is_open_at(struct str phrase, size_t at)
{
    struct str rest = str_from_pos(phrase, phrase_skip_blanks(phrase, at));
    return str_starts(rest, STR("(")) || str_starts(rest, STR("（"));
}

/* A list stands in brackets, so "notes in 2020" is none. */
static const struct phrase_word *op_at(struct str phrase, size_t at, size_t *length)
{
    const struct phrase_word *word = phrase_word_at(phrase, at, WORD_OP, length);
    if (word && query_op_is_list(op_of(word)) && !is_open_at(phrase, at + *length))
        return NULL;
    return word;
}

static bool fits_anywhere(struct str name, enum query_op op)
{
    for (unsigned find = 0; find < FIND_COUNT; find++) {
        const struct query_field *field = query_field_find((enum query_find)find, name);
        if (field && query_op_fits(field, op))
            return true;
    }
    return false;
}

bool phrase_condition_at(const struct phrase_cursor *c, size_t at, bool must_fit)
{
    size_t length, op_length;
    struct str name = field_at(c->phrase, at, &length);
    if (!name.n)
        return false;
    size_t next = phrase_skip_blanks(c->phrase, at + length);
    const struct phrase_word *op = op_at(c->phrase, next, &op_length);
    return op && (!must_fit || fits_anywhere(name, op_of(op)));
}

/* ---- conditions ---- */

static void add_pending(struct phrase_reading *r, struct pending pending)
{
    *vec_push(r->cursor.reader.arena, &r->pending) = pending;
}

struct query_predicate *phrase_add_condition(struct phrase_reading *r, struct str field,
                                             enum query_op op, struct str value, size_t at)
{
    struct query_predicate *p = query_predicate_condition(r->cursor.reader.arena, NULL, op,
                                                          (struct query_value){.text = value});
    add_pending(r, (struct pending){.condition = &p->condition,
                                    .name = field,
                                    .at = at,
                                    .length = r->cursor.at > at ? r->cursor.at - at : 0});
    return p;
}

static bool read_value(struct phrase_cursor *c, const struct query_field *field, struct str *out)
{
    bool is_text = field->type == TYPE_TEXT || field->type == TYPE_NODE;
    bool has_value = false;
    (void)phrase_at_end(c);
    if (is_text || phrase_starts_quote(c->phrase, c->at)) {
        has_value = phrase_take_words(c, out);
    } else if (field->type != TYPE_DATE ||
               (!phrase_take_date(c, out) && !phrase_take_relative_date(c, out))) {
        *out = phrase_take_figures(c);
        has_value = out->n > 0;
    } else {
        has_value = true;
    }
    if (has_value)
        return true;
    struct str shown = phrase_show_rest(c);
    return PHRASE_FAIL(c, VALUE_EXPECTED, shown.n, str_from(field->name), shown);
}

/* (A, B or C) */
static bool read_values(struct phrase_reading *r, const struct query_field *field,
                        struct query_condition *condition)
{
    struct phrase_cursor *c = &r->cursor;
    VEC(struct query_value) values = VEC_INIT;
    (void)phrase_take_open(c);
    do {
        struct str text;
        if (!read_value(c, field, &text))
            return false;
        (void)phrase_take(c, WORD_OR);
        *vec_push(c->reader.arena, &values) = (struct query_value){.text = text};
    } while (!phrase_at_end(c) && !phrase_take_close(c) && values.n < QUERY_VALUES_MAX);
    condition->values = values.items;
    condition->n_values = values.n;
    return true;
}

bool phrase_read_condition(struct phrase_reading *r, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    size_t length;
    (void)phrase_at_end(c);
    size_t at = c->at;
    struct str name = field_at(c->phrase, c->at, &length), value = STR_EMPTY;
    const struct query_field *field = any_field(name);
    c->at += length;
    const struct phrase_word *word = phrase_take(c, WORD_OP);
    enum query_op op = op_of(word);
    bool is_list = query_op_is_list(op);
    if (op != OP_EXISTS && !is_list && !read_value(c, field, &value))
        return false;
    *out = phrase_add_condition(r, name, op, value, at);
    if (op == OP_EXISTS)
        (*out)->condition.values->number = str_eq(word->value, STR("exists"));
    return !is_list || read_values(r, field, &(*out)->condition);
}

/* "yaer >= 2020": what was meant is a field. */
static bool is_unknown_field(struct phrase_cursor *c, size_t *length)
{
    size_t end = c->at, op_length;
    while (end < c->phrase.n && (ascii_is_alpha(c->phrase.p[end]) || c->phrase.p[end] == '_'))
        end++;
    *length = end - c->at;
    size_t next = phrase_skip_blanks(c->phrase, end);
    return *length && next < c->phrase.n && strchr("=!<>", c->phrase.p[next]) &&
           phrase_word_at(c->phrase, next, WORD_OP, &op_length);
}

bool phrase_read_with(struct phrase_reading *r, bool *is_one, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    size_t length;
    (void)phrase_at_end(c);
    *is_one = phrase_condition_at(c, c->at, false);
    if (*is_one)
        return phrase_read_condition(r, out);
    if (!is_unknown_field(c, &length))
        return true;
    struct str name = str_sub(c->phrase, c->at, c->at + length);
    return phrase_fail_at(
        c, c->at, length, MESSAGE_FIELD_EXPECTED, query_nearest_field(r->query->find, name),
        (struct query_message_args){{STR_EMPTY, name, str_from(query_find_name(r->query->find))}});
}

/* ---- order ---- */

bool phrase_read_sort(struct phrase_reading *r)
{
    struct phrase_cursor *c = &r->cursor;
    do {
        size_t length;
        (void)phrase_at_end(c);
        struct str name = field_at(c->phrase, c->at, &length);
        size_t at = c->at;
        if (!name.n) {
            struct str shown = phrase_show_rest(c);
            return phrase_fail_at(
                c, at, shown.n, MESSAGE_FIELD_EXPECTED, query_nearest_field(r->query->find, shown),
                (struct query_message_args){
                    {STR_EMPTY, shown, str_from(query_find_name(r->query->find))}});
        }
        c->at += length;
        bool is_descending = phrase_take(c, WORD_DESCENDING) != NULL;
        (void)phrase_take(c, WORD_ASCENDING);
        add_pending(r,
                    (struct pending){
                        .is_descending = is_descending, .name = name, .at = at, .length = length});
    } while (phrase_take(c, WORD_THEN));
    (void)phrase_take(c, WORD_SORT_END);
    return true;
}

void phrase_add_newest(struct phrase_reading *r, bool is_descending)
{
    add_pending(r, (struct pending){.is_descending = is_descending, .at = r->cursor.at});
}
