#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Slots; the tables double at three quarters. */
#define FIRST_WORD_CAP 16384
#define FIRST_EDGE_CAP 16384

static uint64_t load64(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof(v));
    return v;
}

static uint32_t load32(const char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof(v));
    return v;
}

#define GOLDEN 0x9E3779B97F4A7C15u /* 2^64 / golden ratio: Knuth, TAOCP 3, 6.4 */

/* Words are short: whole loads that overlap, no loop over bytes. */
uint32_t vocabulary_hash_word(struct str s)
{
    uint64_t h = s.n;
    size_t i = 0;
    for (; s.n - i > 8; i += 8)
        h = (h ^ load64(s.p + i)) * GOLDEN;
    if (s.n >= 8)
        h ^= load64(s.p + s.n - 8);
    else if (s.n >= 4)
        h ^= (uint64_t)load32(s.p) << 32 | load32(s.p + s.n - 4);
    else if (s.n)
        h ^= (uint64_t)(unsigned char)s.p[0] << 16 | (uint64_t)(unsigned char)s.p[s.n / 2] << 8 |
             (unsigned char)s.p[s.n - 1];
    h *= GOLDEN;
    return (uint32_t)(h >> 32);
}

static size_t hash_edge(uint64_t key)
{
    return (size_t)(key * GOLDEN >> 32);
}

/* ---- words ---- */

/* The slot of `fold`, or the free one where it belongs. */
static struct word_slot *probe_word(const struct vocabulary *v, struct str fold, uint32_t hash)
{
    size_t i = hash & (v->word_cap - 1);
    while (v->word_slots[i].word) {
        if (v->word_slots[i].hash == hash &&
            str_eq(v->words.items[v->word_slots[i].word].text, fold))
            break;
        i = (i + 1) & (v->word_cap - 1);
    }
    return &v->word_slots[i];
}

uint32_t vocabulary_word(const struct vocabulary *v, struct str fold)
{
    return probe_word(v, fold, vocabulary_hash_word(fold))->word;
}

struct str vocabulary_word_text(const struct vocabulary *v, uint32_t word)
{
    return v->words.items[word].text;
}

uint16_t vocabulary_word_flags(const struct vocabulary *v, uint32_t word)
{
    return v->words.items[word].flags;
}

static void double_words(struct vocabulary *v)
{
    struct word_slot *old = v->word_slots;
    size_t old_cap = v->word_cap;
    v->word_cap *= 2;
    v->word_slots = ARENA_ARRAY(v->arena, struct word_slot, v->word_cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].word)
            *probe_word(v, v->words.items[old[i].word].text, old[i].hash) = old[i];
}

uint32_t trie_add_word(struct vocabulary *v, struct str fold, uint16_t flags)
{
    uint32_t hash = vocabulary_hash_word(fold);
    struct word_slot *slot = probe_word(v, fold, hash);
    if (!slot->word) {
        if (v->words.n * 4 > v->word_cap * 3) {
            double_words(v);
            slot = probe_word(v, fold, hash);
        }
        *slot = (struct word_slot){hash, (uint32_t)v->words.n};
        vec_push(v->arena, &v->words)->text = str_copy(v->arena, fold);
    }
    v->words.items[slot->word].flags |= flags;
    return slot->word;
}

void trie_index(struct vocabulary *v)
{
    v->han_words = ARENA_ARRAY(v->arena, uint32_t, HAN_COUNT);
    for (uint32_t i = 0; i < HAN_COUNT; i++) {
        char bytes[4];
        size_t n = utf8_encode(fold_han(HAN_FIRST + i), bytes);
        v->han_words[i] = vocabulary_word(v, str_of(bytes, n));
    }
    label_bits_index(v);
}

bool vocabulary_han(const struct vocabulary *v, uint32_t cp, uint32_t *word, struct str *fold)
{
    if (!v->han_words || cp < HAN_FIRST || cp >= HAN_FIRST + HAN_COUNT)
        return false;
    *word = v->han_words[cp - HAN_FIRST];
    *fold = v->words.items[*word].text;
    return *word != 0;
}

/* ---- nodes ---- */

static size_t edge_slot(const struct vocabulary *v, uint64_t key)
{
    size_t i = hash_edge(key) & (v->edge_cap - 1);
    while (v->edges[i].key && v->edges[i].key != key)
        i = (i + 1) & (v->edge_cap - 1);
    return i;
}

