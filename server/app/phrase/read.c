#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/utf8.h"

static bool read_any(struct phrase_reading *r, bool is_bracketed, struct query_predicate **out);
static bool read_clause(struct phrase_reading *r, bool is_negated, struct query_predicate **out);

/* ---- the parts that are no conditions ---- */

/* "papers" stands first in English, 论文 last in Chinese. */
static void set_subject(struct phrase_reading *r, const struct phrase_word *word)
{
    bool is_late = r->has_subject && (unsigned char)word->text.p[0] < 0x80;
    if (!is_late)
        (void)query_find_find(word->value, &r->query->find);
    r->has_subject = true;
}

static bool read_top(struct phrase_reading *r, const struct phrase_word *word)
{
    struct phrase_cursor *c = &r->cursor;
    uint64_t n = 0;
    (void)phrase_at_end(c);
    size_t at = c->at;
    struct str shown = phrase_show_rest(c);
    struct str max = query_message_number(&c->reader, QUERY_LIMIT_MAX);
    if (!shown.n)
        return PHRASE_FAIL(c, TOP_MISSING, 0, max, word->text);
    if ((!phrase_take_number(c, &n) && !phrase_take_numeral(c, &n)) || n < 1 || n > QUERY_LIMIT_MAX)
        return phrase_fail_at(c, at, shown.n, MESSAGE_TOP_RANGE, STR_EMPTY,
                              (struct query_message_args){{STR_EMPTY, max, shown}});
    r->query->limit = (size_t)n;
    (void)phrase_take(c, WORD_COUNTER);
    return true;
}

/* Of a path; a link takes its own. */
static bool read_path_hops(struct phrase_reading *r)
{
    r->hops_at = r->cursor.at;
    return phrase_read_hops(&r->cursor, QUERY_PATH_HOPS_MAX, &r->path_hops);
}

/* ---- texts ---- */

static void read_found_in(struct phrase_cursor *c, struct query_text *text)
{
    size_t behind = c->at;
    const struct phrase_word *part =
        phrase_take(c, WORD_FOUND_IN) ? phrase_take(c, WORD_PART) : NULL;
    text->in = ARENA_ARRAY(c->reader.arena, struct str, 3);
    while (part && text->n_in < 3) {
        text->in[text->n_in++] = part->value;
        behind = c->at;
        bool has_more =
            phrase_take(c, WORD_OR) && !phrase_at_end(c) && !phrase_condition_at(c, c->at, false);
        part = has_more ? phrase_take(c, WORD_PART) : NULL;
    }
    c->at = behind;
}

static bool read_mention(struct phrase_reading *r, const struct phrase_word *word,
                         struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    *out = query_predicate_new(c->reader.arena, PREDICATE_TEXT);
    struct query_text *text = &(*out)->text;
    bool is_quoted = !phrase_at_end(c) && phrase_starts_quote(c->phrase, c->at);
    text->mode = is_quoted ? TEXT_PHRASE : TEXT_ALL;
    if (word && word->value.n)
        (void)query_text_mode_find(word->value, &text->mode);
    if (!phrase_take_words(c, &text->match))
        return PHRASE_FAIL(c, TEXT_EXPECTED, 0, word ? word->text : STR("\""));
    read_found_in(c, text);
    return true;
}

static bool read_author_or_tag(struct phrase_reading *r, const struct phrase_word *word,
                               struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct str text;
    size_t at = c->at;
    bool is_author = word->kind == WORD_BY;
    if (!phrase_take_words(c, &text))
        return PHRASE_FAIL(c, TEXT_EXPECTED, 0, word->text);
    *out = phrase_add_condition(r, is_author ? STR("author") : STR("tag"),
                                is_author ? OP_CONTAINS : OP_EQ, text, at);
    return true;
}

/* ---- clauses ---- */

static bool negate(struct phrase_reading *r, bool is_negated, bool ok, struct query_predicate **out)
{
    if (ok && is_negated && *out)
        *out = query_predicate_not(r->cursor.reader.arena, *out);
    return ok;
}

