/* value_internal.h: the folded values of notes and papers that are looked up by value: rows of note_value
 * and paper_value. Like names they are a function of the row, so that those of the old row can be taken
 * away again. */
#ifndef PS_STORE_VALUE_INTERNAL_H
#define PS_STORE_VALUE_INTERNAL_H

#include "store/graph.h"
#include "store/note.h"

/* Stored; statements.h names them by number. */
enum value_field {
    VALUE_AUTHOR = 1,
    VALUE_VENUE = 2,
    VALUE_TAG = 3,
    VALUE_LANGUAGE = 4,
    VALUE_PATH = 5
};

/* Replaces the values of a note by those of its row. */
MUST_USE bool value_put_note(struct db *db, const struct note_row *row, struct err *e);
/* From the values of `old` to those of `row`; NULL stands for a paper that is not there. */
MUST_USE bool value_replace_paper(struct db *db, const struct paper_row *old,
                                  const struct paper_row *row, struct err *e);

#endif
