#include "app/difference.h"

#include <stdlib.h>

#include "app/graph_json.h"
#include "app/json.h"
#include "base/arena.h"

/* ---- one thing as one of the two sees it ---- */

/* An id that leads on to another paper, concept or edge is one that is not there itself. */
static bool describe_paper(struct db *db, struct str id, struct arena *a, json_t *o, struct err *e)
{
    struct paper_row row;
    bool moved;
    if (!graph_find_paper(db, id, a, &row, &moved, e))
        return false;
    if (!moved)
        graph_json_put_paper(o, &row);
    return true;
}

static bool describe_concept(struct db *db, struct str id, struct arena *a, json_t *o,
                             struct err *e)
{
    struct concept_row row;
    bool moved;
    if (!graph_find_concept(db, id, a, &row, &moved, e))
        return false;
    if (!moved)
        graph_json_put_concept(o, &row);
    return true;
}

static bool describe_edge(struct db *db, struct str id, struct arena *a, json_t *o, struct err *e)
{
    struct edge_row row;
    struct str from, to;
    if (!graph_get_edge(db, id, a, &row, e) || !graph_get_key(db, row.from_id, a, &from, e) ||
        !graph_get_key(db, row.to_id, a, &to, e))
        return false;
    if (str_eq(row.public_id, id))
        graph_json_put_edge(o, &row, from, to);
    return true;
}

static bool describe(struct db *db, const struct journal_row *row, struct arena *a, json_t *o,
                     struct err *e)
{
    switch (row->class_) {
    case JOURNAL_PAPER:
        return describe_paper(db, row->public_id, a, o, e);
    case JOURNAL_CONCEPT:
        return describe_concept(db, row->public_id, a, o, e);
    case JOURNAL_EDGE:
        return describe_edge(db, row->public_id, a, o, e);
    case JOURNAL_NOTE:
        break;
    }
    return true;
}

/* Empty when it is not there. */
static bool print_thing(struct db *db, const struct journal_row *row, struct arena *scratch,
                        struct arena *a, struct str *out, struct err *e)
{
    struct err why = {0};
    json_t *o = json_object();
    arena_clear(scratch);
    bool ok = describe(db, row, scratch, o, &why) || why.code == ERR_NOT_FOUND;
    if (ok && json_object_size(o))
        *out = json_print(o, JSON_STYLE | JSON_COMPACT, a);
    json_decref(o);
    return ok || err_set_detail(e, why.code, why.detail, "%s", why.msg);
}

/* ---- both ---- */

static enum journal_action action_of(const struct difference_row *row)
{
    return !row->before.n ? JOURNAL_ADDED : !row->after.n ? JOURNAL_REMOVED : JOURNAL_CHANGED;
}

/* What was written as it was, or taken out and put back, is no difference. */
static bool compare(struct db *before, struct db *after, const struct journal_row *rows, size_t n,
                    struct arena *a, struct difference *out, struct err *e)
{
    struct arena *scratch = arena_new();
    bool ok = true;
    out->rows = ARENA_ARRAY(a, struct difference_row, n);
    for (size_t i = 0; ok && i < n; i++) {
        struct difference_row row = {.class_ = rows[i].class_, .id = rows[i].public_id};
        if (row.class_ == JOURNAL_NOTE)
            continue;
        ok = print_thing(before, &rows[i], scratch, a, &row.before, e) &&
             print_thing(after, &rows[i], scratch, a, &row.after, e);
        row.action = action_of(&row);
        if (!str_eq(row.before, row.after))
            out->rows[out->n++] = row;
    }
    arena_free(scratch);
    return ok;
}

static struct str sort_text(const struct difference_row *row)
{
    return row->after.n ? row->after : row->before; /* begins with the key */
}

static int by_key(const void *a, const void *b)
{
    const struct difference_row *x = a, *y = b;
    if (x->class_ != y->class_)
        return x->class_ < y->class_ ? -1 : 1;
    if (x->action != y->action)
        return x->action < y->action ? -1 : 1;
    return str_cmp(sort_text(x), sort_text(y));
}

bool difference_read(struct store *s, struct db *db, struct arena *a, struct difference *out,
                     struct err *e)
{
    struct journal_row *rows;
    struct db *before;
    size_t n;
    *out = (struct difference){0};
    if (!journal_list_open(db, a, &rows, &n, e) || !store_read_begin(s, 0, &before, e))
        return false;
    bool ok = compare(before, db, rows, n, a, out, e);
    store_read_end(before);
    if (out->n)
        qsort(out->rows, out->n, sizeof(*out->rows), by_key);
    return ok;
}

json_t *difference_to_json(const struct difference *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->n; i++) {
        const struct difference_row *row = &d->rows[i];
        json_t *o = json_object();
        json_put(o, "type", json_string(journal_class_name(row->class_)));
        json_put(o, "action", json_string(journal_action_name(row->action)));
        json_put(o, "id", json_make_text(row->id));
        json_put(o, "before", json_make_stored(row->before));
        json_put(o, "after", json_make_stored(row->after));
        (void)json_array_append_new(list, o);
    }
    return list;
}
