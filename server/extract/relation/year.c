/* Papers named by their year: "the 2014 paper", 2007年那篇, "2019年の論文". */
#include "extract/relation/relation_internal.h"

#define YEAR_TOKENS_MAX 60 /* of a block that are looked at */
#define YEAR_FIRST      1900
#define YEAR_COUNT      201

uint32_t year_written(struct str fold)
{
    uint64_t year;
    if (fold.n != 4 || !str_to_u64(fold, &year) || year < YEAR_FIRST ||
        year >= YEAR_FIRST + YEAR_COUNT)
        return 0;
    return (uint32_t)year;
}

/* The one year that the block names; 0 when it names none or several. */
static uint32_t only_year(const struct relation_search *s, uint32_t node)
{
    uint32_t found = 0;
    uint32_t first = s->in->tokens->node_first[node], end = s->in->tokens->node_end[node];
    for (uint32_t i = first; i < end && i < first + YEAR_TOKENS_MAX; i++) {
        uint32_t year = year_written(s->tokens[i].fold);
        if (year && found && year != found)
            return 0;
        found = year ? year : found;
    }
    return found;
}

uint32_t year_of_paper(const struct relation_search *s, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    uint32_t year = s->in->papers->papers[paper].year;
    if (year || block == NONE)
        return year;
    year = only_year(s, block);
    uint32_t section = document_section(s->d, block);
    bool is_first = section != NONE && s->d->nodes[section].first_child == block;
    return year || !is_first ? year : only_year(s, section);
}

/* What follows the year, without what comes after it. */
static bool names_paper(const struct relation_search *s, uint32_t token)
{
    static const char *const behind[] = {
#define YEAR_PAPER(text) text,
#include "extract/tables/year_papers.def"
#undef YEAR_PAPER
    };
    const struct node *n = &s->d->nodes[s->tokens[token].node];
    if (s->tokens[token].end >= n->text_end)
        return false;
    struct str text = str_trim(document_slice(s->d, s->tokens[token].end, n->text_end));
    for (size_t i = 0; i < ARRAY_LEN(behind); i++)
        if (str_starts_ci(text, str_from(behind[i])))
            return true;
    return false;
}

/* By year: the paper, NONE, or the number of no paper where there are two. */
static uint32_t *index_years(const struct relation_search *s)
{
    uint32_t *papers = ARENA_ARRAY(s->a, uint32_t, YEAR_COUNT);
    bool *taken = ARENA_ARRAY(s->a, bool, YEAR_COUNT);
    for (size_t i = 0; i < YEAR_COUNT; i++)
        papers[i] = NONE;
    for (uint32_t i = 0; i < s->in->papers->n_papers; i++) {
        uint32_t year = year_of_paper(s, i);
        if (year < YEAR_FIRST || year >= YEAR_FIRST + YEAR_COUNT)
            continue;
        papers[year - YEAR_FIRST] = taken[year - YEAR_FIRST] ? NONE : i;
        taken[year - YEAR_FIRST] = true;
    }
    return papers;
}

void years_collect(struct relation_search *s)
{
    uint32_t *papers = NULL;
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        const struct token *t = &s->tokens[i];
        uint32_t year = t->shape == SHAPE_DIGIT && !t->in_code ? year_written(t->fold) : 0;
        if (!year || !names_paper(s, i) || place_at(s, t->begin))
            continue;
        papers = papers ? papers : index_years(s);
        uint32_t paper = papers[year - YEAR_FIRST];
        if (paper == NONE || scope_block(s, paper) == t->node)
            continue;
        citation_add(s, (struct citation){.kind = CITATION_MARK,
                                          .paper = paper,
                                          .concept = NONE,
                                          .node = t->node,
                                          .begin = t->begin,
                                          .end = t->end,
                                          .confidence = 850});
    }
}
