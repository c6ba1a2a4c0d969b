/* query_write.h: struct query -> its normal form, JSON document, URL parameters, phrase. What is written
 * reads back (query_read.h) as the same normalised form; properties of this kind are tested for
 * thousands of random forms. Nothing here can fail; what a spelling cannot say is answered by false. */
#ifndef PS_APP_QUERY_WRITE_H
#define PS_APP_QUERY_WRITE_H

#include "app/query_read.h"

struct json_t;

/* One form for equal questions: all within all and any within any are flattened, groups of one part
 * are that part, not not x is x, parts and lists whose order means nothing are sorted and without
 * duplicates, inverse relation names become names with the direction turned where all are inverse. */
void query_normalise(struct query *q, struct arena *a);

/* Whether the same things are asked: both normalised. */
bool query_equals(const struct query *x, const struct query *y, struct arena *a);

/* The canonical document: keys in the order of INTERFACES 2.2, defaults left out. New reference. */
struct json_t *query_make_json(const struct query *q);
struct str query_write_json(const struct query *q, struct arena *a);

/* The phrase in this language; quotes and fields may make it longer than QUERY_PHRASE_MAX. A phrase cannot
 * say a sub-query (TARGET_WHERE): then false. The cursor
 * and fields, include, facets belong to the answer, not to the question, and are left out. */
bool query_write_phrase(const struct query *q, enum language language, struct arena *a,
                        struct str *out);

/* The URL parameters, not percent-encoded; false when the form is not flat enough: nested groups, not, links
 * with unequal options, values with commas in lists, texts other than "all words everywhere". */
bool query_write_url(const struct query *q, struct arena *a, struct query_pair **pairs, size_t *n);

#endif
