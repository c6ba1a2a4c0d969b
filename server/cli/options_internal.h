/* options_internal.h: one table of options per command; from it follow parsing, --help, the
 * PAPERSTACK_* environment and "did you mean".
 *
 * GNU style: --name value, --name=value, -n value, `--` ends the options, options and arguments may
 * be mixed. A flag wins over the environment, the environment over the default. */
#ifndef PS_CLI_OPTIONS_INTERNAL_H
#define PS_CLI_OPTIONS_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct arena;
struct command_line;

enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER };

struct option_spec {
    const char *name; /* "data-dir", also the environment's PAPERSTACK_DATA_DIR */
    char letter;      /* "-q", 0 = none */
    enum option_type type;
    const char *placeholder; /* "DIR" in the help */
    const char *fallback;    /* default, NULL = none */
    int64_t min, max;        /* OPTION_NUMBER */
    const char *help;
};

struct command {
    const char *name;
    const char *purpose;   /* one line */
    const char *arguments; /* "PATH…", for the usage line */
    const char *details;   /* further lines of the help, or NULL */
    const struct option_spec *options;
    size_t n_options;
    const char *examples[2];
    /* False: `e` says why. `*status` is the exit code of a run that succeeded, 0 unless set. */
    bool (*run)(const struct command_line *line, int *status, struct err *e);
};

struct command_line {
    const struct command *command;
    const char **values; /* per option; NULL = neither given nor a default */
    const char **arguments;
    size_t n_arguments;
    struct arena *arena; /* for the whole run */
    bool wants_help;
};

/* Reads what follows the name of the command. Errors: ERR_USAGE with the nearest option. */
MUST_USE bool options_parse(const struct command *command, int argc, char **argv, struct arena *a,
                            struct command_line *out, struct err *e);

/* The value of an option that the command's table has: NULL, -1 or false when it is not set. */
const char *options_text(const struct command_line *line, const char *name);
int64_t options_number(const struct command_line *line, const char *name);
bool options_flag(const struct command_line *line, const char *name);

/* The arguments with a space between, so that a phrase needs no quotes. */
struct str options_join(const struct command_line *line);

/* Errors: ERR_USAGE that names the option and its environment variable. */
MUST_USE bool options_require(const struct command_line *line, const char *name, const char **out,
                              struct err *e);

#endif
