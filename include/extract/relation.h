/* relation.h: the edges of a note, each with its evidence (EXTRACTION.md section 4).
 *
 * Paper and concept: paper_concept.c weighs mentions by place, inheritance.c takes over headings and
 * tags, relation_type.c reads the cue. Paper and paper: citation.c and its neighbours collect the
 * places that stand for a paper, slot.c and subject.c fill the slots of a cue, lineage.c orders
 * versions. Concept and concept: nesting.c, hearst.c, co_occurrence.c. evidence.c proves each claim
 * (the quote holds a surface form of the object, or there is no claim); edges.c adds claims up. */
#ifndef PS_EXTRACT_RELATION_H
#define PS_EXTRACT_RELATION_H

#include "extract/concept.h"
#include "extract/entry.h"

struct relation_input {
    const struct document *document;
    const struct token_list *tokens;
    const struct match_list *matches;
    const struct note_papers *papers;
    const struct note_concepts *concepts;
    const struct vocabulary *vocabulary;
    const struct extract_options *options;
};

struct note_edges {
    struct edge *edges; /* endpoints index `papers` below and the concepts of the input */
    size_t n_edges;
    struct paper
        *papers; /* the input's papers and, behind them, stubs of works that are only named */
    size_t n_papers;
    struct explanation *explanations;
    size_t n_explanations;
};

void relations_find(const struct relation_input *in, struct arena *a, struct note_edges *out);

#endif
