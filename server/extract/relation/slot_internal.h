/* slot_internal.h: the object, the cue and the subject of one relation between papers.
 *
 * slot.c finds the cue that governs a citation, subject.c who is spoken of, lineage.c which of two
 * is the later; paper_paper.c puts them together. */
#ifndef PS_EXTRACT_RELATION_SLOT_INTERNAL_H
#define PS_EXTRACT_RELATION_SLOT_INTERNAL_H

#include "extract/relation/relation_internal.h"

enum cue_relation_flags { CUE_NEGATABLE = 1, CUE_MAKES_STUB = 2, CUE_SPEAKS_OF_PREVIOUS = 4 };

/* What a class of cues says about two papers (tables/cue_relations.def). */
struct cue_relation {
    bool is_set;
    enum relation relation;
    unsigned flags;
};

const struct cue_relation *cue_relation_of(const struct match *cue);
bool cue_is_relation(enum cue_class c);

/* One citation with what was found out about it. */
struct slot {
    size_t index; /* of the object among the citations */
    const struct citation *object;
    struct governor governor;
    uint32_t clause;
    size_t chain_first, chain_last; /* the enumeration that it is a member of */
};

void slot_read(const struct relation_search *s, size_t citation, struct slot *out);
/* Whether a negation takes the relation of the cue away. */
bool slot_is_negated(const struct relation_search *s, const struct slot *slot);

struct subject {
    uint32_t paper;                  /* NONE when there is none */
    uint16_t confidence;             /* thousandths */
    const struct citation *citation; /* where it is named, or NULL */
};

/* Named before the cue, else the paper of the scope, else one named before in the paragraph. */
struct subject subject_find(const struct relation_search *s, const struct slot *slot);
/* The paper whose part of the note the object stands in. */
struct subject subject_of_scope(const struct relation_search *s, const struct slot *slot);
/* The paper of the sentence that introduces the list which the object is an item of. */
struct subject subject_of_list(const struct relation_search *s, const struct slot *slot);

/* For cues of lineage: whether the subject is the later of the two. */
bool lineage_subject_is_later(const struct relation_search *s, const struct slot *slot);
/* "B的前身是R" says who precedes B; B itself is not the object then. */
bool lineage_has_object_behind(const struct relation_search *s, const struct slot *slot);

#endif
