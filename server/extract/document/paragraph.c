#include "extract/document/document_internal.h"

#include "base/utf8.h"

#define PSEUDO_MAX     80 /* code points of a bold line that stands for a heading */
#define PSEUDO_HAN_MAX 40 /* … of a line that begins "一、" */
#define PSEUDO_LEVEL   7
#define KEY_MAX        120 /* bytes of a footnote's key */

uint32_t skip_hidden(const struct builder *b, uint32_t from, uint32_t to)
{
    while (from < to && (b->mask[from] == MASK_HIDDEN || is_blank(b->src.p[from])))
        from++;
    return from;
}

uint32_t line_text(const struct builder *b, uint32_t line)
{
    uint32_t end = line_end(b->d, line);
    uint32_t at = skip_hidden(b, line_begin(b->d, line), end);
    while (at < end && b->src.p[at] == '>')
        at = skip_hidden(b, at + 1, end);
    return at;
}

void trim_hidden(const struct builder *b, uint32_t *from, uint32_t *to)
{
    const unsigned char *mask = b->mask;
    while (*from < *to && (is_white(b->src.p[*from]) || mask[*from] == MASK_HIDDEN))
        (*from)++;
    while (*from < *to && (is_white(b->src.p[*to - 1]) || mask[*to - 1] == MASK_HIDDEN))
        (*to)--;
}

/* ---- pseudo headings ---- */

static bool is_strong_mark(struct str s, uint32_t at)
{
    return bytes_at(s, at, STR("**")) || bytes_at(s, at, STR("__"));
}

/* One strong run, perhaps with a number before it and a colon behind it. */
static bool is_strong_line(struct str text)
{
    uint32_t end = (uint32_t)text.n;
    uint32_t at = heading_number_end(text, 0, end);
    static const struct str colons[] = {STR_INIT(":"), STR_INIT("：")};
    for (size_t i = 0; i < ARRAY_LEN(colons); i++)
        if (str_ends(str_sub(text, 0, end), colons[i]))
            end -= (uint32_t)colons[i].n;
    if (end - at < 5 || !is_strong_mark(text, at) || !is_strong_mark(text, end - 2) ||
        text.p[at] != text.p[end - 1])
        return false;
    struct str inside = str_sub(text, at + 2, end - 2);
    return !str_has(inside, str_sub(text, at, at + 2)) && !is_white(inside.p[0]);
}

/* "一、…": short and no sentence. */
static bool is_han_numbered(struct str text)
{
    uint32_t number = han_number_end(text, 0, (uint32_t)text.n);
    return number > 0 && number < text.n && utf8_count(text) <= PSEUDO_HAN_MAX &&
           !str_has(text, STR("。")) && !str_has(text, STR("；")) && !str_ends(text, STR("，"));
}

static bool is_pseudo_heading(const struct builder *b, uint32_t begin, uint32_t end)
{
    enum node_kind parent = b->nodes.items[b->open].kind;
    struct str text = str_sub(b->src, begin, end);
    if ((parent != NODE_DOCUMENT && parent != NODE_SECTION) || text.n > 4 * PSEUDO_MAX ||
        str_has(text, STR("\n")) || utf8_count(text) > PSEUDO_MAX)
        return false;
    return is_strong_line(text) || is_han_numbered(text);
}

static void add_pseudo_heading(struct builder *b, uint32_t begin, uint32_t end)
{
    uint32_t node = tree_open_section(b, PSEUDO_LEVEL, begin);
    b->nodes.items[node].flags |= NODE_PSEUDO;
    tree_set_text(b, node, begin, end);
    mask_set_visible(b, begin, heading_number_end(b->src, begin, end), MASK_MARKUP);
}

/* ---- pieces ---- */

static void add_text(struct builder *b, uint32_t begin, uint32_t end)
{
    trim_hidden(b, &begin, &end);
    if (begin == end)
        return;
    const struct node *open = &b->nodes.items[b->open];
    if (open->kind == NODE_ITEM && open->first_child == NO_NODE &&
        open->text_begin == open->text_end) {
        tree_set_text(b, b->open, begin, end);
    } else if (is_pseudo_heading(b, begin, end)) {
        add_pseudo_heading(b, begin, end);
    } else {
        uint32_t node = tree_open(b, NODE_PARAGRAPH, begin);
        tree_set_text(b, node, begin, end);
        tree_close(b, end);
    }
}

/* End of "[^key]:" at `at`, or 0. */
static uint32_t footnote_end(const struct builder *b, uint32_t at, uint32_t end)
{
    struct str head = str_sub(b->src, at, end < at + KEY_MAX ? end : at + KEY_MAX);
    if (!str_starts(head, STR("[^")))
        return 0;
    size_t close = str_find(head, STR("]:"), 2);
    return close == SIZE_MAX || close == 2 ? 0 : at + (uint32_t)close + 2;
}

static void add_footnote(struct builder *b, uint32_t begin, uint32_t end)
{
    uint32_t text = footnote_end(b, begin, end);
    uint32_t node = tree_open(b, NODE_FOOTNOTE, begin);
    b->nodes.items[node].label = str_sub(b->src, begin + 2, text - 2);
    mask_set(b, begin, text, MASK_MARKUP);
    trim_hidden(b, &text, &end);
    if (text < end)
        tree_set_text(b, node, text, end);
    tree_close(b, end);
}

static void add_piece(struct builder *b, uint32_t begin, uint32_t end)
{
    trim_hidden(b, &begin, &end);
    if (begin < end && footnote_end(b, begin, end))
        add_footnote(b, begin, end);
    else
        add_text(b, begin, end);
}

void paragraph_add(struct builder *b, uint32_t begin, uint32_t last)
{
    uint32_t piece = begin;
    uint32_t first = builder_line(b, begin);
    for (uint32_t line = first; line <= last; line++) {
        uint32_t text = line == first ? begin : line_text(b, line);
        bool is_table = table_starts(b, text, line, last);
        if (is_table || footnote_end(b, text, line_end(b->d, line))) {
            add_piece(b, piece, text);
            piece = text;
        }
        if (is_table) {
            table_add(b, text, line, last);
            return;
        }
    }
    add_piece(b, piece, line_end(b->d, last));
}
