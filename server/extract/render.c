#include "extract/render.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/vec.h"
#include "extract/document.h"

struct render {
    const struct document *d;
    const struct render_mark *marks;
    size_t n_marks;
    size_t next_mark; /* the first that does not end before the place where we are */
    struct arena *arena;
    struct strbuf *out;
};

/* ---- safe pieces ---- */

static void add_escaped_str(struct strbuf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        strbuf_add_html(out, s.p[i]);
}

/* Length of the scheme before ':', or 0 when the URL is relative. */
static size_t scheme_length(struct str url)
{
    size_t i = 0;
    while (i < url.n &&
           (ascii_is_alnum(url.p[i]) || url.p[i] == '+' || url.p[i] == '.' || url.p[i] == '-'))
        i++;
    return i && i < url.n && url.p[i] == ':' ? i : 0;
}

bool render_is_safe_url(struct str url)
{
    static const struct str allowed[] = {STR_INIT("http"), STR_INIT("https"), STR_INIT("mailto")};
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= 0x20 || url.p[i] == 0x7f || url.p[i] == '\\')
            return false;
    if (url.n == 0 || str_starts(url, STR("//")))
        return false;
    size_t n = scheme_length(url);
    /* "&colon;" and the like are not decoded by us, so a browser must not see them in a relative URL. */
    if (n == 0)
        return str_find_byte(url, ':', 0) == SIZE_MAX && str_find_byte(url, '&', 0) == SIZE_MAX;
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
        if (str_eq_ci(str_sub(url, 0, n), allowed[i]))
            return true;
    return false;
}

/* ---- text with marks ---- */

/* The marks over byte `at` as space-separated ids, and where that set changes next. */
static uint32_t marks_at(struct render *r, uint32_t at, uint32_t end, struct strbuf *ids,
                         size_t *first)
{
    uint32_t change = end;
    *first = SIZE_MAX;
    for (size_t i = r->next_mark; i < r->n_marks && r->marks[i].begin < end; i++) {
        const struct render_mark *m = &r->marks[i];
        if (m->begin > at) {
            change = m->begin < change ? m->begin : change;
            break;
        }
        if (m->end <= at)
            continue;
        change = m->end < change ? m->end : change;
        if (m->begin == at)
            *first = i;
        if (!str_has(strbuf_view(ids), m->id)) {
            strbuf_add_cstr(ids, ids->n ? " " : "");
            strbuf_add_str(ids, m->id);
        }
    }
    return change;
}

static bool is_escaped_punctuation(const struct document *d, uint32_t at, uint32_t end)
{
    char c = d->source.p[at];
    return c == '\\' && at + 1 < end && d->mask[at] == MASK_MARKUP &&
           !ascii_is_alnum(d->source.p[at + 1]);
}

/* End of the HTML tag that starts at `at` (its bytes are all markup), or `at`. */
static uint32_t tag_end(const struct document *d, uint32_t at, uint32_t end)
{
    if (d->source.p[at] != '<' || d->mask[at] != MASK_MARKUP)
        return at;
    for (uint32_t i = at; i < end && d->mask[i] == MASK_MARKUP; i++)
        if (d->source.p[i] == '>')
            return i + 1;
    return at;
}

static void add_run(struct render *r, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end;) {
        uint32_t after_tag = tag_end(r->d, i, end);
        if (after_tag > i) {
            strbuf_add_byte(r->out, ' ');
            i = after_tag;
            continue;
        }
        if (r->d->mask[i] != MASK_HIDDEN && !is_escaped_punctuation(r->d, i, end))
            strbuf_add_html(r->out, r->d->source.p[i]);
        i++;
    }
}

