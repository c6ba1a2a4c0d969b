#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/results_internal.h"

static const enum option options[] = {
    OPTIONS_RESULTS,
    OPTION_TYPE,
    OPTION_LIMIT,
    OPTION_FAIL_EMPTY,
};

/* What the API writes instead of a character, and marks, which a terminal does not need. */
static const struct {
    const char *written, *meant;
} spellings[] = {{"<mark>", ""}, {"</mark>", ""},  {"&lt;", "<"}, {"&gt;", ">"},
                 {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}};

/* The number of bytes at the front of `rest` that stand for something else, which is added. */
static size_t add_spelling(struct strbuf *out, struct str rest)
{
    for (size_t i = 0; i < ARRAY_LEN(spellings); i++)
        if (str_starts(rest, str_from(spellings[i].written))) {
            strbuf_add_cstr(out, spellings[i].meant);
            return strlen(spellings[i].written);
        }
    strbuf_add_byte(out, rest.p[0]);
    return 1;
}

/* The place of a match, without the marks. */
static struct str plain_snippet(const json_t *item, struct arena *a)
{
    STRBUF_SCOPE(text);
    struct str rest = result_cell(item, "snippet", a);
    while (rest.n)
        rest = str_from_pos(rest, add_spelling(&text, rest));
    return str_copy(a, strbuf_view(&text));
}

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    static const struct result_column columns[] = {
        {"type", "type"}, {"key", "key|path"}, {"title", "title"}};
    static const struct result_view view = {columns, ARRAY_LEN(columns), plain_snippet};
    struct str phrase;
    if (!options_phrase(line, "Say what to look for.", &phrase, e))
        return false;
    const char *type = options_text(line, OPTION_TYPE);
    const char *after = type ? arena_printf(line->arena, "&type=%s", type) : "";
    struct str target = ask_target(line->arena, "/api/v1/search?q=", phrase, after);
    return results_ask(line, asker, ask_list, target, &view, status, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    return ask_with(line, ask, status, e);
}

const struct command search_command = {
    .name = "search",
    .purpose = "find papers, concepts and notes by their words",
    .arguments = "WORD…",
    .details = "\"quoted words\" stay together, -word leaves out.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack search --data-dir data momentum encoder",
                 "paperstack search --data-dir data 动量 -- -模型"},
    .run = run,
};
