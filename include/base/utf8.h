/* utf8.h: reading UTF-8 one code point at a time, and the script of a code point.
 *
 * Invalid bytes are never an error here: each decodes as U+FFFD with length 1, so that offsets stay
 * offsets into the original bytes. */
#ifndef PS_BASE_UTF8_H
#define PS_BASE_UTF8_H

#include "base/str.h"

#define UTF8_BAD 0xFFFDu

/* Decodes the code point at s.p[i] (i < s.n) and gives its length in bytes, 1 to 4. */
static inline uint32_t utf8_decode(struct str s, size_t i, size_t *len);

/* Start of the code point before `i` (i > 0). */
size_t utf8_prev(struct str s, size_t i);

/* Number of bytes written to out, 1 to 4. */
size_t utf8_encode(uint32_t cp, char out[4]);

bool utf8_is_valid(struct str s);
size_t utf8_count(struct str s); /* code points */

/* Offset of the first invalid byte, or SIZE_MAX. */
size_t utf8_find_invalid(struct str s);

/* Cells that a terminal gives a code point: 2 for wide ones (Chinese, emoji), 0 for marks that stand on
 * another and for control characters (Unicode, East Asian Width; ambiguous ones count as narrow). */
size_t utf8_cells(uint32_t cp);

enum script {
    SCRIPT_SPACE, /* white space, also U+3000, NBSP, zero-width characters, soft hyphen */
    SCRIPT_WORD, /* letters and digits of alphabetic scripts (Latin, Greek, Cyrillic …) and marks */
    SCRIPT_HAN,
    SCRIPT_KANA,
    SCRIPT_HANGUL,
    SCRIPT_OTHER /* punctuation, symbols, emoji, control characters, invalid bytes */
};
static inline enum script utf8_script(uint32_t cp);

/* ---- the part of these two that is not ASCII ---- */

uint32_t utf8_decode_long(struct str s, size_t i, size_t *len);
enum script utf8_script_long(uint32_t cp);

static inline uint32_t utf8_decode(struct str s, size_t i, size_t *len)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c >= 0x80)
        return utf8_decode_long(s, i, len);
    *len = 1;
    return c;
}

static inline enum script utf8_script(uint32_t cp)
{
    if (cp >= 0x80)
        return utf8_script_long(cp);
    if ((cp | 0x20) - 'a' < 26 || cp - '0' < 10)
        return SCRIPT_WORD;
    return cp == ' ' || cp - '\t' < 5 ? SCRIPT_SPACE : SCRIPT_OTHER;
}

#endif
