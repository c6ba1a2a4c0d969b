/* entry.h: which blocks are papers, what they are called and which text is theirs.
 *
 * Candidates are scored by the table tables/entry_scores.def (EXTRACTION.md 2.3); 60 points and
 * more make an entry, 40 to 59 a warning "possible-paper". Every link to a paper makes at least a
 * cited paper. Mentions of one paper inside the note are joined by identity.h. */
#ifndef PS_EXTRACT_ENTRY_H
#define PS_EXTRACT_ENTRY_H

#include "extract/extract.h"

struct arena;
struct document;
struct match_list;
struct token_list;
struct vocabulary;

/* One place in the note that stands for a paper. */
struct paper_place {
    uint32_t paper;      /* index into `papers` */
    uint32_t node;       /* block */
    uint32_t begin, end; /* bytes that name it: link, title, short name */
    bool is_entry;       /* the block owns a scope */
    bool is_name_only;   /* no link: the short name or title stands in text */
};

struct note_papers {
    struct paper
        *papers; /* final papers of the note (stubs of named works are added by relation.c) */
    size_t n_papers;
    struct token_list *title_tokens; /* per paper: of its title */
    uint32_t *paper_node;            /* per paper: its entry block, NO_NODE when it has none */
    struct paper_place *places;      /* by begin */
    size_t n_places;
    /* Per node of the document: the paper whose scope it is in (its subtree, or flat continuation),
     * UINT32_MAX when it belongs to none. */
    uint32_t *scope;
    bool *is_continuation; /* per node: owned only as a flat continuation (factor 0.6) */
    struct warning *warnings;
    size_t n_warnings;
    struct explanation *explanations;
    size_t n_explanations;
};

struct entry_input {
    const struct document *document;
    const struct token_list *tokens;
    const struct match_list *matches;
    const struct vocabulary *vocabulary;
    struct str path; /* of the note: titles may stand only there */
    const struct extract_options *options;
};

void entries_find(const struct entry_input *in, struct arena *a, struct note_papers *out);

#endif
