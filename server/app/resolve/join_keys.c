#include "app/resolve/join_keys_internal.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/vec.h"
#include "extract/link.h"

enum { LETTER_STRONG = 'k', LETTER_NAME = 'w', LETTER_BARE = 'b' };

#define LETTER_SHIFT 56
#define HASH_BITS    (((uint64_t)1 << LETTER_SHIFT) - 1)

uint64_t join_key_make(char letter, struct str text)
{
    return (uint64_t)letter << LETTER_SHIFT | (hash_bytes(text) & HASH_BITS);
}

char join_key_letter(uint64_t key)
{
    return (char)(key >> LETTER_SHIFT);
}

/* Identity gives some keys twice. */
static void add(struct join_key_list *list, char type, char letter, struct str text, int64_t index,
                struct arena *a)
{
    struct join_key key = {.key = join_key_make(letter, text), .index = index, .type = type};
    for (size_t i = list->n;
         i-- > 0 && list->items[i].index == index && list->items[i].type == type;)
        if (list->items[i].key == key.key)
            return;
    *vec_push(a, list) = key;
}

static bool is_name(struct str key)
{
    return str_starts(key, STR("s:")) || str_starts(key, STR("i:"));
}

void join_keys_add_paper(struct join_key_list *list, const struct paper_mention *m, int64_t index,
                         struct arena *a)
{
    struct str *keys;
    size_t n;
    identity_keys(m, a, &keys, &n);
    bool is_bare = identity_is_bare(m, a);
    for (size_t i = 0; i < n; i++) {
        add(list, 'p', is_name(keys[i]) ? LETTER_NAME : LETTER_STRONG, keys[i], index, a);
        if (is_bare && is_name(keys[i]))
            add(list, 'p', LETTER_BARE, keys[i], index, a);
    }
    /* Papers that would get one key must meet, so that one of them gets another. */
    struct str natural = paper_natural_key(m->title, m->identifiers, m->n_identifiers, a);
    add(list, 'p', LETTER_STRONG, natural, index, a);
}

void join_keys_add_concept(struct join_key_list *list, char letter, struct str text, int64_t index,
                           struct arena *a)
{
    add(list, 'c', letter, text, index, a);
}

uint64_t join_key_lookup(uint64_t key, bool is_bare)
{
    char letter = join_key_letter(key);
    if (letter == LETTER_BARE)
        return 0;
    if (letter != LETTER_NAME || is_bare)
        return key;
    return (uint64_t)LETTER_BARE << LETTER_SHIFT | (key & HASH_BITS);
}

bool join_keys_are_bare(const struct join_key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (join_key_letter(keys[i].key) == LETTER_BARE)
            return true;
    return false;
}

static bool is_better(struct str a, struct str b)
{
    int rank_a = identifier_rank(a), rank_b = identifier_rank(b);
    return rank_a != rank_b ? rank_a < rank_b : str_cmp(a, b) < 0;
}

struct str paper_natural_key(struct str title, const struct str *identifiers, size_t n,
                             struct arena *a)
{
    struct str best = STR_EMPTY;
    for (size_t i = 0; i < n; i++)
        if (!best.n || is_better(identifiers[i], best))
            best = identifiers[i];
    if (best.n)
        return best;
    struct str slug = fold_slug(a, title);
    return str_from(arena_printf(a, "t:%.*s", STR_FMT(slug.n ? slug : STR("untitled"))));
}
