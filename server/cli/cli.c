#include "cli/cli.h"

#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "cli/help_internal.h"
#include "cli/plain_internal.h"

static const struct command *const commands[] = {
    &serve_command,       &import_command,     &query_command,      &search_command,
    &show_command,        &path_command,       &similar_command,    &stats_command,
    &export_command,      &vocabulary_command, &decisions_command,  &token_command,
    &check_command,       &backup_command,     &restore_command,    &extract_command,
    &healthcheck_command, &config_command,     &completion_command, &version_command,
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

static const char *const help_words[] = {"help", "--help", "-h"};
static const char *const version_words[] = {"version", "--version", "-V"};

static bool is_any_of(const char *word, const char *const words[3])
{
    return strcmp(word, words[0]) == 0 || strcmp(word, words[1]) == 0 ||
           strcmp(word, words[2]) == 0;
}

/* ---- running ---- */

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

/* For programs that follow --progress=json: the last line says what went wrong. */
static void report_as_json(const struct err *e)
{
    json_t *o =
        json_pack("{s:s, s:s, s:s}", "event", "error", "code", err_slug(e->code), "detail", e->msg);
    (void)json_dumpf(o, stderr, JSON_COMPACT);
    fputc('\n', stderr);
    json_decref(o);
}

static int report_error(const struct command_line *line, const struct err *e)
{
    const char *progress = line->values[OPTION_PROGRESS].text;
    if (progress && strcmp(progress, "json") == 0) {
        report_as_json(e);
        return exit_code_of(e->code);
    }
    plain_say("paperstack: ", str_from(e->msg), "\n");
    if (e->detail[0])
        plain_say("  (", str_from(e->detail), ")\n");
    return exit_code_of(e->code);
}

static int run_command(const struct command *command, int argc, char **argv, struct arena *a)
{
    struct err e = {0};
    struct command_line line;
    if (!options_parse(command, argc, argv, a, &line, &e))
        return report_error(&line, &e);
    int status = EXIT_DONE;
    bool ok = true;
    if (options_flag(&line, OPTION_HELP))
        help_print_command(command);
    else
        ok = command->run(&line, &status, &e);
    bool is_written = fflush(stdout) == 0 && !ferror(stdout);
    if (!is_written && ok)
        ok = err_set(&e, ERR_IO, "Standard output could not be written.");
    return ok ? status : report_error(&line, &e);
}

/* ---- words in the place of a command ---- */

static int say_unknown(const char *name, const char *what, const struct str *names, size_t n)
{
    struct str nearest = nearest_of(str_from(name), names, n);
    fprintf(stderr, "paperstack: there is no %s \"%s\".", what, name);
    if (nearest.n)
        fprintf(stderr, " Did you mean \"%.*s\"?\n", STR_FMT(nearest));
    else
        fputs(" See paperstack --help.\n", stderr);
    return EXIT_USAGE;
}

static size_t name_commands(struct str *names)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        names[i] = str_from(commands[i]->name);
    return ARRAY_LEN(commands);
}

static int unknown_topic(const char *name)
{
    size_t n_topics;
    const struct topic *topics = help_topics(&n_topics);
    struct str names[ARRAY_LEN(commands) + TOPICS_MAX];
    size_t n = name_commands(names);
    for (size_t i = 0; i < n_topics; i++)
        names[n++] = str_from(topics[i].name);
    return say_unknown(name, "command or topic", names, n);
}

/* "help", "help COMMAND", "help TOPIC", and "--help" or "-h" in the place of a command. */
static int help_on(int argc, char **argv)
{
    if (argc < 3 || is_any_of(argv[2], help_words)) {
        help_print_overview(stdout);
        return EXIT_DONE;
    }
    const struct command *command = find_command(argv[2]);
    const struct topic *topic = help_find_topic(argv[2]);
    if (command)
        help_print_command(command);
    else if (topic)
        help_print_topic(topic);
    return command || topic ? EXIT_DONE : unknown_topic(argv[2]);
}

static int unknown_command(const char *name)
{
    struct str names[ARRAY_LEN(commands)];
    return say_unknown(name, "command", names, name_commands(names));
}

/* ---- the process ---- */

/* A file that is opened must not become standard output, or a printed line would be written into it. */
static void open_standard_streams(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        (void)close(fd);
}

int cli_main(int argc, char **argv)
{
    open_standard_streams();
    /* A reader that has seen enough (head) ends us quietly, also when our parent ignores the signal. */
    (void)signal(SIGPIPE, SIG_DFL);
    if (argc < 2) {
        help_print_overview(stderr);
        return EXIT_USAGE;
    }
    if (is_any_of(argv[1], help_words))
        return help_on(argc, argv);
    const char *name = is_any_of(argv[1], version_words) ? "version" : argv[1];
    const struct command *command = find_command(name);
    if (!command)
        return unknown_command(argv[1]);
    struct arena *a = arena_new();
    int status = run_command(command, argc - 2, argv + 2, a);
    arena_free(a);
    return status;
}
