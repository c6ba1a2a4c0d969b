/* What a paper has to do with a concept, from the mentions in its part of the note. */
#include "extract/relation/relation_internal.h"

#define CONTINUATION 700 /* blocks that belong to an entry only because they follow it */
#define NEGATED      300

/* The field whose value holds the mention, or NULL. Fields are in order. */
static const struct field *field_at(const struct relation_search *s, const struct mention *m)
{
    size_t low = 0;
    size_t high = s->d->n_fields;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->d->fields[middle].begin > m->begin)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0 || s->d->fields[low - 1].end < m->end)
        return NULL;
    return &s->d->fields[low - 1];
}

static bool key_is(const struct field *f, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(f->key, str_from(keys[i])))
            return true;
    return false;
}

/* Where in a field says more than where in the note; POSITION_COUNT: says nothing of the paper. */
static enum position field_position(const struct field *f, enum position otherwise)
{
    static const char *const about_paper[] = {"authors", "venue", "publisher", "code",   "citekey",
                                              "date",    "year",  "url",       "aliases"};
    static const char *const topics[] = {"tags", "keywords"};
    if (str_eq(f->key, STR("title")))
        return POSITION_TITLE;
    if (key_is(f, topics, ARRAY_LEN(topics)))
        return POSITION_TAG;
    return key_is(f, about_paper, ARRAY_LEN(about_paper)) ? POSITION_COUNT : otherwise;
}

static bool is_own_name(const struct relation_search *s, const struct mention *m, uint32_t paper)
{
    return s->concept_paper[m->concept] == paper;
}

static enum relation relation_at(const struct relation_search *s, const struct mention *m,
                                 uint32_t paper, enum position p)
{
    if (is_own_name(s, m, paper))
        return REL_INTRODUCES;
    if (p == POSITION_TITLE || p == POSITION_TAG || p == POSITION_FILE_NAME)
        return REL_ABOUT;
    return m->token_begin < m->token_end ? mention_relation(s, m) : REL_MENTIONS;
}

static uint16_t weight_at(const struct relation_search *s, const struct mention *m, uint32_t paper,
                          enum position p)
{
    uint16_t weight = times(position_weight(p), m->confidence);
    if (m->is_negated && p != POSITION_TITLE)
        weight = times(weight, NEGATED);
    if (s->in->papers->is_continuation[m->node] && scope_paper(s, m->node) == paper)
        weight = times(weight, CONTINUATION);
    return weight;
}

static void claim_mention(struct relation_search *s, const struct mention *m, uint32_t paper,
                          enum position p)
{
    struct claim c = {.from = paper_endpoint(paper),
                      .relation = relation_at(s, m, paper, p),
                      .to = concept_endpoint(m->concept),
                      .weight = weight_at(s, m, paper, p),
                      .node = m->node};
    claim_add(s, c, (struct proof){m->begin, m->end, 0, 0, position_rule(p)});
}

/* A mention inside the title of a paper speaks of that paper, and little of the one around it. */
static bool read_title_mention(struct relation_search *s, const struct mention *m)
{
    const struct paper_place *place = place_at(s, m->begin);
    if (!place || place->is_name_only || m->end > place->end)
        return false;
    uint32_t around = scope_paper(s, m->node);
    claim_mention(s, m, place->paper, POSITION_TITLE);
    if (around != NONE && around != place->paper)
        claim_mention(s, m, around, POSITION_CITED_TITLE);
    return true;
}

static void read_mention(struct relation_search *s, const struct mention *m,
                         const uint32_t *first_blocks)
{
    uint32_t paper = scope_paper(s, m->node);
    if (m->is_file_name) {
        if (paper != NONE)
            claim_mention(s, m, paper, POSITION_FILE_NAME);
        return;
    }
    if (read_title_mention(s, m) || paper == NONE)
        return;
    const struct field *field = field_at(s, m);
    enum position p = position_of(s, m, paper, first_blocks[paper]);
    if (field)
        p = field_position(field, p);
    if (p != POSITION_COUNT)
        claim_mention(s, m, paper, p);
}

/* Per paper the first block below its own that mentions anything. */
static uint32_t *find_first_blocks(const struct relation_search *s)
{
    size_t n = s->in->papers->n_papers;
    uint32_t *first = ARENA_ARRAY(s->a, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        first[i] = NONE;
    for (uint32_t i = 1; i < s->d->n_nodes; i++) {
        uint32_t paper = scope_paper(s, i);
        if (paper != NONE && first[paper] == NONE && i != scope_block(s, paper) &&
            s->d->nodes[i].kind != NODE_SECTION && s->mention_first[i] < s->mention_end[i])
            first[paper] = i;
    }
    return first;
}

void paper_concepts_find(struct relation_search *s)
{
    uint32_t *first_blocks = find_first_blocks(s);
    for (size_t i = 0; i < s->in->concepts->n_mentions; i++)
        read_mention(s, &s->in->concepts->mentions[i], first_blocks);
}
