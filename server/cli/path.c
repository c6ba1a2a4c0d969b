#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/results_internal.h"

static const enum option options[] = {
    OPTIONS_RESULTS,
    OPTION_K,
    OPTION_HOPS,
    OPTION_FAIL_EMPTY,
};

/* "A about B; C uses B": the edges in the order of the path. */
static struct str list_edges(const json_t *item, struct arena *a)
{
    STRBUF_SCOPE(text);
    size_t i;
    const json_t *edge;
    json_array_foreach(json_object_get(item, "edges"), i, edge)
    {
        strbuf_printf(
            &text, "%s%.*s %.*s %.*s", i ? "; " : "", STR_FMT(result_cell(edge, "from", a)),
            STR_FMT(result_cell(edge, "relation", a)), STR_FMT(result_cell(edge, "to", a)));
    }
    return str_copy(a, strbuf_view(&text));
}

static struct str target_of(const struct command_line *line)
{
    STRBUF_SCOPE(target);
    strbuf_add_cstr(&target, "/api/v1/graph/path?from=");
    ask_add_escaped(&target, str_from(line->arguments[0]));
    strbuf_add_cstr(&target, "&to=");
    ask_add_escaped(&target, str_from(line->arguments[1]));
    strbuf_printf(&target, "&k=%s&hops=%s", options_text(line, OPTION_K),
                  options_text(line, OPTION_HOPS));
    return str_copy(line->arena, strbuf_view(&target));
}

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    static const struct result_column columns[] = {
        {"score", "score"}, {"hops", "hops"}, {"nodes", "nodes"}};
    static const struct result_view view = {columns, ARRAY_LEN(columns), list_edges};
    return results_ask(line, asker, ask_get, target_of(line), &view, status, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    if (line->n_arguments != 2)
        return err_set(e, ERR_USAGE,
                       "Name both ends, in quotes when they have blanks: path MAML DARTS.");
    return ask_with(line, ask, status, e);
}

const struct command path_command = {
    .name = "path",
    .purpose = "find how two papers or concepts hang together",
    .arguments = "FROM TO",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack path --data-dir data MAML DARTS",
                 "paperstack path --data-dir data --json \"contrastive learning\" 量化"},
    .run = run,
};
