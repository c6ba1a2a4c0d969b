#include "base/base64.h"

#include "base/strbuf.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str base64url_encode(struct arena *a, struct str bytes)
{
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t left = bytes.n - i < 3 ? bytes.n - i : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < left ? (unsigned char)bytes.p[i + k] : 0);
        for (size_t k = 0; k <= left; k++)
            strbuf_add_byte(&out, alphabet[bits >> (18 - 6 * k) & 63]);
    }
    return str_copy(a, strbuf_view(&out));
}

static int digit_value(char c)
{
    const char *at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

bool base64url_decode(struct arena *a, struct str text, struct str *out)
{
    STRBUF_SCOPE(bytes);
    uint32_t bits = 0;
    unsigned have = 0;
    for (size_t i = 0; i < text.n; i++) {
        int value = digit_value(text.p[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        have += 6;
        if (have >= 8) {
            have -= 8;
            strbuf_add_byte(&bytes, (char)(bits >> have & 0xFF));
        }
    }
    *out = str_copy(a, strbuf_view(&bytes));
    return true;
}
