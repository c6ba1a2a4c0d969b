/* Rows of CSV (RFC 4180, with any line end) and TSV: a cell may stand in quotes, where the separator
 * and line ends belong to it and a doubled quote is one. */
#include "base/arena.h"
#include "extract/vocabulary/file/list_builder_internal.h"

static bool at_end(const struct table_rows *t)
{
    return t->rest.n == 0;
}

static char take(struct table_rows *t)
{
    char c = *t->rest.p;
    t->rest = str_from_pos(t->rest, 1);
    t->next_line += c == '\n';
    return c;
}

/* Where the quote that closes a cell stands, `rest` being behind the one that opens it; or rest.n. */
static size_t find_closing_quote(struct str rest)
{
    size_t at = 0;
    while ((at = str_find_byte(rest, '"', at)) < rest.n && at + 1 < rest.n && rest.p[at + 1] == '"')
        at += 2;
    return at < rest.n ? at : rest.n;
}

static bool read_quoted(struct table_rows *t, struct arena *a, size_t column, struct str *out,
                        struct err *e)
{
    size_t line = t->next_line, n = 0;
    (void)take(t);
    size_t end = find_closing_quote(t->rest);
    if (end == t->rest.n)
        return err_set(e, ERR_VALIDATION,
                       "Line %zu, column %zu: the quote that begins here is never closed. Close "
                       "it, or double a quote that belongs to the text.",
                       line, column);
    char *p = arena_alloc(a, end);
    for (size_t i = 0; i < end; i++) {
        p[n] = take(t);
        if (p[n++] == '"')
            i += take(t) == '"';
    }
    (void)take(t);
    *out = str_of(p, n);
    return true;
}

static bool is_cell_end(const struct table_rows *t)
{
    return at_end(t) || *t->rest.p == t->separator || *t->rest.p == '\n' || *t->rest.p == '\r';
}

static struct str read_plain(struct table_rows *t)
{
    struct str cell = str_of(t->rest.p, 0);
    while (!is_cell_end(t)) {
        cell.n++;
        t->rest = str_from_pos(t->rest, 1);
    }
    return str_trim(cell);
}

static bool refuse_tail(const struct table_rows *t, size_t column, struct err *e)
{
    return err_set(e, ERR_VALIDATION,
                   "Line %zu, column %zu: something stands behind the closing quote. Put the whole "
                   "cell in quotes and double those that belong to the text.",
                   t->next_line, column);
}

static bool read_cell(struct table_rows *t, struct arena *a, size_t column, struct err *e)
{
    if (t->cells.n == TABLE_CELLS_MAX)
        return err_set(e, ERR_VALIDATION, "Line %zu has more than %d columns.", t->line,
                       TABLE_CELLS_MAX);
    struct table_cell *cell = vec_push(a, &t->cells);
    cell->column = column;
    if (at_end(t) || *t->rest.p != '"') {
        cell->text = read_plain(t);
        return true;
    }
    return read_quoted(t, a, column, &cell->text, e) &&
           (is_cell_end(t) || refuse_tail(t, column, e));
}

static bool read_row(struct table_rows *t, struct arena *a, struct err *e)
{
    const char *begin = t->rest.p;
    t->line = t->next_line;
    t->cells.items = NULL;
    t->cells.n = t->cells.cap = 0;
    for (;;) {
        if (!read_cell(t, a, (size_t)(t->rest.p - begin) + 1, e))
            return false;
        if (at_end(t) || *t->rest.p != t->separator)
            break;
        (void)take(t);
    }
    if (!at_end(t) && *t->rest.p == '\r')
        (void)take(t);
    if (!at_end(t) && *t->rest.p == '\n')
        (void)take(t);
    return true;
}

static bool is_empty(const struct table_rows *t)
{
    for (size_t i = 0; i < t->cells.n; i++)
        if (t->cells.items[i].text.n)
            return false;
    return true;
}

bool table_next_row(struct table_rows *t, struct arena *a, bool *done, struct err *e)
{
    do {
        *done = at_end(t);
        if (*done)
            return true;
        arena_clear(a);
        if (!read_row(t, a, e))
            return false;
    } while (is_empty(t));
    return true;
}
