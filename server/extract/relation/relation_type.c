/* How a paper uses a concept, from the cue that governs the mention. */
#include "extract/relation/relation_internal.h"

#define JOINED_TOKENS_MAX     3
#define INTRODUCED_TOKENS_MAX 4 /* "propose a new X" */

static bool is_type_cue(enum cue_class c)
{
    return c == CUE_USES || c == CUE_COMPARES || c == CUE_BETTER || c == CUE_INTRODUCES ||
           c == CUE_EVALUATES;
}

/* Another concept between the cue and this one takes the cue, unless they are enumerated. */
static bool is_taken(const struct relation_search *s, const struct mention *m,
                     const struct governor *g)
{
    uint32_t begin = m->token_begin;
    for (size_t i = (size_t)(m - s->in->concepts->mentions); g->side == SIDE_LEFT && i-- > 0;) {
        const struct mention *before = &s->in->concepts->mentions[i];
        if (before->node != m->node || before->token_begin < g->cue->token_end)
            return false;
        if (before->token_end > begin)
            continue;
        if (begin - before->token_end > JOINED_TOKENS_MAX ||
            !tokens_are_coordinators(s, before->token_end, begin))
            return true;
        begin = before->token_begin;
    }
    return false;
}

static bool kind_is(const struct relation_search *s, const struct mention *m,
                    const char *const *kinds, size_t n)
{
    struct str kind = s->in->concepts->concepts[m->concept].concept.kind;
    for (size_t i = 0; i < n; i++)
        if (str_eq(kind, str_from(kinds[i])))
            return true;
    return false;
}

static bool may_be_introduced(const struct relation_search *s, const struct mention *m,
                              const struct governor *g)
{
    static const char *const known[] = {"task", "field", "metric"};
    return g->side != SIDE_LEFT || (m->token_begin - g->cue->token_end <= INTRODUCED_TOKENS_MAX &&
                                    !kind_is(s, m, known, ARRAY_LEN(known)));
}

enum relation mention_relation(const struct relation_search *s, const struct mention *m)
{
    static const char *const measured[] = {"dataset", "metric"};
    bool is_measure = kind_is(s, m, measured, ARRAY_LEN(measured));
    enum relation otherwise = is_measure ? REL_EVALUATES_ON : REL_MENTIONS;
    if (m->is_negated)
        return REL_MENTIONS;
    struct governor g = governor_find(s, m->node, m->token_begin, m->token_end, is_type_cue);
    if (!g.cue || is_taken(s, m, &g))
        return otherwise;
    switch (g.cue->cue->class_) {
    case CUE_USES:
        return is_measure ? REL_EVALUATES_ON : REL_USES;
    case CUE_INTRODUCES:
        return may_be_introduced(s, m, &g) ? REL_INTRODUCES : otherwise;
    case CUE_COMPARES:
    case CUE_BETTER:
        return is_measure ? otherwise : REL_COMPARES_WITH;
    default:
        return otherwise;
    }
}

/* A title says more than a cue in the text; a cue says more than nothing. */
bool relation_is_stronger(enum relation a, enum relation b)
{
    static const uint8_t rank[REL_COUNT] = {
        [REL_INTRODUCES] = 5, [REL_ABOUT] = 4,         [REL_EVALUATES_ON] = 3,
        [REL_USES] = 2,       [REL_COMPARES_WITH] = 1, [REL_MENTIONS] = 0,
    };
    return rank[a] > rank[b];
}
