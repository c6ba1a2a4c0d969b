#include "extract/entry/entry_internal.h"

/* Candidates with so many points count as likely papers among siblings. */
#define SIBLING_SCORE 40

static bool is_void(const struct candidate *c)
{
    return candidate_has(c, FEATURE_IMAGE_ONLY) || candidate_has(c, FEATURE_FIELD_LABEL) ||
           candidate_has(c, FEATURE_DATE) || candidate_has(c, FEATURE_TEMPLATE_WORD) ||
           c->spoken_for != NONE;
}

/* ---- siblings ---- */

static uint64_t group_key(uint32_t anchor, uint32_t kind, uint32_t level)
{
    return (uint64_t)(anchor + 1) << 16 | kind << 8 | level;
}

/* Lists, and first paragraphs, of the sections below one heading. */
static uint64_t pool_key(const struct document *d, uint32_t section, uint32_t kind, uint32_t level)
{
    const struct node *n = &d->nodes[section];
    if (n->kind != NODE_SECTION)
        return group_key(section, kind, level);
    return group_key(n->parent, kind + 8 * n->level, level);
}

static void set_groups(const struct entry_search *s, struct candidate *c)
{
    const struct document *d = s->d;
    const struct node *n = &d->nodes[c->node];
    uint32_t parent = n->parent, above = parent == NO_NODE ? NO_NODE : d->nodes[parent].parent;
    switch (c->kind) {
    case CANDIDATE_HEADING:
        c->list = group_key(parent, 1, n->level);
        break;
    case CANDIDATE_ROW:
        c->list = group_key(parent, 2, 0);
        break;
    case CANDIDATE_PARAGRAPH:
        c->list = group_key(parent, 3, n->prev == NO_NODE);
        if (n->prev == NO_NODE)
            c->pool = pool_key(d, parent, 4, 0);
        break;
    case CANDIDATE_ITEM:
        c->list = group_key(parent, 5, 0);
        if (above != NO_NODE && d->nodes[above].kind != NODE_ITEM)
            c->pool = pool_key(d, above, 6, n->level);
        break;
    default:
        break;
    }
}

struct tally {
    uint32_t members, likely;
};

struct tallies {
    struct map *index; /* group -> index of a tally */
    struct tally *items;
};

static struct tally *tally_of(struct tallies *t, const uint64_t *group)
{
    static const size_t size = sizeof *group;
    bool is_new;
    uint64_t *index = map_put(t->index, str_of((const char *)group, size), &is_new);
    if (is_new)
        *index = map_count(t->index);
    return &t->items[*index];
}

static void count_sibling(struct tallies *t, const uint64_t *group, const struct candidate *c)
{
    if (*group == 0)
        return;
    struct tally *tally = tally_of(t, group);
    tally->members++;
    tally->likely += c->score >= SIBLING_SCORE;
}

static void add_siblings(struct candidate *c, struct tally t)
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
}

/* A list of one item is judged with the lists of its kind in the sections beside it. */
static void score_siblings(struct entry_search *s)
{
    struct tallies t = {map_new(s->a), ARENA_ARRAY(s->a, struct tally, 2 * s->candidates.n + 1)};
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        set_groups(s, c);
        if (is_void(c))
            continue;
        count_sibling(&t, &c->list, c);
        count_sibling(&t, &c->pool, c);
    }
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        if (c->list == 0 || is_void(c))
            continue;
        struct tally list = *tally_of(&t, &c->list);
        bool is_alone = list.members == 1 && c->pool;
        add_siblings(c, is_alone ? *tally_of(&t, &c->pool) : list);
    }
}

static void rescore(struct entry_search *s)
{
    for (size_t i = 0; i < s->candidates.n; i++)
        s->candidates.items[i].score = features_points(s->candidates.items[i].features);
}

/* ---- papers below, papers above ---- */

static const uint64_t OWN_EVIDENCE =
    (uint64_t)1 << FEATURE_LEAD_LINK | (uint64_t)1 << FEATURE_FIELDS |
    (uint64_t)1 << FEATURE_FIELD_LINK | (uint64_t)1 << FEATURE_CITE_KEY |
    (uint64_t)1 << FEATURE_TEMPLATE_BELOW | (uint64_t)1 << FEATURE_HEAD_LINK |
    (uint64_t)1 << FEATURE_TITLE_AND_LINK | (uint64_t)1 << FEATURE_VENUE_TAG |
    (uint64_t)1 << FEATURE_EMPTY_LINK;

/* A heading (or a note) over a list of papers is a topic, unless it has an identifier of its own. */
static void mark_containers(struct entry_search *s)
{
    for (size_t i = 1; i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        bool is_plain_heading = c->kind == CANDIDATE_HEADING && !(c->features & OWN_EVIDENCE);
        if (c->score < ENTRY_SCORE || c->spoken_for != NONE || is_plain_heading ||
            section_is(s, c->node, WORDS_RELATED))
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
    bool is_section = c->kind == CANDIDATE_HEADING && c->features & OWN_EVIDENCE;
    if (is_section || c->kind == CANDIDATE_DOCUMENT)
        return;
    for (uint32_t up = candidate_above(s, c->node);;
         up = candidate_above(s, s->candidates.items[up].node)) {
        if (s->candidates.items[up].is_entry && &s->candidates.items[up] != c) {
            candidate_add(c, FEATURE_NESTED);
            if (section_is(s, c->node, WORDS_RELATED) && c->kind == CANDIDATE_ITEM)
                candidate_add(c, FEATURE_RELATED_LIST);
            return;
        }
        if (up == 0)
            return;
    }
}

/* A block speaks for itself again when the heading it was read for is no paper. */
static void release(struct entry_search *s, struct candidate *c)
{
    if (c->spoken_for != NONE && !s->candidates.items[c->spoken_for].is_entry)
        c->spoken_for = NONE;
}

static void decide(struct entry_search *s, struct candidate *c)
{
    release(s, c);
    mark_nested(s, c);
    c->score = features_points(c->features);
    bool is_named = c->source != TITLE_NOWHERE || c->identifier != NONE;
    bool is_bare = candidate_has(c, FEATURE_ONLY_LINK) || candidate_has(c, FEATURE_ITEM_WITH_LINK);
    c->is_entry = c->score >= ENTRY_SCORE && is_named && c->spoken_for == NONE &&
                  !(is_bare && candidate_has(c, FEATURE_NESTED));
}

void candidates_score(struct entry_search *s)
{
    for (size_t i = 0; i < s->candidates.n; i++)
        s->candidates.items[i].features = features_read(s, &s->candidates.items[i]);
    rescore(s);
    mark_containers(s);
    rescore(s);
    score_siblings(s);
    rescore(s);
    mark_containers(s);
    rescore(s);
    for (size_t i = 0; i < s->candidates.n; i++)
        decide(s, &s->candidates.items[i]);
}
