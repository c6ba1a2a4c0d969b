#include "store/select.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/search/search_terms_internal.h"
#include "store/select/field_internal.h"
#include "store/store_internal.h"

/* Rows are dense when there is one in so many numbers. */
#define DENSE_SPAN 256

/* ---- sets ---- */

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* One bit for each row up to the last: rows of papers, concepts and notes are dense, and this is many times
 * faster than sorting them. */
static void tidy_dense(struct select_ids *ids, int64_t last, struct arena *a)
{
    struct arena_mark mark = arena_mark(a);
    uint64_t *bits = ARENA_ARRAY(a, uint64_t, (size_t)last / 64 + 1);
    for (size_t i = 0; i < ids->n; i++)
        bits[ids->items[i] / 64] |= (uint64_t)1 << (ids->items[i] % 64);
    ids->n = 0;
    for (int64_t word = 0; word <= last / 64; word++)
        for (uint64_t left = bits[word]; left; left &= left - 1)
            ids->items[ids->n++] = word * 64 + __builtin_ctzll(left);
    arena_reset(a, mark);
}

/* Sorted and without repeats; most statements give them so already. */
static void tidy(struct select_ids *ids, struct arena *a)
{
    bool is_tidy = true;
    int64_t first = ids->n ? ids->items[0] : 0, last = first;
    for (size_t i = 1; i < ids->n; i++) {
        is_tidy = is_tidy && ids->items[i - 1] < ids->items[i];
        first = ids->items[i] < first ? ids->items[i] : first;
        last = ids->items[i] > last ? ids->items[i] : last;
    }
    if (is_tidy)
        return;
    if (first >= 0 && (uint64_t)last / DENSE_SPAN < ids->n) {
        tidy_dense(ids, last, a);
        return;
    }
    qsort(ids->items, ids->n, sizeof(*ids->items), ascending);
    size_t kept = 1;
    for (size_t i = 1; i < ids->n; i++)
        if (ids->items[i] != ids->items[kept - 1])
            ids->items[kept++] = ids->items[i];
    ids->n = kept;
}

static bool read_ids(struct stmt *s, struct arena *a, struct select_ids *out, struct err *e)
{
    while (stmt_next(s))
        *vec_push(a, out) = column_i64(s, 0);
    tidy(out, a);
    return stmt_finish(s, e);
}

/* From notes to the papers that they mention or the edges that they support. */
static bool follow_notes(struct db *db, const struct select_field *f, struct arena *a,
                         struct select_ids *ids, struct err *e)
{
    struct select_ids found = {0};
    for (size_t i = 0; f->via == VIA_NOTES && i < ids->n; i++) {
        struct note_nodes nodes;
        if (!graph_get_note_nodes(db, ids->items[i], a, &nodes, e))
            return false;
        const int64_t *rows = f->kind == SELECT_EDGES ? nodes.edges : nodes.papers;
        size_t n = f->kind == SELECT_EDGES ? nodes.n_edges : nodes.n_papers;
        for (size_t k = 0; k < n; k++)
            if (rows[k])
                *vec_push(a, &found) = rows[k];
    }
    if (f->via == VIA_NOTES)
        *ids = found;
    tidy(ids, a);
    return true;
}

/* ---- values of one thing ---- */

struct value_list {
    struct arena *arena;
    VEC(struct select_value) values;
};

static bool add_value(void *context, const struct select_value *value)
{
    struct value_list *list = context;
    for (size_t i = 0; i < list->values.n; i++)
        if (list->values.items[i].number == value->number &&
            str_eq(list->values.items[i].text, value->text))
            return true;
    *vec_push(list->arena, &list->values) = *value;
    return true;
}

/* The second parameter of SHAPE_NEIGHBOUR. */
static bool bind_rejected(struct db *db, const struct select_field *f, struct stmt *s,
                          struct err *e)
{
    int64_t rejected;
    if (f->shape != SHAPE_NEIGHBOUR)
        return true;
    if (!word_find(db, STR("rejected"), &rejected, e))
        return false;
    bind_i64(s, 2, rejected);
    return true;
}

/* Behind all other parameters. */
static void bind_person(struct db *db, const struct select_field *f, struct stmt *s, int parameter)
{
    if (f->shape == SHAPE_STATE || f->shape == SHAPE_RATING)
        bind_str(s, parameter, select_take_person(db));
}

bool select_values(struct db *db, const struct select_field *f, int64_t id, struct arena *a,
                   struct select_value **out, size_t *n, struct err *e)
{
    struct value_list list = {.arena = a};
    STMT_SCOPE_OF(s, db, f->values);
    bind_i64(&s, 1, id);
    bind_person(db, f, &s, 2);
    if (!bind_rejected(db, f, &s, e))
        return false;
    while (stmt_next(&s))
        if (!field_read_values(f, &s, 0, false, a, add_value, &list, e))
            return false;
    *out = list.values.items;
    *n = list.values.n;
    return stmt_finish(&s, e);
}