static uint64_t edge_key(uint32_t node, uint32_t word)
{
    return (uint64_t)node << 32 | word;
}

static uint32_t step_bit(uint32_t word)
{
    return (uint32_t)1 << (word * (uint32_t)(GOLDEN >> 32) >> 27);
}

uint32_t trie_step(const struct vocabulary *v, uint32_t node, uint32_t word)
{
    if (node == 0)
        return v->words.items[word].first_node;
    if (!(v->nodes.items[node].steps & step_bit(word)))
        return 0;
    return v->edges[edge_slot(v, edge_key(node, word))].next;
}

static void double_edges(struct vocabulary *v)
{
    struct trie_edge *old = v->edges;
    size_t old_cap = v->edge_cap;
    v->edge_cap *= 2;
    v->edges = ARENA_ARRAY(v->arena, struct trie_edge, v->edge_cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].key)
            v->edges[edge_slot(v, old[i].key)] = old[i];
}

static void add_edge(struct vocabulary *v, uint32_t node, uint32_t word, uint32_t next)
{
    if (v->n_edges * 4 > v->edge_cap * 3)
        double_edges(v);
    v->edges[edge_slot(v, edge_key(node, word))] = (struct trie_edge){edge_key(node, word), next};
    v->nodes.items[node].steps |= step_bit(word);
    v->n_edges++;
}

static uint32_t add_step(struct vocabulary *v, uint32_t node, uint32_t word)
{
    uint32_t next = trie_step(v, node, word);
    if (next)
        return next;
    next = (uint32_t)v->nodes.n;
    (void)vec_push(v->arena, &v->nodes);
    if (node)
        add_edge(v, node, word, next);
    else
        v->words.items[word].first_node = next;
    return next;
}

void trie_init(struct vocabulary *v)
{
    v->word_cap = FIRST_WORD_CAP;
    v->word_slots = ARENA_ARRAY(v->arena, struct word_slot, v->word_cap);
    (void)vec_push(v->arena, &v->words);
    v->edge_cap = FIRST_EDGE_CAP;
    v->edges = ARENA_ARRAY(v->arena, struct trie_edge, v->edge_cap);
    (void)vec_push(v->arena, &v->nodes);
    (void)vec_push(v->arena, &v->cues);
    if (trie_add_word(v, STR("/"), 0) != WORD_SLASH)
        BUG("the slash is the first word");
}

void trie_reserve(struct vocabulary *v, size_t words, size_t edges)
{
    while ((v->words.n + words) * 4 > v->word_cap * 3)
        double_words(v);
    while ((v->n_edges + edges) * 4 > v->edge_cap * 3)
        double_edges(v);
}

struct node_cues *trie_cues(struct vocabulary *v, uint32_t node)
{
    struct trie_node *n = &v->nodes.items[node];
    if (!n->cues) {
        n->cues = (uint32_t)v->cues.n;
        (void)vec_push(v->arena, &v->cues);
    }
    return &v->cues.items[n->cues];
}

uint32_t trie_add_tokens(struct vocabulary *v, const struct token_list *tokens, uint16_t flags)
{
    uint32_t node = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        if (i && tokens->items[i].gap == GAP_SLASH)
            node = add_step(v, node, WORD_SLASH);
        node = add_step(v, node, trie_add_word(v, tokens->items[i].fold, flags));
    }
    return node;
}

uint32_t trie_find_tokens(const struct vocabulary *v, const struct token_list *tokens)
{
    uint32_t node = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        if (i && tokens->items[i].gap == GAP_SLASH)
            node = trie_step(v, node, WORD_SLASH);
        if (i && !node)
            return 0;
        node = trie_step(v, node, vocabulary_word(v, tokens->items[i].fold));
        if (!node)
            return 0;
    }
    return node;
}

uint32_t trie_add_phrase(struct vocabulary *v, struct str phrase)
{
    struct token_list tokens;
    tokenise_text(phrase, NULL, v->scratch, &tokens);
    return trie_add_tokens(v, &tokens, 0);
}

uint16_t vocabulary_phrase_flags(const struct vocabulary *v, const struct token_list *tokens,
                                 size_t begin, size_t end)
{
    uint32_t node = 0;
    for (size_t i = begin; i < end; i++) {
        node = trie_step(v, node, tokens->items[i].word);
        if (!node)
            return 0;
    }
    return v->nodes.items[node].flags;
}
