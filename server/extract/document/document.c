#include "extract/document/document_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"

#define NAVIGATION_SHARE 70 /* per cent of a list's items that are links within the page */
#define LINE_STEPS       16 /* lines to walk before it is quicker to search */

/* ---- bytes and lines ---- */

uint32_t line_end(const struct document *d, uint32_t line)
{
    uint32_t end = line + 1 < d->n_lines ? d->line_starts[line + 1] - 1 : (uint32_t)d->source.n;
    uint32_t begin = d->line_starts[line];
    if (end > begin && d->source.p[end - 1] == '\n') /* of the last line */
        end--;
    if (end > begin && d->source.p[end - 1] == '\r')
        end--;
    return end;
}

uint32_t line_at(const struct document *d, uint32_t offset)
{
    size_t low = 0;
    size_t high = d->n_lines;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (d->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

uint32_t builder_line(struct builder *b, uint32_t offset)
{
    const uint32_t *starts = b->d->line_starts;
    size_t n = b->d->n_lines;
    if (starts[b->line] > offset)
        b->line = line_at(b->d, offset);
    for (uint32_t steps = 0; b->line + 1 < n && starts[b->line + 1] <= offset; steps++) {
        if (steps == LINE_STEPS) {
            b->line = line_at(b->d, offset);
            break;
        }
        b->line++;
    }
    return b->line;
}

uint32_t document_line(const struct document *d, uint32_t offset)
{
    return line_at(d, offset) + 1;
}

uint32_t skip_blank(struct str s, uint32_t from, uint32_t to)
{
    while (from < to && is_blank(s.p[from]))
        from++;
    return from;
}

uint32_t skip_white(struct str s, uint32_t from, uint32_t to)
{
    while (from < to && is_white(s.p[from]))
        from++;
    return from;
}

void trim_range(struct str s, uint32_t *from, uint32_t *to)
{
    *from = skip_white(s, *from, *to);
    while (*to > *from && is_white(s.p[*to - 1]))
        (*to)--;
}

void mask_set(struct builder *b, uint32_t from, uint32_t to, enum mask m)
{
    if (from < to)
        memset(b->mask + from, (int)m, to - from);
}

void mask_set_visible(struct builder *b, uint32_t from, uint32_t to, enum mask m)
{
    for (uint32_t i = from; i < to; i++)
        if (b->mask[i] != MASK_HIDDEN)
            b->mask[i] = (unsigned char)m;
}

size_t finder_next(struct finder *f, struct str s, size_t from)
{
    if (!f->is_ready || f->at < from)
        f->at = str_find(s, f->needle, from);
    f->is_ready = true;
    return f->at;
}

static void find_lines(struct document *d, struct arena *a)
{
    struct str s = d->source;
    size_t n = 1;
    for (size_t at = 0; (at = str_find_byte(s, '\n', at)) != SIZE_MAX; at++)
        n += at + 1 < s.n;
    d->line_starts = ARENA_ARRAY(a, uint32_t, n);
    d->n_lines = n;
    size_t line = 1;
    for (size_t at = 0; line < n; at++) {
        at = str_find_byte(s, '\n', at);
        d->line_starts[line++] = (uint32_t)at + 1;
    }
}

/* ---- what is known only after the spans ---- */

static bool is_image_only(const struct builder *b, const struct node *n)
{
    uint32_t at = n->text_begin;
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &b->spans.items[n->first_span + i];
        if (span->kind != SPAN_IMAGE || span->begin < at)
            continue;
        if (skip_white(b->src, at, span->begin) < span->begin)
            return false;
        at = span->end;
    }
    return n->n_spans > 0 && skip_white(b->src, at, n->text_end) == n->text_end;
}

/* An item that is a link within the page and little else. */
static bool is_page_link(const struct builder *b, const struct node *item)
{
    if (item->n_spans == 0)
        return false;
    const struct span *span = &b->spans.items[item->first_span];
    return (span->kind == SPAN_LINK || span->kind == SPAN_ANCHOR) &&
           str_starts(span->target, STR("#"));
}

static void flag_navigation(struct builder *b, struct node *list)
{
    uint32_t items = 0;
    uint32_t links = 0;
    for (uint32_t i = list->first_child; i != NO_NODE; i = b->nodes.items[i].next) {
        items++;
        links += is_page_link(b, &b->nodes.items[i]);
    }
    if (links * 100 >= items * NAVIGATION_SHARE && links > 0)
        list->flags |= NODE_NAVIGATION;
}

static void flag_nodes(struct builder *b)
{
    for (size_t i = 0; i < b->nodes.n; i++) {
        struct node *n = &b->nodes.items[i];
        if (n->kind == NODE_LIST)
            flag_navigation(b, n);
        else if (n->text_begin < n->text_end && is_image_only(b, n))
            n->flags |= NODE_IMAGE_ONLY;
    }
}

static void publish(struct builder *b)
{
    struct document *d = b->d;
    d->mask = b->mask;
    d->nodes = b->nodes.items;
    d->n_nodes = b->nodes.n;
    d->spans = b->spans.items;
    d->n_spans = b->spans.n;
    d->fields = b->fields.items;
    d->n_fields = b->fields.n;
    d->records = b->records.items;
    d->n_records = b->records.n;
    d->has_front_matter = b->body > 0;
}

static void read_properties(struct builder *b)
{
    for (uint32_t i = 0; i < b->nodes.n; i++)
        if (b->nodes.items[i].text_begin < b->nodes.items[i].text_end)
            fields_read_properties(b, i);
}

bool document_parse(struct str source, struct arena *a, struct document **out, struct err *e)
{
    struct document *d = ARENA_NEW(a, struct document);
    d->source = source;
    find_lines(d, a);
    if (!hostile_check(source, d, e))
        return false;
    struct builder b = {.a = a, .d = d, .src = source, .open = NO_NODE};
    b.mask = arena_alloc(a, source.n + 1);
    b.fence = arena_alloc(a, d->n_lines);
    front_matter_find(&b);
    prepass_run(&b);
    STRBUF_SCOPE(text);
    struct shadow shadow;
    shadow_make(&b, &text, &shadow);
    front_matter_read(&b);
    blocks_read(&b, &shadow);
    read_properties(&b);
    inline_scan(&b);
    fields_read_labels(&b);
    flag_nodes(&b);
    sentences_mark(&b);
    publish(&b);
    *out = d;
    return true;
}

/* ---- the tree for callers ---- */

uint32_t document_section(const struct document *d, uint32_t node)
{
    uint32_t n = d->nodes[node].parent;
    while (n != NO_NODE && d->nodes[n].kind != NODE_SECTION)
        n = d->nodes[n].parent;
    return n;
}

uint32_t document_after(const struct document *d, uint32_t node)
{
    while (node != NO_NODE && d->nodes[node].next == NO_NODE)
        node = d->nodes[node].parent;
    return node == NO_NODE ? (uint32_t)d->n_nodes : d->nodes[node].next;
}
