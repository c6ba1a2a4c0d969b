#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "extract/title.h"

#define YEAR_MIN 1000
#define YEAR_MAX 2999
#define DAYS_MAX 36500

/* ---- dates ---- */

/* One or two digits and what closes them: "5月". */
static bool take_counted(struct phrase_cursor *c, struct str one, struct str other, unsigned *out)
{
    size_t start = c->at;
    uint64_t number = 0;
    if (c->at < c->phrase.n && ascii_is_digit(c->phrase.p[c->at]) &&
        phrase_take_number(c, &number) && number < 100 && phrase_take_either(c, one, other)) {
        *out = (unsigned)number;
        return true;
    }
    c->at = start;
    return false;
}

/* "-05". */
static bool take_hyphened(struct phrase_cursor *c, unsigned *out)
{
    struct str rest = str_from_pos(c->phrase, c->at);
    bool is_part = rest.n >= 3 && rest.p[0] == '-' && ascii_is_digit(rest.p[1]) &&
                   ascii_is_digit(rest.p[2]) && !(rest.n > 3 && ascii_is_digit(rest.p[3]));
    if (!is_part)
        return false;
    *out = (unsigned)(rest.p[1] - '0') * 10 + (unsigned)(rest.p[2] - '0');
    c->at += 3;
    return true;
}

static void take_month_and_day(struct phrase_cursor *c, unsigned *month, unsigned *day)
{
    if (str_starts(str_from_pos(c->phrase, c->at), STR("年"))) {
        c->at += STR("年").n;
        if (take_counted(c, STR("月"), STR("月份"), month))
            (void)take_counted(c, STR("日"), STR("号"), day);
    } else if (take_hyphened(c, month)) {
        (void)take_hyphened(c, day);
    }
}

static struct str date_text(struct arena *a, uint64_t year, unsigned month, unsigned day)
{
    if (!month)
        return str_from(arena_printf(a, "%04u", (unsigned)year));
    if (!day)
        return str_from(arena_printf(a, "%04u-%02u", (unsigned)year, month));
    return str_from(arena_printf(a, "%04u-%02u-%02u", (unsigned)year, month, day));
}

bool phrase_take_date(struct phrase_cursor *c, struct str *out)
{
    size_t start = c->at;
    uint64_t year = 0;
    unsigned month = 0, day = 0;
    struct query_value value;
    bool is_year = phrase_take_number(c, &year) && year >= YEAR_MIN && year <= YEAR_MAX;
    if (is_year)
        take_month_and_day(c, &month, &day);
    bool runs_on = c->at < c->phrase.n && ascii_is_alnum(c->phrase.p[c->at]);
    if (is_year && !runs_on) {
        *out = date_text(c->reader.arena, year, month, day);
        if (query_date_read(*out, c->reader.arena, &value))
            return true;
    }
    c->at = start;
    return false;
}

/* 7d, 7天, "the last 2 weeks", 最近一周. */
static bool take_days(struct phrase_cursor *c, uint64_t *days)
{
    uint64_t per_unit = 1;
    bool is_last = phrase_take(c, WORD_LAST) != NULL;
    if (!phrase_take_number(c, days) && !(is_last && phrase_take_numeral(c, days)))
        return false;
    if (phrase_take_either(c, STR("d"), STR("天")))
        return true;
    const struct phrase_word *unit = is_last ? phrase_take(c, WORD_UNIT) : NULL;
    if (!unit || *days > DAYS_MAX || !str_to_u64(unit->value, &per_unit))
        return false;
    *days *= per_unit;
    return true;
}

bool phrase_take_relative_date(struct phrase_cursor *c, struct str *out)
{
    struct str text, best = STR_EMPTY;
    size_t start = c->at, length = 0, n;
    uint64_t days;
    for (size_t i = 0; (text = query_relative_text(i)).n; i++)
        if ((n = phrase_match(c->phrase, c->at, text)) > length) {
            length = n;
            best = text;
        }
    if (!best.n && take_days(c, &days))
        best = str_from(arena_printf(c->reader.arena, "%llud", (unsigned long long)days));
    else
        c->at = start + length;
    bool runs_on = c->at > start && c->at < c->phrase.n && ascii_is_alnum(c->phrase.p[c->at]) &&
                   ascii_is_alnum(c->phrase.p[c->at - 1]);
    if (best.n && !runs_on && query_relative_date_read(best, c->reader.arena, out))
        return true;
    c->at = start;
    return false;
}

bool phrase_date_at(const struct phrase_cursor *c, size_t at)
{
    struct phrase_cursor probe = *c;
    struct str ignored;
    probe.at = at;
    return at < c->phrase.n &&
           (ascii_is_digit(c->phrase.p[at]) || phrase_take_relative_date(&probe, &ignored));
}

static bool take_any_date(struct phrase_cursor *c, struct str *out)
{
    return phrase_take_date(c, out) || phrase_take_relative_date(c, out);
}

static bool expect_date(struct phrase_cursor *c, struct str *out)
{
    (void)phrase_at_end(c);
    if (take_any_date(c, out))
        return true;
    struct str shown = phrase_show_rest(c);
    if (!shown.n)
        return PHRASE_FAIL(c, YEAR_EXPECTED, 0, STR_EMPTY);
    return PHRASE_FAIL(c, NOT_A_YEAR, shown.n, shown);
}

/* ---- conditions ---- */

