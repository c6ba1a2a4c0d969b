/* document_internal.h: reading JSON documents, on jansson values. A place is a JSON Pointer. */
#ifndef PS_APP_QUERY_DOCUMENT_INTERNAL_H
#define PS_APP_QUERY_DOCUMENT_INTERNAL_H

#include <jansson.h>

#include "app/query/read_internal.h"

struct document {
    struct query_reader reader;
    enum query_find find; /* of the predicates that are being read */
    size_t depth, subquery;
};

/* ---- document.c: members and simple values; what is wrong becomes a problem ---- */

struct str document_place(const struct document *d, struct str place, const char *key);
struct str document_place_at(const struct document *d, struct str place, size_t index);
/* How a place is called in a message: the root has no pointer. */
struct str document_place_name(const struct document *d, struct str place);
void document_problem(const struct document *d, enum query_message message, struct str place,
                      struct str suggestion, struct query_message_args args);
#define DOCUMENT_PROBLEM(d, name, place, suggestion, ...)                                          \
    document_problem(                                                                              \
        (d), MESSAGE_##name, (place), (suggestion),                                                \
        (struct query_message_args){{document_place_name((d), (place)), __VA_ARGS__}})
void document_wrong_type(const struct document *d, struct str place, enum query_message wanted,
                         json_t *got);
/* An object whose members are all among `members` ("a|b"); the others are problems. */
bool document_check_members(const struct document *d, struct str place, json_t *value,
                            const char *members);
/* Text that is not empty. */
bool document_read_text(const struct document *d, struct str place, json_t *value, struct str *out);
/* A text or list of texts. */
bool document_read_texts(const struct document *d, struct str place, json_t *value,
                         struct str **out, size_t *n);
bool document_read_number(const struct document *d, struct str place, json_t *value, int64_t min,
                          int64_t max, int64_t *out);
/* One of "a|b|c". */
bool document_read_choice(const struct document *d, struct str place, json_t *value,
                          const char *values, struct str *out);
/* Each must be one of "a|b|c". */
bool document_read_choices(const struct document *d, struct str place, json_t *value,
                           const char *values, struct str **out, size_t *n);
bool document_read_score(const struct document *d, struct str place, json_t *value, int64_t *out);

/* ---- read_condition.c ---- */

/* {field: value | operators}: adds a predicate for each operator. */
void document_read_condition(const struct document *d, struct str place,
                             const struct query_field *field, json_t *value,
                             struct predicate_list *out);

/* ---- read_link.c ---- */

struct query_predicate *document_read_link(struct document *d, struct str place, json_t *value);
bool document_read_target(struct document *d, struct str place, json_t *value,
                          struct query_target *out);

/* ---- read_json.c ---- */

/* NULL when it could not be read. */
struct query_predicate *document_read_predicate(struct document *d, struct str place,
                                                json_t *value);

#endif
