/* inline_internal.h: the scanner of one node's own text, shared by inline.c, bracket.c, emphasis.c,
 * html.c and phrase.c.
 *
 * One pass from left to right. A scan_… function is called at a byte that may begin a span; it
 * gives the offset to go on from (at least one further). Nothing looks ahead twice over the same
 * bytes: what was searched for in vain is remembered, so the whole scan is linear. */
#ifndef PS_EXTRACT_INLINE_INTERNAL_H
#define PS_EXTRACT_INLINE_INTERNAL_H

#include "extract/document/document_internal.h"

#define CODE_TICKS_MAX 32 /* longer runs of backticks are text */
#define BRACKETS_MAX   64 /* open brackets that are remembered; the oldest are forgotten */

struct opener {
    uint32_t begin; /* of "[" or "![" */
    uint32_t text;
    size_t n_spans; /* spans and marks there were when it opened */
    size_t n_marks;
    bool is_image;
};

struct mark {
    uint32_t begin, end; /* what is left of a run of one character */
    char c;
};

struct scanner {
    struct builder *b;
    struct str s;        /* the note up to the end of the text */
    uint32_t begin, end; /* of the text */
    uint32_t node;
    uint32_t quote_depth;
    uint32_t floor;        /* nothing before this may become part of another span */
    uint32_t quote_until;  /* end of the quotation last opened */
    uint32_t anchor_until; /* end of the <a> last opened */
    uint32_t last_link;    /* 1 + begin of the last link, 0 = none */
    size_t first_span;
    struct opener openers[BRACKETS_MAX];
    uint32_t n_openers;
    VEC(struct mark) marks;
    uint32_t ticks_failed[CODE_TICKS_MAX + 1]; /* end of the text that has no such run */
    struct finder math_close, anchor_close;
};

struct span *span_add(struct scanner *sc, enum span_kind kind, uint32_t begin, uint32_t end,
                      uint32_t text_begin, uint32_t text_end);

uint32_t scan_open_bracket(struct scanner *sc, uint32_t at);
uint32_t scan_bang(struct scanner *sc, uint32_t at);
uint32_t scan_close_bracket(struct scanner *sc, uint32_t at);
/* A run of * _ ~ = or ^ */
uint32_t scan_mark(struct scanner *sc, uint32_t at);
uint32_t scan_html(struct scanner *sc, uint32_t at);
uint32_t scan_quote(struct scanner *sc, uint32_t at);
uint32_t scan_hash(struct scanner *sc, uint32_t at);
uint32_t scan_slash(struct scanner *sc, uint32_t at);

/* `raw` with backslash escapes and entities resolved; a slice of the note when it has none. */
struct str target_decode(struct arena *a, struct str raw, bool backslashes);

/* Decodes "&amp;" at s.p[at]: appends to `out` and gives its length, or 0. */
size_t entity_decode(struct str s, size_t at, struct strbuf *out);

#endif
