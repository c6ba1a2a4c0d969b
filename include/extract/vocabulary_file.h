/* vocabulary_file.h: vocabularies of users as files: SKOS (Turtle, N-Triples), CSV, TSV and the
 * triples of the Computer Science Ontology in, a list of concepts out; and back.
 *
 * Pure: bytes in, list out. A file is read whole or refused with the place and the remedy; what can
 * be passed over (a cycle, a label that is too long) becomes a warning. The only user of serd.
 * Knows nothing of the trie: extract/vocabulary.h takes a list in. The columns of CSV files and what
 * is taken of RDF stand in server/extract/vocabulary/README.md. */
#ifndef PS_EXTRACT_VOCABULARY_FILE_H
#define PS_EXTRACT_VOCABULARY_FILE_H

#include "base/err.h"
#include "base/str.h"

struct arena;
struct strbuf;

#define VOCABULARY_FILE_MAX     ((size_t)64 << 20) /* bytes */
#define VOCABULARY_CONCEPTS_MAX 200000
#define VOCABULARY_LABELS_MAX   1000000
#define VOCABULARY_LABEL_MAX    250  /* bytes; longer ones are left out */
#define VOCABULARY_TEXT_MAX     4000 /* bytes of a definition; longer ones are cut */
#define VOCABULARY_WARNINGS_MAX 100  /* listed; all are counted */

/* As found in the name of a file and in ?format=. */
enum vocabulary_format {
    FORMAT_UNKNOWN, /* told by the content */
    FORMAT_TURTLE,
    FORMAT_NTRIPLES,
    FORMAT_CSV, /* also the triples of the Computer Science Ontology */
    FORMAT_TSV,
    FORMAT_JSON /* written only */
};

enum label_rank { LABEL_PREFERRED, LABEL_ALTERNATIVE, LABEL_HIDDEN };

struct list_label {
    struct str lang; /* "en", "zh", "de" */
    struct str text;
    enum label_rank rank; /* at most one of a language is preferred */
};

struct list_text {
    struct str lang, text;
};

/* To a concept of the list, or to one that another vocabulary may know. */
struct list_link {
    uint32_t target; /* index, or UINT32_MAX */
    struct str name; /* when `target` is UINT32_MAX: the slug of an id or label */
    bool is_broader; /* else related */
};

struct list_concept {
    struct str id;       /* slug, unique in the list */
    struct str uri;      /* or empty */
    struct str kind;     /* as in a concept of the vocabulary, or empty */
    struct str notation; /* or empty */
    struct str origin;   /* written only: "vocabulary", "discovered", "user" */
    struct list_label *labels;
    size_t n_labels;
    struct list_text *definitions;
    size_t n_definitions;
    struct list_link *links;
    size_t n_links;
    struct str *matches; /* URIs of the same concept elsewhere */
    size_t n_matches;
};

struct concept_list {
    enum vocabulary_format format; /* of the file that was read */
    struct list_concept *items;    /* in the order of the file */
    size_t n, n_labels;
    struct str *warnings; /* "line 12: …" */
    size_t n_warnings;    /* listed */
    size_t n_problems;    /* found */
};

/* "turtle", "ntriples", "csv", "tsv", "json"; also "ttl", "nt" and names of files. */
enum vocabulary_format vocabulary_format_named(struct str name);
const char *vocabulary_format_name(enum vocabulary_format format);

/* Reads a file; FORMAT_UNKNOWN looks at its beginning. Everything lives in `a`.
 * Errors: ERR_VALIDATION with line, column and remedy; ERR_TOO_LARGE. */
MUST_USE bool vocabulary_file_read(struct str bytes, enum vocabulary_format format, struct arena *a,
                                   struct concept_list *out, struct err *e);

/* Appends the list as a file. Not for FORMAT_UNKNOWN and FORMAT_JSON (app/vocabulary.h writes that).
 * Reading it again gives the same concepts. */
void vocabulary_file_write(const struct concept_list *list, enum vocabulary_format format,
                           struct strbuf *out);

/* The language that the script of a text tells: "zh", "ja", "ko", else "en". */
struct str vocabulary_language(struct str text);

/* The form in which a list is stored: lines of text that are quick to read. */
void concept_list_pack(const struct concept_list *list, struct strbuf *out);
/* Slices point into `packed`. Errors: ERR_STORAGE when it is not what concept_list_pack wrote. */
MUST_USE bool concept_list_unpack(struct str packed, struct arena *a, struct concept_list *out,
                                  struct err *e);

#endif
