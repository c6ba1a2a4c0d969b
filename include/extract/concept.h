/* concept.h: which concepts a note talks about, and where.
 *
 * Takes the label matches, decides ambiguous ones by class and context (EXTRACTION.md 3.2), reads
 * definitions in the note (3.3), splits camel case, forgives typos (3.6) and discovers terms that no
 * vocabulary has (3.5). */
#ifndef PS_EXTRACT_CONCEPT_H
#define PS_EXTRACT_CONCEPT_H

#include "extract/extract.h"
#include "extract/match.h"

struct arena;
struct document;
struct note_papers;
struct token_list;

struct mention {
    uint32_t concept; /* index into note_concepts.concepts */
    uint32_t node;
    uint32_t begin, end; /* bytes: a surface form of the concept */
    uint32_t token_begin, token_end;
    uint16_t confidence; /* thousandths: 1000 exact, 850 typo … */
    enum match_via via;
    bool is_negated; /* within 3 tokens after a negation cue */
    bool
        is_file_name; /* stands in the name of the file; the bytes are the begin of the note's text */
};

struct note_concept {
    struct concept concept;
    uint32_t vocabulary; /* index there, UINT32_MAX for discovered ones */
    bool is_work;        /* known by the name of the paper that introduced it */
};

struct note_concepts {
    struct note_concept *concepts; /* by key */
    size_t n_concepts;
    struct mention *mentions; /* by begin */
    size_t n_mentions;
    struct explanation *explanations;
    size_t n_explanations;
};

struct concept_input {
    const struct document *document;
    const struct token_list *tokens;
    const struct match_list *matches;
    const struct note_papers *papers; /* a paper's short name is not a discovered concept */
    const struct vocabulary *vocabulary;
    const struct extract_options *options;
};

void concepts_find(const struct concept_input *in, struct arena *a, struct note_concepts *out);

#endif
