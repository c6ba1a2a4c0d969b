/* cli.h: the command line: subcommands, their options and their exit codes.
 *
 * Data goes to standard output, messages to standard error. Every command says what it does with
 * --help. A new command is one file with a `const struct command` and one line in cli.c. */
#ifndef PS_CLI_CLI_H
#define PS_CLI_CLI_H

/* Runs the command that `argv` names and gives the exit code of the process: 0 done, 1 failed at
 * run time, 2 usage, 3 nothing found, 4 finished with rejected records, 5 data folder locked or of
 * another version, 6 not permitted, 7 no server answers, 130 interrupted. */
int cli_main(int argc, char **argv);

#endif