/* Text, each stretch under the same marks in a <mark> of its own, so that elements always nest. */
static void add_text(struct render *r, uint32_t begin, uint32_t end)
{
    while (r->next_mark < r->n_marks && r->marks[r->next_mark].end <= begin)
        r->next_mark++;
    while (begin < end) {
        STRBUF_SCOPE(ids);
        size_t first;
        uint32_t change = marks_at(r, begin, end, &ids, &first);
        if (ids.n) {
            strbuf_add_cstr(r->out, "<mark class=\"evidence\"");
            if (first != SIZE_MAX)
                strbuf_printf(r->out, " id=\"m%zu\"", first);
            strbuf_printf(r->out, " data-edges=\"%s\">", ids.p);
        }
        add_run(r, begin, change);
        if (ids.n)
            strbuf_add_cstr(r->out, "</mark>");
        begin = change;
    }
}

/* ---- spans ---- */

struct span_form {
    const char *open, *close;
    bool keeps_markup; /* brackets and quotation marks are shown */
};

static const struct span_form span_forms[SPAN_KIND_COUNT] = {
    [SPAN_EMPTY_LINK] = {"<span class=\"unlinked\">", "</span>", false},
    [SPAN_BRACKET] = {"<span class=\"unlinked\">", "</span>", true},
    [SPAN_WIKILINK] = {"<span class=\"wikilink\">", "</span>", false},
    [SPAN_STRONG] = {"<strong>", "</strong>", false},
    [SPAN_EMPHASIS] = {"<em>", "</em>", false},
    [SPAN_CODE] = {"<code>", "</code>", false},
    [SPAN_STRIKE] = {"<del>", "</del>", false},
    [SPAN_HIGHLIGHT] = {"<span class=\"highlight\">", "</span>", false},
    [SPAN_MATH] = {"<code class=\"math\">", "</code>", true},
    [SPAN_TAG] = {"<span class=\"tag\">", "</span>", true},
    [SPAN_CITATION] = {"<span class=\"citation\">", "</span>", true},
    [SPAN_FOOTNOTE] = {"<sup>", "</sup>", false},
    [SPAN_NUMERIC] = {"<span class=\"citation\">", "</span>", true},
    [SPAN_QUOTE] = {"", "", true},
};

static bool is_link(enum span_kind kind)
{
    return kind == SPAN_LINK || kind == SPAN_REFERENCE || kind == SPAN_AUTOLINK ||
           kind == SPAN_URL || kind == SPAN_ANCHOR || kind == SPAN_IMAGE;
}

static void open_span(struct render *r, const struct span *s)
{
    if (!is_link(s->kind)) {
        strbuf_add_cstr(r->out, span_forms[s->kind].open);
        return;
    }
    if (!render_is_safe_url(s->target)) {
        strbuf_add_cstr(r->out, "<span class=\"unlinked\">");
    } else {
        strbuf_add_cstr(r->out,
                        s->kind == SPAN_IMAGE ? "<a class=\"image\" href=\"" : "<a href=\"");
        add_escaped_str(r->out, s->target);
        strbuf_add_cstr(r->out, "\" rel=\"noopener noreferrer nofollow\">");
    }
    if (s->kind == SPAN_IMAGE && s->text_begin == s->text_end)
        add_escaped_str(r->out, s->target);
}

static void close_span(struct render *r, const struct span *s)
{
    if (!is_link(s->kind))
        strbuf_add_cstr(r->out, span_forms[s->kind].close);
    else
        strbuf_add_cstr(r->out, render_is_safe_url(s->target) ? "</a>" : "</span>");
}

/* The own text of a block. Spans are sorted by begin, longer first; those that are open stand on a
 * stack. A span that would cross the end of the one it is in is shown as plain text. */
static void add_inline(struct render *r, const struct node *n)
{
    VEC(const struct span *) open = VEC_INIT;
    uint32_t at = n->text_begin;
    uint32_t i = n->first_span;
    uint32_t last = n->first_span + n->n_spans;
    while (at < n->text_end || open.n) {
        const struct span *top = open.n ? open.items[open.n - 1] : NULL;
        bool keeps = top && !is_link(top->kind) && span_forms[top->kind].keeps_markup;
        uint32_t stop = !top ? n->text_end : keeps ? top->end : top->text_end;
        while (i < last && r->d->spans[i].begin < at)
            i++;
        if (i < last && r->d->spans[i].begin < stop && r->d->spans[i].end <= stop) {
            const struct span *s = &r->d->spans[i++];
            add_text(r, at, s->begin);
            open_span(r, s);
            *vec_push(r->arena, &open) = s;
            at = is_link(s->kind) || !span_forms[s->kind].keeps_markup ? s->text_begin : s->begin;
            continue;
        }
        if (i < last && r->d->spans[i].begin < stop) {
            i++;
            continue;
        }
        add_text(r, at, stop > at ? stop : at);
        at = stop > at ? stop : at;
        if (!top)
            break;
        close_span(r, top);
        at = top->end > at ? top->end : at;
        open.n--;
    }
}

