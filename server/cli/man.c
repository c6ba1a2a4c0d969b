/* The man page in mdoc(7), from the rows that --help is made of. */
#include "cli/help_internal.h"
#include "cli/settings_internal.h"

#include "base/arena.h"

#ifndef PS_DATE
#define PS_DATE "January 1, 1970"
#endif

#define LINE_WIDTH 64

/* ---- mdoc ---- */

/* Text is not markup: no macro at the front of a line, no escape within. */
static void print_text(struct str text)
{
    bool is_front = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (is_front && (c == '.' || c == '\''))
            fputs("\\&", stdout);
        if (c == '\\' || c == '-')
            fputs(c == '-' ? "\\-" : "\\e", stdout);
        else
            putchar(c);
        is_front = c == '\n';
    }
}

/* Running text: each sentence begins a line, and no line is long. */
static void print_filled(const char *text)
{
    struct arena *a = arena_new();
    struct str rest = str_from(text), word;
    char *blanks = arena_strndup(a, text, strlen(text));
    for (char *c = blanks; *c; c++)
        *c = *c == '\n' ? ' ' : *c;
    rest.p = blanks;
    size_t width = 0;
    while (rest.n && str_split(&rest, ' ', &word)) {
        print_text(word);
        width += word.n + 1;
        bool is_end = !rest.n || width > LINE_WIDTH || str_ends(word, STR("."));
        putchar(is_end ? '\n' : ' ');
        width = is_end ? 0 : width;
    }
    arena_free(a);
}

/* One argument of a macro, blanks and all. */
static void print_argument(const char *text)
{
    fputs(" \"", stdout);
    for (; *text; text++) {
        if (*text == '"')
            fputs("\\(dq", stdout);
        else
            putchar(*text);
    }
    putchar('"');
}

static void print_literal(const char *text)
{
    puts(".Bd -literal -offset indent");
    print_text(str_from(text));
    puts("\n.Ed");
}

/* ---- parts ---- */

static const char head[] =
    ".Dt PAPERSTACK 1\n.Os\n"
    ".Sh NAME\n.Nm paperstack\n.Nd ask reading notes as a graph of papers and concepts\n"
    ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n"
    ".Sh DESCRIPTION\n"
    ".Nm\nreads Markdown notes about papers and keeps a graph of the papers,\n"
    "the concepts and the relations that stand in them.\n"
    "It answers questions about them to a browser, to scripts and on the\n"
    "command line, and shows the line behind each answer.\n"
    "Everything stays on this machine.\n"
    ".Pp\nOptions and arguments may be mixed;\n.Fl -\nends the options.\n"
    "Data goes to standard output, messages to standard error.\n";

static void print_command_options(const struct command *c)
{
    fputs(".Pp\nOptions:\n", stdout);
    for (size_t i = 0; i < options_of_command(c); i++) {
        const struct option_spec *option = option_spec(option_of_command(c, i));
        bool is_last = i + 1 == options_of_command(c);
        if (option->origins != ORIGINS_SECRET)
            printf(".Fl -%s%s\n", option->name, is_last ? "" : " ,");
    }
}

static void print_command(const struct command *c)
{
    printf(".It Ic %s", c->name);
    if (c->arguments) {
        fputs(" Ar", stdout);
        print_argument(c->arguments);
    }
    putchar('\n');
    print_filled(c->purpose);
    if (c->details) {
        puts(".Pp");
        print_filled(c->details);
    }
    print_command_options(c);
}

static bool takes(const struct command *c, enum option option)
{
    for (size_t i = 0; i < options_of_command(c); i++)
        if (option_of_command(c, i) == option)
            return true;
    return false;
}

/* Only of a name that stands in several rows; else it means the same everywhere. */
static void print_takers(enum option option, const struct command *const *commands, size_t n)
{
    const char *name = option_spec(option)->name, *joint = " (";
    size_t n_rows = 0;
    for (enum option i = 0; i < OPTION_COUNT; i++)
        n_rows += strcmp(option_spec(i)->name, name) == 0;
    for (size_t i = 0; n_rows > 1 && i < n; i++)
        if (takes(commands[i], option)) {
            printf("%s%s", joint, commands[i]->name);
            joint = ", ";
        }
    putchar(n_rows > 1 ? ')' : '.');
    putchar('\n');
}

static void print_option(enum option option, const struct command *const *commands, size_t n)
{
    const struct option_spec *spec = option_spec(option);
    fputs(".It", stdout);
    if (spec->letter)
        printf(" Fl %c ,", spec->letter);
    printf(" Fl -%s", spec->name);
    if (spec->placeholder) {
        fputs(" Ar", stdout);
        print_argument(spec->placeholder);
    }
    putchar('\n');
    print_text(str_from(spec->help));
    if (spec->fallback)
        printf("; default %s", spec->fallback);
    print_takers(option, commands, n);
}

static void print_variables(void)
{
    struct arena *a = arena_new();
    puts(".Sh ENVIRONMENT\n.Bl -tag -width Ds");
    for (enum option i = 0; i < OPTION_COUNT; i++) {
        const struct option_spec *spec = option_spec(i);
        if (spec->origins == ORIGINS_ONCE)
            continue;
        printf(".It Ev %s\n", settings_environment_name(i, a));
        if (spec->origins == ORIGINS_SECRET)
            print_filled(spec->help);
        else
            printf("the same as\n.Fl -%s\n", spec->name);
    }
    puts(".It Ev NO_COLOR\nno colours, when it is set and not empty\n.El");
    arena_free(a);
}

static void print_exit_status(void)
{
    size_t n;
    const struct exit_row *rows = help_exit_codes(&n);
    puts(".Sh EXIT STATUS\n.Bl -tag -width Ds");
    for (size_t i = 0; i < n; i++) {
        printf(".It %d\n", rows[i].number);
        print_filled(rows[i].meaning);
    }
    puts(".El");
}

static void print_examples(const struct command *const *commands, size_t n)
{
    puts(".Sh EXAMPLES");
    for (size_t i = 0; i < n; i++) {
        if (i)
            puts(".Pp");
        print_filled(commands[i]->purpose);
        print_literal(commands[i]->examples[0]);
    }
}

/* Tables have sections of their own. */
static void print_topics(void)
{
    size_t n;
    const struct topic *topics = help_topics(&n);
    for (size_t i = 0; i < n; i++) {
        if (topics[i].table == TABLE_EXIT_CODES || topics[i].table == TABLE_MAN_PAGE)
            continue;
        fputs(".Sh ", stdout);
        for (const char *c = topics[i].name; *c; c++)
            putchar(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
        putchar('\n');
        print_literal(topics[i].text);
    }
}

void help_print_man_page(void)
{
    size_t n;
    const struct command *const *commands = commands_list(&n);
    printf(".Dd %s\n%s", PS_DATE, head);
    puts(".Sh COMMANDS\n.Bl -tag -width Ds");
    for (size_t i = 0; i < n; i++)
        print_command(commands[i]);
    puts(".El\n.Sh OPTIONS\n.Bl -tag -width Ds");
    for (enum option i = 0; i < OPTION_COUNT; i++)
        if (option_spec(i)->origins != ORIGINS_SECRET)
            print_option(i, commands, n);
    puts(".El");
    print_topics();
    print_variables();
    puts(".Sh FILES\n.Bl -tag -width Ds\n"
         ".It Pa ~/.config/paperstack/config\nsettings of a person\n"
         ".It Pa /etc/paperstack/paperstack.conf\nsettings of the machine, when the person has "
         "none\n"
         ".El");
    print_exit_status();
    print_examples(commands, n);
}
