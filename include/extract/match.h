/* match.h: leftmost-longest matches of the vocabulary's trie over the tokens of a note.
 * Finds; does not decide. concept.c decides which label matches count. */
#ifndef PS_EXTRACT_MATCH_H
#define PS_EXTRACT_MATCH_H

#include "extract/vocabulary.h"

struct arena;
struct token_list;

enum match_kind { MATCH_LABEL, MATCH_CUE };

enum match_via { VIA_EXACT, VIA_CAMEL, VIA_TYPO, VIA_DEFINITION };

/* A label may stand for several concepts (class multi): one candidate each. */
struct label_candidate {
    uint32_t concept; /* index in the vocabulary */
    uint32_t label;   /* index into its labels */
    enum label_class class_;
};

struct match {
    enum match_kind kind;
    enum match_via via;
    uint32_t token_begin, token_end; /* tokens */
    uint32_t begin, end;             /* bytes */
    uint32_t node;
    const struct label_candidate *candidates; /* labels */
    size_t n_candidates;
    const struct cue *cue; /* cues */
    uint32_t gap_begin,
        gap_end; /* discontinuous cues (比…更好, 和…类似): tokens of the gap; else equal */
};

struct match_list {
    struct match *items; /* by begin; labels do not overlap labels, cues do not overlap cues, but
                            words such as 上一篇 may lie in the gap of one */
    size_t n;
};

/* Blockers win over shorter labels and are not listed; blocked words are not listed. */
void match_all(const struct token_list *tokens, const struct vocabulary *v, struct arena *a,
               struct match_list *out);

#endif
