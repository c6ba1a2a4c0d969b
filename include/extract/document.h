/* document.h: a note as a tree of blocks with typed spans.
 *
 * cmark gives the blocks only, from a copy that holds nothing but what makes blocks; inline text is
 * scanned by our own scanner over the original bytes, because cmark's inline columns are wrong, it
 * refuses Chinese emphasis and drops bare brackets. Lists and headings that are not quite Markdown
 * ("-text", "##Title", "1、", "●", items indented too far) are read as their author meant them. All
 * offsets are bytes of the original note; nothing is copied.
 *
 * Knows nothing about papers or concepts. The only user of cmark and of libyaml. */
#ifndef PS_EXTRACT_DOCUMENT_H
#define PS_EXTRACT_DOCUMENT_H

#include "base/err.h"
#include "base/str.h"

struct arena;

#define NO_NODE UINT32_MAX

enum node_kind {
    NODE_DOCUMENT, /* index 0 */
    NODE_SECTION,  /* a heading (its own text) and all until the next of same or higher level */
    NODE_RULE,     /* thematic break */
    NODE_LIST,
    NODE_ITEM, /* own text: its first paragraph; further paragraphs and lists are children.
                     * The lines "[1] …" of a reference list are items, too; their text keeps "[1]" */
    NODE_PARAGRAPH,
    NODE_QUOTE,
    NODE_TABLE, /* children: rows */
    NODE_ROW,   /* children: cells; NODE_HEADER set on the first */
    NODE_CELL,
    NODE_CODE, /* fenced or really indented code: text is not scanned */
    NODE_HTML,
    NODE_FOOTNOTE /* `[^key]: text`; `label` holds the key */
};

enum node_flags {
    NODE_ORDERED = 1,     /* list or item with a number */
    NODE_TASK_OPEN = 2,   /* [ ] */
    NODE_TASK_DONE = 4,   /* [x] */
    NODE_IMAGE_ONLY = 8,  /* own text is images and white space only */
    NODE_PSEUDO = 16,     /* section made of a bold line or "一、…" paragraph */
    NODE_HEADER = 32,     /* header row of a table */
    NODE_NAVIGATION = 64, /* list in which >= 70 % of the items are in-page links */
    NODE_SETEXT = 128     /* heading underlined by --- or === */
};

struct node {
    enum node_kind kind;
    uint16_t flags;
    uint8_t level;        /* section: 1-6, 7 for pseudo headings; list and item: nesting, from 1 */
    uint8_t blank_before; /* blank lines above, saturating */
    uint32_t number;      /* ordered item: its number */
    uint32_t begin, end;  /* the whole block with its children */
    uint32_t text_begin, text_end; /* own inline text without markers; equal when there is none */
    uint32_t line;                 /* 1-based, of text_begin (of begin when there is no text) */
    uint32_t parent, first_child, last_child, next, prev; /* NO_NODE when there is none */
    uint32_t first_span, n_spans;                         /* spans of the own text */
    struct str label;                                     /* footnote key; code: info string */
};

enum span_kind {
    SPAN_LINK, /* [text](target), [text](<target> "title"), [[text](target)], "[text] (target)" */
    SPAN_EMPTY_LINK, /* [text](), [text](#), [text](TODO), [text](COMING SOON) */
    SPAN_BRACKET,    /* [text] with nothing behind it and no definition */
    SPAN_REFERENCE,  /* [text][r], [text] with a definition: target is the definition's */
    SPAN_WIKILINK,   /* [[target|text]], [[target#heading]]; [[paper]](url) is a SPAN_LINK */
    SPAN_AUTOLINK,   /* <http://…> */
    SPAN_URL,        /* bare http://… in text */
    SPAN_IMAGE,      /* ![alt](target), <img …>, ![[file]] */
    SPAN_ANCHOR,     /* <a href="target">text</a> */
    SPAN_STRONG,
    SPAN_EMPHASIS,
    SPAN_CODE, /* `text` */
    SPAN_STRIKE,
    SPAN_HIGHLIGHT, /* ==text==, ^^text^^ */
    SPAN_MATH,      /* $…$, \(…\), also inside display math */
    SPAN_TAG,       /* #tag, #tag/子, #[[tag with spaces]] */
    SPAN_CITATION,  /* [@key], \cite{key}; text is the key */
    SPAN_FOOTNOTE,  /* [^1]; text is the key */
    SPAN_NUMERIC,   /* [12], [2,3], [1-4]; text is the inside */
    SPAN_QUOTE,     /* 《…》, 「…」, 『…』, “…”, "…" : text is the inside */
    SPAN_KIND_COUNT
};

