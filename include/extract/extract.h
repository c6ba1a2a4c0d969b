/* extract.h: one note in, what it says out. The public face of the layer.
 *
 * A pure function of (path, bytes, vocabulary): no I/O, no clock, no locale, no globals, no
 * randomness; time linear in the bytes. Everything it returns lives in the arena that was given.
 * Scores are integers in thousandths, so that no result depends on floating point.
 *
 * The pipeline, one module each, in this order (server/extract/extract.c reads like this list):
 *   document    bytes -> tree of blocks, spans, fields, BibTeX records     extract/document.h
 *   link        URLs and ids in text -> identifiers                        extract/link.h
 *   token       text -> tokens                                             extract/token.h
 *   match       tokens -> vocabulary labels, cue phrases, blockers         extract/match.h
 *   entry       blocks -> papers, their titles and scopes                  extract/entry.h
 *   concept     matches + discovery -> accepted mentions of concepts       extract/concept.h
 *   relation    cues + structure -> edges with evidence                    extract/relation.h
 *
 * Threads: one arena per call; the vocabulary is read-only and may be shared. */
#ifndef PS_EXTRACT_EXTRACT_H
#define PS_EXTRACT_EXTRACT_H

#include "base/err.h"
#include "base/str.h"

struct arena;
struct vocabulary;

/* Bytes. Larger notes are refused with ERR_TOO_LARGE (RELIABILITY.md 1.2). */
#define NOTE_MAX_BYTES ((size_t)2 << 20)

enum paper_status { PAPER_ENTRY, PAPER_CITED, PAPER_STUB };

struct paper {
    struct str key; /* best identifier, else "t:" + slug of the folded title; unique in the note */
    enum paper_status status;
    struct str title;      /* as the note writes it, cleaned; never empty */
    struct str short_name; /* "MoCo", or empty */
    struct str *aliases;   /* further names in this note */
    size_t n_aliases;
    struct str *identifiers; /* canonical, sorted: "arxiv:1911.05722" */
    size_t n_identifiers;
    struct str *urls; /* as written, redirects unwrapped, in order of appearance */
    size_t n_urls;
    struct str *resources; /* code, slides, blog posts … that belong to it */
    size_t n_resources;
    struct str *authors;
    size_t n_authors;
    struct str venue; /* or empty */
    uint32_t year;    /* 0 = unknown */
    uint32_t line;    /* 1-based */
};

enum concept_origin { ORIGIN_VOCABULARY, ORIGIN_DISCOVERED, ORIGIN_USER };

struct label {
    struct str lang; /* "en", "zh", "ja", "ko" */
    struct str text;
};

struct concept {
    struct str key;       /* "concept:contrastive-learning" */
    struct str kind;      /* "method", "dataset" … ; "term" when not known */
    struct label *labels; /* preferred, at most one a language */
    size_t n_labels;
    struct str *alternatives; /* other names, without hidden ones */
    size_t n_alternatives;
    enum concept_origin origin;
};

/* A table in extract.c gives each its name on the wire, its inverse and whether it is symmetric. */
enum relation {
    REL_EXTENDS,
    REL_SUCCEEDS,
    REL_USES,
    REL_IMPROVES_ON,
    REL_COMPARES_WITH,
    REL_SIMILAR_TO,
    REL_CRITIQUES,
    REL_REVIEWS,
    REL_CITES,
    REL_RELATED_TO, /* paper-paper */
    REL_ABOUT,
    REL_INTRODUCES,
    REL_EVALUATES_ON,
    REL_MENTIONS, /* paper-concept, with USES, COMPARES_WITH */
    REL_BROADER,
    REL_PART_OF,
    REL_USED_FOR,
    REL_DERIVED_FROM,
    REL_CONTRASTS_WITH,
    REL_RELATED,
    REL_COUNT
};

const char *relation_name(enum relation r);
MUST_USE bool relation_from_name(struct str name, enum relation *out);
bool relation_is_symmetric(enum relation r);

enum node_type { TYPE_PAPER, TYPE_CONCEPT };

/* Whether the relation can run from a thing of one type to one of the other (DESIGN.md 4). */
bool relation_joins(enum relation r, enum node_type from, enum node_type to);

struct endpoint {
    enum node_type type;
    uint32_t index; /* into papers or concepts of the extraction */
};

struct evidence {
    uint32_t begin, end; /* byte offsets into the note as it is on disk; the quote is this slice */
    uint32_t line;       /* 1-based line of `begin` */
    uint16_t weight;     /* thousandths */
    const char *rule;    /* "first-bullet", "cue:extends", "heading" … ; static text */
};

#define EVIDENCE_MAX       5   /* kept for each edge, best first */
#define EVIDENCE_QUOTE_MAX 400 /* bytes */

struct edge {
    struct endpoint from;
    enum relation relation;
    struct endpoint to;
    uint16_t score; /* thousandths */
    struct evidence *evidence;
    size_t n_evidence; /* at least 1 */
};

struct warning {
    uint32_t line;
    const char *code; /* "empty-link", "possible-paper", "identifier-conflict" … ; static text */
    struct str detail;
};

/* One line of --explain: what was looked at and which features scored what. */
struct explanation {
    uint32_t line;
    const char *subject; /* "entry", "concept", "edge" */
    struct str text;     /* the candidate */
    struct str reasons;  /* "head-link+paper-id 70, children 10 = 80: entry" */
};

struct extraction {
    struct str path;
    char sha256[65];
    struct str title; /* of the note: front matter, first heading, or file name */
    struct str *languages;
    size_t n_languages;
    struct str date; /* ISO, or empty */
    struct str *tags;
    size_t n_tags;
    struct paper *papers; /* by line, then key */
    size_t n_papers;
    struct concept *concepts; /* by key; only those that an edge names */
    size_t n_concepts;
    struct edge *edges; /* by from, relation, to */
    size_t n_edges;
    struct warning *warnings; /* by line */
    size_t n_warnings;
    struct explanation *explanations; /* only when asked for */
    size_t n_explanations;
};

struct extract_options {
    bool explain;
    uint32_t latest_year; /* identifiers dated later are refused; 0 = 2100 */
};

/* Errors: ERR_TOO_LARGE, ERR_BAD_NOTE (not UTF-8 text, nested too deeply …: the message names the
 * line and the fix). Memory: `*out` and all in it live in `a` or point into `bytes` and `path`,
 * which must live as long. */
MUST_USE bool extract_note(struct str path, struct str bytes, const struct vocabulary *vocabulary,
                           const struct extract_options *options, struct arena *a,
                           struct extraction **out, struct err *e);

#endif
