/* decision_file.h: all decisions as a text file, one JSON object a line, ordered by time and id.
 *
 * Made for keeping beside the notes under version control: what is decided is added at the end, a line never
 * changes, and two files are brought together by taking the lines of both in any order, as git does with
 * `merge=union`. Taking a file in twice, or a line twice, is harmless; the graph is the same for every order. */
#ifndef PS_APP_DECISION_FILE_H
#define PS_APP_DECISION_FILE_H

#include "app/library.h"

#define DECISION_FILE_MAX ((size_t)256 << 20)

/* `write` gets each line with its newline; false stops (then ERR_IO). */
MUST_USE bool decision_file_export(struct db *db,
                                   bool (*write)(void *context, const char *p, size_t n),
                                   void *context, struct err *e);

struct decision_file_report {
    size_t n_new, n_known;
};

/* Takes in the lines, all or none, durably. Errors: ERR_VALIDATION names the line that is no decision;
 * ERR_CONFLICT one whose id stands for another decision. */
MUST_USE bool decision_file_import(struct library *l, struct str bytes,
                                   struct decision_file_report *out, struct err *e);

#endif
