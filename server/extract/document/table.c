#include "extract/document/document_internal.h"

/* Position of the next bar that splits cells, or `end`. "\|" does not, nor does the bar of a
 * wikilink "[[target|text]]". */
static uint32_t next_bar(struct str s, uint32_t at, uint32_t end)
{
    for (; at < end; at++) {
        if (s.p[at] == '|')
            return at;
        if (s.p[at] == '\\')
            at++;
    }
    return end;
}

/* The bytes of a row between its outer bars. */
static void row_inside(struct str s, uint32_t *begin, uint32_t *end)
{
    trim_range(s, begin, end);
    if (*begin < *end && s.p[*begin] == '|')
        (*begin)++;
    if (*begin < *end && s.p[*end - 1] == '|' && s.p[*end - 2] != '\\')
        (*end)--;
}

static uint32_t count_cells(struct str s, uint32_t begin, uint32_t end)
{
    row_inside(s, &begin, &end);
    uint32_t n = 1;
    for (uint32_t at = begin; (at = next_bar(s, at, end)) < end; at++)
        n++;
    return n;
}

/* ":---:" */
static bool is_rule_cell(struct str cell)
{
    cell = str_trim(cell);
    size_t from = cell.n > 0 && cell.p[0] == ':';
    size_t to = cell.n > from && cell.p[cell.n - 1] == ':' ? cell.n - 1 : cell.n;
    for (size_t i = from; i < to; i++)
        if (cell.p[i] != '-')
            return false;
    return to > from;
}

static bool is_rule_row(struct str s, uint32_t begin, uint32_t end)
{
    trim_range(s, &begin, &end);
    if (begin == end || !memchr(s.p + begin, '|', end - begin))
        return false;
    row_inside(s, &begin, &end);
    while (begin <= end) {
        uint32_t bar = next_bar(s, begin, end);
        if (!is_rule_cell(str_sub(s, begin, bar)))
            return false;
        begin = bar + 1;
    }
    return true;
}

bool table_starts(const struct builder *b, uint32_t begin, uint32_t line, uint32_t last)
{
    if (line >= last)
        return false;
    struct str s = b->src;
    uint32_t rule = line_text(b, line + 1);
    uint32_t rule_end = line_end(b->d, line + 1);
    if (rule == rule_end || !strchr("|:-", s.p[rule]) || !is_rule_row(s, rule, rule_end))
        return false;
    uint32_t end = line_end(b->d, line);
    bool both_barred = s.p[begin] == '|' && s.p[rule] == '|';
    return both_barred || count_cells(s, begin, end) == count_cells(s, rule, rule_end);
}

static void add_cell(struct builder *b, uint32_t begin, uint32_t end)
{
    uint32_t node = tree_open(b, NODE_CELL, begin);
    trim_range(b->src, &begin, &end);
    tree_set_text(b, node, begin, end);
    tree_close(b, end);
}

static void add_row(struct builder *b, uint32_t begin, uint32_t end, bool is_header)
{
    trim_range(b->src, &begin, &end);
    uint32_t row = tree_open(b, NODE_ROW, begin);
    if (is_header)
        b->nodes.items[row].flags |= NODE_HEADER;
    uint32_t at = begin;
    uint32_t stop = end;
    row_inside(b->src, &at, &stop);
    mask_set(b, begin, at, MASK_MARKUP);
    mask_set(b, stop, end, MASK_MARKUP);
    while (at <= stop) {
        uint32_t bar = next_bar(b->src, at, stop);
        add_cell(b, at, bar);
        if (bar < stop)
            mask_set(b, bar, bar + 1, MASK_MARKUP);
        at = bar + 1;
    }
    tree_close(b, end);
}

void table_add(struct builder *b, uint32_t begin, uint32_t line, uint32_t last)
{
    (void)tree_open(b, NODE_TABLE, begin);
    add_row(b, begin, line_end(b->d, line), true);
    mask_set(b, line_text(b, line + 1), line_end(b->d, line + 1), MASK_MARKUP);
    for (uint32_t i = line + 2; i <= last; i++)
        add_row(b, line_text(b, i), line_end(b->d, i), false);
    tree_close(b, line_end(b->d, last));
}
