/* vocabulary.h: the concepts, cue phrases, blockers and word lists known beforehand, compiled into
 * one token trie.
 *
 * Built once at start (from the embedded tables, then the user's own vocabulary) and read-only
 * afterwards: any number of threads may match against it. The text format is described in
 * server/extract/vocabulary/README.md. */
#ifndef PS_EXTRACT_VOCABULARY_H
#define PS_EXTRACT_VOCABULARY_H

#include "base/err.h"
#include "base/str.h"

struct arena;
struct vocabulary;

/* When a label counts (EXTRACTION.md 3.2). */
enum label_class {
    CLASS_SAFE,
    CLASS_CASED,
    CLASS_CONTEXT,
    CLASS_MULTI,
    CLASS_STRUCTURAL,
    CLASS_BLOCKED
};

struct vocabulary_label {
    struct str lang; /* "en" "zh" "ja" "ko" */
    struct str text;
    enum label_class class_;
    bool is_hidden; /* misspellings and old names: matched, never shown */
    bool is_user;   /* from a vocabulary of a user */
    bool is_choice; /* a user's preferred label: shown before shipped ones of the language */
};

struct vocabulary_concept {
    struct str id;  /* "contrastive-learning" */
    struct str key; /* "concept:contrastive-learning", from vocabulary_finish on */
    struct str
        kind; /* field task method architecture component loss metric dataset theory system tool term */
    struct str area;                 /* name of the file: "vision" */
    uint32_t area_number;            /* the same for all concepts of an area */
    struct vocabulary_label *labels; /* the first of each language is the preferred one */
    size_t n_labels;
    uint32_t *broader; /* indexes of concepts */
    size_t n_broader;
    uint32_t *related;
    size_t n_related;
    bool is_work; /* introduced by one paper and known by its name */
    bool is_user; /* known from vocabularies of users only */
};

/* Relation classes of cue phrases, EXTRACTION.md 4.3 (tables/cues.tsv). */
enum cue_class {
    CUE_EXTENDS,
    CUE_IMPROVES,
    CUE_BETTER,
    CUE_PREDECESSOR,
    CUE_SUCCESSOR,
    CUE_USES,
    CUE_COMPARES,
    CUE_SIMILAR,
    CUE_RELATED,
    CUE_CRITIQUES,
    CUE_BACKGROUND,
    CUE_DERIVED,
    CUE_EQUAL,
    CUE_REVIEWS,
    CUE_INTRODUCES,
    CUE_EVALUATES,
    CUE_NEGATION,
    CUE_DOUBT,
    CUE_KIND_OF,
    CUE_INCLUDES,
    CUE_PART_OF,
    CUE_USED_FOR,
    CUE_PREVIOUS_ENTRY,
    CUE_OWN_ENTRY,
    CUE_NEXT_ENTRY,
    CUE_FORMER,
    CUE_LATTER,
    CUE_CLASS_COUNT
};

struct cue {
    enum cue_class class_;
    struct str id;       /* "extends/builds-on": names the rule in evidence */
    uint16_t confidence; /* thousandths */
};

/* The shipped vocabulary, finished, from an image that was made at build time: some 2 ms. */
struct vocabulary *vocabulary_new_shipped(void);
/* The same from its files (50 ms), so that more can be added before vocabulary_finish. Errors: ERR_VALIDATION naming file and line (a defect of ours, caught by
 * the tests). Free with vocabulary_free. */
MUST_USE bool vocabulary_new(struct vocabulary **out, struct err *e);
/* One without any concepts, cues or word lists: for tests, and for users who want only their own. */
struct vocabulary *vocabulary_new_empty(void);
/* The same once more: it goes with the last vocabulary_free. Any thread. */
struct vocabulary *vocabulary_hold(struct vocabulary *v);
void vocabulary_free(struct vocabulary *v); /* NULL is fine */

/* Adds concepts in the text format before vocabulary_finish. `name` is for messages. */
MUST_USE bool vocabulary_add(struct vocabulary *v, struct str name, struct str tsv, struct err *e);
/* Adds a vocabulary of a user, packed by concept_list_pack (extract/vocabulary_file.h), after the
 * shipped one. A concept with the id or a clear label of a known one becomes one with it: the labels
 * join, the user's preferred ones are shown. A label of the user takes the label away from concepts
 * that only the shipped vocabulary gives it to, and may even be a generic word. `*n_merged` counts
 * concepts that became one with a known one. Errors: ERR_STORAGE when `packed` is damaged. */
MUST_USE bool vocabulary_add_packed(struct vocabulary *v, struct str name, struct str packed,
                                    size_t *n_merged, struct err *e);
/* Compiles the trie. Nothing may be added afterwards. */
MUST_USE bool vocabulary_finish(struct vocabulary *v, struct err *e);

/* Duplicate labels that are not declared ambiguous, unknown broader ids, cycles, safe labels of
 * three letters or fewer, single Han characters, labels that are blockers. One line each. */
void vocabulary_lint(const struct vocabulary *v, struct arena *a, struct str **problems, size_t *n);

/* What was passed over while loading: one line each, valid as long as the vocabulary. */
const struct str *vocabulary_problems(const struct vocabulary *v, size_t *n);

size_t vocabulary_count(const struct vocabulary *v);
size_t vocabulary_label_count(const struct vocabulary *v);
const struct vocabulary_concept *vocabulary_at(const struct vocabulary *v, uint32_t index);
/* By id, without "concept:". */
const struct vocabulary_concept *vocabulary_by_id(const struct vocabulary *v, struct str id);
/* Index of a concept that vocabulary_by_id or vocabulary_at gave. */
uint32_t vocabulary_index(const struct vocabulary *v, const struct vocabulary_concept *c);
/* All concepts with a label that folds like `name`; the unambiguous ones first. */
void vocabulary_by_label(const struct vocabulary *v, struct str name, struct arena *a,
                         uint32_t **concepts, size_t *n);
/* Whether `folded_word` occurs in a label or in words-en.txt. */
bool vocabulary_knows_word(const struct vocabulary *v, struct str folded_word);
/* Whether `folded_word` is an ordinary English word (words-en.txt, stop words). */
bool vocabulary_is_english(const struct vocabulary *v, struct str folded_word);
/* Whether `narrow` is below `broad` by any number of broader steps. */
bool vocabulary_is_below(const struct vocabulary *v, uint32_t narrow, uint32_t broad);
/* A hash of all that was added: notes are extracted again when it changes. */
uint64_t vocabulary_version(const struct vocabulary *v);

#endif
