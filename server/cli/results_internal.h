/* results_internal.h: an answer of the API on standard output: a table, JSON, a line of JSON for each
 * item, or CSV. */
#ifndef PS_CLI_RESULTS_INTERNAL_H
#define PS_CLI_RESULTS_INTERNAL_H

#include <jansson.h>

#include "cli/ask_internal.h"

/* A column of the table. `member` names what stands in it: "from.label" goes into objects, of "key|path"
 * the first that the item has is taken. */
struct result_column {
    const char *title, *member;
};

struct result_view {
    const struct result_column *columns;
    size_t n_columns;
    /* A line below each row, on terminals only; NULL: none. */
    struct str (*details)(const json_t *item, struct arena *a);
};

/* The items of `answer` as the options say. --fields names members in place of the columns. Sets
 * EXIT_NOTHING_FOUND when there are none and --fail-empty is set. Errors: ERR_USAGE. */
MUST_USE bool results_print(const struct command_line *line, json_t *answer,
                            const struct result_view *view, int *status, struct err *e);
/* Asks `get` (ask_get or ask_list) for `target` and prints what comes. */
MUST_USE bool results_ask(const struct command_line *line, struct asker *asker,
                          bool (*get)(struct asker *, struct str, json_t **, struct err *),
                          struct str target, const struct result_view *view, int *status,
                          struct err *e);
/* One thing: its members below each other, or as the options say. */
MUST_USE bool results_print_one(const struct command_line *line, json_t *thing, struct err *e);

/* What a member says, in one line; empty when it is missing. */
struct str result_cell(const json_t *item, const char *member, struct arena *a);

/* Options of commands that ask and print what comes. */
#define OPTIONS_RESULTS                                                                            \
    OPTION_DATA_DIR, OPTION_URL, OPTION_TOKEN, OPTION_TOKEN_FILE, OPTION_TIMEOUT, OPTION_JSON,     \
        OPTION_JSONL, OPTION_CSV, OPTION_FIELDS, OPTION_COLOR

#endif
