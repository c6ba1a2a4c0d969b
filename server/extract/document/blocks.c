#include "extract/document/document_internal.h"

#define CMARK_NO_SHORT_NAMES /* its NODE_… would hide ours */
#include <cmark.h>

#include "base/arena.h"

/* A setext heading longer than this is a paragraph above a rule. */
#define SETEXT_MAX 120

struct reader {
    struct builder *b;
    const struct shadow *shadow;
};

/* A line that cmark names, counted in the shadow. */
static uint32_t shadow_line(const struct reader *r, int line)
{
    uint32_t last = r->shadow->n_lines - 1;
    uint32_t n = line > 0 ? (uint32_t)line - 1 : 0;
    return n < last ? n : last;
}

static uint32_t first_line(const struct reader *r, cmark_node *n)
{
    return r->shadow->lines[shadow_line(r, cmark_node_get_start_line(n))];
}

static uint32_t last_line(const struct reader *r, cmark_node *n)
{
    uint32_t last = r->shadow->lines[shadow_line(r, cmark_node_get_end_line(n))];
    uint32_t first = first_line(r, n);
    return last > first ? last : first;
}

/* Where the block begins in the note. */
static uint32_t begin_of(const struct reader *r, cmark_node *n)
{
    uint32_t line = first_line(r, n);
    uint32_t begin = line_begin(r->b->d, line);
    uint32_t end = line_end(r->b->d, line);
    int32_t shift = r->shadow->shift[shadow_line(r, cmark_node_get_start_line(n))];
    int64_t at = (int64_t)begin + cmark_node_get_start_column(n) - 1 + shift;
    at = at < begin ? begin : at;
    return skip_blank(r->b->src, at < end ? (uint32_t)at : end, end);
}

static uint32_t node_of(cmark_node *n)
{
    return (uint32_t)((uintptr_t)cmark_node_get_user_data(n) - 1);
}

static void set_node(cmark_node *n, uint32_t index)
{
    cmark_node_set_user_data(n, (void *)((uintptr_t)index + 1)); /* NULL means none */
}

/* "* 1. text": a list of one item directly in an empty item is that item. */
static bool is_transparent_list(const struct reader *r, cmark_node *n)
{
    cmark_node *item = cmark_node_first_child(n);
    return cmark_node_get_type(n) == CMARK_NODE_LIST && item && !cmark_node_next(item) &&
           !cmark_node_previous(n) &&
           cmark_node_get_type(cmark_node_parent(n)) == CMARK_NODE_ITEM &&
           first_line(r, cmark_node_parent(n)) == first_line(r, n);
}

static bool is_transparent(const struct reader *r, cmark_node *n)
{
    if (cmark_node_get_type(n) == CMARK_NODE_ITEM)
        n = cmark_node_parent(n);
    return is_transparent_list(r, n);
}

static bool starts_on(struct builder *b, uint32_t node, uint32_t offset)
{
    return builder_line(b, b->nodes.items[node].begin) == builder_line(b, offset);
}

/* ---- items ---- */

/* "[ ] " and "[x] " */
static uint32_t read_task(struct builder *b, struct node *item, uint32_t at, uint32_t end)
{
    const char *s = b->src.p;
    if (at + 2 >= end || s[at] != '[' || s[at + 2] != ']' || !strchr(" xX", s[at + 1]) ||
        (at + 3 < end && !is_blank(s[at + 3])))
        return at;
    item->flags |= s[at + 1] == ' ' ? NODE_TASK_OPEN : NODE_TASK_DONE;
    return at + 3;
}

/* Reads the marker at `at` into `item`; gives where the text begins. */
static uint32_t read_marker(struct builder *b, uint32_t item, uint32_t at)
{
    struct node *n = &b->nodes.items[item];
    uint32_t end = line_end(b->d, builder_line(b, at));
    struct marker m;
    if (!marker_read(b->src, at, end, true, &m))
        return at;
    if (m.is_ordered) {
        n->flags |= NODE_ORDERED;
        n->number = m.number;
    }
    uint32_t text = at; /* "[12]" stays part of the text, as a SPAN_NUMERIC */
    if (b->src.p[at] != '[') {
        text = read_task(b, n, skip_blank(b->src, m.end, end), end);
        mask_set(b, at, text, MASK_MARKUP);
        text = skip_blank(b->src, text, end);
    }
    n->text_begin = n->text_end = text;
    n->end = n->end < text ? text : n->end;
    return text;
}

static void enter_item(struct reader *r, cmark_node *n)
{
    struct builder *b = r->b;
    uint32_t begin = begin_of(r, n);
    if (is_transparent(r, n)) {
        read_marker(b, b->open, b->nodes.items[b->open].text_begin);
        return;
    }
    uint32_t item = tree_open(b, NODE_ITEM, begin);
    set_node(n, item);
    read_marker(b, item, begin);
}

