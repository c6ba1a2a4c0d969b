/* citation.h: a paper as a reference for other programs: BibTeX, RIS, CSL-JSON, or a line of text.
 *
 * Notes write authors in many ways ("Tan, M., & Le, Q.", "McMurray JJV, et al.", "何恺明"); they are split into
 * family and given names where that is plain, and kept whole where it is not. Pure: knows no request and no
 * database. */
#ifndef PS_APP_CITATION_H
#define PS_APP_CITATION_H

#include "base/strbuf.h"
#include "store/graph.h"

enum citation_format { CITATION_BIBTEX, CITATION_RIS, CITATION_CSL_JSON, CITATION_TEXT };

/* By its name in ?format= ("csl-json"). */
MUST_USE bool citation_format_from_name(struct str name, enum citation_format *out);
/* By the ending of a name (".bib", ".ris", ".csl.json"), which is taken off. */
MUST_USE bool citation_format_from_ending(struct str *name, enum citation_format *out);
const char *citation_media_type(enum citation_format f);

/* Appends the reference. Several one after the other are a file of BibTeX, RIS or text. */
void citation_write(const struct paper_row *paper, enum citation_format f, struct arena *a,
                    struct strbuf *out);

#endif
