#include "store/select/field_internal.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "store/graph/public_id_internal.h"
#include "store/store_internal.h"

static const struct select_field fields[] = {
#define SELECT_FIELD(kind, name, shape, scan, values, find, walk, via)                             \
    {SELECT_##kind, name,        SHAPE_##shape, STMT_##scan,                                       \
     STMT_##values, STMT_##find, STMT_##walk,   VIA_##via},
#include "store/select/select_fields.def"
#undef SELECT_FIELD
};

const struct select_field *select_field_find(enum select_kind kind, struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (fields[i].kind == kind && str_eq(name, str_from(fields[i].name)))
            return &fields[i];
    return NULL;
}

bool select_is_number(const struct select_field *f)
{
    return f->shape == SHAPE_NUMBER || f->shape == SHAPE_RATING || f->shape == SHAPE_DATE;
}

bool select_is_node(const struct select_field *f)
{
    return f->shape == SHAPE_NODE || f->shape == SHAPE_NEIGHBOUR;
}

bool select_is_day(const struct select_field *f)
{
    return f->shape == SHAPE_DATE;
}

bool select_zero_is_unknown(const struct select_field *f)
{
    return strcmp(f->name, "year") == 0 || str_ends(str_from(f->name), STR("_at"));
}

bool select_is_rest(const struct select_field *f, struct str folded)
{
    return f->shape == SHAPE_STATE &&
           (str_eq(folded, STR("unread")) || str_eq(folded, STR("unfinished")));
}

bool select_has_index(const struct select_field *f)
{
    return f->find != STMT_NONE;
}

bool select_is_slow(const struct select_field *f)
{
    return f->find == STMT_NONE || f->shape == SHAPE_WORD;
}

bool select_has_scan(const struct select_field *f)
{
    return f->scan != STMT_NONE;
}

bool select_has_order(const struct select_field *f)
{
    return f->walk != STMT_NONE;
}

struct str select_fold(struct arena *a, struct str text)
{
    STRBUF_SCOPE(folded);
    STRBUF_SCOPE(out);
    fold_append(&folded, text);
    struct str s = str_trim(strbuf_view(&folded));
    for (size_t i = 0; i < s.n; i++) {
        bool is_space = ascii_is_space(s.p[i]);
        if (!is_space)
            strbuf_add_byte(&out, s.p[i]);
        else if (!ascii_is_space(s.p[i - 1]))
            strbuf_add_byte(&out, ' ');
    }
    return str_copy(a, strbuf_view(&out));
}

/* ---- values of a row ---- */

struct reading {
    value_taker take;
    void *context;
    struct arena *arena;
};

static bool take_text(const struct reading *r, struct str text)
{
    return r->take(r->context, &(struct select_value){.text = text});
}

static bool take_number(const struct reading *r, int64_t number)
{
    return r->take(r->context, &(struct select_value){.number = number});
}

static struct str text_of(const json_t *value)
{
    return str_of(json_string_value(value), json_string_length(value));
}

static bool take_list(const struct reading *r, struct str json, struct str prefix)
{
    json_auto_t *list = json.n ? json_loadb(json.p, json.n, 0, NULL) : NULL;
    size_t i;
    json_t *value;
    json_array_foreach(list, i, value)
    {
        struct str text = text_of(value);
        if (text.n && str_starts(text, prefix) &&
            !take_text(r, str_copy(r->arena, str_from_pos(text, prefix.n))))
            return false;
    }
    return true;
}

static bool take_labels(const struct reading *r, struct str labels, struct str alternatives)
{
    json_auto_t *object = labels.n ? json_loadb(labels.p, labels.n, 0, NULL) : NULL;
    const char *lang;
    json_t *value;
    json_object_foreach(object, lang,
                        value) if (!take_text(r, str_copy(r->arena, text_of(value)))) return false;
    return take_list(r, alternatives, STR_EMPTY);
}

static int64_t digits_at(struct str s, size_t from, size_t n, int64_t otherwise)
{
    uint64_t value;
    struct str part = str_sub(s, from, from + n);
    return part.n == n && str_to_u64(part, &value) ? (int64_t)value : otherwise;
}

/* "2020-03" counts as its first day. */
static int64_t date_number(struct str s)
{
    return digits_at(s, 0, 4, 0) * 10000 + digits_at(s, 5, 2, 1) * 100 + digits_at(s, 8, 2, 1);
}

static const char prefixes[] = {
    [SELECT_PAPERS] = 'p', [SELECT_CONCEPTS] = 'c', [SELECT_NOTES] = 'n', [SELECT_EDGES] = 'e'};

struct str select_public_id(enum select_kind kind, int64_t number, struct arena *a)
{
    return public_id_write(prefixes[kind], number, a);
}

static bool take_word(const struct reading *r, struct stmt *s, int column, struct err *e)
{
    struct str text;
    if (!word_text(s->db, column_i64(s, column), r->arena, &text, e))
        return false;
    (void)take_text(r, text);
    return true;
}

/* Besides its state a paper is unread until it is begun, and unfinished until it is read or skipped. */
static bool take_states(const struct reading *r, struct str state)
{
    bool is_begun = state.n && !str_eq(state, STR("queued"));
    bool is_over = str_eq(state, STR("read")) || str_eq(state, STR("skipped"));
    return (!state.n || take_text(r, state)) && (is_begun || take_text(r, STR("unread"))) &&
           (is_over || take_text(r, STR("unfinished")));
}

bool field_read_values(const struct select_field *f, struct stmt *s, int column, bool is_scan,
                       struct arena *a, value_taker take, void *context, struct err *e)
{
    struct reading r = {take, context, a};
    switch (is_scan && f->shape == SHAPE_SHOWN_LIST ? SHAPE_TEXT : f->shape) {
    case SHAPE_PUBLIC_ID:
        (void)take_text(&r, select_public_id(f->kind, column_i64(s, column), a));
        return true;
    case SHAPE_TEXT:
        (void)take_text(&r, column_str(s, column, a));
        return true;
    case SHAPE_LIST:
    case SHAPE_SHOWN_LIST:
        (void)take_list(&r, column_view(s, column), STR_EMPTY);
        return true;
    case SHAPE_DOI:
        (void)take_list(&r, column_view(s, column), STR("doi:"));
        return true;
    case SHAPE_ARXIV:
        (void)take_list(&r, column_view(s, column), STR("arxiv:"));
        return true;
    case SHAPE_LABELS:
        (void)take_labels(&r, column_view(s, column), column_str(s, column + 1, a));
        return true;
    case SHAPE_DATE:
        (void)take_number(&r, date_number(column_view(s, column)));
        return true;
    case SHAPE_WORD:
        return take_word(&r, s, column, e);
    case SHAPE_STATE:
        (void)take_states(&r, column_str(s, column, a));
        return true;
    case SHAPE_NUMBER:
    case SHAPE_RATING:
    case SHAPE_NODE:
    case SHAPE_NEIGHBOUR:
        (void)take_number(&r, column_i64(s, column));
        return true;
    }
    return true;
}