struct span {
    enum span_kind kind;
    uint32_t node;
    uint32_t begin, end;           /* with markup */
    uint32_t text_begin, text_end; /* visible text */
    /* As written, entities and backslash escapes decoded; of a wikilink without "#heading"; empty
     * when there is none. */
    struct str target;
};

/* What each byte of the note is; the tokeniser reads MASK_TEXT, and MASK_CODE_SPAN with less weight. */
enum mask {
    MASK_TEXT,
    MASK_MARKUP, /* asterisks, link brackets and destinations, images, list markers, heading numbers
                     * and dates, table bars, tags of HTML, marks such as [1], [^1] and [@key] */
    MASK_URL,    /* bare URLs and autolinks: visible text */
    MASK_CODE_SPAN,
    MASK_CODE, /* blocks */
    MASK_MATH,
    MASK_HIDDEN /* front matter, comments, Liquid, block ids */
};

enum field_source {
    FIELD_FRONT_MATTER,
    FIELD_PROPERTY /* key:: value */,
    FIELD_LABEL /* **Title**: x, 作者：x */
};

/* One value of a named field. A list in YAML gives one field a value, as do wikilinks, and tags or
 * aliases with commas. Keys are canonical, from tables/fields.tsv: title aliases tags doi arxiv url
 * code authors year date venue citekey type description abstract pages publisher affiliation; unknown keys
 * are kept folded (never of labels, which must be known). "date" is that of the note, in front matter
 * only; dates elsewhere are "year". */
struct field {
    enum field_source source;
    struct str key;
    struct str value;    /* trimmed; quotes, YAML comments and [[…]] removed */
    uint32_t begin, end; /* of the value in the note */
    uint32_t line;
    uint32_t node; /* block that holds it; 0 (document) for front matter */
};

struct bib_record {
    struct str type, key, title, year, venue, doi, eprint, url;
    struct str *authors;
    size_t n_authors;
    uint32_t begin, end; /* of the record */
    uint32_t title_begin, title_end;
    uint32_t line;
    uint32_t node;
};

struct document {
    struct str source;         /* the note */
    const unsigned char *mask; /* source.n bytes of enum mask */
    struct node *nodes;        /* in document order (pre-order) */
    size_t n_nodes;
    struct span *spans; /* by begin, the longer first; spans of one node are together */
    size_t n_spans;
    struct field *fields; /* in order */
    size_t n_fields;
    struct bib_record *records;
    size_t n_records;
    uint32_t *line_starts; /* offset of each line */
    size_t n_lines;
    uint32_t *sentence_marks; /* offsets of what ends sentences; document_sentence reads them */
    size_t n_sentence_marks;
    bool has_front_matter;
};

/* Never fails on odd Markdown. Errors: ERR_BAD_NOTE for what would stall the parser (lists and quotes
 * nested over 100 deep) and for bytes that are no text (NUL bytes or invalid UTF-8 in more than 1 % of
 * the note). Time is linear in the bytes.
 * Memory: in `a`; slices point into `source`. */
MUST_USE bool document_parse(struct str source, struct arena *a, struct document **out,
                             struct err *e);

/* 1-based line of a byte offset. */
uint32_t document_line(const struct document *d, uint32_t offset);

/* Visible text of [begin, end): markup removed, soft breaks as one space, entities decoded,
 * white space collapsed. */
struct str document_visible(const struct document *d, uint32_t begin, uint32_t end,
                            struct arena *a);

/* The bytes of [begin, end). */
struct str document_slice(const struct document *d, uint32_t begin, uint32_t end);

/* The innermost section above `node` (NO_NODE at top level). */
uint32_t document_section(const struct document *d, uint32_t node);

/* The next node in pre-order that is not below `node`; n_nodes at the end. Loops over a subtree are
 *   for (uint32_t i = n; i < document_after(d, n); i++) … */
uint32_t document_after(const struct document *d, uint32_t node);

/* The sentence or line around [begin, end) inside its block: at most EVIDENCE_QUOTE_MAX bytes, cut
 * at character borders, without white space at the ends. What evidence quotes. */
void document_sentence(const struct document *d, uint32_t begin, uint32_t end, uint32_t *out_begin,
                       uint32_t *out_end);

/* "0.30.2": the cmark that runs. */
const char *document_cmark_version(void);

#endif
