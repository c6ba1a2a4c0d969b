/* url_internal.h: the parameters that are no fields, by name. */
#ifndef PS_APP_QUERY_URL_INTERNAL_H
#define PS_APP_QUERY_URL_INTERNAL_H

#include "app/query/read_internal.h"

enum url_word {
    URL_NONE,
    URL_LINKED_TO,
    URL_RELATION,
    URL_HOPS,
    URL_DIRECTION,
    URL_EXPAND,
    URL_MIN_SCORE,
    URL_TEXT,
    URL_SORT,
    URL_LIMIT,
    URL_CURSOR,
    URL_FIELDS,
    URL_INCLUDE,
    URL_FACETS,
    URL_FROM,
    URL_TO,
    URL_K,
    URL_LENGTH
};

/* What a name means for things of this kind. */
enum url_word query_url_word(enum query_find find, struct str name);

#endif