static bool read_brackets(struct phrase_reading *r, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    if (r->depth >= QUERY_DEPTH_MAX)
        return PHRASE_FAIL(c, PHRASE_DEEP, 0, query_message_number(&c->reader, QUERY_DEPTH_MAX));
    r->depth++;
    r->is_read = NULL;
    bool ok = read_any(r, true, out);
    r->is_read = NULL;
    r->depth--;
    if (ok && !phrase_take_close(c))
        return PHRASE_FAIL(c, BRACKET_OPEN, 0, STR_EMPTY);
    return ok;
}

/* "not" before what follows; "not not" is nothing. */
static bool read_not(struct phrase_reading *r, const struct phrase_word *word, bool is_negated,
                     struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    r->is_behind_and = false;
    do
        is_negated = !is_negated;
    while (phrase_take(c, WORD_NOT));
    if (!read_clause(r, is_negated, out))
        return false;
    return *out || PHRASE_FAIL(c, PART_EXPECTED, 0, word->text);
}

static bool read_with(struct phrase_reading *r, const struct phrase_word *word, bool is_negated,
                      struct query_predicate **out)
{
    static const struct phrase_word linked = {.kind = WORD_LINK, .text = STR_INIT("with")};
    bool is_one;
    if (!phrase_read_with(r, &is_one, out))
        return false;
    if (is_one)
        return negate(r, is_negated, true, out);
    return phrase_read_link(r, str_eq(word->text, STR("with")) ? &linked : word, is_negated, out);
}

static bool read_ask(struct phrase_reading *r, const struct phrase_word *word, bool is_negated,
                     struct query_predicate **out)
{
    set_subject(r, word);
    return phrase_read_link(r, word, is_negated, out);
}

/* Between clauses 和 is "and". */
static bool read_join(struct phrase_reading *r, const struct phrase_word *word, bool is_negated,
                      struct query_predicate **out)
{
    size_t length;
    const struct phrase_word *next = phrase_peek(&r->cursor, WORD_NONE, &length);
    bool is_and = next && next->kind != WORD_FILLER && next->kind != WORD_SUBJECT &&
                  !phrase_has_longer_name(&r->cursor, length);
    return is_and || phrase_read_names(r, word, is_negated, out);
}

static bool read_condition_word(struct phrase_reading *r, const struct phrase_word *word,
                                bool is_negated, struct query_predicate **out)
{
    switch (word->kind) {
    case WORD_NOT:
        return read_not(r, word, is_negated, out);
    case WORD_LINK:
    case WORD_LIKE:
    case WORD_CONNECT:
        return phrase_read_link(r, word, is_negated, out);
    case WORD_ASK:
        return read_ask(r, word, is_negated, out);
    case WORD_PASSIVE:
        return phrase_read_names(r, word, is_negated, out);
    case WORD_JOIN:
        return read_join(r, word, is_negated, out);
    case WORD_WITH:
        return read_with(r, word, is_negated, out);
    case WORD_MENTION:
        return negate(r, is_negated, read_mention(r, word, out), out);
    case WORD_READING:
    case WORD_READ_BY:
    case WORD_READER:
    case WORD_RATED:
        if (!phrase_read_reading_word(r, word, out))
            return false;
        r->is_read = is_negated ? NULL : r->is_read;
        return negate(r, is_negated, true, out);
    case WORD_BY:
    case WORD_TAGGED:
        return negate(r, is_negated, read_author_or_tag(r, word, out), out);
    case WORD_ADDED:
        return negate(r, is_negated, phrase_read_added(r, word, out), out);
    default:
        return negate(r, is_negated, phrase_read_date_word(r, word, out), out);
    }
}

static bool read_word(struct phrase_reading *r, const struct phrase_word *word, size_t at,
                      bool is_negated, struct query_predicate **out)
{
    switch (word->kind) {
    case WORD_SUBJECT:
        set_subject(r, word);
        return true;
    case WORD_PATH_FROM:
        return phrase_read_path(r, false);
    case WORD_WITHIN:
        r->cursor.at = at;
        return read_path_hops(r);
    case WORD_OPTION:
    case WORD_FOUND_IN:
        return phrase_fail_at(&r->cursor, at, r->cursor.at - at, MESSAGE_NAME_BEFORE, STR_EMPTY,
                              (struct query_message_args){{STR_EMPTY, word->text}});
    case WORD_SORT:
        return phrase_read_sort(r);
    case WORD_NEWEST:
        phrase_add_newest(r, !word->value.n);
        return true;
    case WORD_ANYBODY:
        r->is_by_anybody = true;
        return true;
    case WORD_TOP:
        return read_top(r, word);
    case WORD_AND:
        r->is_behind_and = true;
        return true;
    case WORD_FILLER:
    case WORD_CLOSER:
        return true;
    default:
        return read_condition_word(r, word, is_negated, out);
    }
}

