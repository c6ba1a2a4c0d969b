#include "extract/document/document_internal.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"

#define TICKS_MAX    32  /* longer runs of backticks are text */
#define LABEL_MAX    200 /* bytes of a link label */
#define UUID_LENGTH  36
#define BLOCK_ID_MAX 64

/* State of the one scan over the body. */
struct prepass {
    struct builder *b;
    uint32_t line, end; /* line being scanned and its end */
    char fence;         /* 0 outside of fenced code */
    uint32_t fence_length;
    uint32_t fence_column; /* content column of the item that holds the fence, 0 = none */
    uint32_t fence_quotes; /* quote marks before the fence */
    uint32_t ticks_failed[TICKS_MAX + 1]; /* 1 + line in which no run of that length follows */
    struct finder comment, percent, liquid, dollars, bracket;
    uint32_t paragraph_end; /* of the paragraph last asked for */
};

/* ---- fences ---- */

struct line_head {
    uint32_t text; /* behind indentation, quote marks and list markers */
    uint32_t indent;
    uint32_t item_column; /* where the text of an item opened here begins, 0 = none */
    uint32_t quotes;      /* marks that stand before the text … */
    bool begins_quote;    /* … one of them as the first thing in the line */
    bool is_empty;
};

static struct line_head head_read(struct str s, uint32_t begin, uint32_t end)
{
    struct line_head head = {.text = begin};
    head.indent = line_indent(s, begin, end, &head.text);
    head.is_empty = skip_blank(s, begin, end) == end;
    head.begins_quote = head.text < end && s.p[head.text] == '>';
    for (;;) {
        struct marker m;
        if (head.text < end && s.p[head.text] == '>') {
            head.quotes++;
            head.text = skip_blank(s, head.text + 1, end);
        } else if (marker_read(s, head.text, end, false, &m) &&
                   !is_thematic_break(s, head.text, end)) {
            head.text = skip_blank(s, m.end, end);
            head.item_column = head.text - begin;
        } else {
            return head;
        }
    }
}

static void fence_open(struct prepass *p, const struct line_head *head)
{
    p->fence_length = fence_length(p->b->src, head->text, p->end);
    if (p->fence_length == 0)
        return;
    p->fence = p->b->src.p[head->text];
    p->fence_quotes = head->quotes;
    p->fence_column = head->item_column;
}

/* Whether the line still belongs to the fenced code: its item or quote may have ended. */
static bool fence_goes_on(const struct prepass *p, const struct line_head *head)
{
    if (p->fence_quotes > 0)
        return head->begins_quote && head->quotes >= p->fence_quotes;
    return head->is_empty || head->indent >= p->fence_column;
}

static bool fence_closes(const struct prepass *p, uint32_t begin)
{
    struct str s = p->b->src;
    uint32_t at = begin;
    while (at < p->end && (is_blank(s.p[at]) || s.p[at] == '>'))
        at++;
    uint32_t n = 0;
    while (at + n < p->end && s.p[at + n] == p->fence)
        n++;
    return n >= p->fence_length && skip_blank(s, at + n, p->end) == p->end;
}

static enum fence_part fence_step(struct prepass *p, uint32_t begin)
{
    struct line_head head = head_read(p->b->src, begin, p->end);
    if (p->fence && !fence_goes_on(p, &head))
        p->fence = 0;
    if (p->fence && fence_closes(p, begin)) {
        p->fence = 0;
        return FENCE_CLOSE;
    }
    if (p->fence)
        return FENCE_INSIDE;
    fence_open(p, &head);
    return p->fence ? FENCE_OPEN : FENCE_NONE;
}

/* ---- things that may run over several lines ---- */

/* Start of the next blank line. */
static uint32_t paragraph_end(struct prepass *p, uint32_t at)
{
    const struct document *d = p->b->d;
    if (p->paragraph_end > at)
        return p->paragraph_end;
    p->paragraph_end = (uint32_t)p->b->src.n;
    for (uint32_t i = p->line + 1; i < d->n_lines; i++) {
        uint32_t end = line_end(d, i);
        if (skip_blank(p->b->src, line_begin(d, i), end) < end)
            continue;
        p->paragraph_end = line_begin(d, i);
        break;
    }
    return p->paragraph_end;
}

static uint32_t hide(struct prepass *p, uint32_t from, uint32_t to)
{
    mask_set(p->b, from, to, MASK_HIDDEN);
    return to;
}

static uint32_t scan_comment(struct prepass *p, uint32_t at)
{
    if (!bytes_at(p->b->src, at, STR("<!--")))
        return at + 1;
    size_t close = finder_next(&p->comment, p->b->src, at + 4);
    return close == SIZE_MAX ? at + 1 : hide(p, at, (uint32_t)close + 3);
}

static bool at_line_start(const struct prepass *p, uint32_t at)
{
    uint32_t first = skip_blank(p->b->src, line_begin(p->b->d, p->line), p->end);
    return first == at;
}

