/* check_internal.h: what the parts of store_check share. */
#ifndef PS_STORE_CHECK_INTERNAL_H
#define PS_STORE_CHECK_INTERNAL_H

#include "base/str.h"
#include "base/vec.h"
#include "store/statement_internal.h"

struct check_report {
    struct db *db;
    struct arena *arena;
    VEC(struct str) problems;
};

/* One line: what is wrong, then where. */
void check_add(struct check_report *r, const char *problem, struct str detail);
/* Reports the error of a statement, if there was one. */
void check_finish(struct check_report *r, struct stmt *s);

/* check_facts.c: the packed facts of every note, against its text and against what they became. */
void check_facts(struct check_report *r);

#endif
