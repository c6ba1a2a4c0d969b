/* request_internal.h: what a client asks for, read into a decision, in the order of its files:
 *
 *   request.c         kind, members, id and reason; pairs of things; reverts
 *   request_anchor.c  the papers and concepts that a request names
 *   request_fields.c  fields and labels; papers and concepts made by hand
 *   request_edge.c    edges
 *
 * All functions set ERR_VALIDATION or ERR_UNKNOWN_CONCEPT with the name of the member. */
#ifndef PS_APP_REQUEST_INTERNAL_H
#define PS_APP_REQUEST_INTERNAL_H

#include "app/decide/decide_internal.h"

struct reading {
    const struct vocabulary *vocabulary;
    struct db *db;
    const json_t *request;
    struct arena *arena;
    struct decision *out;
};

/* ---- request.c ---- */
const json_t *reading_member(const struct reading *r, const char *name);
struct str reading_text_of(const json_t *value);
MUST_USE bool reading_text(const json_t *value, const char *name, size_t max, struct arena *a,
                           struct str *out, struct err *e);

/* ---- request_anchor.c ---- */
MUST_USE bool reading_paper(struct reading *r, const json_t *value, const char *name,
                            struct graph_anchor *out, struct err *e);
MUST_USE bool reading_concept(struct reading *r, const json_t *value, const char *name,
                              struct graph_anchor *out, struct err *e);
/* The paper or concept that a decision is about. */
MUST_USE bool reading_target(struct reading *r, struct err *e);
/* Another one of the same class. */
MUST_USE bool reading_second(struct reading *r, const char *name, struct err *e);
MUST_USE bool reading_anchor_of_node(struct reading *r, int64_t id, enum node_class class_,
                                     struct graph_anchor *out, struct err *e);

/* ---- request_fields.c ---- */
MUST_USE bool reading_change(struct reading *r, struct err *e);
MUST_USE bool reading_label(struct reading *r, struct err *e);
MUST_USE bool reading_broader(struct reading *r, struct err *e);
MUST_USE bool reading_made(struct reading *r, struct err *e);

/* ---- request_edge.c ---- */
MUST_USE bool reading_edge(struct reading *r, struct err *e);

#endif
