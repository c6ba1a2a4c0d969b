#include "extract/entry/entry_internal.h"

#define COLUMNS_MAX 24

/* What the columns of a table hold; COLUMNS_MAX: there is none. */
struct columns {
    uint32_t title, name, link, year, author, venue;
};

static struct str cell_text(const struct entry_search *s, uint32_t cell)
{
    const struct node *n = &s->d->nodes[cell];
    return n->text_begin < n->text_end
               ? str_trim(document_visible(s->d, n->text_begin, n->text_end, s->a))
               : STR_EMPTY;
}

static void set_column(uint32_t *column, uint32_t index, enum word_list list, struct str header)
{
    if (*column == COLUMNS_MAX && words_match(list, PLACE_ALL, header))
        *column = index;
}

static void read_header(const struct entry_search *s, uint32_t row, struct columns *out)
{
    *out = (struct columns){COLUMNS_MAX, COLUMNS_MAX, COLUMNS_MAX,
                            COLUMNS_MAX, COLUMNS_MAX, COLUMNS_MAX};
    uint32_t index = 0;
    for (uint32_t i = s->d->nodes[row].first_child; i != NO_NODE && index < COLUMNS_MAX;
         i = s->d->nodes[i].next, index++) {
        struct str header = words_fold(cell_text(s, i), s->a);
        set_column(&out->title, index, WORDS_COLUMN_TITLE, header);
        set_column(&out->name, index, WORDS_COLUMN_NAME, header);
        set_column(&out->link, index, WORDS_COLUMN_LINK, header);
        set_column(&out->year, index, WORDS_COLUMN_YEAR, header);
        set_column(&out->author, index, WORDS_COLUMN_AUTHOR, header);
        set_column(&out->venue, index, WORDS_COLUMN_VENUE, header);
    }
}

static uint32_t cell_at(const struct entry_search *s, uint32_t row, uint32_t column)
{
    uint32_t cell = s->d->nodes[row].first_child;
    for (uint32_t i = 0; i < column && cell != NO_NODE; i++)
        cell = s->d->nodes[cell].next;
    return column == COLUMNS_MAX ? NO_NODE : cell;
}

/* First reference to a paper in the row; one whose label is another title is not taken. */
static uint32_t row_identifier(const struct entry_search *s, const struct candidate *c,
                               uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        bool is_in_title = r->begin >= from && r->end <= to;
        if (reference_is_paper(r) && (is_in_title || r->label != LABEL_NAME))
            return c->first_reference + i;
    }
    return NONE;
}

static void read_title_cell(struct entry_search *s, struct candidate *c, uint32_t cell)
{
    const struct node *n = &s->d->nodes[cell];
    c->begin = n->text_begin;
    c->end = n->text_end;
    c->text = cell_text(s, cell);
    c->folded = words_fold(c->text, s->a);
    struct candidate own = *c;
    own.node = cell;
    own.first_reference = references_from(s, n->text_begin);
    own.n_references = references_from(s, n->text_end) - own.first_reference;
    head_read(s, &own);
    c->head = own.head;
    c->source = own.source == TITLE_NOWHERE ? TITLE_NOWHERE : TITLE_CELL;
    c->title_begin = own.title_begin;
    c->title_end = own.title_end;
    c->raw_title = own.raw_title;
    c->title = own.title;
    c->grade = own.grade;
    c->identifier =
        own.identifier != NONE ? own.identifier : row_identifier(s, c, n->text_begin, n->text_end);
}

/* "RED-CNN。自己符号化器＋…": what is said about a method is no part of its name. */
static struct str first_clause(struct str text)
{
    static const char *const stops[] = {"。", "；", "，", "、", ". ", "; "};
    for (size_t i = 0; i < ARRAY_LEN(stops); i++)
        text = str_sub(text, 0, str_find(text, str_from(stops[i]), 0));
    return text;
}

static void read_side_cells(struct entry_search *s, struct candidate *c,
                            const struct columns *columns)
{
    uint32_t row = c->node, cell = cell_at(s, row, columns->name);
    if (cell != NO_NODE && columns->title != COLUMNS_MAX) {
        struct title t;
        title_clean(first_clause(cell_text(s, cell)), s->a, &t);
        c->alias = t.text;
    }
    static const struct str none = {NULL, 0};
    cell = cell_at(s, row, columns->year);
    struct str year = cell == NO_NODE ? none : cell_text(s, cell);
    cell = cell_at(s, row, columns->venue);
    struct str venue = cell == NO_NODE ? none : cell_text(s, cell);
    cell = cell_at(s, row, columns->author);
    if (cell != NO_NODE)
        c->title.authors = cell_text(s, cell);
    struct title t;
    title_clean(str_from(arena_printf(s->a, "X %.*s", STR_FMT(venue))), s->a, &t);
    if (t.venue.n)
        c->title.venue = t.venue;
    if (c->title.year == 0 && shape_year(year, &c->title.year) == SIZE_MAX)
        (void)shape_year(venue, &c->title.year);
}

/* Without a known header the title stands in the first cell that links to a paper by name. */
static uint32_t linked_cell(const struct entry_search *s, const struct candidate *c)
{
    for (uint32_t i = 0; i < c->n_references; i++) {
        const struct reference *r = &s->references[c->first_reference + i];
        if (reference_is_paper(r) && r->label == LABEL_NAME &&
            s->d->nodes[r->node].kind == NODE_CELL)
            return r->node;
    }
    return NO_NODE;
}

static void read_row(struct entry_search *s, struct candidate *c, const struct columns *columns)
{
    uint32_t cell = cell_at(s, c->node, columns->title);
    bool is_titled = cell != NO_NODE;
    if (!is_titled && row_identifier(s, c, 0, UINT32_MAX) != NONE)
        cell =
            linked_cell(s, c) != NO_NODE ? linked_cell(s, c) : cell_at(s, c->node, columns->name);
    if (cell == NO_NODE || s->d->nodes[cell].text_begin >= s->d->nodes[cell].text_end)
        return;
    read_title_cell(s, c, cell);
    if (c->source == TITLE_NOWHERE)
        return;
    read_side_cells(s, c, columns);
    if (is_titled && (c->grade != GRADE_NONE || c->identifier != NONE))
        candidate_add(c, FEATURE_TITLE_COLUMN);
    if (c->identifier != NONE)
        candidate_add(c, is_titled ? FEATURE_LINKED_ROW : FEATURE_TITLE_AND_LINK);
}

void rows_read(struct entry_search *s)
{
    uint32_t table = NONE;
    struct columns columns = {0};
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        if (c->kind != CANDIDATE_ROW)
            continue;
        uint32_t parent = s->d->nodes[c->node].parent;
        if (parent != table)
            read_header(s, s->d->nodes[parent].first_child, &columns);
        table = parent;
        read_row(s, c, &columns);
    }
}
