#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "store/graph.h"

/* Longest name that is tried, in words and single characters. */
#define NAME_STEPS_MAX 24

static bool is_single(uint32_t cp)
{
    enum script script = utf8_script(cp);
    return script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL;
}

static bool is_open(uint32_t cp)
{
    return cp == '(' || cp == 0xFF08;
}

static bool is_close(uint32_t cp)
{
    return cp == ')' || cp == 0xFF09;
}

/* The end of the word or single character at `at`. A dot or a pair of brackets inside a word belongs to it
 * ("arxiv:1911.05722", "GAN(2014)"), at its end a dot does not. */
static size_t step_end(struct str phrase, size_t at)
{
    size_t n, open = 0;
    uint32_t cp = utf8_decode(phrase, at, &n);
    size_t end = at + n;
    if (is_single(cp))
        return end;
    for (size_t i = end; i < phrase.n; i += n) {
        cp = utf8_decode(phrase, i, &n);
        bool is_end = utf8_script(cp) == SCRIPT_SPACE || is_single(cp) ||
                      phrase_starts_quote(phrase, i) || (is_close(cp) && open == 0);
        if (is_end)
            break;
        open = open + is_open(cp) - is_close(cp);
        if (!phrase_is_blank(cp) && open == 0)
            end = i + n;
    }
    return end;
}

/* ---- words that end a name ---- */

static bool is_border_behind(const struct phrase_cursor *c, size_t at)
{
    size_t length, n;
    if (at >= c->phrase.n || phrase_word_at(c->phrase, at, WORD_NONE, &length))
        return true;
    return utf8_script(utf8_decode(c->phrase, at, &n)) != SCRIPT_HAN;
}

/* Only a number makes "in" a matter of years, only an operator "with" one of fields; "reading" may belong to
 * a name ("machine reading"), "unread" hardly; 关系 in 关系抽取 is no
 * subject. */
static bool ends_name(const struct phrase_cursor *c, size_t at)
{
    size_t length;
    if (c->stop && phrase_word_at(c->phrase, at, c->stop, &length))
        return true;
    const struct phrase_word *word = phrase_word_at(c->phrase, at, WORD_NONE, &length);
    if (!word)
        return false;
    size_t next = phrase_skip_blanks(c->phrase, at + length);
    switch (word->kind) {
    case WORD_IN_YEAR:
        return phrase_date_at(c, next) || phrase_venue_at(c, next, &length);
    case WORD_RATED:
        return phrase_date_at(c, next);
    case WORD_SINCE:
        return !str_eq(word->value, STR("between")) || phrase_date_at(c, next);
    case WORD_LIKE:
        return word->text.n > STR("像").n;
    case WORD_ANYBODY:
        return !ascii_is_alpha(word->text.p[0]);
    case WORD_WITH:
        return phrase_condition_at(c, next, false);
    case WORD_FILLER:
        return str_eq(word->text, STR("的"));
    case WORD_READING:
        return !ascii_is_alpha(word->text.p[0]) || str_starts(word->text, STR("un"));
    case WORD_SUBJECT:
        return ascii_is_alpha(word->text.p[0]) || is_border_behind(c, at + length);
    default:
        return true;
    }
}

/* A name may begin with a character that is a word of ours (不平衡学习), but not with a whole word. */
static bool may_begin_name(const struct phrase_cursor *c, size_t at)
{
    size_t length, first;
    uint32_t cp = utf8_decode(c->phrase, at, &first);
    if (is_open(cp) || is_close(cp))
        return false;
    (void)phrase_word_at(c->phrase, at, WORD_NONE, &length);
    return !ends_name(c, at) ||
           (length == first && length > 1 && !str_starts(str_from_pos(c->phrase, at), STR("的")));
}

/* A mark between two words: a comma, a full stop, a bracket. */
static bool is_mark_between(struct str phrase, size_t from, size_t to)
{
    size_t n;
    for (size_t at = from; at < to; at += n)
        if (utf8_script(utf8_decode(phrase, at, &n)) != SCRIPT_SPACE)
            return true;
    return to < phrase.n &&
           (is_open(utf8_decode(phrase, to, &n)) || is_close(utf8_decode(phrase, to, &n)));
}

static size_t words_end(const struct phrase_cursor *c)
{
    size_t end = c->at, at = c->at;
    while (at < c->phrase.n && !phrase_starts_quote(c->phrase, at)) {
        bool is_border = at == c->at ? !may_begin_name(c, at) : ends_name(c, at);
        if (is_border)
            break;
        end = step_end(c->phrase, at);
        at = phrase_skip_blanks(c->phrase, end);
        if (is_mark_between(c->phrase, end, at))
            break;
    }
    return end;
}

/* ---- known names ---- */

static bool is_known(const struct phrase_cursor *c, struct str name)
{
    struct concept_row concept;
    struct paper_row paper;
    bool moved;
    struct err e = {0}, why = {0};
    if (!c->db)
        return false;
    if (graph_find_concept(c->db, name, c->reader.arena, &concept, &moved, &e))
        return true;
    return graph_find_paper(c->db, name, c->reader.arena, &paper, &moved, &why) ||
           why.code == ERR_AMBIGUOUS_TERM;
}

static bool is_balanced(struct str text)
{
    size_t open = 0, n;
    for (size_t at = 0; at < text.n; at += n) {
        uint32_t cp = utf8_decode(text, at, &n);
        if (is_close(cp) && open == 0)
            return false;
        open = open + is_open(cp) - is_close(cp);
    }
    return open == 0;
}

/* Where names that begin at `from` can end, the nearest first. */
static size_t list_ends(const struct phrase_cursor *c, size_t from, size_t *ends, size_t max)
{
    size_t n = 0;
    for (size_t at = from; at < c->phrase.n && n < max && !phrase_starts_quote(c->phrase, at);) {
        ends[n++] = step_end(c->phrase, at);
        at = phrase_skip_blanks(c->phrase, ends[n - 1]);
    }
    return n;
}

static size_t longest_known(const struct phrase_cursor *c)
{
    size_t ends[NAME_STEPS_MAX];
    size_t n = c->db ? list_ends(c, c->at, ends, NAME_STEPS_MAX) : 0;
    while (n-- > 0) {
        struct str name = str_sub(c->phrase, c->at, ends[n]);
        if (is_balanced(name) && is_known(c, name))
            return ends[n];
    }
    return c->at;
}

bool phrase_has_longer_name(const struct phrase_cursor *c, size_t length)
{
    return longest_known(c) > c->at + length;
}

static bool take_until(struct phrase_cursor *c, size_t end, struct str *out)
{
    *out = str_copy(c->reader.arena, str_trim(str_sub(c->phrase, c->at, end)));
    c->at = end;
    return out->n > 0;
}

bool phrase_take_words(struct phrase_cursor *c, struct str *out)
{
    if (phrase_at_end(c))
        return false;
    if (phrase_take_quoted(c, out))
        return out->n > 0;
    return take_until(c, words_end(c), out);
}

bool phrase_take_name(struct phrase_cursor *c, struct str *out)
{
    if (phrase_at_end(c))
        return false;
    if (phrase_take_quoted(c, out))
        return out->n > 0;
    size_t end = longest_known(c);
    return take_until(c, end > c->at ? end : words_end(c), out);
}
