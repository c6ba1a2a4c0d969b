#include "app/query/url_internal.h"
#include "base/arena.h"
#include "base/utf8.h"

struct url {
    struct query_reader reader;
    struct query *out;
    struct query_link link; /* the options that all linked_to share */
    struct str link_option; /* the first of these, or empty */
    bool has_linked_to;
    bool is_taken[URL_LENGTH + 1];
    struct predicate_list parts;
};

#define NONE STR_EMPTY
#define URL_PROBLEM(u, name, parameter_, suggestion_, ...)                                         \
    query_problem_add(                                                                             \
        &(u)->reader, MESSAGE_##name,                                                              \
        (struct query_problem){.parameter = (parameter_), .suggestion = (suggestion_)},            \
        (struct query_message_args){{(parameter_), __VA_ARGS__}})

/* ---- values ---- */

/* The parts between commas, without empty ones; false and a problem when there are none. */
static bool split_commas(struct url *u, const struct query_pair *pair, struct str **out, size_t *n)
{
    struct str rest = pair->value, part;
    size_t max = 1;
    for (size_t i = 0; i < rest.n; i++)
        max += rest.p[i] == ',';
    *out = ARENA_ARRAY(u->reader.arena, struct str, max);
    *n = 0;
    while (str_split(&rest, ',', &part)) {
        (*out)[*n] = str_copy(u->reader.arena, str_trim(part));
        *n += (*out)[*n].n > 0;
    }
    if (*n == 0)
        URL_PROBLEM(u, EMPTY, pair->name, NONE, NONE);
    if (*n > QUERY_VALUES_MAX)
        URL_PROBLEM(u, MANY_VALUES, pair->name, NONE, query_message_number(&u->reader, *n),
                    query_message_number(&u->reader, QUERY_VALUES_MAX));
    return *n > 0 && *n <= QUERY_VALUES_MAX;
}

static bool read_number(struct url *u, const struct query_pair *pair, int64_t max, int64_t *out)
{
    int64_t number = 0;
    bool is_number = query_number_read(str_trim(pair->value), &number);
    if (is_number && number >= 1 && number <= max) {
        *out = number;
        return true;
    }
    if (is_number)
        URL_PROBLEM(u, OUT_OF_RANGE, pair->name, NONE, STR("1"),
                    query_number_text(max, u->reader.arena));
    else
        URL_PROBLEM(u, NOT_A_NUMBER, pair->name, NONE, query_shown(pair->value));
    return false;
}

static void check_choices(struct url *u, const struct query_pair *pair, const struct str *names,
                          size_t n, const char *values)
{
    for (size_t i = 0; i < n; i++)
        if (!query_is_one_of(names[i], values))
            URL_PROBLEM(u, NOT_ONE_OF, pair->name, query_nearest_of(names[i], values),
                        str_from(values), query_shown(names[i]));
}

static void value_problem(struct url *u, const struct query_pair *pair,
                          const struct query_field *field, struct str text, enum value_fault fault)
{
    struct str shown = query_shown(text);
    switch (fault) {
    case VALUE_NOT_NUMBER:
        URL_PROBLEM(u, NOT_A_NUMBER, pair->name, NONE, shown);
        break;
    case VALUE_NOT_SCORE:
        URL_PROBLEM(u, OUT_OF_RANGE, pair->name, NONE, STR("0"), STR("1"));
        break;
    case VALUE_NOT_DATE:
        URL_PROBLEM(u, NOT_A_DATE, pair->name, NONE, shown);
        break;
    case VALUE_NOT_CHOICE:
        URL_PROBLEM(u, NOT_ONE_OF, pair->name, query_nearest_of(text, field->values),
                    str_from(field->values), shown);
        break;
    case VALUE_EMPTY:
        URL_PROBLEM(u, EMPTY, pair->name, NONE, NONE);
        break;
    default:
        URL_PROBLEM(u, NOT_TEXT, pair->name, NONE, NONE);
    }
}

