#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/extract.h"

/* ---- visible text ---- */

static void add_space(struct strbuf *out)
{
    if (out->n > 0 && out->p[out->n - 1] != ' ')
        strbuf_add_byte(out, ' ');
}

/* Appends what stands at `at`; gives its length. */
static size_t add_visible(struct strbuf *out, struct str s, size_t at)
{
    char c = s.p[at];
    if (is_white(c) || c == 0) {
        add_space(out);
        return 1;
    }
    size_t n = c == '&' ? entity_decode(s, at, out) : 0;
    if (n > 0)
        return n;
    strbuf_add_byte(out, c);
    return 1;
}

struct str document_visible(const struct document *d, uint32_t begin, uint32_t end, struct arena *a)
{
    STRBUF_SCOPE(out);
    struct str s = str_sub(d->source, 0, end);
    for (size_t at = begin; at < s.n;) {
        bool is_hidden = d->mask[at] == MASK_MARKUP || d->mask[at] == MASK_HIDDEN;
        if (is_hidden && s.p[at] == '<') /* <br> parts words */
            add_space(&out);
        at += is_hidden ? 1 : add_visible(&out, s, at);
    }
    return str_copy(a, str_trim(strbuf_view(&out)));
}

struct str document_slice(const struct document *d, uint32_t begin, uint32_t end)
{
    return str_sub(d->source, begin, end);
}

/* ---- sentences ---- */

/* Words before ". " that end no sentence. */
static const struct str abbreviations[] = {STR_INIT("al"), STR_INIT("e.g"), STR_INIT("i.e"),
                                           STR_INIT("vs"), STR_INIT("cf"),  STR_INIT("Fig"),
                                           STR_INIT("Eq"), STR_INIT("Sec"), STR_INIT("No"),
                                           STR_INIT("pp"), STR_INIT("resp")};

static bool ends_abbreviated(struct str before)
{
    size_t n = before.n;
    while (n > 0 && !is_white(before.p[n - 1]) && before.p[n - 1] != '(')
        n--;
    struct str word = str_from_pos(before, n);
    if (word.n == 1 && is_letter(word.p[0])) /* an initial */
        return true;
    for (size_t i = 0; i < ARRAY_LEN(abbreviations); i++)
        if (str_eq_ci(word, abbreviations[i]))
            return true;
    return false;
}

/* End of the sentence mark at `at`, or 0. */
static uint32_t mark_end(struct str s, uint32_t at)
{
    static const struct str wide[] = {STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
                                      STR_INIT("；")};
    char c = s.p[at];
    if ((unsigned char)c >= 0x80) {
        for (size_t i = 0; i < ARRAY_LEN(wide); i++)
            if (bytes_at(s, at, wide[i]))
                return at + (uint32_t)wide[i].n;
        return 0;
    }
    if (c == '\n') { /* a hard break: two spaces or a backslash before it */
        bool is_hard =
            at >= 2 && (s.p[at - 1] == '\\' || (s.p[at - 1] == ' ' && s.p[at - 2] == ' '));
        return is_hard ? at + 1 : 0;
    }
    if (c != '.' && c != '!' && c != '?')
        return 0;
    bool ends = at + 1 >= s.n || is_white(s.p[at + 1]);
    return ends && !(c == '.' && ends_abbreviated(str_sub(s, at > 12 ? at - 12 : 0, at))) ? at + 1
                                                                                          : 0;
}

/* The innermost node whose own text holds `offset`, or NO_NODE. Texts follow each other in the
 * order of the nodes. */
static uint32_t node_at(const struct document *d, uint32_t offset)
{
    size_t low = 0;
    size_t high = d->n_nodes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (d->nodes[middle].text_begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    while (low-- > 0) {
        const struct node *n = &d->nodes[low];
        if (n->text_begin < n->text_end)
            return offset < n->text_end ? (uint32_t)low : NO_NODE;
    }
    return NO_NODE;
}

struct range {
    uint32_t begin, end;
};

/* What the sentence may not leave: the own text of the block, the whole row for a cell, the line
 * where there is no block. */
static struct range frame_of(const struct document *d, uint32_t begin, uint32_t end)
{
    uint32_t n = node_at(d, begin);
    if (n == NO_NODE) {
        uint32_t line = line_at(d, begin);
        return (struct range){line_begin(d, line), line_end(d, line)};
    }
    const struct node *node = &d->nodes[n];
    const struct node *row = node->kind == NODE_CELL ? &d->nodes[node->parent] : NULL;
    if (row && row->end - row->begin <= EVIDENCE_QUOTE_MAX && end <= row->end)
        return (struct range){row->begin, row->end};
    return (struct range){node->text_begin, node->text_end};
}

static struct range sentence_in(const struct document *d, struct range frame, uint32_t begin,
                                uint32_t end)
{
    struct range out = frame;
    struct str s = str_sub(d->source, 0, frame.end);
    uint32_t from =
        begin > frame.begin + EVIDENCE_QUOTE_MAX ? begin - EVIDENCE_QUOTE_MAX : frame.begin;
    out.begin = from;
    for (uint32_t at = from; at < begin; at++) {
        uint32_t mark = mark_end(s, at);
        if (mark > 0 && mark <= begin)
            out.begin = mark;
    }
    if (frame.end > end && frame.end - end > EVIDENCE_QUOTE_MAX)
        out.end = frame.end = end + EVIDENCE_QUOTE_MAX; /* more is cut off in any case */
    for (uint32_t at = end > begin ? end - 1 : end; at < frame.end; at++) {
        uint32_t mark = mark_end(s, at);
        if (mark == 0)
            continue;
        out.end = mark;
        break;
    }
    return out;
}

/* At most EVIDENCE_QUOTE_MAX bytes: the end gives way first, then the beginning. */
static void shorten(const struct document *d, struct range *r, uint32_t begin, uint32_t end)
{
    struct str s = d->source;
    if (r->end - r->begin <= EVIDENCE_QUOTE_MAX)
        return;
    if (end > r->begin + EVIDENCE_QUOTE_MAX)
        r->begin = end - begin >= EVIDENCE_QUOTE_MAX ? begin : end - EVIDENCE_QUOTE_MAX;
    if (r->end > r->begin + EVIDENCE_QUOTE_MAX)
        r->end = r->begin + EVIDENCE_QUOTE_MAX;
    while (r->begin < begin && ((unsigned char)s.p[r->begin] & 0xC0) == 0x80)
        r->begin++;
    while (r->end > r->begin && r->end < s.n && ((unsigned char)s.p[r->end] & 0xC0) == 0x80)
        r->end--;
}

void document_sentence(const struct document *d, uint32_t begin, uint32_t end, uint32_t *out_begin,
                       uint32_t *out_end)
{
    struct range frame = frame_of(d, begin, end);
    if (frame.end < end)
        frame.end = end;
    if (frame.begin > begin)
        frame.begin = begin;
    struct range r = sentence_in(d, frame, begin, end);
    trim_range(d->source, &r.begin, &r.end);
    shorten(d, &r, begin, end);
    trim_range(d->source, &r.begin, &r.end);
    *out_begin = r.begin;
    *out_end = r.end;
}
