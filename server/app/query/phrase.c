#include "app/query/query_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "base/vec.h"

#define PHRASE_MAX 1000 /* code points */
#define HOPS_MAX   4
#define TOP_MAX    1000
#define YEAR_MIN   1000
#define YEAR_MAX   2999

/* A query while it is read. */
struct reading {
    struct query_cursor cursor;
    struct query *query;
    size_t cap_links, cap_texts;
    bool is_negated;     /* the next link */
    struct str relation; /* of the last link, for "… and B" */
    bool was_negated;    /* the last link */
};

/* ---- links ---- */

static struct query_link *add_link(struct reading *r, struct str relation, bool is_negated)
{
    struct query *q = r->query;
    q->links = vec_grow(r->cursor.arena, q->links, &q->n_links, &r->cap_links, sizeof(*q->links));
    struct query_link *link = &q->links[q->n_links - 1];
    *link = (struct query_link){.relation = relation, .is_negated = is_negated, .hops = 1};
    r->relation = relation;
    r->was_negated = is_negated;
    r->is_negated = false;
    return link;
}

static void add_term(struct reading *r, struct query_link *link, struct str term)
{
    struct str *terms = ARENA_ARRAY(r->cursor.arena, struct str, link->n_terms + 1);
    if (link->n_terms)
        memcpy(terms, link->terms, link->n_terms * sizeof(*terms));
    terms[link->n_terms++] = term;
    link->terms = terms;
}

static bool read_hops(struct reading *r, struct query_link *link)
{
    struct query_cursor *c = &r->cursor;
    size_t start = c->at;
    uint64_t hops = 0;
    bool has_within = cursor_take(c, WORD_WITHIN) != NULL;
    cursor_skip(c);
    size_t number = c->at;
    if (!cursor_take_number(c, &hops) || !cursor_take(c, WORD_HOPS)) {
        c->at = start;
        return !has_within || cursor_fail(c, 0, "", "Expected \"within 2 hops\"");
    }
    if (hops < 1 || hops > HOPS_MAX) {
        c->at = number;
        return cursor_fail(c, 1, "", "Hops must be from 1 to %d", HOPS_MAX);
    }
    link->hops = (unsigned)hops;
    return true;
}

/* "A or B", behind `opener`. */
static bool read_terms(struct reading *r, struct query_link *link, struct str opener)
{
    struct query_cursor *c = &r->cursor;
    do {
        struct str term;
        if (!cursor_take_term(c, &term))
            return cursor_fail(c, 0, "", "Expected a concept or paper after \"%.*s\"",
                               STR_FMT(opener));
        add_term(r, link, term);
    } while (cursor_take(c, WORD_OR));
    return read_hops(r, link);
}

/* Whether a name stands at the cursor rather than a word that begins another part. */
static bool is_name_next(struct reading *r)
{
    size_t length;
    if (cursor_at_end(&r->cursor))
        return false;
    const struct query_word *word = cursor_peek(&r->cursor, WORD_NONE, &length);
    return !word || word->kind == WORD_FILLER || word->kind == WORD_COUNTER;
}

/* "and B", "和B", "and not B" behind a link: B stands to it as A does. */
static bool read_further_terms(struct reading *r)
{
    struct query_cursor *c = &r->cursor;
    for (;;) {
        size_t start = c->at;
        bool has_and = cursor_take(c, WORD_AND) || cursor_take(c, WORD_JOIN);
        const struct query_word *not = cursor_take(c, WORD_NOT);
        if ((!has_and && !not ) || !is_name_next(r)) {
            c->at = start;
            return true;
        }
        struct query_link *link = add_link(r, r->relation, not || r->was_negated);
        if (!read_terms(r, link, not ? not ->text : STR("and")))
            return false;
    }
}

static bool read_link(struct reading *r, struct str relation, struct str opener)
{
    struct query_link *link = add_link(r, relation, r->is_negated);
    if (!read_terms(r, link, opener) || !read_further_terms(r))
        return false;
    (void)cursor_take(&r->cursor, WORD_CLOSER);
    return true;
}

/* ---- years ---- */

static int64_t bounded(int64_t year)
{
    if (year < YEAR_MIN)
        return YEAR_MIN;
    return year > YEAR_MAX ? YEAR_MAX : year;
}

static void since(struct query *q, int64_t year)
{
    if (bounded(year) > q->year_from)
        q->year_from = bounded(year);
}

