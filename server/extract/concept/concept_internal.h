/* concept_internal.h: what the files of this folder share: the state of one search for concepts.
 *
 * Order of work, see concepts_find: labels that are sure; definitions; labels that need context;
 * camel case, typos and defined short forms; fields; new terms; then everything is put together.
 * Found things are targets: a concept of the vocabulary or a term that only this note has. */
#ifndef PS_EXTRACT_CONCEPT_INTERNAL_H
#define PS_EXTRACT_CONCEPT_INTERNAL_H

#include "base/vec.h"
#include "extract/concept.h"
#include "extract/document.h"
#include "extract/entry.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

struct map;

#define NO_TARGET UINT32_MAX
/* Targets from here on are terms; below are concepts of the vocabulary. */
#define TERM_BASE             0x80000000u

#define CONFIDENCE_EXACT      1000
#define CONFIDENCE_SENSE      900 /* chosen among several concepts */
#define CONFIDENCE_CAMEL      900
#define CONFIDENCE_DEFINITION 950
#define CONFIDENCE_TYPO       850

/* A mention whose target is not yet an index of the result. */
struct found {
    uint32_t target;
    struct mention mention;
};

/* A term that no vocabulary has. */
struct term {
    struct str key;  /* folded words joined by spaces */
    struct str name; /* preferred form for display */
    struct str lang;
};

/* A further name that the note gives to a target. */
struct target_name {
    uint32_t target;
    struct str name;
};

/* A short form or translation that the note itself defines. */
struct alias {
    struct str key; /* folded words joined by spaces */
    uint32_t target;
    uint32_t token_begin, token_end; /* where it is defined */
    bool is_short;                   /* an abbreviation: counts only in its case */
    struct str text;
};

/* What counts as evidence for the meaning of an ambiguous label: a sure concept in a unit. */
struct vote {
    uint32_t unit; /* node of a block, or of a section */
    uint32_t area;
    uint32_t concept;
};

struct votes {
    struct vote *items; /* sorted, each once */
    size_t n;
};

/* What the small words of a note say about its language, for those in which terms look unlike English
 * ones: capitalised nouns, or nouns joined by "de". */
enum tongue { TONGUE_OTHER, TONGUE_GERMAN, TONGUE_ROMANCE };

struct finder {
    const struct concept_input *in;
    const struct document *document;
    const struct token *tokens;
    size_t n_tokens;
    const struct vocabulary *vocabulary;
    struct arena *arena;
    enum tongue tongue;

    VEC(struct found) found;
    VEC(struct term) terms;
    struct map *term_index; /* key -> index of terms */
    VEC(struct target_name) names;
    struct map *paper_names; /* keys of titles and short names */
    VEC(struct alias) aliases;
    struct map *alias_index; /* key -> index of aliases */

    uint32_t *token_target; /* per token: target that covers it, NO_TARGET */
    uint32_t *token_match;  /* per token: label match that covers it, UINT32_MAX */
    bool *in_title;         /* per token: inside the title of an entry */

    struct votes in_block, in_section; /* of sure concepts */
    struct vote *sure;                 /* sorted by concept; unit is the node */
    size_t n_sure;
    uint32_t *area_counts; /* by area: distinct sure concepts */
    uint32_t n_areas;
    VEC(struct explanation) explanations;
};

/* ---- concept.c ---- */

struct found *concept_add_found(struct finder *f, uint32_t target, size_t token_begin,
                                size_t token_end, enum match_via via, uint16_t confidence);
/* The term of that key, made when it is new. */
uint32_t concept_open_term(struct finder *f, struct str key, struct str name);
void concept_add_name(struct finder *f, uint32_t target, struct str name);
void concept_explain(struct finder *f, uint32_t offset, struct str text, const char *fmt, ...)
    PRINTF(4, 5);

/* ---- place.c: where in a note something stands ---- */

