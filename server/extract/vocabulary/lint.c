#include "base/arena.h"
#include "base/utf8.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

struct lint {
    const struct vocabulary *vocabulary;
    struct arena *arena;
    VEC(struct str) problems;
};

static void report(struct lint *l, const struct vocabulary_concept *c, const char *what,
                   struct str value)
{
    const char *text = arena_printf(l->arena, "%.*s.tsv: %.*s: %s: %.*s", STR_FMT(c->area),
                                    STR_FMT(c->id), what, STR_FMT(value));
    *vec_push(l->arena, &l->problems) = str_from(text);
}

static const struct trie_node *label_node(const struct lint *l, const struct token_list *tokens)
{
    const struct vocabulary *v = l->vocabulary;
    uint32_t node = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        if (i && tokens->items[i].gap == GAP_SLASH)
            node = trie_step(v, node, WORD_SLASH);
        node = trie_step(v, node, tokens->items[i].word);
    }
    return &v->nodes.items[node];
}

static void check_shared(struct lint *l, const struct vocabulary_concept *c, uint32_t concept,
                         const struct vocabulary_label *label, const struct trie_node *node)
{
    if (label->class_ == CLASS_MULTI)
        return;
    const struct label_candidate *candidates = l->vocabulary->candidates + node->candidates;
    for (uint32_t i = 0; i < node->n_candidates; i++) {
        if (candidates[i].concept == concept)
            continue;
        const struct vocabulary_concept *other =
            &l->vocabulary->concepts.items[candidates[i].concept];
        const char *text = arena_printf(l->arena, "also a label of %.*s (%.*s.tsv)",
                                        STR_FMT(other->id), STR_FMT(other->area));
        report(l, c, text, label->text);
        return;
    }
}

static void check_label(struct lint *l, uint32_t concept, const struct vocabulary_label *label)
{
    const struct vocabulary_concept *c = &l->vocabulary->concepts.items[concept];
    struct token_list tokens;
    tokenise_text(label->text, l->vocabulary, l->arena, &tokens);
    if (!tokens.n) {
        report(l, c, "a label without words", label->text);
        return;
    }
    size_t letters = 0;
    for (size_t i = 0; i < tokens.n; i++)
        letters += utf8_count(tokens.items[i].fold);
    bool has_words = tokens.items[0].kind == TOKEN_WORD;
    if (label->class_ == CLASS_SAFE && has_words && letters <= 3 &&
        tokens.items[tokens.n - 1].kind == TOKEN_WORD)
        report(l, c, "too short to be safe", label->text);
    if (tokens.n == 1 && tokens.items[0].kind == TOKEN_HAN)
        report(l, c, "a single Han character", label->text);
    const struct trie_node *node = label_node(l, &tokens);
    check_shared(l, c, concept, label, node);
    if (node->flags & PHRASE_BLOCKER)
        report(l, c, "is a blocker", label->text);
    if (node->flags & PHRASE_BLOCKED)
        report(l, c, "is a blocked word", label->text);
}

static void check_cycle(struct lint *l, uint32_t concept)
{
    if (vocabulary_is_below(l->vocabulary, concept, concept))
        report(l, &l->vocabulary->concepts.items[concept], "is broader than itself", STR_EMPTY);
}

void vocabulary_lint(const struct vocabulary *v, struct arena *a, struct str **problems, size_t *n)
{
    struct lint l = {.vocabulary = v, .arena = a, .problems = VEC_INIT};
    for (size_t i = 0; i < v->problems.n; i++)
        *vec_push(a, &l.problems) = v->problems.items[i];
    for (uint32_t i = 0; i < v->concepts.n; i++) {
        for (size_t k = 0; k < v->concepts.items[i].n_labels; k++)
            check_label(&l, i, &v->concepts.items[i].labels[k]);
        check_cycle(&l, i);
    }
    *problems = l.problems.items;
    *n = l.problems.n;
}
