#include "store/graph/name_internal.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"
#include "store/store_internal.h"

struct names {
    VEC(struct name) list;
};

static void add(struct names *names, struct str text, struct str lang, struct arena *a)
{
    struct str key = fold_key(a, text);
    if (key.n)
        *vec_push(a, &names->list) = (struct name){text, key, lang};
}

static struct str copy_text(const json_t *value, struct arena *a)
{
    return json_is_string(value)
               ? str_copy(a, str_of(json_string_value(value), json_string_length(value)))
               : STR_EMPTY;
}

static json_t *parse(struct str json)
{
    return json.n ? json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, NULL) : NULL;
}

static void add_array(struct names *names, struct str json, struct arena *a)
{
    json_auto_t *array = parse(json);
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) add(names, copy_text(value, a), STR_EMPTY, a);
}

static void add_labels(struct names *names, struct str json, struct arena *a)
{
    json_auto_t *labels = parse(json);
    const char *lang;
    json_t *value;
    json_object_foreach(labels, lang, value)
        add(names, copy_text(value, a), str_copy(a, str_from(lang)), a);
}

static struct name_list finish(const struct names *names)
{
    return (struct name_list){names->list.items, names->list.n};
}

struct name_list name_list_of_paper(const struct paper_row *row, struct arena *a)
{
    struct names names = {VEC_INIT};
    add(&names, row->title, STR_EMPTY, a);
    add(&names, row->short_name, STR_EMPTY, a);
    add_array(&names, row->aliases, a);
    return finish(&names);
}

struct str name_people_of_paper(const struct paper_row *row, struct arena *a)
{
    struct names names = {VEC_INIT};
    STRBUF_SCOPE(text);
    add_array(&names, row->authors, a);
    for (size_t i = 0; i < names.list.n; i++) {
        strbuf_add_cstr(&text, i ? ", " : "");
        strbuf_add_str(&text, names.list.items[i].text);
    }
    if (row->venue.n)
        strbuf_printf(&text, "%s%.*s", text.n ? " · " : "", STR_FMT(row->venue));
    if (row->year)
        strbuf_printf(&text, "%s%lld", text.n ? " · " : "", (long long)row->year);
    return str_copy(a, strbuf_view(&text));
}

struct name_list name_list_of_concept(const struct concept_row *row, struct arena *a)
{
    struct names names = {VEC_INIT};
    add_labels(&names, row->labels, a);
    add_array(&names, row->alternatives, a);
    return finish(&names);
}

struct str name_label(const struct concept_row *row, struct arena *a)
{
    struct names names = {VEC_INIT};
    add_labels(&names, row->labels, a);
    for (size_t i = 0; i < names.list.n; i++)
        if (str_eq(names.list.items[i].lang, STR("en")))
            return names.list.items[i].text;
    if (names.list.n)
        return names.list.items[0].text;
    size_t prefix = str_find_byte(row->key, ':', 0);
    return prefix == SIZE_MAX ? row->key : str_from_pos(row->key, prefix + 1);
}

/* ---- papers ---- */

static bool change_names(struct db *db, enum statement_id statement, const struct paper_row *row,
                         struct err *e)
{
    struct name_list names = name_list_of_paper(row, db->scratch);
    STMT_SCOPE_OF(s, db, statement);
    for (size_t i = 0; i < names.n; i++) {
        stmt_rewind(&s);
        bind_str(&s, 1, names.items[i].key);
        bind_i64(&s, 2, row->id);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool change_identifiers(struct db *db, enum statement_id statement,
                               const struct paper_row *row, struct err *e)
{
    json_auto_t *array = parse(row->identifiers);
    STMT_SCOPE_OF(s, db, statement);
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value)
    {
        stmt_rewind(&s);
        bind_str(&s, 1, copy_text(value, db->scratch));
        bind_i64(&s, 2, row->id);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool has_same_names(const struct paper_row *a, const struct paper_row *b)
{
    return str_eq(a->title, b->title) && str_eq(a->short_name, b->short_name) &&
           str_eq(a->aliases, b->aliases);
}

bool name_replace_paper(struct db *db, const struct paper_row *old, const struct paper_row *row,
                        struct err *e)
{
    bool same_names = old && has_same_names(old, row);
    bool same_identifiers = old && str_eq(old->identifiers, row->identifiers);
    if (old && !same_names && !change_names(db, STMT_PAPER_NAME_DELETE, old, e))
        return false;
    if (!same_names && !change_names(db, STMT_PAPER_NAME_ADD, row, e))
        return false;
    if (old && !same_identifiers && !change_identifiers(db, STMT_PAPER_IDENTIFIER_DELETE, old, e))
        return false;
    return same_identifiers || change_identifiers(db, STMT_PAPER_IDENTIFIER_ADD, row, e);
}

bool name_delete_paper(struct db *db, const struct paper_row *old, struct err *e)
{
    return change_names(db, STMT_PAPER_NAME_DELETE, old, e) &&
           change_identifiers(db, STMT_PAPER_IDENTIFIER_DELETE, old, e);
}

/* ---- concepts ---- */

static bool add_concept_names(struct db *db, const struct concept_row *row, struct err *e)
{
    struct name_list names = name_list_of_concept(row, db->scratch);
    STMT_SCOPE(s, db, CONCEPT_LABEL_ADD);
    for (size_t i = 0; i < names.n; i++) {
        stmt_rewind(&s);
        bind_str(&s, 1, names.items[i].key);
        bind_i64(&s, 2, row->id);
        bind_str(&s, 3, names.items[i].lang);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

bool name_delete_concept(struct db *db, const struct concept_row *old, struct err *e)
{
    struct name_list names = name_list_of_concept(old, db->scratch);
    STMT_SCOPE(s, db, CONCEPT_LABEL_DELETE);
    for (size_t i = 0; i < names.n; i++) {
        stmt_rewind(&s);
        bind_str(&s, 1, names.items[i].key);
        bind_i64(&s, 2, old->id);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

bool name_replace_concept(struct db *db, const struct concept_row *old,
                          const struct concept_row *row, struct err *e)
{
    if (old && str_eq(old->labels, row->labels) && str_eq(old->alternatives, row->alternatives))
        return true;
    return (!old || name_delete_concept(db, old, e)) && add_concept_names(db, row, e);
}