/* Obsidian's %% comment %%: over several lines only when it opens a line. */
static uint32_t scan_percent(struct prepass *p, uint32_t at)
{
    if (!bytes_at(p->b->src, at, STR("%%")))
        return at + 1;
    size_t close = finder_next(&p->percent, p->b->src, at + 2);
    bool is_near = close < p->end || (close != SIZE_MAX && at_line_start(p, at));
    return is_near ? hide(p, at, (uint32_t)close + 2) : at + 2;
}

/* {{macro}} on one line; not TeX ("_{{x}}"), not a flash card's cloze ("{{c1::x}}"). */
static uint32_t scan_macro(struct prepass *p, uint32_t at)
{
    struct str s = str_of(p->b->src.p, p->end);
    char before = at > 0 ? s.p[at - 1] : ' ';
    if (!bytes_at(s, at, STR("{{")) || is_alnum(before) || (before && strchr("_^{}\\", before)))
        return at + 1;
    uint32_t i = at + 2;
    if (i + 1 < s.n && s.p[i] == 'c' && is_digit(s.p[i + 1]))
        return i;
    while (i < s.n && s.p[i] != '}' && s.p[i] != '{' && s.p[i] != '\\')
        i++;
    return bytes_at(s, i, STR("}}")) ? hide(p, at, i + 2) : i;
}

/* End of "{:toc}", "{: .class}" or "{#id}" behind a link, or at the start or end of a line; `at`
 * when it is none. */
static uint32_t attributes_end(const struct prepass *p, uint32_t at)
{
    const char *s = p->b->src.p;
    const char *close = memchr(s + at, '}', p->end - at < LABEL_MAX ? p->end - at : LABEL_MAX);
    if (!close || at + 1 >= p->end || !strchr(":#.", s[at + 1]))
        return at;
    uint32_t end = (uint32_t)(close - s) + 1;
    bool is_outer = at_line_start(p, at) || skip_blank(p->b->src, end, p->end) == p->end;
    bool is_behind_link = at > 0 && (s[at - 1] == ')' || s[at - 1] == ']');
    return (is_outer && s[at - (at > 0)] != '_') || is_behind_link ? end : at;
}

static uint32_t scan_brace(struct prepass *p, uint32_t at)
{
    struct str s = p->b->src;
    if (bytes_at(s, at, STR("{%"))) {
        size_t close = finder_next(&p->liquid, s, at + 2);
        return close < paragraph_end(p, at) ? hide(p, at, (uint32_t)close + 2) : at + 2;
    }
    uint32_t end = attributes_end(p, at);
    return end > at ? hide(p, at, end) : scan_macro(p, at);
}

static bool has_single_dollar(struct str s, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '$')
            return true;
    }
    return false;
}

/* $$ … $$ within a paragraph. "$a$$b$" is two formulas: what holds a single $ is no display. */
static uint32_t scan_dollar(struct prepass *p, uint32_t at)
{
    struct str s = p->b->src;
    if (!bytes_at(s, at, STR("$$")))
        return at + 1;
    size_t close = finder_next(&p->dollars, s, at + 2);
    if (close >= paragraph_end(p, at) || has_single_dollar(s, at + 2, (uint32_t)close))
        return at + 2;
    mask_set(p->b, at, (uint32_t)close + 2, MASK_MATH);
    return (uint32_t)close + 2;
}

/* \[ … \] that opens a line; "\[[Paper](u)\]" is an escaped bracket. */
static uint32_t scan_backslash(struct prepass *p, uint32_t at)
{
    struct str s = p->b->src;
    if (!bytes_at(s, at, STR("\\[")) || !at_line_start(p, at))
        return at + 2;
    size_t close = finder_next(&p->bracket, s, at + 2);
    if (close >= paragraph_end(p, at) || str_has(str_sub(s, at, close), STR("](")))
        return at + 2;
    mask_set(p->b, at, (uint32_t)close + 2, MASK_MATH);
    return (uint32_t)close + 2;
}

/* Skips a code span that closes on its line. */
static uint32_t scan_ticks(struct prepass *p, uint32_t at)
{
    const char *s = p->b->src.p;
    uint32_t open = at;
    while (open < p->end && s[open] == '`')
        open++;
    uint32_t n = open - at;
    if (n > TICKS_MAX || p->ticks_failed[n] == p->line + 1)
        return open;
    for (uint32_t i = open; i < p->end;) {
        uint32_t run = i;
        while (run < p->end && s[run] == '`')
            run++;
        if (run - i == n)
            return run;
        i = run > i ? run : i + 1;
    }
    p->ticks_failed[n] = p->line + 1;
    return open;
}

/* Logseq's ((uuid)) */
static uint32_t scan_block_reference(struct prepass *p, uint32_t at)
{
    struct str s = str_of(p->b->src.p, p->end);
    if (!bytes_at(s, at, STR("((")) || !bytes_at(s, at + 2 + UUID_LENGTH, STR("))")))
        return at + 1;
    for (uint32_t i = 0; i < UUID_LENGTH; i++)
        if (s.p[at + 2 + i] != '-' && !is_alnum(s.p[at + 2 + i]))
            return at + 1;
    return hide(p, at, at + UUID_LENGTH + 4);
}

