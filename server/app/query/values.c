#include "app/query/read_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/strbuf.h"
#include "base/utf8.h"

/* ---- operators ---- */

bool query_op_find(struct str name, enum query_op *out)
{
    for (unsigned op = OP_EQ; op <= OP_ALL_OF; op++)
        if (str_eq(name, str_from(query_op_name((enum query_op)op)))) {
            *out = (enum query_op)op;
            return true;
        }
    return false;
}

bool query_op_is_list(enum query_op op)
{
    return op == OP_IN || op == OP_NIN || op == OP_ALL_OF;
}

bool query_op_fits(const struct query_field *field, enum query_op op)
{
    bool is_ordered =
        field->type == TYPE_NUMBER || field->type == TYPE_SCORE || field->type == TYPE_DATE;
    switch (op) {
    case OP_GT:
    case OP_GTE:
    case OP_LT:
    case OP_LTE:
        return is_ordered;
    case OP_CONTAINS:
    case OP_PREFIX:
        return field->type == TYPE_TEXT;
    case OP_ALL_OF:
        return field->is_multiple;
    default:
        return true;
    }
}

struct str query_list_ops(const struct query_field *field, struct arena *a)
{
    STRBUF_SCOPE(out);
    for (unsigned op = OP_EQ; op <= OP_ALL_OF; op++)
        if (query_op_fits(field, (enum query_op)op))
            strbuf_printf(&out, "%s%s", out.n ? ", " : "", query_op_name((enum query_op)op));
    return str_copy(a, strbuf_view(&out));
}

/* ---- numbers and scores ---- */

bool query_number_read(struct str text, int64_t *out)
{
    uint64_t n;
    bool is_negative = str_starts(text, STR("-"));
    if (!str_to_u64(str_from_pos(text, is_negative ? 1 : 0), &n) || n > INT64_MAX)
        return false;
    *out = is_negative ? -(int64_t)n : (int64_t)n;
    return true;
}

bool query_score_read(struct str text, int64_t *out)
{
    uint64_t whole, part = 0;
    size_t dot = str_find_byte(text, '.', 0);
    if (!str_to_u64(str_sub(text, 0, dot), &whole) || whole > 1)
        return false;
    struct str digits = dot == SIZE_MAX ? STR("0") : str_from_pos(text, dot + 1);
    if (digits.n > 3 || !str_to_u64(digits, &part))
        return false;
    for (size_t i = digits.n; i < 3; i++)
        part *= 10;
    *out = (int64_t)(whole * 1000 + part);
    return *out <= 1000;
}

struct str query_score_text(int64_t thousandths, struct arena *a)
{
    if (thousandths % 1000 == 0)
        return query_number_text(thousandths / 1000, a);
    char *text = arena_printf(a, "0.%03d", (int)thousandths);
    struct str s = str_from(text);
    while (str_ends(s, STR("0")))
        s.n--;
    return s;
}

struct str query_number_text(int64_t number, struct arena *a)
{
    return str_from(arena_printf(a, "%lld", (long long)number));
}

/* ---- dates ---- */

static unsigned days_of_month(uint64_t year, uint64_t month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : days[month - 1];
}

bool query_date_read(struct str text, struct arena *a, struct query_value *out)
{
    uint64_t year, month = 1, day = 1;
    bool has_month = text.n >= 7, has_day = text.n == 10;
    bool has_shape = (text.n == 4 || text.n == 7 || text.n == 10) &&
                     (!has_month || text.p[4] == '-') && (!has_day || text.p[7] == '-');
    if (!has_shape || !str_to_u64(str_sub(text, 0, 4), &year) || year == 0 ||
        (has_month && !str_to_u64(str_sub(text, 5, 7), &month)) || month < 1 || month > 12 ||
        (has_day && !str_to_u64(str_sub(text, 8, 10), &day)) || day < 1 ||
        day > days_of_month(year, month))
        return false;
    unsigned last_month = has_month ? (unsigned)month : 12;
    unsigned last_day = has_day ? (unsigned)day : days_of_month(year, last_month);
    out->text = str_copy(a, text);
    out->from =
        str_from(arena_printf(a, "%04u-%02u-%02u", (unsigned)year, (unsigned)month, (unsigned)day));
    out->to = str_from(arena_printf(a, "%04u-%02u-%02u", (unsigned)year, last_month, last_day));
    return true;
}

/* ---- values ---- */

static enum value_fault read_text(const struct query_field *field, enum query_op op,
                                  struct str text, struct arena *a, struct query_value *out)
{
    bool is_part = op == OP_CONTAINS || op == OP_PREFIX;
    if (!text.n)
        return VALUE_EMPTY;
    if (!utf8_is_valid(text) || str_find_byte(text, '\0', 0) != SIZE_MAX)
        return VALUE_NOT_TEXT;
    if (field->values && !is_part && !query_is_one_of(text, field->values))
        return VALUE_NOT_CHOICE;
    out->text = str_copy(a, text);
    return VALUE_FINE;
}

enum value_fault query_value_read(const struct query_field *field, enum query_op op,
                                  struct str text, struct arena *a, struct query_value *out)
{
    *out = (struct query_value){0};
    text = str_trim(text);
    if (field->type == TYPE_NUMBER)
        return query_number_read(text, &out->number) ? VALUE_FINE : VALUE_NOT_NUMBER;
    if (field->type == TYPE_SCORE)
        return query_score_read(text, &out->number) ? VALUE_FINE : VALUE_NOT_SCORE;
    if (field->type == TYPE_DATE)
        return query_date_read(text, a, out) || query_relative_date_read(text, a, &out->text)
                   ? VALUE_FINE
                   : VALUE_NOT_DATE;
    return read_text(field, op, text, a, out);
}

/* ---- enumerations ---- */

static const char *const directions[] = {"any", "out", "in"};
static const char *const expands[] = {"narrower", "none", "synonyms", "related"};
static const char *const modes[] = {"all", "any", "phrase"};

static bool find_name(struct str name, const char *const *names, size_t n, unsigned *out)
{
    for (*out = 0; *out < n; (*out)++)
        if (str_eq(name, str_from(names[*out])))
            return true;
    return false;
}

const char *query_direction_name(enum query_direction direction)
{
    return directions[direction];
}

const char *query_expand_name(enum query_expand expand)
{
    return expands[expand];
}

const char *query_text_mode_name(enum query_text_mode mode)
{
    return modes[mode];
}

bool query_direction_find(struct str name, enum query_direction *out)
{
    unsigned i;
    bool found = find_name(name, directions, ARRAY_LEN(directions), &i);
    *out = found ? (enum query_direction)i : DIRECTION_ANY;
    return found;
}

bool query_expand_find(struct str name, enum query_expand *out)
{
    unsigned i;
    bool found = find_name(name, expands, ARRAY_LEN(expands), &i);
    *out = found ? (enum query_expand)i : EXPAND_NARROWER;
    return found;
}

bool query_text_mode_find(struct str name, enum query_text_mode *out)
{
    unsigned i;
    bool found = find_name(name, modes, ARRAY_LEN(modes), &i);
    *out = found ? (enum query_text_mode)i : TEXT_ALL;
    return found;
}

bool query_find_find(struct str name, enum query_find *out)
{
    for (unsigned i = 0; i < FIND_COUNT; i++)
        if (str_eq(name, str_from(query_find_name((enum query_find)i)))) {
            *out = (enum query_find)i;
            return true;
        }
    return false;
}
