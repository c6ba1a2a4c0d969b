#include "base/arena.h"
#include "cli/results_internal.h"

static const struct option_spec options[] = {
    OPTIONS_RESULTS,
    {"limit", 'n', OPTION_NUMBER, "N", "20", 1, 100, "at most N papers"},
    OPTION_FAIL_EMPTY,
};

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    static const struct result_column columns[] = {
        {"score", "score"}, {"key", "key|paper.key"}, {"title", "title|label|paper.title"}};
    static const struct result_view view = {columns, ARRAY_LEN(columns), NULL};
    const char *after = arena_printf(line->arena, "/similar?limit=%s", options_text(line, "limit"));
    struct str target = ask_target(line->arena, "/api/v1/papers/", options_join(line), after);
    return results_ask(line, asker, ask_get, target, &view, status, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    if (line->n_arguments == 0)
        return err_set(e, ERR_USAGE, "Name a paper: its id, an identifier or its title.");
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
