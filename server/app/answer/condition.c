#include "app/answer/answer_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"
#include "base/vec.h"
#include "store/reading.h"

#define MS_PER_DAY 86400000

/* What one value of the condition stands for: numbers from … to, or a text. A name can stand for
 * several nodes, each a range of one row. */
struct wanted {
    size_t value; /* place in the condition */
    int64_t from, to;
    struct str text; /* folded */
};

struct matcher {
    const struct query_condition *condition;
    const struct select_field *field;
    enum select_kind kind;
    struct arena *arena;
    VEC(struct wanted) wanted;
};

/* ---- reading the condition ---- */

/* Days since 1970 of a date of the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level
 * date algorithms", days_from_civil). */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t digits(struct str s, size_t from, size_t n)
{
    uint64_t value = 0;
    return str_to_u64(str_sub(s, from, from + n), &value) ? (int64_t)value : 0;
}

/* "2024-05-31" in the unit of the field. */
static int64_t day_number(const struct select_field *f, struct str day)
{
    int64_t year = digits(day, 0, 4), month = digits(day, 5, 2), of_month = digits(day, 8, 2);
    if (select_is_day(f))
        return year * 10000 + month * 100 + of_month;
    return days_of(year, month, of_month) * MS_PER_DAY;
}

static void want_date(struct answer *w, struct matcher *m, size_t i)
{
    const struct query_value *v = &m->condition->values[i];
    struct str from = v->from, to = v->to;
    bool in_ms = !select_is_day(m->field);
    if (!from.n) {
        query_relative_date_resolve(v->text, clock_unix_ms(), m->arena, &from, &to);
        w->result->is_of_today = true;
    }
    *vec_push(m->arena, &m->wanted) =
        (struct wanted){.value = i,
                        .from = day_number(m->field, from),
                        .to = day_number(m->field, to) + (in_ms ? MS_PER_DAY - 1 : 0)};
}

static bool want_nodes(struct answer *w, struct matcher *m, size_t i, struct err *e)
{
    bool is_concept = m->kind != SELECT_EDGES;
    struct node_list nodes = {0};
    if (!target_find_nodes(w, m->condition->values[i].text, !is_concept, true, &nodes, e))
        return false;
    for (size_t k = 0; k < nodes.n; k++)
        *vec_push(m->arena, &m->wanted) =
            (struct wanted){.value = i, .from = nodes.items[k], .to = nodes.items[k]};
    return true;
}

/* Identifiers are asked for with or without their scheme. */
static struct str plain_text(const struct matcher *m, struct str folded)
{
    struct str name = str_from(m->condition->field->name);
    struct str scheme = str_eq(name, STR("doi"))     ? STR("doi:")
                        : str_eq(name, STR("arxiv")) ? STR("arxiv:")
                                                     : STR_EMPTY;
    return str_starts(folded, scheme) ? str_from_pos(folded, scheme.n) : folded;
}

static bool is_of_readers(const struct matcher *m)
{
    return str_eq(str_from(m->condition->field->name), STR("read_by"));
}

static void warn_of_reader(struct answer *w, struct str name)
{
    bool zh = w->language == LANGUAGE_ZH;
    struct str detail = str_from(arena_printf(w->arena,
                                              zh ? "没有名为“%.*s”的人记录过阅读状态。"
                                                 : "Nobody called \"%.*s\" has a reading state.",
                                              STR_FMT(name)));
    for (size_t i = 0; i < w->warnings.n; i++)
        if (str_eq(w->warnings.items[i].detail, detail))
            return;
    *vec_push(w->arena, &w->warnings) = (struct query_warning){"unknown-person", detail};
}

/* A name that nobody has would else look like somebody who has read nothing. */
static bool check_readers(struct answer *w, const struct matcher *m, struct err *e)
{
    const struct query_condition *c = m->condition;
    struct str *people = NULL;
    size_t n = 0;
    bool is_name =
        c->op == OP_EQ || c->op == OP_NE || c->op == OP_IN || c->op == OP_NIN || c->op == OP_ALL_OF;
    if (!is_of_readers(m) || !is_name)
        return true;
    if (!reading_list_people(w->db, w->arena, &people, &n, e))
        return false;
    for (size_t i = 0; i < c->n_values; i++) {
        struct str text = c->values[i].text;
        bool is_known = str_eq_ci(text, STR("me"));
        for (size_t k = 0; k < n && !is_known; k++)
            is_known = str_eq(select_fold(w->arena, people[k]), select_fold(w->arena, text));
        if (!is_known)
            warn_of_reader(w, text);
    }
    return true;
}

