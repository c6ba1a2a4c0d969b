#include "extract/document/document_internal.h"

#include "base/utf8.h"

#define NESTING_MAX   100 /* cmark 0.30 needs quadratic time for deeper lists: RELIABILITY.md 1.2 */
#define BAD_BYTES_PER 100 /* more than one bad byte in so many: no UTF-8 text */
#define BAD_BYTES_MIN 4

static uint32_t count_bad_bytes(struct str s, size_t *first)
{
    uint32_t bad = 0;
    size_t at = 0;
    while (at < s.n) {
        size_t len;
        if (s.p[at] == 0 || (utf8_decode(s, at, &len) == UTF8_BAD && len == 1)) {
            *first = bad++ ? *first : at;
            len = 1;
        }
        at += s.p[at] == 0 ? 1 : len;
    }
    return bad;
}

static bool check_text(struct str s, const struct document *d, struct err *e)
{
    if (utf8_is_valid(s) && !memchr(s.p ? s.p : "", 0, s.n))
        return true;
    size_t first = 0;
    uint32_t bad = count_bad_bytes(s, &first);
    if (bad < BAD_BYTES_MIN || bad * (uint64_t)BAD_BYTES_PER <= s.n)
        return true;
    return err_set(e, ERR_BAD_NOTE,
                   "The note is not UTF-8 text (%u bytes are not, the first in line %u): "
                   "save it as UTF-8.",
                   bad, document_line(d, (uint32_t)first));
}

/* Markers that open containers from `at` on: "- > 1. ". */
static uint32_t count_opened(struct str s, uint32_t at, uint32_t end)
{
    uint32_t opened = 0;
    while (opened <= NESTING_MAX) {
        struct marker m;
        at = skip_blank(s, at, end);
        if (at < end && s.p[at] == '>')
            at++;
        else if (marker_read(s, at, end, true, &m) && !is_thematic_break(s, at, end))
            at = m.end;
        else
            break;
        opened++;
    }
    return opened;
}

/* An upper bound of the containers that are open after a line which is not blank: an item stays
 * open only over two columns of indentation, a quote only over its mark, and a lazy line keeps what
 * was open. */
static uint32_t depth_after(struct str s, uint32_t at, uint32_t end, uint32_t before, bool is_lazy)
{
    uint32_t first;
    uint32_t kept = line_indent(s, at, end, &first) / 2;
    uint32_t quotes = 0;
    while (first < end && s.p[first] == '>') {
        uint32_t next;
        quotes++;
        kept += line_indent(s, first + 1, end, &next) / 2;
        first = next;
    }
    uint32_t opened = count_opened(s, first, end);
    uint32_t depth = (kept < before ? kept : before) + quotes + opened;
    return opened == 0 && is_lazy && before > depth ? before : depth;
}

static bool check_nesting(struct str s, const struct document *d, struct err *e)
{
    uint32_t depth = 0;
    bool after_blank = true;
    for (uint32_t line = 0; line < d->n_lines; line++) {
        uint32_t begin = line_begin(d, line);
        uint32_t end = line_end(d, line);
        bool blank = skip_blank(s, begin, end) == end;
        if (!blank)
            depth = depth_after(s, begin, end, depth, !after_blank);
        after_blank = blank;
        if (depth > NESTING_MAX)
            return err_set(e, ERR_BAD_NOTE,
                           "Line %u nests lists or quotes more than %d deep: flatten them.",
                           line + 1, NESTING_MAX);
    }
    return true;
}

bool hostile_check(struct str src, const struct document *d, struct err *e)
{
    return check_text(src, d, e) && check_nesting(src, d, e);
}
