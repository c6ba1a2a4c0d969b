#include "extract/match.h"

#include "base/arena.h"
#include "base/vec.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

#define GAP_TOKENS_MAX 12 /* between head and tail of a cue with a gap */

/* Where the head of a gap cue was last seen. */
struct open_gap {
    uint32_t clause; /* number of the clause, 0 = never */
    uint32_t token_begin, token_end;
};

struct matcher {
    const struct vocabulary *vocabulary;
    const struct token *tokens;
    size_t n;
    struct arena *arena;
    VEC(struct match) labels;
    VEC(struct match) cues;
    VEC(struct match) gap_cues;
    struct open_gap *open; /* per gap cue */
    uint32_t clause;
    size_t label_free, cue_free; /* first token that no label, no cue has eaten */
    size_t label_begin;          /* of the label that ends at label_free */
};

/* The longest of each kind from one token on. */
struct found {
    const struct trie_node *label;
    const struct cue *cue; /* NULL with a cue_end: a phrase that only eats cues */
    const struct gap_link *heads, *tails;
    size_t label_end, cue_end, head_end, tail_end;
};

static struct match new_match(const struct matcher *m, enum match_kind kind, size_t begin,
                              size_t end)
{
    return (struct match){.kind = kind,
                          .via = VIA_EXACT,
                          .token_begin = (uint32_t)begin,
                          .token_end = (uint32_t)end,
                          .begin = m->tokens[begin].begin,
                          .end = m->tokens[end - 1].end,
                          .node = m->tokens[begin].node,
                          .gap_begin = (uint32_t)end,
                          .gap_end = (uint32_t)end};
}

static void close_gaps(struct matcher *m, const struct gap_link *tails, size_t begin, size_t end)
{
    for (const struct gap_link *l = tails; l; l = l->next) {
        struct open_gap *open = &m->open[l->gap];
        bool is_empty = begin == open->token_end && m->tokens[begin].gap != GAP_BRACKET;
        if (open->clause != m->clause || begin < open->token_end || is_empty ||
            begin - open->token_end > GAP_TOKENS_MAX)
            continue; /* "与[1]相比" has a mark between its halves and no token */
        struct match match = new_match(m, MATCH_CUE, open->token_begin, end);
        match.cue = m->vocabulary->gaps.items[l->gap];
        match.gap_begin = open->token_end;
        match.gap_end = (uint32_t)begin;
        *vec_push(m->arena, &m->gap_cues) = match;
        open->clause = 0;
    }
}

static void open_gaps(struct matcher *m, const struct gap_link *heads, size_t begin, size_t end)
{
    for (const struct gap_link *l = heads; l; l = l->next)
        m->open[l->gap] = (struct open_gap){m->clause, (uint32_t)begin, (uint32_t)end};
}

static void visit_cues(const struct node_cues *cues, size_t end, struct found *f)
{
    if (cues->cue) {
        f->cue = cues->cue;
        f->cue_end = end;
    }
    if (cues->heads) {
        f->heads = cues->heads;
        f->head_end = end;
    }
    if (cues->tails) {
        f->tails = cues->tails;
        f->tail_end = end;
    }
}

static void visit_node(const struct matcher *m, const struct trie_node *node, size_t end,
                       struct found *f)
{
    if (node->n_candidates || node->flags & PHRASE_BLOCKER) {
        f->label = node;
        f->label_end = end;
    }
    if (node->flags & PHRASE_CUE_STOP) {
        f->cue = NULL;
        f->cue_end = end;
    }
    if (node->cues)
        visit_cues(&m->vocabulary->cues.items[node->cues], end, f);
}

/* The node behind token `i`, which is not the first of the phrase; 0 when the phrase ends. */
static uint32_t step(const struct matcher *m, uint32_t node, size_t i)
{
    const struct token *t = &m->tokens[i];
    if (!t->word || t->gap > GAP_SLASH)
        return 0;
    if (t->gap == GAP_SLASH)
        node = trie_step(m->vocabulary, node, WORD_SLASH);
    return node ? trie_step(m->vocabulary, node, t->word) : 0;
}

static struct found walk(const struct matcher *m, size_t begin)
{
    struct found f = {0};
    if (!m->tokens[begin].word)
        return f;
    uint32_t node = trie_step(m->vocabulary, 0, m->tokens[begin].word);
    for (size_t i = begin; node;) {
        visit_node(m, &m->vocabulary->nodes.items[node], ++i, &f);
        node = i < m->n ? step(m, node, i) : 0;
    }
    return f;
}

/* Inside a Korean word no label begins: 학습 is not found in 재학습. */
static bool is_inside_word(const struct matcher *m, size_t i)
{
    return i > 0 && m->tokens[i].kind == TOKEN_HANGUL && m->tokens[i].gap == GAP_NONE &&
           m->tokens[i - 1].kind == TOKEN_HANGUL;
}

