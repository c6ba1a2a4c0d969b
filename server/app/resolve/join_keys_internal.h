/* join_keys_internal.h: the keys under which mentions of one thing meet (store/fact.h, join keys).
 *
 * A stored key is a letter, '_' and a hash of the text, so that titles are not stored many times
 * over. Two texts with one hash only make resolve look at a few mentions more.
 *
 *   k  strong: identifier, title, misspelt title. Mentions that share it can be the same paper.
 *   w  a name: short name or initials. Only a bare name (identity_is_bare) joins by it, therefore a bare
 *      name looks for w, and all others look for b:
 *   b  the name of a bare name.
 *   c  key or label of a concept that the vocabulary does not know.
 *   a  concept of the vocabulary for which the note defines a name of its own (the key of the concept
 *      as it is, not its hash).
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

/* "a_" and the key of a concept. */
struct str join_key_of_own_names(struct str concept_key, struct arena *a);
/* And back. */
struct str join_key_concept(struct str own_names_key);

/* The stored form of a text, in `a`. */
struct str join_key_make(char letter, struct str text, struct arena *a);

/* The key under which the possible partners of a mention stand that carries `key`; empty when
 * there are none. `is_bare`: the mention is a bare name. */
struct str join_key_lookup(struct str key, bool is_bare, struct arena *a);

/* Whether these are the keys of a bare name. */
bool join_keys_are_bare(const struct str *keys, size_t n);

/* The key of a paper with this title and these identifiers: the best identifier, else "t:" and the
 * slug of the title. */
struct str paper_natural_key(struct str title, const struct str *identifiers, size_t n,
                             struct arena *a);

#endif
