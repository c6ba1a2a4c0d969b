/* title.h: cleaning titles, and the keys under which equal titles meet (EXTRACTION.md 2.5, 2.6).
 *
 * Titles are judged by their form alone: which words are venues, labels, link words or generic
 * stands in tables (venues.def, title_parts.def, title_words.def, link_words.def); no title is known
 * beforehand. Text longer than 2000 bytes is no title. Time is linear in the text. */
#ifndef PS_EXTRACT_TITLE_H
#define PS_EXTRACT_TITLE_H

#include "base/str.h"

struct arena;

/* What is left of a piece of text when all that is not the title has been taken off. */
struct title {
    struct str text; /* for display: typos kept; empty when nothing fit to be a title is left */
    struct str
        short_name; /* "MoCo" of "MoCo: Momentum …", of "[2019 CVPR] MoCo, Momentum …"; or empty.
                              May be common words ("Beyond Accuracy"): ask title_is_short_name or the
                              vocabulary before looking for it in running text */
    struct str authors; /* taken off: "by X", "He, K., et al." ; or empty */
    struct str venue;   /* "CVPR", or empty */
    uint32_t year;      /* 0 = none */
    struct str prefix; /* relation or label words taken off the front ("上文的前身"), or empty */
};

/* `visible` is text without markup (document_visible). Also takes the title out of a whole citation.
 * Memory: in `a`. */
void title_clean(struct str visible, struct arena *a, struct title *out);

/* True for text of the shape of a paper's title: 3-25 words, most content words capitalised, or
 * "Short: rest"; see the table in entry scoring. */
bool title_is_shaped(struct str visible);
/* One token of mixed case, capitals or with a digit, 2-15 bytes, and perhaps a version: "MoCo",
 * "NAO", "S4L", "β-VAE", "MoCo v2". */
bool title_is_short_name(struct str visible);
/* Words that stand for a link and not for a work: paper, pdf, code, 原文, 链接, here … */
bool title_is_generic(struct str visible);

/* Bytes of the name of a conference or journal at the front, as it is written ("CVPR"); 0 for none. */
size_t title_venue_length(struct str text);

/* The parts of a whole citation in APA, Vancouver, IEEE or BibTeX order: "Authors. Title. Venue.
 * Year." Offsets into `visible`. False when the text is no citation. */
struct citation_parts {
    size_t authors_begin, authors_end;
    size_t title_begin, title_end;
    struct str venue;
    uint32_t year;
};

MUST_USE bool title_split_citation(struct str visible, struct citation_parts *out);

struct title_keys {
    struct str full;      /* folded title */
    struct str tail;      /* folded part behind "Short: ", or empty */
    struct str joined;    /* `full` without spaces */
    struct str initials;  /* of the content words: "cpc"; or empty */
    struct str short_key; /* folded short name without hyphens, or empty */
};

void title_keys(struct str title, struct str short_name, struct arena *a, struct title_keys *out);

/* Whether equality of a folded title means the same work: 3 words, 12 letters or 6 Han characters,
 * and not one that many works share ("a survey"). */
bool title_is_distinctive(struct str full_key);

/* A folded title that many works share ("a survey", "introduction"). */
bool title_is_common(struct str full_key);

/* Words of folded titles. Function words may differ between spellings of one title; polarity words
 * (un, semi, multi, online …) never do. A prefix like "un" turns one word into another. */
bool title_word_is_function(struct str word);
bool title_word_is_polarity(struct str word);
bool title_word_is_polarity_prefix(struct str prefix);

#endif
