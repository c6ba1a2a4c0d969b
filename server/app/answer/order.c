#include <stdlib.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"

/* Larger sets are found by walking through the order instead of sorting them. */
#define SORT_MAX   2000
#define WALK_FIRST 256 /* rows in the first step of a walk; each step doubles */
#define WALK_LAST  65536

/* Rows beyond a page that are gathered before the best are picked. */
#ifdef PS_HOSTILE
#define BEST_SPARE 1
#else
#define BEST_SPARE 500
#endif

/* ---- which order ---- */

static void add_column(struct answer *w, struct order *o, const char *name)
{
    const struct select_field *f = select_field_find(w->kind, str_from(name));
    if (f)
        o->columns[o->n++] = (struct order_column){f, true, true};
}

static void read_default(struct answer *w, struct order *out)
{
    static const char *const plain[] = {[SELECT_PAPERS] = "added_at",
                                        [SELECT_CONCEPTS] = "papers",
                                        [SELECT_NOTES] = "added_at",
                                        [SELECT_EDGES] = ""};
    static const char *const within_score[] = {[SELECT_PAPERS] = "year",
                                               [SELECT_CONCEPTS] = "papers",
                                               [SELECT_NOTES] = "date",
                                               [SELECT_EDGES] = ""};
    if (w->parts.n)
        out->columns[out->n++] = (struct order_column){.is_number = true, .descending = true};
    add_column(w, out, w->parts.n ? within_score[w->kind] : plain[w->kind]);
}

void order_read(struct answer *w, struct order *out)
{
    *out = (struct order){0};
    if (!w->query->n_sort)
        read_default(w, out);
    for (size_t i = 0; i < w->query->n_sort && out->n < ORDER_COLUMNS_MAX; i++) {
        const struct query_sort *s = &w->query->sort[i];
        const struct select_field *f =
            s->field ? select_field_find(w->kind, str_from(s->field->name)) : NULL;
        bool is_id = s->field && strcmp(s->field->name, "id") == 0;
        out->columns[out->n++] =
            (struct order_column){f, !f || is_id || select_is_number(f), s->descending};
    }
}

/* ---- comparing ---- */

static int compare_values(const struct order_column *c, const struct order_value *x,
                          const struct order_value *y)
{
    if (x->is_missing || y->is_missing)
        return x->is_missing - y->is_missing; /* last in both directions */
    int order = c->is_number ? (x->number > y->number) - (x->number < y->number)
                             : str_cmp(x->text, y->text);
    return c->descending ? -order : order;
}

int order_compare(const struct order *o, const struct order_row *x, const struct order_row *y)
{
    for (size_t i = 0; i < o->n; i++) {
        int order = compare_values(&o->columns[i], &x->values[i], &y->values[i]);
        if (order)
            return order;
    }
    return (x->public_number > y->public_number) - (x->public_number < y->public_number);
}

static int compare_rows(const void *a, const void *b, void *context)
{
    return order_compare(context, a, b);
}

static int compare_first(const void *a, const void *b, void *context)
{
    const struct order_row *x = a, *y = b;
    const struct order *o = context;
    int order = o->n ? compare_values(&o->columns[0], &x->values[0], &y->values[0]) : 0;
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* ---- reading what is compared ---- */

static bool is_id(const struct order_column *c)
{
    return c->is_number && c->field && !select_is_number(c->field);
}

static bool read_value(struct answer *w, const struct order_column *c, int64_t id,
                       struct order_value *out, struct err *e)
{
    struct select_value *values;
    size_t n;
    *out = (struct order_value){0};
    if (!c->field) {
        out->number = answer_score(w, id);
        return true;
    }
    if (is_id(c))
        return select_public_number(w->db, w->kind, id, &out->number, e);
    if (!select_values(w->db, c->field, id, w->arena, &values, &n, e))
        return false;
    out->is_missing = n == 0;
    if (n && c->is_number)
        out->number = values[0].number;
    else if (n)
        out->text = select_fold(w->arena, values[0].text);
    return true;
}

static bool read_rest(struct answer *w, const struct order *o, struct order_row *rows, size_t n,
                      struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (!select_public_number(w->db, w->kind, rows[i].id, &rows[i].public_number, e))
            return false;
        for (size_t k = 1; k < o->n; k++)
            if (!read_value(w, &o->columns[k], rows[i].id, &rows[i].values[k], e))
                return false;
    }
    return true;
}

