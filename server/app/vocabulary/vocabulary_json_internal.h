/* vocabulary_json_internal.h: a list of concepts as JSON. */
#ifndef PS_APP_VOCABULARY_JSON_INTERNAL_H
#define PS_APP_VOCABULARY_JSON_INTERNAL_H

struct concept_list;
struct strbuf;

/* {"concepts": [{id, uri, kind, origin, label, alternatives, hidden, definition, broader, related …}]} */
void vocabulary_write_json(const struct concept_list *list, struct strbuf *out);

#endif
