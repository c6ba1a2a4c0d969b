#include "base/arena.h"
#include "cli/ask_internal.h"
#include "cli/results_internal.h"

static const enum option options[] = {OPTIONS_RESULTS, OPTION_LIMIT, OPTION_FAIL_EMPTY};

/* "nas.md:12: the quote" of the best reason. */
static struct str best_place(const json_t *item, struct arena *a)
{
    const json_t *why = json_array_get(json_object_get(item, "why"), 0);
    const json_t *place = json_array_get(json_object_get(why, "evidence"), 0);
    if (!place)
        return STR_EMPTY;
    return str_from(arena_printf(a, "%.*s:%.*s: %.*s", STR_FMT(result_cell(place, "note", a)),
                                 STR_FMT(result_cell(place, "line", a)),
                                 STR_FMT(result_cell(place, "quote", a))));
}

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    static const struct result_column columns[] = {
        {"score", "score"}, {"key", "key|path|id|hops"}, {"title", "title|label|nodes|relation"}};
    static const struct result_view view = {columns, ARRAY_LEN(columns), best_place};
    struct str phrase;
    if (!options_phrase(line, "Say what to look for: papers linked to contrastive learning.",
                        &phrase, e))
        return false;
    struct str target = ask_target(line->arena, "/api/v1/query?q=", phrase, "");
    return results_ask(line, asker, ask_list, target, &view, status, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    return ask_with(line, ask, status, e);
}

const struct command query_command = {
    .name = "query",
    .purpose = "ask the graph in plain words, English or Chinese",
    .arguments = "WORD…",
    .details =
        "papers|concepts|notes, then any of: linked to A or B, using A, not about A, since 2019,\n"
        "in 2021, mentioning \"text\", newest first, top 5; 与A相关的论文, 2019年以后, 前5个;\n"
        "path from A to B, 从A到B的路径.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack query --data-dir data papers linked to contrastive learning",
                 "paperstack query --data-dir data --json 与对比学习相关的论文"},
    .run = run,
};
