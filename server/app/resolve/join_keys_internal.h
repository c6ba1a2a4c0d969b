/* join_keys_internal.h: the keys under which mentions of one thing meet (store/fact.h, join keys).
 *
 * A key is a letter in the highest byte and 56 bits of a hash of the text. Two texts with one hash
 * only make resolve look at a few mentions more.
 *
 *   k  strong: identifier, title, misspelt title. Mentions that share it can be the same paper.
 *   w  a name: short name or initials. Only a bare name (identity_is_bare) joins by it, therefore a bare
 *      name looks for w, and all others look for b:
 *   b  the name of a bare name.
 *   c  key or label of a concept that the vocabulary does not know.
 *   a  key of a concept of the vocabulary for which the note defines a name of its own.
 *   x  that name. */
#ifndef PS_APP_JOIN_KEYS_INTERNAL_H
#define PS_APP_JOIN_KEYS_INTERNAL_H

#include "extract/identity.h"
#include "store/fact.h"

struct arena;

struct join_key_list {
    struct join_key *items;
    size_t n, cap;
};

/* Add the keys of the mention with this index. */
void join_keys_add_paper(struct join_key_list *list, const struct paper_mention *m, int64_t index,
                         struct arena *a);
void join_keys_add_concept(struct join_key_list *list, char letter, struct str text, int64_t index,
                           struct arena *a);

/* The stored form of a text, and its letter. */
uint64_t join_key_make(char letter, struct str text);
char join_key_letter(uint64_t key);

/* The key under which the possible partners of a mention stand that carries `key`; 0 when there are
 * none. `is_bare`: the mention is a bare name. */
uint64_t join_key_lookup(uint64_t key, bool is_bare);

/* Whether these are the keys of a bare name. */
bool join_keys_are_bare(const struct join_key *keys, size_t n);

/* The key of a paper with this title and these identifiers: the best identifier, else "t:" and the
 * slug of the title. */
struct str paper_natural_key(struct str title, const struct str *identifiers, size_t n,
                             struct arena *a);

#endif
