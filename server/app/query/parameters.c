#include "app/query/url_internal.h"
#include "base/arena.h"
#include "base/vec.h"

enum takers { OF_LISTS, OF_LINKED, OF_PATHS }; /* edges are not linked: they have from and to */

static const struct word {
    enum url_word word;
    enum takers takers;
    struct query_parameter parameter;
} words[] = {

/* clang-format off */
#define TEXT(name, values, doc, example)     {(name), PARAMETER_TEXT, 0, 0, (values), (doc), (example)}
#define NUMBER(name, min, max, doc, example) {(name), PARAMETER_NUMBER, (min), (max), NULL, (doc), (example)}
    {URL_LINKED_TO, OF_LINKED, TEXT("linked_to", NULL, "Linked to this paper or concept; a comma means or, again means and", "contrastive-learning")},
    {URL_RELATION,  OF_LINKED, TEXT("relation", NULL, "Only by these relations or their inverses; a comma means or", "uses,extends")},
    {URL_HOPS,      OF_LINKED, NUMBER("hops", 1, QUERY_HOPS_MAX, "Over so many edges at most; 1 when left out", "2")},
    {URL_DIRECTION, OF_LINKED, TEXT("direction", QUERY_DIRECTIONS, "Which way the edges lead, seen from what is listed", "out")},
    {URL_EXPAND,    OF_LINKED, TEXT("expand", QUERY_EXPANDS, "Which concepts count as linked_to as well", "none")},
    {URL_MIN_SCORE, OF_LINKED, {"min_score", PARAMETER_SCORE, 0, 0, NULL, "Only edges that are at least so sure", "0.5"}},
    {URL_TEXT,      OF_LISTS,  TEXT("q", NULL, "Words that all occur, in any language", "学习")},
    {URL_SORT,      OF_LISTS,  TEXT("sort", NULL, "Fields, with - for falling; score is how well it fits", NULL)},
    {URL_LIMIT,     OF_LISTS,  NUMBER("limit", 1, QUERY_LIMIT_MAX, "How many at most; 50 when left out", "20")},
    {URL_CURSOR,    OF_LISTS,  TEXT("cursor", NULL, "next_cursor of the page before", NULL)},
    {URL_FIELDS,    OF_LISTS,  TEXT("fields", NULL, "Only these members of each item", "id,type")},
    {URL_INCLUDE,   OF_LISTS,  TEXT("include", NULL, "What each item brings along: " QUERY_INCLUDES, "why")},
    {URL_FACETS,    OF_LISTS,  TEXT("facets", NULL, "Fields whose values are counted", NULL)},
    {URL_FROM,      OF_PATHS,  TEXT("from", NULL, "Where the paths begin", "MAML")},
    {URL_TO,        OF_PATHS,  TEXT("to", NULL, "Where they end", "DARTS")},
    {URL_K,         OF_PATHS,  NUMBER("k", 1, QUERY_PATHS_MAX, "How many paths; 3 when left out", "3")},
    {URL_LENGTH,    OF_PATHS,  NUMBER("hops", 1, QUERY_PATH_HOPS_MAX, "Of so many edges at most; 4 when left out", "4")},
    /* clang-format on */
};

static bool takes(enum query_find find, enum takers takers)
{
    if (find == FIND_PATHS)
        return takers == OF_PATHS;
    return takers == OF_LISTS || (takers == OF_LINKED && find != FIND_EDGES);
}

enum url_word query_url_word(enum query_find find, struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (takes(find, words[i].takers) && str_eq(name, str_from(words[i].parameter.name)))
            return words[i].word;
    return URL_NONE;
}

/* ---- fields ---- */

struct parameter_list {
    struct query_parameter *items;
    size_t n, cap;
};

static enum query_parameter_type type_of(const struct query_field *field, enum query_op op)
{
    if (op == OP_EXISTS)
        return PARAMETER_BOOL;
    if (query_op_is_list(op) || (field->type != TYPE_NUMBER && field->type != TYPE_SCORE))
        return PARAMETER_TEXT;
    return field->type == TYPE_NUMBER ? PARAMETER_NUMBER : PARAMETER_SCORE;
}

static void add_field(struct arena *a, struct parameter_list *list, const struct query_field *field,
                      enum query_op op)
{
    static const char *const docs[] = {
        [OP_EQ] = "",
        [OP_NE] = ": has another",
        [OP_GT] = ": greater",
        [OP_GTE] = ": this or greater",
        [OP_LT] = ": less",
        [OP_LTE] = ": this or less",
        [OP_IN] = ": one of these, with commas",
        [OP_NIN] = ": none of these, with commas",
        [OP_CONTAINS] = ": holds this",
        [OP_PREFIX] = ": begins with this",
        [OP_EXISTS] = ": whether there is one",
        [OP_ALL_OF] = ": all of these, with commas",
    };
    bool is_plain = op == OP_EQ || op == OP_NE;
    *vec_push(a, list) = (struct query_parameter){
        .name =
            op == OP_EQ ? field->name : arena_printf(a, "%s__%s", field->name, query_op_name(op)),
        .type = type_of(field, op),
        .values = is_plain ? field->values : NULL,
        .doc = arena_printf(a, "%s%s", field->doc, docs[op]),
        .example = op == OP_EXISTS ? "true" : field->example};
}

static void add_fields(enum query_find find, struct arena *a, struct parameter_list *list)
{
    size_t n;
    const struct query_field *fields = query_fields(&n);
    for (size_t i = 0; i < n; i++)
        for (unsigned op = OP_EQ; fields[i].find == find && op <= OP_ALL_OF; op++)
            if (query_op_fits(&fields[i], (enum query_op)op))
                add_field(a, list, &fields[i], (enum query_op)op);
}

/* The fields to sort by and to count differ from kind to kind: the last one of each is shown. */
static const char *example_of(const struct word *w, enum query_find find, struct arena *a)
{
    const char *example = w->parameter.example;
    size_t n;
    const struct query_field *fields = query_fields(&n);
    for (size_t i = 0; i < n; i++) {
        if (fields[i].find == find && w->word == URL_SORT && fields[i].can_sort)
            example = arena_printf(a, "-%s", fields[i].name);
        if (fields[i].find == find && w->word == URL_FACETS && fields[i].can_facet)
            example = fields[i].name;
    }
    return example;
}

const struct query_parameter *query_parameters(enum query_find find, struct arena *a, size_t *n)
{
    struct parameter_list list = {0};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (takes(find, words[i].takers)) {
            struct query_parameter *p = vec_push(a, &list);
            *p = words[i].parameter;
            p->example = example_of(&words[i], find, a);
        }
    add_fields(find, a, &list);
    *n = list.n;
    return list.items;
}
