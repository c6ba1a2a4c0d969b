/* options_internal.h: one table of options (options.def); from it follow parsing, --help, the
 * PAPERSTACK_* environment, the configuration file, completion, the man page and "did you mean".
 *
 * GNU style: --name value, --name=value, -n value, `--` ends the options, options and arguments may
 * be mixed. A flag wins over the environment, the environment over the file, the file over the
 * default. A command lists the rows it takes; a name may stand in several rows, but not within one
 * command nor among the settings. */
#ifndef PS_CLI_OPTIONS_INTERNAL_H
#define PS_CLI_OPTIONS_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct arena;
struct command_line;

enum option {

#define OPTION(id, ...) OPTION_##id,
#include "cli/options.def"
#undef OPTION
    OPTION_COUNT
};

enum option_value { VALUE_FLAG, VALUE_TEXT, VALUE_NUMBER, VALUE_PATH, VALUE_CHOICE };

/* In rising order of weight. */
enum origin { ORIGIN_NONE, ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_FLAG };

enum option_origins {
    ORIGINS_ONCE,    /* flag */
    ORIGINS_START,   /* flag, environment */
    ORIGINS_SETTING, /* flag, environment, file */
    ORIGINS_SECRET,  /* environment, file; never shown */
};

struct option_spec {
    const char *name; /* "data-dir" */
    char letter;      /* "-q", 0 = none */
    enum option_value value;
    const char *placeholder; /* "DIR" in the help; the words of a choice: "a|b|c" */
    const char *fallback;    /* default, NULL = none */
    int64_t min, max;        /* VALUE_NUMBER */
    enum option_origins origins;
    const char *help;
};

struct command {
    const char *name;
    const char *purpose;   /* one line */
    const char *arguments; /* "PATH…", for the usage line */
    const char *details;   /* further lines of the help, or NULL */
    const enum option *options;
    size_t n_options;
    const char *examples[2];
    /* False: `e` says why. `*status` is the exit code of a run that succeeded, 0 unless set. */
    bool (*run)(const struct command_line *line, int *status, struct err *e);
};

struct option_given {
    const char *text; /* NULL = neither given nor a default */
    enum origin origin;
    const char
        *where; /* "--port", "PAPERSTACK_PORT", "/home/a/.config/paperstack/config, line 3" */
};

struct command_line {
    const struct command *command;
    struct option_given values[OPTION_COUNT];
    const char **arguments;
    size_t n_arguments;
    struct arena *arena;     /* for the whole run */
    const char *config_file; /* that was read, or NULL */
};

const struct option_spec *option_spec(enum option option);

/* The rows that a command takes: its own, then those of every command (--config, --help). */
#define OPTIONS_COMMON 2
enum option option_of_command(const struct command *command, size_t i);
size_t options_of_command(const struct command *command);

/* What a value must look like. Errors: ERR_USAGE that begins with `where` and says what fits. */
MUST_USE bool option_check(const struct option_spec *option, const char *value, const char *where,
                           struct err *e);

/* Reads what follows the name of the command, then the environment and the file; with --help only
 * the former. Errors: ERR_USAGE with the nearest option, or the line of the file. */
MUST_USE bool options_parse(const struct command *command, int argc, char **argv, struct arena *a,
                            struct command_line *out, struct err *e);

/* The value of an option that the command takes: NULL, -1 or false when it is not set. */
const char *options_text(const struct command_line *line, enum option option);
int64_t options_number(const struct command_line *line, enum option option);
bool options_flag(const struct command_line *line, enum option option);
/* Whether a choice is this word. */
bool options_is(const struct command_line *line, enum option option, const char *word);

/* The arguments with a space between, so that a phrase needs no quotes; a single "-" stands for
 * standard input. Errors: ERR_USAGE with `missing` when there are no words. */
MUST_USE bool options_phrase(const struct command_line *line, const char *missing, struct str *out,
                             struct err *e);

/* Errors: ERR_USAGE that names the option and its environment variable. */
MUST_USE bool options_require(const struct command_line *line, enum option option, const char **out,
                              struct err *e);

#endif
