/* help_internal.h: --help, `help COMMAND` and `help TOPIC`, from the tables of commands, options, topics and exit
 * codes. The man page (server/tools/mkman.c) is made from the same rows. */
#ifndef PS_CLI_HELP_INTERNAL_H
#define PS_CLI_HELP_INTERNAL_H

#include <stdio.h>

#include "cli/commands_internal.h"

#define TOPICS_MAX 8

enum help_table { TABLE_NONE, TABLE_SETTINGS, TABLE_EXIT_CODES };

struct topic {
    const char *name, *purpose, *text;
#define TOPICS_MAX 8

    enum help_table table;
};

struct exit_row {
    int number;
    const char *meaning;
};

const struct topic *help_topics(size_t *n);
const struct exit_row *help_exit_codes(size_t *n);
/* NULL: not known. */
const struct topic *help_find_topic(const char *name);

void help_print_overview(FILE *out);
void help_print_command(const struct command *command);
void help_print_topic(const struct topic *topic);

/* "--port N" into `out`, or "-p, --port N" with the letter. */
void help_write_option(const struct option_spec *option, bool with_letter, char *out, size_t size);

#endif
