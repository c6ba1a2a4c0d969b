/* table_internal.h: a table on a terminal, its columns by display width (a Chinese character takes
 * two cells); elsewhere tab-separated lines for other programs. */
#ifndef PS_CLI_TABLE_INTERNAL_H
#define PS_CLI_TABLE_INTERNAL_H

#include "base/str.h"

struct arena;

#define TABLE_COLUMNS_MAX 12

struct table {
    struct arena *arena;
    size_t n_columns;
    bool has_colour; /* titles and details stand out, on terminals only */
    const char *titles[TABLE_COLUMNS_MAX];

    struct table_row {
        struct str cells[TABLE_COLUMNS_MAX];
        struct str details; /* a line of its own below the row, on terminals only */
    } * items;

    size_t n, cap;
};

struct command_line;

/* As --color and NO_COLOR say. */
bool table_wants_colour(const struct command_line *line);
/* A new row; its cells are set by the caller and live as long as the table. */
struct table_row *table_add_row(struct table *t);
/* To standard output. */
void table_print(const struct table *t);

/* Cells that the text takes. */
size_t table_width(struct str s);
/* As much of the text as fits into `width` cells, with "…" when it was cut. */
struct str table_cut(struct str s, size_t width, struct arena *a);

#endif
