#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

#define FIRST_CAP 4096 /* slots; tables double at three quarters */

/* FNV-1a: words are short. */
static uint32_t hash_word(struct str s)
{
    uint32_t h = 0x811C9DC5u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x01000193u;
    return h ^ h >> 15;
}

static size_t hash_edge(uint64_t key)
{
    key *= 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio */
    return (size_t)(key >> 32);
}

/* ---- words ---- */

/* The slot of `fold`, or the free one where it belongs. */
static size_t word_slot(const struct vocabulary *v, struct str fold)
{
    size_t i = hash_word(fold) & (v->word_cap - 1);
    while (v->word_slots[i] && !str_eq(v->words.items[v->word_slots[i]].text, fold))
        i = (i + 1) & (v->word_cap - 1);
    return i;
}

uint32_t vocabulary_word(const struct vocabulary *v, struct str fold)
{
    return v->word_slots[word_slot(v, fold)];
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
    v->word_cap *= 2;
    v->word_slots = ARENA_ARRAY(v->arena, uint32_t, v->word_cap);
    for (uint32_t w = 1; w < v->words.n; w++)
        v->word_slots[word_slot(v, v->words.items[w].text)] = w;
}

uint32_t trie_add_word(struct vocabulary *v, struct str fold, uint16_t flags)
{
    size_t slot = word_slot(v, fold);
    if (!v->word_slots[slot]) {
        if (v->words.n * 4 > v->word_cap * 3) {
            double_words(v);
            slot = word_slot(v, fold);
        }
        v->word_slots[slot] = (uint32_t)v->words.n;
        vec_push(v->arena, &v->words)->text = str_copy(v->arena, fold);
    }
    uint32_t word = v->word_slots[slot];
    v->words.items[word].flags |= flags;
    return word;
}

void trie_index_han(struct vocabulary *v)
{
    v->han_words = ARENA_ARRAY(v->arena, uint32_t, HAN_COUNT);
    for (uint32_t i = 0; i < HAN_COUNT; i++) {
        char bytes[4];
        size_t n = utf8_encode(fold_han(HAN_FIRST + i), bytes);
        v->han_words[i] = vocabulary_word(v, str_of(bytes, n));
    }
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

uint32_t trie_step(const struct vocabulary *v, uint32_t node, uint32_t word)
{
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

static uint32_t add_step(struct vocabulary *v, uint32_t node, uint32_t word)
{
    size_t slot = edge_slot(v, edge_key(node, word));
    if (v->edges[slot].key)
        return v->edges[slot].next;
    if (v->n_edges * 4 > v->edge_cap * 3) {
        double_edges(v);
        slot = edge_slot(v, edge_key(node, word));
    }
    uint32_t next = (uint32_t)v->nodes.n;
    (void)vec_push(v->arena, &v->nodes);
    v->edges[slot] = (struct trie_edge){edge_key(node, word), next};
    v->n_edges++;
    return next;
}

void trie_init(struct vocabulary *v)
{
    v->word_cap = FIRST_CAP;
    v->word_slots = ARENA_ARRAY(v->arena, uint32_t, v->word_cap);
    (void)vec_push(v->arena, &v->words);
    v->edge_cap = FIRST_CAP;
    v->edges = ARENA_ARRAY(v->arena, struct trie_edge, v->edge_cap);
    (void)vec_push(v->arena, &v->nodes);
    if (trie_add_word(v, STR("/"), 0) != WORD_SLASH)
        BUG("the slash is the first word");
}

uint32_t trie_add_tokens(struct vocabulary *v, const struct token_list *tokens)
{
    uint32_t node = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        if (i && tokens->items[i].gap == GAP_SLASH)
            node = add_step(v, node, WORD_SLASH);
        node = add_step(v, node, trie_add_word(v, tokens->items[i].fold, 0));
    }
    return node;
}

uint32_t trie_add_phrase(struct vocabulary *v, struct str phrase)
{
    struct token_list tokens;
    tokenise_text(phrase, NULL, v->arena, &tokens);
    return trie_add_tokens(v, &tokens);
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
