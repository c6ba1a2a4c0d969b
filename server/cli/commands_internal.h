/* commands_internal.h: the commands, and what several of them share. */
#ifndef PS_CLI_COMMANDS_INTERNAL_H
#define PS_CLI_COMMANDS_INTERNAL_H

#include "cli/options_internal.h"

enum exit_code {

#define EXIT_CODE(name, number, meaning) EXIT_##name = (number),
#include "cli/exit_codes.def"
#undef EXIT_CODE
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
extern const struct command backup_command;
extern const struct command restore_command;
extern const struct command export_command;
extern const struct command vocabulary_command;
extern const struct command decisions_command;
extern const struct command token_command;
extern const struct command healthcheck_command;
extern const struct command config_command;
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

#endif
