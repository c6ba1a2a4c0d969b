/* Concepts in CSV and TSV files. The first row names the columns; triples of the Computer Science
 * Ontology, which have no such row, are known by their angle brackets. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/nearest.h"
#include "base/strbuf.h"
#include "extract/vocabulary/file/list_builder_internal.h"

enum column {
    COLUMN_NOTHING,
    COLUMN_ID,
    COLUMN_URI,
    COLUMN_LABEL,
    COLUMN_ALTERNATIVE,
    COLUMN_HIDDEN,
    COLUMN_LANGUAGE,
    COLUMN_BROADER,
    COLUMN_NARROWER,
    COLUMN_RELATED,
    COLUMN_KIND,
    COLUMN_DEFINITION,
    COLUMN_NOTATION,
    COLUMN_MATCH
};

struct column_name {
    struct str name;
    enum column column;
    struct str lang;
};

#define COLUMN(name, column, lang) {STR_INIT(name), column, STR_INIT(lang)},
static const struct column_name column_names[] = {
#include "extract/vocabulary/file/columns.def"
};
#undef COLUMN

struct table {
    struct list_builder *builder;
    struct table_rows rows;
    struct column_name columns[TABLE_CELLS_MAX]; /* of each cell; `name` is not used */
    size_t n_columns;
};

/* ---- the header ---- */

static bool is_separator(char c)
{
    return c && strchr("_- :@", c);
}

/* "Pref Label" as "preflabel". */
static struct str fold_header(struct str cell, struct arena *a)
{
    char *p = arena_alloc(a, cell.n);
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++)
        if (!is_separator(cell.p[i]))
            p[n++] = ascii_lower(cell.p[i]);
    return str_of(p, n);
}

static bool find_column(struct str name, struct column_name *out)
{
    for (size_t i = 0; i < ARRAY_LEN(column_names); i++) {
        if (str_eq(column_names[i].name, name)) {
            *out = column_names[i];
            return true;
        }
    }
    return false;
}

static bool is_text_column(enum column column)
{
    return column == COLUMN_LABEL || column == COLUMN_ALTERNATIVE || column == COLUMN_HIDDEN ||
           column == COLUMN_DEFINITION;
}

/* A known name, or one with a language behind it: "label_zh", "label-zh-Hant". */
static bool read_column_name(struct str cell, struct arena *a, struct column_name *out)
{
    if (find_column(fold_header(cell, a), out))
        return true;
    for (size_t i = 1; i + 2 < cell.n; i++) {
        if (!is_separator(cell.p[i]) || !find_column(fold_header(str_sub(cell, 0, i), a), out) ||
            !is_text_column(out->column))
            continue;
        out->lang = str_copy(a, str_from_pos(cell, i + 1));
        return out->lang.n <= 12;
    }
    return false;
}

static void warn_unknown_column(struct table *t, struct str cell)
{
    struct str names[ARRAY_LEN(column_names)];
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        names[i] = column_names[i].name;
    struct str nearest = nearest_of(cell, names, ARRAY_LEN(names));
    if (nearest.n)
        list_builder_warn(t->builder, "the column \"%.*s\" is not read; did you mean \"%.*s\"?",
                          STR_FMT(text_cut(cell, 60)), STR_FMT(nearest));
    else
        list_builder_warn(t->builder, "the column \"%.*s\" is not read",
                          STR_FMT(text_cut(cell, 60)));
}

static bool read_header(struct table *t, struct err *e)
{
    struct list_builder *b = t->builder;
    bool has_label = false;
    b->line = t->rows.line;
    t->n_columns = t->rows.cells.n;
    for (size_t i = 0; i < t->n_columns; i++) {
        struct str cell = t->rows.cells.items[i].text;
        cell = i == 0 && str_starts(cell, STR("#")) ? str_trim(str_from_pos(cell, 1)) : cell;
        struct column_name column = {0};
        if (!read_column_name(cell, b->arena, &column)) {
            column = (struct column_name){0};
            if (cell.n)
                warn_unknown_column(t, cell);
        }
        t->columns[i] = column;
        has_label |= column.column == COLUMN_LABEL;
    }
    return has_label ||
           err_set(e, ERR_VALIDATION,
                   "Line %zu: the first row must name the columns, and one of them must be "
                   "\"label\" (or \"label_en\", \"label_zh\", \"name\", \"term\", …).",
                   t->rows.line);
}

/* ---- rows ---- */