/* Of the people who read a paper "me" is the one who asks. */
static struct str wanted_text(struct answer *w, const struct matcher *m, struct str text)
{
    bool is_me = is_of_readers(m) && str_eq_ci(text, STR("me"));
    return plain_text(m, select_fold(m->arena, is_me ? select_take_person(w->db) : text));
}

static bool want_value(struct answer *w, struct matcher *m, size_t i, struct err *e)
{
    const struct query_value *v = &m->condition->values[i];
    if (m->condition->op == OP_EXISTS)
        return true;
    if (select_is_node(m->field))
        return want_nodes(w, m, i, e);
    if (m->condition->field->type == TYPE_DATE)
        want_date(w, m, i);
    else if (select_is_number(m->field))
        *vec_push(m->arena, &m->wanted) =
            (struct wanted){.value = i, .from = v->number, .to = v->number};
    else
        *vec_push(m->arena, &m->wanted) =
            (struct wanted){.value = i, .text = wanted_text(w, m, v->text)};
    return true;
}

bool matcher_new(struct answer *w, enum select_kind kind, const struct query_condition *c,
                 struct matcher **out, struct err *e)
{
    struct matcher *m = ARENA_NEW(w->arena, struct matcher);
    *m = (struct matcher){.condition = c, .kind = kind, .arena = w->arena};
    m->field = select_field_find(kind, str_from(c->field->name));
    if (!m->field)
        BUG("a field of fields.def is missing in select_fields.def");
    for (size_t i = 0; i < c->n_values; i++)
        if (!want_value(w, m, i, e))
            return false;
    *out = m;
    return check_readers(w, m, e);
}

/* ---- one value ---- */

static bool text_is(const struct matcher *m, const struct wanted *x, struct str folded)
{
    switch (m->condition->op) {
    case OP_CONTAINS:
        return str_has(folded, x->text);
    case OP_PREFIX:
        return str_starts(folded, x->text);
    default:
        return str_eq(folded, x->text);
    }
}

static bool number_is(const struct matcher *m, const struct wanted *x, int64_t number)
{
    switch (m->condition->op) {
    case OP_GT:
        return number > x->to;
    case OP_GTE:
        return number >= x->from;
    case OP_LT:
        return number < x->from;
    case OP_LTE:
        return number <= x->to;
    default:
        return number >= x->from && number <= x->to;
    }
}

static bool is_wanted(const struct matcher *m, const struct wanted *x,
                      const struct select_value *value, struct str folded)
{
    bool by_number = select_is_number(m->field) || select_is_node(m->field);
    return by_number ? number_is(m, x, value->number) : text_is(m, x, folded);
}

static struct str folded_value(const struct matcher *m, const struct select_value *value)
{
    return value->text.n ? select_fold(m->arena, value->text) : STR_EMPTY;
}

/* Whether one value of a thing is enough for it to fit. */
static bool value_fits(void *context, const struct select_value *value)
{
    const struct matcher *m = context;
    struct arena_mark mark = arena_mark(m->arena);
    struct str folded = folded_value(m, value);
    bool negated = m->condition->op == OP_NE || m->condition->op == OP_NIN;
    bool found = m->condition->op == OP_EXISTS;
    for (size_t i = 0; i < m->wanted.n && !found; i++)
        found = is_wanted(m, &m->wanted.items[i], value, folded);
    arena_reset(m->arena, mark);
    return found != negated;
}

/* ---- one thing ---- */

static bool has_all(const struct matcher *m, const struct select_value *values, size_t n)
{
    size_t n_found = 0, last = SIZE_MAX;
    for (size_t i = 0; i < m->wanted.n; i++) {
        const struct wanted *x = &m->wanted.items[i];
        bool found = last == x->value;
        for (size_t k = 0; k < n && !found; k++)
            if (is_wanted(m, x, &values[k], folded_value(m, &values[k]))) {
                n_found++;
                last = x->value;
                found = true;
            }
    }
    return n_found == m->condition->n_values;
}

static bool has_one(const struct matcher *m, const struct select_value *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (value_fits((void *)(uintptr_t)m, &values[i]))
            return true;
    return false;
}

