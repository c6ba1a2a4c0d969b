/* vocabulary.h (app): importing, removing and exporting vocabularies of users.
 *
 * Each has a name; several stand beside each other and join the shipped one in the order of their
 * names. A change is stored first; then the library's vocabulary is exchanged, all notes are read
 * again and the graph is resolved. Other work that takes in notes waits meanwhile; readers do not. */
#ifndef PS_APP_VOCABULARY_H
#define PS_APP_VOCABULARY_H

#include <jansson.h>

#include "app/ingest.h"
#include "extract/vocabulary_file.h"

struct strbuf;

#define VOCABULARY_NAME_DEFAULT "user"
#define VOCABULARY_NAME_MAX     64 /* bytes */

struct vocabulary_report {
    size_t n_concepts, n_labels;
    size_t n_merged;      /* concepts that became one with a known one */
    struct str *warnings; /* at most VOCABULARY_WARNINGS_MAX */
    size_t n_warnings, n_problems;
};

/* Replaces the vocabulary `name` by the concepts of a file. When it returns true, all is durable and
 * answers. A file that is refused changes nothing. A rebuild that is interrupted afterwards is made up
 * for at the next start. Errors: those of vocabulary_file_read, ERR_INVALID_PARAMETER (name),
 * ERR_INTERRUPTED. */
MUST_USE bool vocabulary_import(struct library *l, struct str name, struct str bytes,
                                enum vocabulary_format format, const struct ingest_options *o,
                                struct arena *a, struct vocabulary_report *out, struct err *e);
/* Errors: ERR_NOT_FOUND. */
MUST_USE bool vocabulary_remove(struct library *l, struct str name, const struct ingest_options *o,
                                struct err *e);
/* Counts and warnings as they are printed. A new reference. */
json_t *vocabulary_report_to_json(const struct vocabulary_report *r);

/* The shipped vocabulary and those of users with their counts, as a new reference. */
MUST_USE bool vocabulary_list(struct library *l, struct db *db, json_t **out, struct err *e);

enum vocabulary_scope { SCOPE_ALL, SCOPE_USER, SCOPE_SHIPPED, SCOPE_DISCOVERED };

/* "all", "user", "shipped", "discovered". */
MUST_USE bool vocabulary_scope_named(struct str name, enum vocabulary_scope *out);
/* Appends the concepts as a file; with a `name`, only those of this user's vocabulary. */
MUST_USE bool vocabulary_export(struct db *db, enum vocabulary_scope scope, struct str name,
                                enum vocabulary_format format, struct strbuf *out, struct err *e);

#endif
