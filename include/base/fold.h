/* fold.h: the one folding of text for comparison, shared by extraction, names and search.
 *
 * NFKC, case folded, diacritics removed, full width to half width, traditional Chinese to
 * simplified, Greek letters kept. White space and punctuation are left to the caller, except that
 * fold_key drops them. Two spellings that fold alike are the same name everywhere.
 * The table of Chinese variants is generated at build time from the Unicode Han database. */
#ifndef PS_BASE_FOLD_H
#define PS_BASE_FOLD_H

#include "base/str.h"

struct strbuf;

/* Appends the folded form of `s`. Invalid bytes become a space. */
void fold_append(struct strbuf *out, struct str s);

/* The folded form, in `a`. */
struct str fold_text(struct arena *a, struct str s);

/* The form under which names are looked up: folded words, single Han characters, runs of kana and of hangul,
 * joined by one space ("Self-Supervised 学习" gives "self supervised 学 习"). English plurals are
 * reduced by fold_singular. Kana and hangul stay in runs. */
struct str fold_key(struct arena *a, struct str s);

/* A URL path segment: fold_key with hyphens between words, none between Han characters, at most
 * 80 bytes, cut at a character border. Empty when nothing is left. */
struct str fold_slug(struct arena *a, struct str s);

/* One folded Latin word without its plural ending (networks, studies, losses; not bias, series,
 * analysis); also -isation to -ization. Works in place on `word`, gives the new length. */
size_t fold_singular(char *word, size_t n);

/* The simplified form of a Han character, or the character itself. */
uint32_t fold_han(uint32_t cp);

#endif
