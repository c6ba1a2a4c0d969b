/* identity.h: which mentions are the same paper (EXTRACTION.md 2.7).
 *
 * Rules in this order: equal identifiers; CVF names of which one is the beginning of the other; equal
 * titles, whole or behind "Short: "; titles that differ by typos; names alone. No join may bring two
 * exclusive identifiers of one family into one cluster: of several of a family that one mention
 * gives, only the first counts.
 *
 * A pure function of the set of mentions: the order in which they are given does not matter. Used
 * twice: inside one note by entry.c, and over all notes by app/resolve.
 *
 * Two mentions can only be joined when they share a join key (identity_keys); so a change to one
 * mention concerns only the mentions reachable through shared keys, and resolving just those gives
 * the same as resolving all. */
#ifndef PS_EXTRACT_IDENTITY_H
#define PS_EXTRACT_IDENTITY_H

#include "base/str.h"

struct arena;
struct vocabulary;

struct paper_mention {
    struct str order; /* makes every mention unique and sortable: note path, line, key */
    struct str title;
    struct str short_name;
    const struct str *aliases;
    size_t n_aliases;
    const struct str *identifiers;
    size_t n_identifiers;
    uint32_t year;
    bool is_stub;     /* only named: joins a paper of that name when there is exactly one */
    struct str scope; /* note path: a bare name goes to the one paper of that name in its own note
                         before it is given up as ambiguous */
};

/* The keys of one mention: identifiers as they are, "c:" beginnings of CVF names (their HTML pages
 * cut them), "j:" folded titles without spaces (also the part behind "Short: "), "d:" hashes of the
 * content words without one of them (typos), "s:" short names, "i:" initials with the scope.
 * Sorted, unique, in `a`. */
void identity_keys(const struct paper_mention *m, struct arena *a, struct str **keys, size_t *n);

/* Whether no more than a short name is known of the paper, so that it joins by name: "MoCo", with or
 * without identifier. Of two mentions that are not bare, "s:" and "i:" keys say nothing. */
bool identity_is_bare(const struct paper_mention *m, struct arena *a);

struct identity_conflict {
    uint32_t a, b;    /* indexes of mentions, `a` the smaller by order */
    const char *code; /* "title-conflict": joined by an identifier under unlike titles;
                         "identifier-conflict": not joined, two works of equal name */
};

/* cluster[i] gets the index of the smallest mention (by `order`) of its cluster. Words of the
 * vocabulary are never taken for typos; `v` may be NULL. */
void identity_cluster(const struct paper_mention *mentions, size_t n, const struct vocabulary *v,
                      struct arena *a, uint32_t *cluster, struct identity_conflict **conflicts,
                      size_t *n_conflicts);

/* Word-aligned similarity in thousandths, function words that only one side has counted half; 0 when
 * a veto holds (digits, polarity words, replaced content word). */
uint32_t identity_similarity(struct str title_a, struct str title_b, const struct vocabulary *v,
                             struct arena *a);

#endif