static bool read_value(struct url *u, const struct query_pair *pair,
                       const struct query_field *field, enum query_op op, struct str text,
                       struct query_value *out)
{
    if (op == OP_EXISTS) {
        *out = (struct query_value){.number = str_eq(text, STR("true"))};
        check_choices(u, pair, &text, 1, "true|false");
        return true;
    }
    enum value_fault fault = query_value_read(field, op, text, u->reader.arena, out);
    if (fault != VALUE_FINE)
        value_problem(u, pair, field, text, fault);
    return fault == VALUE_FINE;
}

/* ---- fields ---- */

static void read_condition(struct url *u, const struct query_pair *pair,
                           const struct query_field *field, enum query_op op)
{
    struct query_value one = {0};
    struct query_predicate *p =
        query_predicate_condition(u->reader.arena, field, op, (struct query_value){0});
    struct str *texts;
    query_predicate_push(u->reader.arena, &u->parts, p);
    if (!query_op_is_list(op)) {
        (void)read_value(u, pair, field, op, pair->value, &one);
        *p->condition.values = one;
        return;
    }
    if (!split_commas(u, pair, &texts, &p->condition.n_values))
        return;
    p->condition.values = ARENA_ARRAY(u->reader.arena, struct query_value, p->condition.n_values);
    for (size_t i = 0; i < p->condition.n_values; i++)
        (void)read_value(u, pair, field, op, texts[i], &p->condition.values[i]);
}

