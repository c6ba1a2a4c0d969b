/* citation_internal.h: what a reference says, before it is written in a format. */
#ifndef PS_APP_CITATION_INTERNAL_H
#define PS_APP_CITATION_INTERNAL_H

#include "app/citation.h"
#include "base/vec.h"

struct citation_name {
    struct str family, given; /* given may be empty: "Goodfellow", "何恺明" */
};

struct citation_names {
    struct citation_name *items;
    size_t n, cap;
    bool has_others; /* "et al.", "等" */
};

enum citation_type { CITATION_ARTICLE, CITATION_PAPER, CITATION_BOOK, CITATION_OTHER };

struct citation {
    struct str key; /* "chen2020simple-4f7a": the same for as long as the paper is */
    enum citation_type type;
    struct str title, venue, doi, arxiv, isbn, url; /* may be empty, also below */
    int64_t year;                                   /* 0 = unknown */
    struct citation_names names;
};

/* names.c: `text` is one entry of the authors of a note; `is_one_of_many` when there are others, so that a
 * comma stands inside a name. */
void citation_add_names(struct str text, bool is_one_of_many, struct arena *a,
                        struct citation_names *out);

void citation_write_bibtex(const struct citation *c, struct strbuf *out);
void citation_write_ris(const struct citation *c, struct strbuf *out);
void citation_write_csl(const struct citation *c, struct strbuf *out);
void citation_write_text(const struct citation *c, struct strbuf *out);

#endif
