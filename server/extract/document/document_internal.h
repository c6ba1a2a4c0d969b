/* document_internal.h: what the files of this folder share.
 *
 * The order of work, one file each:
 *   hostile       is it text, is it nested too deeply
 *   prepass       front matter, comments, Liquid, display mathematics, fences, link definitions
 *   shadow        the copy that cmark reads: hidden bytes blanked, inline markup made harmless,
 *                 sloppy lists and headings repaired; lines keep their numbers
 *   blocks        cmark's blocks -> nodes; paragraph and table cut paragraphs further
 *   inline        spans of each node's own text, over the original bytes (brackets, tags, html,
 *                 emphasis are its parts)
 *   front_matter, fields, bibtex   named values
 *   sentence      what ends sentences; the sentence around a place, for callers
 *   text          visible text, for callers
 *
 * Offsets are uint32_t bytes of the note everywhere; lines are 0-based inside this folder. */
#ifndef PS_EXTRACT_DOCUMENT_INTERNAL_H
#define PS_EXTRACT_DOCUMENT_INTERNAL_H

#include "base/vec.h"
#include "extract/document.h"

struct map;
struct strbuf;

struct definition {
    struct str target;
};

/* Part that a line has in fenced code. */
enum fence_part { FENCE_NONE, FENCE_OPEN, FENCE_INSIDE, FENCE_CLOSE };

/* A document while it is being made. */
struct builder {
    struct arena *a;
    struct document *d;
    struct str src;
    unsigned char *mask;
    unsigned char *fence;            /* per line: enum fence_part */
    uint32_t body;                   /* where the front matter ends */
    uint32_t front_begin, front_end; /* what stands between its fences */
    VEC(struct node) nodes;
    VEC(struct span) spans;
    VEC(struct field) fields;
    VEC(struct bib_record) records;
    VEC(struct definition) definitions;
    struct map *definition_of; /* folded label -> 1 + index; NULL while there is none */
    uint32_t open;             /* innermost open node */
    uint32_t line;             /* asked for last: builder_line */
};

/* ---- bytes and lines (document.c) ---- */
static inline uint32_t line_begin(const struct document *d, uint32_t line)
{
    return d->line_starts[line];
}

