#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/vec.h"

const struct query_field *phrase_date_field(enum query_find find)
{
    static const char *const names[FIND_COUNT] = {
        [FIND_PAPERS] = "year", [FIND_CONCEPTS] = "added_at",
        [FIND_NOTES] = "date",  [FIND_EDGES] = "",
        [FIND_PATHS] = "",
    };
    return query_field_find(find, str_from(names[find]));
}

static bool fail(struct phrase_reading *r, const struct pending *p, enum query_message message,
                 struct str suggestion, struct str one, struct str other)
{
    return phrase_fail_at(&r->cursor, p->at, p->length, message, suggestion,
                          (struct query_message_args){{STR_EMPTY, one, other}});
}

/* "sorted by date" is the year of a paper. */
static bool find_field(struct phrase_reading *r, const struct pending *p,
                       const struct query_field **out)
{
    enum query_find find = r->query->find;
    struct str name = str_from(query_find_name(find));
    bool is_date = !p->name.n || str_eq(p->name, STR("date"));
    *out = p->name.n ? query_field_find(find, p->name) : NULL;
    if (!*out && is_date)
        *out = phrase_date_field(find);
    if (*out)
        return true;
    if (!p->condition && str_eq(p->name, STR("score")))
        return true; /* how well it fits */
    if (is_date)
        return fail(r, p, MESSAGE_NO_DATE, STR_EMPTY, name, STR_EMPTY);
    return fail(r, p, MESSAGE_FIELD_EXPECTED, query_nearest_field(find, p->name), p->name, name);
}

/* "since 2019-05" where only years are known: no month is dropped unsaid. */
static bool is_finer_than_known(const struct pending *p, const struct query_field *field,
                                struct str text)
{
    return !p->name.n && field->type == TYPE_NUMBER && text.n > 4;
}

static bool resolve_condition(struct phrase_reading *r, const struct pending *p,
                              const struct query_field *field)
{
    struct query_condition *c = p->condition;
    struct arena *a = r->cursor.reader.arena;
    struct str name = str_from(field->name);
    c->field = field;
    if (!query_op_fits(field, c->op))
        return fail(r, p, MESSAGE_OP_EXPECTED, STR_EMPTY, name, query_list_ops(field, a));
    for (size_t i = 0; c->op != OP_EXISTS && i < c->n_values; i++) {
        struct str text = c->values[i].text;
        if (is_finer_than_known(p, field, text))
            return fail(r, p, MESSAGE_ONLY_YEARS, str_sub(text, 0, 4), text, STR_EMPTY);
        if (query_value_read(field, c->op, text, a, &c->values[i]) == VALUE_FINE)
            continue;
        struct str nearest = field->values ? query_nearest_of(text, field->values) : STR_EMPTY;
        return fail(r, p, MESSAGE_VALUE_EXPECTED, nearest, name, query_shown(text));
    }
    return true;
}

struct sort_list {
    struct query_sort *items;
    size_t n, cap;
};

static bool resolve_sort(struct phrase_reading *r, const struct pending *p,
                         const struct query_field *field, struct sort_list *sort)
{
    if (field && !field->can_sort)
        return fail(r, p, MESSAGE_FIELD_NO_SORT, STR_EMPTY, p->name,
                    str_from(query_find_name(r->query->find)));
    *vec_push(r->cursor.reader.arena, sort) = (struct query_sort){field, p->is_descending};
    return true;
}

bool phrase_resolve(struct phrase_reading *r)
{
    struct sort_list sort = {0};
    for (size_t i = 0; i < r->pending.n; i++) {
        const struct pending *p = &r->pending.items[i];
        const struct query_field *field;
        if (!find_field(r, p, &field))
            return false;
        bool ok = p->condition && field ? resolve_condition(r, p, field)
                                        : resolve_sort(r, p, field, &sort);
        if (!ok)
            return false;
    }
    r->query->sort = sort.items;
    r->query->n_sort = sort.n;
    return true;
}
