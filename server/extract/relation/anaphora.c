/* Words that point at another entry of the note: 上文, "the previous paper", 前者. */
#include "extract/relation/relation_internal.h"

#define ENTRIES_BACK_MAX  3
#define OTHER_SECTION     500
#define FORMER_ENTRY      800 /* "the former" that is the entry before */
#define FORMER_AHEAD_MAX  3   /* tokens before it in its block */
#define FORMER_TOKENS_MAX 60

/* Entries that stand in one list or under one heading have the same container. */
static uint32_t container(const struct relation_search *s, uint32_t node)
{
    uint32_t section = document_section(s->d, node);
    return section == NONE ? 0 : section;
}

static uint32_t depth(const struct relation_search *s, uint32_t node)
{
    return s->d->nodes[node].kind == NODE_ITEM ? s->d->nodes[node].level : 0;
}

/* Number of entries whose block begins before `node`. */
static uint32_t entries_before(const struct relation_search *s, uint32_t node)
{
    uint32_t low = 0;
    uint32_t high = s->n_entries;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (scope_block(s, s->entries[middle]) >= node)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

uint32_t entry_before(const struct relation_search *s, uint32_t paper, uint32_t node,
                      uint16_t *confidence)
{
    uint32_t own = paper == NONE ? NONE : scope_block(s, paper);
    uint32_t after = own == NONE ? entries_before(s, node) : s->entry_order[paper];
    uint32_t place = own == NONE ? node : own;
    for (uint32_t i = after; i-- > 0 && after - i <= ENTRIES_BACK_MAX;) {
        uint32_t block = scope_block(s, s->entries[i]);
        if (container(s, block) == container(s, place) &&
            (own == NONE || depth(s, block) <= depth(s, own))) {
            *confidence = 1000;
            return s->entries[i];
        }
    }
    *confidence = OTHER_SECTION;
    return after > 0 ? s->entries[after - 1] : NONE;
}

static uint32_t entry_after(const struct relation_search *s, uint32_t paper, uint32_t node,
                            uint16_t *confidence)
{
    uint32_t own = paper == NONE ? NONE : scope_block(s, paper);
    uint32_t next = own == NONE ? entries_before(s, node) : s->entry_order[paper] + 1;
    if (next >= s->n_entries)
        return NONE;
    uint32_t block = scope_block(s, s->entries[next]);
    *confidence =
        container(s, block) == container(s, own == NONE ? node : own) ? 1000 : OTHER_SECTION;
    return s->entries[next];
}

/* The last two papers named before the words: the former is `back` 1, the latter 0. */
static uint32_t named_before(const struct relation_search *s, const struct match *cue,
                             uint32_t back)
{
    uint32_t last = NONE;
    for (size_t i = citations_from(s, cue->begin); i-- > 0;) {
        const struct citation *r = &s->citations.items[i];
        if (r->node != cue->node || r->token_end + FORMER_TOKENS_MAX < cue->token_begin)
            return NONE;
        if (r->paper == NONE || r->paper == last)
            continue;
        if (back == 0 || last != NONE)
            return r->paper;
        last = r->paper;
    }
    return NONE;
}

/* 前者 below an entry, with nothing named before it, is the entry before. */
static uint32_t former(const struct relation_search *s, const struct match *cue, uint32_t own,
                       uint16_t *confidence)
{
    uint32_t named = named_before(s, cue, 1);
    size_t i = citations_from(s, cue->begin);
    bool has_name = i > 0 && s->citations.items[i - 1].node == cue->node;
    bool is_first = cue->token_begin <= s->in->tokens->node_first[cue->node] + FORMER_AHEAD_MAX;
    if (named != NONE || has_name || own == NONE || !is_first)
        return named;
    uint32_t before = entry_before(s, own, cue->node, confidence);
    *confidence = times(*confidence, FORMER_ENTRY);
    return before;
}

static uint32_t antecedent(const struct relation_search *s, const struct match *cue,
                           uint16_t *confidence)
{
    uint32_t own = scope_paper(s, cue->node);
    *confidence = 1000;
    switch (cue->cue->class_) {
    case CUE_PREVIOUS_ENTRY:
        return entry_before(s, own, cue->node, confidence);
    case CUE_NEXT_ENTRY:
        return entry_after(s, own, cue->node, confidence);
    case CUE_FORMER:
        return former(s, cue, own, confidence);
    case CUE_LATTER:
        return named_before(s, cue, 0);
    default:
        return NONE;
    }
}

/* "the above paper MoCo": the name says it better. */
static bool is_followed_by_name(const struct relation_search *s, const struct match *cue)
{
    size_t i = citations_from(s, cue->end);
    if (i == s->citations.n || s->citations.items[i].node != cue->node)
        return false;
    return s->citations.items[i].token_begin <= cue->token_end + 1 &&
           s->citations.items[i].begin < cue->end + 16;
}

void anaphors_collect(struct relation_search *s)
{
    VEC(struct citation) found = VEC_INIT;
    for (size_t i = 0; i < s->n_cues; i++) {
        const struct match *cue = s->cues[i];
        uint16_t confidence;
        uint32_t paper = antecedent(s, cue, &confidence);
        if (paper == NONE || place_at(s, cue->begin) || is_followed_by_name(s, cue))
            continue;
        *vec_push(s->a, &found) =
            (struct citation){.kind = CITATION_ANAPHOR,
                              .paper = paper,
                              .concept = NONE,
                              .node = cue->node,
                              .begin = cue->begin,
                              .end = cue->end,
                              .confidence = times(cue->cue->confidence, confidence)};
    }
    for (size_t i = 0; i < found.n; i++)
        citation_add(s, found.items[i]);
}
