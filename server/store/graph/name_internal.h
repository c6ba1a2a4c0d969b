/* name_internal.h: the names under which a paper or a concept is found: what stands in paper_name,
 * paper_identifier and concept_label, and in the search index.
 *
 * Names are a function of the row, so that those of the old row can be taken away again without
 * being listed anywhere. */
#ifndef PS_STORE_NAME_INTERNAL_H
#define PS_STORE_NAME_INTERNAL_H

#include "store/graph.h"

struct name {
    struct str text; /* as written */
    struct str key;  /* folded; never empty */
    struct str lang; /* "en", "zh" …, or empty */
};

struct name_list {
    struct name *items; /* the title or a preferred label first */
    size_t n;
};

/* Title, short name and aliases. */
struct name_list name_list_of_paper(const struct paper_row *row, struct arena *a);
/* Who wrote it, where and when: "Ho, Jain · NeurIPS · 2020", as it is searched and shown. */
struct str name_people_of_paper(const struct paper_row *row, struct arena *a);
/* Labels, then alternatives. */
struct name_list name_list_of_concept(const struct concept_row *row, struct arena *a);
/* The English label, else the first one, else the slug. */
struct str name_label(const struct concept_row *row, struct arena *a);

/* Writes the names of a new row, or the difference to the old one (NULL = none). */
MUST_USE bool name_replace_paper(struct db *db, const struct paper_row *old,
                                 const struct paper_row *row, struct err *e);
MUST_USE bool name_replace_concept(struct db *db, const struct concept_row *old,
                                   const struct concept_row *row, struct err *e);
/* Takes all away. */
MUST_USE bool name_delete_paper(struct db *db, const struct paper_row *old, struct err *e);
MUST_USE bool name_delete_concept(struct db *db, const struct concept_row *old, struct err *e);

#endif
