/* Which cue phrase governs a place: the one around it, the one behind it where the language or the
 * form puts it there, else the nearest one before it. */
#include "extract/relation/relation_internal.h"

#define LEFT_TOKENS_MAX     12
#define RIGHT_TOKENS_MAX    4
#define VERB_TOKENS_MAX     10 /* Japanese and Korean put the verb last: "Xの生成器をそのまま使う" */
#define NEGATION_TOKENS_MAX 3

size_t cues_from(const struct relation_search *s, uint32_t token)
{
    size_t low = 0;
    size_t high = s->n_cues;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->cues[middle]->token_begin >= token)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

bool cue_is_postpositional(const struct relation_search *s, const struct match *cue)
{
    /* These are nouns and adverbs, which stand before their object in every language. */
    if (cue->cue->class_ == CUE_RELATED || cue->cue->class_ == CUE_BACKGROUND)
        return false;
    for (uint32_t i = cue->token_begin; i < cue->token_end; i++)
        if (s->tokens[i].kind == TOKEN_KANA || s->tokens[i].kind == TOKEN_HANGUL)
            return true;
    return false;
}

bool cue_is_latin(const struct relation_search *s, const struct match *cue)
{
    return s->tokens[cue->token_begin].kind == TOKEN_WORD;
}

/* The gap may be empty: a mark such as "[1]" stands there, which is no token. */
static bool has_gap(const struct match *cue)
{
    return cue->gap_begin < cue->token_end;
}

/* 的后续, の前身: the particle binds the cue to what stands before it. */
static bool begins_with_particle(const struct relation_search *s, const struct match *cue)
{
    static const char *const particles[] = {"的", "の", "之"};
    return token_is(s, cue->token_begin, particles, ARRAY_LEN(particles)) ||
           (cue->token_begin > 0 && s->tokens[cue->token_begin].gap == GAP_NONE &&
            token_is(s, cue->token_begin - 1, particles, ARRAY_LEN(particles)));
}

static bool is_lineage(const struct match *cue)
{
    return cue->cue->class_ == CUE_PREDECESSOR || cue->cue->class_ == CUE_SUCCESSOR;
}

/* A noun of lineage or of critique may stand behind its object: "X的后续", "X的缺点". */
static bool may_follow_object(const struct relation_search *s, const struct match *cue)
{
    if (cue_is_postpositional(s, cue))
        return true;
    enum cue_class c = cue->cue->class_;
    bool is_noun = is_lineage(cue) || c == CUE_CRITIQUES || c == CUE_IMPROVES || c == CUE_DERIVED ||
                   c == CUE_REVIEWS;
    return is_noun && !has_gap(cue) && !cue_is_latin(s, cue) && begins_with_particle(s, cue);
}

/* A verb reaches back over a longer phrase, though not over a comma. */
static bool is_verb_of(const struct relation_search *s, const struct match *cue, uint32_t end)
{
    return end > 0 && cue_is_postpositional(s, cue) &&
           s->token_phrase[end - 1] == s->token_phrase[cue->token_begin];
}

static const struct match *cue_behind(const struct relation_search *s, uint32_t clause,
                                      uint32_t end, bool (*wanted)(enum cue_class))
{
    for (size_t i = cues_from(s, end); i < s->n_cues; i++) {
        const struct match *c = s->cues[i];
        if (c->token_begin > end + VERB_TOKENS_MAX || s->token_clause[c->token_begin] != clause)
            return NULL;
        if (!wanted(c->cue->class_) || !may_follow_object(s, c))
            continue;
        bool is_near = c->token_begin <= end + RIGHT_TOKENS_MAX;
        return is_near || is_verb_of(s, c, end) ? c : NULL;
    }
    return NULL;
}

static bool is_around(const struct match *cue, uint32_t begin, uint32_t end)
{
    return has_gap(cue) && cue->gap_begin <= begin && end <= cue->gap_end;
}

/* "compare … with X", "same idea as X"; what is used does not stand behind a comma. */
static bool may_precede_object(const struct relation_search *s, const struct match *cue,
                               uint32_t object)
{
    if (cue_is_postpositional(s, cue) || (has_gap(cue) && !cue_is_latin(s, cue)))
        return false;
    return cue->cue->class_ != CUE_USES || object >= s->n_tokens ||
           s->token_phrase[cue->token_end - 1] == s->token_phrase[object];
}

static const struct match *cue_before(const struct relation_search *s, uint32_t clause,
                                      uint32_t begin, uint32_t end, bool (*wanted)(enum cue_class),
                                      enum side *side)
{
    for (size_t i = cues_from(s, begin); i-- > 0;) {
        const struct match *c = s->cues[i];
        if (s->token_clause[c->token_begin] != clause ||
            c->token_begin + 2 * LEFT_TOKENS_MAX < begin)
            return NULL;
        if (!wanted(c->cue->class_))
            continue;
        *side = is_around(c, begin, end) ? SIDE_AROUND : SIDE_LEFT;
        if (*side == SIDE_AROUND)
            return c;
        if (c->token_end <= begin && begin - c->token_end <= LEFT_TOKENS_MAX &&
            may_precede_object(s, c, begin))
            return c;
    }
    return NULL;
}

struct governor governor_find(const struct relation_search *s, uint32_t node, uint32_t begin,
                              uint32_t end, bool (*wanted)(enum cue_class))
{
    struct governor g = {NULL, SIDE_NONE};
    uint32_t clause = clause_of(s, node, begin, end);
    if (clause == NONE)
        return g;
    enum side side = SIDE_NONE;
    const struct match *before = cue_before(s, clause, begin, end, wanted, &side);
    if (before && side == SIDE_AROUND)
        return (struct governor){before, side};
    const struct match *behind = cue_behind(s, clause, end, wanted);
    if (behind && (!before || cue_is_postpositional(s, behind) || is_lineage(behind)))
        return (struct governor){behind, SIDE_RIGHT};
    return (struct governor){before, before ? SIDE_LEFT : SIDE_NONE};
}

bool clause_is_negated_at(const struct relation_search *s, uint32_t token)
{
    for (size_t i = cues_from(s, token); i-- > 0;) {
        const struct match *c = s->cues[i];
        if (token >= s->n_tokens || c->token_begin + 2 * NEGATION_TOKENS_MAX < token ||
            s->token_clause[c->token_begin] != s->token_clause[token])
            return false;
        if (c->cue->class_ == CUE_NEGATION && c->token_end <= token &&
            token - c->token_end <= NEGATION_TOKENS_MAX &&
            s->token_phrase[c->token_begin] == s->token_phrase[token])
            return true;
    }
    return false;
}
