/* json.h: between the program's text and jansson.
 *
 * Rows of the store hold lists as JSON text; these functions write and read them. Text of notes may
 * hold invalid UTF-8, which JSON cannot: each invalid byte becomes U+FFFD there. */
#ifndef PS_APP_JSON_H
#define PS_APP_JSON_H

#include <jansson.h>

#include "base/str.h"

struct arena;

/* How all our JSON is printed: scores have three decimals at most ("0.93"). */
#define JSON_STYLE JSON_REAL_PRECISION(3)

/* Gives `o` a member; takes the reference. */
void json_put(json_t *o, const char *name, json_t *value);

/* New references. */
json_t *json_make_text(struct str s);
json_t *json_make_text_or_null(struct str s); /* null when `s` is empty */
json_t *json_make_texts(const struct str *items, size_t n);
json_t *json_make_number_or_null(int64_t n);  /* null when 0 */
json_t *json_make_score(int64_t thousandths); /* 930 gives 0.93 */
/* JSON text of a row; null when it is empty. Broken text of ours is a bug. */
json_t *json_make_stored(struct str text);

/* A list of texts as it stands in a row: "[]", "[\"a\",\"b\"]". In `a`. */
struct str json_write_texts(const struct str *items, size_t n, struct arena *a);
/* And back. */
void json_read_texts(struct str text, struct arena *a, struct str **items, size_t *n);

/* The printed value, in `a`. */
struct str json_print(const json_t *value, size_t flags, struct arena *a);

#endif
