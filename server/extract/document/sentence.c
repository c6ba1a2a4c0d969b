/* Where sentences end, found once for the whole note, and the sentence around a place. */
#include "extract/document/document_internal.h"

#include "base/arena.h"
#include "extract/extract.h"

#define WIDE_BYTES 3

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

/* Whether a sentence ends with the ASCII character at `at`. */
static bool is_mark(struct str s, uint32_t at)
{
    char c = s.p[at];
    if (c == '\n') /* a hard break: two spaces or a backslash before it */
        return at >= 2 && (s.p[at - 1] == '\\' || (s.p[at - 1] == ' ' && s.p[at - 2] == ' '));
    if (c != '.' && c != '!' && c != '?')
        return false;
    bool ends = at + 1 >= s.n || is_white(s.p[at + 1]);
    return ends && !(c == '.' && ends_abbreviated(str_sub(s, at > 12 ? at - 12 : 0, at)));
}

static bool is_wide_mark(struct str s, uint32_t at)
{
    static const struct str wide[] = {STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
                                      STR_INIT("；")};
    for (size_t i = 0; i < ARRAY_LEN(wide); i++)
        if (bytes_at(s, at, wide[i]))
            return true;
    return false;
}

void sentences_mark(struct builder *b)
{
    struct str s = b->src;
    VEC(uint32_t) marks = VEC_INIT;
    for (uint32_t at = 0; at < s.n; at++) {
        unsigned char c = (unsigned char)s.p[at];
        bool is_wide = c >= 0xE3; /* the first byte of each of them, or more */
        if (c > '?' && !is_wide)
            continue;
        if (is_wide ? is_wide_mark(s, at) : is_mark(s, at))
            *vec_push(b->a, &marks) = at;
    }
    b->d->sentence_marks = marks.items;
    b->d->n_sentence_marks = marks.n;
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

/* First of the document's marks that begins at or after `offset`. */
static size_t mark_from(const struct document *d, uint32_t offset)
{
    size_t low = 0;
    size_t high = d->n_sentence_marks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (d->sentence_marks[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Full stops of Chinese have three bytes, all others one. */
static uint32_t end_of_mark(const struct document *d, size_t i)
{
    uint32_t at = d->sentence_marks[i];
    return at + ((unsigned char)d->source.p[at] < 0x80 ? 1 : WIDE_BYTES);
}

static struct range sentence_in(const struct document *d, struct range frame, uint32_t begin,
                                uint32_t end)
{
    struct range out = frame;
    uint32_t from =
        begin > frame.begin + EVIDENCE_QUOTE_MAX ? begin - EVIDENCE_QUOTE_MAX : frame.begin;
    out.begin = from;
    size_t before = mark_from(d, begin);
    while (before > 0 && end_of_mark(d, before - 1) > begin)
        before--;
    if (before > 0 && d->sentence_marks[before - 1] >= from)
        out.begin = end_of_mark(d, before - 1);
    if (frame.end > end && frame.end - end > EVIDENCE_QUOTE_MAX)
        out.end = frame.end = end + EVIDENCE_QUOTE_MAX; /* more is cut off in any case */
    size_t behind = mark_from(d, end > begin ? end - 1 : end);
    if (behind < d->n_sentence_marks && d->sentence_marks[behind] < frame.end)
        out.end = end_of_mark(d, behind);
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
