#include "store/search/search_index_internal.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/graph/name_internal.h"
#include "store/search/search_token_internal.h"
#include "store/store_internal.h"

/* ---- notes ---- */

static bool change_note(struct db *db, enum statement_id statement, int64_t note_id,
                        struct str title, struct str body, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, note_id);
    bind_str(&s, 2, title);
    bind_str(&s, 3, body);
    return stmt_run(&s, e);
}

bool search_index_add_note(struct db *db, int64_t note_id, struct str title, struct str body,
                           struct err *e)
{
    return change_note(db, STMT_NOTE_TEXT_ADD, note_id, title, body, e);
}

bool search_index_remove_note(struct db *db, int64_t note_id, struct str title, struct str body,
                              struct err *e)
{
    return change_note(db, STMT_NOTE_TEXT_REMOVE, note_id, title, body, e);
}

/* ---- names ---- */

/* What the index holds, or should hold, about a node. */
struct name_text {
    struct str title, names, people;
};

struct touched {
    int64_t node_id;
    size_t order; /* of the touches of one transaction */
    bool was_there;
    struct name_text old;
};

struct search_queue {
    VEC(struct touched) items;
};

static struct str join(const struct name_list *list, size_t from, size_t to, struct arena *a)
{
    STRBUF_SCOPE(text);
    for (size_t i = from; i < to; i++) {
        if (i > from)
            strbuf_add_byte(&text, SEARCH_NAME_BORDER);
        strbuf_add_str(&text, list->items[i].text);
    }
    return str_copy(a, strbuf_view(&text));
}

static struct name_text text_of_paper(const struct paper_row *row, struct arena *a)
{
    struct name_list list = name_list_of_paper(row, a);
    size_t titles = list.n > 0;
    return (struct name_text){join(&list, 0, titles, a), join(&list, titles, list.n, a),
                              name_people_of_paper(row, a)};
}

static struct name_text text_of_concept(const struct concept_row *row, struct arena *a)
{
    struct name_list list = name_list_of_concept(row, a);
    size_t labels = 0;
    while (labels < list.n && list.items[labels].lang.n)
        labels++;
    return (struct name_text){join(&list, 0, labels, a), join(&list, labels, list.n, a), STR_EMPTY};
}

static struct touched *touch(struct db *db, int64_t node_id)
{
    if (!db->search_queue)
        db->search_queue = ARENA_NEW(db->scratch, struct search_queue);
    struct touched *t = vec_push(db->scratch, &db->search_queue->items);
    t->node_id = node_id;
    t->order = db->search_queue->items.n;
    return t;
}

void search_index_touch_paper(struct db *db, int64_t id, const struct paper_row *old)
{
    struct touched *t = touch(db, id);
    t->was_there = old != NULL;
    if (old)
        t->old = text_of_paper(old, db->scratch);
}

void search_index_touch_concept(struct db *db, int64_t id, const struct concept_row *old)
{
    struct touched *t = touch(db, id);
    t->was_there = old != NULL;
    if (old)
        t->old = text_of_concept(old, db->scratch);
}

bool search_index_clear_names(struct db *db, struct err *e)
{
    db->search_queue = NULL;
    STMT_SCOPE(s, db, NAME_TEXT_CLEAR);
    return stmt_run(&s, e);
}

static int64_t row_of_node(int64_t node_id)
{
    return class_of_node(node_id) == NODE_CONCEPT ? -node_id : node_id;
}

static bool change_names(struct db *db, enum statement_id statement, int64_t node_id,
                         const struct name_text *text, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, row_of_node(node_id));
    bind_str(&s, 2, text->title);
    bind_str(&s, 3, text->names);
    bind_str(&s, 4, text->people);
    return stmt_run(&s, e);
}

static bool read_paper(struct db *db, int64_t id, struct name_text *out, bool *found, struct err *e)
{
    struct paper_row row = {0};
    STMT_SCOPE(s, db, PAPER_NAMES);
    bind_i64(&s, 1, id);
    *found = stmt_next(&s);
    if (*found) {
        row.title = column_view(&s, 0);
        row.short_name = column_view(&s, 1);
        row.aliases = column_view(&s, 2);
        row.authors = column_view(&s, 3);
        row.venue = column_view(&s, 4);
        row.year = column_i64(&s, 5);
        *out = text_of_paper(&row, db->scratch);
    }
    return stmt_finish(&s, e);
}

static bool read_concept(struct db *db, int64_t id, struct name_text *out, bool *found,
                         struct err *e)
{
    struct concept_row row = {0};
    STMT_SCOPE(s, db, CONCEPT_NAMES);
    bind_i64(&s, 1, id);
    *found = stmt_next(&s);
    if (*found) {
        row.labels = column_view(&s, 0);
        row.alternatives = column_view(&s, 1);
        *out = text_of_concept(&row, db->scratch);
    }
    return stmt_finish(&s, e);
}

static bool is_same(const struct name_text *a, const struct name_text *b)
{
    return str_eq(a->title, b->title) && str_eq(a->names, b->names) && str_eq(a->people, b->people);
}

static bool write_node(struct db *db, const struct touched *t, struct err *e)
{
    struct arena_mark mark = arena_mark(db->scratch);
    struct name_text now = {0};
    bool is_there;
    bool read = class_of_node(t->node_id) == NODE_PAPER
                    ? read_paper(db, t->node_id, &now, &is_there, e)
                    : read_concept(db, t->node_id, &now, &is_there, e);
    if (!read)
        return false;
    bool is_current = t->was_there && is_there && is_same(&t->old, &now);
    bool remove = t->was_there && !is_current;
    bool add = is_there && !is_current;
    bool done = (!remove || change_names(db, STMT_NAME_TEXT_REMOVE, t->node_id, &t->old, e)) &&
                (!add || change_names(db, STMT_NAME_TEXT_ADD, t->node_id, &now, e));
    arena_reset(db->scratch, mark);
    return done;
}

/* The number of a deleted node may have been given out again: its first touch tells what the index
 * holds. */
static int by_row(const void *a, const void *b)
{
    const struct touched *x = a;
    const struct touched *y = b;
    int64_t rx = row_of_node(x->node_id);
    int64_t ry = row_of_node(y->node_id);
    if (rx != ry)
        return rx < ry ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

bool search_index_flush(struct db *db, struct err *e)
{
    struct search_queue *q = db->search_queue;
    if (!q)
        return true;
    qsort(q->items.items, q->items.n, sizeof(q->items.items[0]), by_row);
    for (size_t i = 0; i < q->items.n; i++) {
        bool is_first = i == 0 || q->items.items[i].node_id != q->items.items[i - 1].node_id;
        if (is_first && !write_node(db, &q->items.items[i], e))
            return false;
    }
    db->search_queue = NULL;
    return true;
}
