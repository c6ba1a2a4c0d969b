#include "base/arena.h"
#include "base/map.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Ancestors that are looked at: far more than any sensible hierarchy has above one concept. */
#define ANCESTORS_MAX 256

size_t vocabulary_count(const struct vocabulary *v)
{
    return v->concepts.n;
}

size_t vocabulary_label_count(const struct vocabulary *v)
{
    return v->n_labels;
}

const struct vocabulary_concept *vocabulary_at(const struct vocabulary *v, uint32_t index)
{
    return &v->concepts.items[index];
}

const struct vocabulary_concept *vocabulary_by_id(const struct vocabulary *v, struct str id)
{
    const uint64_t *index = map_get(v->ids, id);
    return index ? &v->concepts.items[*index] : NULL;
}

uint32_t vocabulary_index(const struct vocabulary *v, const struct vocabulary_concept *c)
{
    return (uint32_t)(c - v->concepts.items);
}

void vocabulary_by_label(const struct vocabulary *v, struct str name, struct arena *a,
                         uint32_t **concepts, size_t *n)
{
    struct token_list tokens;
    tokenise_text(name, v, a, &tokens);
    const struct trie_node *node = &v->nodes.items[trie_find_tokens(v, &tokens)];
    const struct label_candidate *candidates = v->candidates + node->candidates;
    *concepts = ARENA_ARRAY(a, uint32_t, node->n_candidates);
    *n = 0;
    for (int ambiguous = 0; ambiguous <= 1; ambiguous++)
        for (uint32_t i = 0; i < node->n_candidates; i++)
            if ((candidates[i].class_ == CLASS_MULTI) == ambiguous)
    (*concepts)[(*n)++] = candidates[i].concept;
}

bool vocabulary_knows_word(const struct vocabulary *v, struct str folded_word)
{
    uint16_t flags = vocabulary_word_flags(v, vocabulary_word(v, folded_word));
    return flags & (PHRASE_LABEL | PHRASE_ENGLISH);
}

bool vocabulary_is_english(const struct vocabulary *v, struct str folded_word)
{
    uint16_t flags = vocabulary_word_flags(v, vocabulary_word(v, folded_word));
    return flags & (PHRASE_ENGLISH | PHRASE_STOP);
}

static bool contains(const uint32_t *items, size_t n, uint32_t x)
{
    for (size_t i = 0; i < n; i++)
        if (items[i] == x)
            return true;
    return false;
}

bool vocabulary_is_below(const struct vocabulary *v, uint32_t narrow, uint32_t broad)
{
    uint32_t seen[ANCESTORS_MAX] = {narrow};
    size_t n = 1;
    for (size_t i = 0; i < n; i++) {
        const struct vocabulary_concept *c = &v->concepts.items[seen[i]];
        for (size_t k = 0; k < c->n_broader; k++) {
            if (c->broader[k] == broad)
                return true;
            if (n < ANCESTORS_MAX && !contains(seen, n, c->broader[k]))
                seen[n++] = c->broader[k];
        }
    }
    return false;
}

uint64_t vocabulary_version(const struct vocabulary *v)
{
    return v->version;
}

const struct str *vocabulary_problems(const struct vocabulary *v, size_t *n)
{
    *n = v->problems.n;
    return v->problems.items;
}