static uint32_t scan_byte(struct prepass *p, uint32_t at)
{
    switch (p->b->src.p[at]) {
    case '<':
        return scan_comment(p, at);
    case '%':
        return scan_percent(p, at);
    case '{':
        return scan_brace(p, at);
    case '$':
        return scan_dollar(p, at);
    case '\\':
        return scan_backslash(p, at);
    case '`':
        return scan_ticks(p, at);
    case '(':
        return scan_block_reference(p, at);
    default:
        return at + 1;
    }
}

/* ---- whole lines ---- */

/* "^block-id" at the end of a line */
static void hide_block_id(struct prepass *p, uint32_t begin)
{
    const char *s = p->b->src.p;
    uint32_t i = p->end;
    while (i > begin && p->end - i < BLOCK_ID_MAX && (is_alnum(s[i - 1]) || s[i - 1] == '-'))
        i--;
    if (i < p->end && i > begin + 1 && s[i - 1] == '^' && is_blank(s[i - 2]))
        hide(p, i - 1, p->end);
}

static bool is_contents_mark(struct str line)
{
    static const struct str marks[] = {STR_INIT("[TOC]"), STR_INIT("[[TOC]]"),
                                       STR_INIT("[[_TOC_]]"), STR_INIT("@[TOC]")};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_eq_ci(line, marks[i]))
            return true;
    return false;
}

static void definition_add(struct builder *b, struct str label, struct str target)
{
    if (!b->definition_of)
        b->definition_of = map_new(b->a);
    bool is_new;
    uint64_t *slot = map_put(b->definition_of, fold_text(b->a, label), &is_new);
    if (!is_new) /* the first definition counts */
        return;
    *vec_push(b->a, &b->definitions) = (struct definition){target};
    *slot = b->definitions.n;
}

/* "target" or "<target>", then nothing or a quoted title. */
static bool definition_target(struct str rest, struct str *target)
{
    size_t n = 0;
    while (n < rest.n && !is_blank(rest.p[n]))
        n++;
    *target = str_sub(rest, 0, n);
    struct str title = str_trim(str_from_pos(rest, n));
    if (title.n > 0 && !strchr("\"'(", title.p[0]))
        return false;
    if (str_starts(*target, STR("<")) && str_ends(*target, STR(">")))
        *target = str_sub(*target, 1, target->n - 1);
    return str_find_byte(*target, '/', 0) != SIZE_MAX ||
           str_find_byte(*target, ':', 0) != SIZE_MAX || str_find_byte(*target, '#', 0) != SIZE_MAX;
}

/* "[label]: target": remembered and hidden. */
static bool read_definition(struct prepass *p, struct str line, uint32_t begin)
{
    if (line.n < 5 || line.p[0] != '[' || line.p[1] == '^')
        return false;
    size_t close = str_find(str_sub(line, 0, LABEL_MAX), STR("]:"), 1);
    struct str target;
    if (close == SIZE_MAX || str_find_byte(str_sub(line, 1, close), '[', 0) != SIZE_MAX ||
        !definition_target(str_trim(str_from_pos(line, close + 2)), &target) || target.n == 0)
        return false;
    definition_add(p->b, str_sub(line, 1, close), target);
    hide(p, begin, p->end);
    return true;
}

static bool whole_line(struct prepass *p, uint32_t begin)
{
    struct str line = str_trim(str_sub(p->b->src, begin, p->end));
    if (line.n == 0 || read_definition(p, line, begin))
        return true;
    if (!is_contents_mark(line))
        return false;
    hide(p, begin, p->end);
    return true;
}

/* Scans from `at`, which is in line p->line; gives where to go on, perhaps lines further down. */
static uint32_t scan_line(struct prepass *p, uint32_t at)
{
    static const bool is_special[256] = {['<'] = true,  ['%'] = true, ['{'] = true, ['$'] = true,
                                         ['\\'] = true, ['`'] = true, ['('] = true};
    const unsigned char *s = (const unsigned char *)p->b->src.p;
    uint32_t begin = at;
    while (at < p->end) {
        if (is_special[s[at]])
            at = scan_byte(p, at);
        else
            at++;
    }
    if (at == p->end)
        hide_block_id(p, begin);
    return at;
}

void prepass_run(struct builder *b)
{
    struct prepass p = {
        .b = b,
        .comment.needle = STR("-->"),
        .percent.needle = STR("%%"),
        .liquid.needle = STR("%}"),
        .dollars.needle = STR("$$"),
        .bracket.needle = STR("\\]"),
    };
    uint32_t at = b->body;
    for (p.line = line_at(b->d, at); p.line < b->d->n_lines; p.line++) {
        uint32_t begin = line_begin(b->d, p.line);
        p.end = line_end(b->d, p.line);
        if (at > begin) {
            at = at < p.end ? scan_line(&p, at) : at;
            continue;
        }
        b->fence[p.line] = (unsigned char)fence_step(&p, begin);
        if (b->fence[p.line] == FENCE_NONE && !whole_line(&p, begin))
            at = scan_line(&p, begin);
    }
}
