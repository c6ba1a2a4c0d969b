/* str.h: struct str, a borrowed slice of bytes; how text travels inside the program.
 *
 * A slice owns nothing: it is valid as long as the bytes it points into. It is not zero-terminated;
 * a C string is made only at the border of a library. All comparisons are of bytes.
 * Knows nothing about Unicode: see base/utf8.h and base/fold.h. */
#ifndef PS_BASE_STR_H
#define PS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/attr.h"

struct arena;

struct str {
    const char *p; /* NULL only when n == 0 */
    size_t n;      /* bytes */
};

#define STR_EMPTY ((struct str){NULL, 0})
/* From a string literal. */
#define STR(lit) ((struct str){("" lit), sizeof(lit) - 1})
/* The same as a member of a static table: static const struct str t[] = {STR_INIT("a")}; */
#define STR_INIT(lit)                                                                              \
    {                                                                                              \
        ("" lit), sizeof(lit) - 1                                                                  \
    }
/* printf("%.*s", STR_FMT(s)) */
#define STR_FMT(s) (int)(s).n, (s).p ? (s).p : ""

static inline struct str str_from(const char *cstr)
{
    return (struct str){cstr, cstr ? strlen(cstr) : 0};
}

static inline struct str str_of(const char *p, size_t n)
{
    return (struct str){p, n};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

bool str_eq_ci(struct str a, struct str b); /* ASCII letters without case */
int str_cmp(struct str a, struct str b);    /* byte order, shorter first */
bool str_starts_ci(struct str s, struct str prefix);

/* Most texts differ at once: one byte is looked at before the others. */
static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n &&
           (prefix.n == 0 || (s.p[0] == prefix.p[0] && memcmp(s.p, prefix.p, prefix.n) == 0));
}

static inline bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n &&
           (suffix.n == 0 || (s.p[s.n - 1] == suffix.p[suffix.n - 1] &&
                              memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0));
}

bool str_ends_ci(struct str s, struct str suffix);

/* Position of the first `needle` at or after `from`, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_ci(struct str s, struct str needle, size_t from);
size_t str_find_byte(struct str s, char c, size_t from);
bool str_has(struct str s, struct str needle);

/* Bytes [from, to), both clamped to the slice. */
static inline struct str str_sub(struct str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > s.n)
        from = s.n;
    return (struct str){from ? s.p + from : s.p, from < to ? to - from : 0};
}

static inline struct str str_from_pos(struct str s, size_t from)
{
    return str_sub(s, from, s.n);
}

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Splits off the part before the first `sep`; false when `rest` is used up. Typical use:
 *   while (str_split(&rest, '\n', &line)) { … }
 * An empty `rest` with p == NULL ends the loop; an empty last part is returned once. */
bool str_split(struct str *rest, char sep, struct str *part);

/* A zero-terminated copy in `a`. */
const char *str_cstr(struct arena *a, struct str s);
struct str str_copy(struct arena *a, struct str s);
/* Copies with ASCII letters of one case; other bytes stay. */
struct str str_lower(struct arena *a, struct str s);
struct str str_upper(struct arena *a, struct str s);

/* Decimal number without sign that uses up the whole slice; false otherwise or on overflow. */
MUST_USE bool str_to_u64(struct str s, uint64_t *out);

#endif
