#include "extract/document/document_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"

#define LEVELS_MAX      128 /* open items that are followed; nesting is refused over 100 */
#define CODE_INDENT     4   /* columns from which CommonMark reads code */
#define CHILD_INDENT    2   /* columns from a marker that make a child, also below "1. " */
#define NEIGHBOUR_LINES 5   /* between two items of a list written "1、" */
#define RELIST_SHARE    60  /* per cent of a block's lines that must look like items */

/* An open item. */
struct level {
    uint32_t reach;         /* what is indented so far belongs to the item */
    uint32_t column;        /* where its text begins in the note … */
    uint32_t shadow_column; /* … and in the shadow */
};

struct shadow_maker {
    const struct builder *b;
    struct strbuf *out;
    struct shadow *shadow;
    struct level levels[LEVELS_MAX];
    uint32_t n_levels;
    bool is_after_blank;
    bool is_fence;         /* the line being written opens fenced code */
    bool may_continue;     /* the line above is text that this line may continue */
    size_t line_begin;     /* of the line being written, in `out` */
    uint32_t fence_column; /* where the fence that is open stands in the shadow */
    bool fence_is_quoted;
    uint32_t relist_end;  /* lines before this one: already decided … */
    bool relist;          /* … whether deeply indented items are a list */
    bool has_glued_title; /* "##Title" is this author's way of writing headings */
};

/* One line of the note on its way into the shadow. */
struct line {
    uint32_t number;
    uint32_t begin, end;
    uint32_t first;  /* first byte that is neither blank nor hidden */
    uint32_t column; /* without what is hidden */
    bool has_hidden; /* before `first` */
};

static struct line line_read(const struct builder *b, uint32_t number)
{
    struct line l = {.number = number, .begin = line_begin(b->d, number)};
    l.end = line_end(b->d, number);
    l.column = line_indent(b->src, l.begin, l.end, &l.first);
    while (l.first < l.end && (b->mask[l.first] == MASK_HIDDEN || is_blank(b->src.p[l.first]))) {
        bool is_hidden = b->mask[l.first++] == MASK_HIDDEN;
        l.has_hidden |= is_hidden;
        l.column += !is_hidden;
    }
    return l;
}

/* ---- sloppy markers ---- */

/* Whether line `number` begins with a marker that continues `m` by `step` (+1 below, -1 above). */
static bool continues_list(const struct builder *b, uint32_t number, const struct marker *m,
                           int step)
{
    struct line l = line_read(b, number);
    struct marker other;
    if (b->fence[number] || !marker_read(b->src, l.first, l.end, true, &other) ||
        other.is_ordered != m->is_ordered)
        return false;
    if (m->is_ordered)
        return other.number == m->number + (uint32_t)step &&
               b->src.p[other.end - 1] == b->src.p[m->end - 1];
    return b->src.p[other.begin] == b->src.p[m->begin];
}

/* A glued marker counts when a line nearby looks like the next or last item of the same list: for
 * a dash the line right above or below, for a number also one a few lines off. */
static bool has_neighbour(const struct builder *b, uint32_t number, const struct marker *m)
{
    uint32_t reach = m->is_ordered ? NEIGHBOUR_LINES : 2;
    for (uint32_t i = 1; i <= reach; i++) {
        if (number + i < b->d->n_lines && continues_list(b, number + i, m, 1))
            return true;
        if (number >= i && continues_list(b, number - i, m, -1))
            return true;
    }
    return false;
}

static bool is_bullet_sign(const struct builder *b, const struct marker *m)
{
    return !m->is_ordered && (unsigned char)b->src.p[m->begin] >= 0x80;
}

static bool item_read(const struct builder *b, const struct line *l, struct marker *m)
{
    if (!marker_read(b->src, l->first, l->end, true, m))
        return false;
    if (!m->is_sloppy)
        return !is_thematic_break(b->src, l->first, l->end);
    return skip_blank(b->src, m->end, l->end) < l->end &&
           (is_bullet_sign(b, m) || has_neighbour(b, l->number, m));
}

/* ---- indentation ---- */

