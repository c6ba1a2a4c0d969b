#include <stdio.h>

#include "cli/help_internal.h"

static const struct option_spec *option_at(const struct command *c, size_t i)
{
    return option_spec(option_of_command(c, i));
}

/* The words of a choice with a blank between. */
static void print_choices(const struct option_spec *option)
{
    for (const char *c = option->placeholder; *c; c++)
        putchar(*c == '|' ? ' ' : *c);
}

/* ---- bash ---- */

static void print_bash_values(const struct command *c)
{
    for (size_t i = 0; i < options_of_command(c); i++) {
        const struct option_spec *option = option_at(c, i);
        if (option->value == VALUE_FLAG)
            continue;
        printf("    %s:--%s) words='", c->name, option->name);
        if (option->value == VALUE_CHOICE)
            print_choices(option);
        puts("' ;;");
    }
}

static void print_bash_options(const struct command *c)
{
    print_bash_values(c);
    printf("    %s:*) words='", c->name);
    for (size_t i = 0; i < options_of_command(c); i++)
        if (option_at(c, i)->origins != ORIGINS_SECRET)
            printf("--%s ", option_at(c, i)->name);
    puts("' ;;");
}

static void print_bash_topics(void)
{
    size_t n;
    const struct topic *topics = help_topics(&n);
    for (size_t i = 0; i < n; i++)
        printf(" %s", topics[i].name);
}

static void print_bash(const struct command *const *commands, size_t n)
{
    fputs("_paperstack() {\n  local words='' names='", stdout);
    for (size_t i = 0; i < n; i++)
        printf("%s ", commands[i]->name);
    fputs("'\n  case ${COMP_WORDS[1]}:${COMP_WORDS[COMP_CWORD-1]} in\n", stdout);
    for (size_t i = 0; i < n; i++)
        print_bash_options(commands[i]);
    fputs("    help:*) words=\"$names", stdout);
    print_bash_topics();
    puts("\" ;;\n  esac\n  [ \"$COMP_CWORD\" = 1 ] && words=\"help $names\"\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
         "complete -o default -F _paperstack paperstack");
}

/* ---- zsh and fish ---- */

/* Inside single quotes; what zsh reads in a specification has a backslash before it. */
static void print_quoted(const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\'", stdout);
        else if (strchr(special, *text))
            putchar('\\');
        putchar(*text);
    }
}

static void print_zsh_option(const struct option_spec *option)
{
    printf(" \\\n        '--%s[", option->name);
    print_quoted(option->help, "[]:\\");
    putchar(']');
    if (option->value == VALUE_CHOICE) {
        printf(":%s:(", option->name);
        print_choices(option);
        putchar(')');
    } else if (option->value != VALUE_FLAG) {
        printf(":%s:%s", option->placeholder, option->value == VALUE_PATH ? "_files" : "");
    }
    putchar('\'');
}

static void print_zsh_command(const struct command *c)
{
    printf("    %s) _arguments", c->name);
    for (size_t i = 0; i < options_of_command(c); i++)
        if (option_at(c, i)->origins != ORIGINS_SECRET)
            print_zsh_option(option_at(c, i));
    puts(" \\\n        '*:file:_files' ;;");
}

static void print_zsh(const struct command *const *commands, size_t n)
{
    puts("#compdef paperstack\nif (( CURRENT == 2 )); then\n  local -a commands=(");
    for (size_t i = 0; i < n; i++) {
        printf("    '%s:", commands[i]->name);
        print_quoted(commands[i]->purpose, ":\\");
        puts("'");
    }
    puts("  )\n  _describe command commands\nelse\n  case $words[2] in");
    for (size_t i = 0; i < n; i++)
        print_zsh_command(commands[i]);
    puts("  esac\nfi");
}

static void print_fish_option(const struct command *c, const struct option_spec *option)
{
    printf("complete -c paperstack -n '__fish_seen_subcommand_from %s' -l %s", c->name,
           option->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    if (option->value == VALUE_CHOICE) {
        fputs(" -x -a '", stdout);
        print_choices(option);
        putchar('\'');
    } else if (option->value != VALUE_FLAG) {
        fputs(" -r", stdout);
    }
    fputs(" -d '", stdout);
    print_quoted(option->help, "\\");
    puts("'");
}

static void print_fish(const struct command *const *commands, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        printf("complete -c paperstack -n __fish_use_subcommand -a %s -d '", commands[i]->name);
        print_quoted(commands[i]->purpose, "\\");
        puts("'");
        for (size_t k = 0; k < options_of_command(commands[i]); k++)
            if (option_at(commands[i], k)->origins != ORIGINS_SECRET)
                print_fish_option(commands[i], option_at(commands[i], k));
    }
}

/* ---- the command ---- */

static const struct {
    const char *name;
    void (*print)(const struct command *const *commands, size_t n);
} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

static bool run(const struct command_line *line, int *status, struct err *e)
{
    size_t n;
    const struct command *const *commands = commands_list(&n);
    const char *wanted = line->n_arguments == 1 ? line->arguments[0] : "";
    (void)status;
    for (size_t i = 0; i < ARRAY_LEN(shells); i++)
        if (strcmp(wanted, shells[i].name) == 0) {
            shells[i].print(commands, n);
            return true;
        }
    return err_set(e, ERR_USAGE, "Say for which shell: bash, zsh or fish.");
}

const struct command completion_command = {
    .name = "completion",
    .purpose = "print what a shell needs to complete commands and options",
    .arguments = "bash|zsh|fish",
    .examples = {"paperstack completion bash > /etc/bash_completion.d/paperstack",
                 "paperstack completion fish > ~/.config/fish/completions/paperstack.fish"},
    .run = run,
};
