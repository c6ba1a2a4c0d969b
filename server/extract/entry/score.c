#include "extract/entry/entry_internal.h"

/* Candidates with so many points count as likely papers among siblings. */
#define SIBLING_SCORE 40

static bool is_void(const struct candidate *c)
{
    return candidate_has(c, FEATURE_IMAGE_ONLY) || candidate_has(c, FEATURE_FIELD_LABEL) ||
           candidate_has(c, FEATURE_DATE) || candidate_has(c, FEATURE_TEMPLATE_WORD) ||
           c->spoken_for != NONE;
}

/* ---- groups of siblings ---- */

static uint64_t group_key(uint32_t anchor, uint32_t kind, uint32_t level)
{
    return (uint64_t)(anchor + 1) << 16 | kind << 8 | level;
}

/* Lists (and first paragraphs) of the sections below one heading count as one list. */
static uint64_t section_group(const struct document *d, uint32_t section, uint32_t kind,
                              uint32_t level)
{
    const struct node *n = &d->nodes[section];
    if (n->kind != NODE_SECTION)
        return group_key(section, kind, level);
    return group_key(n->parent, kind + 8 * n->level, level);
}

static uint64_t group_of(const struct entry_search *s, const struct candidate *c)
{
    const struct document *d = s->d;
    const struct node *n = &d->nodes[c->node];
    uint32_t parent = n->parent;
    switch (c->kind) {
    case CANDIDATE_HEADING:
        return group_key(parent, 1, n->level);
    case CANDIDATE_ROW:
        return group_key(parent, 2, 0);
    case CANDIDATE_PARAGRAPH:
        if (n->prev == NO_NODE)
            return section_group(d, parent, 3, 0);
        return group_key(parent, 4, 0);
    case CANDIDATE_ITEM:
        if (d->nodes[parent].parent == NO_NODE ||
            d->nodes[d->nodes[parent].parent].kind == NODE_ITEM)
            return group_key(parent, 5, 0);
        return section_group(d, d->nodes[parent].parent, 6, n->level);
    default:
        return 0;
    }
}

struct tally {
    uint32_t members, likely;
};

static struct tally *tally_of(struct map *groups, struct tally *tallies, uint64_t *key)
{
    bool is_new;
    uint64_t *index = map_put(groups, str_of((const char *)key, sizeof *key), &is_new);
    if (is_new)
        *index = map_count(groups);
    return &tallies[*index];
}

static void add_siblings(struct entry_search *s, struct candidate *c, struct tally t)
{
    bool is_likely = c->score >= SIBLING_SCORE;
    uint32_t others = t.members - 1, likely = t.likely - is_likely;
    if (others == 0 || likely == 0 || c->grade == GRADE_NONE)
        return;
    if (likely == others && likely >= 2)
        candidate_add(c, FEATURE_ALL_SIBLINGS);
    else if (likely * 4 >= others * 3 && likely >= 2)
        candidate_add(c, FEATURE_MANY_SIBLINGS);
    else if (likely * 2 >= others)
        candidate_add(c, FEATURE_SOME_SIBLINGS);
    (void)s;
}

static void siblings_score(struct entry_search *s)
{
    struct map *groups = map_new(s->a);
    struct tally *tallies = ARENA_ARRAY(s->a, struct tally, s->candidates.n + 1);
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        c->group = group_of(s, c);
        if (c->group == 0 || is_void(c))
            continue;
        struct tally *t = tally_of(groups, tallies, &c->group);
        t->members++;
        t->likely += c->score >= SIBLING_SCORE;
    }
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        if (c->group && !is_void(c))
            add_siblings(s, c, *tally_of(groups, tallies, &c->group));
    }
}

/* ---- papers below, papers above ---- */

static const uint64_t OWN_EVIDENCE =
    (uint64_t)1 << FEATURE_LEAD_LINK | (uint64_t)1 << FEATURE_FIELDS |
    (uint64_t)1 << FEATURE_FIELD_LINK | (uint64_t)1 << FEATURE_CITE_KEY |
    (uint64_t)1 << FEATURE_FILE_NAME_MARK | (uint64_t)1 << FEATURE_TEMPLATE_BELOW |
    (uint64_t)1 << FEATURE_HEAD_LINK | (uint64_t)1 << FEATURE_TITLE_AND_LINK |
    (uint64_t)1 << FEATURE_VENUE_TAG | (uint64_t)1 << FEATURE_EMPTY_LINK;

static bool is_related_section(const struct entry_search *s, uint32_t node)
{
    uint32_t section = document_section(s->d, node);
    return section != NO_NODE && s->node_candidate[section] != NONE &&
           heading_is(s, &s->candidates.items[s->node_candidate[section]], WORDS_RELATED);
}

/* A heading (or a note) over a list of papers is a topic, unless it has an identifier of its own. */
static void mark_containers(struct entry_search *s)
{
    for (size_t i = 1; i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        if (c->score < ENTRY_SCORE || c->spoken_for != NONE || is_related_section(s, c->node))
            continue;
        for (uint32_t up = candidate_above(s, c->node);;
             up = candidate_above(s, s->candidates.items[up].node)) {
            struct candidate *above = &s->candidates.items[up];
            if (!(above->features & OWN_EVIDENCE) && above->kind != CANDIDATE_ITEM)
                candidate_add(above, FEATURE_ENTRIES_BELOW);
            if (up == 0 || above->score >= ENTRY_SCORE)
                break;
        }
    }
}

static void mark_nested(struct entry_search *s, struct candidate *c)
{
    if (c->kind == CANDIDATE_HEADING || c->kind == CANDIDATE_DOCUMENT)
        return;
    for (uint32_t up = candidate_above(s, c->node);;
         up = candidate_above(s, s->candidates.items[up].node)) {
        if (s->candidates.items[up].is_entry && &s->candidates.items[up] != c) {
            candidate_add(c, FEATURE_NESTED);
            if (is_related_section(s, c->node) && c->kind == CANDIDATE_ITEM)
                candidate_add(c, FEATURE_RELATED_LIST);
            return;
        }
        if (up == 0)
            return;
    }
}

void candidates_score(struct entry_search *s)
{
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        c->features = features_read(s, c);
        c->score = features_points(c->features);
    }
    siblings_score(s);
    mark_containers(s);
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        c->score = features_points(c->features);
        mark_nested(s, c);
        c->score = features_points(c->features);
        c->is_entry =
            c->score >= ENTRY_SCORE && c->source != TITLE_NOWHERE && c->spoken_for == NONE;
        if (c->score >= ENTRY_SCORE && c->identifier != NONE && c->spoken_for == NONE)
            c->is_entry = true;
    }
}
