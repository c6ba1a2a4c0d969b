/* render.h: a note as safe HTML with the evidence marked.
 *
 * Written from the same document that was extracted, so that what is marked is what was read. All
 * text is escaped; raw HTML is shown as text or dropped; links pass a scheme allow-list (http, https,
 * mailto, relative, #fragment); remote images become links. Each line of the source starts an
 * element with id="L<line>" where that is possible. */
#ifndef PS_EXTRACT_RENDER_H
#define PS_EXTRACT_RENDER_H

#include "base/strbuf.h"

struct arena;
struct document;

/* Bytes [begin, end) become <mark class="evidence" id="…" data-edges="…">; marks are sorted by begin and may overlap. */
struct render_mark {
    uint32_t begin, end;
    struct str id; /* "e-…" public id of the edge */
};

void render_html(const struct document *d, const struct render_mark *marks, size_t n,
                 struct arena *a, struct strbuf *out);

/* Whether a link destination may become an href. */
bool render_is_safe_url(struct str url);

#endif
