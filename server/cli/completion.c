#include <stdio.h>

#include "cli/commands_internal.h"

/* ---- bash ---- */

static void print_bash_options(const struct command *c)
{
    printf("    %s) words='", c->name);
    for (size_t i = 0; i < c->n_options; i++)
        printf("--%s ", c->options[i].name);
    puts("--help' ;;");
}

static void print_bash(const struct command *const *commands, size_t n)
{
    fputs("_paperstack() {\n  local words=''\n  case ${COMP_WORDS[1]} in\n", stdout);
    for (size_t i = 0; i < n; i++)
        print_bash_options(commands[i]);
    fputs("  esac\n  [ \"$COMP_CWORD\" = 1 ] && words='help", stdout);
    for (size_t i = 0; i < n; i++)
        printf(" %s", commands[i]->name);
    puts("'\n  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
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
    if (option->type != OPTION_FLAG)
        printf(":%s:_files", option->placeholder);
    putchar('\'');
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
    for (size_t i = 0; i < n; i++) {
        printf("    %s) _arguments '--help[this help]'", commands[i]->name);
        for (size_t k = 0; k < commands[i]->n_options; k++)
            print_zsh_option(&commands[i]->options[k]);
        puts(" \\\n        '*:file:_files' ;;");
    }
    puts("  esac\nfi");
}

static void print_fish_option(const struct command *c, const struct option_spec *option)
{
    printf("complete -c paperstack -n '__fish_seen_subcommand_from %s' -l %s", c->name,
           option->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    printf("%s -d '", option->type == OPTION_FLAG ? "" : " -r");
    print_quoted(option->help, "\\");
    puts("'");
}

static void print_fish(const struct command *const *commands, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        printf("complete -c paperstack -n __fish_use_subcommand -a %s -d '", commands[i]->name);
        print_quoted(commands[i]->purpose, "\\");
        puts("'");
        for (size_t k = 0; k < commands[i]->n_options; k++)
            print_fish_option(commands[i], &commands[i]->options[k]);
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
    struct str wanted = options_join(line);
    (void)status;
    for (size_t i = 0; i < ARRAY_LEN(shells); i++)
        if (str_eq(wanted, str_from(shells[i].name))) {
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
