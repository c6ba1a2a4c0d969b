/* Concepts from three places as one list: the shipped vocabulary, those of users, and what notes have
 * that no vocabulary knows. */
#include "app/json.h"
#include "app/vocabulary.h"
#include "app/vocabulary/vocabulary_json_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/graph.h"
#include "store/vocabulary.h"

#define CONCEPTS_PER_PAGE 500

struct gathering {
    struct db *db;
    struct arena *arena;
    struct concept_list list;
    size_t cap;
};

static struct list_concept *add_concept(struct gathering *g)
{
    g->list.items = vec_grow(g->arena, g->list.items, &g->list.n, &g->cap, sizeof(*g->list.items));
    return &g->list.items[g->list.n - 1];
}

/* ---- shipped ---- */

static bool has_label_before(const struct vocabulary_concept *c, size_t label)
{
    for (size_t i = 0; i < label; i++)
        if (!c->labels[i].is_hidden && str_eq(c->labels[i].lang, c->labels[label].lang))
            return true;
    return false;
}

static void copy_labels(struct gathering *g, const struct vocabulary_concept *from,
                        struct list_concept *to)
{
    to->labels = ARENA_ARRAY(g->arena, struct list_label, from->n_labels);
    for (size_t i = 0; i < from->n_labels; i++) {
        const struct vocabulary_label *l = &from->labels[i];
        enum label_rank rank = l->is_hidden                ? LABEL_HIDDEN
                               : has_label_before(from, i) ? LABEL_ALTERNATIVE
                                                           : LABEL_PREFERRED;
        to->labels[to->n_labels++] =
            (struct list_label){str_copy(g->arena, l->lang), str_copy(g->arena, l->text), rank};
    }
    g->list.n_labels += to->n_labels;
}

static void copy_links(struct gathering *g, const struct vocabulary_concept *from, uint32_t base,
                       struct list_concept *to)
{
    to->links = ARENA_ARRAY(g->arena, struct list_link, from->n_broader + from->n_related);
    for (size_t i = 0; i < from->n_broader; i++)
        to->links[to->n_links++] =
            (struct list_link){.target = base + from->broader[i], .is_broader = true};
    for (size_t i = 0; i < from->n_related; i++)
        to->links[to->n_links++] = (struct list_link){.target = base + from->related[i]};
}

/* Read anew: in the library's the users' labels are mixed in. */
static void gather_shipped(struct gathering *g)
{
    struct vocabulary *v = vocabulary_new_shipped();
    uint32_t base = (uint32_t)g->list.n;
    for (uint32_t i = 0; i < vocabulary_count(v); i++) {
        const struct vocabulary_concept *c = vocabulary_at(v, i);
        struct list_concept *to = add_concept(g);
        to->id = str_copy(g->arena, c->id);
        to->kind = str_copy(g->arena, c->kind);
        to->origin = STR("vocabulary");
        copy_labels(g, c, to);
        copy_links(g, c, base, to);
    }
    vocabulary_free(v);
}

/* ---- users' ---- */

static bool gather_user(struct gathering *g, struct str name, struct err *e)
{
    struct vocabulary_row row;
    struct concept_list list;
    uint32_t base = (uint32_t)g->list.n;
    if (!store_get_vocabulary(g->db, name, g->arena, &row, e) ||
        !concept_list_unpack(row.body, g->arena, &list, e))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        struct list_concept *to = add_concept(g);
        *to = list.items[i];
        to->origin = STR("user");
        for (size_t k = 0; k < to->n_links; k++)
            if (to->links[k].target != UINT32_MAX)
                to->links[k].target += base;
    }
    g->list.n_labels += list.n_labels;
    return true;
}

static bool gather_users(struct gathering *g, struct err *e)
{
    struct vocabulary_row *rows;
    size_t n;
    bool ok = store_list_vocabularies(g->db, g->arena, &rows, &n, e);
    for (size_t i = 0; ok && i < n; i++)
        ok = gather_user(g, rows[i].name, e);
    return ok;
}

/* ---- discovered ---- */

static void add_label(struct gathering *g, struct list_concept *c, struct str lang, struct str text,
                      enum label_rank rank)
{
    c->labels[c->n_labels++] = (struct list_label){lang.n ? lang : vocabulary_language(text),
                                                   str_copy(g->arena, text), rank};
    g->list.n_labels++;
}