/* In the lines from `l` to the end of the indented block: do most of them look like items? */
static bool looks_like_list(struct shadow_maker *k, const struct line *l)
{
    if (l->number < k->relist_end)
        return k->relist;
    uint32_t items = 0;
    uint32_t lines = 0;
    uint32_t n = l->number;
    for (; n < k->b->d->n_lines; n++) {
        struct line next = line_read(k->b, n);
        struct marker m;
        if (next.first == next.end || next.column < CODE_INDENT)
            break;
        lines++;
        items += marker_read(k->b->src, next.first, next.end, false, &m);
    }
    k->relist_end = n;
    k->relist = items * 100 >= lines * RELIST_SHARE;
    return k->relist;
}

static void leave_levels(struct shadow_maker *k, uint32_t column)
{
    while (k->n_levels > 0 && column < k->levels[k->n_levels - 1].reach)
        k->n_levels--;
}

static struct level top_level(const struct shadow_maker *k)
{
    return k->n_levels ? k->levels[k->n_levels - 1] : (struct level){0, 0, 0};
}

/* Columns of white space behind a marker; CommonMark takes one to four. */
static uint32_t space_behind(const struct builder *b, const struct line *l, const struct marker *m)
{
    uint32_t start = l->column + (m->end - m->begin);
    uint32_t column = start;
    uint32_t at = m->end;
    for (; at < l->end && (b->src.p[at] == ' ' || b->src.p[at] == '\t'); at++)
        column = b->src.p[at] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    uint32_t space = column - start;
    return at == l->end || space > CODE_INDENT || space == 0 ? 1 : space;
}

/* Remembers the item that begins in `l` and stands at `shadow_column` in the shadow. */
static void push_level(struct shadow_maker *k, const struct line *l, const struct marker *m,
                       uint32_t shadow_column)
{
    if (k->n_levels == LEVELS_MAX)
        return;
    uint32_t width = m->end - m->begin + space_behind(k->b, l, m);
    uint32_t written = shadow_column == l->column ? width : m->end - m->begin + 1;
    if (m->is_sloppy) {
        width = CHILD_INDENT;
        written = m->is_ordered ? (uint32_t)snprintf(NULL, 0, "%u. ", m->number) : CHILD_INDENT;
    }
    k->levels[k->n_levels++] = (struct level){.reach = l->column + CHILD_INDENT,
                                              .column = l->column + width,
                                              .shadow_column = shadow_column + written};
}

/* Column in the shadow of what stands at `column` inside the innermost item. */
static uint32_t inner_column(const struct shadow_maker *k, uint32_t column)
{
    struct level top = top_level(k);
    return top.shadow_column + (column > top.column ? column - top.column : 0);
}

/* Column of an item in the shadow. An item indented so far that CommonMark would read code or a
 * continued paragraph becomes a child of the item above. */
static uint32_t place_item(struct shadow_maker *k, const struct line *l, const struct marker *m)
{
    leave_levels(k, l->column);
    uint32_t column = inner_column(k, l->column);
    uint32_t left = top_level(k).shadow_column;
    if (column >= left + CODE_INDENT) {
        if (k->n_levels == 0 && !looks_like_list(k, l))
            return l->column;
        column = left;
    }
    push_level(k, l, m, column);
    return column;
}

/* Column of a line that begins no item. A fence is never indented so far that it would be code. */
static uint32_t place_text(struct shadow_maker *k, const struct line *l, bool is_block)
{
    bool is_lazy = !is_block && k->may_continue && l->column < top_level(k).reach;
    if (is_lazy)
        return l->column;
    if (is_block || !k->may_continue)
        leave_levels(k, l->column);
    uint32_t left = top_level(k).shadow_column;
    uint32_t column = inner_column(k, l->column);
    return k->is_fence && column >= left + CODE_INDENT ? left : column;
}

/* ---- writing ---- */

/* A byte of a line of HTML. Inline markup costs cmark time and tells us nothing: it becomes a
 * letter, except in </script>, </pre> and </style>, which end a block. */
static char html_byte(const struct builder *b, uint32_t at, uint32_t end)
{
    static const bool is_inline[256] = {
        ['\\'] = true, ['&'] = true, ['_'] = true, ['*'] = true, ['['] = true,
        [']'] = true,  ['!'] = true, ['<'] = true, ['`'] = true};
    char c = b->src.p[at];
    if (b->mask[at] == MASK_HIDDEN || c == '\r' || c == 0)
        return ' ';
    if (!is_inline[(unsigned char)c])
        return c;
    bool is_end =
        c == '<' && at + 2 < end && b->src.p[at + 1] == '/' && strchr("sSpPtT", b->src.p[at + 2]);
    return is_end ? '<' : 'x';
}

