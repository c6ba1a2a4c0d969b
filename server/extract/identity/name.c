#include <stdlib.h>

#include "base/strbuf.h"
#include "extract/identity/identity_internal.h"
#include "extract/title/title_internal.h"

/* EXTRACTION.md 2.7, rules 3 and 4: how long a title must be to join by alone. */
#define STRONG_TOKENS  3
#define STRONG_LETTERS 12
#define STRONG_HAN     6
#define TAIL_TOKENS    4
/* Titles with one word left out: shorter ones would meet by chance, longer ones cost keys. */
#define TYPO_TOKENS_MIN 4
#define TYPO_TOKENS_MAX 24

static bool is_strong_title(struct str full)
{
    if (title_is_common(full))
        return false;
    return count_words(full) >= STRONG_TOKENS || full.n >= STRONG_LETTERS ||
           count_han(full) >= STRONG_HAN;
}

static void read_name(struct str text, struct str short_name, struct arena *a, struct name *out)
{
    out->text = text;
    title_keys(text, short_name, a, &out->keys);
    out->is_strong = is_strong_title(out->keys.full);
}

void name_read(const struct paper_mention *m, struct arena *a, struct reading *out)
{
    *out = (struct reading){.mention = m, .n_names = m->n_aliases + 1};
    out->names = ARENA_ARRAY(a, struct name, out->n_names);
    read_name(m->title, m->short_name, a, &out->names[0]);
    for (size_t i = 0; i < m->n_aliases; i++)
        read_name(m->aliases[i], STR_EMPTY, a, &out->names[i + 1]);
    out->short_key = out->names[0].keys.short_key;
    if (!out->short_key.n && title_is_short_name(m->title))
        out->short_key = out->names[0].keys.joined;
    out->is_bare = out->short_key.n > 0;
    for (size_t i = 0; i < out->n_names; i++) {
        const struct title_keys *k = &out->names[i].keys;
        bool adds_words = k->joined.n > 0 && !str_eq(k->joined, out->short_key);
        if (adds_words && !title_is_short_name(out->names[i].text))
            out->is_bare = false;
    }
    out->is_bare = out->is_bare || (m->is_stub && out->short_key.n > 0);
}

static void add_key(struct key_list *list, struct arena *a, const char *prefix, struct str text)
{
    if (text.n)
        *vec_push(a, list) = str_from(arena_printf(a, "%s%.*s", prefix, STR_FMT(text)));
}

/* The content words of a folded title. */
static size_t content_words(struct str folded, struct str words[TYPO_TOKENS_MAX + 1])
{
    struct str word;
    size_t n = 0;
    for (size_t i = 0; n <= TYPO_TOKENS_MAX && next_word(folded, &i, &word) > 0;)
        if (!word_is_function(word))
            words[n++] = word;
    return n;
}

/* One key for each content word that may be mistyped: the other words. */
static void add_typo_keys(struct key_list *list, struct arena *a, struct str folded)
{
    struct str words[TYPO_TOKENS_MAX + 1];
    size_t n = content_words(folded, words);
    if (n < TYPO_TOKENS_MIN || n > TYPO_TOKENS_MAX)
        return;
    for (size_t out = 0; out < n; out++) {
        STRBUF_SCOPE(key);
        for (size_t i = 0; i < n; i++) {
            if (i == out)
                continue;
            strbuf_add_str(&key, words[i]);
            strbuf_add_byte(&key, ' ');
        }
        add_key(list, a, "d:", strbuf_view(&key));
    }
}

static bool is_strong_tail(struct str tail)
{
    return count_words(tail) >= TAIL_TOKENS && !title_is_common(tail);
}

void name_add_strong_keys(const struct reading *r, struct arena *a, struct key_list *out)
{
    for (size_t i = 0; i < r->mention->n_identifiers; i++)
        *vec_push(a, out) = r->mention->identifiers[i];
    for (size_t i = 0; i < r->n_names; i++) {
        const struct name *name = &r->names[i];
        if (name->is_strong) {
            add_key(out, a, "t:", name->keys.full);
            add_key(out, a, "j:", name->keys.joined);
            add_typo_keys(out, a, name->keys.full);
        }
        if (is_strong_tail(name->keys.tail)) {
            add_key(out, a, "t:", name->keys.tail);
            add_typo_keys(out, a, name->keys.tail);
        }
    }
}

void name_add_name_keys(const struct reading *r, struct arena *a, struct key_list *out)
{
    if (r->short_key.n >= 2)
        add_key(out, a, "s:", r->short_key);
    if (r->is_bare && r->short_key.n >= 3)
        add_key(out, a, "i:", r->short_key);
    for (size_t i = 0; i < r->n_names; i++) {
        const struct name *name = &r->names[i];
        if (i > 0 && name->keys.short_key.n >= 2)
            add_key(out, a, "s:", name->keys.short_key);
        if (i > 0 && title_is_short_name(name->text))
            add_key(out, a, "s:", name->keys.joined);
        if (!r->is_bare && name->is_strong)
            add_key(out, a, "i:", name->keys.initials);
    }
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void identity_keys(const struct paper_mention *m, struct arena *a, struct str **keys, size_t *n)
{
    struct reading r;
    struct key_list list = VEC_INIT;
    name_read(m, a, &r);
    name_add_strong_keys(&r, a, &list);
    name_add_name_keys(&r, a, &list);
    if (list.n)
        qsort(list.items, list.n, sizeof(*list.items), by_bytes);
    *n = 0;
    for (size_t i = 0; i < list.n; i++)
        if (*n == 0 || !str_eq(list.items[*n - 1], list.items[i]))
            list.items[(*n)++] = list.items[i];
    *keys = list.items;
}

bool identity_is_bare(const struct paper_mention *m, struct arena *a)
{
    struct reading r;
    name_read(m, a, &r);
    return r.is_bare;
}
