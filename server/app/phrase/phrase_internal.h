/* phrase_internal.h: the parts of reading and writing a question in words.
 *
 *   words.c    the words of a question, from words.def
 *   cursor.c   walking over a phrase: words, quoted text, numbers, brackets
 *   names.c    where a name ends
 *   dates.c    years and dates, and the conditions that begin with one
 *   reading.c  who has read what, ratings
 *   fields.c   conditions on fields, order
 *   links.c    names joined by and/or, links, paths
 *   read.c     and, or, not, brackets: the whole
 *   resolve.c  what depends on the subject, which may stand last
 *   write.c, write_link.c   struct query -> phrase */
#ifndef PS_APP_PHRASE_INTERNAL_H
#define PS_APP_PHRASE_INTERNAL_H

#include "app/query/read_internal.h"

struct strbuf;

/* ---- words.c ---- */

enum phrase_kind {
    WORD_NONE,
    WORD_SUBJECT,
    WORD_LINK,
    WORD_LIKE,
    WORD_ASK,
    WORD_JOIN,
    WORD_CLOSER,
    WORD_PASSIVE,
    WORD_PATH_FROM,
    WORD_AND,
    WORD_OR,
    WORD_NOT,
    WORD_SINCE,
    WORD_AFTER,
    WORD_BEFORE,
    WORD_UNTIL,
    WORD_IN_YEAR,
    WORD_MENTION,
    WORD_BY,
    WORD_TAGGED,
    WORD_WITH,
    WORD_WITHIN,
    WORD_NEWEST,
    WORD_SORT,
    WORD_TOP,
    WORD_OPTION,
    WORD_FOUND_IN,
    WORD_READING, /* a state */
    WORD_READ_BY,
    WORD_READER, /* behind a name */
    WORD_ANYBODY,
    WORD_RATED,
    WORD_ADDED,
    WORD_FILLER,
    WORD_VERB, /* from here on only where it is asked for */
    WORD_CONNECT,
    WORD_EACH,
    WORD_HOPS,
    WORD_COUNTER,
    WORD_TO,
    WORD_DASH,
    WORD_SPAN_END,
    WORD_LAST,
    WORD_UNIT,
    WORD_OR_MORE,
    WORD_NUMERAL,
    WORD_YEAR_ON,
    WORD_YEAR_BACK,
    WORD_PATH_END,
    WORD_OP,
    WORD_FIELD,
    WORD_DESCENDING,
    WORD_ASCENDING,
    WORD_THEN,
    WORD_SORT_END,
    WORD_NEWLY,
    WORD_STATUS,
    WORD_EXPAND,
    WORD_TYPED,
    WORD_PART
};

struct phrase_word {
    enum phrase_kind kind;
    struct str value, text;
};

/* Bytes of the phrase that the text takes at `at`, in either case and script; 0: it is not there. */
size_t phrase_match(struct str phrase, size_t at, struct str text);
/* The longest word at byte `at`. WORD_NONE: of the kinds that may stand anywhere. NULL: none. */
const struct phrase_word *phrase_word_at(struct str phrase, size_t at, enum phrase_kind kind,
                                         size_t *length);
/* The text in which a word is written; empty when the table has none. */
struct str phrase_word_text(enum phrase_kind kind, struct str value, enum language language);

/* ---- cursor.c ---- */

struct phrase_cursor {
    struct str phrase;
    size_t at;     /* byte */
    struct db *db; /* NULL: no name is known */
    struct query_reader reader;
    enum phrase_kind stop; /* names end at such a word besides: the ends of a path */
};

bool phrase_is_blank(uint32_t cp);
size_t phrase_skip_blanks(struct str phrase, size_t at);
bool phrase_at_end(struct phrase_cursor *c);
const struct phrase_word *phrase_peek(struct phrase_cursor *c, enum phrase_kind kind,
                                      size_t *length);
/* Takes a word of this kind when it stands here; NULL otherwise. */
const struct phrase_word *phrase_take(struct phrase_cursor *c, enum phrase_kind kind);
/* Takes one of the texts; false when none stands here. */
bool phrase_take_either(struct phrase_cursor *c, struct str one, struct str other);
bool phrase_take_open(struct phrase_cursor *c);
bool phrase_take_close(struct phrase_cursor *c);
/* Takes a comma of a list, with white space before it only. */
bool phrase_take_comma(struct phrase_cursor *c);
/* Takes decimal digits; false when there are none here. */
bool phrase_take_number(struct phrase_cursor *c, uint64_t *out);
/* Takes a number in words of the table: 三, "three". */
bool phrase_take_numeral(struct phrase_cursor *c, uint64_t *out);
/* Takes the bytes of [0-9.-] here: may be empty. */
struct str phrase_take_figures(struct phrase_cursor *c);
bool phrase_starts_quote(struct str phrase, size_t at);
bool phrase_take_quoted(struct phrase_cursor *c, struct str *out);
/* Up to the next white space: what an error message shows. */
struct str phrase_show_rest(const struct phrase_cursor *c);
/* The one problem: `length` bytes at `at`. Its {1} is the position. Always false. */
bool phrase_fail_at(struct phrase_cursor *c, size_t at, size_t length, enum query_message message,
                    struct str suggestion, struct query_message_args args);
#define PHRASE_FAIL(c, name, length, ...)                                                          \
    phrase_fail_at((c), (c)->at, (length), MESSAGE_##name, STR_EMPTY,                              \
                   (struct query_message_args){{STR_EMPTY, __VA_ARGS__}})

