#include "app/query/document_internal.h"
#include "base/arena.h"

#define WORDS "all|any|not|linked|text|similar"

/* ---- predicates ---- */

static struct query_predicate *read_group(struct document *d, struct str place, json_t *value,
                                          enum query_predicate_type type)
{
    struct predicate_list parts = {0};
    size_t n = json_array_size(value);
    if (!json_is_array(value)) {
        document_wrong_type(d, place, MESSAGE_A_LIST, value);
        return NULL;
    }
    if (n == 0)
        DOCUMENT_PROBLEM(d, EMPTY, place, STR_EMPTY, STR_EMPTY);
    for (size_t i = 0; i < n && i <= QUERY_PREDICATES_MAX; i++) {
        struct query_predicate *part =
            document_read_predicate(d, document_place_at(d, place, i), json_array_get(value, i));
        if (part)
            query_predicate_push(d->reader.arena, &parts, part);
    }
    return query_predicate_group(d->reader.arena, type, &parts);
}

static struct query_predicate *read_not(struct document *d, struct str place, json_t *value)
{
    struct query_predicate *part = document_read_predicate(d, place, value);
    return part ? query_predicate_not(d->reader.arena, part) : NULL;
}

static struct query_predicate *read_text(const struct document *d, struct str place, json_t *value)
{
    struct query_predicate *p = query_predicate_new(d->reader.arena, PREDICATE_TEXT);
    struct str mode = STR("all");
    if (json_is_string(value))
        return document_read_text(d, place, value, &p->text.match) ? p : NULL;
    (void)document_check_members(d, place, value, "match|in|mode");
    json_t *match = json_object_get(value, "match"), *in = json_object_get(value, "in");
    json_t *how = json_object_get(value, "mode");
    if (!match) {
        DOCUMENT_PROBLEM(d, MISSING, place, STR_EMPTY, STR("match"));
        return NULL;
    }
    bool ok = document_read_text(d, document_place(d, place, "match"), match, &p->text.match);
    if (in)
        (void)document_read_choices(d, document_place(d, place, "in"), in, QUERY_PARTS, &p->text.in,
                                    &p->text.n_in);
    if (how && document_read_choice(d, document_place(d, place, "mode"), how, QUERY_MODES, &mode))
        (void)query_text_mode_find(mode, &p->text.mode);
    return ok ? p : NULL;
}

static struct query_predicate *read_similar(struct document *d, struct str place, json_t *value)
{
    struct query_predicate *p = query_predicate_new(d->reader.arena, PREDICATE_SIMILAR);
    json_t *to = json_object_get(value, "to");
    if (!document_check_members(d, place, value, "to"))
        return NULL;
    if (to)
        return document_read_target(d, document_place(d, place, "to"), to, &p->similar.to) ? p
                                                                                           : NULL;
    DOCUMENT_PROBLEM(d, MISSING, place, STR_EMPTY, STR("to"));
    return NULL;
}

static struct query_predicate *read_word(struct document *d, struct str place, const char *key,
                                         json_t *value)
{
    struct str word = str_from(key);
    if (str_eq(word, STR("all")))
        return read_group(d, place, value, PREDICATE_ALL);
    if (str_eq(word, STR("any")))
        return read_group(d, place, value, PREDICATE_ANY);
    if (str_eq(word, STR("not")))
        return read_not(d, place, value);
    if (str_eq(word, STR("linked")))
        return document_read_link(d, place, value);
    return str_eq(word, STR("text")) ? read_text(d, place, value) : read_similar(d, place, value);
}

static void unknown_field(const struct document *d, struct str place, const char *key)
{
    struct str name = str_copy(d->reader.arena, query_shown(str_from(key)));
    struct str nearest = query_nearest_field(d->find, name);
    struct query_problem where = {.pointer = document_place(d, place, key),
                                  .suggestion =
                                      nearest.n ? nearest : query_nearest_of(name, WORDS)};
    query_problem_add(&d->reader, MESSAGE_UNKNOWN_MEMBER, where,
                      (struct query_message_args){{document_place_name(d, place), name}});
}

static void read_member(struct document *d, struct str place, const char *key, json_t *value,
                        struct predicate_list *out)
{
    const struct query_field *field = query_field_find(d->find, str_from(key));
    struct str below = document_place(d, place, key);
    if (query_is_one_of(str_from(key), WORDS)) {
        struct query_predicate *part = read_word(d, below, key, value);
        if (part)
            query_predicate_push(d->reader.arena, out, part);
    } else if (field) {
        document_read_condition(d, below, field, value, out);
    } else {
        unknown_field(d, place, key);
    }
}

