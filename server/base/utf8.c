#include "base/utf8.h"

#include <utf8proc.h>

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of a well-formed sequence at p (n bytes left), or 0: RFC 3629, table 3-7 of Unicode. */
static size_t sequence_length(const unsigned char *p, size_t n)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    size_t want = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (n < want)
        return 0;
    unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < want; i++)
        if (!is_tail(p[i]))
            return 0;
    return want;
}

uint32_t utf8_decode_long(struct str s, size_t i, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t n = sequence_length(p, s.n - i);
    *len = n ? n : 1;
    switch (n) {
    case 1:
        return p[0];
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
               (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3Fu);
    default:
        return UTF8_BAD;
    }
}

size_t utf8_prev(struct str s, size_t i)
{
    size_t start = i - 1;
    while (start > 0 && i - start < 4 && is_tail((unsigned char)s.p[start]))
        start--;
    size_t len;
    (void)utf8_decode(s, start, &len);
    return start + len == i ? start : i - 1;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_find_invalid(struct str s)
{
    size_t i = 0;
    while (i < s.n) {
        size_t n = sequence_length((const unsigned char *)s.p + i, s.n - i);
        if (!n)
            return i;
        i += n;
    }
    return SIZE_MAX;
}

bool utf8_is_valid(struct str s)
{
    return utf8_find_invalid(s) == SIZE_MAX;
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; count++) {
        size_t len;
        (void)utf8_decode(s, i, &len);
        i += len;
    }
    return count;
}

static bool in(uint32_t cp, uint32_t low, uint32_t high)
{
    return cp >= low && cp <= high;
}

static bool is_han(uint32_t cp)
{
    return in(cp, 0x4E00, 0x9FFF) || in(cp, 0x3400, 0x4DBF) || in(cp, 0xF900, 0xFAFF) ||
           in(cp, 0x20000, 0x323AF) || cp == 0x3005 || cp == 0x3007;
}

static bool is_kana(uint32_t cp)
{
    return in(cp, 0x3041, 0x30FF) || in(cp, 0x31F0, 0x31FF) || in(cp, 0xFF66, 0xFF9F);
}

static bool is_hangul(uint32_t cp)
{
    return in(cp, 0xAC00, 0xD7A3) || in(cp, 0x1100, 0x11FF) || in(cp, 0x3131, 0x318E);
}

static bool is_space(uint32_t cp)
{
    return cp == 0x85 || cp == 0xA0 || cp == 0xAD || in(cp, 0x2000, 0x200D) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x2060 || cp == 0x3000 ||
           cp == 0xFEFF;
}

enum script utf8_script_long(uint32_t cp)
{
    if (is_han(cp))
        return SCRIPT_HAN;
    if (is_space(cp))
        return SCRIPT_SPACE;
    if (is_kana(cp) && cp != 0x30FB)
        return SCRIPT_KANA;
    if (is_hangul(cp))
        return SCRIPT_HANGUL;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    bool letter = c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO;
    return letter ? SCRIPT_WORD : SCRIPT_OTHER;
}

size_t utf8_cells(uint32_t cp)
{
    return (size_t)utf8proc_charwidth((utf8proc_int32_t)cp);
}
