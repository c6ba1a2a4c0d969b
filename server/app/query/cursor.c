#include <stdarg.h>
#include <stdio.h>

#include "app/query/query_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"

/* Longest name that is tried, in words and single characters. */
#define TERM_STEPS_MAX 24

/* ---- bytes ---- */

static bool is_blank(uint32_t cp)
{
    static const uint32_t marks[] = {',', 0xFF0C, 0x3001, 0x3002, '?', 0xFF1F, '!',   0xFF01,
                                     ';', 0xFF1B, '.',    '(',    ')', 0xFF08, 0xFF09};
    if (utf8_script(cp) == SCRIPT_SPACE)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (cp == marks[i])
            return true;
    return false;
}

static size_t skip_blanks(struct str phrase, size_t at)
{
    size_t n;
    while (at < phrase.n && is_blank(utf8_decode(phrase, at, &n)))
        at += n;
    return at;
}

void cursor_skip(struct query_cursor *c)
{
    c->at = skip_blanks(c->phrase, c->at);
}

bool cursor_at_end(struct query_cursor *c)
{
    cursor_skip(c);
    return c->at >= c->phrase.n;
}

struct str cursor_show_rest(const struct query_cursor *c)
{
    size_t end = c->at;
    while (end < c->phrase.n && !ascii_is_space(c->phrase.p[end]))
        end++;
    return str_sub(c->phrase, c->at, end);
}

bool cursor_fail(struct query_cursor *c, size_t length, const char *remedy, const char *fmt, ...)
{
    char text[240];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    c->position->offset = utf8_count(str_sub(c->phrase, 0, c->at));
    c->position->length = utf8_count(str_sub(c->phrase, c->at, c->at + length));
    return err_set(c->e, ERR_QUERY_SYNTAX, "%s (position %zu).%s%s", text, c->position->offset,
                   *remedy ? " " : "", remedy);
}

/* ---- words ---- */

const struct query_word *cursor_peek(struct query_cursor *c, enum word_kind kind, size_t *length)
{
    cursor_skip(c);
    return query_word_at(c->phrase, c->at, kind, length);
}

const struct query_word *cursor_take(struct query_cursor *c, enum word_kind kind)
{
    size_t length;
    const struct query_word *word = cursor_peek(c, kind, &length);
    if (word)
        c->at += length;
    return word;
}

bool cursor_take_number(struct query_cursor *c, uint64_t *out)
{
    cursor_skip(c);
    size_t end = c->at;
    while (end < c->phrase.n && ascii_is_digit(c->phrase.p[end]))
        end++;
    if (end == c->at || !str_to_u64(str_sub(c->phrase, c->at, end), out))
        return false;
    c->at = end;
    return true;
}

/* ---- quoted text ---- */

static const struct {
    struct str open, close;
} quotes[] = {
    {STR_INIT("\""), STR_INIT("\"")}, {STR_INIT("“"), STR_INIT("”")},
    {STR_INIT("「"), STR_INIT("」")}, {STR_INIT("『"), STR_INIT("』")},
    {STR_INIT("《"), STR_INIT("》")},
};

/* A quote is written within quotes by doubling it. */
bool cursor_take_quoted(struct query_cursor *c, struct str *out)
{
    cursor_skip(c);
    struct str rest = str_from_pos(c->phrase, c->at);
    size_t kind = 0;
    while (kind < ARRAY_LEN(quotes) && !str_starts(rest, quotes[kind].open))
        kind++;
    if (kind == ARRAY_LEN(quotes))
        return false;
    STRBUF_SCOPE(text);
    struct str close = quotes[kind].close;
    size_t at = quotes[kind].open.n;
    for (;;) {
        size_t end = str_find(rest, close, at);
        strbuf_add_str(&text, str_sub(rest, at, end == SIZE_MAX ? rest.n : end));
        at = end == SIZE_MAX ? rest.n : end + close.n;
        if (end == SIZE_MAX || !str_starts(str_from_pos(rest, at), close))
            break;
        strbuf_add_str(&text, close);
        at += close.n;
    }
    c->at += at;
    *out = str_copy(c->arena, str_trim(strbuf_view(&text)));
    return true;
}

/* ---- names ---- */

static bool is_single(uint32_t cp)
{
    enum script script = utf8_script(cp);
    return script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL;
}

static bool starts_quote(struct str phrase, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
        if (str_starts(str_from_pos(phrase, at), quotes[i].open))
            return true;
    return false;
}

