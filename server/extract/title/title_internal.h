/* title_internal.h: what the files of title/ share.
 *
 * plain.c makes one form of the many ways to write the same characters, words.c asks the tables,
 * tag.c reads venues and years, person.c names of people; clean.c takes off what is no title
 * (with peel.c, front.c, ending.c), citation.c splits whole citations, split.c finds "Short: rest", shape.c judges, keys.c folds. */
#ifndef PS_EXTRACT_TITLE_INTERNAL_H
#define PS_EXTRACT_TITLE_INTERNAL_H

#include "base/arena.h"
#include "base/ascii.h"
#include "base/str.h"
#include "extract/title.h"

#define TITLE_BYTES_MAX 2000 /* longer text is no title and no citation */

/* ---- plain.c ---- */

/* One line of text: white space collapsed, straight quotes, half-width letters and brackets, LaTeX
 * and entities read, emoji and invisible characters dropped. */
struct str title_plain(struct str visible, struct arena *a);

/* ---- words.c ---- */

bool word_is_hyphen_suffix(struct str word);
bool word_is_tag(struct str word);
bool word_is_particle(struct str word);
bool word_is_name_suffix(struct str word); /* "Jr" */
bool words_are_organisation(struct str words);
/* Length of the longest row that `s` begins with, or ends with; 0 for none. Latin rows end at the
 * border of a word. */
size_t label_at_begin(struct str s);
size_t ending_at_end(struct str s);
size_t site_at_end(struct str s);
size_t link_word_at(struct str s, size_t i);
/* The longest venue at s[i]; `*needs_year`: the name alone may be something else. */
size_t venue_at(struct str s, size_t i, bool any_case, bool *needs_year);

bool is_word_border(struct str s, size_t i); /* no ASCII letter or digit on one of the sides */
size_t next_word(struct str s, size_t *i, struct str *word); /* 0 when there is none */
size_t count_words(struct str s); /* parts between spaces that have a letter or digit */
size_t count_han(struct str s);
bool has_wide(struct str s); /* Han, kana or hangul */
size_t count_capitals(struct str s);

/* ---- tag.c ---- */

struct tag {
    struct str venue; /* or empty */
    uint32_t year;    /* or 0 */
};

/* "CVPR 2019", "ICLR'20 oral", "2019.03", "1711.05971": nothing but venue, year and the like. */
bool tag_read(struct str s, struct tag *out);
/* Length of a venue with its year at the beginning and what divides it from the title, or 0. */
size_t tag_at_begin(struct str s, struct tag *out);
/* Where a venue or year at the end begins, with what divides it from the title; s.n for none. */
size_t tag_at_end(struct str s, struct tag *out);
/* Four digits, 1900 to 2099, at s[i], not within a longer number. */
uint32_t year_at(struct str s, size_t i);

/* ---- person.c ---- */

/* End of the list of authors that begins at `i`, or `i` when none does. `*is_certain`: it holds
 * initials, "et al." or several full names, so that it cannot be a title. */
size_t authors_at(struct str s, size_t i, bool *is_certain);
/* "Dieterich (1979) …", "Fama & French (1993)": surnames with a year in brackets behind them; gives
 * the end of the names, or `i`. */
size_t surnames_at(struct str s, size_t i);
/* "Lisker & Abramson", "He et al.": names of authors and nothing else. */
bool are_surnames(struct str s);
/* Where ", He et al." at the end begins, or s.n. */
size_t authors_at_end(struct str s);

/* ---- split.c ---- */

/* "MoCo: Momentum Contrast …" into "MoCo" and the rest; also " - ", " | ", and a hyphen behind a
 * short name. False when there is no short name. */
bool title_split_short(struct str title, struct str *short_name, struct str *rest);

#endif
