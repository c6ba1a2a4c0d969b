#include "extract/relation.h"

#include "base/strbuf.h"
#include "extract/relation/relation_internal.h"

static uint32_t *none_array(struct arena *a, size_t n)
{
    uint32_t *items = ARENA_ARRAY(a, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        items[i] = NONE;
    return items;
}

/* Sorts the numbers of the mentions by block; within a block they stay in the order of the text. */
static void group_mentions(struct relation_search *s)
{
    const struct note_concepts *concepts = s->in->concepts;
    s->mention_first = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    s->mention_end = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    s->mentions = ARENA_ARRAY(s->a, uint32_t, concepts->n_mentions);
    for (size_t i = 0; i < concepts->n_mentions; i++)
        s->mention_end[concepts->mentions[i].node]++;
    uint32_t total = 0;
    for (size_t i = 0; i < s->d->n_nodes; i++) {
        s->mention_first[i] = total;
        total += s->mention_end[i];
        s->mention_end[i] = s->mention_first[i];
    }
    for (uint32_t i = 0; i < concepts->n_mentions; i++)
        s->mentions[s->mention_end[concepts->mentions[i].node]++] = i;
}

/* Counting by block puts the entries in the order of the note. */
static void list_entries(struct relation_search *s)
{
    const struct note_papers *papers = s->in->papers;
    uint32_t *by_block = none_array(s->a, s->d->n_nodes);
    uint32_t *next = none_array(s->a, papers->n_papers);
    for (uint32_t i = (uint32_t)papers->n_papers; i-- > 0;) {
        uint32_t block = papers->paper_node[i];
        if (block == NONE)
            continue;
        next[i] = by_block[block];
        by_block[block] = i;
    }
    s->entries = ARENA_ARRAY(s->a, uint32_t, papers->n_papers);
    s->entry_order = none_array(s->a, papers->n_papers);
    for (size_t block = 0; block < s->d->n_nodes; block++) {
        for (uint32_t i = by_block[block]; i != NONE; i = next[i]) {
            s->entry_order[i] = s->n_entries;
            s->entries[s->n_entries++] = i;
        }
    }
}

static uint32_t *first_places(const struct note_papers *papers, struct arena *a)
{
    uint32_t *first = none_array(a, papers->n_papers);
    for (uint32_t i = 0; i < papers->n_places; i++)
        if (!papers->places[i].is_name_only && first[papers->places[i].paper] == NONE)
            first[papers->places[i].paper] = i;
    return first;
}

static struct relation_search new_search(const struct relation_input *in, struct arena *a)
{
    struct relation_search s = {.in = in,
                                .d = in->document,
                                .tokens = in->tokens->items,
                                .n_tokens = (uint32_t)in->tokens->n,
                                .a = a};
    s.concept_paper = none_array(a, in->concepts->n_concepts);
    s.concept_stub = none_array(a, in->concepts->n_concepts);
    s.first_place = first_places(in->papers, a);
    for (size_t i = 0; i < in->papers->n_papers; i++)
        *vec_push(a, &s.papers) = in->papers->papers[i];
    return s;
}

/* ---- what --explain says ---- */

static struct str endpoint_key(const struct relation_search *s, struct endpoint e)
{
    return e.type == TYPE_PAPER ? s->papers.items[e.index].key
                                : s->in->concepts->concepts[e.index].concept.key;
}

static struct str reasons_of(const struct relation_search *s, const struct edge *e)
{
    STRBUF_SCOPE(reasons);
    for (size_t i = 0; i < e->n_evidence; i++)
        strbuf_printf(&reasons, "%s%s %u", i ? ", " : "", e->evidence[i].rule,
                      e->evidence[i].weight);
    strbuf_printf(&reasons, " = %u", e->score);
    return str_copy(s->a, strbuf_view(&reasons));
}

static void explain(const struct relation_search *s, struct note_edges *out)
{
    out->explanations = ARENA_ARRAY(s->a, struct explanation, out->n_edges);
    for (size_t i = 0; i < out->n_edges; i++) {
        const struct edge *e = &out->edges[i];
        struct str from = endpoint_key(s, e->from);
        struct str to = endpoint_key(s, e->to);
        out->explanations[out->n_explanations++] = (struct explanation){
            .line = e->evidence[0].line,
            .subject = "edge",
            .text = str_from(arena_printf(s->a, "%.*s %s %.*s", STR_FMT(from),
                                          relation_name(e->relation), STR_FMT(to))),
            .reasons = reasons_of(s, e),
        };
    }
}

void relations_find(const struct relation_input *in, struct arena *a, struct note_edges *out)
{
    struct relation_search s = new_search(in, a);
    *out = (struct note_edges){0};
    scopes_read(&s);
    clauses_read(&s);
    group_mentions(&s);
    list_entries(&s);
    citations_collect(&s);
    paper_papers_find(&s);
    versions_find(&s);
    paper_concepts_find(&s);
    inherited_concepts_find(&s);
    nestings_find(&s);
    hearst_patterns_find(&s);
    co_occurrences_find(&s);
    edges_build(&s, out);
    edges_drop_cycles(&s, out);
    out->papers = s.papers.items;
    out->n_papers = s.papers.n;
    if (in->options && in->options->explain)
        explain(&s, out);
}
