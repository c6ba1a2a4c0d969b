/* pack_internal.h: rows that are only read and written whole, packed into one blob.
 *
 * A sealed blob is: 8 bytes checksum of all that follows, 1 byte version, 4 bytes place of the words,
 * the content, the words. Numbers are little-endian; a varint has 7 bits a byte, the low ones first.
 * Words are the few texts that a blob repeats (relations, rules, kinds): written once, then named by
 * number. Nothing here knows what the content means. */
#ifndef PS_STORE_PACK_INTERNAL_H
#define PS_STORE_PACK_INTERNAL_H

#include <stdint.h>

#include "base/attr.h"
#include "base/strbuf.h"

struct arena;

#define PACK_VERSION   1
#define PACK_HEAD      13 /* bytes before the content */
#define PACK_WORDS_MAX 250

struct packer {
    struct strbuf bytes;
    struct str words[PACK_WORDS_MAX]; /* live as long as what is packed */
    size_t n_words;
};

#define PACKER_SCOPE(name)                                                                         \
    __attribute__((cleanup(packer_release))) struct packer name = {.bytes = STRBUF_INIT}

void packer_release(struct packer *p);
/* Leaves room for the head; pack_seal fills it in and gives the blob, valid until the release. */
void pack_start(struct packer *p);
struct str pack_seal(struct packer *p);

void pack_varint(struct packer *p, uint64_t value);
void pack_text(struct packer *p, struct str text);
void pack_word(struct packer *p, struct str word);
/* `n` zeroed bytes to be filled in by pack_set_*; gives their place. */
size_t pack_room(struct packer *p, size_t n);
void pack_set_u32(struct packer *p, size_t place, uint32_t value);
void pack_set_u64(struct packer *p, size_t place, uint64_t value);

/* A blob that is being read. Reading past the end gives zeros and sets `is_damaged`. */
struct unpacker {
    struct str bytes; /* the whole blob; texts are slices of it */
    size_t at;
    const struct str *words;
    size_t n_words;
    bool is_damaged;
};

/* False when the checksum or the version is not right. The words are listed in `a`. */
MUST_USE bool unpack_open(struct str blob, struct arena *a, struct unpacker *out);
uint64_t unpack_varint(struct unpacker *u);
/* A varint that counts things of at least one byte each: more than the blob has are damage. */
size_t unpack_count(struct unpacker *u);
struct str unpack_text(struct unpacker *u);
struct str unpack_word(struct unpacker *u);
uint32_t unpack_u32_at(const struct unpacker *u, size_t place);
uint64_t unpack_u64_at(const struct unpacker *u, size_t place);

#endif