/* ---- blocks ---- */

static const char *const block_tags[] = {
    [NODE_DOCUMENT] = "article", [NODE_SECTION] = "section", [NODE_RULE] = "hr",
    [NODE_LIST] = "ul",          [NODE_ITEM] = "li",         [NODE_PARAGRAPH] = "p",
    [NODE_QUOTE] = "blockquote", [NODE_TABLE] = "table",     [NODE_ROW] = "tr",
    [NODE_CELL] = "td",          [NODE_CODE] = "pre",        [NODE_HTML] = "p",
    [NODE_FOOTNOTE] = "aside",
};

static const char *block_tag(const struct document *d, const struct node *n)
{
    if (n->kind == NODE_LIST && (n->flags & NODE_ORDERED))
        return "ol";
    if (n->kind == NODE_CELL && n->parent != NO_NODE && (d->nodes[n->parent].flags & NODE_HEADER))
        return "th";
    return block_tags[n->kind];
}

static void add_heading(struct render *r, const struct node *n)
{
    unsigned level = n->level > 6 ? 6 : n->level;
    strbuf_printf(r->out, "<h%u id=\"L%u\">", level, n->line);
    add_inline(r, n);
    strbuf_printf(r->out, "</h%u>\n", level);
}

/* A task's box is a character: the page is for reading. */
static void add_task(struct render *r, const struct node *n)
{
    if (n->flags & (NODE_TASK_OPEN | NODE_TASK_DONE))
        strbuf_add_cstr(r->out, n->flags & NODE_TASK_DONE ? "☑ " : "☐ ");
}

static void open_block(struct render *r, const struct node *n)
{
    const char *tag = block_tag(r->d, n);
    bool is_plain = n->kind == NODE_SECTION || n->kind == NODE_DOCUMENT;
    if (is_plain)
        strbuf_printf(r->out, "<%s>", tag);
    else if (n->kind == NODE_ITEM && (n->flags & NODE_ORDERED))
        strbuf_printf(r->out, "<%s id=\"L%u\" value=\"%u\">", tag, n->line, n->number);
    else
        strbuf_printf(r->out, "<%s id=\"L%u\">", tag, n->line);
    add_task(r, n);
    bool is_raw = n->kind == NODE_CODE || (n->kind == NODE_HTML && n->text_begin == n->text_end);
    if (n->kind == NODE_SECTION)
        add_heading(r, n);
    else if (is_raw)
        add_text(r, n->begin, n->end);
    else
        add_inline(r, n);
}

static void close_block(struct render *r, const struct node *n)
{
    if (n->kind != NODE_RULE)
        strbuf_printf(r->out, "</%s>\n", block_tag(r->d, n));
}

void render_html(const struct document *d, const struct render_mark *marks, size_t n,
                 struct arena *a, struct strbuf *out)
{
    struct render r = {.d = d, .marks = marks, .n_marks = n, .arena = a, .out = out};
    VEC(uint32_t) open = VEC_INIT;
    for (uint32_t i = 0; i < d->n_nodes; i++) {
        while (open.n && d->nodes[i].parent != open.items[open.n - 1])
            close_block(&r, &d->nodes[open.items[--open.n]]);
        open_block(&r, &d->nodes[i]);
        *vec_push(a, &open) = i;
    }
    while (open.n)
        close_block(&r, &d->nodes[open.items[--open.n]]);
}
