/* preview.h: what a note would say, without storing anything. */
#ifndef PS_APP_PREVIEW_H
#define PS_APP_PREVIEW_H

#include <jansson.h>

#include "app/library.h"
#include "extract/extract.h" /* NOTE_MAX_BYTES */

struct arena;

/* The extraction document of DESIGN.md 4 as a new reference. Errors: those of extract_note. */
MUST_USE bool preview_note(struct library *l, struct str path, struct str bytes, struct arena *a,
                           json_t **out, struct err *e);

#endif