bool matcher_fits(struct answer *w, const struct matcher *m, int64_t id, bool *out, struct err *e)
{
    const struct query_condition *c = m->condition;
    struct select_value *values;
    size_t n;
    struct arena_mark mark = arena_mark(w->arena);
    if (!select_values(w->db, m->field, id, w->arena, &values, &n, e))
        return false;
    if (c->op == OP_EXISTS)
        *out = (n > 0) == (c->values[0].number != 0);
    else
        *out = c->op == OP_ALL_OF ? has_all(m, values, n) : has_one(m, values, n);
    arena_reset(w->arena, mark);
    return true;
}

/* ---- all things ---- */

static bool find_by_number(struct answer *w, const struct matcher *m, int64_t from, int64_t to,
                           struct row_set *out, struct err *e)
{
    struct select_ids ids = {0};
    if (from <= to && !select_by_number(w->db, m->field, from, to, w->arena, &ids, e))
        return false;
    *out = set_of(ids);
    return true;
}

static bool find_wanted(struct answer *w, const struct matcher *m, const struct wanted *x,
                        struct row_set *out, struct err *e)
{
    struct select_ids ids;
    switch (m->condition->op) {
    case OP_GT:
        return find_by_number(w, m, x->to + 1, INT64_MAX, out, e);
    case OP_GTE:
        return find_by_number(w, m, x->from, INT64_MAX, out, e);
    case OP_LT:
        return find_by_number(w, m, INT64_MIN, x->from - 1, out, e);
    case OP_LTE:
        return find_by_number(w, m, INT64_MIN, x->to, out, e);
    default:
        if (select_is_number(m->field) || select_is_node(m->field))
            return find_by_number(w, m, x->from, x->to, out, e);
        if (!select_by_text(w->db, m->field, x->text, w->arena, &ids, e))
            return false;
        *out = select_is_rest(m->field, x->text) ? set_not(set_of(ids)) : set_of(ids);
        return true;
    }
}

/* The things with any wanted value, or for OP_ALL_OF with one for each value of the condition. */
static bool find_by_index(struct answer *w, const struct matcher *m, struct row_set *out,
                          struct err *e)
{
    struct row_set all = {.is_rest = true}, any = {0}, some;
    for (size_t i = 0; i < m->wanted.n; i++) {
        const struct wanted *x = &m->wanted.items[i];
        if (!find_wanted(w, m, x, &some, e))
            return false;
        any = set_or(any, some, w->arena);
        bool is_last = i + 1 == m->wanted.n || m->wanted.items[i + 1].value != x->value;
        if (m->condition->op != OP_ALL_OF || !is_last)
            continue;
        all = set_and(all, any, w->arena);
        any = (struct row_set){0};
    }
    *out = m->condition->op == OP_ALL_OF ? all : any;
    return true;
}

static bool find_one_by_one(struct answer *w, const struct matcher *m, struct row_set *out,
                            struct err *e)
{
    struct select_ids ids;
    if (!select_all(w->db, m->kind, w->arena, &ids, e))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < ids.n; i++) {
        bool fits;
        if ((i % 256 == 0 && !store_check_deadline(w->db, e)) ||
            !matcher_fits(w, m, ids.items[i], &fits, e))
            return false;
        if (fits)
            ids.items[kept++] = ids.items[i];
    }
    ids.n = kept;
    *out = set_of(ids);
    return true;
}

static bool find_by_test(struct answer *w, const struct matcher *m, struct row_set *out,
                         struct err *e)
{
    struct select_ids ids;
    struct matcher *context = (struct matcher *)(uintptr_t)m;
    if (!select_by_test(w->db, m->field, value_fits, context, w->arena, &ids, e))
        return false;
    *out = set_of(ids);
    if (m->condition->op == OP_EXISTS && !m->condition->values[0].number)
        *out = set_not(*out);
    return true;
}

static bool is_by_index(const struct matcher *m)
{
    switch (m->condition->op) {
    case OP_NE:
    case OP_NIN:
    case OP_CONTAINS:
    case OP_PREFIX:
    case OP_EXISTS:
        return false;
    default:
        return select_has_index(m->field);
    }
}

unsigned matcher_cost(const struct matcher *m)
{
    if (!is_by_index(m) || select_is_slow(m->field))
        return 2;
    return select_has_order(m->field) || m->condition->field->can_facet ? 1 : 0;
}

bool matcher_find(struct answer *w, const struct matcher *m, struct row_set *out, struct err *e)
{
    if (is_by_index(m))
        return find_by_index(w, m, out, e);
    bool one_by_one = !select_has_scan(m->field) || m->condition->op == OP_ALL_OF;
    return one_by_one ? find_one_by_one(w, m, out, e) : find_by_test(w, m, out, e);
}
