/* commands_internal.h: the commands, and what several of them share. */
#ifndef PS_CLI_COMMANDS_INTERNAL_H
#define PS_CLI_COMMANDS_INTERNAL_H

#include "cli/options_internal.h"

enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_NOTHING_FOUND = 3,
    EXIT_REJECTED = 4,
    EXIT_LOCKED = 5,
    EXIT_FORBIDDEN = 6,
    EXIT_UNREACHABLE = 7,
    EXIT_STOPPED = 130
};

extern const struct command serve_command;
extern const struct command import_command;
extern const struct command extract_command;
extern const struct command query_command;
extern const struct command search_command;
extern const struct command show_command;
extern const struct command stats_command;
extern const struct command path_command;
extern const struct command similar_command;
extern const struct command check_command;
extern const struct command export_command;
extern const struct command vocabulary_command;
extern const struct command token_command;
extern const struct command healthcheck_command;
extern const struct command completion_command;
extern const struct command version_command;

/* All commands, in the order of the help. */
const struct command *const *commands_list(size_t *n);

/* Opens the data folder for reading and gives `ask` a snapshot of at most 10 s. The library has no
 * vocabulary. */
struct db;
struct library;
typedef bool (*command_asker)(const struct command_line *line, const struct library *l,
                              struct db *db, int *status, struct err *e);
MUST_USE bool command_read(const struct command_line *line, command_asker ask, int *status,
                           struct err *e);

/* Rows of option tables that several commands have. */
#define OPTION_DATA_DIR                                                                            \
    {                                                                                              \
        "data-dir", 'd', OPTION_TEXT, "DIR", NULL, 0, 0, "folder that holds the library"           \
    }
#define OPTION_JSON                                                                                \
    {                                                                                              \
        "json", 0, OPTION_FLAG, NULL, NULL, 0, 0, "print JSON instead of a table"                  \
    }
#define OPTION_QUIET                                                                               \
    {                                                                                              \
        "quiet", 'q', OPTION_FLAG, NULL, NULL, 0, 0, "no progress on standard error"               \
    }
#define OPTION_THREADS                                                                             \
    {                                                                                              \
        "threads", 0, OPTION_NUMBER, "N", "0", 0, 64,                                              \
            "threads that read notes; 0 = as many as fit"                                          \
    }
#define OPTION_FAIL_EMPTY                                                                          \
    {                                                                                              \
        "fail-empty", 0, OPTION_FLAG, NULL, NULL, 0, 0, "exit with 3 when nothing is found"        \
    }
#define OPTION_LIMIT                                                                               \
    {                                                                                              \
        "limit", 'n', OPTION_NUMBER, "N", "20", 1, 1000, "at most N results"                       \
    }

#endif
