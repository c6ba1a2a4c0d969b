/* search.h: full text over papers, concepts and notes, and names as they are typed.
 *
 * Our own FTS5 tokenizer: folded Latin words; overlapping pairs of characters for Chinese, Japanese
 * and Korean, with single characters findable; simplified and traditional folded together. Any text
 * is a valid search: user text never reaches FTS5 as syntax. At most 32 terms and 512 bytes count. */
#ifndef PS_STORE_SEARCH_H
#define PS_STORE_SEARCH_H

#include "store/store.h"

enum search_kind { SEARCH_PAPER = 1, SEARCH_CONCEPT = 2, SEARCH_NOTE = 4, SEARCH_ALL = 7 };

struct search_hit {
    enum search_kind kind;
    int64_t id; /* row of the paper, concept or note */
    struct str public_id;
    struct str title; /* title, preferred label, or note title */
    /* Plain text with \x01 and \x02 round each match: the place in a note; the matching alias of a
     * paper or concept whose title does not match; else empty. */
    struct str snippet;
    int64_t line;  /* notes: 1-based line of the snippet; else 0 */
    int64_t score; /* thousandths of the best hit's */
};

/* All words must match (the last one as a prefix when `prefix` is set); if nothing does, any of them.
 * "quoted phrases" stay together, -word excludes; an identifier finds its paper. Best first. Of a
 * kind that has more than SEARCH_RANKED_MAX matches so many are ranked: those whose name is the whole
 * text, the newest notes, the first papers and concepts. `*total` counts all, of each kind up to
 * SEARCH_COUNT_MAX. */
#define SEARCH_RANKED_MAX 1000
#define SEARCH_COUNT_MAX  10000
MUST_USE bool search_find(struct db *db, struct str text, unsigned kinds, bool prefix, size_t limit,
                          size_t offset, struct arena *a, struct search_hit **out, size_t *n,
                          uint64_t *total, struct err *e);

/* Names of papers and concepts that begin with, or have a word that begins with, `text`; concepts
 * with many papers first. For search-as-you-type and for "did you mean". */
MUST_USE bool search_suggest(struct db *db, struct str text, unsigned kinds, size_t limit,
                             struct arena *a, struct search_hit **out, size_t *n, struct err *e);

/* Names nearest to one that matches nothing (by shared letter triples and edit distance). */
MUST_USE bool search_nearest(struct db *db, struct str name, unsigned kinds, size_t limit,
                             struct arena *a, struct search_hit **out, size_t *n, struct err *e);

#endif
