#include "app/resolve/join_keys_internal.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/vec.h"
#include "extract/link.h"

enum { LETTER_STRONG = 'k', LETTER_NAME = 'w', LETTER_BARE = 'b' };

struct str join_key_make(char letter, struct str text, struct arena *a)
{
    char id[PUBLIC_ID_MAX];
    hash_public_id(letter, text, id);
    return str_copy(a, str_from(id));
}

struct str join_key_of_own_names(struct str concept_key, struct arena *a)
{
    return str_from(arena_printf(a, "a_%.*s", STR_FMT(concept_key)));
}

struct str join_key_concept(struct str own_names_key)
{
    return str_from_pos(own_names_key, 2);
}

static void add(struct join_key_list *list, char type, char letter, struct str text, int64_t index,
                struct arena *a)
{
    *vec_push(a, list) =
        (struct join_key){.key = join_key_make(letter, text, a), .index = index, .type = type};
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
    struct str key =
        letter == 'a' ? join_key_of_own_names(text, a) : join_key_make(letter, text, a);
    *vec_push(a, list) = (struct join_key){.key = key, .index = index, .type = 'c'};
}

struct str join_key_lookup(struct str key, bool is_bare, struct arena *a)
{
    if (key.p[0] == LETTER_BARE)
        return STR_EMPTY;
    if (key.p[0] != LETTER_NAME || is_bare)
        return key;
    return str_from(arena_printf(a, "%c%.*s", LETTER_BARE, STR_FMT(str_from_pos(key, 1))));
}

bool join_keys_are_bare(const struct str *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (keys[i].p[0] == LETTER_BARE)
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
