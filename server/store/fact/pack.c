#include "store/fact/pack_internal.h"

#include "base/arena.h"
#include "base/hash.h"

enum { CHECKSUM_BYTES = 8, VERSION_AT = 8, WORDS_AT = 9 };

void packer_release(struct packer *p)
{
    strbuf_release(&p->bytes);
}

/* ---- writing ---- */

static void store_little(char *to, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (char)(value >> (8 * i));
}

size_t pack_room(struct packer *p, size_t n)
{
    static const char zeros[64];
    size_t place = p->bytes.n;
    for (size_t some; n > 0; n -= some) {
        some = n < sizeof(zeros) ? n : sizeof(zeros);
        strbuf_add(&p->bytes, zeros, some);
    }
    return place;
}

void pack_set_u32(struct packer *p, size_t place, uint32_t value)
{
    store_little(p->bytes.p + place, value, sizeof(value));
}

void pack_set_u64(struct packer *p, size_t place, uint64_t value)
{
    store_little(p->bytes.p + place, value, sizeof(value));
}

void pack_start(struct packer *p)
{
    strbuf_reset(&p->bytes);
    p->n_words = 0;
    (void)pack_room(p, PACK_HEAD);
}

void pack_varint(struct packer *p, uint64_t value)
{
    char bytes[10];
    size_t n = 0;
    for (; value >= 128; value >>= 7)
        bytes[n++] = (char)(value | 128);
    bytes[n++] = (char)value;
    strbuf_add(&p->bytes, bytes, n);
}

void pack_text(struct packer *p, struct str text)
{
    pack_varint(p, text.n);
    strbuf_add_str(&p->bytes, text);
}

/* Number 0 stands for a word that found no room in the list: its text follows. */
void pack_word(struct packer *p, struct str word)
{
    size_t i = 0;
    while (i < p->n_words && !str_eq(p->words[i], word))
        i++;
    if (i == PACK_WORDS_MAX) {
        pack_varint(p, 0);
        pack_text(p, word);
        return;
    }
    if (i == p->n_words)
        p->words[p->n_words++] = word;
    pack_varint(p, i + 1);
}

struct str pack_seal(struct packer *p)
{
    p->bytes.p[VERSION_AT] = PACK_VERSION;
    pack_set_u32(p, WORDS_AT, (uint32_t)p->bytes.n);
    pack_varint(p, p->n_words);
    for (size_t i = 0; i < p->n_words; i++)
        pack_text(p, p->words[i]);
    struct str blob = strbuf_view(&p->bytes);
    pack_set_u64(p, 0, hash_bytes(str_from_pos(blob, CHECKSUM_BYTES)));
    return blob;
}

/* ---- reading ---- */

static uint64_t load_little(const struct unpacker *u, size_t place, size_t n)
{
    uint64_t value = 0;
    if (place > u->bytes.n || n > u->bytes.n - place)
        return 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)(unsigned char)u->bytes.p[place + i] << (8 * i);
    return value;
}

uint32_t unpack_u32_at(const struct unpacker *u, size_t place)
{
    return (uint32_t)load_little(u, place, sizeof(uint32_t));
}

uint64_t unpack_u64_at(const struct unpacker *u, size_t place)
{
    return load_little(u, place, sizeof(uint64_t));
}

static void read_words(struct unpacker *u, struct arena *a)
{
    u->at = unpack_u32_at(u, WORDS_AT);
    size_t n = unpack_count(u);
    struct str *words = ARENA_ARRAY(a, struct str, n);
    for (size_t i = 0; i < n; i++)
        words[i] = unpack_text(u);
    u->words = words;
    u->n_words = n;
    u->at = PACK_HEAD;
}

bool unpack_open(struct str blob, struct arena *a, struct unpacker *out)
{
    *out = (struct unpacker){.bytes = blob};
    if (blob.n <= PACK_HEAD || blob.p[VERSION_AT] != PACK_VERSION ||
        unpack_u64_at(out, 0) != hash_bytes(str_from_pos(blob, CHECKSUM_BYTES)))
        return false;
    read_words(out, a);
    return !out->is_damaged;
}

uint64_t unpack_varint(struct unpacker *u)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && u->at < u->bytes.n; shift += 7) {
        unsigned char byte = (unsigned char)u->bytes.p[u->at++];
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return value;
    }
    u->is_damaged = true;
    return 0;
}

size_t unpack_count(struct unpacker *u)
{
    uint64_t n = unpack_varint(u);
    if (n <= u->bytes.n)
        return n;
    u->is_damaged = true;
    return 0;
}

struct str unpack_text(struct unpacker *u)
{
    uint64_t n = unpack_varint(u);
    if (n > u->bytes.n - u->at) {
        u->is_damaged = true;
        return STR_EMPTY;
    }
    u->at += n;
    return str_of(u->bytes.p + u->at - n, n);
}

struct str unpack_word(struct unpacker *u)
{
    uint64_t number = unpack_varint(u);
    if (number == 0)
        return unpack_text(u);
    if (number <= u->n_words)
        return u->words[number - 1];
    u->is_damaged = true;
    return STR_EMPTY;
}