/* ---- sets of things ---- */

bool select_by_number(struct db *db, const struct select_field *f, int64_t from, int64_t to,
                      struct arena *a, struct select_ids *out, struct err *e)
{
    *out = (struct select_ids){0};
    STMT_SCOPE_OF(s, db, f->find);
    bind_i64(&s, 1, from);
    if (f->shape == SHAPE_NUMBER || f->shape == SHAPE_RATING)
        bind_i64(&s, 2, to);
    bind_person(db, f, &s, 3);
    return bind_rejected(db, f, &s, e) && read_ids(&s, a, out, e);
}

static struct str with_scheme(const struct select_field *f, struct str folded, struct arena *a)
{
    if (f->shape != SHAPE_DOI && f->shape != SHAPE_ARXIV)
        return folded;
    const char *scheme = f->shape == SHAPE_DOI ? "doi:" : "arxiv:";
    return str_from(arena_printf(a, "%s%.*s", scheme, STR_FMT(folded)));
}

bool select_by_text(struct db *db, const struct select_field *f, struct str folded, struct arena *a,
                    struct select_ids *out, struct err *e)
{
    *out = (struct select_ids){0};
    int64_t number = 0;
    if (f->shape == SHAPE_WORD && !word_find(db, folded, &number, e))
        return false;
    STMT_SCOPE_OF(s, db, f->find);
    if (f->shape == SHAPE_WORD) {
        bind_i64(&s, 1, number);
    } else if (f->shape == SHAPE_PUBLIC_ID) {
        if (!folded.n || !public_id_read(folded, folded.p[0], &number) ||
            !str_eq(select_public_id(f->kind, number, a), folded))
            return true;
        bind_i64(&s, 1, number);
    } else {
        bind_str(&s, 1, with_scheme(f, folded, a));
        bind_person(db, f, &s, 2);
    }
    return read_ids(&s, a, out, e) && follow_notes(db, f, a, out, e);
}

struct test_run {
    select_test *fits;
    void *context;
    bool has_fit;
};

static bool try_value(void *context, const struct select_value *value)
{
    struct test_run *run = context;
    run->has_fit = !run->fits || run->fits(run->context, value);
    return !run->has_fit;
}

bool select_by_test(struct db *db, const struct select_field *f, select_test *fits, void *context,
                    struct arena *a, struct select_ids *out, struct err *e)
{
    struct test_run run = {.fits = fits, .context = context};
    *out = (struct select_ids){0};
    STMT_SCOPE_OF(s, db, f->scan);
    bind_person(db, f, &s, 1);
    while (stmt_next(&s)) {
        struct arena_mark mark = arena_mark(db->scratch);
        run.has_fit = false;
        if (!field_read_values(f, &s, 1, true, db->scratch, try_value, &run, e))
            return false;
        if (run.has_fit)
            *vec_push(a, out) = column_i64(&s, 0);
        arena_reset(db->scratch, mark);
    }
    tidy(out, a);
    return stmt_finish(&s, e) && follow_notes(db, f, a, out, e);
}

bool select_all(struct db *db, enum select_kind kind, struct arena *a, struct select_ids *out,
                struct err *e)
{
    static const enum statement_id scans[] = {[SELECT_PAPERS] = STMT_SCAN_ALL_PAPERS,
                                              [SELECT_CONCEPTS] = STMT_SCAN_ALL_CONCEPTS,
                                              [SELECT_NOTES] = STMT_SCAN_ALL_NOTES,
                                              [SELECT_EDGES] = STMT_SCAN_ALL_EDGES};

    *out = (struct select_ids){0};
    STMT_SCOPE_OF(s, db, scans[kind]);
    return read_ids(&s, a, out, e);
}

bool select_count(struct db *db, enum select_kind kind, uint64_t *out, struct err *e)
{
    static const enum statement_id counts[] = {[SELECT_PAPERS] = STMT_COUNT_PAPERS_ALL,
                                               [SELECT_CONCEPTS] = STMT_COUNT_CONCEPTS,
                                               [SELECT_NOTES] = STMT_COUNT_NOTES_ALL,
                                               [SELECT_EDGES] = STMT_COUNT_EDGES};

    int64_t n;
    STMT_SCOPE_OF(s, db, counts[kind]);
    if (!stmt_read_i64(&s, &n, NULL, e))
        return false;
    *out = (uint64_t)n;
    return true;
}

/* ---- order ---- */