/* Without the line break. */
uint32_t line_end(const struct document *d, uint32_t line);
uint32_t line_at(const struct document *d, uint32_t offset);

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static inline bool is_white(char c)
{
    return is_blank(c) || c == '\n';
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool is_alnum(char c)
{
    return is_digit(c) || is_letter(c);
}

/* The same, quick for offsets near the one asked for last. */
uint32_t builder_line(struct builder *b, uint32_t offset);

/* First byte in [from, to) that is no blank, or `to`. */
uint32_t skip_blank(struct str s, uint32_t from, uint32_t to);
uint32_t skip_white(struct str s, uint32_t from, uint32_t to);
/* [*from, *to) without white space at its ends. */
void trim_range(struct str s, uint32_t *from, uint32_t *to);
void mask_set(struct builder *b, uint32_t from, uint32_t to, enum mask m);
/* As mask_set, but leaves what is hidden. */
void mask_set_visible(struct builder *b, uint32_t from, uint32_t to, enum mask m);

/* Next occurrence of a needle; remembers it, so that a whole scan is linear. */
struct finder {
    struct str needle;
    size_t at;
    bool is_ready;
};

size_t finder_next(struct finder *f, struct str s, size_t from);

/* Whether the bytes at `at` are `needle`, which is not empty. */
static inline bool bytes_at(struct str s, size_t at, struct str needle)
{
    return at < s.n && s.p[at] == needle.p[0] && s.n - at >= needle.n &&
           memcmp(s.p + at, needle.p, needle.n) == 0;
}

/* ---- marker.c: what a line begins with ---- */
struct marker {
    uint32_t begin, end; /* of the marker itself: "-", "12.", "●" */
    uint32_t number;     /* ordered: its number */
    bool is_ordered;
    bool is_sloppy; /* no CommonMark marker: "●", "-text", "1、" */
};

/* A list marker at `at`, in a line that ends at `end`. Sloppy ones only when asked for. */
bool marker_read(struct str s, uint32_t at, uint32_t end, bool sloppy, struct marker *out);
bool is_thematic_break(struct str s, uint32_t at, uint32_t end);
/* A line of "=" or "-" only: it makes a heading of the paragraph above. */
bool is_underline(struct str s, uint32_t at, uint32_t end);
/* Length of the fence (3 or more backticks or tildes) at `at`, or 0. */
uint32_t fence_length(struct str s, uint32_t at, uint32_t end);
/* Column (tabs to multiples of four) and offset of the first byte that is no blank. */
uint32_t line_indent(struct str s, uint32_t from, uint32_t to, uint32_t *first);
/* Number of '#' of a heading at `at` (1-6), with or without a space behind, or 0. */
uint32_t hash_count(struct str s, uint32_t at, uint32_t end);
/* End of a number or date before the text of a heading ("1.2 ", "三、", "2020-03-24 "); `at` when
 * there is none or nothing follows. */
uint32_t heading_number_end(struct str s, uint32_t at, uint32_t end);
/* End of "一、", "（二）", "第三章" at `at`, or `at`. */
uint32_t han_number_end(struct str s, uint32_t at, uint32_t end);

/* ---- steps ---- */
MUST_USE bool hostile_check(struct str src, const struct document *d, struct err *e);
void prepass_run(struct builder *b);
void front_matter_find(struct builder *b);
void front_matter_read(struct builder *b);

/* What cmark reads. Its line i is line lines[i] of the note (blank lines after a blank line are left
 * out: cmark 0.30 asks every open item about each of them), moved left by shift[i] bytes. */
struct shadow {
    struct str text;
    uint32_t *lines;
    int32_t *shift;
    uint32_t n_lines;
};

void shadow_make(const struct builder *b, struct strbuf *out, struct shadow *shadow);

void blocks_read(struct builder *b, const struct shadow *shadow);
void inline_scan(struct builder *b);
void sentences_mark(struct builder *b);
void fields_read_properties(struct builder *b, uint32_t node);
void fields_read_labels(struct builder *b);
/* Canonical key of a label; folded `name` itself when the table does not know it and `any`, else
 * empty. */
struct str field_key(struct builder *b, struct str name, bool any);
void field_add(struct builder *b, struct field f);
void bibtex_read(struct builder *b, uint32_t node, uint32_t begin, uint32_t end);

/* ---- tree (tree.c) ---- */
/* Opens a child of the innermost open node; gives its index. */
uint32_t tree_open(struct builder *b, enum node_kind kind, uint32_t begin);
/* Closes the innermost open node; it ends at `end` or where its children end. */
void tree_close(struct builder *b, uint32_t end);
void tree_close_through(struct builder *b, uint32_t node, uint32_t end);
void tree_set_text(struct builder *b, uint32_t node, uint32_t begin, uint32_t end);
/* Closes the sections that a heading of this level ends and opens its own. */
uint32_t tree_open_section(struct builder *b, uint8_t level, uint32_t begin);

/* ---- parts of blocks ---- */
/* A paragraph of cmark: text from `begin` up to the end of line `last`. Cuts off footnotes and
 * tables, finds pseudo headings. */
void paragraph_add(struct builder *b, uint32_t begin, uint32_t last);
/* Whether line `line` (its text from `begin`) is the header of a table and the next its rule. */
bool table_starts(const struct builder *b, uint32_t begin, uint32_t line, uint32_t last);
void table_add(struct builder *b, uint32_t begin, uint32_t line, uint32_t last);
/* First byte in [from, to) that is neither blank nor hidden, or `to`. */
uint32_t skip_hidden(const struct builder *b, uint32_t from, uint32_t to);
/* [*from, *to) without white space and hidden bytes at its ends. */
void trim_hidden(const struct builder *b, uint32_t *from, uint32_t *to);
/* Text of the line without its indentation and quote marks. */
uint32_t line_text(const struct builder *b, uint32_t line);

#endif