static void enter_list(struct reader *r, cmark_node *n)
{
    if (is_transparent_list(r, n))
        return;
    uint32_t list = tree_open(r->b, NODE_LIST, begin_of(r, n));
    if (cmark_node_get_list_type(n) == CMARK_ORDERED_LIST)
        r->b->nodes.items[list].flags |= NODE_ORDERED;
    set_node(n, list);
}

static void enter_quote(struct reader *r, cmark_node *n)
{
    uint32_t begin = begin_of(r, n);
    mask_set(r->b, begin, begin + 1, MASK_MARKUP);
    set_node(n, tree_open(r->b, NODE_QUOTE, begin));
}

/* ---- leaves ---- */

/* As begin_of, but behind the marker and check box of an item that opens on the same line. */
static uint32_t text_of(const struct reader *r, cmark_node *n)
{
    struct builder *b = r->b;
    uint32_t begin = begin_of(r, n);
    const struct node *open = &b->nodes.items[b->open];
    return open->kind == NODE_ITEM && starts_on(b, b->open, begin) ? open->text_begin : begin;
}

static void add_leaf(struct builder *b, enum node_kind kind, uint32_t begin, uint32_t end)
{
    (void)tree_open(b, kind, begin);
    tree_close(b, end);
}

/* Closing hashes: " ##" */
static uint32_t closing_hashes(const struct builder *b, uint32_t begin, uint32_t end)
{
    uint32_t i = end;
    while (i > begin && b->src.p[i - 1] == '#')
        i--;
    return i == begin || is_blank(b->src.p[i - 1]) ? i : end;
}

static void section_text(struct builder *b, uint32_t node, uint32_t begin, uint32_t end)
{
    trim_range(b->src, &begin, &end);
    tree_set_text(b, node, begin, end);
    uint32_t number = heading_number_end(b->src, begin, end);
    mask_set_visible(b, begin, number, MASK_MARKUP);
}

static void add_atx(struct reader *r, cmark_node *n)
{
    struct builder *b = r->b;
    uint32_t begin = begin_of(r, n);
    uint32_t end = line_end(b->d, builder_line(b, begin));
    uint32_t hashes = hash_count(b->src, begin, end);
    uint32_t node = tree_open_section(b, (uint8_t)(hashes ? hashes : 1), begin);
    uint32_t text = skip_blank(b->src, begin + hashes, end);
    trim_range(b->src, &text, &end);
    uint32_t close = closing_hashes(b, text, end);
    mask_set(b, begin, text, MASK_MARKUP);
    mask_set(b, close, end, MASK_MARKUP);
    b->nodes.items[node].end = end;
    section_text(b, node, text, close);
}

/* Whether text over a line of dashes is no heading: several lines, sentences, an image. */
static bool is_setext_accident(struct str text)
{
    return text.n > SETEXT_MAX || str_has(text, STR("\n")) || str_has(text, STR("。")) ||
           str_has(text, STR("；")) || str_has(text, STR(";")) || str_starts(text, STR("!["));
}

/* As cmark sees the line, without what is hidden: "- ^block-id". */
static bool is_dashes(const struct builder *b, uint32_t line)
{
    uint32_t begin = line_text(b, line);
    uint32_t end = line_end(b->d, line);
    trim_hidden(b, &begin, &end);
    return is_underline(b->src, begin, end);
}

/* The line of dashes; cmark says the line after it unless the note ends there. */
static uint32_t underline_of(const struct reader *r, cmark_node *n)
{
    const struct builder *b = r->b;
    uint32_t last = last_line(r, n);
    uint32_t line = first_line(r, n) + 1;
    while (line < last && !is_dashes(b, line))
        line++;
    return line;
}

static void add_setext(struct reader *r, cmark_node *n)
{
    struct builder *b = r->b;
    uint32_t begin = text_of(r, n);
    uint32_t last = underline_of(r, n);
    uint32_t rule = line_text(b, last);
    uint32_t end = line_end(b->d, last > 0 ? last - 1 : 0);
    trim_range(b->src, &begin, &end);
    mask_set(b, rule, line_end(b->d, last), MASK_MARKUP);
    if (is_setext_accident(str_sub(b->src, begin, end))) {
        paragraph_add(b, begin, last - 1);
        add_leaf(b, NODE_RULE, rule, line_end(b->d, last));
        return;
    }
    uint8_t level = (uint8_t)cmark_node_get_heading_level(n);
    uint32_t node = tree_open_section(b, level, begin);
    b->nodes.items[node].flags |= NODE_SETEXT;
    b->nodes.items[node].end = line_end(b->d, last);
    section_text(b, node, begin, end);
}

static void add_heading(struct reader *r, cmark_node *n)
{
    if (last_line(r, n) > first_line(r, n))
        add_setext(r, n);
    else
        add_atx(r, n);
}

static void add_rule(struct reader *r, cmark_node *n)
{
    uint32_t begin = begin_of(r, n);
    uint32_t end = line_end(r->b->d, builder_line(r->b, begin));
    mask_set(r->b, begin, end, MASK_MARKUP);
    add_leaf(r->b, NODE_RULE, begin, end);
}