static void take_label(struct matcher *m, size_t begin, const struct found *f)
{
    m->label_begin = begin;
    m->label_free = f->label_end;
    if (f->label->flags & PHRASE_BLOCKER)
        return;
    struct match match = new_match(m, MATCH_LABEL, begin, f->label_end);
    match.candidates = m->vocabulary->candidates + f->label->candidates;
    match.n_candidates = f->label->n_candidates;
    *vec_push(m->arena, &m->labels) = match;
}

static void take_cue(struct matcher *m, size_t begin, const struct found *f)
{
    m->cue_free = f->cue_end;
    if (!f->cue)
        return;
    struct match match = new_match(m, MATCH_CUE, begin, f->cue_end);
    match.cue = f->cue;
    *vec_push(m->arena, &m->cues) = match;
}

/* A part of a label is no cue: "review" in "systematic review". */
static bool is_part_of_label(const struct matcher *m, size_t begin, size_t end)
{
    return begin >= m->label_begin && end <= m->label_free &&
           end - begin < m->label_free - m->label_begin;
}

/* A longer phrase that eats cues eats heads and tails of gap cues too. */
static bool is_eaten(const struct found *f, size_t end)
{
    return !f->cue && f->cue_end > end;
}

static void take_cues(struct matcher *m, size_t i, const struct found *f)
{
    if (i < m->cue_free)
        return;
    if (f->tails && !is_eaten(f, f->tail_end) && !is_part_of_label(m, i, f->tail_end))
        close_gaps(m, f->tails, i, f->tail_end);
    if (f->heads && !is_eaten(f, f->head_end) && !is_part_of_label(m, i, f->head_end))
        open_gaps(m, f->heads, i, f->head_end);
    if (f->cue_end && !is_part_of_label(m, i, f->cue_end))
        take_cue(m, i, f);
}

static void scan(struct matcher *m)
{
    for (size_t i = 0; i < m->n; i++) {
        if (m->tokens[i].gap >= GAP_CLAUSE)
            m->clause++;
        struct found f = walk(m, i);
        if (f.label && i >= m->label_free && !is_inside_word(m, i))
            take_label(m, i, &f);
        take_cues(m, i, &f);
    }
}

/* Gap cues end in order. Of two that overlap the one around the other stays ("比 X 在 Y 上更好"), else
 * the one that ends first. */
static void drop_overlapping_gap_cues(struct matcher *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->gap_cues.n; i++) {
        struct match c = m->gap_cues.items[i];
        while (n && c.token_begin < m->gap_cues.items[n - 1].token_begin)
            n--;
        if (n && c.token_begin < m->gap_cues.items[n - 1].token_end)
            continue;
        m->gap_cues.items[n++] = c;
    }
    m->gap_cues.n = n;
}

static bool starts_before(const struct match *a, const struct match *b)
{
    return a->begin < b->begin || (a->begin == b->begin && a->end > b->end);
}

/* Whether a cue without a gap lies under one with a gap. */
static bool is_covered(const struct matcher *m, size_t *gap, const struct match *cue)
{
    while (*gap < m->gap_cues.n && m->gap_cues.items[*gap].token_end <= cue->token_begin)
        (*gap)++;
    return *gap < m->gap_cues.n && m->gap_cues.items[*gap].token_begin < cue->token_end;
}

/* Words that stand for a paper are the object of the cue around them: 和上一篇的区别. */
static bool points_at_entry(const struct match *cue)
{
    return cue->cue->class_ >= CUE_PREVIOUS_ENTRY && cue->cue->class_ <= CUE_LATTER;
}

static size_t keep_uncovered_cues(struct matcher *m)
{
    size_t n = 0;
    size_t gap = 0;
    for (size_t i = 0; i < m->cues.n; i++)
        if (!is_covered(m, &gap, &m->cues.items[i]) || points_at_entry(&m->cues.items[i]))
            m->cues.items[n++] = m->cues.items[i];
    return n;
}

/* Merges three lists that are in order. */
static void merge(struct matcher *m, struct match_list *out)
{
    struct {
        const struct match *items;
        size_t n, next;
    } lists[] = {{m->labels.items, m->labels.n, 0},
                 {m->cues.items, m->cues.n, 0},
                 {m->gap_cues.items, m->gap_cues.n, 0}};

    size_t total = m->labels.n + m->cues.n + m->gap_cues.n;
    out->items = ARENA_ARRAY(m->arena, struct match, total);
    for (out->n = 0; out->n < total; out->n++) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
            if (lists[i].next == lists[i].n)
                continue;
            if (best == SIZE_MAX ||
                starts_before(&lists[i].items[lists[i].next], &lists[best].items[lists[best].next]))
                best = i;
        }
        out->items[out->n] = lists[best].items[lists[best].next++];
    }
}

void match_all(const struct token_list *tokens, const struct vocabulary *v, struct arena *a,
               struct match_list *out)
{
    struct matcher m = {
        .vocabulary = v, .tokens = tokens->items, .n = tokens->n, .arena = a, .clause = 1};
    m.open = ARENA_ARRAY(a, struct open_gap, v->gaps.n);
    scan(&m);
    drop_overlapping_gap_cues(&m);
    m.cues.n = keep_uncovered_cues(&m);
    merge(&m, out);
}
