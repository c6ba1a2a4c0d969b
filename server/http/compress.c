#include <zlib.h>

#include "http_internal.h"

/* Level 1: answers are made once per graph version and are mostly small (level 9 is for files). */
#define LEVEL 1

static bool deflate_into(struct str in, struct strbuf *out)
{
    z_stream z = {0};
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t cap = deflateBound(&z, in.n);
    strbuf_reserve(out, cap);
    z.next_in = (unsigned char *)(uintptr_t)in.p; /* zlib only reads it */
    z.avail_in = (uInt)in.n;
    z.next_out = (Bytef *)out->p;
    z.avail_out = (uInt)cap;
    bool ok = deflate(&z, Z_FINISH) == Z_STREAM_END;
    out->n = z.total_out;
    (void)deflateEnd(&z);
    return ok;
}

bool compress_gzip(struct strbuf *body)
{
    struct strbuf small = STRBUF_INIT;
    if (!deflate_into(strbuf_view(body), &small) || small.n >= body->n) {
        strbuf_release(&small);
        return false;
    }
    strbuf_release(body);
    *body = small;
    return true;
}

bool compress_is_accepted(struct str accept_encoding)
{
    struct str part;
    while (accept_encoding.n && str_split(&accept_encoding, ',', &part)) {
        part = str_trim(part);
        size_t semicolon = str_find_byte(part, ';', 0);
        struct str name = str_trim(semicolon == SIZE_MAX ? part : str_sub(part, 0, semicolon));
        struct str weight = semicolon == SIZE_MAX ? STR_EMPTY : str_from_pos(part, semicolon + 1);
        bool refused = str_eq(str_trim(weight), STR("q=0"));
        if (str_eq_ci(name, STR("gzip")) || str_eq(name, STR("*")))
            return !refused;
    }
    return false;
}
