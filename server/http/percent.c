#include "base/ascii.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "http_internal.h"

/* The byte of the sequence at in.p[i], or -1. */
static int sequence_byte(struct str in, size_t i)
{
    if (i + 2 >= in.n)
        return -1;
    int high = ascii_hex_value(in.p[i + 1]);
    int low = ascii_hex_value(in.p[i + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

bool percent_decode(struct str in, bool plus, struct arena *a, struct str *out, struct err *e)
{
    STRBUF_SCOPE(b);
    for (size_t i = 0; i < in.n; i++) {
        int byte = (unsigned char)in.p[i];
        if (byte == '%') {
            byte = sequence_byte(in, i);
            if (byte < 0)
                return err_set(e, ERR_BAD_REQUEST,
                               "\"%%\" in the address must be followed by two "
                               "hexadecimal digits; write a plain one as %%25.");
            i += 2;
        } else if (byte == '+' && plus) {
            byte = ' ';
        }
        if ((byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7f)
            return err_set(e, ERR_BAD_REQUEST, "The address holds a control character.");
        strbuf_add_byte(&b, (char)byte);
    }
    if (!utf8_is_valid(strbuf_view(&b)))
        return err_set(e, ERR_BAD_REQUEST, "The address is not valid UTF-8.");
    *out = str_copy(a, strbuf_view(&b));
    return true;
}