struct str place_text(const struct finder *f, size_t begin, size_t end); /* source bytes */
struct str place_key(const struct finder *f, size_t begin, size_t end);  /* folds and spaces */
/* The bytes between token i and the next, to the end of the block for its last. */
struct str place_text_after(const struct finder *f, size_t i);
bool place_begins_block(const struct finder *f, size_t i);
bool place_ends_block(const struct finder *f, size_t i);
/* Heading, list lead, table cell, or a marked span that holds little else. */
bool place_stands_out(const struct finder *f, size_t begin, size_t end);
/* The whole of a bracket behind a word of another script: "化学精度 (chemical accuracy)". */
bool place_is_gloss(const struct finder *f, size_t begin, size_t end);
/* Begins its block and is followed by a colon, dash, bracket or the end. */
bool place_is_lead(const struct finder *f, size_t begin, size_t end);
bool place_is_heading(const struct finder *f, uint32_t node);
/* The section whose votes count for `node`: itself for headings. 0 at top level. */
uint32_t place_section(const struct finder *f, uint32_t node);
/* The innermost span of one of `kinds` (bits) that holds the tokens; NULL when there is none. */
const struct span *place_span(const struct finder *f, size_t begin, size_t end, uint32_t kinds);
#define SPAN_BIT(kind) (1u << (kind))

/* ---- accept.c, context.c ---- */

void accept_sure_labels(struct finder *f);
void accept_doubtful_labels(struct finder *f);
/* Whether the written form has the capitals that the label asks for. */
bool accept_surface_fits(const struct finder *f, struct str label, size_t begin, size_t end);

void context_collect(struct finder *f);
bool context_has_in_note(const struct finder *f, uint32_t concept);
bool context_has_in_block(const struct finder *f, uint32_t concept, uint32_t node);

/* What speaks for a concept at a place; the sum is compared between the senses of a label. */
enum support {
    SUPPORT_NOTE = 1,     /* the note is about the area */
    SUPPORT_SECTION = 2,  /* two concepts of the area in the section */
    SUPPORT_BLOCK = 3,    /* one in the block */
    SUPPORT_RELATIVE = 5, /* a wider, narrower or sister concept in the block */
    SUPPORT_HEADING = 8,  /* a heading above names it or a wider or narrower one */
    SUPPORT_SAME = 16     /* the concept itself stands in full in the note */
};

uint32_t context_support(const struct finder *f, uint32_t concept, uint32_t node);

/* ---- definition.c ---- */

void definition_find_all(struct finder *f);
void definition_find_mentions(struct finder *f);
/* Schwartz and Hearst: first word of the long form that ends at `end`, at most back to `least`;
 * SIZE_MAX when the letters do not align. */
size_t align_backward(const struct finder *f, struct str short_form, size_t least, size_t end);
/* End of the long form that begins at `begin`, at most `most`; SIZE_MAX when it does not align. */
size_t align_forward(const struct finder *f, struct str short_form, size_t begin, size_t most);

/* ---- camel.c, typo.c, field.c, discover.c ---- */

void camel_find_all(struct finder *f);
/* "FewShotLearning" -> "Few Shot Learning". */
struct str camel_split(struct arena *a, struct str word);
void typo_find_all(struct finder *f);
void field_find_all(struct finder *f);
void discover_terms(struct finder *f);

/* ---- tongue.c, keyword.c ---- */

/* Needs in_title; reads a bounded part of the note. */
enum tongue tongue_find(const struct finder *f);

/* Takes tokens [begin, end), one keyword. */
typedef void keyword_fn(void *user, size_t begin, size_t end);
/* Each member of the keyword lists of the note, in order of fields, then of tables. */
void keywords_each(struct finder *f, keyword_fn *take, void *user);

/* ---- phrase_filter.c ---- */

/* Whether tokens [begin, end) may be a term at all: no stop word or verb at an edge, no person,
 * venue, organisation, file or code name, unit, number or remark. */
bool phrase_may_be_term(const struct finder *f, size_t begin, size_t end);
/* At least one word that is a label's, a term's head, or no ordinary English word. */
bool phrase_is_technical(const struct finder *f, size_t begin, size_t end);
/* A word that technical terms end with: from the table, or a noun made of a verb or adjective. */
bool phrase_has_head(const struct finder *f, size_t i);
/* A long word that neither everyday English nor a label has: "flunixin meglumine". */
bool phrase_has_rare_word(const struct finder *f, size_t begin, size_t end);
/* "Quantum Wells": a small word in the plural, inside the title of a paper, is a noun. */
bool phrase_is_plural_noun(const struct finder *f, size_t i);
/* A rare word whose ending only the sciences use: "proteinuria", "benazepril". */
bool phrase_is_scientific(const struct finder *f, size_t i);
/* A word that everyday English has not, among Han characters: "relink 原语". */
bool phrase_is_foreign_word(const struct finder *f, size_t i);
/* In a note in German: capitalised, and long enough for a compound; "Randzustände". */
bool phrase_is_german_noun(const struct finder *f, size_t begin, size_t end);
uint16_t phrase_token_flags(const struct finder *f, size_t i);

#endif
