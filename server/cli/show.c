#include "base/arena.h"
#include "cli/ask_internal.h"
#include "cli/results_internal.h"

static const enum option options[] = {OPTIONS_RESULTS};

/* A paper, else a concept, else a note; what none of them knows is refused as the paper was. */
static bool find(struct asker *asker, struct str name, struct arena *a, json_t **out, struct err *e)
{
    static const char *const routes[] = {"/api/v1/papers/", "/api/v1/concepts/", "/api/v1/notes/"};
    struct err first = {0};
    for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
        struct err why = {0};
        if (ask_get(asker, ask_target(a, routes[i], name, ""), out, &why))
            return true;
        bool is_unknown = why.code == ERR_NOT_FOUND || why.code == ERR_UNKNOWN_CONCEPT;
        if (!is_unknown)
            return err_set_detail(e, why.code, why.detail, "%s", why.msg);
        if (i == 0)
            first = why;
    }
    return err_set(e, first.code, "%s", first.msg);
}

static bool ask(const struct command_line *line, struct asker *asker, int *status, struct err *e)
{
    json_t *thing;
    struct str phrase;
    (void)status;
    if (!options_phrase(line, "Say what to show: arxiv:1911.05722, MoCo or 对比学习.", &phrase,
                        e) ||
        !find(asker, phrase, line->arena, &thing, e))
        return false;
    bool ok = results_print_one(line, thing, e);
    json_decref(thing);
    return ok;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    return ask_with(line, ask, status, e);
}

const struct command show_command = {
    .name = "show",
    .purpose = "show a paper, concept or note by id, identifier, name or path",
    .arguments = "NAME…",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack show --data-dir data arxiv:1911.05722",
                 "paperstack show --data-dir data --json 对比学习"},
    .run = run,
};