static void unknown_parameter(struct url *u, const struct query_pair *pair)
{
    size_t n;
    const struct query_parameter *known = query_parameters(u->out->find, u->reader.arena, &n);
    struct str *names = ARENA_ARRAY(u->reader.arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        names[i] = str_from(known[i].name);
    struct str shown = query_shown(pair->name);
    URL_PROBLEM(u, UNKNOWN_PARAM, shown, query_nearest(pair->name, names, n), NONE);
}

static void read_field(struct url *u, const struct query_pair *pair)
{
    enum query_op op = OP_EQ;
    size_t mark = str_find(pair->name, STR("__"), 0);
    struct str name = str_sub(pair->name, 0, mark);
    const struct query_field *field = query_field_find(u->out->find, name);
    bool is_known = mark == SIZE_MAX || query_op_find(str_from_pos(pair->name, mark + 2), &op);
    if (!field || !is_known)
        unknown_parameter(u, pair);
    else if (query_op_fits(field, op))
        read_condition(u, pair, field, op);
    else
        URL_PROBLEM(u, WRONG_OP, pair->name, NONE, str_from(query_op_name(op)),
                    str_from(field->name), query_list_ops(field, u->reader.arena));
}

/* ---- links ---- */

static void read_relations(struct url *u, const struct query_pair *pair)
{
    struct str nearest;
    if (!split_commas(u, pair, &u->link.relations, &u->link.n_relations))
        return;
    for (size_t i = 0; i < u->link.n_relations; i++)
        if (!query_check_relation(u->link.relations[i], &nearest))
            URL_PROBLEM(u, NOT_ONE_OF, pair->name, nearest, query_list_relations(u->reader.arena),
                        query_shown(u->link.relations[i]));
}

static void read_link_option(struct url *u, enum url_word word, const struct query_pair *pair)
{
    int64_t hops = 1;
    struct str value = str_trim(pair->value);
    if (!u->link_option.n)
        u->link_option = pair->name;
    if (word == URL_RELATION)
        read_relations(u, pair);
    else if (word == URL_HOPS && read_number(u, pair, QUERY_HOPS_MAX, &hops))
        u->link.hops = (unsigned)hops;
    else if (word == URL_DIRECTION && !query_direction_find(value, &u->link.direction))
        check_choices(u, pair, &value, 1, QUERY_DIRECTIONS);
    else if (word == URL_EXPAND && !query_expand_find(value, &u->link.expand))
        check_choices(u, pair, &value, 1, QUERY_EXPANDS);
    else if (word == URL_MIN_SCORE && !query_score_read(value, &u->link.min_score))
        URL_PROBLEM(u, OUT_OF_RANGE, pair->name, NONE, STR("0"), STR("1"));
}

/* The options are filled in when all parameters are read. */
static void read_linked_to(struct url *u, const struct query_pair *pair)
{
    struct str *names;
    size_t n;
    u->has_linked_to = true;
    if (!split_commas(u, pair, &names, &n))
        return;
    struct query_predicate *p = query_predicate_new(u->reader.arena, PREDICATE_LINKED);
    p->link.to = ARENA_ARRAY(u->reader.arena, struct query_target, n);
    p->link.n_to = n;
    for (size_t i = 0; i < n; i++)
        p->link.to[i].reference = names[i];
    query_predicate_push(u->reader.arena, &u->parts, p);
}

static void complete_links(struct url *u)
{
    if (u->link_option.n && !u->has_linked_to)
        URL_PROBLEM(u, NEEDS_LINK, u->link_option, NONE, NONE);
    for (size_t i = 0; i < u->parts.n; i++) {
        struct query_link *link = &u->parts.items[i]->link;
        if (u->parts.items[i]->type != PREDICATE_LINKED)
            continue;
        struct query_link filled = u->link;
        filled.to = link->to;
        filled.n_to = link->n_to;
        filled.relations = ARENA_ARRAY(u->reader.arena, struct str, u->link.n_relations);
        for (size_t k = 0; k < u->link.n_relations; k++)
            filled.relations[k] = u->link.relations[k];
        *link = filled;
    }
}

/* ---- the others ---- */

static void read_text(struct url *u, const struct query_pair *pair)
{
    struct query_predicate *p = query_predicate_new(u->reader.arena, PREDICATE_TEXT);
    p->text.match = str_copy(u->reader.arena, str_trim(pair->value));
    if (!p->text.match.n)
        URL_PROBLEM(u, EMPTY, pair->name, NONE, NONE);
    query_predicate_push(u->reader.arena, &u->parts, p);
}

static void read_sort(struct url *u, const struct query_pair *pair)
{
    struct str *names;
    if (!split_commas(u, pair, &names, &u->out->n_sort))
        return;
    u->out->sort = ARENA_ARRAY(u->reader.arena, struct query_sort, u->out->n_sort);
    for (size_t i = 0; i < u->out->n_sort; i++)
        if (!query_sort_read(u->out->find, names[i], &u->out->sort[i]))
            URL_PROBLEM(u, CANNOT_SORT, pair->name, query_nearest_field(u->out->find, names[i]),
                        query_shown(names[i]),
                        query_list_fields(u->out->find, false, u->reader.arena));
}

static void read_facets(struct url *u, const struct query_pair *pair)
{
    struct query *q = u->out;
    if (!split_commas(u, pair, &q->facets, &q->n_facets))
        return;
    for (size_t i = 0; i < q->n_facets; i++)
        if (!query_facet_fits(q->find, q->facets[i]))
            URL_PROBLEM(u, CANNOT_FACET, pair->name, query_nearest_field(q->find, q->facets[i]),
                        query_shown(q->facets[i]),
                        query_list_fields(q->find, true, u->reader.arena));
}

static void read_shown(struct url *u, const struct query_pair *pair)
{
    struct str nearest;
    struct query *q = u->out;
    if (!split_commas(u, pair, &q->fields, &q->n_fields))
        return;
    for (size_t i = 0; i < q->n_fields; i++)
        if (!query_check_shown(q->find, q->fields[i], &nearest))
            URL_PROBLEM(u, UNKNOWN_FIELD, pair->name, nearest, query_shown(q->fields[i]));
}

static void read_end(struct url *u, const struct query_pair *pair, struct query_target *out)
{
    out->reference = str_copy(u->reader.arena, str_trim(pair->value));
    if (!out->reference.n)
        URL_PROBLEM(u, EMPTY, pair->name, NONE, NONE);
}

static void read_page(struct url *u, enum url_word word, const struct query_pair *pair)
{
    int64_t number;
    struct query *q = u->out;
    if (word == URL_LIMIT && read_number(u, pair, QUERY_LIMIT_MAX, &number))
        q->limit = (size_t)number;
    else if (word == URL_K && read_number(u, pair, QUERY_PATHS_MAX, &number))
        q->path.k = (unsigned)number;
    else if (word == URL_LENGTH && read_number(u, pair, QUERY_PATH_HOPS_MAX, &number))
        q->path.hops = (unsigned)number;
    else if (word == URL_CURSOR)
        q->cursor = str_copy(u->reader.arena, str_trim(pair->value));
    else if (word == URL_INCLUDE && split_commas(u, pair, &q->include, &q->n_include))
        check_choices(u, pair, q->include, q->n_include, QUERY_INCLUDES);
}

static void read_word(struct url *u, enum url_word word, const struct query_pair *pair)
{
    switch (word) {
    case URL_LINKED_TO:
        read_linked_to(u, pair);
        break;
    case URL_RELATION:
    case URL_HOPS:
    case URL_DIRECTION:
    case URL_EXPAND:
    case URL_MIN_SCORE:
        read_link_option(u, word, pair);
        break;
    case URL_TEXT:
        read_text(u, pair);
        break;
    case URL_SORT:
        read_sort(u, pair);
        break;
    case URL_FIELDS:
        read_shown(u, pair);
        break;
    case URL_FACETS:
        read_facets(u, pair);
        break;
    case URL_FROM:
    case URL_TO:
        read_end(u, pair, word == URL_FROM ? &u->out->path.from : &u->out->path.to);
        break;
    default:
        read_page(u, word, pair);
    }
}

static void read_pair(struct url *u, const struct query_pair *pair)
{
    enum url_word word = query_url_word(u->out->find, pair->name);
    bool may_repeat = word == URL_LINKED_TO || word == URL_TEXT || word == URL_NONE;
    if (!utf8_is_valid(pair->value) || str_find_byte(pair->value, '\0', 0) != SIZE_MAX)
        URL_PROBLEM(u, NOT_TEXT, pair->name, NONE, NONE);
    else if (word == URL_NONE)
        read_field(u, pair);
    else if (u->is_taken[word] && !may_repeat)
        URL_PROBLEM(u, REPEATED, pair->name, NONE, NONE);
    else
        read_word(u, word, pair);
    u->is_taken[word] = true;
}

static void check_whole(struct url *u)
{
    struct query *q = u->out;
    complete_links(u);
    if (q->find == FIND_PATHS && !u->is_taken[URL_FROM])
        URL_PROBLEM(u, MISSING, STR("from"), NONE, STR("from"));
    if (q->find == FIND_PATHS && !u->is_taken[URL_TO])
        URL_PROBLEM(u, MISSING, STR("to"), NONE, STR("to"));
    q->where = query_predicate_group(u->reader.arena, PREDICATE_ALL, &u->parts);
    size_t n = query_predicate_count(q->where);
    if (n > QUERY_PREDICATES_MAX)
        URL_PROBLEM(u, MANY_PARTS, NONE, NONE, query_message_number(&u->reader, n),
                    query_message_number(&u->reader, QUERY_PREDICATES_MAX));
}

bool query_read_url(enum query_find find, const struct query_pair *pairs, size_t n,
                    enum language language, struct arena *a, struct query *out,
                    struct query_problems *problems, struct err *e)
{
    struct url u = {.reader = {a, language, problems}, .out = out, .link = {.hops = 1}};
    *out = (struct query){.find = find,
                          .path = {.k = QUERY_PATHS_DEFAULT, .hops = QUERY_PATH_HOPS_DEFAULT}};
    *problems = (struct query_problems){0};
    for (size_t i = 0; i < n; i++)
        read_pair(&u, &pairs[i]);
    check_whole(&u);
    if (problems->n == 0)
        query_normalise(out, a);
    return query_problems_end(&u.reader, ERR_INVALID_PARAMETER, e);
}
