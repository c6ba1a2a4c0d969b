#include "cli/table_internal.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cli/options_internal.h"

#define DEFAULT_WIDTH 80
#define GAP           2

/* ECMA-48, select graphic rendition. */
#define BOLD  "\033[1m"
#define FAINT "\033[2m"
#define PLAIN "\033[0m"

struct table_row *table_add_row(struct table *t)
{
    return vec_push(t->arena, t);
}

size_t table_width(struct str s)
{
    size_t width = 0, n;
    for (size_t i = 0; i < s.n; i += n)
        width += utf8_cells(utf8_decode(s, i, &n));
    return width;
}

struct str table_cut(struct str s, size_t width, struct arena *a)
{
    size_t used = 0, n;
    if (table_width(s) <= width || width == 0)
        return s;
    for (size_t i = 0; i < s.n; i += n) {
        used += utf8_cells(utf8_decode(s, i, &n));
        if (used > width - 1)
            return str_from(arena_printf(a, "%.*s…", STR_FMT(str_sub(s, 0, i))));
    }
    return s;
}

static void print_plain(const struct table *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->n_columns; k++)
            printf("%.*s%c", STR_FMT(t->items[i].cells[k]), k + 1 < t->n_columns ? '\t' : '\n');
}

bool table_wants_colour(const struct command_line *line)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool is_plain = (no_color && *no_color) || (terminal && strcmp(terminal, "dumb") == 0);
    return options_is(line, OPTION_COLOR, "always") ||
           (options_is(line, OPTION_COLOR, "auto") && !is_plain);
}

static size_t terminal_width(void)
{
    struct winsize size;
    bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20;
    return is_known ? size.ws_col : DEFAULT_WIDTH;
}

static void print_cell(struct str text, size_t width)
{
    size_t used = table_width(text);
    printf("%.*s%*s", STR_FMT(text), used < width ? (int)(width - used) : 0, "");
}

/* Every column but the last as wide as its widest cell; the last takes what is left. */
static void measure(const struct table *t, size_t *widths)
{
    size_t left = terminal_width();
    for (size_t k = 0; k + 1 < t->n_columns; k++) {
        widths[k] = table_width(str_from(t->titles[k]));
        for (size_t i = 0; i < t->n; i++) {
            size_t width = table_width(t->items[i].cells[k]);
            widths[k] = width > widths[k] ? width : widths[k];
        }
        left = left > widths[k] + GAP ? left - widths[k] - GAP : 0;
    }
    widths[t->n_columns - 1] = left > 20 ? left : 20;
}

static void print_row(const struct table *t, const struct str *cells, const size_t *widths)
{
    size_t last = t->n_columns - 1;
    for (size_t k = 0; k < last; k++)
        print_cell(cells[k], widths[k] + GAP);
    struct str text = table_cut(cells[last], widths[last], t->arena);
    printf("%.*s\n", STR_FMT(text));
}

static void print_pretty(const struct table *t)
{
    size_t widths[TABLE_COLUMNS_MAX];
    struct str titles[TABLE_COLUMNS_MAX];
    measure(t, widths);
    for (size_t k = 0; k < t->n_columns; k++)
        titles[k] = str_from(t->titles[k]);
    fputs(t->has_colour ? BOLD : "", stdout);
    print_row(t, titles, widths);
    fputs(t->has_colour ? PLAIN : "", stdout);
    for (size_t i = 0; i < t->n; i++) {
        print_row(t, t->items[i].cells, widths);
        struct str details = table_cut(t->items[i].details, terminal_width() - 4, t->arena);
        if (details.n)
            printf("    %s%.*s%s\n", t->has_colour ? FAINT : "", STR_FMT(details),
                   t->has_colour ? PLAIN : "");
    }
}

void table_print(const struct table *t)
{
    if (t->n == 0)
        return;
    if (isatty(STDOUT_FILENO) == 1)
        print_pretty(t);
    else
        print_plain(t);
}
