#include "app/decision_file.h"

#include "app/decide/decide_internal.h"
#include "app/json.h"
#include "app/resolve.h"
#include "base/arena.h"
#include "base/vec.h"
#include "extract/extract.h"

static const char *const head[] = {"id", "at_ms", "author", "kind", "reason"};

/* ---- writing ---- */

static json_t *line_of(const struct decision *d)
{
    json_t *o = decision_body(d);
    json_put(o, "id", json_make_text(d->id));
    json_put(o, "at_ms", json_integer(d->at_ms));
    json_put(o, "author", json_make_text(d->author));
    json_put(o, "kind", json_string(decision_kind_name(d->kind)));
    json_put(o, "reason", json_make_text(d->reason));
    return o;
}

bool decision_file_export(struct db *db, bool (*write)(void *context, const char *p, size_t n),
                          void *context, struct err *e)
{
    struct arena *a = arena_new(), *line = arena_new();
    struct decision *all;
    size_t n = 0;
    bool ok = decide_list(db, a, &all, &n, e);
    for (size_t i = 0; ok && i < n; i++) {
        arena_clear(line);
        json_t *o = line_of(&all[i]);
        struct str text = json_print(o, JSON_COMPACT | JSON_SORT_KEYS, line);
        json_decref(o);
        ok = (write(context, text.p, text.n) && write(context, "\n", 1)) ||
             err_set(e, ERR_IO, "The decisions could not be written to their end.");
    }
    arena_free(line);
    arena_free(a);
    return ok;
}

/* ---- what a line may hold ---- */

static bool is_list_of_texts(const json_t *value)
{
    size_t i;
    json_t *item;
    if (!json_is_array(value))
        return false;
    json_array_foreach((json_t *)(uintptr_t)value, i, item) if (!json_is_string(item)) return false;
    return true;
}

static bool is_object_of_texts(const json_t *value)
{
    const char *name;
    json_t *text;
    json_object_foreach((json_t *)(uintptr_t)value, name,
                        text) if (!json_is_string(text)) return false;
    return json_object_size(value) > 0;
}

/* Every field has one form, whatever the kind. */
static bool is_field(const char *name, const json_t *value)
{
    static const char *const lists[] = {"authors", "identifiers", "broader"};

    bool is_alternatives = strcmp(name, "alt") == 0;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        if (strcmp(name, lists[i]) == 0)
            return is_list_of_texts(value);
    if (strcmp(name, "label") == 0)
        return is_object_of_texts(value);
    if (strcmp(name, "year") == 0)
        return json_integer_value(value) >= 1000 && json_integer_value(value) <= 9999;
    return json_string_length(value) > 0 || (is_alternatives && is_list_of_texts(value));
}

/* The field that a kind cannot do without; NULL when any will do. */
static const char *needed_field(enum decision_kind kind)
{
    switch (kind) {
    case DECISION_ADD_LABEL:
    case DECISION_RETIRE_LABEL:
        return "alt";
    case DECISION_SET_BROADER:
        return "broader";
    case DECISION_ADD_PAPER:
        return "title";
    case DECISION_ADD_CONCEPT:
        return "label";
    default:
        return NULL;
    }
}

static bool has_fields(enum decision_kind kind, const json_t *set)
{
    const char *name, *needed = needed_field(kind);
    json_t *value;
    if (!needed && kind != DECISION_CORRECT && kind != DECISION_RENAME)
        return !set;
    json_object_foreach((json_t *)(uintptr_t)set, name,
                        value) if (!is_field(name, value)) return false;
    bool is_text = kind == DECISION_ADD_LABEL || kind == DECISION_RETIRE_LABEL;
    if (needed && is_text && !json_is_string(json_object_get(set, needed)))
        return false;
    return json_object_size(set) && (!needed || json_object_get(set, needed));
}

static bool has_anchor(const struct graph_anchor *anchor, const char *name)
{
    if (!*name)
        return true;
    return anchor->class_ == NODE_CONCEPT ? str_starts(anchor->key, STR("concept:"))
                                          : anchor->key.n > 0;
}

static bool has_relation(const struct decision *d)
{
    enum relation relation;
    if (!decision_is_about_edge(d->kind))
        return !d->relation.n;
    return relation_from_name(d->relation, &relation) &&
           relation_joins(relation, d->first.class_ == NODE_PAPER ? TYPE_PAPER : TYPE_CONCEPT,
                          d->second.class_ == NODE_PAPER ? TYPE_PAPER : TYPE_CONCEPT);
}

/* A decision written again gives the members that it was read from, all and no others. */
static bool is_whole(const struct decision *d, const json_t *body)
{
    json_t *again = decision_body(d);
    bool is_same = json_equal(again, body);
    json_decref(again);
    bool is_pair = d->kind == DECISION_MERGE || d->kind == DECISION_DISTINCT;
    return is_same && has_fields(d->kind, json_object_get(body, "set")) &&
           has_anchor(&d->first, decision_anchor_name(d->kind, false)) &&
           has_anchor(&d->second, decision_anchor_name(d->kind, true)) && has_relation(d) &&
           (!is_pair || d->first.class_ == d->second.class_) &&
           (d->kind == DECISION_REVERT) == (d->reverts.n > 0) &&
           (d->kind == DECISION_DISMISS) == (d->suggestion.n > 0);
}

