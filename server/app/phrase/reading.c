#include "app/phrase/phrase_internal.h"

static void add_read_by_anybody(struct phrase_reading *r, struct query_predicate **out)
{
    *out = phrase_add_condition(r, STR("read_by"), OP_EXISTS, STR_EMPTY, r->cursor.at);
    (*out)->condition.values->number = true;
}

/* "unread", "待读". */
static void add_state(struct phrase_reading *r, struct str state, struct query_predicate **out)
{
    bool is_read = str_eq(state, STR("read"));
    if (is_read && r->is_by_anybody)
        add_read_by_anybody(r, out);
    else
        *out = phrase_add_condition(r, STR("reading"), OP_EQ, state, r->cursor.at);
    if (is_read)
        r->is_read = &(*out)->condition;
}

/* "read but not finished": begun. The condition that was read becomes that. */
static bool turn_into_begun(struct phrase_reading *r, struct str state)
{
    if (!r->is_read || !r->is_behind_and || !str_eq(state, STR("unfinished")))
        return false;
    for (size_t i = 0; i < r->pending.n; i++)
        if (r->pending.items[i].condition == r->is_read)
            r->pending.items[i].name = STR("reading");
    r->is_read->op = OP_EQ;
    r->is_read->values->text = STR("reading");
    r->is_read = NULL;
    return true;
}

/* Of several texts for the one who asks "me" is written. */
static void add_reader(struct phrase_reading *r, struct str name, size_t at,
                       struct query_predicate **out)
{
    size_t length;
    bool is_me = str_eq_ci(name, STR("me")) || str_eq(name, STR("我"));
    const struct phrase_word *anybody = phrase_word_at(name, 0, WORD_ANYBODY, &length);
    if (anybody && length == name.n)
        add_read_by_anybody(r, out);
    else
        *out = phrase_add_condition(r, STR("read_by"), OP_EQ, is_me ? STR("me") : name, at);
    if (is_me)
        r->is_read = &(*out)->condition;
}

static bool read_reader(struct phrase_reading *r, const struct phrase_word *word,
                        struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct str name;
    size_t at = c->at;
    if (!phrase_take_words(c, &name))
        return PHRASE_FAIL(c, TEXT_EXPECTED, 0, word->text);
    add_reader(r, name, at, out);
    return true;
}

/* "rated above 3" */
static bool read_rating(struct phrase_reading *r, const struct phrase_word *word,
                        struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    enum query_op op = OP_EQ;
    (void)phrase_at_end(c);
    size_t at = c->at;
    struct str number = phrase_take_figures(c), shown = phrase_show_rest(c);
    if (!number.n)
        return PHRASE_FAIL(c, VALUE_EXPECTED, shown.n, STR("rating"), shown);
    (void)query_op_find(word->value, &op);
    const struct phrase_word *or_more = phrase_take(c, WORD_OR_MORE);
    (void)query_op_find(or_more ? or_more->value : STR_EMPTY, &op);
    *out = phrase_add_condition(r, STR("rating"), op, number, at);
    return true;
}

bool phrase_read_reading_word(struct phrase_reading *r, const struct phrase_word *word,
                              struct query_predicate **out)
{
    switch (word->kind) {
    case WORD_READ_BY:
        return read_reader(r, word, out);
    case WORD_RATED:
        return read_rating(r, word, out);
    default:
        if (!turn_into_begun(r, word->value))
            add_state(r, word->value, out);
        return true;
    }
}

bool phrase_read_name_of_reader(struct phrase_reading *r, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    size_t at = c->at;
    struct str name;
    if (phrase_take_words(c, &name) && phrase_take(c, WORD_READER)) {
        add_reader(r, name, at, out);
        return true;
    }
    c->at = at;
    return false;
}