static void until(struct query *q, int64_t year)
{
    if (!q->year_to || bounded(year) < q->year_to)
        q->year_to = bounded(year);
}

/* Over "-05" of a date. */
static bool skip_date_part(struct query_cursor *c)
{
    struct str rest = str_from_pos(c->phrase, c->at);
    bool is_part = rest.n >= 3 && rest.p[0] == '-' && ascii_is_digit(rest.p[1]) &&
                   ascii_is_digit(rest.p[2]) && !(rest.n > 3 && ascii_is_digit(rest.p[3]));
    if (is_part)
        c->at += 3;
    return is_part;
}

/* A year, or a date of which the year counts: 2020, 2020-05, 2020-05-01, 2020年. */
static bool take_year(struct query_cursor *c, int64_t *out)
{
    uint64_t year = 0;
    size_t start = c->at;
    bool is_year = cursor_take_number(c, &year) && year >= YEAR_MIN && year <= YEAR_MAX;
    if (is_year && skip_date_part(c))
        (void)skip_date_part(c);
    bool runs_on = c->at < c->phrase.n && ascii_is_alnum(c->phrase.p[c->at]);
    if (!is_year || runs_on) {
        c->at = start;
        return false;
    }
    if (str_starts(str_from_pos(c->phrase, c->at), STR("年")))
        c->at += STR("年").n;
    *out = (int64_t)year;
    return true;
}

static bool expect_year(struct query_cursor *c, int64_t *out)
{
    cursor_skip(c);
    if (take_year(c, out))
        return true;
    struct str shown = cursor_show_rest(c);
    if (!shown.n)
        return cursor_fail(c, 0, "", "Expected a year such as 2020");
    return cursor_fail(c, shown.n, "Write 2020 or 2020-05.", "\"%.*s\" is not a year or date",
                       STR_FMT(shown));
}

/* "from 2019 to 2021", "自2019年以来". */
static bool read_since(struct reading *r)
{
    int64_t year, end;
    if (!expect_year(&r->cursor, &year))
        return false;
    since(r->query, year);
    if (cursor_take(&r->cursor, WORD_YEAR_TO)) {
        if (!expect_year(&r->cursor, &end))
            return false;
        until(r->query, end);
    }
    (void)cursor_take(&r->cursor, WORD_YEAR_ON);
    return true;
}

/* "2019年以后", "2020年以前", "2019-2021", "2021". */
static bool read_bare_year(struct reading *r)
{
    struct query_cursor *c = &r->cursor;
    int64_t year, end;
    if (!take_year(c, &year))
        return false;
    if (cursor_take(c, WORD_YEAR_ON)) {
        since(r->query, year);
        return true;
    }
    if (cursor_take(c, WORD_YEAR_BACK)) {
        until(r->query, year - 1);
        return true;
    }
    since(r->query, year);
    size_t start = c->at;
    if (cursor_take(c, WORD_YEAR_TO) && take_year(c, &end)) {
        until(r->query, end);
        return true;
    }
    c->at = start;
    until(r->query, year);
    return true;
}

static bool read_year_word(struct reading *r, enum word_kind kind)
{
    int64_t year;
    if (kind == WORD_SINCE)
        return read_since(r);
    if (!expect_year(&r->cursor, &year))
        return false;
    if (kind == WORD_AFTER || kind == WORD_IN_YEAR)
        since(r->query, kind == WORD_AFTER ? year + 1 : year);
    if (kind != WORD_AFTER)
        until(r->query, kind == WORD_BEFORE ? year - 1 : year);
    return true;
}

/* ---- the other parts ---- */

static void add_text(struct reading *r, struct str text)
{
    struct query *q = r->query;
    q->texts = vec_grow(r->cursor.arena, q->texts, &q->n_texts, &r->cap_texts, sizeof(*q->texts));
    q->texts[q->n_texts - 1] = text;
}

static bool read_mention(struct reading *r, struct str opener)
{
    struct str text;
    if (!cursor_take_term(&r->cursor, &text))
        return cursor_fail(&r->cursor, 0, "", "Expected text after \"%.*s\"", STR_FMT(opener));
    add_text(r, text);
    return true;
}