/* From `at`; "<!" and "<?" open what only their own end closes, so they are no HTML here. */
static void write_html(struct shadow_maker *k, uint32_t at, uint32_t end)
{
    bool is_tag = at + 1 < end && k->b->src.p[at + 1] != '!' && k->b->src.p[at + 1] != '?';
    strbuf_add_byte(k->out, is_tag && k->b->src.p[at] == '<' ? '<' : 'x');
    for (at++; at < end; at++)
        strbuf_add_byte(k->out, html_byte(k->b, at, end));
}

static void write_raw(struct shadow_maker *k, uint32_t from, uint32_t to)
{
    size_t at = k->out->n;
    strbuf_add(k->out, k->b->src.p + from, to - from);
    for (char *p = k->out->p + at; p < k->out->p + k->out->n; p++)
        if (*p == '\r' || *p == 0)
            *p = ' ';
}

/* "●text", "-text" and "1、text" as "- " and "1. ". */
static void write_sloppy(struct shadow_maker *k, const struct marker *m)
{
    if (m->is_ordered)
        strbuf_printf(k->out, "%u. ", m->number);
    else
        strbuf_add_cstr(k->out, "- ");
}

/* Quote marks and further markers of the line stay as they are; gives where its text begins. */
static uint32_t containers_end(const struct builder *b, uint32_t at, uint32_t end)
{
    for (;;) {
        struct marker m;
        at = skip_blank(b->src, at, end);
        if (at < end && b->src.p[at] == '>')
            at++;
        else if (marker_read(b->src, at, end, false, &m) && !is_thematic_break(b->src, at, end))
            at = m.end;
        else
            return at;
    }
}

/* Whether a heading stands at `at`: "## Title", or "##Title" where that is the author's way. */
static bool is_heading(const struct shadow_maker *k, uint32_t at, uint32_t end)
{
    struct str s = k->b->src;
    uint32_t n = hash_count(s, at, end);
    if (n == 0)
        return false;
    if (at + n == end || is_blank(s.p[at + n]))
        return true;
    return !is_digit(s.p[at + n]) &&
           (n > 1 || (k->has_glued_title && !memchr(s.p + at + 1, '#', end - at - 1)));
}

static uint32_t written_column(const struct shadow_maker *k)
{
    uint32_t column = 0;
    for (const char *p = k->out->p + k->line_begin; p < k->out->p + k->out->n; p++)
        column = *p == '\t' ? (column / 4 + 1) * 4 : column + 1;
    return column;
}

/* The text of a line from `at`: what makes blocks is kept, for all other text stands one letter. */
static void write_text(struct shadow_maker *k, uint32_t at, uint32_t end)
{
    struct str s = k->b->src;
    at = skip_hidden(k->b, at, end);
    if (at == end)
        return;
    if (k->b->mask[at] != MASK_TEXT) {
        strbuf_add_byte(k->out, 'x');
    } else if (is_thematic_break(s, at, end) || is_underline(s, at, end)) {
        write_raw(k, at, end);
    } else if (k->is_fence) {
        k->fence_column = written_column(k);
        k->fence_is_quoted = memchr(k->out->p + k->line_begin, '>', k->out->n - k->line_begin);
        write_raw(k, at, at + fence_length(s, at, end));
    } else if (is_heading(k, at, end)) {
        write_raw(k, at, at + hash_count(s, at, end));
        strbuf_add_cstr(k->out, " x");
    } else if (s.p[at] == '<' || str_has(str_sub(s, at, end), STR("</"))) {
        write_html(k, at, end);
    } else {
        strbuf_add_byte(k->out, 'x');
    }
}

static void write_indent(struct shadow_maker *k, const struct line *l, uint32_t column)
{
    if (column == l->column && !l->has_hidden) {
        write_raw(k, l->begin, l->first);
        return;
    }
    for (uint32_t i = 0; i < column; i++)
        strbuf_add_byte(k->out, ' ');
    k->shadow->shift[k->shadow->n_lines] = (int32_t)(l->first - l->begin) - (int32_t)column;
}

