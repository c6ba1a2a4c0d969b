/* link.h: what a URL, or an identifier in running text, points at.
 *
 * Redirects are unwrapped, hosts recognised by table (tables/hosts.def, tables/redirects.def),
 * identifiers checked by grammar (EXTRACTION.md 2.1 and 2.2) and made canonical. No regular
 * expressions; each URL is read once.
 *
 * An identifier is "scheme:value"; tables/schemes.def lists the schemes. Where a scheme is ours
 * alone (cvf, usenix …), the page is named a second time as "url:host/path", so that a list made
 * elsewhere finds it too. */
#ifndef PS_EXTRACT_LINK_H
#define PS_EXTRACT_LINK_H

#include "base/str.h"

struct arena;

enum link_kind {
    LINK_PAPER,    /* has at least one typed identifier */
    LINK_PDF,      /* some other .pdf: identifier "url:host/path" */
    LINK_RESOURCE, /* repository, blog, video, shared document, slides, data set page … */
    LINK_WEB,      /* any other page of the web: identifier "url:host/path", weak */
    LINK_LOCAL,    /* relative path, file:, zotero:, #anchor, mailto: … */
    LINK_IGNORED   /* author searches, listings, citation anchors inside another paper */
};

struct link_target {
    enum link_kind kind;
    struct str url;            /* unwrapped, with scheme */
    struct str identifiers[6]; /* canonical, best first: "arxiv:1911.05722", "doi:10.…" */
    size_t n_identifiers;
    uint32_t version;        /* 0 = none */
    struct str title_hint;   /* words of a slug or file name, or empty */
    struct str venue_hint;   /* "CVPR", or empty */
    uint32_t year_hint;      /* 0 = none */
    bool is_citation_anchor; /* #bib.bib12 and the like */
};

/* Reads one link destination as it stands in the note. Identifiers dated after `latest_year` are
 * refused (0: 2100). Reading `out->url` again gives the same. Memory: in `a`. */
void link_read(struct str raw, uint32_t latest_year, struct arena *a, struct link_target *out);

/* An identifier written in text, not in a link destination. */
struct text_identifier {
    uint32_t begin, end; /* in `text` */
    struct link_target target;
};

/* Finds the identifiers in running text: "arXiv:1911.05722v2 [cs.LG]", "doi: 10.…", "PMID: 123",
 * "ISBN …", bare arXiv numbers beside a cue word on the same line. `allowed[i]` false: byte i is not
 * text (inside a link destination, code …); NULL: all are. */
void link_scan_text(struct str text, const bool *allowed, uint32_t latest_year, struct arena *a,
                    struct text_identifier **out, size_t *n);

/* Whether there is a reader for `host` ("arxiv.org") or a host it belongs to. */
bool link_knows_host(struct str host);
/* Whether `host` itself stands in the table, not only what it belongs to. */
bool link_lists_host(struct str host);

/* Order in which identifiers serve as a paper's key: arxiv, doi, openreview, acl, pmlr, cvf, neurips,
 * others, url. Smaller is better. */
int identifier_rank(struct str identifier);

/* Whether a typed scheme gives each work one identifier only (arxiv, openreview, acl, pmlr, pmid …), so
 * that two different ones of one family mean two works. */
bool identifier_is_exclusive(struct str identifier);

/* What two identifiers must share for their difference to say anything: the scheme; of a DOI also
 * the registrant ("doi:10.1145"); of NeurIPS the kind of number. A slice of `identifier`. */
struct str identifier_family(struct str identifier);

#endif
