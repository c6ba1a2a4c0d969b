#include "cli/help_internal.h"

#include "base/arena.h"
#include "cli/settings_internal.h"

#define LEFT_WIDTH 24

static const struct topic topics[] = {
#define TOPIC(name, purpose, text, table) {name, purpose, text, table},
#include "cli/topics.def"
#undef TOPIC
};

_Static_assert(ARRAY_LEN(topics) <= TOPICS_MAX, "TOPICS_MAX holds all topics");

static const struct exit_row exit_rows[] = {
#define EXIT_CODE(name, number, meaning) {number, meaning},
#include "cli/exit_codes.def"
#undef EXIT_CODE
};

const struct topic *help_topics(size_t *n)
{
    *n = ARRAY_LEN(topics);
    return topics;
}

const struct exit_row *help_exit_codes(size_t *n)
{
    *n = ARRAY_LEN(exit_rows);
    return exit_rows;
}

const struct topic *help_find_topic(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(topics); i++)
        if (strcmp(topics[i].name, name) == 0)
            return &topics[i];
    return NULL;
}

/* ---- overview ---- */

void help_print_overview(FILE *out)
{
    size_t n;
    const struct command *const *commands = commands_list(&n);
    fputs("paperstack: a graph of papers and concepts from your reading notes\n\n"
          "usage: paperstack COMMAND [OPTION…] [ARGUMENT…]\n\ncommands:\n",
          out);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "  %-12s %s\n", commands[i]->name, commands[i]->purpose);
    fputs("\nhelp on (paperstack help TOPIC, or the name of a command):\n", out);
    for (size_t i = 0; i < ARRAY_LEN(topics); i++)
        fprintf(out, "  %-12s %s\n", topics[i].name, topics[i].purpose);
    fputs("\nexamples:\n"
          "  paperstack serve --data-dir data --notes notes --watch\n"
          "  paperstack query --data-dir data papers linked to contrastive learning\n",
          out);
}

/* ---- one command ---- */

void help_write_option(const struct option_spec *option, bool with_letter, char *out, size_t size)
{
    char letter[8] = "";
    if (with_letter && option->letter)
        (void)snprintf(letter, sizeof(letter), "-%c, ", option->letter);
    else if (with_letter)
        (void)snprintf(letter, sizeof(letter), "    ");
    (void)snprintf(out, size, "%s--%s%s%s", letter, option->name, option->placeholder ? " " : "",
                   option->placeholder ? option->placeholder : "");
}

/* The right side begins on a line of its own when the left one is too wide. */
static void print_pair(const char *left, const char *right)
{
    bool is_wide = strlen(left) > LEFT_WIDTH;
    printf("  %-*s%s %s", LEFT_WIDTH, left, is_wide ? "\n                          " : "", right);
}

static void print_option(const struct option_spec *option)
{
    char left[96];
    help_write_option(option, true, left, sizeof(left));
    print_pair(left, option->help);
    if (option->fallback)
        printf(" (default %s)", option->fallback);
    putchar('\n');
}

static void print_exit_codes(void)
{
    for (size_t i = 0; i < ARRAY_LEN(exit_rows); i++)
        printf("  %3d  %s\n", exit_rows[i].number, exit_rows[i].meaning);
}

void help_print_command(const struct command *c)
{
    printf("paperstack %s: %s\n\nusage: paperstack %s [OPTION…]%s%s\n", c->name, c->purpose,
           c->name, c->arguments ? " " : "", c->arguments ? c->arguments : "");
    if (c->details)
        printf("\n%s\n", c->details);
    puts("\noptions:");
    for (size_t i = 0; i < options_of_command(c); i++) {
        const struct option_spec *option = option_spec(option_of_command(c, i));
        if (option->origins != ORIGINS_SECRET)
            print_option(option);
    }
    puts("\nSettings can also stand in the environment (PAPERSTACK_DATA_DIR for --data-dir) or in "
         "a\n"
         "file: paperstack help settings.\n\nexamples:");
    for (size_t i = 0; i < ARRAY_LEN(c->examples); i++)
        printf("  %s\n", c->examples[i]);
    puts("\nexit codes:");
    print_exit_codes();
}

/* ---- topics ---- */

static void print_settings(void)
{
    struct arena *a = arena_new();
    for (enum option i = 0; i < OPTION_COUNT; i++) {
        const struct option_spec *option = option_spec(i);
        if (settings_find(str_from(option->name)) != i)
            continue;
        print_pair(settings_environment_name(i, a), option->help);
        if (option->value == VALUE_CHOICE)
            printf(": %s", option->placeholder);
        if (option->fallback)
            printf(" (default %s)", option->fallback);
        putchar('\n');
    }
    arena_free(a);
}

void help_print_topic(const struct topic *topic)
{
    if (topic->table == TABLE_MAN_PAGE) {
        help_print_man_page();
        return;
    }
    printf("%s\n", topic->text);
    if (topic->table != TABLE_NONE)
        putchar('\n');
    if (topic->table == TABLE_SETTINGS)
        print_settings();
    if (topic->table == TABLE_EXIT_CODES)
        print_exit_codes();
}