static void add_discovered(struct gathering *g, const struct concept_row *row)
{
    struct str *names;
    size_t n;
    struct list_concept *c = add_concept(g);
    json_t *labels = json_make_stored(row->labels), *label;
    const char *lang;
    c->id = str_copy(g->arena, row->slug);
    c->kind = str_copy(g->arena, row->kind);
    c->origin = STR("discovered");
    json_read_texts(row->alternatives, g->arena, &names, &n);
    c->labels = ARENA_ARRAY(g->arena, struct list_label, json_object_size(labels) + n);
    json_object_foreach(labels, lang, label)
        add_label(g, c, str_copy(g->arena, str_from(lang)),
                  str_of(json_string_value(label), json_string_length(label)), LABEL_PREFERRED);
    for (size_t i = 0; i < n; i++)
        add_label(g, c, STR_EMPTY, names[i], LABEL_ALTERNATIVE);
    json_decref(labels);
}

static bool gather_discovered(struct gathering *g, struct err *e)
{
    struct concept_filter f = {.origin = STR("discovered"), .limit = CONCEPTS_PER_PAGE};
    struct concept_row *rows;
    size_t n = CONCEPTS_PER_PAGE;
    uint64_t total;
    while (n == CONCEPTS_PER_PAGE) {
        if (!graph_list_concepts(g->db, &f, g->arena, &rows, &n, &total, e))
            return false;
        for (size_t i = 0; i < n; i++)
            add_discovered(g, &rows[i]);
        f.after = n ? rows[n - 1].key : STR_EMPTY;
    }
    return true;
}

/* ---- public ---- */

static const struct {
    struct str name;
    enum vocabulary_scope scope;
} scopes[] = {
    {STR_INIT("all"), SCOPE_ALL},
    {STR_INIT("user"), SCOPE_USER},
    {STR_INIT("shipped"), SCOPE_SHIPPED},
    {STR_INIT("discovered"), SCOPE_DISCOVERED},
};

bool vocabulary_scope_named(struct str name, enum vocabulary_scope *out)
{
    for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
        if (str_eq(scopes[i].name, name)) {
            *out = scopes[i].scope;
            return true;
        }
    }
    return false;
}

static bool gather(struct gathering *g, enum vocabulary_scope scope, struct str name, struct err *e)
{
    if (name.n)
        return gather_user(g, name, e);
    bool all = scope == SCOPE_ALL;
    if (all || scope == SCOPE_SHIPPED)
        gather_shipped(g);
    return (!(all || scope == SCOPE_USER) || gather_users(g, e)) &&
           (!(all || scope == SCOPE_DISCOVERED) || gather_discovered(g, e));
}

bool vocabulary_export(struct db *db, enum vocabulary_scope scope, struct str name,
                       enum vocabulary_format format, struct strbuf *out, struct err *e)
{
    struct gathering g = {.db = db, .arena = arena_new()};
    bool ok = gather(&g, scope, name, e);
    if (ok && format == FORMAT_JSON)
        vocabulary_write_json(&g.list, out);
    else if (ok)
        vocabulary_file_write(&g.list, format, out);
    arena_free(g.arena);
    return ok;
}

/* ---- the list ---- */

static json_t *describe_shipped(const struct vocabulary *v)
{
    json_int_t concepts = 0, labels = 0;
    for (uint32_t i = 0; i < vocabulary_count(v); i++) {
        const struct vocabulary_concept *c = vocabulary_at(v, i);
        concepts += !c->is_user;
        for (size_t k = 0; k < c->n_labels; k++)
            labels += !c->labels[k].is_user;
    }
    return json_pack("{s:s, s:s, s:I, s:I}", "name", "shipped", "origin", "vocabulary", "concepts",
                     concepts, "labels", labels);
}

static json_t *describe_user(const struct vocabulary_row *row)
{
    char imported[CLOCK_TEXT];
    clock_format(row->imported_ms, imported);
    return json_pack("{s:o, s:s, s:o, s:I, s:I, s:s}", "name", json_make_text(row->name), "origin",
                     "user", "format", json_make_text(row->format), "concepts",
                     (json_int_t)row->n_concepts, "labels", (json_int_t)row->n_labels, "imported",
                     imported);
}

bool vocabulary_list(struct library *l, struct db *db, json_t **out, struct err *e)
{
    struct arena *a = arena_new();
    struct vocabulary_row *rows;
    size_t n;
    bool ok = store_list_vocabularies(db, a, &rows, &n, e);
    if (ok) {
        struct vocabulary *v = library_hold_vocabulary(l);
        json_t *items = json_array();
        (void)json_array_append_new(items, describe_shipped(v));
        for (size_t i = 0; i < n; i++)
            (void)json_array_append_new(items, describe_user(&rows[i]));
        *out = json_pack("{s:o, s:{s:I, s:I}}", "items", items, "joined", "concepts",
                         (json_int_t)vocabulary_count(v), "labels",
                         (json_int_t)vocabulary_label_count(v));
        vocabulary_free(v);
    }
    arena_free(a);
    return ok;
}
