#include "cli/options_internal.h"

#include <errno.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "cli/settings_internal.h"

#define PHRASE_MAX  ((size_t)1 << 16)
#define CHOICES_MAX 8

static const struct option_spec specs[] = {
#define OPTION(id, name, letter, value, placeholder, fallback, min, max, origins, help)            \
    {name, letter, VALUE_##value, placeholder, fallback, min, max, ORIGINS_##origins, help},
#include "cli/options.def"
#undef OPTION
};

static const enum option common[OPTIONS_COMMON] = {OPTION_CONFIG, OPTION_HELP};

const struct option_spec *option_spec(enum option option)
{
    return &specs[option];
}

size_t options_of_command(const struct command *command)
{
    return command->n_options + OPTIONS_COMMON;
}

enum option option_of_command(const struct command *command, size_t i)
{
    return i < command->n_options ? command->options[i] : common[i - command->n_options];
}

/* The state of one reading of the command line. */
struct parser {
    const struct command *command;
    char **argv;
    int argc, next;
    struct command_line *out;
    VEC(const char *) arguments;
};

/* ---- values ---- */

static bool check_number(const struct option_spec *option, const char *value, const char *where,
                         struct err *e)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    bool is_number = *value && !*end && errno == 0;
    if (is_number && number >= option->min && number <= option->max)
        return true;
    return err_set(e, ERR_USAGE, "%s must be a number from %lld to %lld, not \"%s\".", where,
                   (long long)option->min, (long long)option->max, value);
}

static bool check_choice(const char *choices, const char *value, const char *where, struct err *e)
{
    struct str rest = str_from(choices), words[CHOICES_MAX];
    size_t n = 0;
    while (n < CHOICES_MAX && rest.n && str_split(&rest, '|', &words[n])) {
        if (str_eq(words[n], str_from(value)))
            return true;
        n++;
    }
    struct str nearest = nearest_of(str_from(value), words, n);
    if (nearest.n)
        return err_set(e, ERR_USAGE, "%s is one of %s, not \"%s\". Did you mean %.*s?", where,
                       choices, value, STR_FMT(nearest));
    return err_set(e, ERR_USAGE, "%s is one of %s, not \"%s\".", where, choices, value);
}

/* 1, 0, or -1 for what is neither. */
static int flag_of(const char *value)
{
    static const char *const words[] = {"0", "1", "false", "true", "no", "yes", "off", "on"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strcmp(value, words[i]) == 0)
            return (int)(i % 2);
    return -1;
}

bool option_check(const struct option_spec *option, const char *value, const char *where,
                  struct err *e)
{
    switch (option->value) {
    case VALUE_NUMBER:
        return check_number(option, value, where, e);
    case VALUE_CHOICE:
        return check_choice(option->placeholder, value, where, e);
    case VALUE_FLAG:
        return flag_of(value) >= 0 ||
               err_set(e, ERR_USAGE, "%s is true or false, not \"%s\".", where, value);
    default:
        return true;
    }
}

/* ---- the command line ---- */

/* The row of the command with this name or letter, or OPTION_COUNT. */
static enum option find_option(const struct command *command, struct str name, char letter)
{
    for (size_t i = 0; i < options_of_command(command); i++) {
        enum option option = option_of_command(command, i);
        if (letter ? specs[option].letter == letter : str_eq(str_from(specs[option].name), name))
            return option;
    }
    return OPTION_COUNT;
}

static bool unknown_option(const struct parser *p, struct str name, struct err *e)
{
    struct str names[OPTION_COUNT];
    size_t n = options_of_command(p->command);
    if (str_eq(name, STR("token")))
        return err_set(e, ERR_USAGE,
                       "A token does not belong on the command line, where others can see it: set "
                       "PAPERSTACK_TOKEN, or say --token-file FILE.");
    for (size_t i = 0; i < n; i++)
        names[i] = str_from(specs[option_of_command(p->command, i)].name);
    struct str nearest = nearest_of(name, names, n);
    if (nearest.n)
        return err_set(e, ERR_USAGE, "Unknown option --%.*s. Did you mean --%.*s?", STR_FMT(name),
                       STR_FMT(nearest));
    return err_set(e, ERR_USAGE, "Unknown option --%.*s. See paperstack %s --help.", STR_FMT(name),
                   p->command->name);
}

static bool set_value(struct parser *p, enum option option, const char *value, struct err *e)
{
    const char *where = arena_printf(p->out->arena, "--%s", specs[option].name);
    p->out->values[option] = (struct option_given){value, ORIGIN_FLAG, where};
    return option_check(&specs[option], value, where, e);
}

