/* Two sets of bits by hash that send away most of what is no word of a label, so that the hundreds of
 * words one edit away from another need not be looked up one by one. */
#include "base/arena.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Small enough to stay in the cache of the processor: some ten thousand words of labels set one bit
 * in 13 of the first, and their gaps one in 13 of the second. */
/* Longer words are taken for no misspelling: concept/typo.c looks at 40 letters. */
#define GAP_WORD_MAX 42

static void set_bit(uint64_t *bits, uint32_t bit)
{
    bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

static bool has_bit(const uint64_t *bits, uint32_t bit)
{
    return bits[bit / 64] >> bit % 64 & 1;
}

static uint32_t gap_bit(struct str rest, size_t gap)
{
    return (vocabulary_hash_word(rest) ^ (uint32_t)gap * 0x9E3779B9u) % GAP_BITS;
}

static void add_gaps(struct vocabulary *v, struct str word)
{
    char rest[GAP_WORD_MAX];
    if (word.n < 2 || word.n > GAP_WORD_MAX)
        return;
    for (size_t i = 0; i < word.n; i++) {
        memcpy(rest, word.p, i);
        memcpy(rest + i, word.p + i + 1, word.n - i - 1);
        set_bit(v->gap_bits, gap_bit(str_of(rest, word.n - 1), i));
    }
}

void label_bits_index(struct vocabulary *v)
{
    v->label_bits = ARENA_ARRAY(v->arena, uint64_t, LABEL_BITS / 64);
    v->gap_bits = ARENA_ARRAY(v->arena, uint64_t, GAP_BITS / 64);
    for (uint32_t w = 1; w < v->words.n; w++) {
        const struct word *word = &v->words.items[w];
        if (!(word->flags & PHRASE_LABEL))
            continue;
        set_bit(v->label_bits, vocabulary_hash_word(word->text) % LABEL_BITS);
        add_gaps(v, word->text);
    }
}

bool vocabulary_may_be_in_label(const struct vocabulary *v, struct str fold)
{
    return has_bit(v->label_bits, vocabulary_hash_word(fold) % LABEL_BITS);
}

bool vocabulary_may_fill_gap(const struct vocabulary *v, struct str rest, size_t gap)
{
    return has_bit(v->gap_bits, gap_bit(rest, gap));
}
