#include "base/arena.h"
#include "cli/results_internal.h"

static const enum option options[] = {
    OPTIONS_RESULTS,
    OPTION_LIMIT_SIMILAR,
    OPTION_FAIL_EMPTY,
};

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    static const struct result_column columns[] = {
        {"score", "score"}, {"key", "key|paper.key"}, {"title", "title|label|paper.title"}};
    static const struct result_view view = {columns, ARRAY_LEN(columns), NULL};
    struct str phrase;
    if (!options_phrase(line, "Name a paper: its id, an identifier or its title.", &phrase, e))
        return false;
    const char *after =
        arena_printf(line->arena, "/similar?limit=%s", options_text(line, OPTION_LIMIT_SIMILAR));
    struct str target = ask_target(line->arena, "/api/v1/papers/", phrase, after);
    return results_ask(line, asker, ask_get, target, &view, status, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    return ask_with(line, ask, status, e);
}

const struct command similar_command = {
    .name = "similar",
    .purpose = "list papers that are like a paper",
    .arguments = "PAPER…",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack similar --data-dir data MoCo",
                 "paperstack similar --data-dir data --csv arxiv:1911.05722"},
    .run = run,
};