/* The word behind an option that needs a value. */
static bool take_value(struct parser *p, enum option option, struct err *e)
{
    const struct option_spec *spec = &specs[option];
    if (spec->value == VALUE_FLAG)
        return set_value(p, option, "1", e);
    if (p->next < p->argc)
        return set_value(p, option, p->argv[p->next++], e);
    return err_set(e, ERR_USAGE, "--%s needs a value: --%s %s.", spec->name, spec->name,
                   spec->placeholder);
}

static bool parse_long(struct parser *p, const char *word, struct err *e)
{
    struct str text = str_from(word);
    size_t equals = str_find_byte(text, '=', 0);
    struct str name = equals == SIZE_MAX ? text : str_sub(text, 0, equals);
    enum option option = find_option(p->command, name, 0);
    if (option == OPTION_COUNT || specs[option].origins == ORIGINS_SECRET)
        return unknown_option(p, name, e);
    return equals != SIZE_MAX ? set_value(p, option, word + equals + 1, e)
                              : take_value(p, option, e);
}

static bool parse_letter(struct parser *p, const char *word, struct err *e)
{
    enum option option = find_option(p->command, STR_EMPTY, word[1]);
    if (option == OPTION_COUNT)
        return err_set(e, ERR_USAGE, "Unknown option %s. See paperstack %s --help.", word,
                       p->command->name);
    if (word[2] && specs[option].value == VALUE_FLAG)
        return err_set(e, ERR_USAGE, "Write -%c by itself, not %s.", word[1], word);
    return word[2] ? set_value(p, option, word + 2, e) : take_value(p, option, e);
}

static bool parse_words(struct parser *p, struct err *e)
{
    bool options_ended = false;
    while (p->next < p->argc) {
        const char *word = p->argv[p->next++];
        if (options_ended || word[0] != '-' || !word[1])
            *vec_push(p->out->arena, &p->arguments) = word;
        else if (strcmp(word, "--") == 0)
            options_ended = true;
        else if (!(word[1] == '-' ? parse_long(p, word + 2, e) : parse_letter(p, word, e)))
            return false;
    }
    return true;
}

bool options_parse(const struct command *command, int argc, char **argv, struct arena *a,
                   struct command_line *out, struct err *e)
{
    *out = (struct command_line){.command = command, .arena = a};
    struct parser p = {.command = command, .argv = argv, .argc = argc, .out = out};
    if (!parse_words(&p, e))
        return false;
    out->arguments = p.arguments.items;
    out->n_arguments = p.arguments.n;
    return out->values[OPTION_HELP].text || settings_fill(out, e);
}

/* ---- reading the values ---- */

const char *options_text(const struct command_line *line, enum option option)
{
    for (size_t i = 0; i < options_of_command(line->command); i++)
        if (option_of_command(line->command, i) == option)
            return line->values[option].text;
    BUG("a command asks for an option that it does not take");
}

int64_t options_number(const struct command_line *line, enum option option)
{
    const char *value = options_text(line, option);
    return value ? strtoll(value, NULL, 10) : -1;
}

bool options_flag(const struct command_line *line, enum option option)
{
    const char *value = options_text(line, option);
    return value && flag_of(value) == 1;
}

bool options_is(const struct command_line *line, enum option option, const char *word)
{
    const char *value = options_text(line, option);
    return value && strcmp(value, word) == 0;
}

bool options_require(const struct command_line *line, enum option option, const char **out,
                     struct err *e)
{
    *out = options_text(line, option);
    return *out ||
           err_set(e, ERR_USAGE, "Say --%s %s, or set %s.", specs[option].name,
                   specs[option].placeholder, settings_environment_name(option, line->arena));
}

/* ---- arguments ---- */

static struct str join(const struct command_line *line)
{
    STRBUF_SCOPE(text);
    for (size_t i = 0; i < line->n_arguments; i++) {
        strbuf_add_cstr(&text, i ? " " : "");
        strbuf_add_cstr(&text, line->arguments[i]);
    }
    return str_copy(line->arena, strbuf_view(&text));
}

bool options_phrase(const struct command_line *line, const char *missing, struct str *out,
                    struct err *e)
{
    bool is_input = line->n_arguments == 1 && strcmp(line->arguments[0], "-") == 0;
    if (is_input && !file_read_stdin(PHRASE_MAX, line->arena, out, e))
        return false;
    *out = str_trim(is_input ? *out : join(line));
    return out->n || err_set(e, ERR_USAGE, "%s", missing);
}