/* ---- sorting ---- */

/* Of many rows those that can be on the page, told by the first column before the others are read. */
struct best {
    struct answer *answer;
    const struct order *order;
    const struct order_row *after; /* the row that the page begins behind, or NULL */
    size_t limit;
    size_t most; /* with so many, those that cannot be on the page are dropped */
    VEC(struct order_row) rows;
    struct order_value worst; /* of those that were kept */
    bool has_worst;
};

/* Rows before the cursor, and those behind the value of the last row of the page. */
static void prune(struct best *b)
{
    size_t n = b->rows.n, ties = 0;
    struct order_row *rows = b->rows.items;
    if (!b->order->n || !n)
        return;
    const struct order_column *c = &b->order->columns[0];
    qsort_r(rows, n, sizeof(*rows), compare_first, (void *)(uintptr_t)b->order);
    while (b->after && ties < n &&
           compare_values(c, &rows[ties].values[0], &b->after->values[0]) == 0)
        ties++;
    size_t end = ties + b->limit + 1;
    if (end >= n)
        return;
    while (end < n && compare_values(c, &rows[end].values[0], &rows[end - 1].values[0]) == 0)
        end++;
    b->rows.n = end;
    b->worst = rows[end - 1].values[0];
    b->has_worst = true;
}

static bool can_be_shown(const struct best *b, const struct order_value *first)
{
    const struct order_column *c = &b->order->columns[0];
    if (!b->order->n)
        return true;
    return !(b->after && compare_values(c, first, &b->after->values[0]) < 0) &&
           !(b->has_worst && compare_values(c, first, &b->worst) > 0);
}

static bool add_row(struct best *b, int64_t id, struct err *e)
{
    struct answer *w = b->answer;
    const struct order *o = b->order;
    struct order_value first = {0};
    struct arena_mark mark = arena_mark(w->arena);
    if (o->n && !read_value(w, &o->columns[0], id, &first, e))
        return false;
    if (!can_be_shown(b, &first)) {
        arena_reset(w->arena, mark);
        return true;
    }
    struct order_row *row = vec_push(w->arena, &b->rows);
    row->id = id;
    row->values = ARENA_ARRAY(w->arena, struct order_value, o->n ? o->n : 1);
    row->values[0] = first;
    if (b->rows.n < b->most)
        return true;
    prune(b);
    if (b->rows.n > b->most / 2)
        b->most = 2 * b->rows.n;
    return true;
}

static bool find_best(struct best *b, const struct row_set *set, struct err *e)
{
    b->most = 2 * (b->limit + BEST_SPARE);
    for (size_t i = 0; i < set->n; i++)
        if ((i % 256 == 0 && !store_check_deadline(b->answer->db, e)) ||
            !add_row(b, set->ids[i], e))
            return false;
    prune(b);
    return true;
}

static void take_page(const struct order *o, const struct order_row *after, size_t limit,
                      struct order_row **rows, size_t *n, bool *has_more)
{
    size_t first = 0;
    if (*n)
        qsort_r(*rows, *n, sizeof(**rows), compare_rows, (void *)(uintptr_t)o);
    while (after && first < *n && order_compare(o, &(*rows)[first], after) <= 0)
        first++;
    *rows += first;
    *n -= first;
    *has_more = *n > limit;
    *n = *has_more ? limit : *n;
}

