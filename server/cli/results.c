#include "cli/results_internal.h"

#include <stdio.h>

#include "app/json.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/plain_internal.h"
#include "cli/table_internal.h"

/* ---- cells ---- */

/* Of labels by language the English one, else the first; of a thing what it is called. */
static const json_t *name_of(const json_t *object)
{
    static const char *const names[] = {"label", "title", "en", "key"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const json_t *name = json_object_get(object, names[i]);
        if (json_is_string(name))
            return name;
    }
    void *first = json_object_iter((json_t *)(uintptr_t)object);
    const json_t *value = first ? json_object_iter_value(first) : NULL;
    return json_is_string(value) ? value : NULL;
}

static void add_scalar(struct strbuf *out, const json_t *value)
{
    if (json_is_string(value))
        plain_add(out, str_from(json_string_value(value)));
    else if (json_is_integer(value))
        strbuf_printf(out, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        strbuf_printf(out, "%.3f", json_real_value(value));
    else if (json_is_boolean(value))
        strbuf_add_cstr(out, json_is_true(value) ? "true" : "false");
}

/* Things in a list by their names; what lies deeper is left to --json. */
static void add_value(struct strbuf *out, const json_t *value, const char *joint)
{
    size_t i;
    const json_t *item;
    if (!json_is_array(value)) {
        add_scalar(out, json_is_object(value) ? name_of(value) : value);
        return;
    }
    json_array_foreach(value, i, item)
    {
        strbuf_add_cstr(out, i ? joint : "");
        add_scalar(out, json_is_object(item) ? name_of(item) : item);
    }
}

/* "papers.entry" is a member of its own, or one within "papers". */
static const json_t *member_at(const json_t *item, struct str path)
{
    struct str name;
    char text[64];
    (void)snprintf(text, sizeof(text), "%.*s", STR_FMT(path));
    const json_t *whole = json_object_get(item, text);
    if (whole)
        return whole;
    while (item && path.n && str_split(&path, '.', &name)) {
        (void)snprintf(text, sizeof(text), "%.*s", STR_FMT(name));
        item = json_object_get(item, text);
    }
    return item;
}

struct str result_cell(const json_t *item, const char *member, struct arena *a)
{
    struct str rest = str_from(member), path = STR_EMPTY;
    const json_t *value = NULL;
    STRBUF_SCOPE(text);
    while (rest.n && !value && str_split(&rest, '|', &path))
        value = member_at(item, path);
    add_value(&text, value, str_eq(path, STR("nodes")) ? " → " : "; ");
    return str_copy(a, strbuf_view(&text));
}

/* ---- columns ---- */

struct columns {
    struct result_column items[TABLE_COLUMNS_MAX];
    size_t n;
};

static bool read_columns(const struct command_line *line, const struct result_view *view,
                         struct columns *out, struct err *e)
{
    const char *fields = options_text(line, OPTION_FIELDS);
    struct str rest = str_from(fields ? fields : ""), name;
    out->n = 0;
    for (size_t i = 0; !fields && i < view->n_columns; i++)
        out->items[out->n++] = view->columns[i];
    while (rest.n && str_split(&rest, ',', &name)) {
        if (out->n == TABLE_COLUMNS_MAX)
            return err_set(e, ERR_USAGE, "--fields takes at most %d names.", TABLE_COLUMNS_MAX);
        const char *member = arena_printf(line->arena, "%.*s", STR_FMT(str_trim(name)));
        out->items[out->n++] = (struct result_column){member, member};
    }
    return out->n > 0 || err_set(e, ERR_USAGE, "--fields names no member.");
}

static bool is_asked_for(const struct columns *c, const char *key)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->items[i].member, key) == 0)
            return true;
    return false;
}

static void keep_members(json_t *item, const struct columns *c)
{
    void *next;
    const char *key;
    json_t *value;
    json_object_foreach_safe(item, next, key, value)
    {
        if (!is_asked_for(c, key))
            (void)json_object_del(item, key);
    }
}

/* ---- forms ---- */

static void print_json(const json_t *value, size_t flags, struct arena *a)
{
    printf("%.*s\n", STR_FMT(json_print(value, flags, a)));
}

/* RFC 4180. */
static void print_csv_cell(struct str text, bool is_last)
{
    bool needs_quotes =
        str_find_byte(text, ',', 0) != SIZE_MAX || str_find_byte(text, '"', 0) != SIZE_MAX;
    if (needs_quotes)
        putchar('"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            putchar('"');
        putchar(text.p[i]);
    }
    fputs(needs_quotes ? "\"" : "", stdout);
    fputs(is_last ? "\r\n" : ",", stdout);
}