/* A text in quotes that nothing closes is to be found as it is; other names are linked to. */
static bool read_bare(struct phrase_reading *r, bool is_negated, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    if (!is_negated && phrase_read_path(r, true))
        return true;
    if (phrase_read_name_of_reader(r, out))
        return negate(r, is_negated, true, out);
    if (phrase_starts_quote(c->phrase, c->at) && !phrase_are_names_closed(r))
        return negate(r, is_negated, read_mention(r, NULL, out), out);
    return phrase_read_names(r, NULL, is_negated, out);
}

/* A single character or subject that is a word of ours may begin a name (不平衡学习): then the name wins. */
static bool may_begin_name(const struct phrase_word *word)
{
    size_t n;
    (void)utf8_decode(word->text, 0, &n);
    return word->kind == WORD_SUBJECT || word->kind == WORD_READING || word->kind == WORD_CONNECT ||
           (n > 1 && n == word->text.n);
}

/* 评分 is a name unless a number follows, and 最近7天 a date. */
static bool is_other(const struct phrase_cursor *c, const struct phrase_word *word, size_t length)
{
    bool is_chinese = (unsigned char)word->text.p[0] >= 0x80;
    if (word->kind == WORD_NEWEST)
        return is_chinese && phrase_date_at(c, c->at);
    return word->kind == WORD_RATED && is_chinese &&
           !phrase_date_at(c, phrase_skip_blanks(c->phrase, c->at + length));
}

static const struct phrase_word *peek_word(struct phrase_reading *r, size_t *length)
{
    struct phrase_cursor *c = &r->cursor;
    const struct phrase_word *word = phrase_peek(c, WORD_NONE, length);
    if (word)
        return is_other(c, word, *length) ? NULL : word;
    word = phrase_peek(c, WORD_CONNECT, length);
    return word && phrase_connects(r, *length) ? word : NULL;
}

static bool read_clause(struct phrase_reading *r, bool is_negated, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    size_t length;
    *out = NULL;
    if (phrase_at_end(c))
        return true;
    if (phrase_take_open(c))
        return negate(r, is_negated, read_brackets(r, out), out);
    if (phrase_condition_at(c, c->at, true))
        return negate(r, is_negated, phrase_read_condition(r, out), out);
    const struct phrase_word *word = peek_word(r, &length);
    if (word && may_begin_name(word) && phrase_has_longer_name(c, length))
        word = NULL;
    size_t at = c->at;
    if (word) {
        c->at += length;
        return read_word(r, word, at, is_negated, out);
    }
    if (phrase_read_bare_date(r, out))
        return negate(r, is_negated, true, out);
    if (!read_path_hops(r))
        return false;
    return c->at != at || read_bare(r, is_negated, out);
}

/* ---- and, or ---- */

struct alternatives {
    struct predicate_list any, all;
    const struct phrase_word *or_word; /* that waits for its right side */
};

static bool take_or(struct phrase_reading *r, struct alternatives *s)
{
    struct phrase_cursor *c = &r->cursor;
    size_t length;
    const struct phrase_word *word = phrase_peek(c, WORD_OR, &length);
    if (s->all.n == 0)
        return PHRASE_FAIL(c, NAME_BEFORE, length, word->text);
    c->at += length;
    s->or_word = word;
    r->is_read = NULL;
    query_predicate_push(c->reader.arena, &s->any,
                         query_predicate_group(c->reader.arena, PREDICATE_ALL, &s->all));
    s->all = (struct predicate_list){0};
    return true;
}

static bool end_any(struct phrase_reading *r, struct alternatives *s, struct query_predicate **out)
{
    struct arena *a = r->cursor.reader.arena;
    if (s->or_word && s->all.n == 0)
        return PHRASE_FAIL(&r->cursor, NAME_EXPECTED, 0, s->or_word->text);
    if (s->all.n)
        query_predicate_push(a, &s->any, query_predicate_group(a, PREDICATE_ALL, &s->all));
    *out = query_predicate_group(a, PREDICATE_ANY, &s->any);
    return true;
}

