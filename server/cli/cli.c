#include "cli/cli.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "cli/commands_internal.h"

static const struct command *const commands[] = {
    &serve_command,   &import_command,      &query_command,      &search_command,
    &show_command,    &path_command,        &similar_command,    &stats_command,
    &export_command,  &vocabulary_command,  &token_command,      &check_command,
    &extract_command, &healthcheck_command, &completion_command, &version_command,
};

const struct command *const *commands_list(size_t *n)
{
    *n = ARRAY_LEN(commands);
    return commands;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static void print_overview(FILE *out)
{
    fputs("paperstack: a graph of papers and concepts from your reading notes\n\n"
          "usage: paperstack COMMAND [OPTION…] [ARGUMENT…]\n\ncommands:\n",
          out);
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        fprintf(out, "  %-12s %s\n", commands[i]->name, commands[i]->purpose);
    fputs("\npaperstack COMMAND --help tells more about one of them.\n\nexamples:\n"
          "  paperstack serve --data-dir data --notes notes --watch\n"
          "  paperstack query --data-dir data papers linked to contrastive learning\n",
          out);
}

static void print_option(const struct option_spec *option)
{
    char left[64];
    char letter[8] = "    ";
    if (option->letter)
        (void)snprintf(letter, sizeof(letter), "-%c, ", option->letter);
    (void)snprintf(left, sizeof(left), "%s--%s%s%s", letter, option->name,
                   option->placeholder ? " " : "", option->placeholder ? option->placeholder : "");
    printf("  %-24s %s", left, option->help);
    if (option->fallback)
        printf(" (default %s)", option->fallback);
    putchar('\n');
}

static void print_help(const struct command *c)
{
    printf("paperstack %s: %s\n\nusage: paperstack %s [OPTION…]%s%s\n", c->name, c->purpose,
           c->name, c->arguments ? " " : "", c->arguments ? c->arguments : "");
    if (c->details)
        printf("\n%s\n", c->details);
    puts("\noptions:");
    for (size_t i = 0; i < c->n_options; i++)
        print_option(&c->options[i]);
    puts("  -h, --help               this help\n\n"
         "Every option can be set by the environment: PAPERSTACK_DATA_DIR for --data-dir.\n\n"
         "examples:");
    for (size_t i = 0; i < ARRAY_LEN(c->examples); i++)
        printf("  %s\n", c->examples[i]);
    puts("\nexit codes: 0 done, 1 failed, 2 usage, 3 nothing found, 4 some notes were rejected,\n"
         "            5 data folder locked or of another version, 6 not permitted,\n"
         "            7 no server answers, 130 interrupted");
}

static int exit_code_of(enum err_code code)
{
    switch (code) {
    case ERR_USAGE:
    case ERR_QUERY_SYNTAX:
    case ERR_INVALID_PARAMETER:
        return EXIT_USAGE;
    case ERR_UNKNOWN_CONCEPT:
        return EXIT_NOTHING_FOUND;
    case ERR_LOCKED:
    case ERR_SCHEMA:
        return EXIT_LOCKED;
    case ERR_FORBIDDEN:
    case ERR_UNAUTHENTICATED:
        return EXIT_FORBIDDEN;
    case ERR_UNREACHABLE:
        return EXIT_UNREACHABLE;
    case ERR_INTERRUPTED:
        return EXIT_STOPPED;
    default:
        return EXIT_FAILED;
    }
}

static int report_error(const struct err *e)
{
    fprintf(stderr, "paperstack: %s\n", e->msg);
    if (e->detail[0])
        fprintf(stderr, "  (%s)\n", e->detail);
    return exit_code_of(e->code);
}

static int run_command(const struct command *command, int argc, char **argv, struct arena *a)
{
    struct err e = {0};
    struct command_line line;
    if (!options_parse(command, argc, argv, a, &line, &e))
        return report_error(&e);
    if (line.wants_help) {
        print_help(command);
        return EXIT_DONE;
    }
    int status = EXIT_DONE;
    bool ok = command->run(&line, &status, &e);
    if (fflush(stdout) != 0 && ok)
        ok = err_set(&e, ERR_IO, "Standard output could not be written.");
    return ok ? status : report_error(&e);
}

static int unknown_command(const char *name)
{
    struct str names[ARRAY_LEN(commands)];
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        names[i] = str_from(commands[i]->name);
    struct str nearest = nearest_of(str_from(name), names, ARRAY_LEN(names));
    fprintf(stderr, "paperstack: there is no command \"%s\".", name);
    if (nearest.n)
        fprintf(stderr, " Did you mean \"%.*s\"?\n", STR_FMT(nearest));
    else
        fputs(" See paperstack --help.\n", stderr);
    return EXIT_USAGE;
}

/* "help", "help COMMAND", "--help" and "-h" in the place of a command. */
static int help_on(int argc, char **argv)
{
    if (argc < 3) {
        print_overview(stdout);
        return EXIT_DONE;
    }
    const struct command *command = find_command(argv[2]);
    if (!command)
        return unknown_command(argv[2]);
    print_help(command);
    return EXIT_DONE;
}

static bool is_any_of(const char *word, const char *a, const char *b, const char *c)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

int cli_main(int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stderr);
        return EXIT_USAGE;
    }
    if (is_any_of(argv[1], "help", "--help", "-h"))
        return help_on(argc, argv);
    const char *name = is_any_of(argv[1], "version", "--version", "-V") ? "version" : argv[1];
    const struct command *command = find_command(name);
    if (!command)
        return unknown_command(argv[1]);
    struct arena *a = arena_new();
    int status = run_command(command, argc - 2, argv + 2, a);
    arena_free(a);
    return status;
}
