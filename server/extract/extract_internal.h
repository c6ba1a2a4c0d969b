/* extract_internal.h: the last steps of the pipeline, after the modules have spoken.
 *
 * note_data.c reads what the note says about itself (title, languages, date, tags); assemble.c puts
 * papers, concepts and edges into their published order. */
#ifndef PS_EXTRACT_INTERNAL_H
#define PS_EXTRACT_INTERNAL_H

#include "extract/relation.h"

struct document;

void note_data_read(const struct document *d, struct arena *a, struct extraction *x);

void assemble(const struct note_edges *edges, const struct note_concepts *concepts,
              const struct note_papers *papers, struct arena *a, struct extraction *x);

#endif
