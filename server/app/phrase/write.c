#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/strbuf.h"

#define YEAR_MIN 1000
#define YEAR_MAX 2999

struct writer {
    struct strbuf *out;
    enum query_find find;
    enum language language;
    struct arena *arena;
};

static bool write_predicate(struct writer *w, const struct query_predicate *p);

static bool is_chinese(const struct writer *w)
{
    return w->language == LANGUAGE_ZH;
}

static void space(struct writer *w)
{
    if (!is_chinese(w))
        strbuf_add_byte(w->out, ' ');
}

static void word(struct writer *w, enum phrase_kind kind, const char *value)
{
    phrase_write_word(w->out, kind, value, w->language);
}

/* ---- dates ---- */

/* The date as it is written; empty unless the condition is a plain one of the subject's date. */
static struct str plain_date(const struct writer *w, const struct query_condition *c)
{
    bool is_plain = c->op == OP_EQ || (c->op >= OP_GT && c->op <= OP_LTE);
    uint64_t year;
    if (!is_plain || c->field != phrase_date_field(w->find))
        return STR_EMPTY;
    struct str text = c->field->type == TYPE_NUMBER ? query_number_text(c->values->number, w->arena)
                                                    : c->values->text;
    bool is_year = str_to_u64(str_sub(text, 0, 4), &year) && year >= YEAR_MIN && year <= YEAR_MAX;
    return is_year && (text.n == 4 || c->field->type == TYPE_DATE) ? text : STR_EMPTY;
}

static void write_date(struct writer *w, enum query_op op, struct str date)
{
    static const enum phrase_kind kinds[] = {[OP_EQ] = WORD_IN_YEAR,
                                             [OP_GT] = WORD_AFTER,
                                             [OP_GTE] = WORD_SINCE,
                                             [OP_LT] = WORD_BEFORE,
                                             [OP_LTE] = WORD_UNTIL};

    bool opens = !is_chinese(w) || op == OP_GT || op == OP_LTE;
    if (opens)
        word(w, kinds[op], "");
    space(w);
    strbuf_add_str(w->out, date);
    if (is_chinese(w) && date.n == 4)
        strbuf_add_cstr(w->out, "年");
    if (!opens && op != OP_EQ)
        word(w, op == OP_GTE ? WORD_YEAR_ON : WORD_YEAR_BACK, "");
}

/* ---- conditions ---- */

static void write_value(struct writer *w, const struct query_condition *c,
                        const struct query_value *v)
{
    if (c->field->type == TYPE_NUMBER)
        strbuf_add_str(w->out, query_number_text(v->number, w->arena));
    else if (c->field->type == TYPE_SCORE)
        strbuf_add_str(w->out, query_score_text(v->number, w->arena));
    else if (c->field->type == TYPE_DATE)
        strbuf_add_str(w->out, query_relative_date_text(v->text, w->language, w->arena));
    else
        phrase_write_quoted(w->out, v->text, w->language);
}

static void write_values(struct writer *w, const struct query_condition *c)
{
    strbuf_add_cstr(w->out, is_chinese(w) ? "（" : "(");
    for (size_t i = 0; i < c->n_values; i++) {
        if (i)
            strbuf_add_cstr(w->out, is_chinese(w) ? "、" : ", ");
        write_value(w, c, &c->values[i]);
    }
    strbuf_add_cstr(w->out, is_chinese(w) ? "）" : ")");
}

static void write_field_condition(struct writer *w, const struct query_condition *c)
{
    bool is_missing = c->op == OP_EXISTS && !c->values->number;
    if (!is_chinese(w)) {
        word(w, WORD_WITH, "");
        strbuf_add_byte(w->out, ' ');
    }
    word(w, WORD_FIELD, c->field->name);
    space(w);
    word(w, WORD_OP, is_missing ? "missing" : query_op_name(c->op));
    if (c->op == OP_EXISTS)
        return;
    space(w);
    if (query_op_is_list(c->op))
        write_values(w, c);
    else
        write_value(w, c, c->values);
}

static void write_condition(struct writer *w, const struct query_condition *c)
{
    struct str date = plain_date(w, c), name = str_from(c->field->name);
    bool is_author = str_eq(name, STR("author")) && c->op == OP_CONTAINS;
    bool is_tag = str_eq(name, STR("tag")) && c->op == OP_EQ;
    bool is_state = str_eq(name, STR("reading")) && c->op == OP_EQ;
    bool is_reader = str_eq(name, STR("read_by")) && c->op == OP_EQ;
    if (is_state) {
        word(w, WORD_READING, str_cstr(w->arena, c->values->text));
    } else if (date.n) {
        write_date(w, c->op, date);
    } else if (!is_chinese(w) && (is_author || is_tag || is_reader)) {
        word(w, is_author ? WORD_BY : is_tag ? WORD_TAGGED : WORD_READ_BY, "");
        strbuf_add_byte(w->out, ' ');
        phrase_write_quoted(w->out, c->values->text, w->language);
    } else {
        write_field_condition(w, c);
    }
}

/* ---- texts and likeness ---- */

static void write_text(struct writer *w, const struct query_text *text)
{
    bool has_space = str_find_byte(text->match, ' ', 0) != SIZE_MAX ||
                     str_find_byte(text->match, '\t', 0) != SIZE_MAX ||
                     str_find_byte(text->match, '\n', 0) != SIZE_MAX;
    bool is_plain = text->mode == TEXT_PHRASE || !has_space;
    word(w, WORD_MENTION, is_plain ? "" : query_text_mode_name(text->mode));
    space(w);
    phrase_write_quoted(w->out, text->match, w->language);
    for (size_t i = 0; i < text->n_in; i++) {
        space(w);
        word(w, i ? WORD_OR : WORD_FOUND_IN, "");
        space(w);
        word(w, WORD_PART, str_cstr(w->arena, text->in[i]));
    }
}

