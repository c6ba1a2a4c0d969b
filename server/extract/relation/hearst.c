/* Phrases that state a relation between two concepts ("X such as A and B"), after Hearst, 1992. */
#include "extract/relation/relation_internal.h"

#define LEFT_TOKENS_MAX   3
#define RIGHT_TOKENS_MAX  4
#define JOINED_TOKENS_MAX 3
#define CHAIN_MAX         8
#define WEIGHT_BRACKETS   800

enum form { BROAD_LEFT, LIST_LEFT, IS_A, FORWARD, BACKWARD };

static const struct pattern {
    struct str cue;
    enum form form;
    enum relation relation;
    uint16_t weight;
} patterns[] = {

#define PATTERN(cue, form, relation, weight) {{cue, sizeof(cue) - 1}, form, REL_##relation, weight},
#include "extract/tables/concept_patterns.def"
#undef PATTERN
};

static const struct pattern *pattern_of(const struct match *cue)
{
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        if (str_starts(cue->cue->id, patterns[i].cue))
            return &patterns[i];
    return NULL;
}

static const struct mention *mention_of(const struct relation_search *s, uint32_t i)
{
    return &s->in->concepts->mentions[s->mentions[i]];
}

static bool has_tokens(const struct mention *m)
{
    return m->token_begin < m->token_end;
}

