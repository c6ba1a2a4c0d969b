#include "base/str.h"

#include "base/arena.h"
#include "base/ascii.h"

bool str_eq_ci(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c)
        return c;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts_ci(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq_ci(str_of(s.p, prefix.n), prefix);
}

bool str_ends_ci(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq_ci(str_from_pos(s, s.n - suffix.n), suffix);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
    if (needle.n == 0)
        return from <= s.n ? from : SIZE_MAX;
    while (from < s.n && s.n - from >= needle.n) {
        const char *hit = memchr(s.p + from, needle.p[0], s.n - from - needle.n + 1);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - s.p);
        if (memcmp(hit, needle.p, needle.n) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

size_t str_find_ci(struct str s, struct str needle, size_t from)
{
    char first = needle.n ? ascii_lower(needle.p[0]) : 0;
    for (size_t i = from; i + needle.n <= s.n; i++)
        if ((needle.n == 0 || ascii_lower(s.p[i]) == first) &&
            str_eq_ci(str_of(s.p + i, needle.n), needle))
            return i;
    return SIZE_MAX;
}

size_t str_find_byte(struct str s, char c, size_t from)
{
    const char *hit = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

bool str_has(struct str s, struct str needle)
{
    return str_find(s, needle, 0) != SIZE_MAX;
}

struct str str_trim(struct str s)
{
    while (s.n && ascii_is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && ascii_is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool str_split(struct str *rest, char sep, struct str *part)
{
    if (!rest->p)
        return false;
    size_t at = str_find_byte(*rest, sep, 0);
    if (at == SIZE_MAX) {
        *part = *rest;
        *rest = STR_EMPTY;
        return true;
    }
    *part = str_sub(*rest, 0, at);
    *rest = str_from_pos(*rest, at + 1);
    return true;
}

const char *str_cstr(struct arena *a, struct str s)
{
    return arena_strndup(a, s.p ? s.p : "", s.n);
}

struct str str_copy(struct arena *a, struct str s)
{
    return (struct str){str_cstr(a, s), s.n};
}

struct str str_lower(struct arena *a, struct str s)
{
    char *copy = arena_strndup(a, s.p ? s.p : "", s.n);
    for (size_t i = 0; i < s.n; i++)
        copy[i] = ascii_lower(copy[i]);
    return str_of(copy, s.n);
}

struct str str_upper(struct arena *a, struct str s)
{
    char *copy = arena_strndup(a, s.p ? s.p : "", s.n);
    for (size_t i = 0; i < s.n; i++)
        copy[i] = ascii_upper(copy[i]);
    return str_of(copy, s.n);
}

bool str_to_u64(struct str s, uint64_t *out)
{
    uint64_t v = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (v > (UINT64_MAX - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}