/* Ids, labels and references to them meet under one key. */
static struct str key_of(struct list_builder *b, struct str text)
{
    bool is_iri =
        iri_is_absolute(text) && (str_has(text, STR("://")) || str_starts(text, STR("urn:")));
    return is_iri ? text : fold_key(b->scratch, text);
}

static struct str cell_of(const struct table *t, enum column column)
{
    for (size_t i = 0; i < t->n_columns && i < t->rows.cells.n; i++)
        if (t->columns[i].column == column && t->rows.cells.items[i].text.n)
            return t->rows.cells.items[i].text;
    return STR_EMPTY;
}

/* The next of several values of a cell: separated by "|", or else by ";". */
static bool next_value(struct str *rest, char separator, struct str *out)
{
    while (str_split(rest, separator, out)) {
        *out = str_trim(*out);
        if (out->n)
            return true;
    }
    return false;
}

static char value_separator(struct str cell)
{
    return str_find_byte(cell, '|', 0) == SIZE_MAX ? ';' : '|';
}

static void add_links(struct table *t, uint32_t node, struct str cell, enum column column)
{
    struct list_builder *b = t->builder;
    struct str value;
    char separator = value_separator(cell);
    while (next_value(&cell, separator, &value)) {
        struct str key = key_of(b, value);
        if (!key.n)
            continue;
        uint32_t other = list_builder_node(b, key);
        bool is_inverse = column == COLUMN_NARROWER;
        list_builder_link(b, (struct builder_link){.from = is_inverse ? other : node,
                                                   .to = is_inverse ? node : other,
                                                   .is_broader = column != COLUMN_RELATED,
                                                   .is_open = true});
    }
}

/* A preferred label in a column of several values is the first; a plain column holds one label. */
static bool add_labels(struct table *t, uint32_t node, struct str cell, struct column_name column,
                       struct err *e)
{
    struct list_builder *b = t->builder;
    struct str value, lang = column.lang.n ? column.lang : cell_of(t, COLUMN_LANGUAGE);
    bool is_preferred = column.column == COLUMN_LABEL;
    enum label_rank rank = is_preferred                     ? LABEL_PREFERRED
                           : column.column == COLUMN_HIDDEN ? LABEL_HIDDEN
                                                            : LABEL_ALTERNATIVE;
    char separator = is_preferred ? '|' : value_separator(cell);
    while (next_value(&cell, separator, &value)) {
        if (!list_builder_label(b, node, value, lang, rank, e))
            return false;
        if (is_preferred)
            list_builder_alias(b, node, key_of(b, value));
        rank = rank == LABEL_PREFERRED ? LABEL_ALTERNATIVE : rank;
    }
    return true;
}

static void set_kind(struct table *t, uint32_t node, struct str cell)
{
    struct list_builder *b = t->builder;
    struct str kind = str_lower(b->arena, cell);
    if (vocabulary_is_kind(kind))
        b->nodes.items[node].kind = kind;
    else
        list_builder_warn(b, "the kind \"%.*s\" is not known and is left out",
                          STR_FMT(text_cut(cell, 60)));
}

static bool take_cell(struct table *t, uint32_t node, struct str cell, struct column_name column,
                      struct err *e)
{
    struct list_builder *b = t->builder;
    switch (column.column) {
    case COLUMN_LABEL:
    case COLUMN_ALTERNATIVE:
    case COLUMN_HIDDEN:
        return add_labels(t, node, cell, column, e);
    case COLUMN_BROADER:
    case COLUMN_NARROWER:
    case COLUMN_RELATED:
        add_links(t, node, cell, column.column);
        break;
    case COLUMN_KIND:
        set_kind(t, node, cell);
        break;
    case COLUMN_DEFINITION:
        list_builder_text(b, node, cell, column.lang);
        break;
    case COLUMN_NOTATION:
        b->nodes.items[node].notation =
            str_copy(b->arena, text_cut(label_clean(cell, b->scratch), VOCABULARY_LABEL_MAX));
        break;
    case COLUMN_MATCH:
        for (struct str value; next_value(&cell, '|', &value);)
            list_builder_match(b, node, value);
        break;
    case COLUMN_ID:
    case COLUMN_URI:
    case COLUMN_LANGUAGE:
    case COLUMN_NOTHING:
        break; /* read with the row */
    }
    return true;
}