/* ---- names.c ---- */

/* Takes a name: quoted, or the longest run of words that names something, or the words up to the
 * next word of the table. False when nothing is left of it. */
bool phrase_take_name(struct phrase_cursor *c, struct str *out);
/* The same without asking the store: a text, an author, a value. */
bool phrase_take_words(struct phrase_cursor *c, struct str *out);
/* Whether a known name begins here that is longer than `length` bytes. */
bool phrase_has_longer_name(const struct phrase_cursor *c, size_t length);
/* Whether a field and an operator stand at byte `at`; `must_fit`: one that the field takes. */
bool phrase_condition_at(const struct phrase_cursor *c, size_t at, bool must_fit);

/* ---- the reading ---- */

/* A condition or order whose field is known when the subject is. */
struct pending {
    struct query_condition *condition; /* its values hold text; NULL: an order */
    bool is_descending;
    struct str name; /* of the field; empty: the date of the subject */
    size_t at, length;
};

struct phrase_reading {
    struct phrase_cursor cursor;
    struct query *query;
    bool has_subject, has_path;
    unsigned path_hops; /* 0: not said; said at hops_at */
    size_t hops_at;
    size_t depth; /* of brackets */
    bool is_behind_and, is_by_anybody;
    struct query_condition *is_read; /* said before in the same "and"; NULL: not said */

    struct {
        struct pending *items;
        size_t n, cap;
    } pending;
};

/* ---- dates.c ---- */

/* Reads "since 2019" after its word, or a date that stands alone; one part, or two for "from … to". */
bool phrase_read_date_word(struct phrase_reading *r, const struct phrase_word *word,
                           struct query_predicate **out);
/* "added since yesterday" behind its first words. */
bool phrase_read_added(struct phrase_reading *r, const struct phrase_word *word,
                       struct query_predicate **out);
/* False and nothing taken when no date stands here. */
bool phrase_read_bare_date(struct phrase_reading *r, struct query_predicate **out);
/* 2020, 2020-05, 2020-05-01, 2020年5月1日; written with hyphens. */
bool phrase_take_date(struct phrase_cursor *c, struct str *out);

/* "yesterday", "7天", "the last 2 weeks"; its name. */
bool phrase_take_relative_date(struct phrase_cursor *c, struct str *out);
/* Whether a number or a relative date stands at byte `at`. */
bool phrase_date_at(const struct phrase_cursor *c, size_t at);
/* Whether the name of a conference or journal of the table stands there. */
bool phrase_venue_at(const struct phrase_cursor *c, size_t at, size_t *length);

/* ---- reading.c ---- */

/* "unread", "read by Li Na", "rated above 3" behind their first word. */
bool phrase_read_reading_word(struct phrase_reading *r, const struct phrase_word *word,
                              struct query_predicate **out);
/* 张三读过; false and nothing taken when that is not what stands here. */
bool phrase_read_name_of_reader(struct phrase_reading *r, struct query_predicate **out);

/* ---- fields.c ---- */

/* "with FIELD OP VALUE", or without "with"; `*is_one` is false when no field and operator stand here. */
bool phrase_read_with(struct phrase_reading *r, bool *is_one, struct query_predicate **out);
/* FIELD OP VALUE; the caller has seen that it stands here. */
bool phrase_read_condition(struct phrase_reading *r, struct query_predicate **out);
/* A condition with one value, as yet without its field. */
struct query_predicate *phrase_add_condition(struct phrase_reading *r, struct str field,
                                             enum query_op op, struct str value, size_t at);
bool phrase_read_sort(struct phrase_reading *r);
void phrase_add_newest(struct phrase_reading *r, bool is_descending);

/* ---- links.c ---- */

/* The names behind a link word, and what more is said of the link. */
bool phrase_read_link(struct phrase_reading *r, const struct phrase_word *word, bool is_negated,
                      struct query_predicate **out);
/* 与X相关, 被X引用, or a name that nothing opens. */
bool phrase_read_names(struct phrase_reading *r, const struct phrase_word *opener, bool is_negated,
                       struct query_predicate **out);
/* Whether names follow that 相关 or a verb closes; nothing is taken. */
bool phrase_are_names_closed(struct phrase_reading *r);
/* Whether "connecting" of `length` bytes stands before names that are joined; nothing is taken. */
bool phrase_connects(struct phrase_reading *r, size_t length);
/* "A to B", after "paths from" or "从"; of a name that nothing opens `needs_end`. */
bool phrase_read_path(struct phrase_reading *r, bool needs_end);
/* "within 2 hops"; `*hops` stays when nothing is said. */
bool phrase_read_hops(struct phrase_cursor *c, unsigned max, unsigned *hops);

/* ---- resolve.c ---- */

/* Finds the fields of the subject and reads the values. */
bool phrase_resolve(struct phrase_reading *r);
/* "year" of papers, "date" of notes …; NULL: edges. */
const struct query_field *phrase_date_field(enum query_find find);

/* ---- write_link.c ---- */

void phrase_write_quoted(struct strbuf *out, struct str text, enum language language);
void phrase_write_word(struct strbuf *out, enum phrase_kind kind, const char *value,
                       enum language language);
/* False for sub-queries. */
bool phrase_write_link(struct strbuf *out, const struct query_link *link, enum language language,
                       struct arena *a);
bool phrase_write_target(struct strbuf *out, const struct query_target *t, enum language language);

#endif