/* ---- reading ---- */

static struct str text_of(const json_t *o, const char *name, struct arena *a)
{
    const json_t *value = json_object_get(o, name);
    return str_copy(a, str_of(json_string_value(value), json_string_length(value)));
}

static bool bad_line(size_t number, const char *why, struct err *e)
{
    return err_set(e, ERR_VALIDATION,
                   "Line %zu is no decision: %s. Nothing was taken in; correct the line or take it "
                   "out.",
                   number, why);
}

static bool read_object(const json_t *o, size_t number, struct arena *a, struct decision_row *row,
                        struct decision *out, struct err *e)
{
    enum decision_kind kind;
    *row = (struct decision_row){.id = text_of(o, "id", a),
                                 .at_ms = json_integer_value(json_object_get(o, "at_ms")),
                                 .author = text_of(o, "author", a),
                                 .kind = text_of(o, "kind", a),
                                 .reason = text_of(o, "reason", a)};
    if (!decision_id_is_valid(row->id) || row->at_ms <= 0 || !row->author.n ||
        !json_is_string(json_object_get(o, "reason")))
        return bad_line(number, "id, at_ms, author or reason is missing or of a wrong form", e);
    if (!decision_kind_from_name(row->kind, &kind))
        return bad_line(number, "its kind is not known", e);
    json_t *body = json_copy((json_t *)(uintptr_t)o);
    for (size_t i = 0; i < ARRAY_LEN(head); i++)
        (void)json_object_del(body, head[i]);
    row->body = json_print(body, JSON_COMPACT | JSON_SORT_KEYS, a);
    decision_from_row(row, a, out);
    bool ok = is_whole(out, body) ||
              bad_line(number, "its members are not those of a decision of its kind", e);
    json_decref(body);
    return ok;
}

static bool read_line(struct str line, size_t number, struct arena *a, struct decision_row *row,
                      struct decision *out, struct err *e)
{
    json_t *o = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
    bool ok = json_is_object(o) ? read_object(o, number, a, row, out, e)
                                : bad_line(number, "it is no JSON object", e);
    json_decref(o);
    return ok;
}

/* ---- taking in ---- */

struct taking {
    struct db *db;
    struct arena *arena;
    struct decision *items; /* that are new */
    size_t n, cap;
    struct decision_file_report *report;
};

static bool says_the_same(const struct decision_row *a, const struct decision_row *b)
{
    return a->at_ms == b->at_ms && str_eq(a->author, b->author) && str_eq(a->kind, b->kind) &&
           str_eq(a->reason, b->reason) && str_eq(a->body, b->body);
}

static bool take_line(struct taking *t, struct str line, size_t number, struct err *e)
{
    struct decision_row row, known;
    struct decision d;
    bool found;
    if (!read_line(line, number, t->arena, &row, &d, e) ||
        !decision_get(t->db, row.id, t->arena, &known, &found, e))
        return false;
    if (found && !says_the_same(&row, &known))
        return err_set(e, ERR_CONFLICT,
                       "Line %zu: the id \"%.*s\" stands for another decision. Nothing was taken "
                       "in.",
                       number, STR_FMT(row.id));
    t->report->n_known += found;
    if (found)
        return true;
    t->report->n_new++;
    *vec_push(t->arena, t) = d;
    return decision_add(t->db, &row, e);
}

static bool take_lines(struct taking *t, struct str bytes, struct err *e)
{
    struct str line;
    for (size_t number = 1; str_split(&bytes, '\n', &line); number++) {
        line = str_trim(line);
        if (line.n && !take_line(t, line, number, e))
            return false;
    }
    return true;
}

/* The graph follows once, when all are there: a revert may stand before what it reverts. */
static bool follow(const struct library *l, struct taking *t, struct err *e)
{
    struct decision *concerned = ARENA_ARRAY(t->arena, struct decision, t->n);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool found;
        if (!decision_find_concerned(t->db, &t->items[i], t->arena, &concerned[n], &found, e))
            return false;
        n += found;
    }
    return n == 0 || resolve_decided(l, t->db, concerned, n, e);
}

static bool take_in(struct library *l, struct str bytes, struct taking *t, struct err *e)
{
    if (!store_write_begin(l->store, &t->db, e))
        return false;
    if (take_lines(t, bytes, e) && follow(l, t, e) && store_write_commit(t->db, e))
        return true;
    store_write_rollback(t->db);
    return false;
}

bool decision_file_import(struct library *l, struct str bytes, struct decision_file_report *out,
                          struct err *e)
{
    struct taking t = {.arena = arena_new(), .report = out};
    *out = (struct decision_file_report){0};
    library_lock_for_notes(l);
    bool ok = take_in(l, bytes, &t, e);
    library_unlock(l);
    arena_free(t.arena);
    return ok;
}
