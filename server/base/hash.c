#include "base/hash.h"

#include <nettle/sha2.h>

static void sha256(struct str s, uint8_t out[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    sha256_update(&ctx, s.n, (const uint8_t *)s.p);
    sha256_digest(&ctx, SHA256_DIGEST_SIZE, out);
}

void hash_sha256_hex(struct str s, char out[SHA256_HEX + 1])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256(s, digest);
    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[SHA256_HEX] = '\0';
}

static uint64_t load64(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof(v));
    return v;
}

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio: Knuth, TAOCP 3, 6.4 */
    return h ^ h >> 29;
}

uint64_t hash_bytes(struct str s)
{
    uint64_t h = 0x51ED270B7A3C9F4Du ^ s.n;
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8)
        h = mix(h, load64(s.p + i));
    uint64_t tail = 0;
    for (; i < s.n; i++)
        tail = tail << 8 | (unsigned char)s.p[i];
    h = mix(h, tail);
    return mix(h, h >> 32);
}

void hash_public_id(char prefix, struct str key, char out[PUBLIC_ID_MAX])
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567"; /* RFC 4648 base 32 */
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256(key, digest);
    uint64_t bits = 0;
    for (size_t i = 0; i < 8; i++)
        bits = bits << 8 | digest[i];
    out[0] = prefix;
    out[1] = '_';
    for (size_t i = 0; i < 12; i++)
        out[2 + i] = alphabet[bits >> (59 - 5 * i) & 31];
    out[14] = '\0';
}
