/* Pairs by names: only names that share a blocking key are compared. A block with many names tells nothing
 * and is left out, so the work is linear in the number of names. */
#include <stdlib.h>

#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/strbuf.h"

#define BLOCK_MAX 24
#define WORDS_MAX 12
#define BEGINNING 5 /* letters that a long word and its misspelling share */
#define LONG_WORD 8

struct block_entry {
    uint64_t key;
    uint32_t node, name;
};

struct blocks {
    struct making *making;
    struct strbuf text;
    VEC(struct block_entry) entries;
};

/* `sort` keeps keys of one manner apart from those of another. */
static void add_entry(struct blocks *b, char sort, struct str text, uint32_t node, uint32_t name)
{
    bool is_concept = b->making->naming.nodes.items[node].is_concept;
    strbuf_reset(&b->text);
    strbuf_printf(&b->text, "%c%d", sort, is_concept);
    strbuf_add_str(&b->text, text);
    *vec_push(b->making->scratch, &b->entries) =
        (struct block_entry){hash_bytes(strbuf_view(&b->text)), node, name};
}

/* The name without each of its words in turn. */
static void add_without_word(struct blocks *b, struct str folded, uint32_t node, uint32_t name)
{
    struct str rest = folded, word;
    size_t n = 0, begin = 0;
    STRBUF_SCOPE(left);
    while (rest.n && str_split(&rest, ' ', &word) && n++ < WORDS_MAX) {
        begin = (size_t)(word.p - folded.p);
        strbuf_reset(&left);
        strbuf_printf(&left, "%zu ", n);
        strbuf_add_str(&left, str_sub(folded, 0, begin));
        strbuf_add_str(&left, str_from_pos(folded, begin + word.n));
        add_entry(b, 'w', strbuf_view(&left), node, name);
    }
}

static void add_name(struct blocks *b, struct node_name it, uint32_t node, uint32_t name)
{
    struct arena *a = b->making->scratch;
    struct str initials = name_initials(it.folded, a);
    bool is_word = str_find_byte(it.folded, ' ', 0) == SIZE_MAX;
    add_entry(b, 'l', name_letters(it.folded, a), node, name);
    if (initials.n)
        add_entry(b, 'i', initials, node, name);
    if (is_word && name_is_acronym(it.raw))
        add_entry(b, 'i', it.folded, node, name);
    if (is_word && it.folded.n >= LONG_WORD)
        add_entry(b, 'b', str_sub(it.folded, 0, BEGINNING), node, name);
    if (!is_word)
        add_without_word(b, it.folded, node, name);
}

static int by_key(const void *left, const void *right)
{
    const struct block_entry *a = left;
    const struct block_entry *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return (a->name > b->name) - (a->name < b->name);
}

static void compare(struct making *m, struct block_entry one, struct block_entry other)
{
    const struct named_node *x = &m->naming.nodes.items[one.node];
    const struct named_node *y = &m->naming.nodes.items[other.node];
    struct node_name a = x->names[one.name], b = y->names[other.name];
    enum twin_reason reason = names_compare(x, a, y, b);
    if (reason == TWIN_REASON_COUNT)
        return;
    struct twin_pair *p = pairs_put(m->pairs, one.node, other.node);
    if (p->texts[reason].n)
        return;
    p->texts[reason] =
        str_from(str_eq(a.raw, b.raw)
                     ? arena_printf(m->scratch, "%.*s", STR_FMT(a.raw))
                     : arena_printf(m->scratch, "%.*s / %.*s", STR_FMT(a.raw), STR_FMT(b.raw)));
}

static void compare_block(struct making *m, const struct block_entry *entries, size_t n)
{
    if (n > BLOCK_MAX)
        return;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (entries[i].node != entries[k].node)
                compare(m, entries[i], entries[k]);
}

void blocks_find(struct making *m)
{
    struct blocks b = {.making = m, .text = STRBUF_INIT};
    for (uint32_t node = 0; node < m->naming.nodes.n; node++)
        for (uint32_t i = 0; i < m->naming.nodes.items[node].n_names; i++)
            add_name(&b, m->naming.nodes.items[node].names[i], node, i);
    strbuf_release(&b.text);
    if (b.entries.n)
        qsort(b.entries.items, b.entries.n, sizeof(*b.entries.items), by_key);
    for (size_t i = 0, end; i < b.entries.n; i = end) {
        for (end = i + 1; end < b.entries.n && b.entries.items[end].key == b.entries.items[i].key;)
            end++;
        compare_block(m, b.entries.items + i, end - i);
    }
}