/* Place among the block's mentions of the first that begins at token `token` or later. */
static uint32_t mention_from(const struct relation_search *s, uint32_t node, uint32_t token)
{
    uint32_t low = s->mention_first[node];
    uint32_t high = s->mention_end[node];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (mention_of(s, middle)->token_begin >= token)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool same_clause(const struct relation_search *s, uint32_t a, uint32_t b)
{
    return s->token_clause[a] == s->token_clause[b];
}

/* The mention that ends at most `distance` tokens before `token`; NONE when there is none. */
static uint32_t left_of(const struct relation_search *s, uint32_t node, uint32_t token,
                        uint32_t distance)
{
    uint32_t i = mention_from(s, node, token);
    if (i == s->mention_first[node])
        return NONE;
    const struct mention *m = mention_of(s, i - 1);
    bool fits = has_tokens(m) && m->token_end <= token && token - m->token_end <= distance &&
                same_clause(s, m->token_begin, token);
    return fits ? i - 1 : NONE;
}

/* The mention that begins at most `distance` tokens behind `token`, which is one past the cue. */
static uint32_t right_of(const struct relation_search *s, uint32_t node, uint32_t token,
                         uint32_t distance)
{
    uint32_t i = mention_from(s, node, token);
    if (i == s->mention_end[node])
        return NONE;
    const struct mention *m = mention_of(s, i);
    bool fits = has_tokens(m) && m->token_begin - token <= distance &&
                same_clause(s, m->token_begin, token - 1);
    return fits ? i : NONE;
}

/* Neighbours of one enumeration. */
static bool are_joined(const struct relation_search *s, uint32_t i)
{
    const struct mention *a = mention_of(s, i);
    const struct mention *b = mention_of(s, i + 1);
    if (b->token_begin < a->token_end || b->token_begin - a->token_end > JOINED_TOKENS_MAX ||
        !same_clause(s, a->token_begin, b->token_begin) ||
        !tokens_are_coordinators(s, a->token_end, b->token_begin))
        return false;
    enum token_gap gap = s->tokens[b->token_begin].gap;
    return b->token_begin > a->token_end || gap == GAP_COMMA || gap == GAP_SLASH;
}

static void claim_pair(struct relation_search *s, const struct mention *from,
                       enum relation relation, const struct mention *to, uint16_t weight,
                       const char *rule)
{
    if (from->concept == to->concept || from->is_negated || to->is_negated)
        return;
    if (relation_is_symmetric(relation) && from->concept > to->concept) {
        const struct mention *swap = from;
        from = to;
        to = swap;
    }
    struct claim c = {
        .from = concept_endpoint(from->concept),
        .relation = relation,
        .to = concept_endpoint(to->concept),
        .weight = clause_weaken(s, s->token_clause[to->token_begin], weight),
        .node = to->node,
    };
    claim_add(s, c, (struct proof){to->begin, to->end, from->begin, from->end, rule});
}

/* Each member of the enumeration that begins at `i` (and runs to the right) is narrower. */
static void claim_right(struct relation_search *s, uint32_t broad, uint32_t i,
                        const struct pattern *p)
{
    uint32_t end = s->mention_end[mention_of(s, i)->node];
    for (uint32_t n = 0; n < CHAIN_MAX; n++, i++) {
        if (p->form == BACKWARD)
            claim_pair(s, mention_of(s, i), p->relation, mention_of(s, broad), p->weight, "phrase");
        else if (p->form == BROAD_LEFT)
            claim_pair(s, mention_of(s, i), REL_BROADER, mention_of(s, broad), p->weight, "phrase");
        else
            claim_pair(s, mention_of(s, broad), p->relation, mention_of(s, i), p->weight, "phrase");
        if (i + 1 >= end || !are_joined(s, i))
            return;
    }
}

static void claim_left(struct relation_search *s, uint32_t i, uint32_t broad,
                       const struct pattern *p)
{
    uint32_t first = s->mention_first[mention_of(s, i)->node];
    for (uint32_t n = 0; n < CHAIN_MAX; n++, i--) {
        claim_pair(s, mention_of(s, i), REL_BROADER, mention_of(s, broad), p->weight, "phrase");
        if (i == first || !are_joined(s, i - 1))
            return;
    }
}

static bool has_gap(const struct match *cue)
{
    return cue->gap_begin < cue->gap_end;
}

/* の一種, 的一种: the concept before the cue is its object. */
static bool stands_behind(const struct relation_search *s, const struct match *cue)
{
    static const char *const particles[] = {"的", "の", "之"};
    return cue_is_postpositional(s, cue) ||
           token_is(s, cue->token_begin, particles, ARRAY_LEN(particles));
}

/* The concepts on both sides; NONE where there is none near enough. */
static void find_sides(const struct relation_search *s, const struct match *cue, uint32_t *left,
                       uint32_t *right)
{
    if (has_gap(cue)) {
        *right = left_of(s, cue->node, cue->gap_end, LEFT_TOKENS_MAX);
        *left = left_of(s, cue->node, cue->token_begin, LEFT_TOKENS_MAX);
        if (*right != NONE && mention_of(s, *right)->token_begin < cue->gap_begin)
            *right = NONE;
    } else if (stands_behind(s, cue)) {
        *right = left_of(s, cue->node, cue->token_begin, 1);
        *left = *right == NONE
                    ? NONE
                    : left_of(s, cue->node, mention_of(s, *right)->token_begin, LEFT_TOKENS_MAX);
    } else {
        *left = left_of(s, cue->node, cue->token_begin, LEFT_TOKENS_MAX);
        *right = right_of(s, cue->node, cue->token_end, RIGHT_TOKENS_MAX);
    }
}

/* "A for B" says something only where B is what one wants to do. */
static bool is_purpose(const struct relation_search *s, uint32_t right)
{
    struct str kind = s->in->concepts->concepts[mention_of(s, right)->concept].concept.kind;
    return str_eq(kind, STR("task")) || str_eq(kind, STR("field"));
}

static bool is_title(const struct relation_search *s, const struct match *cue)
{
    const struct paper_place *p = place_at(s, cue->begin);
    return p && !p->is_name_only;
}

static void read_cue(struct relation_search *s, const struct match *cue)
{
    const struct pattern *p = pattern_of(cue);
    uint32_t left = NONE;
    uint32_t right = NONE;
    if (!p || is_title(s, cue) || clause_is_negated_at(s, cue->token_begin))
        return;
    find_sides(s, cue, &left, &right);
    if (left == NONE || right == NONE || left == right)
        return;
    if (p->relation == REL_USED_FOR && !is_purpose(s, right))
        return;
    if (p->form == LIST_LEFT)
        claim_left(s, left, right, p);
    else if (p->form == IS_A)
        claim_pair(s, mention_of(s, left), REL_BROADER, mention_of(s, right), p->weight, "phrase");
    else
        claim_right(s, left, right, p);
}

/* ---- X（A、B、C） ---- */

static bool opens_bracket(const struct relation_search *s, uint32_t token)
{
    if (token >= s->n_tokens || token == 0 || s->tokens[token].gap != GAP_BRACKET)
        return false;
    struct str gap = document_slice(s->d, s->tokens[token - 1].end, s->tokens[token].begin);
    return str_has(gap, STR("(")) || str_has(gap, STR("（"));
}

static bool closes_bracket(const struct relation_search *s, uint32_t node, uint32_t token)
{
    uint32_t end = s->d->nodes[node].text_end;
    if (token < s->n_tokens && s->tokens[token].node == node)
        end = s->tokens[token].begin;
    struct str gap = str_trim(document_slice(s->d, s->tokens[token - 1].end, end));
    return str_starts(gap, STR(")")) || str_starts(gap, STR("）"));
}

/* The members must fill the brackets, and there must be two at least. */
static void read_brackets(struct relation_search *s, uint32_t i)
{
    const struct pattern p = {STR_EMPTY, BROAD_LEFT, REL_BROADER, WEIGHT_BRACKETS};
    const struct mention *broad = mention_of(s, i);
    uint32_t end = s->mention_end[broad->node];
    if (!has_tokens(broad) || i + 2 >= end || !opens_bracket(s, broad->token_end) ||
        mention_of(s, i + 1)->token_begin != broad->token_end)
        return;
    uint32_t last = i + 1;
    while (last + 1 < end && last - i < CHAIN_MAX && are_joined(s, last))
        last++;
    uint32_t behind = mention_of(s, last)->token_end;
    if (behind < s->n_tokens && str_eq(s->tokens[behind].fold, STR("等")))
        behind++;
    if (last > i + 1 && closes_bracket(s, broad->node, behind))
        claim_right(s, i, i + 1, &p);
}

void hearst_patterns_find(struct relation_search *s)
{
    for (size_t i = 0; i < s->n_cues; i++)
        read_cue(s, s->cues[i]);
    for (uint32_t node = 1; node < s->d->n_nodes; node++)
        for (uint32_t i = s->mention_first[node]; i < s->mention_end[node]; i++)
            read_brackets(s, i);
}
