/* hash.h: SHA-256 for content and public ids, a fast 64-bit hash. */
#ifndef PS_BASE_HASH_H
#define PS_BASE_HASH_H

#include "base/str.h"

#define SHA256_HEX 64

/* Lower-case hexadecimal, zero-terminated. */
void hash_sha256_hex(struct str s, char out[SHA256_HEX + 1]);

/* 64 bits for tables, checksums and join keys. It is stored, so a value never changes. Not against
 * people who look for two texts with one hash. */
uint64_t hash_bytes(struct str s);

/* A public id: `prefix`, '_' and 12 base-32 characters (60 bits) of the SHA-256 of `key`. The same
 * key has the same id on every machine and after every rebuild. */
#define PUBLIC_ID_MAX 16
void hash_public_id(char prefix, struct str key, char out[PUBLIC_ID_MAX]);

#endif
