#include "app/query/read_internal.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"

struct url_writer {
    struct arena *arena;

    struct {
        struct query_pair *items;
        size_t n, cap;
    } pairs;
    const struct query_link *link; /* the first: the others must have its options */
};

static void add(struct url_writer *w, const char *name, struct str value)
{
    *vec_push(w->arena, &w->pairs) = (struct query_pair){str_from(name), value};
}

static void add_number(struct url_writer *w, const char *name, size_t n)
{
    add(w, name, query_number_text((int64_t)n, w->arena));
}

/* False when one of them holds a comma. */
static bool join_commas(struct arena *a, const struct str *items, size_t n, struct str *out)
{
    STRBUF_SCOPE(text);
    for (size_t i = 0; i < n; i++) {
        if (str_find_byte(items[i], ',', 0) != SIZE_MAX)
            return false;
        if (i)
            strbuf_add_byte(&text, ',');
        strbuf_add_str(&text, items[i]);
    }
    *out = str_copy(a, strbuf_view(&text));
    return true;
}

static bool add_list(struct url_writer *w, const char *name, const struct str *items, size_t n)
{
    struct str text;
    if (!n)
        return true;
    if (!join_commas(w->arena, items, n, &text))
        return false;
    add(w, name, text);
    return true;
}

/* ---- conditions ---- */

static struct str value_text(const struct url_writer *w, const struct query_condition *c,
                             const struct query_value *v)
{
    if (c->op == OP_EXISTS)
        return v->number ? STR("true") : STR("false");
    if (c->field->type == TYPE_NUMBER)
        return query_number_text(v->number, w->arena);
    return c->field->type == TYPE_SCORE ? query_score_text(v->number, w->arena) : v->text;
}

static bool add_condition(struct url_writer *w, const struct query_condition *c)
{
    const char *name = c->op == OP_EQ
                           ? c->field->name
                           : arena_printf(w->arena, "%s__%s", c->field->name, query_op_name(c->op));
    if (!query_op_is_list(c->op)) {
        add(w, name, value_text(w, c, c->values));
        return true;
    }
    struct str *texts = ARENA_ARRAY(w->arena, struct str, c->n_values);
    for (size_t i = 0; i < c->n_values; i++)
        texts[i] = value_text(w, c, &c->values[i]);
    return add_list(w, name, texts, c->n_values);
}

/* ---- links ---- */

static bool have_same_options(const struct query_link *x, const struct query_link *y)
{
    bool are_same = x->n_relations == y->n_relations && x->direction == y->direction &&
                    x->hops == y->hops && x->expand == y->expand && x->min_score == y->min_score;
    for (size_t i = 0; are_same && i < x->n_relations; i++)
        are_same = str_eq(x->relations[i], y->relations[i]);
    return are_same;
}

static bool add_options(struct url_writer *w, const struct query_link *link)
{
    if (link->direction != DIRECTION_ANY)
        add(w, "direction", str_from(query_direction_name(link->direction)));
    if (link->hops != 1)
        add_number(w, "hops", link->hops);
    if (link->expand != EXPAND_NARROWER)
        add(w, "expand", str_from(query_expand_name(link->expand)));
    if (link->min_score)
        add(w, "min_score", query_score_text(link->min_score, w->arena));
    return add_list(w, "relation", link->relations, link->n_relations);
}

static bool add_link(struct url_writer *w, const struct query_link *link, enum query_find find)
{
    struct str *names = ARENA_ARRAY(w->arena, struct str, link->n_to);
    if (find == FIND_EDGES || link->n_statuses || (w->link && !have_same_options(w->link, link)))
        return false;
    for (size_t i = 0; i < link->n_to; i++) {
        if (link->to[i].type != TARGET_NAME)
            return false;
        names[i] = link->to[i].reference;
    }
    bool is_first = !w->link;
    w->link = link;
    return add_list(w, "linked_to", names, link->n_to) && (!is_first || add_options(w, link));
}

/* ---- the whole ---- */

static bool add_part(struct url_writer *w, const struct query_predicate *p, enum query_find find)
{
    switch (p->type) {
    case PREDICATE_CONDITION:
        return add_condition(w, &p->condition);
    case PREDICATE_LINKED:
        return add_link(w, &p->link, find);
    case PREDICATE_TEXT:
        add(w, "q", p->text.match);
        return !p->text.n_in && p->text.mode == TEXT_ALL;
    default:
        return false;
    }
}

static bool add_where(struct url_writer *w, const struct query *q)
{
    if (!q->where)
        return true;
    if (q->where->type != PREDICATE_ALL)
        return add_part(w, q->where, q->find);
    for (size_t i = 0; i < q->where->n_parts; i++)
        if (!add_part(w, q->where->parts[i], q->find))
            return false;
    return true;
}

static bool add_path(struct url_writer *w, const struct query_path *path)
{
    add(w, "from", path->from.reference);
    add(w, "to", path->to.reference);
    if (path->k != QUERY_PATHS_DEFAULT)
        add_number(w, "k", path->k);
    if (path->hops != QUERY_PATH_HOPS_DEFAULT)
        add_number(w, "hops", path->hops);
    return path->from.type == TARGET_NAME && path->to.type == TARGET_NAME;
}

static bool add_page(struct url_writer *w, const struct query *q)
{
    struct str *sort = ARENA_ARRAY(w->arena, struct str, q->n_sort);
    for (size_t i = 0; i < q->n_sort; i++)
        sort[i] = str_from(arena_printf(w->arena, "%s%s", q->sort[i].descending ? "-" : "",
                                        q->sort[i].field ? q->sort[i].field->name : "score"));
    if (q->limit)
        add_number(w, "limit", q->limit);
    if (q->cursor.n)
        add(w, "cursor", q->cursor);
    return add_list(w, "sort", sort, q->n_sort) && add_list(w, "fields", q->fields, q->n_fields) &&
           add_list(w, "include", q->include, q->n_include) &&
           add_list(w, "facets", q->facets, q->n_facets);
}

bool query_write_url(const struct query *q, struct arena *a, struct query_pair **pairs, size_t *n)
{
    struct url_writer w = {.arena = a};
    bool is_flat =
        q->find == FIND_PATHS ? add_path(&w, &q->path) : add_where(&w, q) && add_page(&w, q);
    *pairs = w.pairs.items;
    *n = w.pairs.n;
    return is_flat;
}
