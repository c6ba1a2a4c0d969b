#include "app/phrase/phrase_internal.h"

/* "unread", "待读". */
static void add_state(struct phrase_reading *r, struct str state, struct query_predicate **out)
{
    *out = phrase_add_condition(r, STR("reading"), OP_EQ, state, r->cursor.at);
}

/* Of several texts for the one who asks "me" is written. */
static void add_reader(struct phrase_reading *r, struct str name, size_t at,
                       struct query_predicate **out)
{
    bool is_me = str_eq_ci(name, STR("me")) || str_eq(name, STR("我"));
    *out = phrase_add_condition(r, STR("read_by"), OP_EQ, is_me ? STR("me") : name, at);
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
