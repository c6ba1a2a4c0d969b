#include "app/query_form.h"
#include "base/attr.h"

static const struct query_field fields[] = {
#define FIELD(name, find, type, is_multiple, can_sort, can_facet, values, doc, example)            \
    {name, find, type, is_multiple, can_sort, can_facet, values, doc, example},
#include "app/query/fields.def"
#undef FIELD
};

static const struct query_relation relations[] = {
#define RELATION(name, inverse, is_symmetric) {name, inverse, is_symmetric},
#include "app/query/relations.def"
#undef RELATION
};

const struct query_field *query_fields(size_t *n)
{
    *n = ARRAY_LEN(fields);
    return fields;
}

const struct query_field *query_field_find(enum query_find find, struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (fields[i].find == find && str_eq(name, str_from(fields[i].name)))
            return &fields[i];
    return NULL;
}

const struct query_relation *query_relations(size_t *n)
{
    *n = ARRAY_LEN(relations);
    return relations;
}

const struct query_relation *query_relation_find(struct str name, bool *is_inverse)
{
    for (size_t i = 0; i < ARRAY_LEN(relations); i++) {
        *is_inverse = !str_eq(name, str_from(relations[i].name));
        if (!*is_inverse || str_eq(name, str_from(relations[i].inverse)))
            return &relations[i];
    }
    return NULL;
}

const char *query_find_name(enum query_find find)
{
    static const char *const names[FIND_COUNT] = {"papers", "concepts", "notes", "edges", "paths"};
    return names[find];
}

const char *query_op_name(enum query_op op)
{
    static const char *const names[] = {"eq", "ne",  "gt",       "gte",    "lt",     "lte",
                                        "in", "nin", "contains", "prefix", "exists", "all_of"};
    return names[op];
}
