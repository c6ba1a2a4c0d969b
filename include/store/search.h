/* search.h: full text over papers, concepts and notes, and names as they are typed.
 *
 * Our own FTS5 tokenizer: folded Latin words; overlapping pairs of characters for Chinese, Japanese
 * and Korean, with single characters findable; simplified and traditional folded together. Any text
 * is a valid search: user text never reaches FTS5 as syntax. At most 32 terms and 512 bytes count. */
#ifndef PS_STORE_SEARCH_H
#define PS_STORE_SEARCH_H

#include "store/store.h"

/* How a hit came to be one: "all" words, "some" of them, or a name "nearest" to the text. */
enum search_match { SEARCH_MATCH_ALL, SEARCH_MATCH_SOME, SEARCH_MATCH_NEAREST };

enum search_kind { SEARCH_PAPER = 1, SEARCH_CONCEPT = 2, SEARCH_NOTE = 4, SEARCH_ALL = 7 };

struct search_hit {
    enum search_kind kind;
    enum search_match match;
    int64_t id; /* row of the paper, concept or note */
    struct str public_id;
    struct str key;   /* of a paper or concept; the path of a note */
    struct str title; /* title, preferred label, or note title */
    /* Plain text with \x01 and \x02 round each match: the place in a note; the matching alias of a
     * paper or concept whose title does not match, or the authors, venue and year of a paper; else
     * empty. */
    struct str snippet;
    int64_t line;  /* notes: 1-based line of the snippet; else 0 */
    int64_t score; /* thousandths of the best hit's */
};

struct search_question {
    struct str text;
    struct str identifier; /* canonical, when the text is one ("arxiv:1911.05722"); else empty */
    unsigned kinds;
    bool prefix; /* the last word is only begun */
    size_t limit, offset;
};

struct search_page {
    struct search_hit *hits;
    size_t n;
    uint64_t total;                   /* of the kinds asked for */
    uint64_t papers, concepts, notes; /* of every kind, asked for or not */
};

/* Whether all of a text is to be left out ("-GAN"), so that nothing is said to look for. */
bool search_only_excludes(struct str text, struct arena *a);

/* Best first: names that are the whole text, or go on from it with `prefix`; then by how closely titles,
 * names, authors and texts of notes match. All words must match ("quoted words" together, -word not at
 * all; a part written without blanks, like L0正则, together); if nothing does, all words anywhere; then
 * names that are spelled nearly so, and whatever has any of the words. An identifier finds its paper. Of a
 * kind that has more than SEARCH_RANKED_MAX matches so many are ranked: those whose name is the whole
 * text, the newest notes, the first papers and concepts. Counts go up to SEARCH_COUNT_MAX of each kind. */
#define SEARCH_RANKED_MAX 1000
#define SEARCH_COUNT_MAX  10000
MUST_USE bool search_find(struct db *db, const struct search_question *q, struct arena *a,
                          struct search_page *out, struct err *e);

/* Names of papers and concepts that begin with, or have a word that begins with, `text`; concepts
 * with many papers first. For search-as-you-type and for "did you mean". */
MUST_USE bool search_suggest(struct db *db, struct str text, unsigned kinds, size_t limit,
                             struct arena *a, struct search_hit **out, size_t *n, struct err *e);

/* Names nearest to one that matches nothing (by shared letter triples and edit distance). */
MUST_USE bool search_nearest(struct db *db, struct str name, unsigned kinds, size_t limit,
                             struct arena *a, struct search_hit **out, size_t *n, struct err *e);

#endif
