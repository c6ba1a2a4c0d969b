#include <stdio.h>

#include "cli/commands_internal.h"

#ifndef PS_COMMIT
#define PS_COMMIT "unknown"
#endif

static const struct option_spec options[] = {OPTION_JSON};

static bool run(const struct command_line *line, int *status, struct err *e)
{
    (void)status;
    (void)e;
    if (options_flag(line, "json"))
        printf("{\"version\":\"%s\",\"commit\":\"%s\"}\n", PS_VERSION, PS_COMMIT);
    else
        printf("paperstack %s (%s)\n", PS_VERSION, PS_COMMIT);
    return true;
}

const struct command version_command = {
    .name = "version",
    .purpose = "print the version",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack version", "paperstack version --json"},
    .run = run,
};
