/* help_internal.h: --help, `help COMMAND` and `help TOPIC`, from the tables of commands, options, topics and exit
 * codes; and the man page, which is made of all of them. */
#ifndef PS_CLI_HELP_INTERNAL_H
#define PS_CLI_HELP_INTERNAL_H

#include <stdio.h>

#include "cli/commands_internal.h"

#define TOPICS_MAX 8

enum help_table { TABLE_NONE, TABLE_SETTINGS, TABLE_EXIT_CODES, TABLE_MAN_PAGE };

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
/* mdoc(7), for `man -l -`; from the same rows. */
void help_print_man_page(void);

/* "--port N" into `out`, or "-p, --port N" with the letter. */
void help_write_option(const struct option_spec *option, bool with_letter, char *out, size_t size);

#endif