static void write_item(struct shadow_maker *k, const struct line *l, const struct marker *m)
{
    uint32_t column = place_item(k, l, m);
    write_indent(k, l, column);
    if (m->is_sloppy) {
        write_sloppy(k, m);
        write_text(k, m->end, l->end);
    } else {
        uint32_t at = m->end;
        write_raw(k, m->begin, at);
        if (column != l->column && at < l->end) { /* tabs would stop elsewhere */
            strbuf_add_byte(k->out, ' ');
            at = skip_blank(k->b->src, at, l->end);
        }
        uint32_t text = containers_end(k->b, at, l->end);
        write_raw(k, at, text);
        write_text(k, text, l->end);
    }
    k->may_continue = true;
}

static void write_plain(struct shadow_maker *k, const struct line *l)
{
    struct str s = k->b->src;
    bool is_math = k->b->mask[l->first] != MASK_TEXT;
    uint32_t text = is_math ? l->first : containers_end(k->b, l->first, l->end);
    bool is_quote = l->first < l->end && s.p[l->first] == '>';
    bool is_block = is_quote || k->is_fence || hash_count(s, l->first, l->end) > 0 ||
                    is_thematic_break(s, l->first, l->end);
    write_indent(k, l, place_text(k, l, is_block));
    write_raw(k, l->first, text);
    write_text(k, text, l->end);
    k->may_continue = !is_block || is_quote;
}

/* A line of code, or its closing fence. It is moved in under the fence: one further left would end
 * the item for cmark, and the closing fence would open another. */
static void write_code(struct shadow_maker *k, const struct line *l)
{
    uint32_t at = l->first;
    if (k->fence_is_quoted)
        at = line_text(k->b, l->number);
    write_raw(k, l->begin, at == l->first ? l->begin : at);
    while (written_column(k) < k->fence_column)
        strbuf_add_byte(k->out, ' ');
    uint32_t close = k->b->fence[l->number] == FENCE_CLOSE ? at : l->end;
    if (close < l->end)
        write_raw(k, close, l->end);
    else
        strbuf_add_byte(k->out, 'x');
    k->may_continue = false;
}

static void write_content(struct shadow_maker *k, const struct line *l)
{
    struct marker m;
    if (k->b->fence[l->number] >= FENCE_INSIDE)
        write_code(k, l);
    else if (k->b->mask[l->first] == MASK_TEXT && item_read(k->b, l, &m))
        write_item(k, l, &m);
    else
        write_plain(k, l);
}

/* An empty item under text, which CommonMark takes for the line under a heading. */
static bool is_lone_dash(const struct shadow_maker *k, const struct line *l)
{
    return k->may_continue && l->first < l->end && k->b->src.p[l->first] == '-' &&
           skip_hidden(k->b, l->first + 1, l->end) == l->end;
}

static void write_line(struct shadow_maker *k, uint32_t number)
{
    struct line l = line_read(k->b, number);
    bool is_empty = l.first == l.end || is_lone_dash(k, &l);
    if (is_empty && k->is_after_blank)
        return;
    k->line_begin = k->out->n;
    k->is_after_blank = is_empty;
    k->is_fence = k->b->fence[number] == FENCE_OPEN;
    if (is_empty)
        k->may_continue = false;
    else
        write_content(k, &l);
    strbuf_add_byte(k->out, '\n');
    k->shadow->lines[k->shadow->n_lines++] = number;
}

/* Whether some heading of the note is written "##Title". */
static bool find_glued_title(const struct builder *b)
{
    for (uint32_t i = 0; i < b->d->n_lines; i++) {
        uint32_t begin = line_begin(b->d, i);
        uint32_t end = line_end(b->d, i);
        if (begin == end || b->src.p[begin] != '#' || b->fence[i] || begin < b->body)
            continue;
        uint32_t n = hash_count(b->src, begin, end);
        if (n > 1 && begin + n < end && !is_blank(b->src.p[begin + n]))
            return true;
    }
    return false;
}

void shadow_make(const struct builder *b, struct strbuf *out, struct shadow *shadow)
{
    struct shadow_maker k = {.b = b, .out = out, .shadow = shadow};
    *shadow = (struct shadow){.lines = ARENA_ARRAY(b->a, uint32_t, b->d->n_lines),
                              .shift = ARENA_ARRAY(b->a, int32_t, b->d->n_lines)};
    k.has_glued_title = find_glued_title(b);
    strbuf_reserve(out, b->src.n + b->d->n_lines + 1);
    for (uint32_t i = 0; i < b->d->n_lines; i++)
        write_line(&k, i);
    shadow->text = strbuf_view(out);
}