/* The concept of a row: known by its URI, else its id, else its label. */
static bool open_row(struct table *t, uint32_t *node)
{
    struct list_builder *b = t->builder;
    struct str uri = cell_of(t, COLUMN_URI), id = cell_of(t, COLUMN_ID);
    struct str label = cell_of(t, COLUMN_LABEL);
    struct str key = key_of(b, uri.n ? uri : id.n ? id : label);
    if (!key.n)
        return false;
    *node = list_builder_root(b, list_builder_node(b, key));
    struct builder_node *n = &b->nodes.items[*node];
    n->is_concept = true;
    if (id.n)
        n->id = vocabulary_is_id(id) ? str_copy(b->arena, id) : fold_slug(b->arena, id);
    if (uri.n && id.n)
        list_builder_alias(b, *node, key_of(b, id));
    return true;
}

static bool read_row(struct table *t, struct err *e)
{
    struct table_rows *rows = &t->rows;
    uint32_t node;
    t->builder->line = rows->line;
    if (str_starts(rows->cells.items[0].text, STR("#")))
        return true;
    if (rows->cells.n > t->n_columns)
        return err_set(e, ERR_VALIDATION,
                       "Line %zu, column %zu: the row has %zu cells, the header only %zu. Put a "
                       "cell that holds the separator in quotes.",
                       rows->line, rows->cells.items[t->n_columns].column, rows->cells.n,
                       t->n_columns);
    if (!open_row(t, &node)) {
        list_builder_warn(t->builder, "a row without a label is left out");
        return true;
    }
    for (size_t i = 0; i < rows->cells.n; i++)
        if (rows->cells.items[i].text.n &&
            !take_cell(t, node, rows->cells.items[i].text, t->columns[i], e))
            return false;
    return true;
}

/* ---- triples ---- */

static struct str unwrap(struct str iri)
{
    bool is_wrapped = str_starts(iri, STR("<")) && str_ends(iri, STR(">"));
    return is_wrapped ? str_sub(iri, 1, iri.n - 1) : iri;
}

/* A literal comes as "text"@en, as text@en or bare, sometimes with the dot of a statement. */
static void read_object(struct str cell, struct rdf_triple *t)
{
    cell = str_trim(str_ends(cell, STR(" .")) ? str_sub(cell, 0, cell.n - 1) : cell);
    t->object_is_iri = str_starts(cell, STR("<")) && str_ends(cell, STR(">"));
    t->object = unwrap(cell);
    if (t->object_is_iri)
        return;
    size_t at = cell.n;
    while (at > 0 && (ascii_is_alnum(cell.p[at - 1]) || cell.p[at - 1] == '-'))
        at--;
    if (at > 1 && cell.p[at - 1] == '@' && cell.n - at >= 2) {
        t->tag = str_from_pos(cell, at);
        t->object = str_sub(cell, 0, at - 1);
    }
    if (t->object.n >= 2 && str_starts(t->object, STR("\"")) && str_ends(t->object, STR("\"")))
        t->object = str_sub(t->object, 1, t->object.n - 1);
}

static bool read_triple(struct table *t, struct err *e)
{
    const struct table_rows *rows = &t->rows;
    t->builder->line = rows->line;
    if (rows->cells.n != 3)
        return err_set(e, ERR_VALIDATION, "Line %zu: a triple has three cells, not %zu.",
                       rows->line, rows->cells.n);
    struct rdf_triple triple = {.subject = unwrap(rows->cells.items[0].text),
                                .predicate = unwrap(rows->cells.items[1].text)};
    read_object(rows->cells.items[2].text, &triple);
    return rdf_take(t->builder, &triple, e);
}

static bool holds_triples(const struct table *t)
{
    return t->rows.cells.n == 3 && str_starts(t->rows.cells.items[0].text, STR("<")) &&
           str_starts(t->rows.cells.items[1].text, STR("<"));
}

static bool read_table(struct table *t, struct arena *cells, struct err *e)
{
    bool done;
    if (!table_next_row(&t->rows, cells, &done, e))
        return false;
    if (done)
        return err_set(e, ERR_VALIDATION, "The file is empty.");
    bool triples = holds_triples(t);
    if (!triples) {
        if (!read_header(t, e) || !table_next_row(&t->rows, cells, &done, e))
            return false;
    }
    while (!done) {
        arena_clear(t->builder->scratch);
        if (!(triples ? read_triple(t, e) : read_row(t, e)) ||
            !table_next_row(&t->rows, cells, &done, e))
            return false;
    }
    return true;
}

bool table_read(struct list_builder *b, struct str bytes, char separator, struct err *e)
{
    struct table t = {.builder = b,
                      .rows = {.rest = bytes, .separator = separator, .next_line = 1}};
    struct arena *cells = arena_new();
    bool ok = read_table(&t, cells, e);
    arena_free(cells);
    return ok;
}