bool select_walk(struct db *db, const struct select_field *f, struct select_place after,
                 size_t limit, struct arena *a, struct select_place **out, size_t *n, struct err *e)
{
    VEC(struct select_place) places = VEC_INIT;
    if (f->walk == STMT_NONE)
        BUG("a field without order is walked");
    STMT_SCOPE_OF(s, db, f->walk);
    bind_i64(&s, 1, after.value);
    bind_i64(&s, 2, after.public_number);
    bind_i64(&s, 3, (int64_t)limit);
    while (stmt_next(&s))
        *vec_push(a, &places) =
            (struct select_place){column_i64(&s, 0), column_i64(&s, 1), column_i64(&s, 2)};
    *out = places.items;
    *n = places.n;
    return stmt_finish(&s, e);
}

bool select_public_number(struct db *db, enum select_kind kind, int64_t id, int64_t *out,
                          struct err *e)
{
    static const enum statement_id values[] = {[SELECT_PAPERS] = STMT_VALUES_PAPER_ID,
                                               [SELECT_CONCEPTS] = STMT_VALUES_CONCEPT_ID,
                                               [SELECT_NOTES] = STMT_VALUES_NOTE_ID,
                                               [SELECT_EDGES] = STMT_VALUES_EDGE_ID};

    bool found;
    STMT_SCOPE_OF(s, db, values[kind]);
    bind_i64(&s, 1, id);
    if (!stmt_read_i64(&s, out, &found, e))
        return false;
    if (!found)
        *out = -1;
    return true;
}

/* ---- who asks ---- */

void select_set_person(struct db *db, struct str person)
{
    db->person = person;
}

struct str select_take_person(struct db *db)
{
    db->is_personal = true;
    return db->person;
}

bool select_is_personal(const struct db *db)
{
    return db->is_personal;
}

/* ---- notes ---- */

static bool read_notes(struct db *db, enum statement_id statement, int64_t id, struct arena *a,
                       struct select_ids *out, struct err *e)
{
    *out = (struct select_ids){0};
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, id);
    return read_ids(&s, a, out, e);
}

bool select_notes_of_edge(struct db *db, int64_t edge, struct arena *a, struct select_ids *out,
                          struct err *e)
{
    return read_notes(db, STMT_NOTES_OF_EDGE, edge, a, out, e);
}

bool select_notes_of_node(struct db *db, int64_t node, struct arena *a, struct select_ids *out,
                          struct err *e)
{
    return read_notes(db, STMT_NOTES_OF_NODE, node, a, out, e);
}

/* ---- full text ---- */

/* Names are asked for without the people of a paper, which are fields of their own. */
static const char *columns_of(enum select_text_place place, bool is_note)
{
    static const char *const columns[][2] = {[SELECT_TEXT_ANYWHERE] = {"title names", "title body"},
                                             [SELECT_TEXT_TITLE] = {"title", "title"},
                                             [SELECT_TEXT_REST] = {"names", "body"}};

    return columns[place][is_note];
}

static struct str expression_of(struct str text, enum select_text_place place,
                                enum select_text_mode mode, bool is_note, struct arena *a)
{
    struct str whole = text;
    if (mode == SELECT_TEXT_PHRASE) {
        char *quoted = arena_printf(a, "\"%.*s\"", STR_FMT(text));
        for (char *p = quoted + 1; p[0] && p[1]; p++)
            if (*p == '"')
                *p = ' ';
        whole = str_from(quoted);
    }
    struct search_terms terms = search_terms_read(whole, false, a);
    struct str expression = mode == SELECT_TEXT_ANY ? terms.any : terms.all;
    if (!expression.n)
        return expression;
    return str_from(
        arena_printf(a, "{%s} : (%.*s)", columns_of(place, is_note), STR_FMT(expression)));
}

bool select_by_words(struct db *db, enum select_kind kind, struct str text,
                     enum select_text_place place, enum select_text_mode mode, struct arena *a,
                     struct select_text **out, size_t *n, struct err *e)
{
    static const enum statement_id statements[] = {[SELECT_PAPERS] = STMT_WORDS_IN_PAPERS,
                                                   [SELECT_CONCEPTS] = STMT_WORDS_IN_CONCEPTS,
                                                   [SELECT_NOTES] = STMT_WORDS_IN_NOTES,
                                                   [SELECT_EDGES] = STMT_NONE};

    VEC(struct select_text) found = VEC_INIT;
    struct str expression = expression_of(text, place, mode, kind == SELECT_NOTES, a);
    *n = 0;
    if (!expression.n || statements[kind] == STMT_NONE)
        return true;
    STMT_SCOPE_OF(s, db, statements[kind]);
    bind_str(&s, 1, expression);
    while (stmt_next(&s))
        *vec_push(a, &found) = (struct select_text){column_i64(&s, 0), column_double(&s, 1)};
    *out = found.items;
    *n = found.n;
    return stmt_finish(&s, e);
}
