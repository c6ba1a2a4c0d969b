/* read_internal.h: what the readers and writers of questions share.
 *
 *   messages.c   what is wrong, in both languages, from messages.def
 *   names.c      nearest names; what can be sorted by, counted, shown
 *   values.c     text -> typed values, operators
 *   relative_date.c  "yesterday", "7d"
 *   build.c      making predicates, limits that hold for the whole form
 *   document.c, read_condition.c, read_link.c, read_json.c   documents
 *   parameters.c, read_url.c   URL parameters
 *   normalise.c, write_json.c, write_url.c
 * Phrases are read and written in app/phrase. */
#ifndef PS_APP_QUERY_READ_INTERNAL_H
#define PS_APP_QUERY_READ_INTERNAL_H

#include "app/query_read.h"
#include "app/query_write.h"

/* ---- messages.c ---- */

enum query_message {

#define MESSAGE(name, code, en, zh) MESSAGE_##name,
#include "app/query/messages.def"
#undef MESSAGE
};

/* What a reader carries along. */
struct query_reader {
    struct arena *arena;
    enum language language;
    struct query_problems *problems;
};

#define MESSAGE_ARGS_MAX 4

struct query_message_args {
    struct str items[MESSAGE_ARGS_MAX];
};

struct str query_message_fill(const struct query_reader *r, enum query_message message,
                              struct query_message_args args);
/* query_message(r, TOO_DEEP, place, STR("8")) */
#define query_message(r, name, ...)                                                                \
    query_message_fill((r), MESSAGE_##name, (struct query_message_args){{__VA_ARGS__}})
struct str query_message_number(const struct query_reader *r, size_t n);

/* Adds `place` with code and detail; a suggestion that it has is offered in the detail. */
void query_problem_add(const struct query_reader *r, enum query_message message,
                       struct query_problem place, struct query_message_args args);
/* Sets `e` from the problems; true when there are none. */
bool query_problems_end(const struct query_reader *r, enum err_code code, struct err *e);
/* At most 60 code points of what was written. */
struct str query_shown(struct str text);

/* ---- names.c ---- */

/* The name that was meant: a synonym, else the nearest; empty when there is none. */
struct str query_nearest(struct str name, const struct str *names, size_t n);
/* "a|b|c" -> names. */
size_t query_split(const char *values, struct str *out, size_t max);
struct str query_nearest_of(struct str name, const char *values);
struct str query_nearest_field(enum query_find find, struct str name);
bool query_is_one_of(struct str name, const char *values);
/* "year, title": the names of the fields that can be sorted by (or counted). */
struct str query_list_fields(enum query_find find, bool can_facet, struct arena *a);

/* "-year"; false when things of this kind cannot be sorted by it. */
bool query_sort_read(enum query_find find, struct str name, struct query_sort *out);
bool query_facet_fits(enum query_find find, struct str name);
/* Whether answers have such a member, for `fields`. */
bool query_check_shown(enum query_find find, struct str name, struct str *nearest);
/* Whether it is the name or inverse name of a relation. */
bool query_check_relation(struct str name, struct str *nearest);
struct str query_list_relations(struct arena *a); /* "extends|succeeds|…" */

/* ---- values.c ---- */

bool query_op_find(struct str name, enum query_op *out);
bool query_op_is_list(enum query_op op);
/* Whether the operator can be asked of the field. */
bool query_op_fits(const struct query_field *field, enum query_op op);
struct str query_list_ops(const struct query_field *field, struct arena *a);

enum value_fault {
    VALUE_FINE,
    VALUE_EMPTY,
    VALUE_NOT_TEXT, /* not UTF-8, or NUL */
    VALUE_NOT_NUMBER,
    VALUE_NOT_SCORE,
    VALUE_NOT_DATE,
    VALUE_NOT_CHOICE
};

/* One value of the field's type; enumerations are checked for EQ, NE and lists. */
enum value_fault query_value_read(const struct query_field *field, enum query_op op,
                                  struct str text, struct arena *a, struct query_value *out);
/* Thousandths of "0.25"; false unless it is from 0 to 1. */
bool query_score_read(struct str text, int64_t *out);
bool query_number_read(struct str text, int64_t *out);
/* "2024", "2024-05", "2024-05-03". */
bool query_date_read(struct str text, struct arena *a, struct query_value *out);
/* ---- relative_date.c: "yesterday", "last week", "7d", "昨天" ---- */

/* The name under which the form holds it. */
bool query_relative_date_read(struct str text, struct arena *a, struct str *name);
/* How it is written. */
struct str query_relative_date_text(struct str name, enum language language, struct arena *a);
/* The texts that are no number of days, one by one; empty behind the last. */
struct str query_relative_text(size_t i);

/* ---- values.c again ---- */

/* "0.25", without closing zeros. */
struct str query_score_text(int64_t thousandths, struct arena *a);
struct str query_number_text(int64_t number, struct arena *a);
/* Names of enumerations. */
const char *query_direction_name(enum query_direction direction);
const char *query_expand_name(enum query_expand expand);
const char *query_text_mode_name(enum query_text_mode mode);
bool query_direction_find(struct str name, enum query_direction *out);
bool query_expand_find(struct str name, enum query_expand *out);
bool query_text_mode_find(struct str name, enum query_text_mode *out);
bool query_find_find(struct str name, enum query_find *out);

#define QUERY_FINDS      "papers|concepts|notes|edges|paths"
#define QUERY_DIRECTIONS "any|out|in"
#define QUERY_EXPANDS    "narrower|none|synonyms|related"
#define QUERY_MODES      "all|any|phrase"
#define QUERY_PARTS      "title|notes|name" /* query_text.in */
#define QUERY_STATUSES   "proposed|confirmed|rejected"
#define QUERY_INCLUDES   "why|notes|edges|evidence|concepts|reading"

/* ---- build.c ---- */

struct predicate_list {
    struct query_predicate **items;
    size_t n, cap;
};

struct query_predicate *query_predicate_new(struct arena *a, enum query_predicate_type type);
void query_predicate_push(struct arena *a, struct predicate_list *list,
                          struct query_predicate *part);
/* NULL for none, the part itself for one. */
struct query_predicate *query_predicate_group(struct arena *a, enum query_predicate_type type,
                                              const struct predicate_list *list);
struct query_predicate *query_predicate_not(struct arena *a, struct query_predicate *part);
struct query_predicate *query_predicate_condition(struct arena *a, const struct query_field *field,
                                                  enum query_op op, struct query_value value);
/* Predicates in the tree, with those of sub-queries, and how deep it is nested. */
size_t query_predicate_count(const struct query_predicate *p);
size_t query_predicate_depth(const struct query_predicate *p);

/* ---- write_json.c ---- */

struct json_t *query_predicate_to_json(const struct query_predicate *p);
struct json_t *query_target_to_json(const struct query_target *target);

#endif