/* Papers of 2019 are from 2019; those of yesterday came in yesterday. */
static struct query_predicate *add_date(struct phrase_reading *r, enum query_op op, struct str date,
                                        size_t at)
{
    struct str ignored;
    bool is_relative = query_relative_date_read(date, r->cursor.reader.arena, &ignored);
    return phrase_add_condition(r, is_relative ? STR("added_at") : STR_EMPTY, op, date, at);
}

static struct query_predicate *both(struct phrase_reading *r, struct query_predicate *one,
                                    struct query_predicate *other)
{
    struct predicate_list list = {0};
    query_predicate_push(r->cursor.reader.arena, &list, one);
    query_predicate_push(r->cursor.reader.arena, &list, other);
    return query_predicate_group(r->cursor.reader.arena, PREDICATE_ALL, &list);
}

bool phrase_venue_at(const struct phrase_cursor *c, size_t at, size_t *length)
{
    *length = title_venue_length(str_from_pos(c->phrase, at));
    bool runs_on = at + *length < c->phrase.n &&
                   (ascii_is_alnum(c->phrase.p[at + *length]) || c->phrase.p[at + *length] == '-');
    return *length > 0 && !runs_on;
}

/* "in ICLR", "from CVPR 2020": the year is a part of its own. */
static bool read_venue(struct phrase_reading *r, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    size_t length, at = c->at;
    if (phrase_at_end(c) || !phrase_venue_at(c, c->at, &length))
        return false;
    struct str venue = str_copy(c->reader.arena, str_sub(c->phrase, c->at, c->at + length));
    c->at += length;
    *out = phrase_add_condition(r, STR("venue"), OP_CONTAINS, venue, at);
    return true;
}

/* "from 2019 to 2021", "自2019年以来"; "from A to B" may be a path. */
static bool read_since(struct phrase_reading *r, const struct phrase_word *word,
                       struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct str begin, end;
    (void)phrase_at_end(c);
    size_t at = c->at;
    if (!take_any_date(c, &begin)) {
        if (word->value.n && (phrase_read_path(r, true) || read_venue(r, out)))
            return true;
        return expect_date(c, &begin);
    }
    *out = add_date(r, OP_GTE, begin, at);
    bool is_between = str_eq(word->value, STR("between"));
    if (phrase_take(c, WORD_TO) || phrase_take(c, WORD_DASH) ||
        (is_between && (phrase_take(c, WORD_AND) || phrase_take(c, WORD_JOIN)))) {
        if (!expect_date(c, &end))
            return false;
        *out = both(r, *out, add_date(r, OP_LTE, end, at));
    }
    (void)(phrase_take(c, WORD_YEAR_ON) || phrase_take(c, WORD_SPAN_END));
    return true;
}

bool phrase_read_date_word(struct phrase_reading *r, const struct phrase_word *word,
                           struct query_predicate **out)
{
    struct str date;
    if (word->kind == WORD_SINCE)
        return read_since(r, word, out);
    if (word->kind == WORD_IN_YEAR && read_venue(r, out))
        return true;
    if (!expect_date(&r->cursor, &date))
        return false;
    enum query_op op = word->kind == WORD_AFTER    ? OP_GT
                       : word->kind == WORD_BEFORE ? OP_LT
                       : word->kind == WORD_UNTIL  ? OP_LTE
                                                   : OP_EQ;
    *out = add_date(r, op, date, r->cursor.at);
    return true;
}

bool phrase_read_added(struct phrase_reading *r, const struct phrase_word *word,
                       struct query_predicate **out)
{
    struct str date;
    enum query_op op = OP_EQ;
    (void)query_op_find(word->value, &op);
    if (!expect_date(&r->cursor, &date))
        return false;
    *out = phrase_add_condition(r, STR("added_at"), op, date, r->cursor.at);
    return true;
}

/* 昨天 alone; "yesterday" may be a name. */
static bool take_bare_date(struct phrase_cursor *c, struct str *out)
{
    bool is_chinese = c->at < c->phrase.n && (unsigned char)c->phrase.p[c->at] >= 0x80;
    return phrase_take_date(c, out) || (is_chinese && phrase_take_relative_date(c, out));
}

/* 2026年11月以来新增的论文 */
static void take_newly(struct phrase_reading *r, size_t first)
{
    if (!phrase_take(&r->cursor, WORD_NEWLY))
        return;
    for (size_t i = first; i < r->pending.n; i++)
        r->pending.items[i].name = STR("added_at");
}

/* "2019年以后", "2020年以前", "2019-2021", "2021". */
bool phrase_read_bare_date(struct phrase_reading *r, struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct str begin, end;
    size_t at = c->at, first = r->pending.n;
    if (!take_bare_date(c, &begin))
        return false;
    size_t behind = c->at;
    if (phrase_take(c, WORD_YEAR_ON)) {
        *out = add_date(r, OP_GTE, begin, at);
    } else if (phrase_take(c, WORD_YEAR_BACK)) {
        *out = add_date(r, OP_LT, begin, at);
    } else if ((phrase_take(c, WORD_TO) || phrase_take(c, WORD_DASH)) &&
               phrase_take_date(c, &end)) {
        *out = both(r, add_date(r, OP_GTE, begin, at), add_date(r, OP_LTE, end, at));
        (void)phrase_take(c, WORD_SPAN_END);
    } else {
        c->at = behind;
        *out = add_date(r, OP_EQ, begin, at);
    }
    take_newly(r, first);
    return true;
}
