#include <stdio.h>

#include "cli/commands_internal.h"
#include "store/store.h"

static const enum option options[] = {OPTION_DATA_DIR, OPTION_QUIET};

static bool run(const struct command_line *line, int *status, struct err *e)
{
    struct store_options how = {.read_only = true};
    struct store *store;
    struct str *problems;
    size_t n;
    if (!options_require(line, OPTION_DATA_DIR, &how.data_dir, e) || !store_open(&how, &store, e))
        return false;
    bool ok = store_check(store, line->arena, &problems, &n, e);
    store_close(store);
    if (!ok)
        return false;
    for (size_t i = 0; i < n; i++)
        printf("%.*s\n", STR_FMT(problems[i]));
    if (n == 0 && !options_flag(line, OPTION_QUIET))
        puts("no problems");
    *status = n ? EXIT_FAILED : EXIT_DONE;
    return true;
}

const struct command check_command = {
    .name = "check",
    .purpose = "look for damage in the data folder; one line for each problem",
    .details = "Exits with 1 when there are problems.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack check --data-dir data", "paperstack check --data-dir data --quiet"},
    .run = run,
};
