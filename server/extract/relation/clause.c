/* Clauses: the stretch of text within which a cue finds its subject and its object. */
#include "extract/relation/relation_internal.h"

static const char *const coordinators[] = {
#define COORDINATOR(word) word,
#include "extract/tables/coordinators.def"
#undef COORDINATOR
};

/* The bytes between two tokens of one block, which are punctuation and markup. */
static struct str between(const struct relation_search *s, uint32_t token)
{
    uint32_t begin = s->tokens[token - 1].end;
    return document_slice(s->d, begin, s->tokens[token].begin);
}

/* A colon introduces what belongs to the words before it ("predecessor: X"). */
static bool ends_clause(const struct relation_search *s, uint32_t token)
{
    if (token == 0 || s->tokens[token].gap == GAP_BLOCK)
        return true;
    if (s->tokens[token].gap != GAP_CLAUSE)
        return false;
    struct str gap = between(s, token);
    return !str_has(gap, STR(":")) && !str_has(gap, STR("：")) && !str_has(gap, STR("∶"));
}

static bool is_question(const struct relation_search *s, uint32_t last_token)
{
    const struct token *t = &s->tokens[last_token];
    uint32_t limit = s->d->nodes[t->node].text_end;
    if (last_token + 1 < s->n_tokens && s->tokens[last_token + 1].begin < limit)
        limit = s->tokens[last_token + 1].begin;
    if (limit <= t->end)
        return false;
    struct str gap = document_slice(s->d, t->end, limit);
    return str_has(gap, STR("?")) || str_has(gap, STR("？"));
}

static void number_tokens(struct relation_search *s)
{
    VEC(struct clause) clauses = VEC_INIT;
    uint32_t phrase = 0;
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        if (ends_clause(s, i))
            vec_push(s->a, &clauses)->token_begin = i;
        if (s->tokens[i].gap == GAP_COMMA || s->tokens[i].gap >= GAP_CLAUSE)
            phrase++;
        s->token_clause[i] = (uint32_t)clauses.n - 1;
        s->token_phrase[i] = phrase;
        clauses.items[clauses.n - 1].token_end = i + 1;
    }
    s->clauses = clauses.items;
    s->n_clauses = clauses.n;
}

static void mark_doubt(struct relation_search *s)
{
    for (size_t i = 0; i < s->n_clauses; i++)
        s->clauses[i].is_doubtful = is_question(s, s->clauses[i].token_end - 1);
    for (size_t i = 0; i < s->n_cues; i++)
        if (s->cues[i]->cue->class_ == CUE_DOUBT)
            s->clauses[s->token_clause[s->cues[i]->token_begin]].is_doubtful = true;
}

static void list_cues(struct relation_search *s)
{
    const struct match_list *matches = s->in->matches;
    s->cues = ARENA_ARRAY(s->a, const struct match *, matches->n);
    for (size_t i = 0; i < matches->n; i++)
        if (matches->items[i].kind == MATCH_CUE)
            s->cues[s->n_cues++] = &matches->items[i];
}

void clauses_read(struct relation_search *s)
{
    s->token_clause = ARENA_ARRAY(s->a, uint32_t, s->n_tokens);
    s->token_phrase = ARENA_ARRAY(s->a, uint32_t, s->n_tokens);
    number_tokens(s);
    list_cues(s);
    mark_doubt(s);
}

uint32_t token_at(const struct relation_search *s, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = s->n_tokens;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->tokens[middle].end > offset)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void token_range(const struct relation_search *s, uint32_t begin, uint32_t end, uint32_t *first,
                 uint32_t *last)
{
    *first = token_at(s, begin);
    *last = *first;
    while (*last < s->n_tokens && s->tokens[*last].begin < end)
        (*last)++;
}

uint32_t clause_of(const struct relation_search *s, uint32_t node, uint32_t token_begin,
                   uint32_t token_end)
{
    if (token_begin < token_end)
        return s->token_clause[token_begin];
    if (token_begin > 0 && s->tokens[token_begin - 1].node == node)
        return s->token_clause[token_begin - 1];
    if (token_begin < s->n_tokens && s->tokens[token_begin].node == node)
        return s->token_clause[token_begin];
    return NONE;
}

bool token_is(const struct relation_search *s, uint32_t token, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s->tokens[token].fold, str_from(words[i])))
            return true;
    return false;
}

bool tokens_are_coordinators(const struct relation_search *s, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (!token_is(s, i, coordinators, ARRAY_LEN(coordinators)))
            return false;
    return true;
}

uint16_t clause_weaken(const struct relation_search *s, uint32_t clause, uint16_t weight)
{
    if (clause == NONE || !s->clauses[clause].is_doubtful)
        return weight;
    return weight / 2 < 400 ? weight / 2 : 400;
}
