/* note_view.h: a stored note as safe HTML with the evidence of its edges marked. */
#ifndef PS_APP_NOTE_VIEW_H
#define PS_APP_NOTE_VIEW_H

#include "base/strbuf.h"
#include "store/note.h"

struct arena;

MUST_USE bool note_view_html(struct db *db, const struct note_row *note, struct arena *a,
                             struct strbuf *out, struct err *e);

#endif
