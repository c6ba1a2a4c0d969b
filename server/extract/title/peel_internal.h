/* peel_internal.h: one function for each thing that may stand beside a title.
 *
 * title_clean lets them try in turn, again and again, until none finds anything: each looks at one
 * end of `s`, takes off what it knows and keeps what that says of the work. front.c has those of the
 * beginning, ending.c those of the end, peel.c what both use. */
#ifndef PS_EXTRACT_PEEL_INTERNAL_H
#define PS_EXTRACT_PEEL_INTERNAL_H

#include "extract/title/title_internal.h"

struct cleaning {
    struct str s; /* what is left */
    struct title *title;
    struct arena *arena;
};

/* ---- peel.c ---- */

void peel_cut_begin(struct cleaning *c, size_t n);
void peel_cut_end(struct cleaning *c, size_t end);
/* The first thing found of a kind is kept. */
void peel_keep_tag(struct cleaning *c, const struct tag *tag);
void peel_keep_first(struct str *field, struct str value);
/* The bracket at the beginning: its inside, and the length with both brackets; 0 for none. */
size_t bracket_at_begin(struct str s, struct str *inside);
/* Where the bracket that ends the text begins; s.n for none. */
size_t bracket_at_end(struct str s, struct str *inside);
/* "official code", "pdf, code", "J", "12", "": nothing of the title. */
bool bracket_is_idle(struct str inside);
/* Keeps what a bracket says; false when it may belong to the title. */
bool peel_take_bracket(struct cleaning *c, struct str inside);
/* "Vaswani et al., 2017". */
bool peel_take_authors(struct cleaning *c, struct str inside);

/* ---- front.c ---- */

bool peel_shortcode(struct cleaning *c);
bool peel_bullet(struct cleaning *c);
bool peel_number(struct cleaning *c);
bool peel_date(struct cleaning *c);
bool peel_year(struct cleaning *c);
bool peel_front_bracket(struct cleaning *c);
bool peel_front_tag(struct cleaning *c);
bool peel_label(struct cleaning *c);
bool peel_citation_key(struct cleaning *c);
bool peel_front_identifier(struct cleaning *c);
bool peel_title_marks(struct cleaning *c);
bool peel_lead(struct cleaning *c);

/* ---- ending.c ---- */

bool peel_quotes(struct cleaning *c);
bool peel_et_al(struct cleaning *c);
bool peel_middle_et_al(struct cleaning *c);
bool peel_journal_volume(struct cleaning *c);
bool peel_handle(struct cleaning *c);
bool peel_end_bracket(struct cleaning *c);
bool peel_final_mark(struct cleaning *c);
bool peel_file_ending(struct cleaning *c);
bool peel_glued_host(struct cleaning *c);
bool peel_site_name(struct cleaning *c);
bool peel_identifier(struct cleaning *c);
bool peel_end_tag(struct cleaning *c);
bool peel_organisation(struct cleaning *c);
bool peel_by(struct cleaning *c);
bool peel_ending(struct cleaning *c);
bool peel_remark(struct cleaning *c);

#endif