static bool read_top(struct reading *r)
{
    struct query_cursor *c = &r->cursor;
    uint64_t n = 0;
    cursor_skip(c);
    struct str shown = cursor_show_rest(c);
    if (!cursor_take_number(c, &n) || n < 1 || n > TOP_MAX)
        return cursor_fail(c, shown.n, "", "Expected a number from 1 to %d, not \"%.*s\"", TOP_MAX,
                           STR_FMT(shown));
    r->query->limit = (size_t)n;
    (void)cursor_take(c, WORD_COUNTER);
    return true;
}

static void set_subject(struct query *q, struct str name)
{
    if (str_eq(name, STR("concepts")))
        q->find = FIND_CONCEPTS;
    else
        q->find = str_eq(name, STR("notes")) ? FIND_NOTES : FIND_PAPERS;
}

static bool read_word(struct reading *r, const struct query_word *word)
{
    switch (word->kind) {
    case WORD_SUBJECT:
        set_subject(r->query, word->value);
        return true;
    case WORD_LINK:
        return read_link(r, word->value, word->text);
    case WORD_JOIN:
        return !is_name_next(r) || read_link(r, STR_EMPTY, word->text);
    case WORD_NOT:
        r->is_negated = !r->is_negated;
        return true;
    case WORD_SINCE:
    case WORD_AFTER:
    case WORD_BEFORE:
    case WORD_UNTIL:
    case WORD_IN_YEAR:
        return read_year_word(r, word->kind);
    case WORD_MENTION:
        return read_mention(r, word->text);
    case WORD_TOP:
        return read_top(r);
    case WORD_NEWEST:
        r->query->newest_first = true;
        return true;
    case WORD_OR:
        return cursor_fail(&r->cursor, 0, "", "Expected a name before \"%.*s\"",
                           STR_FMT(word->text));
    default: /* "and" and fillers say nothing by themselves */
        return true;
    }
}

/* A name without a word before it: "对比学习相关的论文", "contrastive learning". Text in quotes that
 * nothing closes is to be found as it is. */
static bool read_bare(struct reading *r)
{
    struct query_cursor *c = &r->cursor;
    size_t start = c->at;
    struct str quoted;
    size_t length;
    if (cursor_take_quoted(c, &quoted) && !cursor_peek(c, WORD_CLOSER, &length) && quoted.n) {
        add_text(r, quoted);
        return true;
    }
    c->at = start;
    return read_link(r, STR_EMPTY, STR("papers linked to"));
}

/* A single character that is a word of ours may begin a name (不平衡学习): then the name wins. */
static bool is_single_character(const struct query_word *word)
{
    size_t n;
    (void)utf8_decode(word->text, 0, &n);
    return n > 1 && n == word->text.n;
}

static bool read_part(struct reading *r)
{
    struct query_cursor *c = &r->cursor;
    size_t length;
    const struct query_word *word = cursor_peek(c, WORD_NONE, &length);
    if (word && is_single_character(word) && cursor_has_longer_name(c, length))
        word = NULL;
    if (!word)
        return read_bare_year(r) || read_bare(r);
    c->at += length;
    return read_word(r, word);
}

/* "not" may only stand before a link. */
static bool check_negation(struct reading *r, const struct query *before)
{
    const struct query *q = r->query;
    bool is_other_part = q->n_texts != before->n_texts || q->year_from != before->year_from ||
                         q->year_to != before->year_to || q->limit != before->limit;
    if (!r->is_negated || (!is_other_part && !cursor_at_end(&r->cursor)))
        return true;
    return cursor_fail(&r->cursor, 0, "Write for example: not linked to transformer.",
                       "\"not\" can only stand before a link");
}

bool query_read_question(struct str phrase, struct db *db, struct arena *a, struct query *out,
                       struct query_position *at, struct err *e)
{
    struct reading r = {.cursor = {.phrase = phrase, .db = db, .arena = a, .position = at, .e = e},
                        .query = out};
    *out = (struct query){0};
    *at = (struct query_position){0};
    if (utf8_count(phrase) > PHRASE_MAX)
        return err_set(e, ERR_QUERY_SYNTAX, "The question has over %d characters. Shorten it.",
                       PHRASE_MAX);
    if (cursor_at_end(&r.cursor))
        return err_set(e, ERR_QUERY_SYNTAX,
                       "Ask for something, such as: papers linked to contrastive learning.");
    while (!cursor_at_end(&r.cursor)) {
        struct query before = *out;
        if (!read_part(&r) || !check_negation(&r, &before))
            return false;
    }
    return true;
}
