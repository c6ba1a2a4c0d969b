/* What an entry inherits: the concepts of the headings and list items that it stands under, and of
 * the tags and title of its note. */
#include "extract/relation/relation_internal.h"

#define INHERITED_MAX 6 /* concepts of one heading */
#define GROUP_MIN     2 /* entries above a line that make it the end of a group */
#define LEVELS_MAX    8 /* headings above an entry */
#define TOPIC_SHARE   2 /* an item is a topic when concepts fill one half of its text */

static void inherit_mention(struct relation_search *s, uint32_t paper, const struct mention *m,
                            enum position p)
{
    if (m->is_negated || s->concept_paper[m->concept] == paper)
        return;
    struct claim c = {.from = paper_endpoint(paper),
                      .relation = REL_ABOUT,
                      .to = concept_endpoint(m->concept),
                      .weight = times(position_weight(p), m->confidence),
                      .is_inherited = true,
                      .node = m->node};
    claim_add(s, c, (struct proof){m->begin, m->end, 0, 0, position_rule(p)});
}

static const struct mention *mention_of(const struct relation_search *s, uint32_t i)
{
    return &s->in->concepts->mentions[s->mentions[i]];
}

static void inherit_block(struct relation_search *s, uint32_t paper, uint32_t node, enum position p)
{
    uint32_t end = s->mention_end[node];
    if (end - s->mention_first[node] > INHERITED_MAX)
        end = s->mention_first[node] + INHERITED_MAX;
    for (uint32_t i = s->mention_first[node]; i < end; i++)
        if (mention_of(s, i)->token_begin < mention_of(s, i)->token_end)
            inherit_mention(s, paper, mention_of(s, i), p);
}

/* "* GNN" with papers below it. */
static bool is_topic(const struct relation_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    uint32_t covered = 0;
    if (n->kind != NODE_ITEM)
        return false;
    for (uint32_t i = s->mention_first[node]; i < s->mention_end[node]; i++)
        covered += mention_of(s, i)->end - mention_of(s, i)->begin;
    return covered > 0 && covered * TOPIC_SHARE >= n->text_end - n->text_begin;
}

/* Per section: its first thematic break, if several entries stand before it. A line drawn below a
 * group ends what the heading says; lines between all entries only part them. */
static uint32_t *find_breaks(const struct relation_search *s)
{
    uint32_t *breaks = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    uint32_t *entries = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes); /* before each node */
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->d->n_nodes; i++) {
        breaks[i] = 0;
        entries[i] = n;
        while (n < s->n_entries && scope_block(s, s->entries[n]) <= i)
            n++;
        uint32_t section = s->d->nodes[i].parent;
        if (s->d->nodes[i].kind == NODE_RULE && section != NONE && !breaks[section])
            breaks[section] = entries[i] - entries[section] >= GROUP_MIN ? i : NONE;
    }
    return breaks;
}

static void inherit_from_above(struct relation_search *s, uint32_t paper, const uint32_t *breaks)
{
    uint32_t block = scope_block(s, paper);
    enum position p = POSITION_HEADING;
    uint32_t levels = 0;
    uint32_t node = s->d->nodes[block].parent;
    for (; node != NONE && node != 0 && levels < LEVELS_MAX; node = s->d->nodes[node].parent) {
        bool is_heading = s->d->nodes[node].kind == NODE_SECTION;
        if (scope_paper(s, node) != NONE)
            return;
        if ((!is_heading && !is_topic(s, node)) || (breaks[node] && breaks[node] < block))
            continue;
        inherit_block(s, paper, node, p);
        levels++;
        if (is_heading || s->mention_first[node] < s->mention_end[node])
            p = POSITION_HEADING_ABOVE;
    }
}

/* Tags and title of the note, where the note itself is no paper. They lie in no block. */
static void inherit_from_note(struct relation_search *s, uint32_t paper)
{
    uint32_t n = 0;
    for (uint32_t i = s->mention_first[0]; i < s->mention_end[0] && n < INHERITED_MAX; i++, n++)
        inherit_mention(s, paper, mention_of(s, i), POSITION_NOTE_TAG);
}

void inherited_concepts_find(struct relation_search *s)
{
    const uint32_t *breaks = find_breaks(s);
    for (uint32_t i = 0; i < s->n_entries; i++) {
        uint32_t paper = s->entries[i];
        if (s->papers.items[paper].status != PAPER_ENTRY || scope_paper_around(s, paper) != NONE)
            continue;
        inherit_from_above(s, paper, breaks);
        if (scope_block(s, paper) != 0)
            inherit_from_note(s, paper);
    }
}
