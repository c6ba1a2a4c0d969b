/* The spellings of a label: as written, and with its words written together. */
#include "base/arena.h"
#include "base/ascii.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Shorter joined words ("kmeans", "ttest") are left alone unless they hold a digit ("cifar10"). */
#define JOINED_MIN            8
#define JOINED_MIN_WITH_DIGIT 4

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]))
            return true;
    return false;
}

static bool is_joinable(const struct token_list *tokens, size_t i)
{
    return tokens->items[i].kind == TOKEN_WORD && tokens->items[i].gap != GAP_SLASH;
}

static struct str concat(struct arena *a, struct str left, struct str right)
{
    char *p = arena_alloc(a, left.n + right.n);
    memcpy(p, left.p, left.n);
    memcpy(p + left.n, right.p, right.n);
    return str_of(p, left.n + right.n);
}

/* The tokens with words written together: all of them, or only those joined by a hyphen. */
static void join_tokens(const struct token_list *tokens, bool only_hyphens, struct arena *a,
                        struct token_list *out)
{
    out->items = ARENA_ARRAY(a, struct token, tokens->n);
    out->n = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *t = &tokens->items[i];
        bool joins = i > 0 && is_joinable(tokens, i) && is_joinable(tokens, i - 1) &&
                     (!only_hyphens || t->gap == GAP_HYPHEN);
        if (joins)
            out->items[out->n - 1].fold = concat(a, out->items[out->n - 1].fold, t->fold);
        else
            out->items[out->n++] = *t;
    }
}

static void add_joined(struct vocabulary *v, struct spelling s, const struct token_list *tokens,
                       bool only_hyphens)
{
    struct token_list joined;
    join_tokens(tokens, only_hyphens, v->scratch, &joined);
    if (joined.n == tokens->n)
        return;
    if (joined.n == 1) {
        struct str word = joined.items[0].fold;
        if (word.n < (has_digit(word) ? JOINED_MIN_WITH_DIGIT : JOINED_MIN))
            return;
        s.joined_word = trie_add_word(v, word, 0);
    }
    s.node = trie_add_tokens(v, &joined, 0);
    s.is_joined = true;
    *vec_push(v->arena, &v->spellings) = s;
}

static bool has_hyphen(const struct token_list *tokens)
{
    for (size_t i = 1; i < tokens->n; i++)
        if (tokens->items[i].gap == GAP_HYPHEN)
            return true;
    return false;
}

void spelling_add_label(struct vocabulary *v, uint32_t concept, uint32_t label,
                        const struct token_list *tokens, uint32_t node)
{
    if (!tokens->n)
        return;
    const struct vocabulary_label *l = &v->concepts.items[concept].labels[label];
    struct spelling s = {.candidate = {concept, label, l->class_}, .is_user = l->is_user};
    s.node = node;
    *vec_push(v->arena, &v->spellings) = s;
    if (tokens->n == 1 || tokens->items[0].kind != TOKEN_WORD)
        return;
    if (has_hyphen(tokens))
        add_joined(v, s, tokens, true);
    add_joined(v, s, tokens, false);
}