static bool write_similar(struct writer *w, const struct query_target *to)
{
    word(w, is_chinese(w) ? WORD_JOIN : WORD_LIKE, "");
    space(w);
    bool ok = phrase_write_target(w->out, to, w->language);
    if (is_chinese(w))
        word(w, WORD_CLOSER, "similar");
    return ok;
}

/* ---- groups ---- */

static bool write_bracketed(struct writer *w, const struct query_predicate *p)
{
    strbuf_add_cstr(w->out, is_chinese(w) ? "（" : "(");
    bool ok = write_predicate(w, p);
    strbuf_add_cstr(w->out, is_chinese(w) ? "）" : ")");
    return ok;
}

static bool is_group(const struct query_predicate *p)
{
    return p->type == PREDICATE_ALL || p->type == PREDICATE_ANY;
}

static bool write_parts(struct writer *w, const struct query_predicate *p)
{
    bool ok = true;
    for (size_t i = 0; i < p->n_parts; i++) {
        if (i && p->type == PREDICATE_ANY) {
            space(w);
            word(w, WORD_OR, "");
        } else if (i && is_chinese(w)) {
            strbuf_add_cstr(w->out, "，");
        }
        if (i)
            space(w);
        ok = (is_group(p->parts[i]) ? write_bracketed(w, p->parts[i])
                                    : write_predicate(w, p->parts[i])) &&
             ok;
    }
    return ok;
}

static bool write_not(struct writer *w, const struct query_predicate *part)
{
    bool is_plain = part->type == PREDICATE_LINKED || part->type == PREDICATE_TEXT ||
                    part->type == PREDICATE_SIMILAR;
    word(w, WORD_NOT, "");
    space(w);
    return is_plain ? write_predicate(w, part) : write_bracketed(w, part);
}

/* As deep as the form, which the readers bound. */
static bool write_predicate(struct writer *w, const struct query_predicate *p)
{
    switch (p->type) {
    case PREDICATE_ALL:
    case PREDICATE_ANY:
        return write_parts(w, p);
    case PREDICATE_NOT:
        return write_not(w, p->parts[0]);
    case PREDICATE_LINKED:
        return phrase_write_link(w->out, &p->link, w->language, w->arena);
    case PREDICATE_SIMILAR:
        return write_similar(w, &p->similar.to);
    case PREDICATE_TEXT:
        write_text(w, &p->text);
        return true;
    case PREDICATE_CONDITION:
        write_condition(w, &p->condition);
        return true;
    }
    return false;
}

/* ---- order and number ---- */

static void separate(struct writer *w)
{
    strbuf_add_cstr(w->out, is_chinese(w) ? "，" : " ");
}

static void write_sort(struct writer *w, const struct query *q)
{
    bool is_newest = q->n_sort == 1 && q->sort->descending && q->sort->field &&
                     q->sort->field == phrase_date_field(q->find);
    if (q->n_sort == 0)
        return;
    separate(w);
    if (is_newest) {
        word(w, WORD_NEWEST, "");
        return;
    }
    for (size_t i = 0; i < q->n_sort; i++) {
        if (i)
            space(w);
        word(w, i ? WORD_THEN : WORD_SORT, "");
        space(w);
        word(w, WORD_FIELD, q->sort[i].field ? q->sort[i].field->name : "score");
        if (!q->sort[i].descending)
            continue;
        space(w);
        word(w, WORD_DESCENDING, "");
    }
    if (is_chinese(w))
        word(w, WORD_SORT_END, "");
}

static void write_limit(struct writer *w, size_t limit)
{
    if (!limit)
        return;
    separate(w);
    word(w, WORD_TOP, "");
    space(w);
    strbuf_printf(w->out, "%zu", limit);
    if (is_chinese(w))
        word(w, WORD_COUNTER, "");
}

static bool write_path(struct writer *w, const struct query_path *path)
{
    word(w, is_chinese(w) ? WORD_SINCE : WORD_PATH_FROM, is_chinese(w) ? "from" : "");
    space(w);
    bool ok = phrase_write_target(w->out, &path->from, w->language);
    space(w);
    word(w, WORD_TO, "");
    space(w);
    ok = phrase_write_target(w->out, &path->to, w->language) && ok;
    if (is_chinese(w)) {
        strbuf_add_cstr(w->out, "的");
        word(w, WORD_PATH_END, "");
    }
    if (path->hops != QUERY_PATH_HOPS_DEFAULT) {
        separate(w);
        strbuf_printf(w->out, is_chinese(w) ? "%u跳以内" : "within %u hops", path->hops);
    }
    write_limit(w, path->k == QUERY_PATHS_DEFAULT ? 0 : path->k);
    return ok;
}

static bool write_question(struct writer *w, const struct query *q)
{
    bool ok = true;
    if (q->find == FIND_PATHS)
        return write_path(w, &q->path);
    if (!is_chinese(w))
        word(w, WORD_SUBJECT, query_find_name(q->find));
    if (q->where) {
        space(w);
        ok = write_predicate(w, q->where);
    }
    if (is_chinese(w)) {
        strbuf_add_cstr(w->out, q->where ? "的" : "");
        word(w, WORD_SUBJECT, query_find_name(q->find));
    }
    write_sort(w, q);
    write_limit(w, q->limit);
    return ok;
}

bool query_write_phrase(const struct query *q, enum language language, struct arena *a,
                        struct str *out)
{
    STRBUF_SCOPE(text);
    struct writer w = {&text, q->find, language, a};
    bool ok = write_question(&w, q);
    *out = str_copy(a, strbuf_view(&text));
    return ok;
}
