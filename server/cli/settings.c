#include "cli/settings_internal.h"

#include <ctype.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"

#define CONFIG_MAX ((size_t)1 << 20)

/* ---- keys ---- */

const char *settings_environment_name(enum option option, struct arena *a)
{
    char *name = arena_printf(a, "PAPERSTACK_%s", option_spec(option)->name);
    for (char *c = name; *c; c++)
        *c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
    return name;
}

static bool is_setting(enum option option)
{
    enum option_origins origins = option_spec(option)->origins;
    return origins == ORIGINS_SETTING || origins == ORIGINS_SECRET;
}

enum option settings_find(struct str key)
{
    enum option i = 0;
    while (i < OPTION_COUNT && !(is_setting(i) && str_eq(str_from(option_spec(i)->name), key)))
        i++;
    return i;
}

struct str settings_nearest(struct str key)
{
    struct str names[OPTION_COUNT];
    size_t n = 0;
    for (enum option i = 0; i < OPTION_COUNT; i++)
        if (is_setting(i))
            names[n++] = str_from(option_spec(i)->name);
    return nearest_of(key, names, n);
}

/* ---- the environment ---- */

static bool read_environment(struct command_line *line, enum option option, struct err *e)
{
    struct option_given *given = &line->values[option];
    if (given->text || option_spec(option)->origins == ORIGINS_ONCE)
        return true;
    const char *name = settings_environment_name(option, line->arena);
    const char *value = getenv(name);
    if (!value || !*value)
        return true;
    *given = (struct option_given){value, ORIGIN_ENVIRONMENT, name};
    return option_check(option_spec(option), value, name, e);
}

/* ---- the file ---- */

/* A configuration file as it is read. */
struct reading {
    struct command_line *line;
    const char *file;
    size_t number;             /* of the line */
    size_t seen[OPTION_COUNT]; /* the line where the key stands, 0 = none */
};

static bool unknown_key(const struct reading *r, struct str key, struct err *e)
{
    struct str nearest = settings_nearest(key);
    if (nearest.n)
        return err_set(e, ERR_USAGE,
                       "%.120s, line %zu: there is no setting \"%.*s\". Did you mean %.*s?",
                       r->file, r->number, STR_FMT(str_sub(key, 0, 60)), STR_FMT(nearest));
    return err_set(e, ERR_USAGE,
                   "%.120s, line %zu: there is no setting \"%.*s\". See paperstack help settings.",
                   r->file, r->number, STR_FMT(str_sub(key, 0, 60)));
}

static const char *resolve_path(const struct reading *r, struct str value)
{
    struct arena *a = r->line->arena;
    const char *home = getenv("HOME"), *slash = strrchr(r->file, '/');
    if (str_starts(value, STR("~/")) && home)
        return arena_printf(a, "%s%.*s", home, STR_FMT(str_from_pos(value, 1)));
    if (str_starts(value, STR("/")) || str_eq(value, STR("-")) || !slash)
        return str_cstr(a, value);
    return arena_printf(a, "%.*s/%.*s", (int)(slash - r->file), r->file, STR_FMT(value));
}

static bool read_setting(struct reading *r, enum option option, struct str value, struct err *e)
{
    const struct option_spec *spec = option_spec(option);
    struct option_given *given = &r->line->values[option];
    const char *where = arena_printf(r->line->arena, "%s, line %zu", r->file, r->number);
    const char *text =
        spec->value == VALUE_PATH ? resolve_path(r, value) : str_cstr(r->line->arena, value);
    const char *subject = arena_printf(r->line->arena, "%s: %s", where, spec->name);
    if (r->seen[option])
        return err_set(e, ERR_USAGE, "%s stands there twice, first in line %zu.", subject,
                       r->seen[option]);
    r->seen[option] = r->number;
    if (!value.n)
        return err_set(e, ERR_USAGE, "%s has no value.", subject);
    if (!given->text)
        *given = (struct option_given){text, ORIGIN_FILE, where};
    return option_check(spec, text, subject, e);
}

static bool read_line(struct reading *r, struct str text, struct err *e)
{
    if (!text.n || text.p[0] == '#')
        return true;
    size_t equals = str_find_byte(text, '=', 0);
    if (equals == SIZE_MAX)
        return err_set(e, ERR_USAGE, "%.120s, line %zu: write key = value, not \"%.*s\".", r->file,
                       r->number, STR_FMT(str_sub(text, 0, 80)));
    struct str key = str_trim(str_sub(text, 0, equals));
    enum option option = settings_find(key);
    return option == OPTION_COUNT
               ? unknown_key(r, key, e)
               : read_setting(r, option, str_trim(str_from_pos(text, equals + 1)), e);
}

static bool read_config(struct command_line *line, const char *file, struct err *e)
{
    struct reading r = {.line = line, .file = file};
    struct str bytes, text;
    struct err why = {0};
    if (!file_read(AT_FDCWD, file, CONFIG_MAX, line->arena, &bytes, NULL, &why))
        return err_set_detail(e, ERR_USAGE, why.detail, "The settings in %.160s: %s", file,
                              why.msg);
    line->config_file = file;
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from_pos(bytes, 3);
    while (bytes.n && str_split(&bytes, '\n', &text)) {
        r.number++;
        if (!read_line(&r, str_trim(text), e))
            return false;
    }
    return true;
}

/* NULL: there is none. */
static const char *find_config(const struct command_line *line)
{
    static const char everybody[] = "/etc/paperstack/paperstack.conf";
    const char *named = line->values[OPTION_CONFIG].text;
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (named)
        return strcmp(named, "/dev/null") == 0 ? NULL : named;
    bool is_set = folder && *folder;
    const char *own = arena_printf(line->arena, "%s%s/paperstack/config",
                                   is_set ? folder
                                   : home ? home
                                          : "",
                                   is_set ? "" : "/.config");
    if (access(own, F_OK) == 0)
        return own;
    return access(everybody, F_OK) == 0 ? everybody : NULL;
}

/* ---- all of it ---- */

bool settings_fill(struct command_line *line, struct err *e)
{
    for (enum option i = 0; i < OPTION_COUNT; i++)
        if (!read_environment(line, i, e))
            return false;
    const char *file = find_config(line);
    if (file && !read_config(line, file, e))
        return false;
    for (enum option i = 0; i < OPTION_COUNT; i++)
        if (!line->values[i].text && option_spec(i)->fallback)
            line->values[i] =
                (struct option_given){option_spec(i)->fallback, ORIGIN_DEFAULT, "default"};
    return true;
}
