/* extraction_json.h: the extraction document (DESIGN.md 4) as JSON, for `paperstack extract` and
 * POST /notes/preview. */
#ifndef PS_APP_EXTRACTION_JSON_H
#define PS_APP_EXTRACTION_JSON_H

#include <jansson.h>

#include "extract/extract.h"

/* A new reference. `source` is the note, for the quotes. */
json_t *extraction_to_json(const struct extraction *x, struct str source);

/* Names on the wire, also in the rows of the store. */
const char *extraction_status_name(enum paper_status status);
const char *extraction_origin_name(enum concept_origin origin);

#endif
