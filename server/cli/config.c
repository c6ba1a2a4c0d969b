#include <stdio.h>
#include <unistd.h>

#include "app/json.h"
#include "base/arena.h"
#include "cli/commands_internal.h"
#include "cli/settings_internal.h"
#include "cli/table_internal.h"

/* All settings, so that a flag shows as it would to the command that takes it. */
#define ROW_ONCE(id)
#define ROW_START(id)
#define ROW_SECRET(id)  OPTION_##id,
#define ROW_SETTING(id) OPTION_##id,

static const enum option options[] = {

#define OPTION(id, name, letter, value, placeholder, fallback, min, max, origins, help)            \
    ROW_##origins(id)
#include "cli/options.def"
#undef OPTION
    OPTION_JSON,
};

static const char *const origin_names[] = {"unset", "default", "file", "environment", "flag"};

/* ---- show ---- */

/* A secret is there or not, and no more than that is shown. */
static const char *shown_value(const struct command_line *line, enum option option)
{
    const char *text = line->values[option].text;
    bool is_secret = option_spec(option)->origins == ORIGINS_SECRET;
    return text && is_secret ? "(secret)" : text;
}

static void show_json(const struct command_line *line)
{
    json_t *all = json_object();
    for (size_t i = 0; i < ARRAY_LEN(options) - 1; i++) {
        const struct option_given *given = &line->values[options[i]];
        json_t *row = json_pack("{s:s?, s:s, s:s?}", "value", shown_value(line, options[i]),
                                "origin", origin_names[given->origin], "where", given->where);
        (void)json_object_set_new(all, option_spec(options[i])->name, row);
    }
    printf("%.*s\n", STR_FMT(json_print(all, JSON_STYLE | JSON_INDENT(1), line->arena)));
    json_decref(all);
}

static void show(const struct command_line *line)
{
    struct table table = {.arena = line->arena,
                          .n_columns = 4,
                          .titles = {"key", "value", "from", "where"},
                          .has_colour = table_wants_colour(line)};
    for (size_t i = 0; i < ARRAY_LEN(options) - 1; i++) {
        const struct option_given *given = &line->values[options[i]];
        struct table_row *row = table_add_row(&table);
        row->cells[0] = str_from(option_spec(options[i])->name);
        row->cells[1] = str_from(shown_value(line, options[i]));
        row->cells[2] = str_from(origin_names[given->origin]);
        row->cells[3] = given->origin > ORIGIN_DEFAULT ? str_from(given->where) : STR_EMPTY;
    }
    table_print(&table);
}

/* ---- check ---- */

/* "DATA_DIR" of a variable to "data-dir". */
static struct str key_of(struct str variable, struct arena *a)
{
    char *key = arena_strndup(a, variable.p, variable.n);
    for (char *c = key; *c; c++)
        *c = *c == '_' ? '-' : *c;
    return str_lower(a, str_of(key, variable.n));
}

static bool check_variable(struct str name, struct arena *a)
{
    struct str key = key_of(str_from_pos(name, strlen("PAPERSTACK_")), a);
    bool is_known = settings_find(key) != OPTION_COUNT ||
                    str_eq(key, str_from(option_spec(OPTION_CONFIG)->name));
    if (is_known)
        return true;
    struct str nearest = settings_nearest(key);
    printf("%.*s: there is no setting \"%.*s\".", STR_FMT(name), STR_FMT(key));
    if (nearest.n)
        printf(" Did you mean %s?", settings_environment_name(settings_find(nearest), a));
    putchar('\n');
    return false;
}

/* What is wrong in the file or in a value ended the program before it came here. */
static void check(const struct command_line *line, int *status)
{
    for (char **variable = environ; *variable; variable++) {
        struct str text = str_from(*variable);
        struct str name = str_sub(text, 0, str_find_byte(text, '=', 0));
        bool is_set = name.n + 1 < text.n;
        if (is_set && str_starts(name, STR("PAPERSTACK_")) && !check_variable(name, line->arena))
            *status = EXIT_USAGE;
    }
    if (*status == EXIT_DONE)
        printf("no problems; file: %s\n", line->config_file ? line->config_file : "none");
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    const char *what = line->n_arguments == 1 ? line->arguments[0] : "";
    if (strcmp(what, "check") == 0)
        check(line, status);
    else if (strcmp(what, "show") != 0)
        return err_set(e, ERR_USAGE, "Say config show or config check.");
    else if (options_flag(line, OPTION_JSON))
        show_json(line);
    else
        show(line);
    return true;
}

const struct command config_command = {
    .name = "config",
    .purpose = "show the settings that hold and where each came from, or check them",
    .arguments = "show | check",
    .details = "check ends with 2 when the file, a value or the name of a variable is wrong.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack config show", "paperstack config check --config lab.conf"},
    .run = run,
};
