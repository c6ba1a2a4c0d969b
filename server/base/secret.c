#include "base/secret.h"

#include <nettle/memops.h>
#include <sys/random.h>

#include "base/err.h"

void secret_make(char *out, size_t digits)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t bytes[SECRET_HEX / 2];
    size_t n = digits / 2;
    /* Up to 256 bytes come whole or not at all (getrandom(2)). */
    if (digits > SECRET_HEX || digits % 2 || getrandom(bytes, n, 0) != (ssize_t)n)
        BUG("no random bytes");
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = hex[bytes[i] >> 4];
        out[2 * i + 1] = hex[bytes[i] & 15];
    }
    out[digits] = '\0';
}

bool secret_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memeql_sec(a.p, b.p, a.n));
}