/* The end of the word or single character at `at`. A dot or bracket inside a word belongs to it
 * ("arxiv:1911.05722"), at its end it does not. */
static size_t step_end(struct str phrase, size_t at)
{
    size_t n;
    uint32_t cp = utf8_decode(phrase, at, &n);
    size_t end = at + n;
    if (is_single(cp))
        return end;
    for (size_t i = end; i < phrase.n; i += n) {
        cp = utf8_decode(phrase, i, &n);
        if (utf8_script(cp) == SCRIPT_SPACE || is_single(cp) || starts_quote(phrase, i))
            break;
        if (!is_blank(cp))
            end = i + n;
    }
    return end;
}

/* Only a number makes "in" and "to" a matter of years, and some words mean something behind others
 * only. */
static bool ends_name(const struct query_cursor *c, size_t at)
{
    size_t length;
    const struct query_word *word = query_word_at(c->phrase, at, WORD_NONE, &length);
    if (!word)
        return false;
    size_t next = skip_blanks(c->phrase, at + length);
    switch (word->kind) {
    case WORD_IN_YEAR:
        return next < c->phrase.n && ascii_is_digit(c->phrase.p[next]);
    case WORD_FILLER:
        return str_eq(word->text, STR("的"));
    case WORD_HOPS:
    case WORD_COUNTER:
    case WORD_YEAR_TO:
    case WORD_YEAR_ON:
    case WORD_YEAR_BACK:
        return false;
    default:
        return true;
    }
}

/* A name may begin with a character that is a word of ours (不平衡学习), but not with a whole word. */
static bool may_begin_name(const struct query_cursor *c, size_t at)
{
    size_t length, first;
    (void)utf8_decode(c->phrase, at, &first);
    (void)query_word_at(c->phrase, at, WORD_NONE, &length);
    return !ends_name(c, at) ||
           (length == first && length > 1 && !str_starts(str_from_pos(c->phrase, at), STR("的")));
}

static bool is_known(const struct query_cursor *c, struct str name)
{
    struct concept_row concept;
    struct paper_row paper;
    bool moved;
    struct err e = {0};
    if (!c->db)
        return false;
    if (graph_find_concept(c->db, name, c->arena, &concept, &moved, &e))
        return true;
    struct err why = {0};
    return graph_find_paper(c->db, name, c->arena, &paper, &moved, &why) ||
           why.code == ERR_AMBIGUOUS_TERM;
}

/* Where names that begin at `from` can end, the nearest first. */
static size_t list_ends(const struct query_cursor *c, size_t from, size_t *ends, size_t max)
{
    size_t n = 0;
    for (size_t at = from; at < c->phrase.n && n < max && !starts_quote(c->phrase, at);) {
        ends[n++] = step_end(c->phrase, at);
        at = skip_blanks(c->phrase, ends[n - 1]);
    }
    return n;
}

static size_t longest_known(const struct query_cursor *c, const size_t *ends, size_t n)
{
    for (size_t i = n; i-- > 0;)
        if (is_known(c, str_sub(c->phrase, c->at, ends[i])))
            return ends[i];
    return c->at;
}

/* The words up to the next word of the table. */
static size_t unknown_end(const struct query_cursor *c)
{
    size_t end = c->at, at = c->at;
    while (at < c->phrase.n && !starts_quote(c->phrase, at)) {
        bool is_border = at == c->at ? !may_begin_name(c, at) : ends_name(c, at);
        if (is_border)
            break;
        end = step_end(c->phrase, at);
        at = skip_blanks(c->phrase, end);
    }
    return end;
}

bool cursor_has_longer_name(const struct query_cursor *c, size_t length)
{
    size_t ends[TERM_STEPS_MAX];
    size_t n = list_ends(c, c->at, ends, TERM_STEPS_MAX);
    return longest_known(c, ends, n) > c->at + length;
}

bool cursor_take_term(struct query_cursor *c, struct str *out)
{
    size_t ends[TERM_STEPS_MAX];
    if (cursor_at_end(c))
        return false;
    if (cursor_take_quoted(c, out))
        return out->n > 0;
    size_t n = list_ends(c, c->at, ends, TERM_STEPS_MAX);
    size_t end = longest_known(c, ends, n);
    if (end == c->at)
        end = unknown_end(c);
    *out = str_copy(c->arena, str_sub(c->phrase, c->at, end));
    c->at = end;
    return out->n > 0;
}
