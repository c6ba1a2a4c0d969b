#include "cli/ask_internal.h"
#include "cli/results_internal.h"

static const enum option options[] = {OPTIONS_RESULTS};

/* Counts within counts stand beside the others: papers.entry. */
static json_t *flatten(const json_t *counts)
{
    json_t *flat = json_object();
    const char *key, *part;
    json_t *value, *inner;
    char name[128];
    json_object_foreach((json_t *)(uintptr_t)counts, key, value)
    {
        if (!json_is_object(value))
            (void)json_object_set(flat, key, value);
        json_object_foreach(value, part, inner)
        {
            (void)snprintf(name, sizeof(name), "%s.%s", key, part);
            (void)json_object_set(flat, name, inner);
        }
    }
    return flat;
}

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    json_t *counts;
    (void)status;
    if (!ask_get(asker, STR("/api/v1/stats"), &counts, e))
        return false;
    bool is_json = options_flag(line, OPTION_JSON) || options_flag(line, OPTION_JSONL);
    json_t *shown = is_json ? json_incref(counts) : flatten(counts);
    bool ok = results_print_one(line, shown, e);
    json_decref(shown);
    json_decref(counts);
    return ok;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    if (line->n_arguments)
        return err_set(e, ERR_USAGE, "stats takes no words.");
    return ask_with(line, ask, status, e);
}

const struct command stats_command = {
    .name = "stats",
    .purpose = "count what the library holds",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack stats --data-dir data", "paperstack stats --data-dir data --json"},
    .run = run,
};