/* The block behind `n` that is not inside it; NULL at the end of the note. */
static cmark_node *block_behind(cmark_node *n)
{
    while (n && !cmark_node_next(n))
        n = cmark_node_parent(n);
    return n ? cmark_node_next(n) : NULL;
}

/* cmark counts one line too many when an item or the note ends with the code. What it gives to the
 * next block is no code, whatever we take it for. */
static uint32_t code_last_line(const struct reader *r, cmark_node *n)
{
    uint32_t first = first_line(r, n);
    uint32_t last = last_line(r, n);
    cmark_node *behind = block_behind(n);
    if (behind && first_line(r, behind) <= last)
        last = first_line(r, behind) > first ? first_line(r, behind) - 1 : first;
    if (r->b->fence[first] != FENCE_OPEN)
        return last;
    uint32_t line = first;
    while (line < last && r->b->fence[line + 1] >= FENCE_INSIDE && r->b->fence[line] != FENCE_CLOSE)
        line++;
    return line;
}

static void add_code(struct reader *r, cmark_node *n)
{
    struct builder *b = r->b;
    uint32_t begin = begin_of(r, n);
    uint32_t first = first_line(r, n);
    uint32_t end = line_end(b->d, code_last_line(r, n));
    trim_range(b->src, &begin, &end);
    uint32_t node = tree_open(b, NODE_CODE, begin);
    if (b->fence[first] == FENCE_OPEN) {
        uint32_t stop = line_end(b->d, first);
        uint32_t info = begin + fence_length(b->src, begin, stop);
        b->nodes.items[node].label = str_trim(str_sub(b->src, info, stop));
    }
    mask_set_visible(b, begin, end, MASK_CODE);
    bibtex_read(b, node, begin, end);
    tree_close(b, end);
}

static bool is_opaque_html(struct str html)
{
    static const struct str opaque[] = {STR_INIT("<script"), STR_INIT("<style"), STR_INIT("<pre"),
                                        STR_INIT("<svg")};
    for (size_t i = 0; i < ARRAY_LEN(opaque); i++)
        if (str_starts_ci(html, opaque[i]))
            return true;
    return false;
}

/* cmark leaves out the line with the closing tag of a script or style. */
static uint32_t closing_tag_end(const struct builder *b, uint32_t last)
{
    uint32_t next = last + 1;
    bool closes = next < b->d->n_lines && bytes_at(b->src, line_begin(b->d, next), STR("</"));
    return line_end(b->d, closes ? next : last);
}

static void add_html(struct reader *r, cmark_node *n)
{
    struct builder *b = r->b;
    uint32_t begin = begin_of(r, n);
    uint32_t end = line_end(b->d, last_line(r, n));
    bool opaque = is_opaque_html(str_sub(b->src, begin, end));
    if (opaque)
        end = closing_tag_end(b, last_line(r, n));
    trim_range(b->src, &begin, &end);
    if (begin == end)
        return;
    uint32_t node = tree_open(b, NODE_HTML, begin);
    if (opaque)
        mask_set_visible(b, begin, end, MASK_CODE);
    else
        tree_set_text(b, node, begin, end);
    tree_close(b, end);
}

/* ---- the walk ---- */

static void enter(struct reader *r, cmark_node *n)
{
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_BLOCK_QUOTE:
        enter_quote(r, n);
        break;
    case CMARK_NODE_LIST:
        enter_list(r, n);
        break;
    case CMARK_NODE_ITEM:
        enter_item(r, n);
        break;
    case CMARK_NODE_PARAGRAPH:
        paragraph_add(r->b, text_of(r, n), last_line(r, n));
        break;
    case CMARK_NODE_HEADING:
        add_heading(r, n);
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code(r, n);
        break;
    case CMARK_NODE_HTML_BLOCK:
        add_html(r, n);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        add_rule(r, n);
        break;
    default:
        break;
    }
}

static void leave(struct reader *r, cmark_node *n)
{
    cmark_node_type type = cmark_node_get_type(n);
    bool is_container =
        type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
    if (is_container && !is_transparent(r, n))
        tree_close_through(r->b, node_of(n), 0);
}

static void walk(struct reader *r, cmark_node *root)
{
    cmark_iter *it = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *n = cmark_iter_get_node(it);
        if (event == CMARK_EVENT_ENTER)
            enter(r, n);
        else
            leave(r, n);
    }
    cmark_iter_free(it);
}

void blocks_read(struct builder *b, const struct shadow *shadow)
{
    struct reader r = {b, shadow};
    (void)tree_open(b, NODE_DOCUMENT, 0);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_feed(parser, shadow->text.p, shadow->text.n);
    cmark_node *root = cmark_parser_finish(parser);
    walk(&r, root);
    tree_close_through(b, 0, (uint32_t)b->src.n);
    cmark_node_free(root);
    cmark_parser_free(parser);
}

const char *document_cmark_version(void)
{
    return cmark_version_string();
}
