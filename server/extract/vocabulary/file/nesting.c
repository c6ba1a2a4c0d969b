/* serd reads nested brackets by recursion and has no limit of its own: a few hundred kilobytes of "["
 * overflow the stack. So the depth is checked before it reads. */
#include "extract/vocabulary/file/list_builder_internal.h"

#define NESTING_MAX 64

struct scan {
    struct str text;
    size_t at, line;
};

static bool looks_at(const struct scan *s, const char *what)
{
    return str_starts(str_from_pos(s->text, s->at), str_from(what));
}

static void advance(struct scan *s, size_t n)
{
    for (; n && s->at < s->text.n; n--)
        s->line += s->text.p[s->at++] == '\n';
}

/* To behind `end`; a backslash hides the byte behind it. A short string ends with its line. */
static void skip_to(struct scan *s, const char *end, bool is_one_line)
{
    while (s->at < s->text.n && !looks_at(s, end)) {
        if (is_one_line && s->text.p[s->at] == '\n')
            return;
        advance(s, s->text.p[s->at] == '\\' ? 2 : 1);
    }
    advance(s, strlen(end));
}

static void skip_string(struct scan *s, char quote)
{
    const char longs[] = {quote, quote, quote, 0}, shorts[] = {quote, 0};
    bool is_long = looks_at(s, longs);
    advance(s, is_long ? 3 : 1);
    skip_to(s, is_long ? longs : shorts, !is_long);
}

bool rdf_check_nesting(struct str text, struct err *e)
{
    struct scan s = {.text = text, .line = 1};
    size_t depth = 0;
    while (s.at < text.n) {
        char c = text.p[s.at];
        depth += c == '[' || c == '(';
        if (depth && (c == ']' || c == ')'))
            depth--;
        if (depth > NESTING_MAX)
            return err_set(e, ERR_VALIDATION, "Line %zu: brackets are nested over %d deep.", s.line,
                           NESTING_MAX);
        if (c == '"' || c == '\'')
            skip_string(&s, c);
        else if (c == '<')
            skip_to(&s, ">", true);
        else if (c == '#')
            skip_to(&s, "\n", false);
        else
            advance(&s, c == '\\' ? 2 : 1);
    }
    return true;
}
