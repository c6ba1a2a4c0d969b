/* edge_draft_internal.h: the edges that some notes touch, gathered in memory, then written once each
 * in the order of their numbers. */
#ifndef PS_APP_EDGE_DRAFT_INTERNAL_H
#define PS_APP_EDGE_DRAFT_INTERNAL_H

#include "app/resolve/resolve_internal.h"

struct edge_draft {
    struct edge_row row; /* score, status and origin as stored when it exists */
    bool exists;
};

struct support_change {
    struct support_row row;
    bool is_gone;
    bool changes_score;
};

struct edge_work {
    struct resolver *resolver;
    struct arena *arena; /* for all of it */
    struct edge_draft *drafts;
    size_t n_drafts, cap_drafts;
    struct map *by_ends, *by_id; /* index into drafts */
    struct map *keys;            /* node id -> index into key_texts */
    struct str *key_texts;
    size_t n_key_texts, cap_key_texts;
    struct support_change *changes;
    size_t n_changes, cap_changes;
};

void edge_work_init(struct edge_work *w, struct resolver *r, struct arena *a);

/* The index of the draft of the edge, which need not exist yet. `any_order`: it has no direction and
 * runs from the smaller key to the larger. */
MUST_USE bool edge_draft_find(struct edge_work *w, int64_t from, struct str relation, int64_t to,
                              bool any_order, size_t *draft, struct err *e);
/* Once all drafts have been found: gives each its number and looks up which exist. */
MUST_USE bool edge_draft_place(struct edge_work *w, struct err *e);
/* Once they have been placed. */
void edge_draft_queue(struct edge_work *w, const struct support_row *row, bool is_gone,
                      bool changes_score);
/* Writes the support that was queued and the edges that it makes, changes or leaves without any. */
MUST_USE bool edge_draft_write(struct edge_work *w, struct err *e);

#endif