/* Recursion ends at the depth limit. */
struct query_predicate *document_read_predicate(struct document *d, struct str place, json_t *value)
{
    struct predicate_list parts = {0};
    const char *key;
    json_t *member;
    if (!json_is_object(value)) {
        document_wrong_type(d, place, MESSAGE_AN_OBJECT, value);
        return NULL;
    }
    if (d->depth >= QUERY_DEPTH_MAX) {
        DOCUMENT_PROBLEM(d, TOO_DEEP, place, STR_EMPTY,
                         query_message_number(&d->reader, QUERY_DEPTH_MAX));
        return NULL;
    }
    if (json_object_size(value) == 0)
        DOCUMENT_PROBLEM(d, EMPTY, place, STR_EMPTY, STR_EMPTY);
    d->depth++;
    json_object_foreach(value, key, member) read_member(d, place, key, member, &parts);
    d->depth--;
    return query_predicate_group(d->reader.arena, PREDICATE_ALL, &parts);
}

/* ---- the rest of the document ---- */

static void read_path(struct document *d, json_t *value, struct query_path *out)
{
    struct str place = STR("/path");
    int64_t k = QUERY_PATHS_DEFAULT, hops = QUERY_PATH_HOPS_DEFAULT;
    if (!value) {
        DOCUMENT_PROBLEM(d, MISSING, STR_EMPTY, STR_EMPTY, STR("path"));
        return;
    }
    (void)document_check_members(d, place, value, "from|to|k|hops");
    json_t *from = json_object_get(value, "from"), *to = json_object_get(value, "to");
    json_t *many = json_object_get(value, "k"), *length = json_object_get(value, "hops");
    if (!from || !to)
        DOCUMENT_PROBLEM(d, MISSING, place, STR_EMPTY, from ? STR("to") : STR("from"));
    if (from)
        (void)document_read_target(d, STR("/path/from"), from, &out->from);
    if (to)
        (void)document_read_target(d, STR("/path/to"), to, &out->to);
    if (many && document_read_number(d, STR("/path/k"), many, 1, QUERY_PATHS_MAX, &k))
        out->k = (unsigned)k;
    if (length && document_read_number(d, STR("/path/hops"), length, 1, QUERY_PATH_HOPS_MAX, &hops))
        out->hops = (unsigned)hops;
}

static void read_sort(struct document *d, json_t *value, struct query *out)
{
    struct str *names, place = STR("/sort");
    if (!document_read_texts(d, place, value, &names, &out->n_sort))
        return;
    out->sort = ARENA_ARRAY(d->reader.arena, struct query_sort, out->n_sort);
    for (size_t i = 0; i < out->n_sort; i++)
        if (!query_sort_read(out->find, names[i], &out->sort[i]))
            DOCUMENT_PROBLEM(d, CANNOT_SORT,
                             json_is_array(value) ? document_place_at(d, place, i) : place,
                             query_nearest_field(out->find, names[i]), query_shown(names[i]),
                             query_list_fields(out->find, false, d->reader.arena));
}

static void read_facets(struct document *d, json_t *value, struct query *out)
{
    struct str place = STR("/facets");
    if (!document_read_texts(d, place, value, &out->facets, &out->n_facets))
        return;
    for (size_t i = 0; i < out->n_facets; i++)
        if (!query_facet_fits(out->find, out->facets[i]))
            DOCUMENT_PROBLEM(
                d, CANNOT_FACET, json_is_array(value) ? document_place_at(d, place, i) : place,
                query_nearest_field(out->find, out->facets[i]), query_shown(out->facets[i]),
                query_list_fields(out->find, true, d->reader.arena));
}

static void read_fields(struct document *d, json_t *value, struct query *out)
{
    struct str place = STR("/fields"), nearest;
    if (!document_read_texts(d, place, value, &out->fields, &out->n_fields))
        return;
    for (size_t i = 0; i < out->n_fields; i++)
        if (!query_check_shown(out->find, out->fields[i], &nearest))
            DOCUMENT_PROBLEM(d, UNKNOWN_FIELD,
                             json_is_array(value) ? document_place_at(d, place, i) : place, nearest,
                             query_shown(out->fields[i]));
}

