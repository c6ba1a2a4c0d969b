#include "cli/options_internal.h"

#include <ctype.h>
#include <errno.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/strbuf.h"
#include "base/vec.h"

/* The state of one reading of the command line. */
struct parser {
    const struct command *command;
    char **argv;
    int argc, next;
    struct command_line *out;
    VEC(const char *) arguments;
};

static size_t find_option(const struct command *command, struct str name)
{
    size_t i = 0;
    while (i < command->n_options && !str_eq(str_from(command->options[i].name), name))
        i++;
    return i;
}

static size_t find_letter(const struct command *command, char letter)
{
    size_t i = 0;
    while (i < command->n_options && command->options[i].letter != letter)
        i++;
    return i;
}

static bool unknown_option(const struct parser *p, struct str name, struct err *e)
{
    struct str names[64];
    size_t n = 0;
    for (size_t i = 0; i < p->command->n_options && n + 1 < ARRAY_LEN(names); i++)
        names[n++] = str_from(p->command->options[i].name);
    names[n++] = STR("help");
    struct str nearest = nearest_of(name, names, n);
    if (nearest.n)
        return err_set(e, ERR_USAGE, "Unknown option --%.*s. Did you mean --%.*s?", STR_FMT(name),
                       STR_FMT(nearest));
    return err_set(e, ERR_USAGE, "Unknown option --%.*s. See paperstack %s --help.", STR_FMT(name),
                   p->command->name);
}

static bool check_value(const struct option_spec *option, const char *value, const char *where,
                        struct err *e)
{
    if (option->type != OPTION_NUMBER)
        return true;
    char *end = NULL;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    bool is_number = *value && !*end && errno == 0;
    if (is_number && number >= option->min && number <= option->max)
        return true;
    return err_set(e, ERR_USAGE, "%s must be a number from %lld to %lld, not \"%s\".", where,
                   (long long)option->min, (long long)option->max, value);
}

static bool set_value(struct parser *p, size_t index, const char *value, struct err *e)
{
    const struct option_spec *option = &p->command->options[index];
    const char *where = arena_printf(p->out->arena, "--%s", option->name);
    p->out->values[index] = value;
    return check_value(option, value, where, e);
}

/* The word behind an option that needs a value. */
static bool take_value(struct parser *p, size_t index, struct err *e)
{
    if (p->next < p->argc)
        return set_value(p, index, p->argv[p->next++], e);
    const struct option_spec *option = &p->command->options[index];
    return err_set(e, ERR_USAGE, "--%s needs a value: --%s %s.", option->name, option->name,
                   option->placeholder);
}

static bool parse_long(struct parser *p, const char *word, struct err *e)
{
    struct str text = str_from(word);
    size_t equals = str_find_byte(text, '=', 0);
    struct str name = equals == SIZE_MAX ? text : str_sub(text, 0, equals);
    if (str_eq(name, STR("help"))) {
        p->out->wants_help = true;
        return true;
    }
    size_t index = find_option(p->command, name);
    if (index == p->command->n_options)
        return unknown_option(p, name, e);
    if (equals != SIZE_MAX)
        return set_value(p, index, word + equals + 1, e);
    if (p->command->options[index].type == OPTION_FLAG)
        return set_value(p, index, "1", e);
    return take_value(p, index, e);
}

static bool parse_letter(struct parser *p, const char *word, struct err *e)
{
    if (word[1] == 'h' && !word[2]) {
        p->out->wants_help = true;
        return true;
    }
    size_t index = find_letter(p->command, word[1]);
    if (index == p->command->n_options)
        return err_set(e, ERR_USAGE, "Unknown option %s. See paperstack %s --help.", word,
                       p->command->name);
    bool is_flag = p->command->options[index].type == OPTION_FLAG;
    if (word[2] && is_flag)
        return err_set(e, ERR_USAGE, "Write -%c by itself, not %s.", word[1], word);
    if (word[2])
        return set_value(p, index, word + 2, e);
    return is_flag ? set_value(p, index, "1", e) : take_value(p, index, e);
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

static const char *environment_name(const char *option, struct arena *a)
{
    char *name = arena_printf(a, "PAPERSTACK_%s", option);
    for (char *c = name; *c; c++)
        *c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
    return name;
}

/* What the command line left open comes from the environment, else from the table. */
static bool fill_unset(struct parser *p, struct err *e)
{
    for (size_t i = 0; i < p->command->n_options; i++) {
        const struct option_spec *option = &p->command->options[i];
        if (p->out->values[i])
            continue;
        const char *name = environment_name(option->name, p->out->arena);
        const char *value = getenv(name);
        if (value && *value && !check_value(option, value, name, e))
            return false;
        p->out->values[i] = value && *value ? value : option->fallback;
    }
    return true;
}

bool options_parse(const struct command *command, int argc, char **argv, struct arena *a,
                   struct command_line *out, struct err *e)
{
    *out = (struct command_line){.command = command, .arena = a};
    out->values = ARENA_ARRAY(a, const char *, command->n_options + 1);
    struct parser p = {.command = command, .argv = argv, .argc = argc, .out = out};
    if (!parse_words(&p, e) || !fill_unset(&p, e))
        return false;
    out->arguments = p.arguments.items;
    out->n_arguments = p.arguments.n;
    return true;
}

static size_t option_index(const struct command_line *line, const char *name)
{
    size_t index = find_option(line->command, str_from(name));
    if (index == line->command->n_options)
        BUG("a command asks for an option that its table does not have");
    return index;
}

const char *options_text(const struct command_line *line, const char *name)
{
    return line->values[option_index(line, name)];
}

int64_t options_number(const struct command_line *line, const char *name)
{
    const char *value = options_text(line, name);
    return value ? strtoll(value, NULL, 10) : -1;
}

bool options_flag(const struct command_line *line, const char *name)
{
    static const char *const off[] = {"0", "false", "no", "off"};
    const char *value = options_text(line, name);
    if (!value)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(off); i++)
        if (strcmp(value, off[i]) == 0)
            return false;
    return true;
}

bool options_require(const struct command_line *line, const char *name, const char **out,
                     struct err *e)
{
    *out = options_text(line, name);
    if (*out)
        return true;
    size_t index = option_index(line, name);
    return err_set(e, ERR_USAGE, "Say --%s %s, or set %s.", name,
                   line->command->options[index].placeholder, environment_name(name, line->arena));
}

struct str options_join(const struct command_line *line)
{
    STRBUF_SCOPE(text);
    for (size_t i = 0; i < line->n_arguments; i++) {
        strbuf_add_cstr(&text, i ? " " : "");
        strbuf_add_cstr(&text, line->arguments[i]);
    }
    return str_copy(line->arena, strbuf_view(&text));
}