static bool sort_page(struct answer *w, const struct order *o, const struct order_row *after,
                      struct row_set set, size_t limit, struct order_row **rows, size_t *n,
                      bool *has_more, struct err *e)
{
    struct select_ids all;
    if (set.is_rest) {
        if (!select_all(w->db, w->kind, w->arena, &all, e))
            return false;
        set = set_and(set, set_of(all), w->arena);
    }
    struct best best = {.answer = w, .order = o, .after = after, .limit = limit};
    if (!find_best(&best, &set, e) || !read_rest(w, o, best.rows.items, best.rows.n, e))
        return false;
    *rows = best.rows.items;
    *n = best.rows.n;
    take_page(o, after, limit, rows, n, has_more);
    return true;
}

/* ---- walking ---- */

/* The field whose order in the store is the order asked for, or NULL. */
static const struct select_field *walked_field(const struct answer *w, const struct order *o)
{
    bool by_id = o->n == 0 || (o->n == 1 && is_id(&o->columns[0]) && !o->columns[0].descending);
    if (w->kind == SELECT_EDGES && by_id)
        return select_field_find(SELECT_EDGES, STR("id"));
    if (o->n != 1 || !o->columns[0].field || !o->columns[0].descending || is_id(&o->columns[0]))
        return NULL;
    return select_has_order(o->columns[0].field) ? o->columns[0].field : NULL;
}

static struct order_row row_of_place(struct answer *w, const struct order *o,
                                     const struct select_field *f, const struct select_place *p)
{
    struct order_row row = {.id = p->id, .public_number = p->public_number};
    row.values = ARENA_ARRAY(w->arena, struct order_value, o->n ? o->n : 1);
    bool is_id = w->kind == SELECT_EDGES;
    row.values[0].number = is_id ? p->public_number : p->value;
    row.values[0].is_missing = !is_id && p->value == 0 && select_zero_is_unknown(f);
    return row;
}

static bool walk_page(struct answer *w, const struct order *o, const struct select_field *f,
                      const struct order_row *after, const struct row_set *set, size_t limit,
                      struct order_row **rows, size_t *n, bool *has_more, struct err *e)
{
    struct select_place from = {.value = INT64_MAX, .public_number = -1};
    struct select_place *places;
    size_t n_places = 1;
    if (after)
        from = (struct select_place){.value = w->kind == SELECT_EDGES ? 0 : after->values[0].number,
                                     .public_number = after->public_number};
    *rows = ARENA_ARRAY(w->arena, struct order_row, limit);
    *n = 0;
    *has_more = false;
    for (size_t step = WALK_FIRST; n_places && !*has_more; step *= step < WALK_LAST ? 2 : 1) {
        struct arena_mark mark = arena_mark(w->arena);
        if (!store_check_deadline(w->db, e) ||
            !select_walk(w->db, f, from, step, w->arena, &places, &n_places, e))
            return false;
        size_t n_before = *n;
        for (size_t i = 0; i < n_places && !*has_more; i++) {
            if (!set_has(set, places[i].id))
                continue;
            *has_more = *n == limit;
            if (!*has_more)
                (*rows)[(*n)++] = row_of_place(w, o, f, &places[i]);
        }
        if (n_places)
            from = places[n_places - 1];
        if (*n == n_before)
            arena_reset(w->arena, mark);
    }
    return true;
}

bool order_page(struct answer *w, const struct row_set *set, size_t limit, struct order_row **rows,
                size_t *n, bool *has_more, struct err *e)
{
    struct order o;
    struct order_row cursor = {0};
    order_read(w, &o);
    const struct order_row *after = w->query->cursor.n ? &cursor : NULL;
    if (after && !place_read(w, &o, &cursor, e))
        return false;
    const struct select_field *f = walked_field(w, &o);
    if (f && (set->is_rest || set->n > SORT_MAX))
        return walk_page(w, &o, f, after, set, limit, rows, n, has_more, e);
    return sort_page(w, &o, after, *set, limit, rows, n, has_more, e);
}