static void print_csv(const json_t *items, const struct columns *c, struct arena *a)
{
    size_t i;
    json_t *item;
    for (size_t k = 0; k < c->n; k++)
        print_csv_cell(str_from(c->items[k].title), k + 1 == c->n);
    json_array_foreach(items, i, item)
    {
        for (size_t k = 0; k < c->n; k++)
            print_csv_cell(result_cell(item, c->items[k].member, a), k + 1 == c->n);
    }
}

static void print_table(const struct command_line *line, const json_t *items,
                        const struct columns *c, const struct result_view *view)
{
    struct arena *a = line->arena;
    size_t i;
    json_t *item;
    struct table table = {.arena = a, .n_columns = c->n, .has_colour = table_wants_colour(line)};
    for (size_t k = 0; k < c->n; k++)
        table.titles[k] = c->items[k].title;
    json_array_foreach(items, i, item)
    {
        struct table_row *row = table_add_row(&table);
        for (size_t k = 0; k < c->n; k++)
            row->cells[k] = result_cell(item, c->items[k].member, a);
        row->details = view->details ? view->details(item, a) : STR_EMPTY;
    }
    table_print(&table);
}

static void say_total(const json_t *answer, size_t n)
{
    json_int_t total =
        json_integer_value(json_object_get(json_object_get(answer, "page"), "total"));
    if (total > (json_int_t)n)
        fprintf(stderr, "%zu of %lld; --limit shows more\n", n, (long long)total);
}

bool results_print(const struct command_line *line, json_t *answer, const struct result_view *view,
                   int *status, struct err *e)
{
    struct columns columns;
    json_t *items = json_object_get(answer, "items"), *item;
    size_t i;
    struct arena *a = line->arena;
    if (!read_columns(line, view, &columns, e))
        return false;
    if (json_array_size(items) == 0 && options_flag(line, OPTION_FAIL_EMPTY))
        *status = EXIT_NOTHING_FOUND;
    if (options_text(line, OPTION_FIELDS))
        json_array_foreach(items, i, item) keep_members(item, &columns);
    if (options_flag(line, OPTION_JSON))
        print_json(answer, JSON_STYLE | JSON_INDENT(1), a);
    else if (options_flag(line, OPTION_JSONL))
        json_array_foreach(items, i, item) print_json(item, JSON_STYLE | JSON_COMPACT, a);
    else if (options_flag(line, OPTION_CSV))
        print_csv(items, &columns, a);
    else
        print_table(line, items, &columns, view);
    if (!options_flag(line, OPTION_JSON))
        say_total(answer, json_array_size(items));
    return true;
}

/* What is to be known of an answer stands beside the data. */
static void warn(const json_t *answer)
{
    size_t i;
    const json_t *warning;
    json_array_foreach(json_object_get(answer, "warnings"), i, warning)
        plain_say("", str_from(json_string_value(json_object_get(warning, "detail"))), "\n");
}

bool results_ask(const struct command_line *line, struct asker *asker,
                 bool (*get)(struct asker *, struct str, json_t **, struct err *),
                 struct str target, const struct result_view *view, int *status, struct err *e)
{
    json_t *answer;
    if (!get(asker, target, &answer, e))
        return false;
    warn(answer);
    bool ok = results_print(line, answer, view, status, e);
    json_decref(answer);
    return ok;
}

/* ---- one thing ---- */

static void print_members(const struct command_line *line, const json_t *thing)
{
    struct arena *a = line->arena;
    struct table table = {.arena = a,
                          .n_columns = 2,
                          .titles = {"member", "value"},
                          .has_colour = table_wants_colour(line)};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)thing, key, value)
    {
        struct table_row *row = table_add_row(&table);
        row->cells[0] = str_copy(a, str_from(key));
        row->cells[1] = result_cell(thing, key, a);
    }
    table_print(&table);
}

bool results_print_one(const struct command_line *line, json_t *thing, struct err *e)
{
    static const struct result_column type = {"type", "type"};
    static const struct result_view view = {&type, 1, NULL};
    struct columns columns;
    if (!read_columns(line, &view, &columns, e))
        return false;
    if (options_text(line, OPTION_FIELDS))
        keep_members(thing, &columns);
    if (options_flag(line, OPTION_JSON))
        print_json(thing, JSON_STYLE | JSON_INDENT(1), line->arena);
    else if (options_flag(line, OPTION_JSONL))
        print_json(thing, JSON_STYLE | JSON_COMPACT, line->arena);
    else if (options_flag(line, OPTION_CSV))
        return err_set(e, ERR_USAGE, "--csv is for lists: use --json here.");
    else
        print_members(line, thing);
    return true;
}
