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

/* Rows of option tables of commands that print results. */
#define OPTIONS_RESULTS                                                                            \
    OPTION_DATA_DIR, {"url", 0, OPTION_TEXT, "URL",                                                \
                      NULL,  0, 0,           "ask the server there instead of a data folder"},     \
        {"token-file", 0, OPTION_TEXT, "FILE",                                                     \
         NULL,         0, 0,           "file with the token for --url; or set PAPERSTACK_TOKEN"},  \
        {"timeout", 0, OPTION_NUMBER, "S", "30", 1, 600, "seconds that --url may take to answer"}, \
        OPTION_JSON,                                                                               \
        {"jsonl", 0, OPTION_FLAG, NULL, NULL, 0, 0, "print each item as one line of JSON"},        \
        {"csv", 0, OPTION_FLAG, NULL, NULL, 0, 0, "print CSV with a header line"},                 \
    {                                                                                              \
        "fields", 0, OPTION_TEXT, "A,B", NULL, 0, 0,                                               \
            "only these members, for example key,title,year"                                       \
    }

#endif
