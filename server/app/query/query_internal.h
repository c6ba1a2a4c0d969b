/* query_internal.h: the parts of asking.
 *
 *   words.c   the words of a question, from words.def
 *   cursor.c  walking over a phrase: words, terms, quoted text, numbers
 *   phrase.c  phrase -> struct query
 *   text.c    struct query -> phrase
 *   target.c  a term -> the nodes that it stands for
 *   reach.c   nodes -> what is linked to them, and by which edges
 *   filter.c  what holds a text
 *   hits.c    a hit with its reasons
 *   run.c     sets and order: the whole */
#ifndef PS_APP_QUERY_INTERNAL_H
#define PS_APP_QUERY_INTERNAL_H

#include "app/id_set_internal.h"
#include "app/query.h"

/* ---- words.c ---- */

enum word_kind {
    WORD_NONE,
    WORD_SUBJECT,
    WORD_LINK,
    WORD_JOIN,
    WORD_CLOSER,
    WORD_AND,
    WORD_OR,
    WORD_NOT,
    WORD_SINCE,
    WORD_AFTER,
    WORD_BEFORE,
    WORD_UNTIL,
    WORD_IN_YEAR,
    WORD_YEAR_TO,
    WORD_YEAR_ON,
    WORD_YEAR_BACK,
    WORD_MENTION,
    WORD_WITHIN,
    WORD_HOPS,
    WORD_NEWEST,
    WORD_TOP,
    WORD_COUNTER,
    WORD_FILLER
};

struct query_word {
    enum word_kind kind;
    struct str value, text;
};

/* The longest word of the table at byte `at` of the phrase, in either case and script; `*length`
 * bytes of the phrase. `kind` WORD_NONE: of any kind. NULL when there is none. */
const struct query_word *query_word_at(struct str phrase, size_t at, enum word_kind kind,
                                       size_t *length);
/* The text in which a word of this kind and value is written. */
struct str query_word_text(enum word_kind kind, struct str value);

/* ---- cursor.c ---- */

struct query_cursor {
    struct str phrase;
    size_t at;     /* byte */
    struct db *db; /* NULL: no name is known */
    struct arena *arena;
    struct query_position *position; /* where the last error is */
    struct err *e;
};

/* Over white space and punctuation that means nothing. */
void cursor_skip(struct query_cursor *c);
bool cursor_at_end(struct query_cursor *c);
/* The word at the cursor, not taken. */
const struct query_word *cursor_peek(struct query_cursor *c, enum word_kind kind, size_t *length);
/* Takes a word of this kind when it stands here; NULL otherwise. */
const struct query_word *cursor_take(struct query_cursor *c, enum word_kind kind);
/* Takes decimal digits; false when there are none here. */
bool cursor_take_number(struct query_cursor *c, uint64_t *out);
bool cursor_take_quoted(struct query_cursor *c, struct str *out);
/* Takes a name: quoted, or the longest run of words that names something, or the words up to the
 * next word of the table. False when nothing is left of it. */
bool cursor_take_term(struct query_cursor *c, struct str *out);
/* Up to the next white space: what an error message shows. */
struct str cursor_show_rest(const struct query_cursor *c);
/* Whether a known name begins here that is longer than `length` bytes. */
bool cursor_has_longer_name(const struct query_cursor *c, size_t length);
/* Sets ERR_QUERY_SYNTAX for `length` bytes at the cursor: "MESSAGE (position N). REMEDY". `remedy`
 * may be empty. Always false. */
bool cursor_fail(struct query_cursor *c, size_t length, const char *remedy, const char *fmt, ...)
    PRINTF(4, 5);

/* ---- target.c ---- */

struct node_ref {
    enum node_class class_;
    int64_t id;
};

/* What the terms of a link stand for. */
struct query_target {
    struct node_ref *items;
    size_t n, cap;
};

/* Adds a paper, or a concept and those below it. Errors: ERR_UNKNOWN_CONCEPT with `suggestions` in
 * the result, ERR_AMBIGUOUS_TERM likewise, ERR_QUERY_TOO_EXPENSIVE. */
MUST_USE bool query_find_target(struct db *db, struct str term, struct arena *a,
                                struct query_target *out, struct query_result *result,
                                struct err *e);

/* ---- reach.c ---- */

struct scored_edge {
    int64_t id, score;
    bool is_asked; /* leads to what was asked for itself, not to a narrower concept */
};

/* A node, or for FIND_NOTES a note, that is linked, and by which edges. */
struct reached {
    struct node_ref node; /* class_ is unused for a note */
    int64_t score;        /* noisy-or over the first hop, halved by each further hop */
    unsigned hops;
    struct scored_edge *edges; /* hop by hop when hops > 1 */
    size_t n_edges, cap_edges;
};

struct reach {
    struct reached *items;
    size_t n, cap;
    struct map *index; /* node -> place in items */
};

/* All that is linked to a target by an edge of score >= 0.3 that is not rejected; not the targets. */
MUST_USE bool query_reach(struct db *db, const struct query_link *link,
                          const struct query_target *target, struct arena *a, struct reach *out,
                          struct err *e);
/* The notes that say something about a target. */
MUST_USE bool query_reach_notes(struct db *db, const struct query_link *link,
                                const struct query_target *target, struct arena *a,
                                struct reach *out, struct err *e);
/* NULL when it is not there. */
const struct reached *reach_get(const struct reach *r, struct node_ref node);

/* ---- filter.c ---- */

/* The nodes or notes that hold a text. */
MUST_USE bool query_find_text(struct db *db, enum query_find find, struct str text, struct arena *a,
                              struct id_set *out, struct err *e);

/* ---- hits.c ---- */

/* Fills the row and the reasons of a hit that is shown. */
MUST_USE bool query_explain(struct db *db, int64_t id, const struct scored_edge *reasons, size_t n,
                            struct arena *a, struct query_hit *hit, struct err *e);

#endif
