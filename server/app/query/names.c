#include "app/query/read_internal.h"
#include "base/arena.h"
#include "base/nearest.h"
#include "base/strbuf.h"

#define NAMES_MAX 64

/* ---- names ---- */

static const struct {
    struct str written, ours;
} synonyms[] = {

#define SYNONYM(written, ours) {STR_INIT(written), STR_INIT(ours)},
#include "app/query/synonyms.def"
#undef SYNONYM
};

static bool is_listed(struct str name, const struct str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

struct str query_nearest(struct str name, const struct str *names, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(synonyms); i++)
        if (str_eq_ci(synonyms[i].written, name) && is_listed(synonyms[i].ours, names, n))
            return synonyms[i].ours;
    return nearest_of(name, names, n);
}

size_t query_split(const char *values, struct str *out, size_t max)
{
    struct str rest = str_from(values), part;
    size_t n = 0;
    while (n < max && str_split(&rest, '|', &part))
        out[n++] = part;
    return n;
}

struct str query_nearest_of(struct str name, const char *values)
{
    struct str names[NAMES_MAX];
    return query_nearest(name, names, query_split(values, names, NAMES_MAX));
}

bool query_is_one_of(struct str name, const char *values)
{
    struct str names[NAMES_MAX];
    return is_listed(name, names, query_split(values, names, NAMES_MAX));
}

struct str query_nearest_field(enum query_find find, struct str name)
{
    struct str names[NAMES_MAX];
    size_t n, n_names = 0;
    const struct query_field *fields = query_fields(&n);
    for (size_t i = 0; i < n && n_names < NAMES_MAX; i++)
        if (fields[i].find == find)
            names[n_names++] = str_from(fields[i].name);
    return query_nearest(name, names, n_names);
}

struct str query_list_fields(enum query_find find, bool can_facet, struct arena *a)
{
    STRBUF_SCOPE(out);
    size_t n;
    const struct query_field *fields = query_fields(&n);
    for (size_t i = 0; i < n; i++) {
        bool fits = can_facet ? fields[i].can_facet : fields[i].can_sort;
        if (fields[i].find != find || !fits)
            continue;
        strbuf_printf(&out, "%s%s", out.n ? ", " : "", fields[i].name);
    }
    return str_copy(a, strbuf_view(&out));
}

/* ---- sort, facets and what is shown ---- */

bool query_sort_read(enum query_find find, struct str name, struct query_sort *out)
{
    *out = (struct query_sort){.descending = str_starts(name, STR("-"))};
    struct str field = str_from_pos(name, out->descending ? 1 : 0);
    out->field = query_field_find(find, field);
    return out->field ? out->field->can_sort : str_eq(field, STR("score"));
}

bool query_facet_fits(enum query_find find, struct str name)
{
    const struct query_field *field = query_field_find(find, name);
    return field && field->can_facet;
}

bool query_check_shown(enum query_find find, struct str name, struct str *nearest)
{
    static const char *const shown[FIND_COUNT] = {
        [FIND_PAPERS] = ("type|id|key|status|title|short|aliases|identifiers|urls|resources|"
                         "authors|venue|year|notes|concepts|links|score|why"),
        [FIND_CONCEPTS] = "type|id|key|slug|kind|origin|label|alt|papers|notes|links|score|why",
        [FIND_NOTES] = "type|id|path|title|language|date|tags|bytes|sha256|error|score|why",
        [FIND_EDGES] = "type|id|from|relation|to|score|status|origin|evidence",
        [FIND_PATHS] = "",
    };
    bool is_shown = query_is_one_of(name, shown[find]);
    *nearest = is_shown ? STR_EMPTY : query_nearest_of(name, shown[find]);
    return is_shown;
}

/* ---- relations ---- */

static struct str nearest_relation(struct str name)
{
    struct str names[NAMES_MAX];
    size_t n, n_names = 0;
    const struct query_relation *relations = query_relations(&n);
    for (size_t i = 0; i < n && n_names + 2 <= ARRAY_LEN(names); i++) {
        names[n_names++] = str_from(relations[i].name);
        names[n_names++] = str_from(relations[i].inverse);
    }
    return query_nearest(name, names, n_names);
}

bool query_check_relation(struct str name, struct str *nearest)
{
    bool is_inverse;
    *nearest = STR_EMPTY;
    if (query_relation_find(name, &is_inverse))
        return true;
    *nearest = nearest_relation(name);
    return false;
}

struct str query_list_relations(struct arena *a)
{
    size_t n;
    const struct query_relation *relations = query_relations(&n);
    char *text = arena_printf(a, "%s", relations[0].name);
    for (size_t i = 1; i < n; i++)
        text = arena_printf(a, "%s|%s", text, relations[i].name);
    return str_from(text);
}
