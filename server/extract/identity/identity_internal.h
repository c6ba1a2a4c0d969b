/* identity_internal.h: what the files of identity/ share.
 *
 * name.c reads a mention once (its titles and names, folded), similarity.c compares two titles,
 * groups.c keeps the clusters and their vetoes, cluster.c tries the rules in order. */
#ifndef PS_EXTRACT_IDENTITY_INTERNAL_H
#define PS_EXTRACT_IDENTITY_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "extract/identity.h"
#include "extract/title.h"

/* ---- name.c ---- */

struct name {
    struct str text; /* as written */
    struct title_keys keys;
    bool is_strong; /* long and particular enough to join by alone */
};

/* A mention with its names read. */
struct reading {
    const struct paper_mention *mention;
    struct name *names; /* title first, then aliases */
    size_t n_names;
    struct str short_key; /* folded short name, or empty */
    bool is_bare;         /* no more than a short name is known of it */
};

void name_read(const struct paper_mention *m, struct arena *a, struct reading *out);

struct key_list {
    struct str *items;
    size_t n, cap;
};

/* Keys in the order of the rules: identifiers, titles, joined titles, titles with a word left out. */
void name_add_strong_keys(const struct reading *r, struct arena *a, struct key_list *out);
/* "s:" and "i:" keys under which bare names meet titles. */
void name_add_name_keys(const struct reading *r, struct arena *a, struct key_list *out);

/* ---- groups.c ---- */

struct groups {
    struct arena *arena;
    const struct reading *readings;
    uint32_t *parent; /* union-find; the root is the smallest mention */

    struct group {
        VEC(struct str) exclusive; /* distinct identifiers of exclusive schemes */
    } * group;

    VEC(struct identity_conflict) conflicts;
};

void groups_init(struct groups *g, const struct reading *readings, size_t n, struct arena *a);
uint32_t groups_root(struct groups *g, uint32_t i);
/* Joins the clusters of a and b unless two different identifiers of one exclusive scheme would meet;
 * then false, and a conflict is noted when `report` is set. */
bool groups_join(struct groups *g, uint32_t a, uint32_t b, bool report);

#endif
