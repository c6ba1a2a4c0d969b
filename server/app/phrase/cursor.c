#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/strbuf.h"
#include "base/utf8.h"

/* ---- blanks ---- */

bool phrase_is_blank(uint32_t cp)
{
    static const uint32_t marks[] = {',', 0xFF0C, 0x3001, 0x3002, '?', 0xFF1F,
                                     '!', 0xFF01, ';',    0xFF1B, '.'};
    if (utf8_script(cp) == SCRIPT_SPACE)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (cp == marks[i])
            return true;
    return false;
}

/* "!=" is an operator. */
size_t phrase_skip_blanks(struct str phrase, size_t at)
{
    size_t n;
    while (at < phrase.n && phrase_is_blank(utf8_decode(phrase, at, &n)) &&
           !str_starts(str_from_pos(phrase, at), STR("!=")))
        at += n;
    return at;
}

bool phrase_at_end(struct phrase_cursor *c)
{
    c->at = phrase_skip_blanks(c->phrase, c->at);
    return c->at >= c->phrase.n;
}

struct str phrase_show_rest(const struct phrase_cursor *c)
{
    size_t end = c->at;
    while (end < c->phrase.n && !ascii_is_space(c->phrase.p[end]))
        end++;
    return query_shown(str_sub(c->phrase, c->at, end));
}

bool phrase_fail_at(struct phrase_cursor *c, size_t at, size_t length, enum query_message message,
                    struct str suggestion, struct query_message_args args)
{
    size_t offset = utf8_count(str_sub(c->phrase, 0, at));
    struct query_problem place = {.at = {offset, utf8_count(str_sub(c->phrase, at, at + length))},
                                  .suggestion = suggestion};
    args.items[0] = query_message_number(&c->reader, offset);
    query_problem_add(&c->reader, message, place, args);
    return false;
}

/* ---- words ---- */

const struct phrase_word *phrase_peek(struct phrase_cursor *c, enum phrase_kind kind,
                                      size_t *length)
{
    (void)phrase_at_end(c);
    return phrase_word_at(c->phrase, c->at, kind, length);
}

const struct phrase_word *phrase_take(struct phrase_cursor *c, enum phrase_kind kind)
{
    size_t length;
    const struct phrase_word *word = phrase_peek(c, kind, &length);
    if (word)
        c->at += length;
    return word;
}

bool phrase_take_either(struct phrase_cursor *c, struct str one, struct str other)
{
    struct str rest = str_from_pos(c->phrase, c->at);
    size_t n = str_starts(rest, one) ? one.n : str_starts(rest, other) ? other.n : 0;
    c->at += n;
    return n > 0;
}

bool phrase_take_open(struct phrase_cursor *c)
{
    return !phrase_at_end(c) && phrase_take_either(c, STR("("), STR("（"));
}

bool phrase_take_close(struct phrase_cursor *c)
{
    return !phrase_at_end(c) && phrase_take_either(c, STR(")"), STR("）"));
}

bool phrase_take_comma(struct phrase_cursor *c)
{
    size_t n, at = c->at;
    while (at < c->phrase.n && utf8_script(utf8_decode(c->phrase, at, &n)) == SCRIPT_SPACE)
        at += n;
    size_t start = c->at;
    c->at = at;
    if (phrase_take_either(c, STR(","), STR("，")) || phrase_take_either(c, STR("、"), STR("、")))
        return true;
    c->at = start;
    return false;
}

/* ---- numbers ---- */

bool phrase_take_number(struct phrase_cursor *c, uint64_t *out)
{
    (void)phrase_at_end(c);
    size_t end = c->at;
    while (end < c->phrase.n && ascii_is_digit(c->phrase.p[end]))
        end++;
    if (end == c->at || !str_to_u64(str_sub(c->phrase, c->at, end), out))
        return false;
    c->at = end;
    return true;
}

bool phrase_take_numeral(struct phrase_cursor *c, uint64_t *out)
{
    const struct phrase_word *word = phrase_take(c, WORD_NUMERAL);
    return word && str_to_u64(word->value, out);
}

struct str phrase_take_figures(struct phrase_cursor *c)
{
    (void)phrase_at_end(c);
    size_t start = c->at;
    while (c->at < c->phrase.n && (ascii_is_digit(c->phrase.p[c->at]) ||
                                   c->phrase.p[c->at] == '.' || c->phrase.p[c->at] == '-'))
        c->at++;
    while (c->at > start && c->phrase.p[c->at - 1] == '.')
        c->at--;
    return str_copy(c->reader.arena, str_sub(c->phrase, start, c->at));
}

/* ---- quoted text ---- */

static const struct {
    struct str open, close;
} quotes[] = {
    {STR_INIT("\""), STR_INIT("\"")}, {STR_INIT("“"), STR_INIT("”")},
    {STR_INIT("「"), STR_INIT("」")}, {STR_INIT("『"), STR_INIT("』")},
    {STR_INIT("《"), STR_INIT("》")},
};

bool phrase_starts_quote(struct str phrase, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
        if (str_starts(str_from_pos(phrase, at), quotes[i].open))
            return true;
    return false;
}

/* A quote is written within quotes by doubling it. */
bool phrase_take_quoted(struct phrase_cursor *c, struct str *out)
{
    (void)phrase_at_end(c);
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
    *out = str_copy(c->reader.arena, str_trim(strbuf_view(&text)));
    return true;
}
