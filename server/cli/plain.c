#include "cli/plain_internal.h"

void plain_add(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        unsigned char next = i + 1 < text.n ? (unsigned char)text.p[i + 1] : 0;
        bool is_c1 = c == 0xC2 && next >= 0x80 && next < 0xA0;
        strbuf_add_byte(out, is_c1 || c < ' ' || c == 0x7F ? ' ' : (char)c);
        i += is_c1;
    }
}

void plain_say(const char *before, struct str text, const char *after)
{
    STRBUF_SCOPE(plain);
    plain_add(&plain, text);
    fprintf(stderr, "%s%s%s", before, plain.p, after);
}