static bool is_close_next(struct phrase_cursor *c)
{
    size_t start = c->at;
    bool is_close = phrase_take_close(c);
    c->at = is_close ? start : c->at;
    return is_close;
}

static bool read_any(struct phrase_reading *r, bool is_bracketed, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct alternatives s = {0};
    size_t length;
    while (!phrase_at_end(c)) {
        struct query_predicate *part = NULL;
        if (is_close_next(c)) {
            if (is_bracketed)
                break;
            return PHRASE_FAIL(c, BRACKET_STRAY, 1, STR_EMPTY);
        }
        bool is_or = phrase_peek(c, WORD_OR, &length) && !phrase_has_longer_name(c, length);
        if (is_or ? !take_or(r, &s) : !read_clause(r, false, &part))
            return false;
        if (!part)
            continue;
        query_predicate_push(c->reader.arena, &s.all, part);
        r->is_behind_and = false;
    }
    return end_any(r, &s, out);
}

/* ---- the whole ---- */

static bool end_path(struct phrase_reading *r)
{
    struct query *q = r->query;
    if (q->where || r->pending.n)
        return PHRASE_FAIL(&r->cursor, PATH_ONLY, 0, STR_EMPTY);
    if (q->limit > QUERY_PATHS_MAX)
        return PHRASE_FAIL(&r->cursor, TOP_RANGE, 0,
                           query_message_number(&r->cursor.reader, QUERY_PATHS_MAX),
                           query_message_number(&r->cursor.reader, q->limit));
    q->find = FIND_PATHS;
    q->path.k = q->limit ? (unsigned)q->limit : QUERY_PATHS_DEFAULT;
    q->path.hops = r->path_hops ? r->path_hops : QUERY_PATH_HOPS_DEFAULT;
    q->limit = 0;
    return true;
}

static bool end_question(struct phrase_reading *r)
{
    struct phrase_cursor *c = &r->cursor;
    if (r->has_path)
        return end_path(r);
    if (r->path_hops) {
        c->at = r->hops_at;
        return PHRASE_FAIL(c, NAME_BEFORE, 0,
                           phrase_word_text(WORD_WITHIN, STR_EMPTY, LANGUAGE_EN));
    }
    if (!phrase_resolve(r))
        return false;
    query_normalise(r->query, c->reader.arena);
    size_t n = query_predicate_count(r->query->where);
    if (n > QUERY_PREDICATES_MAX)
        return PHRASE_FAIL(c, MANY_PARTS, 0, query_message_number(&c->reader, n),
                           query_message_number(&c->reader, QUERY_PREDICATES_MAX));
    if (query_predicate_depth(r->query->where) > QUERY_DEPTH_MAX)
        return PHRASE_FAIL(c, PHRASE_DEEP, 0, query_message_number(&c->reader, QUERY_DEPTH_MAX));
    return true;
}

static bool check_bytes(struct phrase_cursor *c)
{
    size_t bad = utf8_find_invalid(c->phrase), nul = str_find_byte(c->phrase, '\0', 0);
    size_t at = bad < nul ? bad : nul;
    if (at != SIZE_MAX)
        return phrase_fail_at(c, at, 1, MESSAGE_PHRASE_BYTES, STR_EMPTY,
                              (struct query_message_args){0});
    if (utf8_count(c->phrase) > QUERY_PHRASE_MAX) {
        query_problem_add(
            &c->reader, MESSAGE_PHRASE_LONG, (struct query_problem){0},
            (struct query_message_args){{query_message_number(&c->reader, QUERY_PHRASE_MAX)}});
        return false;
    }
    return !phrase_at_end(c) || PHRASE_FAIL(c, PHRASE_EMPTY, 0, STR_EMPTY);
}

bool query_read_phrase(struct str phrase, struct db *db, enum language language, struct arena *a,
                       struct query *out, struct query_problems *problems, struct err *e)
{
    struct phrase_reading r = {
        .cursor = {.phrase = phrase, .db = db, .reader = {a, language, problems}}, .query = out};
    *out = (struct query){0};
    *problems = (struct query_problems){0};
    bool ok = check_bytes(&r.cursor) && read_any(&r, false, &out->where) && end_question(&r);
    return ok || query_problems_end(&r.cursor.reader, ERR_QUERY_SYNTAX, e);
}
