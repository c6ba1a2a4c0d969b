/* Puts all labels, with their run-together forms, into the trie and resolves broader ids. */
#include "base/arena.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Shorter joined words ("kmeans", "ttest") are left alone unless they hold a digit ("cifar10"). */
#define JOINED_MIN            8
#define JOINED_MIN_WITH_DIGIT 4

static void attach(struct vocabulary *v, uint32_t node, struct label_candidate candidate)
{
    struct trie_node *n = &v->nodes.items[node];
    for (struct candidate_link *l = n->links; l; l = l->next)
        if (l->candidate.concept == candidate.concept)
            return;
    struct candidate_link *link = ARENA_NEW(v->arena, struct candidate_link);
    *link = (struct candidate_link){candidate, n->links};
    n->links = link;
    n->n_candidates++;
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    return false;
}

static bool is_joinable(const struct token_list *tokens, size_t i)
{
    return tokens->items[i].kind == TOKEN_WORD && tokens->items[i].gap != GAP_SLASH;
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
        if (!joins) {
            out->items[out->n++] = *t;
            continue;
        }
        struct token *last = &out->items[out->n - 1];
        last->fold = str_from(arena_printf(a, "%.*s%.*s", STR_FMT(last->fold), STR_FMT(t->fold)));
    }
}

static void add_joined(struct vocabulary *v, const struct token_list *tokens, bool only_hyphens,
                       struct label_candidate candidate)
{
    struct token_list joined;
    join_tokens(tokens, only_hyphens, v->arena, &joined);
    if (joined.n == tokens->n)
        return;
    if (joined.n == 1) {
        struct str word = joined.items[0].fold;
        size_t least = has_digit(word) ? JOINED_MIN_WITH_DIGIT : JOINED_MIN;
        uint32_t known = vocabulary_word(v, word);
        if (word.n < least || vocabulary_word_flags(v, known) & PHRASE_ENGLISH)
            return;
    }
    uint32_t node = trie_add_tokens(v, &joined);
    if (!v->nodes.items[node].links)
        attach(v, node, candidate);
}

static void flag_words(struct vocabulary *v, const struct token_list *tokens)
{
    for (size_t i = 0; i < tokens->n; i++)
        (void)trie_add_word(v, tokens->items[i].fold, PHRASE_LABEL);
}

static void compile_label(struct vocabulary *v, struct label_candidate candidate, bool joined)
{
    const struct vocabulary_label *label =
        &v->concepts.items[candidate.concept].labels[candidate.label];
    candidate.class_ = label->class_;
    struct token_list tokens;
    tokenise_text(label->text, NULL, v->arena, &tokens);
    if (joined && tokens.n > 1) {
        add_joined(v, &tokens, true, candidate);
        add_joined(v, &tokens, false, candidate);
    } else if (!joined && tokens.n) {
        flag_words(v, &tokens);
        attach(v, trie_add_tokens(v, &tokens), candidate);
    }
}

/* Joined forms come second: they never take the place of a label that someone wrote. */
static void compile_labels(struct vocabulary *v)
{
    for (int joined = 0; joined <= 1; joined++)
        for (uint32_t c = 0; c < v->concepts.n; c++)
            for (uint32_t l = 0; l < v->concepts.items[c].n_labels; l++)
                compile_label(v, (struct label_candidate){.concept = c, .label = l}, joined);
}

static bool is_user_candidate(const struct vocabulary *v, const struct candidate_link *l)
{
    return v->concepts.items[l->candidate.concept].is_user;
}

/* A label of the user replaces those of shipped concepts; several concepts make it ambiguous. */
static void settle_node(struct vocabulary *v, struct trie_node *n)
{
    bool any_user = false;
    for (struct candidate_link *l = n->links; l; l = l->next)
        any_user |= is_user_candidate(v, l);
    n->candidates = ARENA_ARRAY(v->arena, struct label_candidate, n->n_candidates);
    n->n_candidates = 0;
    for (struct candidate_link *l = n->links; l; l = l->next)
        if (!any_user || is_user_candidate(v, l))
            n->candidates[n->n_candidates++] = l->candidate;
    for (uint32_t i = 0; n->n_candidates > 1 && i < n->n_candidates; i++)
        n->candidates[i].class_ = CLASS_MULTI;
    if (any_user)
        n->flags &= (uint16_t) ~(PHRASE_BLOCKED | PHRASE_BLOCKER);
    if (n->flags & PHRASE_BLOCKED)
        n->n_candidates = 0;
}

static void count_references(struct vocabulary *v)
{
    for (size_t i = 0; i < v->references.n; i++) {
        const struct concept_reference *r = &v->references.items[i];
        struct vocabulary_concept *c = &v->concepts.items[r->concept];
        *(r->is_broader ? &c->n_broader : &c->n_related) += 1;
    }
    for (size_t i = 0; i < v->concepts.n; i++) {
        struct vocabulary_concept *c = &v->concepts.items[i];
        c->broader = ARENA_ARRAY(v->arena, uint32_t, c->n_broader);
        c->related = ARENA_ARRAY(v->arena, uint32_t, c->n_related);
        c->n_broader = 0;
        c->n_related = 0;
    }
}

static void resolve_references(struct vocabulary *v)
{
    count_references(v);
    for (size_t i = 0; i < v->references.n; i++) {
        const struct concept_reference *r = &v->references.items[i];
        struct vocabulary_concept *c = &v->concepts.items[r->concept];
        const uint64_t *target = map_get(v->ids, r->id);
        if (!target)
            vocabulary_add_problem(v, "%.*s: unknown id %.*s", STR_FMT(r->place), STR_FMT(r->id));
        else if (r->is_broader)
            c->broader[c->n_broader++] = (uint32_t)*target;
        else
            c->related[c->n_related++] = (uint32_t)*target;
    }
}

bool vocabulary_finish(struct vocabulary *v, struct err *e)
{
    if (v->is_finished)
        return err_set(e, ERR_CONFLICT, "The vocabulary is complete already.");
    compile_labels(v);
    for (size_t i = 0; i < v->nodes.n; i++)
        if (v->nodes.items[i].links)
            settle_node(v, &v->nodes.items[i]);
    resolve_references(v);
    trie_index(v);
    v->is_finished = true;
    return true;
}
