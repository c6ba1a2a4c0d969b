/* list_builder_internal.h: gathers what the readers find, in any order, into a list of concepts.
 *
 * Readers name things by keys (an IRI, or an id or label of a table). Only list_builder_finish knows
 * which of them are concepts, which are one, and which links lead somewhere. */
#ifndef PS_EXTRACT_LIST_BUILDER_INTERNAL_H
#define PS_EXTRACT_LIST_BUILDER_INTERNAL_H

#include "base/vec.h"
#include "extract/vocabulary/vocabulary_internal.h"
#include "extract/vocabulary_file.h"

struct map;

/* Concepts without an IRI are written under this and their id, and come back under the same id. */
#define OWN_URI STR("urn:paperstack:concept:")

struct builder_node {
    struct str key;
    struct str kind, notation;
    struct str id;     /* asked for, or empty */
    uint32_t same_as;  /* another node, or itself */
    uint32_t concept;  /* index + 1 in the list, once finished */
    bool is_concept;   /* said to be one */
    bool is_other;     /* said to be something else: a scheme, a collection */
    bool names_itself; /* its key ends in a name: …/topics/machine_learning */
    bool is_demoted;   /* another node of those joined has the preferred name */
};

struct builder_label {
    uint32_t node;
    struct list_label label;
    bool is_variant; /* traditional Chinese: preferred only when there is no simplified one */
};

struct builder_link {
    uint32_t from, to;
    bool is_broader;
    bool is_open; /* `to` may be a concept of another vocabulary */
};

struct builder_text {
    uint32_t node;
    struct list_text text;
};

struct builder_match {
    uint32_t node;
    struct str uri;
};

struct list_builder {
    struct arena *arena;   /* what the list keeps */
    struct arena *scratch; /* emptied by the reader between rows */
    struct map *keys;
    size_t line; /* of the row that is read, for warnings; 0 = unknown */
    VEC(struct builder_node) nodes;
    VEC(struct builder_label) labels;
    VEC(struct builder_link) links;
    VEC(struct builder_text) texts;
    VEC(struct builder_match) matches;
    VEC(struct str) warnings;
    size_t n_problems;
};

void list_builder_init(struct list_builder *b, struct arena *a);
void list_builder_release(struct list_builder *b);

/* The node of a key, made when it is new; the key is copied. */
uint32_t list_builder_node(struct list_builder *b, struct str key);
/* `tag` is a language tag or empty, then the script tells. Empty labels are passed over.
 * Errors: ERR_TOO_LARGE. */
MUST_USE bool list_builder_label(struct list_builder *b, uint32_t node, struct str text,
                                 struct str tag, enum label_rank rank, struct err *e);
void list_builder_text(struct list_builder *b, uint32_t node, struct str text, struct str tag);
void list_builder_link(struct list_builder *b, struct builder_link link);
/* What is no absolute IRI is left out with a warning. */
void list_builder_match(struct list_builder *b, uint32_t node, struct str uri);
/* Both are one concept. */
void list_builder_join(struct list_builder *b, uint32_t node, uint32_t other);
/* The node that stands for all that were joined with this one. */
uint32_t list_builder_root(struct list_builder *b, uint32_t node);
/* Another key of the node. A key that was only pointed at so far is joined. */
void list_builder_alias(struct list_builder *b, uint32_t node, struct str key);
void list_builder_warn(struct list_builder *b, const char *fmt, ...) PRINTF(2, 3);

/* Errors: ERR_TOO_LARGE; ERR_VALIDATION when there is no concept. */
MUST_USE bool list_builder_finish(struct list_builder *b, struct concept_list *out, struct err *e);

/* cycles.c: takes away links that lead from a concept over broader ones to itself, with a warning. */
void list_break_cycles(struct list_builder *b, struct concept_list *list);

/* ---- text (language.c) ---- */

/* "zh" of "zh-Hans-CN", in lower case; told by the script when `tag` is empty. */
struct str language_of(struct str tag, struct str text, bool *is_variant);
/* White space and control bytes become single spaces. In `a`. */
struct str label_clean(struct str text, struct arena *a);
/* At most `max` bytes, cut at a character. */
struct str text_cut(struct str text, size_t max);

/* Has a scheme and no byte that an IRI may not hold (RFC 3987). */
bool iri_is_absolute(struct str iri);

/* ---- readers ---- */

MUST_USE bool rdf_read(struct list_builder *b, struct str bytes, enum vocabulary_format format,
                       struct err *e);
/* nesting.c. Errors: ERR_VALIDATION naming the line. */
MUST_USE bool rdf_check_nesting(struct str text, struct err *e);

/* One triple of any syntax. IRIs without angle brackets; `object_is_iri` tells the object. */
struct rdf_triple {
    struct str subject, predicate, object, tag;
    bool object_is_iri;
};

MUST_USE bool rdf_take(struct list_builder *b, const struct rdf_triple *t, struct err *e);
MUST_USE bool table_read(struct list_builder *b, struct str bytes, char separator, struct err *e);

/* ---- rows of CSV and TSV (row.c) ---- */

struct table_cell {
    struct str text;
    size_t column; /* of its first byte, from 1 */
};

struct table_rows {
    struct str rest;
    char separator;
    size_t line, next_line; /* of the row, from 1 */
    VEC(struct table_cell) cells;
};

#define TABLE_CELLS_MAX 64

/* The next row that is not empty, cells in `a`; `*done` at the end. Errors: ERR_VALIDATION. */
MUST_USE bool table_next_row(struct table_rows *t, struct arena *a, bool *done, struct err *e);

#endif