static void read_page(struct document *d, json_t *root, struct query *out)
{
    int64_t limit;
    json_t *value = json_object_get(root, "limit");
    if (value && document_read_number(d, STR("/limit"), value, 1, QUERY_LIMIT_MAX, &limit))
        out->limit = (size_t)limit;
    value = json_object_get(root, "cursor");
    if (value && !json_is_null(value))
        (void)document_read_text(d, STR("/cursor"), value, &out->cursor);
    value = json_object_get(root, "include");
    if (value)
        (void)document_read_choices(d, STR("/include"), value, QUERY_INCLUDES, &out->include,
                                    &out->n_include);
}

static void read_find(struct document *d, json_t *value, struct query *out)
{
    struct str find;
    if (!value)
        DOCUMENT_PROBLEM(d, MISSING, STR_EMPTY, STR_EMPTY, STR("find"));
    else if (document_read_choice(d, STR("/find"), value, QUERY_FINDS, &find))
        (void)query_find_find(find, &out->find);
    d->find = out->find;
}

static void read_root(struct document *d, json_t *root, struct query *out)
{
    if (!json_is_object(root)) {
        document_wrong_type(d, STR_EMPTY, MESSAGE_AN_OBJECT, root);
        return;
    }
    json_t *where = json_object_get(root, "where"), *sort = json_object_get(root, "sort");
    json_t *fields = json_object_get(root, "fields"), *facets = json_object_get(root, "facets");
    read_find(d, json_object_get(root, "find"), out);
    bool is_path = out->find == FIND_PATHS;
    (void)document_check_members(d, STR_EMPTY, root,
                                 is_path ? "find|path"
                                         : "find|where|sort|limit|cursor|fields|"
                                           "include|facets");
    if (is_path) {
        read_path(d, json_object_get(root, "path"), &out->path);
        return;
    }
    if (where)
        out->where = document_read_predicate(d, STR("/where"), where);
    if (sort)
        read_sort(d, sort, out);
    if (fields)
        read_fields(d, fields, out);
    if (facets)
        read_facets(d, facets, out);
    read_page(d, root, out);
}

/* ---- text to values ---- */

static bool fail_to_parse(const struct query_reader *r, const json_error_t *why, struct err *e)
{
    struct query_message_args args = {
        {query_message_number(r, (size_t)(why->line > 0 ? why->line : 1)),
         query_message_number(r, (size_t)(why->column > 0 ? why->column : 0))}};
    enum query_message message = MESSAGE_BAD_JSON;
    if (json_error_code(why) == json_error_duplicate_key)
        message = MESSAGE_TWICE;
    else if (json_error_code(why) == json_error_numeric_overflow)
        message = MESSAGE_NUMBER_HUGE;
    query_problem_add(r, message, (struct query_problem){0}, args);
    return query_problems_end(r, ERR_BAD_JSON, e);
}

static void check_limits(const struct document *d, const struct query *q)
{
    size_t n = query_predicate_count(q->where);
    if (n > QUERY_PREDICATES_MAX)
        DOCUMENT_PROBLEM(d, MANY_PARTS, STR("/where"), STR_EMPTY,
                         query_message_number(&d->reader, n),
                         query_message_number(&d->reader, QUERY_PREDICATES_MAX));
    if (query_predicate_depth(q->where) > QUERY_DEPTH_MAX)
        DOCUMENT_PROBLEM(d, TOO_DEEP, STR("/where"), STR_EMPTY,
                         query_message_number(&d->reader, QUERY_DEPTH_MAX));
}

bool query_read_json(struct str body, enum language language, struct arena *a, struct query *out,
                     struct query_problems *problems, struct err *e)
{
    struct document d = {.reader = {a, language, problems}};
    json_error_t why;
    *out = (struct query){.path = {.k = QUERY_PATHS_DEFAULT, .hops = QUERY_PATH_HOPS_DEFAULT}};
    *problems = (struct query_problems){0};
    if (body.n > QUERY_DOCUMENT_MAX) {
        DOCUMENT_PROBLEM(&d, TOO_LARGE, STR_EMPTY, STR_EMPTY,
                         query_message_number(&d.reader, QUERY_DOCUMENT_MAX));
        return query_problems_end(&d.reader, ERR_TOO_LARGE, e);
    }
    json_t *root =
        json_loadb(body.n ? body.p : "", body.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    if (!root)
        return fail_to_parse(&d.reader, &why, e);
    read_root(&d, root, out);
    json_decref(root);
    if (problems->n == 0) {
        query_normalise(out, a);
        check_limits(&d, out);
    }
    return query_problems_end(&d.reader, ERR_VALIDATION, e);
}
